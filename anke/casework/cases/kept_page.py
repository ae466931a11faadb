"""The page of a case as it is kept between two showings: whole, with marks where personal data stand.

What the page depends on is its `key`; what is put in for the marks each time is `put_in` (`{% kept %}` of the
house). Access was asked, and the reading is set down, whether or not the page was kept.
"""

from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from django.views.decorators.debug import sensitive_variables

from anke.casework.cases.case_page import CasePage, PartyCard, Point, no_name
from anke.casework.cases.looking import Looked
from anke.casework.cases.models import Party

MOST: Final = 20_000  # pages a worker remembers having shown
_shown: Final[dict[tuple[str, str], str]] = {}
_PARTICULARS: Final = ("name", "address", "email", "phone", "adjustments")


def _mark(name: str) -> str:
    return f"\x02{name}\x03"


def shown_before(looked: Looked) -> bool:
    """Whether this worker has shown this case to this person, and nothing happened to it since. Its page is
    kept then, most likely: a guess, by which nothing but the order of things is settled."""
    page = (looked.case.number, looked.who.initials)
    if _shown.get(page) == looked.case.head:
        return True
    if len(_shown) >= MOST:
        _shown.clear()
    _shown[page] = looked.case.head
    return False


class KeptPage(CasePage):
    """One case as one person sees it on one day, less its personal data."""

    @cached_property
    @sensitive_variables()
    def parties(self) -> list[PartyCard]:
        return [_marked(one) for one in self.known_parties()]

    @cached_property
    @sensitive_variables()
    def points(self) -> list[Point]:
        return [replace(one, matter=_mark(f"point {one.number}")) for one in self._points]

    @property
    def key(self) -> tuple[object, ...]:
        """All that the page depends on but the language: the last event, what follows from it by content and
        calendar, the day, who looks and may do what, and of the parties what is known, not what it is."""
        case, who = self.case, self.looked.who
        moved = (case.head, case.clock_on, case.clock, case.due_on, case.next_role, case.next_person)
        shapes = tuple(_shape(one) for one in self.looked.whole.parties)
        points = tuple(replace(one, matter="") for one in self._points)
        return (*moved, self.today, who.initials, who.role, shapes, points, tuple(self.beside))

    @property
    @sensitive_variables()
    def put_in(self) -> dict[str, str]:
        """What stands where the marks are, by their names."""
        people = self.looked.whole.parties
        said = {f"{one.key} name": one.name or no_name() for one in people}
        said |= {f"{one.key} {part}": getattr(one, part) for one in people for part in _PARTICULARS[1:]}
        return said | {f"point {one.number}": one.matter for one in self._points}

    @cached_property
    @sensitive_variables()
    def _points(self) -> list[Point]:
        return self.known_points()


@sensitive_variables()
def _shape(one: Party) -> tuple[object, ...]:
    """All that is shown of a party but the particulars themselves: those are never kept. What may be done
    with them follows from the case's last event and the role."""
    known = (bool(one.address), bool(one.email), bool(one.phone), bool(one.adjustments))
    return (one.key, one.kind, one.protected, one.person_key is not None, *known)


@sensitive_variables()
def _marked(one: PartyCard) -> PartyCard:
    """The party with a mark for each particular that is known."""
    marks: dict[str, Any] = {part: _mark(f"{one.key} {part}") for part in _PARTICULARS if getattr(one, part)}
    return replace(one, **marks)
