"""What a figure counted then and now, and which goals count a case."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from anke.content.load import content as load_content
from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.events.tests.histories import event
from anke.rules.definitions import Clause, Kind, Limit, Measure, Span, Unit
from anke.rules.periods import quarter
from anke.steering.statistics import commands, queries
from anke.steering.statistics.tests.histories import History

pytestmark = pytest.mark.django_db
Q1 = quarter(2024, 1)
THEN = datetime(2024, 4, 1, 0, tzinfo=UTC)
CASH, INJURY = (load_content().case_types[name].code for name in ("cash_benefit", "work_injury"))
SHARE = Measure(
    "share", Kind.SHARE_WITHIN, Unit.PERCENT, (Clause(case_types=(CASH,)),), limit=Limit(4, Span.WEEKS)
)


def came(name: str, day: date, case_type: str = "cash_benefit", office: int = 3) -> NewEvent:
    return event("case_registered", day, name, case_type=case_type, authority=101, office=office)


def decided(name: str, day: date) -> NewEvent:
    return event("case_decided", day, name, outcome="affirmed")


def corrected(name: str, **changes: str | None) -> NewEvent:
    return event("registration_corrected", date(2024, 5, 1), name, changes=changes, reason="Fejl")


def told(*events: NewEvent) -> None:
    load(sorted(events, key=lambda one: one.recorded_at))
    commands.export()


def test_each_way_a_case_can_count_otherwise() -> None:
    told(
        came("2024-1", date(2024, 1, 2)),
        decided("2024-1", date(2024, 1, 20)),
        corrected("2024-1", decided_on=None, closed_on=None, outcome=None),
        came("2024-2", date(2024, 1, 2)),
        decided("2024-2", date(2024, 1, 20)),
        corrected("2024-2", received_on="2023-12-01"),
        came("2024-3", date(2024, 1, 2)),
        decided("2024-3", date(2024, 1, 20)),
        came("2024-4", date(2024, 1, 2), office=5),
        corrected("2024-4", decided_on="2024-03-30", closed_on="2024-03-30", outcome="affirmed"),
        came("2024-5", date(2024, 1, 2)),
        decided("2024-5", date(2024, 1, 20)),
        corrected("2024-5", case_type="work_injury"),
    )
    found = queries.changes(SHARE, Q1, THEN)
    assert {one.id: (one.how, one.reason_then, one.reason_now) for one in found.cases} == {
        "2024-1": ("left", "counted_within", "not_yet_decided"),
        "2024-2": ("changed", "counted_within", "counted_late"),
        "2024-4": ("entered", "not_yet_decided", "counted_late"),
        "2024-5": ("left", "counted_within", None),
    }
    assert (found.entered, found.left, found.changed, found.total) == (1, 2, 1, 4)
    changed = next(one for one in found.cases if one.how == "changed")
    assert (changed.days_then, changed.days_now) == (18, 50)
    mine = queries.changes(SHARE, Q1, THEN, offices=[5])
    assert [one.id for one in mine.cases] == ["2024-4"] and mine.total == 1
    assert queries.changes(SHARE, Q1, THEN, offices=[]).total == 0
    assert [one.id for one in queries.changes(SHARE, Q1, THEN, offset=1, limit=2).cases] == [
        "2024-2",
        "2024-4",
    ]
    assert queries.changes(SHARE, Q1, THEN, THEN).total == 0


def test_what_came_and_went_is_the_difference_of_the_figures() -> None:
    """On a history with late words and changed minds: entered less left is what the denominator grew."""
    told(*History(300, seed=5).events)
    for measure in (SHARE, Measure("mean", Kind.MEAN_DURATION, Unit.WEEKS, (Clause(),))):
        for number in (1, 2):
            period = quarter(2024, number)
            moment = datetime(2024, 3 * number + 1, 5, tzinfo=UTC)
            then, now = queries.figure(measure, period, moment), queries.figure(measure, period)
            found = queries.changes(measure, period, moment)
            assert found.entered - found.left == now.denominator - then.denominator
            assert len(found.cases) == found.total


def goals() -> Mapping[str, tuple[Measure, ...]]:
    injury = Measure("i", Kind.COUNT, Unit.CASES, (Clause(case_types=(INJURY, CASH), outcomes=(1,)),))
    return {"1.1": (SHARE,), "1.2": (injury,)}


def test_cases_in_no_goal_and_in_two() -> None:
    told(
        came("2024-1", date(2024, 1, 2)),
        came("2024-2", date(2024, 1, 3), "work_injury"),
        came("2024-3", date(2024, 1, 4), "sickness_benefit"),
        came("2024-4", date(2024, 1, 5), "sickness_benefit", office=5),
        came("2023-5", date(2023, 1, 5), "sickness_benefit"),
        decided("2023-5", date(2023, 12, 31)),  # gone before the period
        came("2024-6", date(2024, 4, 1), "sickness_benefit"),  # comes after it
    )
    found = {(one.goals, one.cases) for one in queries.coverage(goals(), Q1)}
    assert found == {(("1.1", "1.2"), 1), (("1.2",), 1), ((), 2)}
    none = queries.covered_cases(goals(), Q1, "none")
    assert [(one.id, one.goals, one.received_on) for one in none] == [
        ("2024-3", (), date(2024, 1, 4)),
        ("2024-4", (), date(2024, 1, 5)),
    ]
    assert [one.id for one in queries.covered_cases(goals(), Q1, "several")] == ["2024-1"]
    assert [one.id for one in queries.covered_cases(goals(), Q1, "none", offices=[5])] == ["2024-4"]
    assert [one.id for one in queries.covered_cases(goals(), Q1, "none", offset=1, limit=5)] == ["2024-4"]
    assert queries.covered_cases(goals(), Q1, "none", case_type=CASH) == []
