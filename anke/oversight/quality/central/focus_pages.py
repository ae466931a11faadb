"""Focus points on the screen: on the measurement's page, and on the office's."""

from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.central.focusing import Focus, focus_points, seen_by, set_focus_point
from anke.oversight.quality.learning.counting import themes
from anke.oversight.quality.models import Measurement
from anke.oversight.quality.reaching import lang
from anke.rules.refusal import Refused
from anke.rules.roles import Role

FIELDS: Final = ("theme", "words", "owner", "due_on", "measure_on")
DUE, AGAIN = timedelta(days=92), timedelta(days=275)  # proposed in the form: a quarter, and half a year after


def said(found: Measurement, who: Person, today: date, given: dict[str, str] | None = None) -> dict[str, Any]:
    """What `quality/focus_points.html` is given; `given`: what was typed and refused."""
    points = seen_by(who, focus_points(found.year))
    measured = found.ratings.filter(part="A", office=who.office).exists() if who.office else False
    sets = who.role is Role.HEAD_OF_OFFICE and measured and found.stage != Measurement.Stage.OPEN
    proposed = {"due_on": (today + DUE).isoformat(), "measure_on": (today + AGAIN).isoformat()}
    return {
        "focus": shown(points, today),
        "sets_focus": sets,
        "typed": proposed | (given or {}),
        "themes": [(one.id, one.title[lang()]) for one in themes(today)] if sets else [],
        "staff": [
            (one.initials, organisation.named(one.initials)) for one in organisation.people(office=who.office)
        ]
        if sets
        else [],
    }


def shown(points: list[Focus], today: date) -> list[dict[str, Any]]:
    """Focus points as rows, in the reader's language."""
    titles = {one.id: one.title[lang()] for one in themes(today)}
    names = organisation.office_titles()
    return [
        {
            "year": one.year,
            "office": f"{one.office} {names.get(one.office, ('', ''))[lang() == 'en']}".strip(),
            "theme": titles.get(one.theme, one.theme),
            "words": one.words,
            "owner": organisation.named(one.owner),
            "due_on": one.due_on,
            "measure_on": one.measure_on,
            "state": _state(one),
        }
        for one in points
    ]


def _state(one: Focus) -> str:
    if one.helped is not None:
        return _("measured again: it helped") if one.helped else _("measured again: it did not help")
    return _("carried out, to be measured again") if one.stage == "done" else _("agreed")


def set_point(
    *, year: int, theme: str, words: str, owner: str, due_on: str, measure_on: str, **by: Any
) -> None:
    """The act as a form gives it. Raises `Refused` for a day that cannot be read."""
    try:
        due, again = (date.fromisoformat(one) for one in (due_on, measure_on))
    except ValueError:
        raise Refused("Skriv begge dage, som 2026-03-31.", "Write both days, as 2026-03-31.") from None
    set_focus_point(year=year, theme=theme, words=words, owner=owner, due_on=due, measure_on=again, **by)
