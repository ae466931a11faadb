"""Measures as DuckDB's SQL: compiled once for the life of the process, filled in each time they are asked.

Compiling takes far longer than answering. What a question is about – periods, days, which case types there
are by then – changes all the time; how a stratum of a measure is counted does not."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

import ibis

from anke.rules.asked import filled
from anke.rules.definitions import Measure
from anke.rules.strata import Stratum, strata
from anke.steering.statistics.fact_table import together

Expression: TypeAlias = Callable[..., Any]  # of a measure and a stratum, and names of columns


def question(
    expression: Expression, measure: Measure, codes: tuple[int, ...], *named: str, **numbers: int
) -> str:
    """A measure's strata as one question; empty where no case can belong. `codes`: the case types there are;
    `numbers`: those the expression leaves open (`rules/asked.py`)."""
    return filled(_together(expression, measure, codes, named), numbers)


@lru_cache(maxsize=2048)
def _together(
    expression: Expression, measure: Measure, codes: tuple[int, ...], named: tuple[str, ...]
) -> str:
    return together([_arm(expression, measure, one, named) for one in strata(measure, codes)])


@lru_cache(maxsize=4096)
def _arm(expression: Expression, measure: Measure, stratum: Stratum, named: tuple[str, ...]) -> str:
    return compiled(expression(measure, stratum, *named))


def compiled(asked: Any) -> str:
    """An Ibis expression in DuckDB's SQL."""
    return str(ibis.to_sql(asked, dialect="duckdb", pretty=False))
