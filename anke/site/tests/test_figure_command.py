"""`anke export` and `anke figure` as a person uses them: one store, processes of their own."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from anke.rules.local import DENMARK
from anke.site.cli.failure import Failure
from anke.site.cli.figure_ import moment
from tests.house import House

pytestmark = pytest.mark.slow
NOW = datetime(2025, 11, 1, 12, tzinfo=UTC)
# Four work-injury cases decided after 7, 14, 21 days and on 1 July; a fifth still waits. In October the first
# turns out to have come a week earlier.
FILL = """
import django
django.setup()
from datetime import UTC, date, datetime, time, timedelta
from anke.events.commands import NewEvent, record_many
def say(day, name, kind, **data):
    event = NewEvent("case", name, kind, day, "p", data)
    record_many([event], recorded_at=datetime.combine(day, time(12), UTC))
first = date(2025, 7, 1)
for n in range(5):
    say(first, f"2025-{n:06}", "case_registered", case_type="work_injury", authority=9001, office=1)
say(first, "2025-000003", "case_decided", outcome="affirmed")
for n in range(3):
    say(first + timedelta(days=7 + 7 * n), f"2025-{n:06}", "case_decided", outcome="affirmed")
back = {"received_on": "2025-06-24"}
say(date(2025, 10, 2), "2025-000000", "registration_corrected", changes=back, reason="Fejl")
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    place = House(tmp_path_factory.mktemp("house"))
    place.python(FILL)
    place.anke("export", "--quiet")
    yield place


def data(house: House, *words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(house.anke("figure", *words, "--json")[0])
    return found


def test_a_figure_carries_all_it_rests_on(house: House) -> None:
    found = data(house, "1.4.a", "--plan", "2025", "--period", "2025Q3")
    names = [f"2025-{number:06}" for number in range(4)]
    digest = sum(int(hashlib.sha256(name.encode()).hexdigest()[:32], 16) for name in names) % 2**128
    assert found["measure"] == "2025/1.4.a"
    assert found["period"] == {"name": "2025Q3", "first": "2025-07-01", "last": "2025-09-30"}
    assert (found["value"], found["unit"]) == ("1.75", "weeks")  # 14 + 14 + 21 + 0 days of four cases
    assert (found["numerator"], found["denominator"]) == (49, 4)
    assert (found["known_at"], found["watermark"], found["newer_events"]) == (None, 10, 0)
    assert found["digest"] == f"{digest:032x}"
    assert found["guards"]["pending"] == 1  # type: ignore[index] # it is a dict


def test_as_known_at_the_end_of_a_day_the_correction_is_not_known_yet(house: House) -> None:
    before = data(house, "1.4.a", "--period", "2025Q3", "--known-at", "2025-10-01")
    assert (before["numerator"], before["watermark"]) == (42, 9)
    assert before["known_at"] == "2025-10-01T23:59:59.999999+02:00"
    after = data(house, "1.4.a", "--period", "2025Q3", "--known-at", "2025-10-02")
    assert (after["numerator"], after["watermark"]) == (49, 10)


def test_the_cases_in_are_as_many_as_the_denominator(house: House) -> None:
    found = data(house, "1.4.a", "--period", "2025-07", "--cases")
    cases: list[dict[str, object]] = found["cases"]  # type: ignore[assignment] # it is a list
    assert sum(bool(case["in"]) for case in cases) == found["denominator"] == 4
    assert {case["id"]: case["reason"] for case in cases if not case["in"]} == {
        "2025-000004": "not_yet_decided"
    }
    assert (cases[1]["received_on"], cases[1]["stop_on"], cases[1]["days"]) == (
        "2025-07-01",
        "2025-07-15",
        14,
    )


def test_in_words(house: House) -> None:
    danish, _ = house.anke("figure", "1.4.a", "--plan", "2025", "--period", "2025Q3", "--cases")
    assert "1,8 uger  (49 dage i alt, 4 sager)" in danish
    assert "Ved siden af gennemsnittet" in danish
    assert "2025-000004  2025-07-01  –           –     nej  endnu ikke afgjort" in danish
    english, _ = house.anke("figure", "1.4.a", "--period", "2025Q3", "--lang", "en", "--quiet")
    assert english == "1.8 weeks\n"


def test_an_empty_period_has_no_figure(house: House) -> None:
    assert data(house, "1.1.a", "--plan", "2025", "--period", "2025Q3")["value"] is None
    told, _ = house.anke("figure", "1.1.a", "--period", "2025Q3")
    assert "intet tal" in told and "0 pct" not in told and "100" not in told


def test_a_boards_figure_has_its_own_name(house: House) -> None:
    assert data(house, "1.5.a/board_adoption/II", "--period", "2025Q3")["value"] == "0"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["1.2.a", "--plan", "2099", "--period", "2025Q3"], "no results plan 2099. There are: 2024, 2025"),
        (["1.2.z", "--period", "2025Q3"], "There is no subgoal 1.2.z"),
        (["1.2.a", "--period", "2025Q5"], "'2025Q5' is no period"),
        (["1.9.a", "--period", "2025Q3"], "1.9.a is not computed from the events"),
        (["1.5.a", "--period", "2025Q3"], "1.5.a is a set of 24 figures"),
        (["1.2.a", "--period", "2025Q3", "--known-at", "2025-02-29"], "is no day or moment"),
        (["1.2.a", "--period", "2025Q3", "--workspace", "x"], "x"),
    ],
)
def test_what_does_not_exist_gets_a_sentence_that_says_what_does(
    house: House, words: list[str], said: str
) -> None:
    out, err = house.anke("figure", *words, fails=True)
    assert out == "" and said in err and err.startswith("anke: ") and err.count("\n") == 1


def test_before_the_first_export_there_is_nothing_to_ask(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = House(tmp_path_factory.mktemp("empty"))
    assert "anke export" in place.anke("figure", "1.2.a", "--period", "2025Q3", fails=True)[1]
    assert json.loads(place.anke("export", "--json")[0])["events"] == 0


def test_events_not_exported_yet_are_mentioned(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = House(tmp_path_factory.mktemp("behind"))
    place.python(FILL)
    first = json.loads(place.anke("export", "--json")[0])
    assert (first["events"], first["watermark"]) == (10, 10)
    assert json.loads(place.anke("export", "--json")[0])["events"] == 0
    decided = 'say(date(2025, 11, 1), "2025-000004", "case_decided", outcome="affirmed")'
    place.python(FILL.split("first =", maxsplit=1)[0] + decided)
    assert data(place, "1.4.a", "--period", "2025Q4")["newer_events"] == 1
    assert "Kør: anke export" in place.anke("figure", "1.4.a", "--period", "2025Q4")[0]
    place.anke("export", "--quiet")
    assert data(place, "1.4.a", "--period", "2025Q4")["denominator"] == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-01", datetime(2025, 10, 1, 23, 59, 59, 999999, DENMARK)),
        ("2025-03-30", datetime(2025, 3, 30, 23, 59, 59, 999999, DENMARK)),  # a day of 23 hours
        ("2025-10-01T12:00", datetime(2025, 10, 1, 12, tzinfo=DENMARK)),
        ("2025-10-01T12:00+00:00", datetime(2025, 10, 1, 12, tzinfo=UTC)),
        ("2025-10-26T02:30+01:00", datetime(2025, 10, 26, 1, 30, tzinfo=UTC)),
        ("2024-02-29", datetime(2024, 2, 29, 23, 59, 59, 999999, DENMARK)),
        ("1990-01-01", datetime(1990, 1, 1, 23, 59, 59, 999999, DENMARK)),
    ],
)
def test_a_moment_is_the_end_of_a_day_or_what_is_written(text: str, expected: datetime) -> None:
    assert moment(text, NOW) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-03-30T02:30", "does not exist that night"),
        ("2025-10-26T02:30", "comes twice that night"),
        ("2025-11-02", "has not been yet"),
        ("1989-12-31", "from 1990 on"),
        ("2025-02-29", "no day or moment"),
        ("yesterday", "no day or moment"),
    ],
)
def test_a_moment_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(Failure, match=said):
        moment(text, NOW)
