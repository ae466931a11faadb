"""From the rows of a log to what they say of each case, in the terms of the mapping."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from anke.events.fields import holds_cpr
from anke.events.logs.mapping import Mapping, When
from anke.events.logs.moments import Stamp, Unusable, stamps
from anke.events.logs.opening import Stream, kind_of_log, open_log
from anke.events.logs.problem import LogError
from anke.events.logs.read_csv import read_csv
from anke.events.logs.read_xes import read_xes
from anke.events.logs.row import LogRow
from anke.events.logs.spool import Advance, Moment, Reject, Spool

LONGEST_CASE = 64
OUTCOME = "outcome"  # the step of a moment that only says what the outcome was
_OFTEN = 2_000  # rows between two words to the progress bar


@dataclass
class Counts:
    """Rows of the log; and of them those the mapping ignores, or leaves out by `only`."""

    rows: int = 0
    ignored: int = 0


def gather(path: Path, mapping: Mapping, spool: Spool, *, now: datetime, advance: Advance) -> Counts:
    """Read a whole log into the spool. `advance` is told of bytes read. Raises `LogError`."""
    kind = kind_of_log(path, mapping.format)
    gatherer, counts, told = Gatherer(mapping, spool, now), Counts(), 0
    with open_log(path) as stream:
        for row in _rows(kind, stream, mapping):
            gatherer.take(row, counts)
            if counts.rows % _OFTEN == 0:
                advance(stream.taken - told)
                told = stream.taken
        advance(stream.taken - told)
    if counts.rows == 0:
        raise LogError(f"{path.name} holds no events: 0 rows. Nothing was imported.")
    return counts


def _rows(kind: str, stream: Stream, mapping: Mapping) -> Iterator[LogRow]:
    if kind == "xes":
        return read_xes(stream, mapping.columns(), mapping.required())
    return read_csv(stream, mapping.columns(), delimiter=mapping.csv.delimiter, encoding=mapping.csv.encoding)


class Gatherer:
    """Takes row after row. Every row ends in one place: as a moment, as a reject, or counted as ignored."""

    def __init__(self, mapping: Mapping, spool: Spool, now: datetime) -> None:
        self._mapping, self._spool = mapping, spool
        self._steps = mapping.activities.steps()
        self._read = self._reader(mapping.timestamp, now)
        self._columns = [
            (step, when.column, self._reader(when, now)) for step, when in mapping.dates.given().items()
        ]
        self._case = ""
        self._said: dict[str, str] = {}  # of the case last read: column → text

    def _reader(self, when: When, now: datetime) -> Callable[[str], Stamp]:
        return stamps(self._mapping.zone, when.format, now)

    def take(self, row: LogRow, counts: Counts) -> None:
        counts.rows += 1
        values, mapping = row.values, self._mapping
        name = " ".join(values.get(mapping.case, "").split())
        activity = values.get(mapping.activity, "").strip() if mapping.activity else ""
        if not row.whole:
            self._refuse(row, name, activity, "wrong_number_of_columns")
        elif reason := _case_problem(name):
            self._refuse(row, name, activity, reason)
        elif mapping.only and any(
            values.get(column, "").strip() not in wanted for column, wanted in mapping.only.items()
        ):
            counts.ignored += 1
        else:
            dated = self._take_columns(row, name)
            self._take_activity(row, name, activity, counts, dated)

    def _take_activity(self, row: LogRow, name: str, activity: str, counts: Counts, dated: bool) -> None:
        mapping, outcome = self._mapping, self._outcome(row)
        step = self._steps.get(activity)
        if mapping.activity is None:
            if not dated:
                self._refuse(row, name, "", "no_date")
        elif not activity:
            if row.event or not dated:  # a trace without events may still have its dates
                self._refuse(row, name, activity, "no_activity")
        elif step == "ignored":
            counts.ignored += 1
        elif step is None:
            self._refuse(row, name, activity, "unmapped_activity")
        else:
            self._take_step(row, name, activity, step, outcome)
            return
        if outcome:
            self._spool.moment(Moment(name, 0, row.line, OUTCOME, "", activity, outcome, 0))

    def _take_step(self, row: LogRow, name: str, activity: str, step: str, outcome: str | None) -> None:
        text = row.values.get(self._mapping.timestamp.column, "").strip()
        if not text:
            self._refuse(row, name, activity, "no_date")
            return
        try:
            at, day = self._read(text)
        except Unusable as reason:
            self._refuse(row, name, activity, str(reason))
            return
        self._spool.moment(Moment(name, at, row.line, step, day, activity, outcome, 1))

    def _take_columns(self, row: LogRow, name: str) -> bool:
        """The dates that stand in columns; whether there was one. Each text of a case is taken once."""
        if name != self._case:
            self._case, self._said = name, {}
        found = False
        for step, column, read in self._columns:
            text = row.values.get(column, "").strip()
            if not text:
                continue
            found = True
            if self._said.get(step) == text:
                continue
            self._said[step] = text
            try:
                at, day = read(text)
            except Unusable as reason:
                self._spool.reject(Reject(row.line, name, column, str(reason), 0))
            else:
                self._spool.moment(Moment(name, at, row.line, step, day, column, None, 0))
        return found

    def _outcome(self, row: LogRow) -> str | None:
        asked = self._mapping.outcome
        return row.values.get(asked.column, "").strip() or None if asked else None

    def _refuse(self, row: LogRow, name: str, activity: str, reason: str) -> None:
        self._spool.reject(Reject(row.line, name, activity, reason, 1))


@lru_cache(maxsize=4096)
def _case_problem(name: str) -> str | None:
    if not name:
        return "no_case"
    if len(name) > LONGEST_CASE or not name.isprintable() or holds_cpr(name):
        return "unusable_case"
    return None
