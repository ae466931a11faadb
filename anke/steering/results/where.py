"""Where a figure comes from: by office, case type and first instance, as a table that can be sorted by link.

Small numbers: whoever sees no cases sees no row of fewer than five. Such rows are put together as one, and
with the next smallest where they were only one, so that no subtraction brings it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from anke.content import load
from anke.organisation import queries as organisation
from anke.organisation.queries import User
from anke.rules.definitions import Kind, Measure
from anke.steering.results import figures, phrases, sentences
from anke.steering.results.answers import SubgoalPage
from anke.steering.results.asking import Asked
from anke.steering.statistics.queries import Part, value_of_part

BY = ("office", "case_type", "authority")
SORTS = ("name", "numerator", "denominator", "value")
FEWEST = 5  # cases in a row that is shown to those who see no cases
SHOWN = 20  # rows on the page; the file has all


@dataclass(frozen=True)
class Line:
    name: str
    part: Part
    code: int | None  # None: several put together


@dataclass(frozen=True)
class Head:
    """A column: its name, the address that sorts by it, and how it is sorted now (ascending, descending)."""

    name: str
    address: str
    sorted: str


@dataclass(frozen=True)
class Where:
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    tabs: tuple[tuple[str, str, bool], ...]
    left_out: str
    small: str
    sheet: str


@dataclass(frozen=True)
class Order:
    by: str
    sort: str
    down: bool


def order_of(given: Mapping[str, str]) -> Order:
    """What an address asks for. 400 where there is no such column."""
    by, sort = given.get("by", "office"), given.get("sort", "denominator")
    if by not in BY or sort.removeprefix("-") not in SORTS:
        raise BadRequest(_("A figure is not parted or sorted like that."))
    given_sort = "sort" in given
    return Order(by, sort.removeprefix("-"), sort.startswith("-") or not given_sort)


def lines(page: SubgoalPage, asked: Asked, user: User, order: Order) -> list[Line]:
    """The parts of a figure as somebody may see them, sorted."""
    measure = measure_of(page)
    if measure is None:
        return []
    found = figures.parts(measure, asked.period.year_to_date, order.by, asked.known_at)
    names = _names(order.by, asked.lang)
    every = [
        Line(names.get(code) or _("unknown (%(code)s)") % {"code": code}, part, code)
        for code, part in found.items()
    ]
    if not organisation.may_see_cases(user):
        every = together(every, measure)
    return sorted(every, key=lambda one: _key(one, order), reverse=order.down)


def measure_of(page: SubgoalPage) -> Measure | None:
    return page.result.origin.measure if page.result.origin else None


def together(every: Iterable[Line], measure: Measure) -> list[Line]:
    """The lines with small ones put together, as the head of this file says."""
    rising = sorted(every, key=lambda one: one.part.denominator)
    small = [one for one in rising if 0 < one.part.denominator < FEWEST]
    if not small:
        return rising
    rest = [one for one in rising if one not in small]
    while rest and (len(small) < 2 or sum(one.part.denominator for one in small) < FEWEST):
        small.append(rest.pop(0))
    numerator, denominator = (
        sum(getattr(one.part, name) for one in small) for name in ("numerator", "denominator")
    )
    name = _("Others, each with few cases (%(n)s)") % {"n": len(small)}
    return [*rest, Line(name, value_of_part(measure, numerator, denominator), None)]


def _key(one: Line, order: Order) -> tuple[bool, object]:
    if order.sort == "name":
        return False, one.name.casefold()
    value = getattr(one.part, order.sort)
    return (value is not None) if order.down else (value is None), Decimal(0) if value is None else Decimal(
        value
    )


def _names(by: str, lang: str) -> dict[int, str]:
    content, at = load.content(), 1 if lang == "en" else 0
    if by == "office":
        return {code: titles[at] for code, titles in organisation.office_titles().items()}
    if by == "case_type":
        return {code: one.title[lang] for code, one in content.case_type_by_code.items()}
    return {one.code: one.title[lang] for one in content.authorities.values()}


def where(page: SubgoalPage, asked: Asked, user: User, order: Order) -> Where | None:
    """The table on a subgoal's page; None where the figure is not counted from cases."""
    measure = measure_of(page)
    if measure is None:
        return None
    found = lines(page, asked, user, order)
    base = reverse("goal", args=[asked.plan.id, page.result.id])
    titles = {"office": _("By office"), "case_type": _("By case type"), "authority": _("By first instance")}
    small = _("Rows of fewer than %(n)s cases are put together, for those who see no cases.") % {"n": FEWEST}
    more = len(found) - SHOWN
    sheet = reverse("goal-parts", args=[asked.plan.id, page.result.id]) + asked.query(by=order.by)
    return Where(
        caption=titles[order.by],
        heads=tuple(_head(one, measure, base, asked, order) for one in SORTS),
        rows=tuple(_row(one, page, asked.lang) for one in found[:SHOWN]),
        tabs=tuple((titles[one], base + asked.query(by=one) + "#where", one == order.by) for one in BY),
        left_out=_("The file has %(n)s rows more.") % {"n": more} if more > 0 else "",
        small="" if organisation.may_see_cases(user) else small,
        sheet=sheet,
    )


def _head(sort: str, measure: Measure, base: str, asked: Asked, order: Order) -> Head:
    here = sort == order.sort
    wanted = f"-{sort}" if not (here and order.down) and sort != "name" else sort
    if sort == "name" and here and not order.down:
        wanted = "-name"
    address = base + asked.query(by=order.by, sort=wanted) + "#where"
    way = ("descending" if order.down else "ascending") if here else ""
    return Head(heads(measure)[sort], address, way)


def heads(measure: Measure) -> dict[str, str]:
    """What numerator and denominator are, in the words of the measure."""
    numerator = {
        Kind.SHARE_WITHIN: _("Within the limit"),
        Kind.MEAN_DURATION: _("Days in all"),
        Kind.STOCK_OLDER_THAN: _("Older than the limit"),
        Kind.RATE: _("Fulfilling the condition"),
    }.get(measure.kind, _("Cases"))
    whole = _("Pending") if measure.kind is Kind.STOCK_OLDER_THAN else _("Cases counted")
    return {"name": _("Where"), "numerator": numerator, "denominator": whole, "value": _("Figure")}


def _row(one: Line, page: SubgoalPage, lang: str) -> tuple[str, ...]:
    subgoal = page.result.content
    shown = sentences.figure(one.part.value, subgoal.unit, subgoal.decimals, None, lang)
    return one.name, phrases.count(one.part.numerator, lang), phrases.count(one.part.denominator, lang), shown
