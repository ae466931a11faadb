"""What can happen to a member of staff besides coming and leaving: sight of cases, absence, competence,
recusal, work handed over. The kinds of `vocabulary.py`, with the codes 70 to 89.

Why somebody is away, and why somebody may not handle a case, is nobody else's business: those are personal.
"""

from collections.abc import Mapping
from typing import Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_EMPLOYED: Final[Mapping[str | None, str]] = {"employed": "employed"}
_EVER: Final[Mapping[str | None, str]] = {"employed": "employed", "left": "left"}
_NUMBER = Field("number", f.TEXT)
_WHY = Field("reason", f.TEXT, personal=True)


def _staff(
    name: str, code: int, da: str, en: str, *fields: Field, moves: Mapping[str | None, str] = _EMPLOYED
) -> KindOfEvent:
    return KindOfEvent(name, code, "staff", (da, en), fields, moves=moves)


OF_STAFF: Final = (
    _staff(
        "sight_granted",
        70,
        "Medarbejderen fik adgang til sag {number}[ til og med {until}].",
        "The member of staff was given sight of case {number}[ until {until}].",
        _NUMBER,
        Field("grant", f.TEXT),
        Field("until", f.DAY, required=False),
        _WHY,
    ),
    _staff(
        "sight_ended",
        71,
        "Adgangen til sag {number} blev taget tilbage.",
        "The sight of case {number} was taken back.",
        _NUMBER,
        moves=_EVER,
    ),
    _staff(
        "glass_broken",
        72,
        "Medarbejderen tog sig adgang til sag {number} i en nødsituation.",
        "The member of staff took sight of case {number} in an emergency.",
        _NUMBER,
        _WHY,
    ),
)
