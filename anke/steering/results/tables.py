"""A subgoal in tables and pictures: through time, what a mean hides, the boards' figures, what is printed."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from anke.content.schema.subgoal import PlanUnit
from anke.rules.definitions import Kind
from anke.rules.periods import quarter_of
from anke.steering.results import charts, phrases
from anke.steering.results.answers import Guards, PastFigure, SubgoalPage, SubgoalResult

STOCKS = (Kind.STOCK, Kind.STOCK_OLDER_THAN)


@dataclass(frozen=True)
class Row:
    cells: tuple[str, ...]
    current: bool = False


@dataclass(frozen=True)
class Table:
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Course:
    """A subgoal through time: the same drawing for wide and for narrow pages, and its table."""

    pictures: tuple[SafeString, ...]
    caption: str
    table: Table


def course(page: SubgoalPage, lang: str) -> Course | None:
    """None where nothing goes through time."""
    figures = page.history
    if not figures:
        return None
    grows = _("The figure of each year so far, quarter by quarter")
    table = Table(
        caption=grows if _grows(page.result) else _("The figure at the end of each quarter"),
        heads=(_("Period"), _("Figure"), _("Target"), _("Status"), _("Cases")),
        rows=tuple(_past(one, page, lang) for one in reversed(figures)),
    )
    drawn = any(one.value is not None for one in figures)
    sizes: tuple[charts.Size, ...] = ("wide", "narrow")
    return Course(tuple(_picture(page, size, lang) for size in sizes) if drawn else (), _caption(page), table)


def _grows(result: SubgoalResult) -> bool:
    """Whether the figure covers the year so far, and so begins anew each January."""
    measure = result.origin.measure if result.origin else None
    return measure is None or measure.kind not in STOCKS


def _past(one: PastFigure, page: SubgoalPage, lang: str) -> Row:
    counted = "" if one.denominator is None else phrases.number(Decimal(one.denominator), 0, lang)
    current = one.period.last == page.contract_period.last
    return Row((one.label, one.shown, one.target_text, capital(one.status_text), counted), current)


def _caption(page: SubgoalPage) -> str:
    said = _("The whole line is the figure, the dashed line the target.")
    if _grows(page.result):
        said += " " + _("Each year begins anew: the figure covers 1 January to the end of the quarter.")
    if page.breaks:
        said += " " + _("The dotted line is a series break: do not compare across it.")
    return said


def _picture(page: SubgoalPage, size: charts.Size, lang: str) -> SafeString:
    figures, result = page.history, page.result
    points = tuple(_point(one, at, page, size, lang) for at, one in enumerate(figures))
    breaks = tuple(
        charts.Break(at, _("Series break"))
        for at in range(1, len(figures))
        if figures[at].segment != figures[at - 1].segment
    )
    known = [one for one in figures if one.value is not None]
    name = _("%(title)s. Latest figure: %(figure)s for %(period)s. The table below has every figure.") % {
        "title": result.title,
        "figure": known[-1].shown,
        "period": known[-1].label,
    }
    chart = charts.Chart(
        name=name,
        axis=capital(result.unit_text),
        points=points,
        last_label=known[-1].shown if size == "wide" else _bare(known[-1], page, lang),
        breaks=breaks,
        from_zero=result.unit != PlanUnit.PERCENT,
        decimal_comma=lang == "da",
    )
    return mark_safe(charts.svg(chart, size))  # noqa: S308 - drawn here, every word in it escaped


def _bare(one: PastFigure, page: SubgoalPage, lang: str) -> str:
    """The figure without its unit, which the axis says."""
    return "" if one.value is None else phrases.number(one.value, page.result.content.decimals, lang)


def _point(one: PastFigure, at: int, page: SubgoalPage, size: charts.Size, lang: str) -> charts.Point:
    quarter, year = quarter_of(one.period.last).name[-1], str(one.period.last.year)
    begins = at == 0 or one.period.last.year != page.history[at - 1].period.last.year
    short_label = (f"Q{quarter}" if lang == "en" else f"{quarter}. kvt.") + (f"\n{year}" if begins else "")
    label = short_label if size == "wide" else (year if begins else "")
    part = one.period.last.year if _grows(page.result) else 0
    return charts.Point(
        label,
        None if one.value is None else float(one.value),
        None if one.target is None else float(one.target),
        _("Target: %(target)s") % {"target": one.target_text},
        part,
    )


def guards(found: Guards, lang: str) -> Table:
    """What became of the cases that were not decided."""
    decided_of = _("Decided for every 100 received (clearance rate)")
    clearance = found.clearance
    rows = (
        (_("Cases pending on the last day"), _cases(found.pending, lang)),
        (_("Their mean age"), _weeks(found.mean_age, lang)),
        (_("Half of them are older than"), _weeks(found.median_age, lang)),
        (_("One in ten is older than"), _weeks(found.p90_age, lang)),
        (_("The oldest"), _weeks(found.oldest_age, lang)),
        (_("Received in the period"), _cases(found.received, lang)),
        (_("Decided in the period"), _cases(found.decided, lang)),
        (decided_of, phrases.NO_FIGURE[lang] if clearance is None else phrases.number(clearance, 1, lang)),
    )
    return Table(_("The cases that still wait"), (_("What"), _("Figure")), tuple(Row(one) for one in rows))


def _weeks(days: Decimal | int | None, lang: str) -> str:
    if days is None:
        return phrases.NO_FIGURE[lang]
    return phrases.with_unit(Decimal(days) / 7, PlanUnit.WEEKS, 1, lang)


def _cases(count: int, lang: str) -> str:
    return phrases.with_unit(Decimal(count), PlanUnit.CASES, 0, lang)


def cells(result: SubgoalResult) -> Table:
    """The boards' figures: a row for each board, a column for each figure."""
    boards: dict[str, list[str]] = {}
    heads: dict[str, str] = {}
    for one in result.cells:
        boards.setdefault(one.board_title, []).append(one.shown)
        heads[one.figure] = one.figure_title
    rows = tuple(Row((board, *shown)) for board, shown in boards.items())
    return Table(_("The boards’ figures"), (_("Board"), *heads.values()), rows)


def printed(page: SubgoalPage) -> Table:
    """The paper's own row, year by year."""
    rows = tuple(Row((one.label, one.shown, one.target_text)) for one in page.printed)
    return Table(_("As printed in the plan"), (_("Year"), _("Result"), _("Target")), rows)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
