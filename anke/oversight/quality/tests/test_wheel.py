"""The yearly wheel: a year planted with gaps shows exactly those, on the list of the right person."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.models import Done
from anke.oversight.quality.tests.house import BEFORE, by, establish
from anke.rules.roles import Role
from anke.rules.wheel import State

pytestmark = pytest.mark.django_db
YEAR = 2024
END = datetime(2025, 1, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _house() -> None:
    establish()


def fill(gaps: set[tuple[str, str, str]]) -> None:
    """Everything of the year is done, but for the gaps."""
    rows = [one.slot for one in queries.wheel(YEAR, date(2025, 1, 1))]
    Done.objects.bulk_create(
        Done(activity=one.activity, period=one.period, unit=one.unit, on=one.due_on, by="x", excused="")
        for one in rows
        if one.key not in gaps
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_year_planted_with_thirty_gaps_shows_exactly_those(seed: int) -> None:
    every = [one.slot for one in queries.wheel(YEAR, date(2025, 1, 1))]
    assert len(every) > 45
    planted = {one.key for one in Random(seed).sample(every, 30)}
    fill(planted)
    lines = queries.wheel(YEAR, date(2025, 1, 1))
    assert {one.slot.key for one in lines if one.state is State.MISSING} == planted
    assert {one.state for one in lines} == {State.MISSING, State.DONE}


def test_the_day_after_it_is_on_the_right_list_and_on_no_other() -> None:
    last = date(2024, 3, 31)
    for day, expected in ((last, []), (last + timedelta(days=1), ["k11"])):
        found = {}
        for initials in ("chef11", "chef12", "jurist", "direktoer"):
            person = next(one for one in organisation.people() if one.initials == initials)
            lines = queries.missing_of(person, day)
            found[initials] = [one.slot.unit for one in lines if one.slot.period == "2024-03"]
        assert found == {
            "chef11": expected,
            "chef12": ["k12"] if expected else [],
            "jurist": [],
            "direktoer": [],
        }


def test_what_is_the_agencys_is_on_the_legal_units_list() -> None:
    jurist = next(one for one in organisation.people(role=Role.LEGAL_UNIT))
    keys = {one.slot.key for one in queries.missing_of(jurist, date(2025, 6, 1))}
    assert ("Q5A", "2024", "agency") in keys
    assert ("Q5R", "2024", "agency") not in keys  # due on 30 June
    assert all(unit == "agency" for _, _, unit in keys)


def test_done_and_lapsed_are_told_apart_and_kept() -> None:
    what = {"activity": "Q1", "period": "2024-02", "unit": "k11"}
    commands.excuse(**what, reason="Orlov hele måneden", **by("chef11", END))
    state = {one.slot.key: one.state for one in queries.wheel(YEAR, END.date())}
    assert state["Q1", "2024-02", "k11"] is State.EXCUSED
    commands.record_done(**what, **by("chef11", END))
    commands.record_done(**what, **by("chef11", END))
    state = {one.slot.key: one.state for one in queries.wheel(YEAR, END.date())}
    assert state["Q1", "2024-02", "k11"] is State.DONE
    assert Done.objects.count() == 1


def test_who_came_within_a_month_is_asked_for_nothing_in_it() -> None:
    from anke.oversight.quality.tests.house import appoint

    appoint("ny", Role.CASEWORKER, office=11)  # on the first of January 2024
    asked = {one.slot.period for one in queries.wheel(YEAR, END.date()) if one.slot.unit == "ny"}
    assert min(asked) == "2024-01"
    assert BEFORE.date() == date(2024, 1, 1)
