"""A subgoal through time as a picture and a table: the same figures in both."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from anke.content.schema.subgoal import PlanUnit
from anke.rules.periods import quarter_of
from anke.steering.results import charts, phrases, series
from anke.steering.results.answers import PastFigure, SubgoalPage
from anke.steering.results.asking import Asked
from anke.steering.results.series import Series
from anke.steering.results.tables import Row, Table, capital

SIZES: tuple[charts.Size, ...] = ("wide", "narrow")


@dataclass(frozen=True)
class Course:
    """The same drawing for wide and for narrow pages, its table, and the links to the other views."""

    pictures: tuple[SafeString, ...]
    caption: str
    table: Table
    views: tuple[tuple[str, str, bool], ...]

    @property
    def tall(self) -> bool:
        """Whether the table is too long to stand beside the picture, and scrolls."""
        return len(self.table.rows) > 14


def course(page: SubgoalPage, found: Series | None, asked: Asked) -> Course | None:
    """None where nothing goes through time."""
    if found is None:
        return None
    points, lang = found.points, asked.lang
    table = Table(
        caption=_heading(found),
        heads=(_("Period"), _("Figure"), _("Target"), _("Status"), _("Cases")),
        rows=tuple(_row(one, found, page, lang) for one in reversed(points)),
    )
    drawn = any(one.value is not None for one in points)
    pictures = tuple(_picture(page, found, size, lang) for size in SIZES) if drawn else ()
    return Course(pictures, _caption(page, found), table, _views(page, asked, found.view))


def _views(page: SubgoalPage, asked: Asked, shown: str) -> tuple[tuple[str, str, bool], ...]:
    names = {"week": _("Week"), "month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}
    base = reverse("goal", args=[asked.plan.id, page.result.id])
    return tuple(
        (names[one], base + asked.query(view=None if one == "quarter" else one) + "#course", one == shown)
        for one in (series.VIEWS if asked.frozen is None else series.FINISHED_VIEWS)
    )


def _heading(found: Series) -> str:
    if found.view == "quarter":
        grows = _("The figure of each year so far, quarter by quarter")
        return grows if found.grows else _("The figure at the end of each quarter")
    return {
        "week": _("The figure of each week by itself"),
        "month": _("The figure of each month by itself"),
        "year": _("The figure of each year"),
    }[found.view]


def _row(one: PastFigure, found: Series, page: SubgoalPage, lang: str) -> Row:
    counted = "" if one.denominator is None else phrases.count(one.denominator, lang)
    current = found.view == "quarter" and one.period.last == page.contract_period.last
    label = one.label
    if found.partial and one is found.points[-1]:
        label = _("%(period)s (not over)") % {"period": label}
    status = phrases.DASH if one.target is None else capital(one.status_text)
    return Row((label, one.shown, one.target_text, status, counted), current)


def _caption(page: SubgoalPage, found: Series) -> str:
    said = _("The whole line is the figure, the dashed line the target.")
    if found.grows:
        said += " " + _("Each year begins anew: the figure covers 1 January to the end of the quarter.")
    if found.partial:
        said += " " + _("The hollow dot is a period that is not over.")
    if page.breaks:
        said += " " + _("The dotted line is a series break: do not compare across it.")
    return said


def _picture(page: SubgoalPage, found: Series, size: charts.Size, lang: str) -> SafeString:
    figures, result = found.points, page.result
    points = tuple(_point(at, page, found, size, lang) for at in range(len(figures)))
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


def _point(at: int, page: SubgoalPage, found: Series, size: charts.Size, lang: str) -> charts.Point:
    one, before = found.points[at], found.points[at - 1] if at else None
    part = one.period.last.year if found.grows else 0
    return charts.Point(
        _under(one, before, found.view, size, lang),
        None if one.value is None else float(one.value),
        None if one.target is None else float(one.target),
        _("Target: %(target)s") % {"target": one.target_text},
        part,
        partial=found.partial and at == len(found.points) - 1,
    )


def _under(one: PastFigure, before: PastFigure | None, view: str, size: charts.Size, lang: str) -> str:
    """What stands under a point of the picture."""
    if view != "quarter":
        return series.short_label(one.period, view, before.period if before else None, lang)
    number, year = quarter_of(one.period.last).name[-1], str(one.period.last.year)
    begins = before is None or one.period.last.year != before.period.last.year
    if size == "narrow":
        return year if begins else ""
    return (f"Q{number}" if lang == "en" else f"{number}. kvt.") + (f"\n{year}" if begins else "")
