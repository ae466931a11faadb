"""What stands beside a figure: the cases that wait, and whether those that are decided are the right ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np

from anke.rules import breakdown as expressions
from anke.rules.definitions import Kind, Measure, Unit
from anke.rules.measures import TIMED
from anke.rules.periods import Period
from anke.rules.reach import Waiting
from anke.rules.working_days import day_number
from anke.steering.statistics.asking import place_of, tallies
from anke.steering.statistics.breakdown import waiting_in
from anke.steering.statistics.compiling import question
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.figures import Guards, quotient
from anke.steering.statistics.holding import Held, held
from anke.steering.statistics.place import events_folder, working_days
from anke.steering.statistics.touched import moved

LATELY = 91  # days: a quarter of a year
MONTH = 30


def guards(
    measure: Measure, period: Period, known_at: datetime | None = None, *, until: date | None = None
) -> Guards:
    """What stands beside a figure: the age of what waits, decided against received, and what was decided.

    About the measure's population by case type, information and error; pending cases have no outcome yet.
    `until`: the day looked at where the period is not over (default: its last). `touched_…` are 0 without
    `touched`."""
    day = min(period.last, until) if until else period.last
    with held() as memory:
        table = memory.as_known(known_at)
        return table.remembered(
            ("guards", measure, period, day), lambda: guards_in(table, measure, period, day)
        )


def touched(
    measure: Measure, period: Period, known_at: datetime | None = None, *, until: date | None = None
) -> Guards:
    """The same, and how many of the oldest tenth were touched lately: it reads events, and takes longer."""
    day = min(period.last, until) if until else period.last
    known = guards(measure, period, known_at, until=until)
    with held() as memory:
        table = memory.as_known(known_at)
        month, quarter = table.remembered(
            ("touched", measure, day), lambda: _touched(memory, table, measure, day, known.oldest_tenth)
        )
    return replace(known, touched_month=month, touched_quarter=quarter)


def guards_in(table: FactTable, measure: Measure, period: Period, day: date) -> Guards:
    pile = waiting_in(table, measure, day)
    pending = sum(one.cases for one in pile)
    last = day_number(day)
    days = sum((last - one.start) * one.cases for one in pile)
    came, went = _came_and_went(table, measure, period)
    median, p90 = _took(table, measure, period)
    lately, newest = _newest(table, measure, pile, last)
    span = (day - period.first).days + 1
    return Guards(
        pending=pending,
        mean_age=quotient(days, pending) if pending else None,
        median_age=_age(pile, last, 5),
        p90_age=_age(pile, last, 9),
        oldest_age=last - pile[0].start if pile else None,
        received=came,
        decided=went,
        clearance=quotient(went * 100, came) if came else None,
        disposition=quotient(pending * span, went) if went and span > 0 else None,
        decided_median=median,
        decided_p90=p90,
        oldest_tenth=-(-pending // 10),
        lately=lately,
        newest=newest,
    )


def _age(pile: Sequence[Waiting], last: int, tenths: int) -> int | None:
    """The age that so many tenths of those that wait have at most, by nearest rank. `pile`: oldest first."""
    wanted = -(-sum(one.cases for one in pile) * tenths // 10)
    for one in reversed(pile):
        wanted -= one.cases
        if wanted <= 0:
            return last - one.start
    return None


def _came_and_went(table: FactTable, measure: Measure, period: Period) -> tuple[int, int]:
    population = expressions.whatever_outcome(measure).population
    plain = Measure("received", Kind.COUNT, Unit.CASES, population, stop="received_on")
    decided = replace(plain, id="decided", stop=measure.stop)
    found = tallies(table, [plain, decided], [period], working_days())
    came, went = (
        sum(found[number, at].cases for at in place_of(one, period) if (number, at) in found)
        for number, one in enumerate((plain, decided))
    )
    return came, went


def _took(table: FactTable, measure: Measure, period: Period) -> tuple[int | None, int | None]:
    """Median and 90th percentile, by nearest rank, of the days that the counted cases took."""
    if measure.kind not in TIMED:
        return None, None
    first, last = day_number(period.first), day_number(period.last)
    sql = question(expressions.durations, measure, table.codes, first=first, last=last)
    if not sql:
        return None, None
    return table.ask(f"SELECT quantile_disc(days, 0.5), quantile_disc(days, 0.9) FROM ({sql})")[0]  # noqa: S608 - compiled


def _newest(table: FactTable, measure: Measure, pile: Sequence[Waiting], last: int) -> tuple[int, int]:
    """(decided in the last 91 days, of them received later than the middle one of those that wait)."""
    age = _age(pile, last, 5)
    if age is None or measure.kind not in TIMED:
        return 0, 0
    sql = question(expressions.durations, measure, table.codes, first=last - LATELY + 1, last=last)
    if not sql:
        return 0, 0
    return table.ask(f"SELECT count(*), count(*) FILTER (started > {last - age}) FROM ({sql})")[0]  # noqa: S608 - compiled, and a number


def _touched(memory: Held, table: FactTable, measure: Measure, day: date, tenth: int) -> tuple[int, int]:
    last = day_number(day)
    asked = expressions.whatever_outcome(measure)
    sql = question(expressions.waiting_subjects, asked, table.codes, last=last)
    if not sql or not tenth:
        return 0, 0
    rows = table.ask(f"SELECT subject FROM ({sql}) ORDER BY start, subject LIMIT {tenth}")  # noqa: S608 - compiled, and a number
    oldest = np.array([subject for (subject,) in rows], np.int64)
    first = last - LATELY + 1
    subjects, on = table.remembered(
        ("moved", day), lambda: moved(events_folder(), memory.files(), table.upto, first, last)
    )
    at = np.searchsorted(subjects, oldest)
    known = at < len(subjects)
    hit = np.zeros(len(oldest), bool)
    hit[known] = subjects[at[known]] == oldest[known]
    days = on[at[hit]]
    return int((days > last - MONTH).sum()), int(hit.sum())
