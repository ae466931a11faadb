"""How what is asked for stands, whose turn it is, and what is missing for a quarter's report."""

from datetime import date

import pytest

from anke.rules.periods import parse_period
from anke.steering.external import commands, queries
from anke.steering.external.tests import people
from anke.steering.external.tests.people import DIRECTOR, approved, by, engage, proposed

pytestmark = pytest.mark.django_db
Q3, Q4 = parse_period("2025Q3"), parse_period("2025Q4")
SICK = {**people.SICK, "before": "13,1", "state": "9,6"}


@pytest.fixture(autouse=True)
def _people() -> None:
    engage()


def state(key: str, upto: object = Q4, today: date = date(2026, 1, 20)) -> str:
    assert upto in (Q3, Q4)
    found = queries.overview("2025", Q3 if upto == Q3 else Q4, today)
    return next(one.state for one in found if one.ask.key == key)


def test_it_is_asked_for_when_the_quarter_is_over_and_overdue_after_the_report() -> None:
    assert state("sick_leave", Q3, date(2025, 9, 30)) == "not_yet"
    assert state("sick_leave", Q3, date(2025, 10, 1)) == "asked"
    assert state("sick_leave", Q3, date(2025, 10, 21)) == "asked"
    assert state("sick_leave", Q3, date(2025, 10, 22)) == "overdue"


def test_what_is_asked_for_once_a_year_waits_for_the_last_quarter() -> None:
    assert state("budget", Q3) == "not_yet"
    assert state("budget", Q4) == "asked"
    assert state("budget", Q4, date(2026, 1, 22)) == "overdue"


def test_from_proposed_to_approved_and_final() -> None:
    row = proposed("sick_leave", "2024Q4..2025Q3", parts=SICK, preliminary=True)
    assert state("sick_leave", Q3) == "proposed"
    commands.return_figures(number=row.number, reason="Se bilaget igen", **by(DIRECTOR))
    assert state("sick_leave", Q3) == "returned"
    approved(proposed("sick_leave", "2024Q4..2025Q3", parts=SICK, preliminary=True))
    assert state("sick_leave", Q3) == "preliminary"
    approved(proposed("sick_leave", "2024Q4..2025Q3", parts=SICK))
    assert state("sick_leave", Q3) == "approved"


def test_a_delivery_is_overdue_by_its_own_date() -> None:
    assert state("2.4.a", today=date(2025, 4, 22)) == "asked"
    assert state("2.4.a", today=date(2025, 4, 23)) == "overdue"
    assert state("2.3.b", today=date(2026, 6, 1)) == "asked"  # the plan names no date


def missing(period: str, today: date = date(2026, 1, 20)) -> dict[str, str]:
    return {
        one.subgoal
        + ("" if one.subgoal not in ("2.2.1", "1.7.a", "1.10.a") else f" {one.what.en}"): one.state
        for one in queries.missing("2025", parse_period(period), today)
    }


def test_what_is_missing_for_the_year() -> None:
    found = missing("2025Q4")
    assert set(found) == {
        "1.7.a The share of cases handled by the Parliamentary Ombudsman in which Ankestyrelsen was "
        "criticised, in per cent.",
        "1.7.a The mean of the state (the Parliamentary Ombudsman)",
        "1.8.a",
        "1.9.a",
        "1.10.a the document, and when it was prepared",
        "1.10.a when it was received",
        "2.1.1",
        "2.1.2",
        "2.2.1 Sick days for each full-time equivalent, long-term sick leave included, as a rolling mean of "
        "the latest four quarters after the third quarter.",
        "2.2.1 The mean of the state (Statens Benchmarkdatabase from figures of Statens BI)",
        "2.2.2",
        "2.3.a",
        "2.3.b",
        "2.4.a",
    }
    assert missing("2025") == found


def test_a_quarter_misses_only_what_is_due_with_its_report() -> None:
    assert set(missing("2025Q1")) == {one for one in missing("2025Q4") if one.startswith("2.2")} | {"2.4.a"}


def test_somebody_owes_it() -> None:
    row = proposed()
    found = {one.subgoal: one for one in queries.missing("2025", Q4, date(2026, 1, 20))}
    assert (found["2.1.1"].state, found["2.1.1"].proposal) == ("proposed", row.number)
    assert found["2.1.1"].who.en == "somebody else than sty, who proposed it"
    assert found["1.7.a"].who.da == "Folketingets Ombudsmand"
    assert found["2.2.2"].due == date(2026, 1, 21)


def test_a_preliminary_figure_is_missing_its_final_one_when_the_year_ends() -> None:
    period = "2025Q1..2025Q4"
    parts = {f"own:2025Q{number}": "12" for number in range(1, 5)} | {"before": "13", "state": "9,6"}
    approved(proposed("sick_leave", period, parts=parts, preliminary=True))
    found = [one for one in queries.missing("2025", Q4, date(2026, 1, 20)) if one.subgoal == "2.2.2"]
    assert [one.what.en for one in found] == ["the final figure for the preliminary"]


def test_the_history_tells_old_and_new_who_and_by_what() -> None:
    period = "2024Q4..2025Q3"
    approved(proposed("sick_leave", period, parts=SICK, preliminary=True))
    approved(proposed("sick_leave", period, parts=SICK | {"state": "9,5"}))
    ask = queries.ask_of("2025", "sick_leave")
    told = [
        (one.word.key, one.before.value if one.before else None, one.word.value, one.word.preliminary)
        for one in queries.history(ask)
        if one.word.key == "2.2.1/benchmark"
    ]
    assert [(key, str(before), str(after), early) for key, before, after, early in told] == [
        ("2.2.1/benchmark", "9.6", "9.5", False),
        ("2.2.1/benchmark", "None", "9.6", True),
    ]
    newest = queries.history(ask)[0].proposal
    assert newest is not None
    assert (newest.proposed_by, newest.settled_by, newest.number) == ("sty", DIRECTOR, "2026-0002")
    assert newest.evidence[0].sha256 == people.EVIDENCE.sha256


def test_what_was_told_before_need_not_be_told_again() -> None:
    approved(proposed("sick_leave", "2024Q4..2025Q3", parts=SICK))
    ask = queries.ask_of("2025", "sick_leave")
    found = queries.suggestions(ask, parse_period("2025Q1..2025Q4"))
    assert {name: one.text for name, one in found.items()} == {
        "own:2025Q1": "13",
        "own:2025Q2": "12.2",
        "own:2025Q3": "11.9",
    }
