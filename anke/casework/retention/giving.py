"""What is known of a person, handed to the person (data protection regulation, article 15).

A zip with JSON and a page to read, of every case of the person that whoever hands it out may see; with
the documents of those cases in which nobody else is protected, and else their words with the protected
person blanked out.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case, Party
from anke.casework.letters import queries as letters
from anke.casework.retention.acting import recorder, tell
from anke.content.load import content
from anke.events import queries as events
from anke.events.problem import EventError
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.organisation.queries import User
from anke.rules.local import local_date
from anke.rules.masking import Protected, masked
from anke.rules.refusal import Refused

SHORTEST: Final = 10  # characters of a reason
_KINDS: Final = {
    "appellant": ("klager", "appellant"),
    "representative": ("partsrepræsentant", "representative"),
    "first_instance": ("førsteinstans", "first instance"),
    "other": ("anden part", "other party"),
}


@dataclass(frozen=True)
class Given:
    """What was handed out: the zip, its name without any person's, its SHA-256, the cases it tells of."""

    name: str
    raw: bytes
    sha256: str
    numbers: tuple[str, ...]


@sensitive_variables()
@transaction.atomic
def give_person_data(
    *, number: str, party: str, reason: str, lang: str, actor: str, recorded_at: datetime
) -> Given:
    """Everything that is known of a party of a case and may be told to that person, in one zip."""
    recorder(actor)
    user = people.user_of(actor)
    seen = cases.visible(user, at=recorded_at) if user else Case.objects.none()
    row = Party.objects.filter(case__in=seen, case__number=number, key=party).first()
    if user is None or row is None:
        raise Refused(
            f"Der er ingen part {party} i en sag {number}, du har adgang til.",
            f"There is no party {party} of a case {number} that you see.",
        )
    why = " ".join(reason.split())
    if len(why) < SHORTEST:
        raise Refused(
            f"Skriv, hvorfor oplysningerne gives: mindst {SHORTEST} tegn.",
            f"Write why the data are given: at least {SHORTEST} characters.",
        )
    rows = _rows(row, seen)
    numbers = tuple(one.case.number for one in rows)
    raw = _zip([_told(one, numbers, lang, user, recorded_at) for one in rows], lang, recorded_at)
    digest = hashlib.sha256(raw).hexdigest()
    data = {"cases": str(len(rows)), "reason": why, "sha256": digest}
    try:
        tell("insight", number, "personal_data_given", data, actor=actor, recorded_at=recorded_at)
    except EventError:
        raise Refused(
            "Begrundelsen må ikke indeholde et personnummer og højst fylde 2.000 tegn.",
            "The reason may hold no personal number and 2,000 characters at most.",
        ) from None
    organisation.record_reading(who=actor, numbers=numbers, what="export", at=recorded_at)
    return Given(f"indsigt-{number}-{party}.zip", raw, digest, numbers)


def _rows(row: Party, seen: Any) -> list[Party]:
    """The same person in every case that is seen; only this one where the person has no number."""
    if row.person_key is None:
        return [row]
    found = Party.objects.filter(case__in=seen, person_key=row.person_key).select_related("case")
    return list(found.order_by("case__received_on", "case__number", "key"))


@sensitive_variables()
def _told(row: Party, own: Collection[str], lang: str, user: User, at: datetime) -> dict[str, Any]:
    """One case as the person may know it. `own`: the numbers of the person's cases."""
    case, told, english = row.case, content(), lang.startswith("en")
    others = list(Party.objects.filter(case=case).exclude(pk=row.pk).order_by("key"))
    hidden = [Protected(one.name, one.address, one.email, one.phone) for one in others if one.protected]
    story = [
        {
            "day": one.happened_on.isoformat(),
            "what": masked(cases.said_of(one, lang, own), hidden),
        }
        for one in events.events_of("case", case.number)
    ]
    return {
        "number": case.number,
        "case_type": told.case_types[case.case_type].title[lang],
        "authority": told.authorities[case.authority].title[lang],
        "received_on": case.received_on.isoformat(),
        "decided_on": case.decided_on and case.decided_on.isoformat(),
        "outcome": told.outcomes[case.outcome].title[lang] if case.outcome else None,
        "you": {"as": _KINDS[row.kind][english], **cases.particulars_of(case.number).get(row.key, {})},
        "others": [
            {"as": _KINDS[one.kind][english], "name": None if one.protected else one.name} for one in others
        ],
        "points": [masked(matter, hidden) for matter in cases.matters_of(case.number).values()],
        "story": story,
        "documents": _papers(case, hidden, user, at),
    }


def _papers(case: Case, hidden: Iterable[Protected], user: User, at: datetime) -> list[dict[str, Any]]:
    """The documents: as files where nobody else is protected, else as words with them blanked out."""
    if list(hidden):
        texts = letters.texts_of([case.number]).get(case.number, [])
        return [{"words": masked(text, hidden)} for text in texts]
    return [
        {
            "title": card.title,
            "added_on": card.added_on.isoformat(),
            "sha256": card.sha256,
            "file": f"{case.number}/{card.outward}",
            "id": card.id,
        }
        for card in letters.documents_of(case.number, user=user, at=at)
    ]


@sensitive_variables()
def _zip(told: list[dict[str, Any]], lang: str, at: datetime) -> bytes:
    files: dict[str, bytes] = {}
    for one in told:
        for paper in one["documents"]:
            raw = letters.raw_of(paper.pop("id")) if "id" in paper else None
            if raw is not None:
                files[paper["file"]] = raw
    page = {"cases": told, "day": local_date(at), "lang": lang}
    with translation.override(lang):
        files["indsigt.html" if lang == "da" else "insight.html"] = render_to_string(
            "retention/person_data.html", page
        ).encode()
    files["data.json"] = json.dumps({"cases": told}, ensure_ascii=False, indent=1).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in sorted(files.items()):
            made.writestr(zipfile.ZipInfo(name, (at.year, at.month, at.day, 0, 0, 0)), raw)
    return held.getvalue()
