"""What a subgoal's page says of the rest of the year: a conclusion, a picture, and the numbers."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from anke.content.schema.plan import Plan
from anke.rules.definitions import Kind
from anke.steering.results import charts, ranges, reach_words
from anke.steering.results.answers import SubgoalResult
from anke.steering.results.outlook import Outlook
from anke.steering.results.ranges import Mark, Range
from anke.steering.results.tables import Row, Table, capital

SIZES: tuple[charts.Size, ...] = ("wide", "narrow")


@dataclass(frozen=True)
class Ahead:
    conclusion: tuple[str, ...]
    assumption: str
    pictures: tuple[SafeString, ...]
    table: Table


def ahead(part: SubgoalResult, outlook: Outlook, plan: Plan, lang: str) -> Ahead | None:
    """None where nothing is left of the year, or nothing can be told."""
    told = reach_words.in_words(part, outlook, plan.valid.last, lang)
    if told is None:
        return None
    table = Table(
        _("What is still possible, and what it takes"),
        (_("What"), _("Number")),
        tuple(Row(row) for row in told.rows),
    )
    return Ahead(told.conclusion, told.assumption, _pictures(part, outlook, lang), table)


def _pictures(part: SubgoalResult, outlook: Outlook, lang: str) -> tuple[SafeString, ...]:
    found, measure = outlook.reach, part.origin.measure if part.origin else None
    if found is None or measure is None or found.low is None or found.high is None or part.target is None:
        return ()
    if measure.kind is Kind.COUNT or found.low == found.high:
        return ()
    low, high = (_shown(value, part, lang) for value in (found.low, found.high))
    name = _(
        "From %(low)s to %(high)s can still be reached with the cases that wait; the target is %(target)s."
    )
    drawn = Range(
        name=name % {"low": low, "high": high, "target": part.target_text},
        axis=capital(part.unit_text),
        low=Mark(float(found.low), low),
        high=Mark(float(found.high), high),
        now=None if part.figure is None else Mark(float(part.figure), _now(part)),
        target=Mark(float(part.target), _("Target: %(target)s") % {"target": part.target_text}),
        decimal_comma=lang == "da",
    )
    return tuple(mark_safe(ranges.svg(drawn, size)) for size in SIZES)  # noqa: S308 - drawn here, every word escaped


def _now(part: SubgoalResult) -> str:
    return _("Now: %(figure)s") % {"figure": part.figure_text}


def _shown(value: Fraction, part: SubgoalResult, lang: str) -> str:
    return reach_words.value(value, part, lang)
