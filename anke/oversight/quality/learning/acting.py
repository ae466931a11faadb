"""What the acts of learning have in common: who may do what, texts, the event."""

from datetime import date, datetime
from typing import Final

from anke.casework.cases import queries as cases
from anke.content.schema.quality_learning import Theme
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.oversight.quality.acting import held as row_of
from anke.oversight.quality.acting import line_of
from anke.oversight.quality.models import Action
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

AGENCY: Final = "agency"
# Who may set a finding down anywhere: those whose work is the whole agency's quality.
ACROSS: Final = (Role.LEGAL_UNIT, Role.QUALITY_READER, Role.DEPUTY_DIRECTOR, Role.DIRECTOR)
# … and who in their own office: its management, whom it names, and whoever handles an inquiry.
WITHIN: Final = (Role.HEAD_OF_OFFICE, Role.CASEWORKER, Role.BOARD_SECRETARY, Role.SUPERVISION_OFFICER)
# Who agrees on what is done across offices.
LEADS_AGENCY: Final = (Role.LEGAL_UNIT, Role.DEPUTY_DIRECTOR, Role.DIRECTOR)


def who_is(actor: str) -> Actor:
    """Who acts. Raises `Refused` for nobody, and for those without a role now."""
    found = organisation.actor(actor)
    if found is None:
        raise Refused(f"{actor} har ingen rolle her.", f"{actor} has no role here.")
    return found


def leads(who: Actor, office: int | None) -> bool:
    """Whether somebody agrees on what is done there: the office's management, or the agency's."""
    if who.machine:
        return True
    if office is None:
        return who.role in LEADS_AGENCY
    return who.role is Role.HEAD_OF_OFFICE and who.office == office


def require_leads(who: Actor, office: int | None) -> None:
    if not leads(who, office):
        raise Refused(
            "Tiltag aftales af kontorets ankechef; på tværs af kontorer af Retsenheden eller direktionen.",
            "Actions are agreed by the head of the office; across offices by the legal unit or the board.",
        )


def theme_of(name: str, day: date) -> Theme:
    """The theme of that id in the programme of a day's year. Raises `Refused`."""
    themes = programme_of(day.year).themes
    found = next((one for one in themes if one.id == name), None)
    if found is None:
        raise Refused("Vælg et af programmets temaer.", "Choose one of the programme's themes.")
    return found


def words_of(text: str, most: int = 1000) -> str:
    """Words on one line, as they are kept. Raises `Refused`, as `line_of`."""
    return line_of(text, most=most)


def require_case(number: str, who: Actor, at: datetime) -> cases.Case:
    """The case, where the person may see it. What does not exist is refused in the same words."""
    found = cases.Case.objects.filter(cases.seen_by(who, at), number=number).first()
    if found is None:
        raise Refused(f"Der er ingen sag {number}.", f"There is no case {number}.")
    return found


def held(action: int, *stages: str, version: int | None = None) -> Action:
    """The action, held until the act ends. Raises `Refused` where there is none, `Stale` if it moved on."""
    found = row_of(Action, ("Der er intet sådant tiltag.", "There is no such action."), pk=action)
    if found.stage not in stages or (version is not None and version != found.version):
        who = organisation.named(found.changed_by)
        raise Stale(
            f"Tiltaget er ændret, siden du så det ({who}). Læs det, som det er nu.",
            f"The action has changed since you saw it ({who}). Read it as it is now.",
        )
    return found


def changed(action: Action, actor: str, at: datetime) -> None:
    action.version += 1
    action.changed_by, action.changed_at = actor, at
    action.save()
