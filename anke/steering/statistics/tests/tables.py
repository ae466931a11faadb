"""Tables of facts made by hand: cases as a lawyer would write them, measures to ask of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from anke.rules.calendar import WORKING
from anke.rules.definitions import Clause, Exclusion, Kind, Limit, Measure, Span, Unit
from anke.rules.facts import COLUMNS
from anke.rules.fold import blank
from anke.rules.working_days import day_number
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.parquet import halves

ANYONE = (Clause(),)
WITHIN = Measure("within", Kind.SHARE_WITHIN, Unit.PERCENT, ANYONE, limit=Limit(8, Span.WEEKS))
MEAN = Measure("mean", Kind.MEAN_DURATION, Unit.WEEKS, ANYONE)
COUNT = Measure("count", Kind.COUNT, Unit.CASES, ANYONE)
RECEIVED = Measure("received", Kind.COUNT, Unit.CASES, ANYONE, stop="received_on")
REVERSED = Measure(
    "reversed", Kind.RATE, Unit.PERCENT, (Clause(outcomes=(1, 2)),), hits=Clause(outcomes=(2,))
)
STOCK = Measure("stock", Kind.STOCK, Unit.CASES, ANYONE)
OLDER = Measure("older", Kind.STOCK_OLDER_THAN, Unit.CASES, ANYONE, limit=Limit(12, Span.MONTHS))
WORKING_DAYS = Measure("working", Kind.SHARE_WITHIN, Unit.PERCENT, ANYONE, limit=Limit(20, Span.WORKING_DAYS))
EXCUSED = Measure(
    "excused",
    Kind.SHARE_WITHIN,
    Unit.PERCENT,
    ANYONE,
    limit=Limit(4, Span.WEEKS),
    exclusions=(Exclusion("forwarding_error", Clause(first_instance_error=True), only_late=True),),
)
ALL = (WITHIN, MEAN, COUNT, RECEIVED, REVERSED, STOCK, OLDER, WORKING_DAYS, EXCUSED)

Row = Mapping[str, int]


def row(**known: date | int) -> dict[str, int]:
    """The facts of a case: what is known, in whole numbers; a decided case is closed the same day."""
    facts = dict.fromkeys(COLUMNS, 0) | {
        name: day_number(value) if isinstance(value, date) else value for name, value in known.items()
    }
    facts["closed_on"] = facts["closed_on"] or facts["decided_on"]
    return facts


@contextmanager
def table(rows: Mapping[str, Row], upto: int = 1) -> Iterator[FactTable]:
    """A table of facts with these cases; the n-th is subject n."""
    facts = blank(len(rows) + 1)
    for place, (name, known) in enumerate(rows.items(), 1):
        facts["hash_hi"][place], facts["hash_lo"][place] = halves(name)
        for column, value in known.items():
            facts[column][place] = value
    made = FactTable(facts, upto, WORKING.index)
    try:
        yield made
    finally:
        made.close()
