"""The cases behind a figure, and what stands beside it: each reason on a case that shows it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.events.tests.histories import event
from anke.rules.definitions import Clause, Exclusion, Kind, Limit, Measure, Span, Unit
from anke.rules.periods import Period, PeriodError, quarter
from anke.steering.statistics import commands, queries

pytestmark = pytest.mark.django_db
Q1 = quarter(2024, 1)
TYPE = Clause(case_types=(211,))  # cash_benefit
LATE = Measure(
    "late",
    Kind.SHARE_WITHIN,
    Unit.PERCENT,
    (TYPE,),
    limit=Limit(4, Span.WEEKS),
    exclusions=(Exclusion("forwarding_error", Clause(first_instance_error=True), only_late=True),),
)


def told(*events: NewEvent) -> None:
    load(sorted(events, key=lambda one: one.recorded_at))
    commands.export()


def came(name: str, day: date = date(2024, 1, 10), case_type: str = "cash_benefit") -> NewEvent:
    return event("case_registered", day, name, case_type=case_type, authority=101, office=3)


def reasons(measure: Measure, period: Period = Q1, known_at: datetime | None = None) -> dict[str, str]:
    listed = queries.cases(measure, period, known_at)
    figure = queries.figure(measure, period, known_at)
    assert sum(case.counted for case in listed) == figure.denominator
    counts = queries.tally(measure, period, known_at)
    assert counts == {reason: [c.reason for c in listed].count(reason) for reason in counts}
    return {case.id: case.reason for case in listed}


def test_every_reason_of_a_share() -> None:
    told(
        came("2024-1"),
        came("2024-2"),
        event("case_decided", date(2024, 2, 7), "2024-2", outcome="affirmed"),
        came("2024-3"),
        event("case_decided", date(2024, 2, 8), "2024-3", outcome="affirmed"),
        came("2024-4"),
        event("first_instance_error_found", date(2024, 2, 1), "2024-4", error=True, reason="Sendt forkert"),
        event("case_decided", date(2024, 2, 8), "2024-4", outcome="affirmed"),
        came("2024-5"),
        event("case_withdrawn", date(2024, 2, 8), "2024-5"),
        came("2023-6", date(2023, 12, 1)),
        event("case_decided", date(2023, 12, 31), "2023-6", outcome="affirmed"),
        came("2024-7"),
        event("case_decided", date(2024, 4, 1), "2024-7", outcome="affirmed"),
        came("2024-8", case_type="work_injury"),
    )
    assert reasons(LATE) == {
        "2024-1": "not_yet_decided",
        "2024-2": "counted_within",
        "2024-3": "counted_late",
        "2024-4": "excluded:forwarding_error",
        "2024-5": "withdrawn",
        "2023-6": "decided_before",
        "2024-7": "decided_after",
    }
    listed = {case.id: case for case in queries.cases(LATE, Q1)}
    assert (listed["2024-2"].days, listed["2024-3"].days, listed["2024-1"].days) == (28, 29, None)
    assert listed["2024-2"].stop_on == date(2024, 2, 7)


def test_every_reason_of_a_stock_and_a_rate() -> None:
    told(
        came("2023-1", date(2023, 2, 1)),
        came("2024-2"),
        came("2024-3", date(2024, 4, 1)),
        came("2024-4"),
        event("case_decided", date(2024, 3, 31), "2024-4", outcome="remanded"),
        came("2024-5"),
        event("case_decided", date(2024, 3, 1), "2024-5", outcome="affirmed"),
    )
    stock = Measure("stock", Kind.STOCK, Unit.CASES, (TYPE,))
    older = Measure("older", Kind.STOCK_OLDER_THAN, Unit.CASES, (TYPE,), limit=Limit(12, Span.MONTHS))
    rate = Measure("rate", Kind.RATE, Unit.PERCENT, (Clause(outcomes=(1, 4)),), hits=Clause(outcomes=(4,)))
    gone = {"2024-3": "received_after", "2024-4": "closed_by_then", "2024-5": "closed_by_then"}
    assert reasons(stock) == {"2023-1": "pending", "2024-2": "pending", **gone}
    assert reasons(older) == {"2023-1": "older", "2024-2": "younger", **gone}
    assert reasons(rate) == {"2024-4": "hit", "2024-5": "miss"}
    assert {case.id: case.days for case in queries.cases(stock, Q1, counted=True)} == {
        "2023-1": 424,
        "2024-2": 81,
    }


def test_meeting_treatment_has_its_own_words() -> None:
    told(
        came("2024-1", case_type="notification"),
        event("meeting_treatment_decided", date(2024, 2, 1), "2024-1", treat=True),
        came("2024-2", case_type="notification"),
        came("2024-3", case_type="notification"),
        event("case_decided", date(2024, 2, 1), "2024-3", outcome="affirmed"),
    )
    measure = Measure(
        "m",
        Kind.SHARE_WITHIN,
        Unit.PERCENT,
        (Clause((111,)),),
        stop="meeting_decided_on",
        limit=Limit(8, Span.WEEKS),
    )
    assert reasons(measure) == {
        "2024-1": "counted_within",
        "2024-2": "not_yet_meeting_decided",
        "2024-3": "closed_without_meeting_decided",
    }
    assert all(
        queries.reason_in_words(code, lang) for code in reasons(measure).values() for lang in ("da", "en")
    )


def test_as_known_at_a_moment_a_later_correction_is_unknown() -> None:
    told(
        came("2024-1"),
        event("case_decided", date(2024, 2, 8), "2024-1", outcome="affirmed"),
        event(
            "registration_corrected",
            date(2024, 5, 1),
            "2024-1",
            changes={"received_on": "2024-01-20"},
            reason="Stemplet forkert",
        ),
    )
    assert reasons(LATE) == {"2024-1": "counted_within"}
    assert reasons(LATE, known_at=datetime(2024, 4, 30, 23, 59, tzinfo=UTC)) == {"2024-1": "counted_late"}
    assert reasons(LATE, known_at=datetime(2024, 2, 1, tzinfo=UTC)) == {"2024-1": "not_yet_decided"}
    assert reasons(LATE, known_at=datetime(2023, 2, 1, tzinfo=UTC)) == {}


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        queries.figure(LATE, Q1, datetime(2024, 4, 30))  # noqa: DTZ001 - what is refused


def test_half_a_month_is_refused() -> None:
    with pytest.raises(PeriodError, match="whole months"):
        queries.figure(LATE, Period(date(2024, 1, 1), date(2024, 1, 15)))


def test_pages_of_cases_turn() -> None:
    told(*(came(f"2024-{number}", date(2024, 1, 10 + number)) for number in range(1, 8)))
    every = [case.id for case in queries.cases(LATE, Q1)]
    assert every == [f"2024-{number}" for number in range(1, 8)]
    assert [case.id for case in queries.cases(LATE, Q1, offset=5, limit=3)] == every[5:]
    assert queries.cases(LATE, Q1, counted=True) == []


def test_guards_say_how_old_the_rest_is_and_whether_the_pile_grows() -> None:
    told(
        *(came(f"2024-{number}", date(2024, 3, 32 - number)) for number in range(1, 11)),
        came("2023-1", date(2023, 12, 1)),
        event("case_decided", date(2024, 3, 31), "2023-1", outcome="affirmed"),
    )
    mean = Measure("mean", Kind.MEAN_DURATION, Unit.WEEKS, (Clause((211,), outcomes=(1,)),))
    guards = queries.guards(mean, Q1)
    assert (guards.pending, guards.mean_age, guards.median_age, guards.p90_age, guards.oldest_age) == (
        10, Decimal("4.5"), 4, 8, 9,
    )  # fmt: skip
    assert (guards.received, guards.decided, guards.clearance) == (10, 1, Decimal(10))


def test_guards_of_now_are_not_those_of_before_the_latest_event() -> None:
    told(came("2024-1", date(2024, 1, 10)))
    before = queries.guards(LATE, Q1)
    assert queries.guards(LATE, Q1) == before
    told(event("case_withdrawn", date(2024, 2, 1), "2024-1"))
    assert (before.pending, queries.guards(LATE, Q1).pending) == (1, 0)
