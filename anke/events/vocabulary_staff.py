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
        "Medarbejderen skaffede sig adgang til sag {number} i en nødsituation.",
        "The member of staff took sight of case {number} in an emergency.",
        _NUMBER,
        _WHY,
    ),
    _staff(
        "absence_registered",
        73,
        "Fravær blev registreret fra {first_on}[ til {last_on}].",
        "Absence was registered from {first_on}[ to {last_on}].",
        Field("absence", f.TEXT),
        Field("first_on", f.DAY),
        Field("last_on", f.DAY, required=False),
        Field("why", f.TEXT, personal=True),
    ),
    _staff(
        "absence_ended",
        74,
        "Fraværet fra {first_on} sluttede {last_on}.",
        "The absence from {first_on} ended on {last_on}.",
        Field("absence", f.TEXT),
        Field("first_on", f.DAY),
        Field("last_on", f.DAY),
        moves=_EVER,
    ),
    _staff(
        "absence_cancelled",
        75,
        "Fraværet fra {first_on} blev annulleret.",
        "The absence from {first_on} was cancelled.",
        Field("absence", f.TEXT),
        Field("first_on", f.DAY),
        moves=_EVER,
    ),
    _staff(
        "competence_given",
        76,
        "Medarbejderen kan få sager af typen {case_type} fra {since_on}.",
        "The member of staff can be given cases of the type {case_type} from {since_on}.",
        Field("case_type", f.CASE_TYPE),
        Field("since_on", f.DAY),
    ),
    _staff(
        "competence_ended",
        77,
        "Medarbejderen får ikke længere sager af typen {case_type}.",
        "The member of staff is no longer given cases of the type {case_type}.",
        Field("case_type", f.CASE_TYPE),
        moves=_EVER,
    ),
    _staff(
        "recusal_registered",
        78,
        "Medarbejderen er inhabil[ i sag {number}].",
        "The member of staff is recused[ from case {number}].",
        Field("recusal", f.TEXT),
        Field("number", f.TEXT, required=False),
        Field("party", f.TEXT, required=False),
        _WHY,
    ),
    _staff(
        "recusal_ended",
        79,
        "Inhabiliteten[ i sag {number}] gælder ikke længere.",
        "The recusal[ from case {number}] no longer holds.",
        Field("recusal", f.TEXT),
        Field("number", f.TEXT, required=False),
        moves=_EVER,
    ),
    _staff(
        "work_handed_over",
        80,
        "Medarbejderens {cases} sager blev givet videre (kørsel {run}).",
        "The member of staff's {cases} cases were handed over (run {run}).",
        Field("cases", f.DECIMAL),
        Field("run", f.TEXT),
    ),
    _staff(
        "work_taken_back",
        81,
        "Medarbejderen fik sine {cases} sager tilbage (kørsel {run}).",
        "The member of staff was given {cases} cases back (run {run}).",
        Field("cases", f.DECIMAL),
        Field("run", f.TEXT),
    ),
    _staff(
        "login_released",
        87,
        "Forbindelsen mellem kontoen og login-tjenesten blev løsnet.",
        "The link between the account and the log-in service was released.",
        moves=_EVER,
    ),
    _staff(
        "second_factor_removed",
        88,
        "Kontoens anden faktor blev fjernet.",
        "The account's second factor was removed.",
        moves=_EVER,
    ),
)
