"""An office without a head in the central measurement: its deputy director rates, and the page says so."""

import pytest

from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.central import reading
from anke.oversight.quality.models import Measurement, Rating
from anke.oversight.quality.programme.todo import todos
from anke.oversight.quality.tests.house import AT, TODAY, appoint, by, decide, establish, make_draw
from anke.oversight.quality.tests.test_central import WHOM
from anke.oversight.quality.tests.test_rating_pages import browser
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
PAGE = "/quality/central/2024/"


@pytest.fixture
def found() -> Measurement:
    establish()
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)
    decide(3, 11, appellant=WHOM), decide(2, 12, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    return commands.open_measurement(year=2024, **by("jurist"))


def leave(*heads: str) -> None:
    for one in heads:
        organisation_acts.end_appointment(initials=one, **by("system"))


def of_office(found: Measurement, office: int, side: str) -> list[Rating]:
    return list(found.counted.filter(part="A", by_office=office, side=side).order_by("number"))


def rate(row: Rating, who: str) -> None:
    what = {"part": "A", "number": row.number, "side": row.side, "expected": row.version}
    answers = {"correct": "yes", "comments": "none"}
    commands.rate_case(year=2024, **what, answers=answers, **by(who))


def test_the_deputy_director_takes_the_part_until_there_is_a_head(found: Measurement) -> None:
    [first, second] = of_office(found, 12, "own")
    with pytest.raises(Refused, match="not yours"):
        rate(first, "vice")
    leave("chef12")
    rate(first, "vice")
    assert browser("vice").get(f"{PAGE}A/own/{second.number}/").status_code == 200
    vice = next(one for one in organisation.people() if one.initials == "vice")
    assert [one.count for one in todos(vice, TODAY) if one.kind == "rate"] == [4]  # one own, three others'
    assert {one.by for one in queries.readings(2024) if one.part == "A"} == {"chef11", "vice"}
    new = {"initials": "chef12b", "name": "Ny Chef", "role": Role.HEAD_OF_OFFICE, "office": 12}
    organisation_acts.appoint_staff(**new, **by("system"))
    with pytest.raises(Refused, match="not yours"):
        rate(second, "vice")
    rate(second, "chef12b")


def test_the_page_says_so_to_those_who_can_mend_it_and_to_no_others(found: Measurement) -> None:
    for who in ("jurist", "direktoer", "vice"):
        assert "12 has no head" not in browser(who).get(PAGE).content.decode()
    leave("chef12")
    for who in ("jurist", "direktoer", "vice"):
        page = " ".join(browser(who).get(PAGE).content.decode().split())
        assert "12 Office 12 has no head" in page
        assert "Vice (vice) rates for it as deputy director. 5 ratings are left." in page
    assert "12 has no head" not in browser("chef11").get(PAGE).content.decode()
    leave("vice")
    page = " ".join(browser("jurist").get(PAGE).content.decode().split())
    assert "nobody can do its 5 ratings. Have a head appointed." in page


def test_another_offices_cases_are_handed_to_the_deputy_director(found: Measurement) -> None:
    leave("chef12")
    given = {one.number for one in of_office(found, 12, "other")}
    how = {"year": 2024, "who": "chef12", "instead": "vice", "reason": "Ankechefen er fratrådt"}
    assert commands.replace_reviewer(**how, **by("jurist")) == len(given)
    assert given <= organisation.granted_numbers("vice", at=AT)
    rate(of_office(found, 12, "other")[0], "vice")


def test_a_measurement_begun_without_a_head_gives_the_deputy_director_sight() -> None:
    establish()
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)
    decide(3, 11, appellant=WHOM), decide(2, 12, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    leave("chef12")
    found = commands.open_measurement(year=2024, **by("jurist"))
    given = {one.number for one in of_office(found, 12, "other")}
    assert given <= organisation.granted_numbers("vice", at=AT)


def test_nobody_rates_a_case_for_both_offices(found: Measurement) -> None:
    leave("chef11", "chef12")
    row = of_office(found, 12, "own")[0]
    rate(row, "vice")
    other = found.counted.get(part="A", number=row.number, side="other")
    with pytest.raises(Refused, match="Two people must rate it"):
        rate(other, "vice")
    assert [one.office for one in reading.headless(found)] == [11, 12]
