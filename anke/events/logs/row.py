"""One row of a log, as it stands there."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogRow:
    """`line` counts from 1; `values` holds the columns asked for, as text. `whole` is False where the row has
    too few or too many columns; `event` is False for an XES trace without events."""

    line: int
    values: Mapping[str, str]
    whole: bool = True
    event: bool = True
