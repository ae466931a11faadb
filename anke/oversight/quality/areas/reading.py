"""The questions about an office's main areas. The cases and what was seen in them are for the office's
management; above it the report tells themes."""

from dataclasses import dataclass
from datetime import date

from anke.casework.cases import queries as cases
from anke.content.load import content
from anke.organisation.queries import Person
from anke.oversight.quality.areas.reuse import CasesRead, cases_read, reviews_of
from anke.oversight.quality.areas.rules import areas_of
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.learning.counting import themes
from anke.oversight.quality.models import AreaCase, AreaFollowUp, Review


@dataclass(frozen=True)
class CaseSeen:
    """A case of a follow-up, and the day it was decided. Reused: `review` and `month` say from where, and the
    words are the review's."""

    number: str
    decided_on: date | None
    review: int | None
    month: str
    strengths: str
    improvements: str


@dataclass(frozen=True)
class FollowUp:
    """A follow-up as the report tells it: its area and theme, how many cases, what was concluded."""

    id: int
    name: str
    office: int
    period: str
    area: str
    theme: str
    focus: str
    stage: str
    own: int
    reused: int
    strengths: str
    improvements: str
    conclusions: str
    people: str
    held_on: date | None


def may_see(person: Person, office: int, period: str) -> bool:
    """Whether somebody sees an office's follow-ups: those who hold them."""
    return person.role in areas_of(period).done_by and person.office == office


def follow_up_for(follow_up: int, person: Person) -> AreaFollowUp | None:
    """One follow-up, for whoever may see it; None for others, as if there were none."""
    row = AreaFollowUp.objects.filter(pk=follow_up).first()
    return row if row is not None and may_see(person, row.office, row.period) else None


def follow_ups(office: int, period: str) -> list[FollowUp]:
    """An office's follow-ups of a half year that were not given up, in the order they were begun."""
    rows = AreaFollowUp.objects.filter(office=office, period=period).exclude(stage=AreaFollowUp.Stage.DROPPED)
    return [_told(row) for row in rows.order_by("pk").prefetch_related("cases")]


def cases_of(row: AreaFollowUp) -> list[CaseSeen]:
    """The cases of a follow-up; a reused one with the words of its review."""
    found = list(row.cases.select_related("review").order_by("review_id", "number"))
    numbers = [one.number for one in found]
    days = dict(cases.Case.objects.filter(number__in=numbers).values_list("number", "decided_on"))
    return [_seen(one, days.get(one.number)) for one in found]


def reusable(row: AreaFollowUp, person: Person) -> list[Review]:
    """The monthly reviews of the half year that can still be taken in, but for those of one's own work."""
    taken = row.cases.values("number")
    found = reviews_of(row.office, row.period).exclude(number__in=taken).exclude(employee=person.initials)
    return list(found.order_by("month", "employee"))


def months_before(day: date, period: str) -> int:
    """How many whole months before a half year a day lies; 0 for one within it, or less than a month before.

    >>> months_before(date(2024, 3, 12), "2025H1"), months_before(date(2025, 2, 1), "2025H1")
    (9, 0)
    """
    first = span_of(period)[0]
    months = (first.year - day.year) * 12 + first.month - day.month - (day.day > 1)
    return max(0, months)


def area_title(area: str, lang: str) -> str:
    found = content().areas.get(area)
    return found.title[lang] if found else area


def theme_title(theme: str, period: str, lang: str) -> str:
    found = next((one for one in themes(span_of(period)[0]) if one.id == theme), None)
    return found.title[lang] if found else theme


def _seen(one: AreaCase, decided_on: date | None) -> CaseSeen:
    said = one.review or one
    return CaseSeen(
        one.number,
        decided_on,
        one.review_id,
        one.review.month if one.review else "",
        said.strengths,
        said.improvements,
    )


def _told(row: AreaFollowUp) -> FollowUp:
    cases = list(row.cases.all())
    reused = sum(one.review_id is not None for one in cases)
    return FollowUp(
        id=row.pk,
        name=row.name,
        office=row.office,
        period=row.period,
        area=row.area,
        theme=row.theme,
        focus=row.focus,
        stage=str(row.stage),
        own=len(cases) - reused,
        reused=reused,
        strengths=row.strengths,
        improvements=row.improvements,
        conclusions=row.conclusions,
        people=row.people,
        held_on=row.held_on,
    )


__all__ = [
    "CaseSeen",
    "CasesRead",
    "FollowUp",
    "area_title",
    "cases_of",
    "cases_read",
    "follow_up_for",
    "follow_ups",
    "may_see",
    "reusable",
    "theme_title",
]
