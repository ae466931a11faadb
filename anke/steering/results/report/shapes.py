"""What a report is made of: lines of goals, tables of words, notes. No layout."""

from dataclasses import dataclass
from decimal import Decimal

from anke.rules.scoring import Status


@dataclass(frozen=True)
class Row:
    """A line of the table of goals: a goal of several parts, one of its parts, or a goal of one part."""

    id: str
    title: str
    remark: str  # what is special about it: any-of, preliminary, …
    status: Status
    status_text: str
    figure: str
    target: str
    distance: str
    cases: str
    notes: str
    level: int  # 0: a goal, 1: a part
    explanation: str = ""  # what the authority says about it


@dataclass(frozen=True)
class Table:
    title: str
    why: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # the first cell of a row is its heading
    numeric: bool = True  # cells after the first are numbers
    numbers: tuple[tuple[Decimal | None, ...], ...] = ()  # the same cells to count with; None: only words


@dataclass(frozen=True)
class Said:
    """A note as it is printed: to which goal it belongs, its words, what else could have been."""

    about: str
    text: str
    alternatives: tuple[str, ...]
