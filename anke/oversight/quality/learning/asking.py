"""What the pages of learning have in common: who reads them, the half year, the office, what was typed."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality.learning.acting import WITHIN
from anke.oversight.quality.learning.following import EVERYWHERE
from anke.oversight.quality.reaching import lang
from anke.rules.refusal import Refused
from anke.rules.roles import REVIEWING, Role
from anke.rules.wheel import periods

FIRST: Final = 2023  # the programme's first year


@dataclass(frozen=True)
class Asked:
    """Who asks, of which half year and office (None: the agency)."""

    who: Person
    today: date
    half: str
    first: date
    last: date
    office: int | None

    @property
    def inside(self) -> bool:
        """Whether they know the single findings of the office, and so every count."""
        return self.who.role is Role.HEAD_OF_OFFICE and self.office == self.who.office

    @property
    def agrees(self) -> bool:
        """Whether they agree on what is done there."""
        if self.office is None:
            return self.who.role in (Role.LEGAL_UNIT, Role.DEPUTY_DIRECTOR, Role.DIRECTOR)
        return self.inside


def reader(request: HttpRequest) -> Person:
    """Who asks, where they work with cases or follow up on quality. Raises `PermissionDenied`."""
    who = organisation.person_for(request.user)
    if who is None or who.role not in {*REVIEWING, *WITHIN}:
        raise PermissionDenied
    return who


def asked_of(request: HttpRequest) -> Asked:
    """What is asked for; a half year or an office written wrongly, or not within reach, is one's own."""
    who, today = reader(request), today_of(request)
    spans = {name: (first, last) for name, first, last in halves(today)}
    half = request.GET.get("half", "")
    if half not in spans:
        half = list(spans)[-1]
    return Asked(who, today, half, *spans[half], _office(request.GET.get("office", ""), who))


def halves(today: date) -> list[tuple[str, date, date]]:
    """The half years from the programme's first to the one that runs."""
    found = [one for year in range(FIRST, today.year + 1) for one in periods("half_year", year)]
    return [one for one in found if one[1] <= today]


def offices(who: Person) -> list[tuple[int | None, str]]:
    """The offices whose counts somebody reads, the agency first; caseworkers read those of their own."""
    titles = {code: names[lang() == "en"] for code, names in organisation.office_titles().items()}
    if who.role in EVERYWHERE:
        codes = sorted(titles)
    elif who.role is Role.DEPUTY_DIRECTOR:
        codes = sorted(organisation.scope_of(who).offices)
    else:
        codes = [who.office] if who.office is not None else []
    return [(None, ""), *((code, f"{code} {titles.get(code, '')}".strip()) for code in codes)]


def _office(text: str, who: Person) -> int | None:
    codes = [code for code, _title in offices(who)]
    if text.isascii() and text.isdigit() and len(text) < 6 and int(text) in codes:
        return int(text)
    return None if text == "agency" else who.office if who.office in codes else None


def day_of(given: QueryDict, name: str) -> date:
    """A day that was typed. Raises `Refused`."""
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError:
        raise Refused("Skriv datoen som 2025-03-01.", "Write the date as 2025-03-01.") from None


def whole_of(given: QueryDict, name: str) -> int:
    """A whole number that was typed; -1 for none."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
