"""What the acts that end in words have in common: who may, the words, which cases may be chosen, the seal."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypedDict, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Decided
from anke.events import commands as events
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.oversight.quality.models import (
    Action,
    AreaFollowUp,
    Draw,
    Finding,
    Inquiry,
    Measurement,
    OfficeReport,
    Reasoning,
    Review,
    Thematic,
)
from anke.oversight.quality.triggers import GONE
from anke.rules.local import require_past
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import TITLES, Role
from anke.rules.written import plain

LONG: Final = 4000  # characters of a text of several paragraphs
_SHORT_INITIALS: Final = 4  # shorter ones may be words: only those with a digit are known for initials

# What the events call the rows that have some.
_SUBJECTS: Final[Mapping[type[Model], str]] = {
    Action: "learning",
    AreaFollowUp: "area_follow_up",
    Draw: "draw",
    Finding: "finding",
    Inquiry: "inquiry",
    Measurement: "measurement",
    OfficeReport: "office_report",
    Reasoning: "reasoning",
    Review: "review",
    Thematic: "thematic",
}
Row = TypeVar("Row", bound=Model)


class By(TypedDict):
    happened_on: date
    actor: str
    recorded_at: datetime


def by(happened_on: date, actor: str, recorded_at: datetime) -> By:
    return By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)


def begin(made: Row, *alike: str, **among: Any) -> tuple[Row, bool]:
    """Set a row down, or find the very same one: a form sent twice, or by two at once, makes one. Returns the
    row, and whether it is new.

    `alike`: the fields that make it the same, of the rows `among` which it is looked for. The number in its
    name must have been counted before this is asked: of two at once, only one gets the name.
    """
    rows = type(made)._default_manager.filter(**among, **{name: getattr(made, name) for name in alike})
    if (same := rows.first()) is not None:
        return same, False
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        if (same := rows.first()) is not None:
            return same, False
        raise Stale(
            "En anden var hurtigere. Se listen, og prøv igen.", "Somebody else was faster. See the list."
        ) from None
    return made, True


def held(model: type[Row], missing: tuple[str, str], **key: Any) -> Row:
    """A row, held until the act ends. Raises `Refused` where there is none, in these words."""
    found = model._default_manager.select_for_update().filter(**key).first()
    if found is None:
        raise Refused(*missing)
    return found


def saved(row: Any, actor: str, recorded_at: datetime) -> None:
    """Keep a row that counts its changes: one more, and by whom."""
    row.version += 1
    row.saved_by, row.saved_at = actor, recorded_at
    row.save()


def tell(row: Model, kind: str, data: Mapping[str, Any], done: By, *, name: str = "") -> None:
    """Record an event of a row, by its name. Raises `Refused` for a day to come."""
    require_past(done["happened_on"], done["recorded_at"])
    events.record(
        subject_kind=_SUBJECTS[type(row)], subject_name=name or str(row), kind=kind, data=data, **done
    )


def require_role(actor: str, roles: Iterable[Role], *, office: int | None = None) -> Actor:
    """Who acts, in one of the roles; of an office, or with its department, where one is asked for.

    Raises `Refused`, naming who can do it.
    """
    found, wanted = organisation.actor(actor), tuple(roles)
    if found is None or found.role not in wanted:
        da, en = (" / ".join(TITLES[one][at] for one in wanted) for at in (0, 1))
        raise Refused(f"Det kan kun: {da}.", f"Only this role can do that: {en}.")
    if office is not None and not leads(found, office):
        raise Refused("Det er et andet kontors.", "That is another office's.")
    return found


def leads(who: Actor, office: int) -> bool:
    """Whether an office is somebody's own, or lies in the department they lead."""
    if who.role is Role.DEPUTY_DIRECTOR:
        return any(one.code == office and one.department == who.department for one in organisation.offices())
    return who.office == office


def text_of(words: str, *, least: int = 3, most: int = LONG) -> str:
    """Words as they are kept, with their lines. Raises `Refused` for too few, too many, a personal number."""
    text = plain(words).strip()
    require_none(text)
    if not least <= len(text) <= most:
        raise Refused(
            f"Skriv mindst {least} og højst {most} tegn.",
            f"Write at least {least} and at most {most} characters.",
        )
    return text


def line_of(words: str, *, most: int = 500) -> str:
    """The same on one line: a reason, a name of something."""
    return text_of(" ".join(words.split()), most=most)


def reason_of(words: str) -> str:
    """Why, on one line. Raises `Refused`."""
    why = " ".join(plain(words).split())
    require_none(why)
    if not 3 <= len(why) <= 500:
        raise Refused("Skriv, hvorfor: 3 til 500 tegn.", "Write why: 3 to 500 characters.")
    return why


def require_nobody(office: int, *texts: str) -> None:
    """Raise `Refused` where a text names an employee: what goes above the office tells themes, not people."""
    whole = "\n".join(texts)
    for one in organisation.people(office=office):
        if one.role is Role.HEAD_OF_OFFICE:
            continue
        told = [one.name]
        if len(one.initials) >= _SHORT_INITIALS or any(sign.isdigit() for sign in one.initials):
            told.append(one.initials)
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", whole) for name in told):
            raise Refused(
                f"Teksten nævner {one.name}. Skriv temaet, og nævn ingen medarbejder.",
                f"The text names {one.name}. Write the theme, and name no employee.",
            )


def choosable(number: str, who: Actor, at: datetime) -> Decided:
    """A decided case that may be chosen by somebody: one they see, not their own, neither restricted nor
    destroyed. Raises `Refused`; that there is a case somebody does not see is not told."""
    number = number.strip()
    seen = cases.Case.objects.filter(cases.seen_by(who, at), number=number)
    if not seen.filter(decided_on__isnull=False).exists():
        raise Refused(
            f"Der er ingen afgjort sag {number[:64]}, du kan se.",
            f"There is no decided case {number[:64]} you can see.",
        )
    found = cases.decided([number])[number]
    if found.restricted or found.destroyed:
        raise Refused(
            "Fortrolige og slettede sager vælges ikke. Vælg en anden.",
            "Restricted and destroyed cases are not chosen. Choose another.",
        )
    if found.caseworker == who.initials or number in _barred(who.initials):
        raise Refused(
            "Ingen læser sin egen sag eller en, de er inhabile i.",
            "Nobody reads their own case, or one they are recused from.",
        )
    return found


def _barred(initials: str) -> set[str]:
    return {one.number for one in organisation.recusals([initials]) if one.number}


def seal_of(*words: str) -> str:
    """SHA-256 of the words about one case as they were frozen, after what names the case. A report holds this
    and not the words, which may have to go with their case one day; the report is the same then."""
    return sealed(list(words))


def seals_hold(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> bool:
    """Whether the words of frozen rows (case, seal, words) are what was sealed, or went with their case."""
    unlike = {number: words for number, seal, words in rows if seal_of(*words) != seal}
    known = cases.decided(unlike)
    return all(
        set(words[1:]) <= {"", GONE} and number in known and known[number].destroyed
        for number, words in unlike.items()
    )


def sealed(content: Any) -> str:
    """SHA-256 of a frozen report: of its content as JSON with sorted names."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
