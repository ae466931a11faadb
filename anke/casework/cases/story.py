"""A case's story: every act and every reading in one line of time, and every clock with its trace."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from anke.casework.cases.models import Case
from anke.casework.cases.movements import Movement, movements
from anke.casework.cases.projection import state_of
from anke.casework.cases.times import binding_limit, clock_of
from anke.content.load import content
from anke.content.schema.deadline import Deadline
from anke.events import queries as events
from anke.events.apply import CaseState
from anke.events.queries import Recorded
from anke.organisation import queries as organisation
from anke.rules.clock import Clock

_READ = {
    "page": ("Sagen blev åbnet.", "The case was opened."),
    "list": ("Sagen stod på en liste.", "The case stood in a list."),
    "document": ("Et dokument blev åbnet.", "A document was opened."),
    "search": ("Sagen blev fundet i en søgning.", "The case was found in a search."),
    "api": ("Sagen blev hentet af et program.", "The case was fetched by a program."),
    "export": ("Sagen blev taget ud.", "The case was exported."),
    "review": ("Afgørelsen blev læst til kvalitetsopfølgning.", "The decision was read for quality review."),
    "cpr": ("Et CPR-nummer blev vist.", "A personal number was shown."),
    "break_glass": ("Adgang blev taget i en nødsituation.", "Access was taken in an emergency."),
}


HIDDEN: Final = "[…]"  # what stands for the number of a case that is not seen
_NAMES_ANOTHER: Final = {
    "case_linked": "other",
    "case_unlinked": "other",
    "case_reopened": "as",
    "case_registered": "reopens",
}


@dataclass(frozen=True)
class Line:
    """One line of a story. `kind`: act, read or sight; `on` is the day an act happened, `at` when it was
    recorded. `position` and `undone_by` (positions) for acts only."""

    at: datetime
    kind: str
    who: str
    said: str
    on: date | None = None
    position: int | None = None
    undone_by: int | None = None
    event: str | None = None


@dataclass(frozen=True)
class Told:
    """A limit that binds the case, with its clock by replay and what moved it."""

    limit: Deadline
    clock: Clock
    moved: tuple[Movement, ...]
    binding: bool


def acts_of(number: str, lang: str, *, seen: Collection[str] | None = None) -> list[Line]:
    """What was done, in the order recorded; what was taken back says by which event.

    `seen`: as for `said_of`.
    """
    told = events.events_of("case", number)
    undone = {one.data["undoes"]: one.position for one in told if "undoes" in one.data}
    return [_line(one, undone.get(one.position), said_of(one, lang, seen)) for one in told]


def said_of(event: Recorded, lang: str, seen: Collection[str] | None = ()) -> str:
    """An event as a sentence that names no other case than those `seen` (None: whichever it is). That a case
    is linked with one that is restricted is told, and neither which one nor why."""
    name = _NAMES_ANOTHER.get(event.kind, "")
    other = event.data.get(name)
    if other is None or seen is None or other in seen:
        return events.say(event, lang)
    hidden = {part: HIDDEN for part in (name, "reason") if part in event.data}
    return events.say(replace(event, data={**event.data, **hidden}), lang)


def others_named(number: str) -> list[str]:
    """The other cases a case's events name."""
    told = events.events_of("case", number)
    named = (one.data.get(_NAMES_ANOTHER.get(one.kind, "")) for one in told)
    return sorted({other for other in named if other})


def _line(event: Recorded, undone_by: int | None, said: str) -> Line:
    at, on = event.recorded_at, event.happened_on
    return Line(at, "act", event.actor, said, on, event.position, undone_by, event.kind)


def readings_of(number: str, lang: str, *, limit: int = 200) -> list[Line]:
    """Who read the case, newest first."""
    english = lang.startswith("en")
    return [
        Line(one.at, "read", one.who, _READ.get(one.what, _READ["page"])[english])
        for one in organisation.readings_of(number, limit=limit)
    ]


def sights_of(number: str, lang: str) -> list[Line]:
    """Who was given sight of the case, or took it."""
    english = lang.startswith("en")
    found = []
    for one in organisation.sights_of(number):
        taken = one.kind == "break_glass"
        said = (
            (f"{one.initials} took access in an emergency: {one.reason}")
            if taken and english
            else f"{one.initials} tog adgang i en nødsituation: {one.reason}"
            if taken
            else f"{one.initials} was given access: {one.reason}"
            if english
            else f"{one.initials} fik adgang: {one.reason}"
        )
        found.append(Line(one.valid_from, "sight", one.granted_by, said))
    return found


def story_of(
    number: str, lang: str = "da", *, readings: int = 200, seen: Collection[str] | None = None
) -> list[Line]:
    """Acts, sights and the latest readings of a case in one line of time, oldest first."""
    lines = [
        *acts_of(number, lang, seen=seen),
        *sights_of(number, lang),
        *readings_of(number, lang, limit=readings),
    ]
    return sorted(lines, key=lambda one: (one.at, one.kind, one.position or 0))


def clocks_of(number: str, told: Iterable[Recorded] | None = None) -> list[Told]:
    """Every limit that binds the case, each with its clock; the one it is measured by first."""
    case = Case.objects.get(number=number)
    state = state_of(case)
    moved = movements(events.events_of("case", number) if told is None else told, state.status)
    first = binding_limit(state)
    limits = [one for one in _limits(state) if one is not first]
    return [
        Told(limit, clock_of(state, limit, [one.told for one in moved]), tuple(moved), limit is first)
        for limit in ([first] if first else []) + limits
    ]


def _limits(state: CaseState) -> list[Deadline]:
    """The limits of the case's type that bind single cases, and whose start has a value on its day."""
    known = content().case_types[state.case_type].time_limits
    return [one for one in known if one.binds == "each_case" and one.rule_on(state.received_on)]
