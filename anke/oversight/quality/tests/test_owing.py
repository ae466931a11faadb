"""Who owes a review: the wheel and the monthly follow-up agree, whatever has happened; and who may say that
something is done, or lapses."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction

from anke.organisation import commands as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.models import Done, Review
from anke.oversight.quality.programme import owing
from anke.oversight.quality.queries import programme_of
from anke.oversight.quality.tests import house
from anke.oversight.quality.tests.house import OFFICES, appoint, by, establish
from anke.oversight.quality.tests.test_reviews import EARLIER
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.wheel import State

pytestmark = pytest.mark.django_db
YEAR = 2024
AFTER = datetime(2025, 1, 1, 9, tzinfo=UTC)
MONTHS = [f"{YEAR}-{month:02d}" for month in range(1, 13)]


def arrive(initials: str, day: date, office: int = 11, weight: str = "1") -> None:
    organisation.appoint_staff(
        initials=initials,
        name=initials.title(),
        role=Role.CASEWORKER,
        office=office,
        weight=Decimal(weight),
        happened_on=day,
        actor="system",
        recorded_at=morning(day),
    )


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def away(initials: str, first: date, last: date | None) -> None:
    told = {"initials": initials, "kind": "other", "first_on": first, "last_on": last}
    organisation.register_absence(**told, actor="system", recorded_at=morning(first))


def of_wheel() -> dict[tuple[str, str], State]:
    lines = [one for one in queries.wheel(YEAR, AFTER.date()) if one.slot.activity == "Q1"]
    return {(one.slot.period, one.slot.unit): one.state for one in lines}


def of_reviews() -> set[tuple[str, str]]:
    return {
        (month, who)
        for month in MONTHS
        for office in OFFICES
        for who in queries.month_of_office(office, month).missing
    }


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_the_wheels_gaps_are_the_reviews_gaps_whatever_has_happened(seed: int) -> None:
    """People come, work part time, fall ill, go and leave; reviews are begun, completed, told and lapse."""
    chance = Random(seed)
    establish()
    staff = [f"k{office}" for office in OFFICES]
    for day in sorted(date(YEAR, 1, 1) + timedelta(days=chance.randrange(366)) for _ in range(25)):
        if chance.random() < 0.3:
            staff.append(f"n{len(staff)}")
            arrive(staff[-1], day, chance.choice(OFFICES), chance.choice(["1", "0.5"]))
        else:
            last = chance.choice([None, day, day + timedelta(days=chance.randrange(90))])
            with suppress(Refused):  # away already
                away(chance.choice(staff), day, last)
    organisation.end_appointment(initials=chance.choice(staff), **by("system", AFTER))
    offices = {one.initials: one.office for one in owing.staff(programme_of(YEAR))}
    for month in MONTHS:
        for who in sorted(offices):
            _happen(chance, month, who, f"chef{offices[who]}", offices[who] or 0)
    states = of_wheel()
    assert {key for key, state in states.items() if state is State.MISSING} == of_reviews()
    told = set(Review.objects.filter(stage=Review.Stage.TOLD).values_list("month", "employee"))
    assert told & states.keys() and all(states[key] is State.DONE for key in told & states.keys())
    assert State.EXCUSED in states.values() and State.MISSING in states.values()


def _happen(chance: Random, month: str, who: str, head: str, office: int) -> None:
    """What becomes of an employee's month, by chance: nothing, a lapse, or a review that comes so far."""
    what = chance.choice(["nothing", "lapse", "open", "submitted", "told", "dropped"])
    if what == "lapse":
        commands.lapse_review(employee=who, month=month, reason="Ingen sager", **by(head, AFTER))
    elif what == "told":
        told = replace(EARLIER, month=month, employee=who, office=office, reviewer=head)
        commands.bring_in_reviews([told], actor=head, recorded_at=AFTER)
    elif what != "nothing":
        Review.objects.create(
            name=f"Q1/{month}/{who}/1",
            month=month,
            employee=who,
            office=office,
            number="2024-000001",
            reviewer=head,
            stage=what,
            version=1,
            saved_by=head,
            saved_at=AFTER,
            answers={},
        )


@pytest.mark.parametrize(
    ("first", "last", "days", "state"),
    [
        (date(2024, 3, 1), date(2024, 3, 31), 0, State.EXCUSED),  # the whole month
        (date(2024, 3, 1), date(2024, 3, 25), 4, State.EXCUSED),  # four weekdays left
        (date(2024, 3, 1), date(2024, 3, 24), 5, State.MISSING),  # five are enough
        (date(2024, 2, 1), None, 0, State.EXCUSED),  # nobody knows when it ends
        (date(2024, 3, 2), date(2024, 3, 3), 21, State.MISSING),  # a weekend is no absence
    ],
)
def test_hardly_at_work_lapses_by_rule_on_the_wheel_and_in_the_office(
    first: date, last: date | None, days: int, state: State
) -> None:
    establish()
    away("k11", first, last)
    [line] = [one for one in queries.wheel(YEAR, AFTER.date()) if one.slot.key == ("Q1", "2024-03", "k11")]
    assert (line.state, line.days) == (state, days if state is State.EXCUSED else None)
    [row] = queries.month_of_office(11, "2024-03").rows
    assert (row.days, row.needed) == (days, state is State.MISSING)
    assert row.state == ("missing" if row.needed else "not_needed")


def test_part_time_owes_a_review_every_month_and_a_newcomer_from_the_fifth_day() -> None:
    establish()
    arrive("halv", date(2024, 1, 1), weight="0.2")
    arrive("ny", date(2024, 3, 25))  # five weekdays of March left
    arrive("sent", date(2024, 3, 26))  # four
    states = of_wheel()
    assert [states[month, "halv"] for month in MONTHS] == [State.MISSING] * 12
    assert (states["2024-03", "sent"], states["2024-03", "ny"]) == (State.EXCUSED, State.MISSING)
    assert ("2024-02", "ny") not in states
    assert {"ny", "sent"}.isdisjoint(row.employee for row in queries.month_of_office(11, "2024-02").rows)


Q1, Q3, Q6 = ("Q1", "2024-02", "k11"), ("Q3", "2024H1", "11"), ("Q6", "2024", "agency")


@pytest.mark.parametrize(
    ("what", "may"),
    [
        (Q1, {"chef11", "direktoer", "vice", "system"}),
        (Q3, {"chef11", "direktoer", "vice", "system"}),
        (Q6, {"jurist", "direktoer", "system"}),
    ],
)
@pytest.mark.parametrize("act", ["record_done", "excuse"])
def test_only_whoever_is_to_see_to_it_says_that_it_is_done_or_lapses(
    what: tuple[str, str, str], may: set[str], act: str
) -> None:
    establish()
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)
    told: dict[str, str] = dict(zip(("activity", "period", "unit"), what, strict=True))
    told |= {"reason": "Kontoret er nyt"} if act == "excuse" else {}
    let_in = set()
    for actor in (
        "chef11",
        "chef12",
        "k11",
        "vice",
        "direktoer",
        "jurist",
        "kvalitet",
        "styring",
        "system",
        "x",
    ):
        with suppress(Refused), transaction.atomic():
            getattr(commands, act)(**told, **by(actor, AFTER))
            let_in.add(actor)
            transaction.set_rollback(True)
    assert let_in == may


@pytest.mark.parametrize(
    "what",
    [
        ("Q9", "2024", "agency"),
        ("Q1", "2024H1", "k11"),
        ("Q1", "2024-13", "k11"),
        ("Q1", "2024-02", "nobody"),
        ("Q1", "2024-02", "agency"),
        ("Q3", "2024H1", "99"),
        ("Q6", "2024", "11"),
        ("Q6", "xx", "agency"),
        ("Q6", "9999", "agency"),
        ("Q6", "2001", "agency"),
    ],
)
def test_what_the_wheel_does_not_ask_for_is_not_set_down(what: tuple[str, str, str]) -> None:
    establish()
    told = dict(zip(("activity", "period", "unit"), what, strict=True))
    with pytest.raises(Refused):
        commands.record_done(**told, **by("system", AFTER))
    assert not Done.objects.exists()


def test_what_has_not_begun_is_not_done() -> None:
    establish()
    with pytest.raises(Refused, match="has not begun"):
        commands.record_done(activity="Q6", period="2026", unit="agency", **by("jurist", AFTER))


def test_nothing_is_missing_of_a_time_before_the_programme_was_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The memo is of 13 November 2023: December is the first month that is asked for."""
    monkeypatch.setattr(house, "BEFORE", datetime(2022, 1, 3, 9, tzinfo=UTC))
    establish()
    Done.objects.create(activity="Q1", period="2023-10", unit="k11", on=date(2023, 10, 30), by="chef11")
    lines = queries.wheel(2023, date(2024, 2, 1))
    assert {(one.slot.period, one.state) for one in lines if one.slot.unit == "k11"} == {
        ("2023-10", State.DONE),
        ("2023-12", State.MISSING),
    }
    assert {one.slot.period for one in lines} == {"2023-10", "2023-12"}
    assert {one.slot.begins_on.year for one in queries.wheel(2024, date(2024, 12, 31))} == {2024}
    month = queries.month_of_office(11, "2023-11")
    assert ([row.state for row in month.rows], month.missing) == (["not_asked"], ())
