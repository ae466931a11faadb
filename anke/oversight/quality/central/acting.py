"""What the acts of the central measurement have in common: the measurement, who may, the event."""

from django.db.models import Q

from anke.content.schema.quality_programme import Central
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor, Person
from anke.oversight.quality.acting import held as row_of
from anke.oversight.quality.acting import line_of
from anke.oversight.quality.models import Measurement, Rating
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role


def held(year: int, *stages: str) -> Measurement:
    """The measurement, held until the act ends. Raises `Refused` where there is none or it is too late."""
    missing = f"Målingen for {year} er ikke begyndt.", f"The measurement of {year} is not begun."
    found = row_of(Measurement, missing, year=year)
    if found.stage not in stages:
        raise Refused(*_TOO_LATE if found.stage != Measurement.Stage.OPEN else _TOO_EARLY)
    return found


_TOO_LATE = (
    "Rapporten er skrevet: vurderingerne ændres ikke mere. Skriv en rettelse med årsag i stedet.",
    "The report is written: ratings change no more. Write a correction with its cause instead.",
)
_TOO_EARLY = ("Rapporten er ikke skrevet endnu.", "The report is not written yet.")


def require(actor: str, *roles: Role) -> Actor:
    """Who acts. Raises `Refused` where the role may not; machines may."""
    found = organisation.actor(actor)
    if found is None or not (found.machine or found.role in roles):
        raise Refused("Det kan du ikke i din rolle.", "Your role cannot do that.")
    return found


def central_of(year: int) -> Central:
    return programme_of(year).central


def words_of(text: str, most: int = 2000) -> str:
    """Words on one line, as they are kept. Raises `Refused`, as `line_of`."""
    return line_of(text, most=most)


def management_of(office: int | None) -> list[Person]:
    """Who rates for an office: its heads; while it has none, the deputy director of its department."""
    heads = organisation.people(office=office, role=Role.HEAD_OF_OFFICE) if office is not None else []
    department = next((one.department for one in organisation.offices() if one.code == office), None)
    if heads or department is None:
        return heads
    return [one for one in organisation.people(role=Role.DEPUTY_DIRECTOR) if one.department == department]


def offices_rated_by(who: Actor) -> frozenset[int]:
    """The offices somebody rates for: their own, as its head; those of their department without a head."""
    if who.role is Role.HEAD_OF_OFFICE and who.office is not None:
        return frozenset({who.office})
    if who.role is not Role.DEPUTY_DIRECTOR:
        return frozenset()
    led = {one.office for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    return frozenset(
        one.code for one in organisation.offices() if one.department == who.department and one.code not in led
    )


def given_to(who: Actor) -> Q:
    """The readings a person is to do: as quality reader, and for the offices they rate for."""
    return Q(part="B", by_person=who.initials) | Q(part="A", by_office__in=sorted(offices_rated_by(who)))


def is_for(rating: Rating, who: Actor) -> bool:
    """Whether a person is to rate this: the management of the office it lies with, or the quality reader."""
    if rating.part == "B":
        return rating.by_person == who.initials
    return rating.by_office in offices_rated_by(who)
