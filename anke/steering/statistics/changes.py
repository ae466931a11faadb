"""What a figure counted as known at two moments: which cases came in, went out, or count otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anke.rules.definitions import Measure
from anke.rules.measures import TIMED
from anke.rules.periods import Period
from anke.steering.statistics.asking import cases_sql
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.holding import held
from anke.steering.statistics.place import working_days

HOW = ("entered", "left", "changed")
_COLUMNS = "subject, case_type, office, counted, reason, started_on, stopped_on"


@dataclass(frozen=True)
class ChangedCase:
    """A case that a figure counts otherwise than before. A reason is None where the case was not known then,
    or not of the measure's population. Days from start to stop; None where the clock has not both."""

    id: str
    how: str  # one of HOW
    case_type: int
    office: int
    reason_then: str | None
    reason_now: str | None
    days_then: int | None
    days_now: int | None


@dataclass(frozen=True)
class Changes:
    """How many cases came in, went out or count otherwise, of all that somebody may see; and some of them."""

    entered: int
    left: int
    changed: int
    cases: tuple[ChangedCase, ...]

    @property
    def total(self) -> int:
        return self.entered + self.left + self.changed


def changes(
    measure: Measure,
    period: Period,
    then: datetime,
    now: datetime | None = None,
    *,
    offices: Iterable[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> Changes:
    """The cases a figure counts otherwise as known `now` than as known `then`, in order of registration.

    `offices`: only cases that lie in these now, or lay there then where nothing else is known."""
    with held() as memory:
        later, earlier = memory.as_known(now), memory.as_known(then)
        sql, before = (_judged(table, measure, period) for table in (later, earlier))
        question = _difference(sql, measure, offices)
        handed = earlier.ask_arrow(before)
        counts = later.ask_beside(handed, f"SELECT how, count(*) FROM ({question}) GROUP BY 1")  # noqa: S608 - compiled, and numbers
        page = f" LIMIT {int(limit)}" if limit is not None else ""
        rows = later.ask_beside(handed, f"{question} ORDER BY subject{page} OFFSET {int(offset)}")
        names = memory.names(rows.column("subject").to_numpy()).to_pylist()
    number = dict(zip(*(counts.column(at).to_pylist() for at in range(2)), strict=True))
    found = [
        ChangedCase(id=name, **{key: value for key, value in row.items() if key != "subject"})
        for name, row in zip(names, rows.to_pylist(), strict=True)
    ]
    entered, left, changed = (number.get(how, 0) for how in HOW)
    return Changes(entered, left, changed, tuple(found))


def _judged(table: FactTable, measure: Measure, period: Period) -> str:
    sql = cases_sql(measure, table.codes, period, working_days())
    if sql:
        return f"SELECT {_COLUMNS} FROM ({sql})"  # noqa: S608 - compiled
    return (
        "SELECT subject, case_type, office, false AS counted, '' AS reason, received_on AS started_on, "
        "closed_on AS stopped_on FROM facts WHERE false"
    )


def _difference(sql: str, measure: Measure, offices: Iterable[int] | None) -> str:
    otherwise = "t.reason <> n.reason"
    if measure.kind in TIMED:
        otherwise += " OR t.started_on <> n.started_on OR t.stopped_on <> n.stopped_on"
    within = "" if offices is None else f" AND coalesce(n.office, t.office) IN ({_listed(offices)})"
    both = "coalesce(n.counted, false), coalesce(t.counted, false)"
    return (
        "SELECT coalesce(n.subject, t.subject) AS subject, "  # noqa: S608 - compiled, and numbers
        f"CASE ({both}) WHEN (true, false) THEN 'entered' WHEN (false, true) THEN 'left' ELSE 'changed' END "
        "AS how, coalesce(n.case_type, t.case_type) AS case_type, coalesce(n.office, t.office) AS office, "
        "t.reason AS reason_then, n.reason AS reason_now, "
        f"{_days('t')} AS days_then, {_days('n')} AS days_now "
        f"FROM ({sql}) n FULL JOIN handed t ON n.subject = t.subject "
        "WHERE (coalesce(n.counted, false) <> coalesce(t.counted, false) "
        f"OR (n.counted AND t.counted AND ({otherwise}))){within}"
    )


def _days(side: str) -> str:
    return (
        f"CASE WHEN {side}.started_on > 0 AND {side}.stopped_on > 0 "
        f"THEN {side}.stopped_on - {side}.started_on END"
    )


def _listed(offices: Iterable[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(offices)) or "NULL"
