"""What a figure is, as data: who is counted, by which clock, against which limit.

A `Measure` is complete in itself: with the facts and a period it gives one answer, whoever asks. The plans
(`content/…/plans/`) say it in words and references; `content` turns them into these.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """The six measures."""

    SHARE_WITHIN = "share_within"  # of the cases that stopped in the period, how many within the limit
    MEAN_DURATION = "mean_duration"  # mean time from start to stop of the cases that stopped in the period
    STOCK = "stock"  # cases begun and not ended at the period's last day
    STOCK_OLDER_THAN = "stock_older_than"  # … of them, those older than the limit
    COUNT = "count"  # cases that stopped (or began: `stop="received_on"`) in the period
    RATE = "rate"  # of the cases that stopped in the period, how many fulfil `hits`


class Unit(StrEnum):
    """The unit a figure is given in. Durations are whole days underneath (working days for WORKING_DAYS)."""

    PERCENT = "percent"
    WEEKS = "weeks"
    DAYS = "days"
    CASES = "cases"


class Span(StrEnum):
    """The unit of a limit. Each limit states its own."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True)
class Limit:
    value: int
    span: Span


@dataclass(frozen=True)
class Clause:
    """One way of belonging: everything that is set must hold. Codes are the integers of the content files."""

    case_types: tuple[int, ...] = ()  # empty: any
    outcomes: tuple[int, ...] = ()  # empty: any
    fully_informed: bool | None = None  # at receipt; an unknown value is neither true nor false
    first_instance_error: bool | None = None  # unknown counts as no error found


@dataclass(frozen=True)
class Exclusion:
    """Cases that leave both numerator and denominator; `reason` is shown beside each of them."""

    reason: str
    when: Clause
    only_late: bool = False  # leave only where the limit was passed (goal 1.1.c)


@dataclass(frozen=True)
class Measure:
    id: str
    kind: Kind
    unit: Unit
    population: tuple[Clause, ...]  # belongs where any clause holds
    start: str = "received_on"
    stop: str = "decided_on"  # received_on | meeting_decided_on | decided_on | closed_on
    limit: Limit | None = None
    exclusions: tuple[Exclusion, ...] = ()
    hits: Clause | None = None  # RATE only

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change whenever the definition does.

        >>> one = Measure("x", Kind.COUNT, Unit.CASES, (Clause(case_types=(1,)),))
        >>> one.version == Measure("x", Kind.COUNT, Unit.CASES, (Clause(case_types=(2,)),)).version
        False
        """
        words = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()[:12]
