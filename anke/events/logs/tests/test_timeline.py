"""From rows to the events of a case: what counts, what is rejected and why, and which day it was."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.events.apply import fold
from anke.events.logs.additions import additions
from anke.events.logs.gather import gather
from anke.events.logs.mapping import Mapping
from anke.events.logs.moments import microseconds
from anke.events.logs.spool import Known, Planned, spool
from anke.events.logs.tests.reading import NOW, gathered, log_of, mapping, reasons, timelines, write_log
from anke.events.logs.timeline import Happened, timeline


def made(tmp_path: Path, *rows: str, asked: Mapping | None = None):
    return timelines(write_log(tmp_path, log_of(*rows)), asked)


def events(tmp_path: Path, *rows: str, asked: Mapping | None = None) -> list[str]:
    """The events of case 1, each as `kind day`."""
    return [f"{event.kind} {event.day}" for event in made(tmp_path, *rows, asked=asked)["1"].planned]


def refused(tmp_path: Path, *rows: str, asked: Mapping | None = None) -> list[tuple[int, str]]:
    return [(reject.line, reject.reason) for reject in made(tmp_path, *rows, asked=asked)["1"].rejects]


def test_a_whole_case(tmp_path: Path) -> None:
    rows = [
        "1 in 2024-01-02",
        "1 informed 2024-01-02T15:00",
        "1 pause 2024-01-05",
        "1 heard 2024-01-06",
        "1 resume 2024-01-10",
        "1 out 2024-02-01",
        "1 sent 2024-02-02",
    ]
    assert events(tmp_path, *rows) == [
        "case_registered 2024-01-02",
        "information_assessed 2024-01-02",
        "clock_paused 2024-01-05",
        "party_heard 2024-01-06",
        "clock_resumed 2024-01-10",
        "case_decided 2024-02-01",
        "decision_dispatched 2024-02-02",
    ]
    state = made(tmp_path, *rows)["1"].state
    assert state is not None
    assert (state.received_on, state.decided_on, state.outcome) == (
        date(2024, 1, 2),
        date(2024, 2, 1),
        "completed",
    )
    assert state.fully_informed is True
    assert refused(tmp_path, *rows) == []


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    assert events(tmp_path, "1 out 2024-02-01", "1 in 2024-01-02") == [
        "case_registered 2024-01-02",
        "case_decided 2024-02-01",
    ]


def test_informed_later_is_not_informed_at_receipt(tmp_path: Path) -> None:
    state = made(tmp_path, "1 in 2024-01-02", "1 informed 2024-01-03")["1"].state
    assert state is not None and state.fully_informed is False


# rows, what is rejected
REFUSED = [
    (["1 out 2024-02-01"], [(2, "not_received")]),
    (
        ["1 in 2024-02-02", "1 heard 2024-02-03", "1 out 2024-02-01"],
        [(4, "decided_before_received"), (2, "decided_before_received"), (3, "decided_before_received")],
    ),
    (["1 in 2024-02-02", "1 heard 2024-02-01"], [(3, "before_receipt")]),
    (["1 in 2024-01-02", "1 in 2024-01-03"], [(3, "repeated")]),
    (["1 in 2024-01-02", "1 out 2024-01-03", "1 out 2024-01-04"], [(4, "repeated")]),
    (["1 in 2024-01-02", "1 out 2024-01-03", "1 heard 2024-01-04"], [(4, "after_end")]),
    (["1 in 2024-01-02", "1 out 2024-01-03", "1 closed 2024-01-04"], [(4, "after_end")]),
    (["1 in 2024-01-02", "1 resume 2024-01-03"], [(3, "not_paused")]),
    (["1 in 2024-01-02", "1 pause 2024-01-03", "1 pause 2024-01-04"], [(4, "repeated")]),
    (["1 in 2024-01-02", "1 sent 2024-01-03"], [(3, "not_decided")]),
    (["1 in 2024-01-02", "1 withdrawn 2024-01-03", "1 sent 2024-01-03"], [(4, "not_decided")]),
]


@pytest.mark.parametrize(("rows", "expected"), REFUSED)
def test_what_cannot_be_recorded_is_rejected_with_its_line(tmp_path: Path, rows, expected) -> None:
    assert refused(tmp_path, *rows) == expected


def test_the_last_may_count_instead_of_the_first(tmp_path: Path) -> None:
    rows = ["1 in 2024-01-02", "1 out 2024-01-03", "1 heard 2024-01-04", "1 out 2024-01-05"]
    asked = mapping(last=["decided"])
    assert events(tmp_path, *rows, asked=asked)[1:] == ["party_heard 2024-01-04", "case_decided 2024-01-05"]
    assert refused(tmp_path, *rows, asked=asked) == [(3, "repeated")]


def test_a_case_closed_without_a_decision_is_not_decided(tmp_path: Path) -> None:
    state = made(tmp_path, "1 in 2024-01-02", "1 closed 2024-01-05")["1"].state
    assert state is not None
    assert (state.decided_on, state.closed_on, state.outcome) == (None, date(2024, 1, 5), "withdrawn")


def test_a_case_paused_at_its_end_is_resumed_that_day(tmp_path: Path) -> None:
    assert events(tmp_path, "1 in 2024-01-02", "1 pause 2024-01-03", "1 out 2024-01-09")[2:] == [
        "clock_resumed 2024-01-09",
        "case_decided 2024-01-09",
    ]


# Rows that never reach a case: (row, reason)
UNUSABLE = [
    ("1 elsewhere 2024-01-01", "unmapped_activity"),
    ("1  2024-01-01", "no_activity"),
    (" in 2024-01-01", "no_case"),
    ("1 in ", "no_date"),
    ("1 in 2024-02-30", "unreadable_date"),
    ("1 in soon", "unreadable_date"),
    ("1 in 1989-12-31", "outside_calendar"),
    ("1 in 9999-12-31T23:59-14:00", "outside_calendar"),
    ("1 in 2025-06-01", "in_the_future"),
    ("1 in 2024-01-01,more", "wrong_number_of_columns"),
    ("010180-1234 in 2024-01-01", "unusable_case"),
    (f"{'x' * 65} in 2024-01-01", "unusable_case"),
    ("1 note nonsense", None),  # ignored rows may hold anything
]


@pytest.mark.parametrize(("row", "reason"), UNUSABLE)
def test_rows_that_cannot_be_used_are_rejected(tmp_path: Path, row: str, reason: str | None) -> None:
    assert reasons(write_log(tmp_path, log_of(row))) == ([(2, reason)] if reason else [])


# A night in Amsterdam: written, local day
NIGHTS = [
    ("2024-01-01T22:59:59Z", "2024-01-01"),
    ("2024-01-01T23:00:00Z", "2024-01-02"),  # winter time: an hour before midnight in UTC is midnight
    ("2024-07-01T21:59:59Z", "2024-07-01"),
    ("2024-07-01T22:00:00Z", "2024-07-02"),  # summer time: two hours
    ("2024-03-31T00:59:59+01:00", "2024-03-31"),
    ("2024-03-31T02:30:00", "2024-03-31"),  # the hour that does not exist
    ("2024-03-30T23:30:00Z", "2024-03-31"),
    ("2024-10-27T02:30:00", "2024-10-27"),  # the hour that comes twice
    ("2024-10-26T22:30:00Z", "2024-10-27"),  # still summer time
    ("2024-10-27T22:59:00Z", "2024-10-27"),  # winter time again
    ("2024-10-27T23:00:00Z", "2024-10-28"),
    ("2024-02-29T12:00:00.123456789+01:00", "2024-02-29"),
    ("2024-02-29", "2024-02-29"),
]


@pytest.mark.parametrize(("written", "day"), NIGHTS)
def test_the_day_is_the_local_day(tmp_path: Path, written: str, day: str) -> None:
    assert events(tmp_path, f"1 in {written}") == [f"case_registered {day}"]


def test_other_ways_to_write_a_date(tmp_path: Path) -> None:
    asked = mapping(timestamp={"column": "time", "format": "%d-%m-%Y %H:%M"})
    assert events(tmp_path, "1 in 29-02-2024 23:59", asked=asked) == ["case_registered 2024-02-29"]


def test_a_missing_hour_keeps_its_place_in_time(tmp_path: Path) -> None:
    """02:30 on 31 March 2024 did not exist in Amsterdam; it counts as 03:30 summer time, 01:30 UTC."""
    planned = made(tmp_path, "1 in 2024-03-31T02:30:00")["1"].planned
    assert planned[0].at == microseconds(NOW.replace(year=2024, month=3, day=31, hour=1, minute=30))


COLUMN_LOG = """case,activity,time,begun,ended,due
1,note,,2024-01-02,2024-02-01,2024-01-31
1,heard,2024-01-05,2024-01-02,2024-02-01,2024-01-31
2,note,,2024-01-02,,2024-03-01
3,note,,2024-01-02,bad,
4,note,,,2024-02-01,
5,note,,2024-01-02,2024-02-01,
2,note,,2024-01-03,,2024-03-01
"""


def from_columns() -> Mapping:
    return mapping(
        activities={"party_heard": ["heard"], "ignored": ["note"]},
        dates={
            "received": {"column": "begun"},
            "decided": {"column": "ended"},
            "deadline": {"column": "due"},
        },
    )


def test_days_may_stand_in_columns_of_the_case(tmp_path: Path) -> None:
    path = write_log(tmp_path, COLUMN_LOG)
    found = timelines(path, from_columns())
    assert [f"{event.kind} {event.day}" for event in found["1"].planned] == [
        "case_registered 2024-01-02",
        "deadline_extended 2024-01-02",
        "party_heard 2024-01-05",
        "case_decided 2024-02-01",
    ]
    assert found["1"].due == date(2024, 1, 31)
    assert found["2"].state is not None and found["2"].state.closed_on is None  # an empty column: not yet
    assert [(reject.line, reject.reason, reject.row) for reject in found["2"].rejects] == [
        (8, "date_differs", 0)
    ]
    assert reasons(path, from_columns()) == [(5, "unreadable_date")]
    assert [reject.reason for reject in found["4"].rejects] == ["not_received"]


def test_a_log_with_one_row_for_each_case(tmp_path: Path) -> None:
    path = write_log(tmp_path, "case,begun,ended\n1,2024-01-02,2024-02-01\n2,,\n")
    asked = mapping(
        activity=None,
        activities={},
        dates={"received": {"column": "begun"}, "decided": {"column": "ended"}},
    )
    assert [event.kind for event in timelines(path, asked)["1"].planned] == [
        "case_registered",
        "case_decided",
    ]
    assert reasons(path, asked) == [(3, "no_date")]


def test_outcomes(tmp_path: Path) -> None:
    path = write_log(
        tmp_path,
        "case,activity,time,result\n1,in,2024-01-02,\n1,note,2024-01-03,A\n1,out,2024-01-04,\n"
        "2,in,2024-01-02,A\n2,out,2024-01-04,B\n3,in,2024-01-02,\n3,out,2024-01-04,\n"
        "4,in,2024-01-02,\n4,out,2024-01-04,?\n",
    )
    asked = mapping(outcome={"column": "result", "values": {"A": "affirmed", "B": "changed"}})
    found = timelines(path, asked)
    assert {name: one.state.outcome for name, one in found.items() if one.state} == {
        "1": "affirmed",  # said by an earlier row
        "2": "changed",  # the deciding row goes first
        "3": "completed",
        "4": "completed",
    }
    assert [(r.line, r.activity, r.reason) for r in found["4"].rejects] == [(10, "?", "unknown_outcome")]


def test_rows_may_be_left_out_by_a_column(tmp_path: Path) -> None:
    path = write_log(tmp_path, "case,activity,time,life\n1,in,2024-01-02,start\n1,in,2024-01-03,complete\n")
    asked = mapping(only={"life": ["complete"]})
    assert timelines(path, asked)["1"].planned[0].day == "2024-01-03"
    with gathered(path, asked) as (_, counts):
        assert (counts.rows, counts.ignored) == (2, 1)


ACTIVITIES = [
    "in",
    "informed",
    "pause",
    "resume",
    "heard",
    "out",
    "sent",
    "withdrawn",
    "closed",
    "note",
    "odd",
]
row = st.tuples(
    st.sampled_from("12"),
    st.sampled_from(ACTIVITIES),
    st.one_of(st.dates(date(2024, 1, 1), date(2024, 1, 20)).map(str), st.sampled_from(["", "bad"])),
)
logs = st.lists(row, min_size=1, max_size=25)


def read(rows: list[tuple[str, str, str]], asked: Mapping, folder: Path):
    path = write_log(folder, log_of(*(" ".join(row) for row in rows)))
    with spool() as waiting:
        counts = gather(path, asked, waiting, now=NOW, advance=lambda amount: None)
        found = {name: timeline(name, moments, asked) for name, moments in waiting.cases()}
        for one in found.values():
            for reject in one.rejects:
                waiting.reject(reject)
        return counts, found, waiting.rejected_rows()


@given(logs, st.booleans())
def test_every_row_ends_in_exactly_one_place(tmp_path_factory, rows, last: bool) -> None:
    asked = mapping(last=["decided"] if last else [])
    counts, found, rejected = read(rows, asked, tmp_path_factory.mktemp("log"))
    used = sum(event.row for one in found.values() for event in one.planned)
    assert counts.rows == len(rows) == used + counts.ignored + rejected


@given(logs, st.booleans(), st.integers(0, 25))
def test_a_log_that_has_grown_says_what_it_would_have_said_at_once(
    tmp_path_factory, rows, last: bool, cut: int
) -> None:
    """Whatever part of the log is imported first, the whole log makes the same facts of every case."""
    asked, folder = mapping(last=["decided"] if last else []), tmp_path_factory.mktemp("log")
    _, before, _ = read(rows[:cut], asked, folder) if rows[:cut] else (None, {}, 0)
    _, after, _ = read(rows, asked, folder)
    for name, whole in after.items():
        earlier = before[name].planned if name in before else []
        known = [Known(event.kind, event.day, event.data) for event in earlier]
        moment = max((event.at for event in earlier), default=0)
        added, _ = additions(whole, known, moment)
        assert all(event.at >= moment for event in added)
        if whole.state is None:
            continue
        together = fold(told(name, earlier) + told(name, added))
        assert together is not None
        recorded_end = before[name].state and before[name].state.closed_on if name in before else None
        if recorded_end is None or whole.state.closed_on is not None:
            assert together.facts == whole.state.facts
        again = [*known, *(Known(event.kind, event.day, event.data) for event in added)]
        assert additions(whole, again, moment)[0] == []  # twice is once


def told(name: str, planned: list[Planned]) -> list[Happened]:
    return [Happened(name, event.kind, date.fromisoformat(event.day), event.data) for event in planned]
