"""A subgoal through time. Figures on either side of a series break are never compared."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from anke.content.schema.base import Text
from anke.content.schema.plan import Plan
from anke.content.schema.subgoal import PrintedFigure, SeriesBreak, Subgoal, Target
from anke.rules.periods import Period, quarter, quarter_of, whole_year
from anke.rules.scoring import judge
from anke.steering.results import figures, phrases, sentences, verdicts
from anke.steering.results.answers import Change, PastFigure

if TYPE_CHECKING:
    from anke.steering.statistics.queries import Figure

QUARTERS = 12
MORE = Text(da="{x} mere end samme periode året før", en="{x} more than the same period the year before")
LESS = Text(da="{x} mindre end samme periode året før", en="{x} less than the same period the year before")
SAME = Text(da="det samme som i samme periode året før", en="the same as the same period the year before")
NO_BEFORE = Text(
    da="der er intet tal for samme periode året før",
    en="there is no figure for the same period the year before",
)
REFUSED = Text(
    da="kan ikke sammenlignes med året før. {reason}", en="cannot be compared with the year before. {reason}"
)


def of(
    plan: Plan, subgoal: Subgoal, period: Period, known_at: datetime | None, lang: str
) -> tuple[PastFigure, ...]:
    """The latest quarters up to the period, each as its year to date stood, by the definition of its year."""
    if subgoal.computed is None:
        return ()
    quarters = _quarters(period)
    measures = {one.last.year: plan.measure(subgoal.id, one.last.year) for one in quarters}
    asked = figures.ask(
        {one.id: one for one in measures.values()}.values(), [one.year_to_date for one in quarters], known_at
    )
    found = [
        _computed(subgoal, one, asked.get((measures[one.last.year].id, one.year_to_date)), lang)
        for one in quarters
    ]
    begun = next((at for at, one in enumerate(found) if one.denominator), len(found))
    return tuple(found[begun:])


def printed(subgoal: Subgoal, lang: str) -> tuple[PastFigure, ...]:
    """The paper's own row, year by year, as far as it has figures or targets."""
    rows: list[Target | PrintedFigure] = [
        *(subgoal.results.cells if subgoal.results else ()),
        *(subgoal.targets.cells if subgoal.targets else ()),
    ]
    years = sorted({cell.year for cell in rows})
    return tuple(_printed(subgoal, year, lang) for year in years)


def change(subgoal: Subgoal, past: tuple[PastFigure, ...], period: Period, lang: str) -> Change | None:
    """Against the same period of the year before; refused across a series break."""
    now = next((one for one in past if one.period.last == period.last), None)
    if now is None or now.value is None:
        return None
    before = next((one for one in past if one.label == _label(_year_before(period), lang)), None)
    if before is None or before.value is None:
        return Change(None, None, NO_BEFORE[lang], refused=False)
    if before.segment != now.segment:
        reason = _break_between(subgoal, before.period.last, now.period.last)
        return Change(before, None, REFUSED[lang].format(reason=reason.reason[lang]), refused=True)
    return Change(
        before, now.value - before.value, _moved(subgoal, now.value - before.value, lang), refused=False
    )


def segment(subgoal: Subgoal, on: date) -> int:
    """How many series breaks lie behind a day."""
    return sum(one.since <= on for one in subgoal.series_breaks)


def _quarters(period: Period) -> list[Period]:
    last = quarter_of(period.last)
    count = last.first.year * 4 + (last.first.month - 1) // 3
    if last.last > period.last:
        count -= 1
    numbers = range(count - QUARTERS + 1, count + 1)
    return [quarter(number // 4, number % 4 + 1) for number in numbers]


def _computed(subgoal: Subgoal, which: Period, figure: "Figure | None", lang: str) -> PastFigure:
    year = which.last.year
    target = verdicts.target_of(subgoal, year, None)
    value = None if figure is None else figure.value
    status = judge(value, target.comparator, target.value)
    return PastFigure(
        period=which,
        label=_label(which, lang),
        value=value,
        shown=sentences.figure(value, subgoal.unit, subgoal.decimals, target, lang),
        target=target.value,
        target_text=sentences.target(target, subgoal, lang),
        status=status,
        status_text=phrases.STATUS[status][lang],
        numerator=None if figure is None else figure.numerator,
        denominator=None if figure is None else figure.denominator,
        segment=segment(subgoal, which.last),
    )


def _printed(subgoal: Subgoal, year: int, lang: str) -> PastFigure:
    benchmark = subgoal.benchmark_figure(year)
    target = verdicts.target_of(subgoal, year, benchmark.value if benchmark else None)
    cell = subgoal.result(year)
    verdict = verdicts.of_printed(cell, target)
    return PastFigure(
        period=whole_year(year),
        label=str(year),
        value=verdict.figure,
        shown=_as_printed(cell, subgoal, lang),
        target=target.value,
        target_text=sentences.target(target, subgoal, lang),
        status=verdict.status,
        status_text=phrases.STATUS[verdict.status][lang],
        numerator=None,
        denominator=None,
        segment=segment(subgoal, date(year, 12, 31)),
    )


def _as_printed(cell: PrintedFigure | None, subgoal: Subgoal, lang: str) -> str:
    if cell is None or cell.value is None:
        return phrases.DASH
    return sentences.cell_printed(cell, cell.value, subgoal, lang)


def _label(which: Period, lang: str) -> str:
    return phrases.period_name(which, lang)


def _year_before(period: Period) -> Period:
    last = quarter_of(period.last)
    return quarter(last.first.year - 1, last.first.month // 3 + 1)


def _break_between(subgoal: Subgoal, earlier: date, later: date) -> SeriesBreak:
    return next(one for one in subgoal.series_breaks if earlier < one.since <= later)


def _moved(subgoal: Subgoal, by: Decimal, lang: str) -> str:
    if by == 0:
        return SAME[lang]
    amount = sentences.amount(abs(by), subgoal, subgoal.decimals, lang)
    return (MORE if by > 0 else LESS)[lang].format(x=amount)
