"""What a report holds besides the figures: explanations, deviations, further duties, its stamp."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

Area = Literal["case_processing", "budget", "strategy"]
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Deviation:
    """A material deviation the director must report, in the words of the one who reports it."""

    area: Area
    words: str
    by: str
    on: date


@dataclass(frozen=True)
class Duty:
    """An appendix: what the plan asks to be reported besides its goals. The first column names the row.

    `figures`: those computed from cases, as plain data, so that they can be proved (`report/proof.py`)."""

    id: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Additions:
    """Everything that people add to the figures. Explanations go by subgoal or goal."""

    explanations: Mapping[str, str] = field(default_factory=lambda: NONE)
    deviations: tuple[Deviation, ...] = ()
    duties: tuple[Duty, ...] = ()
    stamp: str = ""  # on every page: a draft, or frozen when
    fingerprint: str = ""  # of what was frozen
