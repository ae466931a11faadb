"""A figure taken apart: by week, by office, authority or case type; and the cases that wait behind it."""

from collections.abc import Sequence
from datetime import date, datetime

from anke.rules import breakdown as expressions
from anke.rules.breakdown import PARTS, week_of, whatever_outcome
from anke.rules.definitions import Measure
from anke.rules.measures import STOCKS
from anke.rules.periods import Period
from anke.rules.reach import Waiting
from anke.rules.working_days import day_number
from anke.steering.statistics.asking import Tally, passed_on, tallies
from anke.steering.statistics.compiling import question
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.figures import Part, value_of
from anke.steering.statistics.holding import held
from anke.steering.statistics.place import working_days


def weekly(measure: Measure, weeks: Sequence[Period], known_at: datetime | None = None) -> list[Part]:
    """A figure week by week, each by itself; a stock on each week's last day. The weeks follow each other."""
    if not weeks:
        return []
    with held() as memory:
        table = memory.as_known(known_at)
        asked = ("weekly", measure, weeks[0].first, weeks[-1].last)
        return table.remembered(asked, lambda: weekly_in(table, measure, weeks))


def weekly_in(table: FactTable, measure: Measure, weeks: Sequence[Period]) -> list[Part]:
    if measure.kind in STOCKS:
        found = tallies(table, [measure], weeks, working_days())
        days = [found.get((0, day_number(week.last)), Tally()) for week in weeks]
        return [_part(measure, one.cases, one.part) for one in days]
    first, last = day_number(weeks[0].first), day_number(weeks[-1].last)
    sql = question(expressions.weeks, measure, table.codes, first=first, last=last)
    rows = table.ask(f"SELECT week, sum(cases), sum(part) FROM ({sql}) GROUP BY 1") if sql else []  # noqa: S608 - compiled
    by_week = {week: (int(cases), int(part)) for week, cases, part in rows}
    return [_part(measure, *by_week.get(week_of(day_number(one.first)), (0, 0))) for one in weeks]


def parts(measure: Measure, period: Period, by: str, known_at: datetime | None = None) -> dict[int, Part]:
    """A figure by one column of the facts (`PARTS`): code → its part. Denominators add up to the whole."""
    if by not in PARTS:
        raise ValueError(f"'{by}' is nothing a figure is taken apart by. Write one of: {', '.join(PARTS)}.")
    with held() as memory:
        table = memory.as_known(known_at)
        return table.remembered(("parts", measure, period, by), lambda: parts_in(table, measure, period, by))


def parts_in(table: FactTable, measure: Measure, period: Period, by: str) -> dict[int, Part]:
    first, last = day_number(period.first), day_number(period.last)
    passed = passed_on(measure, period.last, working_days())
    sql = question(expressions.parts, measure, table.codes, by, first=first, last=last, passed=passed)
    rows = table.ask(f"SELECT value, sum(cases), sum(part) FROM ({sql}) GROUP BY 1 ORDER BY 1") if sql else []  # noqa: S608 - compiled
    return {value: _part(measure, int(cases), int(part)) for value, cases, part in rows}


def value_of_part(measure: Measure, numerator: int, denominator: int) -> Part:
    """Several parts as one: their numerators and denominators add up."""
    return _part(measure, denominator, numerator)


def _part(measure: Measure, cases: int, part: int) -> Part:
    return Part(part, cases, value_of(measure, Tally(cases, part)))


def waiting(measure: Measure, day: date, known_at: datetime | None = None) -> tuple[Waiting, ...]:
    """The cases of a measure's population that still wait when a day is over, by the day they began."""
    with held() as memory:
        return waiting_in(memory.as_known(known_at), measure, day)


def waiting_in(table: FactTable, measure: Measure, day: date) -> tuple[Waiting, ...]:
    def ask() -> tuple[Waiting, ...]:
        asked = whatever_outcome(measure)
        sql = question(expressions.waiting, asked, table.codes, last=day_number(day))
        if not sql:
            return ()
        rows = table.ask(
            f"SELECT start, sum(cases), sum(excused) FROM ({sql}) GROUP BY 1 ORDER BY 1"  # noqa: S608 - compiled
        )
        return tuple(Waiting(start, int(cases), int(excused)) for start, cases, excused in rows)

    return table.remembered(("waiting", measure, day), ask)
