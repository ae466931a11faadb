"""Making a destruction list and approving it. What is approved is the very list, by its SHA-256."""

import hashlib
import json
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from anke.casework.retention.acting import keeper, tell
from anke.casework.retention.judging import Judged, candidates, judged
from anke.casework.retention.models import DestructionList, ListedCase
from anke.content.load import content
from anke.rules.local import local_date
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused

Stage = DestructionList.Stage
_LOOKED_AT: Final = 500  # cases judged at a time


@transaction.atomic
def make_list(*, actor: str, recorded_at: datetime) -> DestructionList:
    """List every case whose time has come, oldest first, up to the most a list may hold.

    Cases on another list that is not finished are left out. Raises `Refused` where there is none.
    """
    keeper(actor)
    day = local_date(recorded_at)
    found = due(day)
    if not found:
        raise Refused("Ingen sag skal slettes nu.", "No case is to be destroyed now.")
    number = _next_number(day)
    frozen = _frozen(number, day, actor, found)
    digest = hashlib.sha256(frozen.encode()).hexdigest()
    made = DestructionList.objects.create(
        number=number,
        made_on=day,
        made_by=actor,
        made_at=recorded_at,
        frozen=frozen,
        sha256=digest,
        stage=Stage.LISTED,
    )
    rows = [ListedCase(list=made, place=at, number=one.case.number) for at, one in enumerate(found, 1)]
    ListedCase.objects.bulk_create(rows, batch_size=100)
    data = {"cases": str(len(rows)), "sha256": digest}
    tell("destruction", number, "destruction_listed", data, actor=actor, recorded_at=recorded_at)
    return made


def due(day: date) -> list[Judged]:
    """The cases to destroy on a day that are on no list, oldest first, up to the longest list."""
    told = content().retention
    most = told.longest_list if told else 0
    waiting = ListedCase.objects.filter(state=ListedCase.State.WAITING).values("number")
    found: list[Judged] = []
    for some in _batches(candidates(day).exclude(number__in=waiting)):
        found += [one for one in judged(some, day) if one.verdict.due(day)]
        if len(found) >= most:
            break
    return found[:most]


def _batches(cases: Any) -> Any:
    start = 0
    while some := list(cases[start : start + _LOOKED_AT]):
        yield some
        start += _LOOKED_AT


@transaction.atomic
def approve_list(*, number: str, sha256: str, actor: str, recorded_at: datetime) -> DestructionList:
    """Approve a list as it was shown (`sha256`). The second approval is another person's; then it can be
    carried out."""
    keeper(actor)
    found = locked(number)
    if found.stage not in (Stage.LISTED, Stage.APPROVED_ONCE):
        raise Refused("Listen kan ikke godkendes mere.", "The list can no longer be approved.")
    if sha256 != found.sha256 or not intact(found):
        raise Refused(
            "Listen er ikke den, du så. Se den igen, før du godkender.",
            "The list is not the one you saw. Look at it again before you approve.",
        )
    if found.first_by == actor:
        raise Refused(
            "Du har godkendt listen. En anden skal godkende den også.",
            "You have approved the list. Somebody else must approve it too.",
        )
    if found.first_by is None:
        found.first_by, found.first_at, found.stage = actor, recorded_at, Stage.APPROVED_ONCE
    else:
        found.second_by, found.second_at, found.stage = actor, recorded_at, Stage.APPROVED
    found.save()
    data = {"sha256": sha256}
    tell("destruction", number, "destruction_approved", data, actor=actor, recorded_at=recorded_at)
    return found


@transaction.atomic
def drop_list(*, number: str, reason: str, actor: str, recorded_at: datetime) -> DestructionList:
    """Give a list up. What has been destroyed stays destroyed; the other cases can be listed again."""
    keeper(actor)
    found = locked(number)
    if found.stage in (Stage.DONE, Stage.DROPPED):
        raise Refused("Listen er afsluttet.", "The list is finished.")
    if found.cases.filter(state=ListedCase.State.DESTROYED).exists():
        raise Refused(
            "Sletningen er begyndt. Gør den færdig, så attesten er hel.",
            "The destruction has begun. Finish it, so that the certificate is whole.",
        )
    require_none(reason)
    if not reason.strip():
        raise Refused("Skriv, hvorfor listen opgives.", "Write why the list is dropped.")
    found.stage = Stage.DROPPED
    found.save()
    found.cases.filter(state=ListedCase.State.WAITING).update(
        state=ListedCase.State.KEPT, why_da="Listen blev opgivet.", why_en="The list was dropped."
    )
    data = {"reason": reason.strip()}
    tell("destruction", number, "destruction_dropped", data, actor=actor, recorded_at=recorded_at)
    return found


def locked(number: str) -> DestructionList:
    """A list, held until the act ends. Raises `Refused` where there is none."""
    found = DestructionList.objects.select_for_update().filter(number=number).first()
    if found is None:
        raise Refused(f"Der er ingen sletteliste {number}.", f"There is no destruction list {number}.")
    return found


def intact(found: DestructionList) -> bool:
    """Whether the frozen list is what its SHA-256 says, and its rows are the cases it names."""
    listed = [one["number"] for one in json.loads(found.frozen)["cases"]]
    rows = list(found.cases.order_by("place").values_list("number", flat=True))
    return hashlib.sha256(found.frozen.encode()).hexdigest() == found.sha256 and listed == rows


def _next_number(day: date) -> str:
    taken = DestructionList.objects.filter(number__startswith=f"{day.year}-").values_list("number", flat=True)
    return f"{day.year}-{max((int(one.partition('-')[2]) for one in taken), default=0) + 1}"


def _frozen(number: str, day: date, actor: str, found: list[Judged]) -> str:
    """The list as canonical JSON: every case, and why now, in both languages."""
    listed = [
        {
            "number": one.case.number,
            "case_type": one.case.case_type,
            "closed_on": str(one.case.closed_on),
            "destroy_on": str(one.verdict.destroy_on),
            "why": {lang: one.verdict.words(lang) for lang in ("da", "en")},
        }
        for one in found
    ]
    told = {"number": number, "made_on": str(day), "made_by": actor, "cases": listed}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
