"""The decision beside a form: as it was sent, with aids for reading it."""

from typing import Any

from django.http import HttpRequest

from anke.casework.cases import queries as cases
from anke.casework.letters import queries as letters
from anke.organisation import commands as organisation_acts
from anke.organisation.queries import Person, moment_of, today_of
from anke.oversight.quality.reaching import lang


def decision_beside(request: HttpRequest, who: Person, number: str, what: str) -> dict[str, Any]:
    """What `quality/decision.html` shows; that it was read is set down in the case's log, as `what`."""
    now, day = moment_of(request), today_of(request)
    if not cases.visible_numbers([number], user=request.user, at=now):
        return {"seen": False}
    organisation_acts.record_reading(who=who.initials, numbers=[number], what=what, at=now)
    told = letters.reread(number, day=day, user=request.user, at=now)
    if told is None:
        return {"seen": True, "told": None}
    return {
        "seen": True,
        "told": told,
        "final": told.final,
        "letter_lang": told.final.language,
        "advice": told.advice,
        "band": (told.advice.band or ("", ""))[lang() == "en"],
        "lacks": [one[lang()] for one in told.missing],
    }
