"""Which acts can be done to many cases at once, what each asks for, and what was asked in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anke.casework.cases import commands
from anke.events.apply import CaseState
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.rules.steps import Act, may

LONGEST: Final = 500  # characters of a reason


@dataclass(frozen=True)
class Several:
    """An act for many cases: what it is called, the step it takes, what the form asks for."""

    id: str
    label: str | Promise
    act: Act
    fields: tuple[str, ...]
    do: Callable[..., CaseState]


ACTS: Final = (
    Several("assign", _("Assign to a person"), Act.ASSIGN, ("person",), commands.assign_case),
    Several("transfer", _("Transfer to another office"), Act.TRANSFER, ("office", "reason"),
            commands.transfer_case),
    Several("pause", _("Pause the clock"), Act.PAUSE, ("reason", "follow_up_on"), commands.pause_clock),
    Several("resume", _("Let the clock run again"), Act.RESUME, (), commands.resume_clock),
    Several("extend", _("Extend the deadline"), Act.EXTEND, ("until", "reason"), commands.extend_deadline),
)  # fmt: skip
_MAY_BE_EMPTY: Final = {"follow_up_on"}


def acts_of(who: Actor) -> list[Several]:
    """The acts whoever asks may do."""
    return [one for one in ACTS if may(one.act, who.role, machine=who.machine)]


def act_called(name: str, who: Actor) -> Several:
    """Raises `Refused` for an act there is not, or that is not the person's."""
    for one in acts_of(who):
        if one.id == name:
            return one
    raise Refused("Vælg, hvad der skal ske med sagerne.", "Choose what is to be done to the cases.")


def particulars(act: Several, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the act is given, read from the form. Raises `Refused` for what is missing or cannot be."""
    made: dict[str, Any] = {}
    for name in act.fields:
        value = str(given.get(f"{act.id}-{name}", "")).strip()
        if not value:
            if name in _MAY_BE_EMPTY:
                continue
            raise _missing(name)
        made |= _READ[name](value)
    return made


def _person(value: str) -> dict[str, Any]:
    for one in organisation.people():
        if one.initials == value and one.office is not None:
            return {"caseworker": one.initials, "office": one.office}
    raise Refused("Vælg en person, der har et kontor.", "Choose a person who is in an office.")


def _office(value: str) -> dict[str, Any]:
    for one in organisation.offices():
        if str(one.code) == value:
            return {"office": one.code}
    raise _missing("office")


def _reason(value: str) -> dict[str, Any]:
    if len(value) > LONGEST or not value.replace("\n", " ").replace("\r", " ").isprintable():
        raise Refused(
            f"Begrundelsen kan være på højst {LONGEST} tegn.", f"A reason has at most {LONGEST} characters."
        )
    require_none(value)
    return {"reason": " ".join(value.split())}


def _until(value: str) -> dict[str, Any]:
    return {"until": _day(value)}


def _follow_up(value: str) -> dict[str, Any]:
    return {"follow_up_on": _day(value)}


def _day(value: str) -> date:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise Refused(f"“{value[:20]}” er ingen dato.", f"“{value[:20]}” is no day.") from None
    if not 1990 <= found.year <= 2100:
        raise Refused(f"{value[:20]} ligger for langt væk.", f"{value[:20]} lies too far away.")
    return found


def _missing(name: str) -> Refused:
    words = {
        "person": ("Vælg, hvem sagerne skal fordeles til.", "Choose whom the cases are assigned to."),
        "office": ("Vælg, hvilket kontor sagerne skal flyttes til.", "Choose the office the cases go to."),
        "reason": ("Skriv en begrundelse.", "Write a reason."),
        "until": ("Skriv den dag, fristen forlænges til.", "Write the day the deadline is extended to."),
    }
    return Refused(*words[name])


_READ: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "person": _person,
    "office": _office,
    "reason": _reason,
    "until": _until,
    "follow_up_on": _follow_up,
}
