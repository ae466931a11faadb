"""The rejects file: every row that was not recorded, with its line and the reason."""

import csv
from collections.abc import Iterable
from pathlib import Path

from anke.events.logs.spool import Reject
from anke.events.logs.steps import REASONS

FILE = "rejects.csv"
_HEAD = ("line", "case", "activity", "reason", "why")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_rejects(path: Path, rejects: Iterable[Reject], language: str) -> int:
    """Write the file in one go (UTF-8 with a mark, as spreadsheets like it); how many rejects it holds."""
    at, count, unfinished = (1 if language == "en" else 0), 0, path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(_HEAD)
        for reject in rejects:
            why = REASONS[reject.reason][at]
            out.writerow((reject.line, safe(reject.name), safe(reject.activity), reject.reason, why))
            count += 1
    unfinished.replace(path)
    return count


def safe(text: str) -> str:
    """A text no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("Send Fine")
    ("'=1+1", 'Send Fine')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
