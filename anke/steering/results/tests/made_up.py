"""Figures for tests, as statistics would answer, without any events."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

import pytest

from anke.rules.definitions import Measure
from anke.rules.periods import Period
from anke.steering.guarding import queries as guarding
from anke.steering.results import figures, queries
from anke.steering.results.evidence import Evidence, Reported
from anke.steering.statistics.queries import Figure, Guards

WATERMARK = 4711
GUARDS = Guards(802, Decimal("108.5"), 108, 201, 268, 1153, 1220, Decimal("105.8"))
GOOD = {  # every computed figure of 2025 on the right side of its target
    "1.1.a": "98.4",
    "1.1.b": "99.0",
    "1.1.c": "97.0",
    "1.2.a": "29.6",
    "1.3.a": "92.2",
    "1.4.a": "25.9",
    "1.6.a": "85.0",
    "1.6.b": "130",
    "1.6.c": "10",
}


def answers(monkeypatch: pytest.MonkeyPatch, values: Mapping[str, str | None], *, cases: int = 100) -> None:
    """Let statistics answer with these values by subgoal (None: no figure), and 12 for every cell."""

    def ask(measures: Iterable[Measure], periods: Iterable[Period], known_at: datetime | None) -> object:
        over = list(periods)
        return {(one.id, period): figure(one, period, values, cases) for one in measures for period in over}

    def guards(measures: Iterable[Measure], period: Period, known_at: datetime | None) -> dict[str, Guards]:
        return {one.id: GUARDS for one in measures if one.kind == "mean_duration"}

    monkeypatch.setattr(figures, "ask", ask)
    monkeypatch.setattr(figures, "guards", guards)
    monkeypatch.setattr(figures, "watermark", lambda: None)
    monkeypatch.setattr(guarding, "warnings", lambda plan, lang: ())
    monkeypatch.setattr(guarding, "remarks", lambda plan, **known: ())


def figure(measure: Measure, period: Period, values: Mapping[str, str | None], cases: int) -> Figure:
    subgoal = measure.id.partition("/")[2].partition("@")[0]
    given = values.get(subgoal, "12" if subgoal.count("/") else None)
    value = None if given is None else Decimal(given)
    some = cases if value is not None else 0
    digest = "00112233445566778899aabbccddeeff"
    return Figure(
        measure.id,
        period,
        value,
        some - 2 if some else 0,
        some,
        measure.unit,
        None,
        WATERMARK,
        measure.version,
        digest,
    )


def told(monkeypatch: pytest.MonkeyPatch, evidence: Mapping[str, Evidence]) -> None:
    """Let this be all that was reported from outside."""
    monkeypatch.setattr(queries, "evidence", lambda plan, known_at: dict(evidence))


def reported(value: str, period: Period, *, preliminary: bool = False, seq: int = 1) -> Reported:
    return Reported(Decimal(value), period.last.year, period, preliminary, "somebody", seq)
