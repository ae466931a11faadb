"""Numbers that are left open in an Ibis expression: it is compiled once, and filled in each time it is asked.

FIRST, LAST    the first and the last month (months since 1970-01) or day (days since 1970-01-01) asked about
PASSED         the last day of receipt that has passed the measure's limit by LAST
PLACE          which of the measures asked for
"""

import re
from collections.abc import Mapping
from typing import Any, Final

import ibis
from ibis.expr import datatypes

_OPEN: Final = re.compile(r"ASKED_([A-Z]+)\(\)")


def _open(name: str) -> Any:
    """A whole number that is not known yet: a function without arguments in the compiled question."""

    def number() -> None: ...

    number.__name__ = f"asked_{name}"
    return ibis.udf.scalar.builtin(number, signature=((), datatypes.int32))()


FIRST, LAST, PASSED, PLACE = (_open(name) for name in ("first", "last", "passed", "place"))


def filled(sql: str, numbers: Mapping[str, int]) -> str:
    """A compiled question with its numbers. KeyError where one of them is missing.

    >>> filled("day BETWEEN ASKED_FIRST() AND ASKED_LAST()", {"first": 3, "last": 9})
    'day BETWEEN 3 AND 9'
    """
    return _OPEN.sub(lambda found: str(numbers[found[1].lower()]), sql)
