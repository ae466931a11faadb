"""What every act on a draw has in common: who may, at which stage, and that it ends as an event."""

from typing import Final

from anke.organisation import queries as organisation
from anke.oversight.quality.acting import held as row_of
from anke.oversight.quality.models import Draw
from anke.rules.refusal import Refused
from anke.rules.roles import Role

RUNNERS: Final = (Role.LEGAL_UNIT,)
CONTRIBUTORS: Final = (
    Role.LEGAL_UNIT,
    Role.STEERING_UNIT,
    Role.HEAD_OF_OFFICE,
    Role.DEPUTY_DIRECTOR,
    Role.DIRECTOR,
    Role.QUALITY_READER,
)
_STAGES: Final = {
    Draw.Stage.PLANNED: ("planlagt", "planned"),
    Draw.Stage.FROZEN: ("frosset", "frozen"),
    Draw.Stage.DRAWN: ("trukket", "drawn"),
    Draw.Stage.ABANDONED: ("opgivet", "abandoned"),
}


def require_runner(actor: str) -> Role | None:
    """The role of somebody who runs draws: the legal unit, or the house's machines. Raises `Refused`."""
    found = organisation.actor(actor)
    if found is not None and (found.machine or found.role in RUNNERS):
        return found.role
    raise Refused("Det kan kun Retsenheden.", "Only the legal unit can do that.")


def require_contributor(actor: str) -> Role:
    """The role of somebody who may contribute to a seed. Raises `Refused`."""
    found = organisation.actor(actor)
    if found is not None and found.role in CONTRIBUTORS:
        return found.role
    raise Refused(
        "Et bidrag gives af Retsenheden, styringsenheden, ledelsen eller en kvalitetsmåler.",
        "A contribution is given by the legal unit, the steering unit, management or a quality reader.",
    )


def held(name: str, *stages: str) -> Draw:
    """The draw, held until the act ends. Raises `Refused` where there is none, or at another stage."""
    found = row_of(Draw, (f"Der er intet udtræk {name}.", f"There is no draw {name}."), name=name)
    if found.stage not in stages:
        da, en = _STAGES[Draw.Stage(found.stage)]
        raise Refused(
            f"Udtrækket er {da}; det kan ikke gøres nu.", f"The draw is {en}; that cannot be done now."
        )
    return found
