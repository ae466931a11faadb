"""Writing a case to the archive folder and verifying it: JSON and documents, each file with its SHA-256.

`ANKE_HOME/archive/<number>/`: `case.json`, `documents/…`, `manifest.json`. A folder is there whole or not
at all. It holds personal data in plain: it is what is handed over, and only those who run the machine
reach it.
"""

import hashlib
import json
import shutil
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import commands as cases
from anke.casework.letters import queries as letters
from anke.casework.retention.acting import keeper, tell
from anke.casework.retention.models import Archived
from anke.events import queries as events
from anke.events.apply import CaseState
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.rules.local import local_date
from anke.rules.refusal import Refused

MANIFEST: Final = "manifest.json"


def place(number: str) -> Path:
    """Where a case's archive lies."""
    return Path(settings.ANKE_HOME) / "archive" / number


@transaction.atomic
def archive_case(*, number: str, actor: str, recorded_at: datetime) -> Archived:
    """Write a closed case to the archive folder, in the place of an older copy. It counts once verified."""
    keeper(actor)
    by: cases.By = {"happened_on": local_date(recorded_at), "actor": actor, "recorded_at": recorded_at}
    state = cases.hold_case(number=number, **by)
    if state.closed_on is None:
        raise Refused("Sagen er ikke afsluttet.", "The case is not closed.")
    files = {"case.json": _case(state), **_documents(number, actor, recorded_at)}
    listed = [
        {"path": path, "size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
        for path, raw in sorted(files.items())
    ]
    manifest = _json({"number": number, "events": state.last_position, "files": listed})
    _write(place(number), files | {MANIFEST: manifest})
    digest = hashlib.sha256(manifest).hexdigest()
    kept, _ = Archived.objects.update_or_create(
        number=number,
        defaults={
            "position": state.last_position,
            "sha256": digest,
            "files": len(listed),
            "made_at": recorded_at,
            "made_by": actor,
            "verified_at": None,
        },
    )
    data = {"files": str(len(listed)), "sha256": digest}
    tell("archive", number, "case_archived", data, actor=actor, recorded_at=recorded_at)
    organisation.record_reading(who=actor, numbers=[number], what="export", at=recorded_at)
    return kept


@transaction.atomic
def verify_archive(*, number: str, actor: str, recorded_at: datetime) -> Archived:
    """Read every file of a case's archive again. Raises `Refused` with the first that is not as it was."""
    keeper(actor)
    kept = Archived.objects.select_for_update().filter(number=number).first()
    if kept is None:
        raise Refused(f"Sag {number} er ikke arkiveret.", f"Case {number} is not archived.")
    if fault := fault_of(kept):
        raise Refused(
            f"Arkivet af sag {number} er ikke, som det skal være ({fault}). Arkivér sagen igen.",
            f"The archive of case {number} is not as it should be ({fault}). Archive the case again.",
        )
    kept.verified_at = recorded_at
    kept.save()
    data = {"sha256": kept.sha256}
    tell("archive", number, "archive_verified", data, actor=actor, recorded_at=recorded_at)
    return kept


def fault_of(kept: Archived) -> str | None:
    """The first file of an archive that is missing, changed or too many; None where all is whole."""
    folder = place(kept.number)
    manifest = folder / MANIFEST
    if not manifest.is_file() or hashlib.sha256(manifest.read_bytes()).hexdigest() != kept.sha256:
        return MANIFEST
    listed = {one["path"]: one["sha256"] for one in json.loads(manifest.read_bytes())["files"]}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if odd := sorted(there.symmetric_difference({*listed, MANIFEST})):
        return odd[0]
    return next(
        (path for path, digest in listed.items() if _digest(folder / path) != digest),
        None,
    )


@sensitive_variables()
def _case(state: CaseState) -> bytes:
    told = events.events_of("case", state.name)
    said = [
        {
            "position": one.position,
            "kind": one.kind,
            "happened_on": one.happened_on,
            "recorded_at": one.recorded_at.isoformat(),
            "actor": one.actor,
            "data": data,
            "sentence": events.say(one, "da"),
            "hash": one.hash,
        }
        for one, data in zip(told, events.reveal_many(told), strict=True)
    ]
    return _json({"state": asdict(state), "events": said})


def _documents(number: str, actor: str, at: datetime) -> dict[str, bytes]:
    """The documents with all their versions, by the names they bear outside the house."""
    user = people.user_of(actor)
    if user is None:
        raise Refused(f"{actor} har ingen konto.", f"{actor} has no account.")
    found = {}
    for card in letters.documents_of(number, user=user, at=at):
        raw = letters.raw_of(card.id)
        if raw is not None:
            found[f"documents/{card.outward}"] = raw
    return found


def _write(folder: Path, files: dict[str, bytes]) -> None:
    part, old = folder.with_name(f".{folder.name}.part"), folder.with_name(f".{folder.name}.old")
    for left in (part, old):
        shutil.rmtree(left, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part.mkdir(mode=0o700)
    for path, raw in files.items():
        (part / path).parent.mkdir(exist_ok=True, mode=0o700)
        (part / path).write_bytes(raw)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1, default=str).encode()
