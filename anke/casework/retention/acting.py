"""What every act of this room has in common: who does it, and that what it tells is an event."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from anke.events import commands as events
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.rules.steps import MAY, Act


def keeper(initials: str) -> Actor:
    """Whoever answers for what is kept and destroyed. Raises `Refused` for others."""
    return _in(initials, Act.DESTROY, "arkivering og sletning", "archiving and destruction")


def recorder(initials: str) -> Actor:
    """Whoever may hand a party its data. Raises `Refused` for others."""
    return _in(initials, Act.ADD_PARTY, "udlevering af oplysninger", "handing out data")


def _in(initials: str, act: Act, da: str, en: str) -> Actor:
    found = organisation.actor(initials)
    if found is None or found.role not in MAY[act]:
        raise Refused(f"Din rolle giver ikke adgang til {da}.", f"Your role does not allow {en}.")
    return found


def tell(
    subject: str, name: str, kind: str, data: Mapping[str, Any], *, actor: str, recorded_at: datetime
) -> None:
    """Record an event of a list, an archive or an insight, today."""
    events.record(
        subject_kind=subject,
        subject_name=name,
        kind=kind,
        happened_on=local_date(recorded_at),
        actor=actor,
        data=data,
        recorded_at=recorded_at,
    )
