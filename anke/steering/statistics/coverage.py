"""Which goals count a case: those no goal counts, and those that two count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from anke.rules import breakdown as expressions
from anke.rules.asked import filled
from anke.rules.definitions import Clause, Measure
from anke.rules.periods import Period
from anke.rules.working_days import day_number, number_day
from anke.steering.statistics.compiling import compiled
from anke.steering.statistics.holding import held

Goals = Mapping[str, Sequence[Measure]]  # goal → the measures of its parts
WHICH = ("none", "several")


@dataclass(frozen=True)
class Covered:
    """So many cases of one type that belong to exactly these goals."""

    case_type: int
    goals: tuple[str, ...]
    cases: int


@dataclass(frozen=True)
class CoveredCase:
    id: str
    case_type: int
    authority: int
    office: int
    received_on: date
    closed_on: date | None
    goals: tuple[str, ...]


def coverage(goals: Goals, period: Period, known_at: datetime | None = None) -> list[Covered]:
    """Every case open some time in the period, by type and by the goals whose population it is of."""
    sql = _sql(goals, period)
    with held() as memory:
        table = memory.as_known(known_at)
        rows = table.remembered(
            ("coverage", sql),
            lambda: table.ask(
                f"SELECT case_type, goals, count(*) FROM ({sql}) GROUP BY 1, 2 ORDER BY 1, 2"  # noqa: S608 - compiled
            ),
        )
    return [Covered(code, _named(goals, mask), cases) for code, mask, cases in rows]


def covered_cases(
    goals: Goals,
    period: Period,
    which: str,
    known_at: datetime | None = None,
    *,
    case_type: int | None = None,
    offices: Iterable[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[CoveredCase]:
    """The cases that no goal counts (`none`), or that more than one does (`several`), in order of
    registration."""
    where = ["goals = 0" if which == "none" else "bit_count(goals) > 1"]
    if case_type is not None:
        where.append(f"case_type = {int(case_type)}")
    if offices is not None:
        listed = ", ".join(str(int(one)) for one in sorted(offices)) or "NULL"
        where.append(f"office IN ({listed})")
    page = f" LIMIT {int(limit)}" if limit is not None else ""
    with held() as memory:
        table = memory.as_known(known_at)
        found = table.ask_arrow(
            f"SELECT * FROM ({_sql(goals, period)}) WHERE {' AND '.join(where)} "  # noqa: S608 - compiled, and numbers
            f"ORDER BY subject{page} OFFSET {int(offset)}"
        )
        names = memory.names(found.column("subject").to_numpy()).to_pylist()
    return [
        CoveredCase(
            id=name,
            case_type=row["case_type"],
            authority=row["authority"],
            office=row["office"],
            received_on=number_day(row["received_on"]),
            closed_on=number_day(row["closed_on"]) if row["closed_on"] else None,
            goals=_named(goals, row["goals"]),
        )
        for name, row in zip(names, found.to_pylist(), strict=True)
    ]


def _named(goals: Goals, mask: int) -> tuple[str, ...]:
    return tuple(name for place, name in enumerate(goals) if mask >> place & 1)


def _sql(goals: Goals, period: Period) -> str:
    clauses = tuple(
        tuple(clause for measure in measures for clause in measure.population) for measures in goals.values()
    )
    return filled(_memberships(clauses), {"first": day_number(period.first), "last": day_number(period.last)})


@lru_cache(maxsize=64)
def _memberships(goals: tuple[tuple[Clause, ...], ...]) -> str:
    return compiled(expressions.memberships(goals))
