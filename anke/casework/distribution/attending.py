"""The forms about one person – absence, competence, recusal – as acts of the organisation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from anke.casework.cases import queries as cases
from anke.organisation import commands as organisation
from anke.organisation.queries import Person, User
from anke.rules.local import local_date
from anke.rules.refusal import Refused


def kinds() -> list[tuple[str, str]]:
    return [("vacation", _("Holiday")), ("sick", _("Sickness")), ("other", _("Other absence"))]


def do(form: Any, *, person: Person, by: Person, user: User, at: datetime) -> str:
    """Do what a form asks; returns what was done in words. Raises `Refused` with the reason."""
    how: dict[str, Any] = {"actor": by.initials, "recorded_at": at}
    match form.get("act"):
        case "absence":
            organisation.register_absence(
                initials=person.initials,
                kind=form.get("kind", ""),
                first_on=_day(form, "first_on"),
                last_on=_day(form, "last_on") if form.get("last_on") else None,
                **how,
            )
            return _("The absence is registered.")
        case "end-absence":
            organisation.end_absence(absence=_id(form), last_on=_day(form, "last_on"), **how)
            return _("The last day of the absence is registered.")
        case "cancel-absence":
            organisation.cancel_absence(absence=_id(form), **how)
            return _("The absence is cancelled.")
        case "competences":
            organisation.set_competences(
                initials=person.initials, case_types=form.getlist("types"), since=local_date(at), **how
            )
            return _("The competences are registered.")
        case "recusal":
            how |= _whom(form, user, at)
            organisation.register_recusal(initials=person.initials, reason=form.get("reason", ""), **how)
            return _("The recusal is registered.")
        case "end-recusal":
            organisation.end_recusal(recusal=_id(form), **how)
            return _("The recusal no longer holds.")
    raise Refused("Formularen kan ikke forstås.", "The form cannot be understood.")


def _whom(form: Mapping[str, str], user: User, at: datetime) -> dict[str, str]:
    """The case a recusal is about, or the person who complains in it."""
    number = form.get("number", "").strip()
    case = cases.visible(user, at=at).filter(number=number).first()
    if case is None:
        raise Refused(f"Der er ingen sag {number[:20]}.", f"There is no case {number[:20]}.")
    if form.get("reach") != "person":
        return {"number": number}
    keys = case.people.filter(kind="appellant", person_key__isnull=False)
    if (key := keys.values_list("person_key", flat=True).first()) is None:
        raise Refused(
            "Klagerens CPR-nummer er ikke registreret i sagen, så personens andre sager kan ikke kendes. "
            "Registrér inhabiliteten for sagen alene.",
            "The complainant's personal number is not registered in the case, so the person's other cases "
            "cannot be known. Register the recusal for the case alone.",
        )
    return {"party_key": key}


def _day(form: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(form.get(name, ""))
    except ValueError:
        raise Refused("Skriv dagen som år-måned-dag.", "Write the day as year-month-day.") from None


def _id(form: Mapping[str, str]) -> int:
    text = form.get("id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else 0
