"""What an auditor is given fits what is counted, and the auditor's script counts limits as the rules do."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.content import load
from anke.rules.definitions import Limit, Span
from anke.rules.limits import oldest_passed
from anke.rules.periods import parse_period
from anke.rules.working_days import day_number
from anke.steering.results import figures, queries
from anke.steering.results.queries import Additions
from anke.steering.results.report import proof
from anke.steering.results.tests.made_up import GOOD, answers, told

SCRIPT = Path(__file__).resolve().parents[4] / "docs" / "proofs" / "figures.py"
Q3 = parse_period("2025Q3")


def functions() -> dict[str, Callable[..., Any]]:
    """The script's functions, without the lines that run it."""
    known: dict[str, Any] = {}
    source, line, _ = SCRIPT.read_text().partition("\nreport, cases, bad = ")
    assert line
    exec(compile(source, str(SCRIPT), "exec"), known)
    return known


LIMITS = st.one_of(
    st.builds(Limit, st.integers(1, 400), st.just(Span.DAYS)),
    st.builds(Limit, st.integers(1, 60), st.just(Span.WEEKS)),
    st.builds(Limit, st.integers(1, 30), st.just(Span.MONTHS)),
    st.builds(Limit, st.integers(1, 40), st.just(Span.WORKING_DAYS)),
)


@given(LIMITS, st.dates(date(2023, 1, 1), date(2025, 9, 30)), st.integers(0, 800))
def test_the_script_says_late_where_the_rules_do(limit: Limit, start: date, days: int) -> None:
    stop = min(start + timedelta(days=days), date(2025, 12, 31))
    working = load.content().calendar.to_rules().working.index
    late = day_number(start) <= oldest_passed(stop, limit, working)
    ends = functions()["limit_ends"](start, proof._limit(limit, Q3.year_to_date))
    assert (stop > ends) == late


def test_every_figure_of_goals_boards_and_appendices_is_told_with_its_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(monkeypatch, GOOD)
    told(monkeypatch, {})
    found = queries.contract("2025", Q3, datetime(2025, 10, 15, 10, tzinfo=UTC))
    added = Additions(duties=queries.duties("2025", Q3))
    made = queries.report(found, "json", synthetic=True, additions=added)
    data = json.loads(made)
    assert [one["id"] for one in data["figures"]] == [name for name, _, _ in queries.behind(found)]
    assert len(data["figures"]) == 9 + 24 + 9
    of_days = next(one for one in data["figures"] if one["id"] == "1.6.a")
    assert of_days["limit"]["unit"] == "working_days"
    assert "2025-04-18" in of_days["limit"]["closed_days"]  # Good Friday
    versions = {name: measure.version for name, measure, _ in queries.behind(found)}
    assert {one["id"]: one["definition"] for one in data["figures"]} == versions
    assert all("figures" not in duty or duty["figures"] == [] for duty in data["duties"])


def test_without_a_figure_there_is_nothing_to_prove(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "ask", lambda *_: {})
    told(monkeypatch, {})
    assert list(proof.counted(queries.printed("2025"))) == []
