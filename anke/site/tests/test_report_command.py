"""`anke report` as a person uses it: a real process, a real store, files that are whole or not there."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from anke.site.cli import report_
from anke.site.cli.failure import Failure
from anke.site.cli.report_ import command
from anke.steering.results import queries
from tests.house import House

pytestmark = pytest.mark.slow
# Nine work-injury cases: received on 1 January, decided 21, 22, … days later; a tenth still waits.
FILL = """
import django
django.setup()
from datetime import UTC, date, datetime, time, timedelta
from anke.events.commands import NewEvent, record_many
first = date(2025, 1, 1)
for n in range(10):
    name, decided = f"2025-{n:06}", first + timedelta(days=21 + n)
    data = {"case_type": "work_injury", "authority": 9001, "office": 1}
    events = [NewEvent("case", name, "case_registered", first, "p", data)]
    record_many(events, recorded_at=datetime.combine(first, time(12), UTC))
for n in range(9):
    name, decided = f"2025-{n:06}", first + timedelta(days=21 + n)
    assigned = NewEvent("case", name, "case_assigned", decided, "p", {"office": 1, "caseworker": "p"})
    done = NewEvent("case", name, "case_decided", decided, "p", {"outcome": "affirmed"})
    record_many([assigned, done], recorded_at=datetime.combine(decided, time(12), UTC))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    place = House(tmp_path_factory.mktemp("house"))
    place.python(FILL)
    place.anke("export", "--quiet")
    (place.home / "today").write_text("2025-04-15\n")
    (place.home / "synthetic").write_text("")
    yield place


def subgoal(data: dict[str, list[dict[str, list[dict[str, object]]]]], name: str) -> dict[str, object]:
    return next(one for goal in data["goals"] for one in goal["subgoals"] if one["id"] == name)


def test_the_latest_closed_quarter_by_the_houses_own_day(house: House) -> None:
    data = json.loads(house.anke("report", "--json")[0])
    assert (data["plan"], data["period"]) == ("2025", "2025Q1")
    assert data["due"] == {"nominal": "2025-04-21", "shifted": "2025-04-22", "shift": "next"}
    mean = subgoal(data, "1.4.a")
    assert (mean["figure"], mean["status"]) == (3.571429, "met")  # 25 days
    assert mean["origin"]["denominator"] == 9  # type: ignore[index] # it is a dict
    assert mean["guards"]["pending"] == 1  # type: ignore[index] # it is a dict
    assert subgoal(data, "1.1.a")["figure"] is None
    assert data["warnings"]


def test_as_it_was_known_before(house: House) -> None:
    data = json.loads(house.anke("report", "--known-at", "2025-01-25", "--period", "2025-01", "--json")[0])
    mean = subgoal(data, "1.4.a")
    assert mean["origin"]["denominator"] == 4  # type: ignore[index] # it is a dict
    assert data["closed"] is False


def test_the_text_is_for_people(house: House) -> None:
    said = house.anke("report", "--lang", "en")[0]
    assert "Report on the results plan 2025" in said
    assert "22 April 2025 at the latest (21 April 2025 is no working day)" in said
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize("form", ["json", "html", "pdf", "xlsx", "docx"])
def test_a_file_is_written_whole_and_twice_the_same(house: House, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"report.{form}"
    house.anke("report", "--out", out)
    first = out.read_bytes()
    house.anke("report", "--out", out, "--format", form, anew=True)
    assert out.read_bytes() == first
    assert [one.name for one in tmp_path.iterdir()] == [out.name]
    if form == "pdf":
        assert "Afrapportering" in pypdf.PdfReader(BytesIO(first)).pages[0].extract_text()


def test_a_printed_plan_needs_no_store(tmp_path: Path) -> None:
    empty = House(tmp_path / "empty", migrate=None)
    data = json.loads(empty.anke("report", "--plan", "2024", "--printed", "--format", "json")[0])
    assert (data["score"]["low"], data["score"]["high"]) == (14.29, 71.43)
    assert not (tmp_path / "empty" / "anke.sqlite3").exists()
    said = empty.anke("report", "--plan", "2025", "--period", "2025Q1", fails=True)[1]
    assert "There is no database here yet" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--plan", "2031"), "There is no plan '2031'. There are: 2024, 2025."),
        (("--period", "2025Q5"), "is no period"),
        (("--period", "2025Q1..2024Q1"), "ends before it begins"),
        (("--known-at", "2025-02-30"), "is no day or moment"),
        (("--out", "missing/folder/r.pdf"), "There is no folder"),
        (("--out", "."), "is a folder"),
        (("--json", "--format", "pdf"), "ask for two things"),
        (("--printed", "--period", "2025Q1"), "leave out --period"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Failure, match=re.escape(said)):
        command.main(list(words), standalone_mode=False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--plan", "2025", "--period", "2024Q4", "--out", "r.pdf"), "lies outside plan 2025"),
        (("--workspace", "nowhere"), "There is no workspace 'nowhere'"),
    ],
)
def test_it_ends_with_status_1_and_writes_nothing(house: House, words: tuple[str, ...], said: str) -> None:
    out, error = house.anke("report", *words, fails=True)
    assert (out, error.startswith("anke: ")) == ("", True)
    assert said in error
    assert not Path("r.pdf").exists()


def test_an_authority_without_cases_has_no_figures(tmp_path: Path) -> None:
    new = House(tmp_path / "new")
    (new.home / "today").write_text("2025-04-15\n")
    data = json.loads(new.anke("report", "--json")[0])
    figures = [
        one["figure"] for goal in data["goals"] for one in goal["subgoals"] if one["basis"] == "computed"
    ]
    assert figures == [None] * 9
    assert {goal["status"] for goal in data["goals"]} == {"undecided"}
    (new.home / "synthetic").write_text("")
    assert "was not built to its end. Run: anke demo" in new.anke("report", fails=True)[1]


LOG = """case,activity,time
1,in,2024-01-01
1,out,2024-01-08
2,in,2024-01-01
2,out,2024-03-01
3,in,2024-02-01
"""
MAPPING = """
title: {da: "Små sager", en: "Small cases"}
time_zone: Europe/Copenhagen
case: case
activity: activity
timestamp: {column: time}
activities: {received: [in], decided: [out]}
limit: 2 weeks
mean_in: days
"""


def test_an_imported_log_has_figures_but_no_goals(tmp_path: Path) -> None:
    place = House(tmp_path, migrate=None)
    (tmp_path / "log.csv").write_text(LOG)
    (tmp_path / "m.yaml").write_text(MAPPING)
    place.anke(
        "import", tmp_path / "log.csv", "--mapping", tmp_path / "m.yaml", "--workspace", "w", "--quiet"
    )
    said = place.anke("report", "--workspace", "w", "--lang", "en")[0]
    assert "Share within 2 weeks" in said
    assert "50.0 per cent" in said
    data = json.loads(place.anke("report", "--workspace", "w", "--period", "2024", "--json")[0])
    figures = {
        one["measure"]: (one["value"], one["numerator"], one["denominator"]) for one in data["figures"]
    }
    assert figures["share_within"] == (50.0, 1, 2)
    assert figures["mean_duration"] == (33.5, 67, 2)
    assert figures["stock"] == (1.0, 1, 1)
    for words in (("--plan", "2024"), ("--printed",), ("--format", "pdf", "--out", tmp_path / "r.pdf")):
        assert "imported log" in place.anke("report", "--workspace", "w", *words, fails=True)[1]


def test_the_annual_report_is_about_the_whole_year_and_says_what_it_decides(house: House) -> None:
    said = house.anke("report", "--year", "2025", "--lang", "en")[0]
    assert "Annual report on the results plan 2025" in said
    assert "1 January – 31 December 2025" in said
    assert "The period is not over" in said
    assert "the plan gives no date for the annual report" in said
    assert "decides the director's one-off remuneration" in said
    assert "decides the director's" not in house.anke("report", "--lang", "en")[0]


def test_the_two_further_duties_are_appendices(house: House) -> None:
    data = json.loads(house.anke("report", "--json", "--period", "2025Q1")[0])
    areas, boards = data["duties"]
    assert (areas["id"], boards["id"]) == ("areas", "boards")
    assert len(areas["rows"]) == 3
    assert (len(boards["rows"]), len(boards["columns"])) == (6, 5)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--year", "2025", "--period", "2025Q1"), "two things"),
        (("--year", "twenty"), "no year"),
        (("--year", "2031"), "2024, 2025"),
    ],
)
def test_a_year_that_cannot_be_is_answered_in_one_sentence(
    house: House, words: tuple[str, ...], says: str
) -> None:
    printed, told = house.anke("report", *words, fails=True)
    assert says in told
    assert printed == ""


def test_the_command_knows_every_form_there_is() -> None:
    assert report_.FORMATS == queries.FORMS
