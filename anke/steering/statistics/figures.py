"""What this room answers with: figures, the cases behind them, and what stands beside a mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal

from anke.rules.definitions import Kind, Measure, Unit
from anke.rules.periods import Period
from anke.steering.statistics.asking import Tally

_EXACT = Context(prec=28, rounding=ROUND_HALF_EVEN)  # the precision quotients are given with, everywhere


@dataclass(frozen=True)
class Watermark:
    """The last event the statistics know, and when it was recorded."""

    seq: int
    recorded_at: datetime


@dataclass(frozen=True)
class Figure:
    """One figure. `numerator` and `denominator` are exact: compare them where the last digit matters.

    A share or rate is in per cent: numerator of denominator cases. A mean: the numerator is days in all
    (working days where the limit counts them), the value is in `unit`. A stock older than a limit:
    numerator older, of denominator pending. A stock or count: numerator and denominator are the value.
    Without a denominator a share, mean or rate has no value."""

    measure: str
    period: Period
    value: Decimal | None
    numerator: int
    denominator: int
    unit: Unit
    known_at: datetime | None
    watermark: int  # the last event it knows
    definition: str  # Measure.version
    digest: str  # of the cases in the denominator: their numbers added up modulo 2**128, in hex


@dataclass(frozen=True)
class FigureCase:
    """A case of a figure's population, and why it is counted or not. Codes as in the content files."""

    id: str
    counted: bool
    reason: str
    received_on: date | None
    stop_on: date | None  # the date that stops the measure's clock; of stocks, the day the case was closed
    days: (
        int | None
    )  # from start to stop, or to the period's last day while pending; in the limit's kind of day
    case_type: int
    authority: int
    office: int
    outcome: int


@dataclass(frozen=True)
class Part:
    """A figure of some of the cases only: of a week, an office, a case type. Fields as in `Figure`."""

    numerator: int
    denominator: int
    value: Decimal | None


@dataclass(frozen=True)
class Guards:
    """What a figure can hide: how old the cases are that were not decided, and whether the pile grows.

    Ages are whole days on the last day looked at, of the cases of the measure's population that wait; median
    and 90th percentile by nearest rank. None where there is nothing to divide by.
    """

    pending: int
    mean_age: Decimal | None
    median_age: int | None
    p90_age: int | None
    oldest_age: int | None
    received: int
    decided: int  # whose clock stopped in the period
    clearance: Decimal | None  # decided per hundred received
    disposition: Decimal | None = None  # days to decide what waits at the period's pace (CEPEJ)
    decided_median: int | None = None  # days that half of those decided took at most …
    decided_p90: int | None = None  # … and nine of ten
    oldest_tenth: int = 0  # cases: a tenth of those that wait, rounded up, the oldest
    touched_month: int = 0  # of them, moved (`rules/moving.py`) in the last 30 days …
    touched_quarter: int = 0  # … and in the last 91
    lately: int = 0  # decided in the last 91 days …
    newest: int = 0  # … and of them, received later than the middle one of those that wait

    @property
    def newest_first(self) -> bool:
        """Whether the newest are decided before the oldest: more than half of those decided lately came later
        than the middle one of those that wait. Taken in the order they came, none would have."""
        return 2 * self.newest > self.lately > 0


def value_of(measure: Measure, tally: Tally) -> Decimal | None:
    """The figure's value in the measure's unit, to 28 significant digits.

    >>> from anke.rules.definitions import Clause
    >>> mean = Measure("x", Kind.MEAN_DURATION, Unit.WEEKS, (Clause(),))
    >>> value_of(mean, Tally(cases=2, part=21)), value_of(mean, Tally())
    (Decimal('1.5'), None)
    """
    if measure.kind is Kind.STOCK_OLDER_THAN:
        return Decimal(tally.part)
    if measure.kind in (Kind.COUNT, Kind.STOCK):
        return Decimal(tally.cases)
    if tally.cases == 0:
        return None
    if measure.kind is Kind.MEAN_DURATION:
        return quotient(tally.part, tally.cases * (7 if measure.unit is Unit.WEEKS else 1))
    return quotient(tally.part * 100, tally.cases)


def quotient(numerator: int, denominator: int) -> Decimal:
    return _EXACT.divide(Decimal(numerator), Decimal(denominator))


def figure_of(
    measure: Measure, period: Period, tally: Tally, *, known_at: datetime | None, watermark: int
) -> Figure:
    return Figure(
        measure=measure.id,
        period=period,
        value=value_of(measure, tally),
        numerator=tally.part,
        denominator=tally.cases,
        unit=measure.unit,
        known_at=known_at,
        watermark=watermark,
        definition=measure.version,
        digest=f"{tally.digest:032x}",
    )


def total(tallies: Sequence[Tally]) -> Tally:
    return sum(tallies, Tally())
