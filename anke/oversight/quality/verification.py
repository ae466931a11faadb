"""Does everything of the programme that was frozen still hold? Frames, draws, contributions, reports, and the
triggers that keep them. The events are the witnesses: they lie under the chain's own hashes."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from django.db import connection

from anke.events import queries as events
from anke.oversight.quality import triggers, verification_of_words
from anke.oversight.quality.draws.reading import draw_called, proof_of
from anke.oversight.quality.models import Correction, Draw, Frame, Measurement
from anke.rules.sampling import commitment, frame_hash

_FAULTS = {
    "frame": "its frame is not what its SHA-256 says",
    "promised": "a contribution is not what was promised",
    "seed": "its seed does not follow from the contributions",
    "sample": "its cases are not those that frame and seed give",
    "recorded": "its SHA-256 or its seed is not what was recorded",
}


def differences(advance: Callable[[float], object] | None = None) -> list[str]:
    """One line for each thing that does not match, which names it; none where everything does."""
    years = map(str, Measurement.objects.values_list("year", flat=True))
    found = [
        *_unguarded(),
        *chain.from_iterable(_draw(row) for row in Draw.objects.order_by("name")),
        *_gone("draw", "frame_frozen", Draw.objects.values_list("name", flat=True)),
        *chain.from_iterable(_measurement(row) for row in Measurement.objects.order_by("year")),
        *_gone("measurement", "measurement_reported", years),
        *verification_of_words.differences(),
    ]
    if advance:
        advance(events.head_seq())
    return found


def _unguarded() -> Iterator[str]:
    """Triggers that are not there: a database that was changed by other means than this program."""
    if connection.vendor == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        wanted = {rule.called for rule in triggers.EVERY}
    else:
        asked = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
        wanted = {rule.called for rule in triggers.RULES} | {f"{one}_emptied" for one in triggers.TABLES}
    with connection.cursor() as cursor:
        cursor.execute(asked)
        there = {name for (name,) in cursor.fetchall()}
    yield from (f"the guard {name} of the database is gone" for name in sorted(wanted - there))


def _gone(kind: str, told: str, there: Iterable[str]) -> Iterator[str]:
    """What an event says was frozen, and no row holds."""
    known = set(there)
    names = {one.subject_name for one in events.of_kinds([told])}
    yield from (f"{kind} {name}: it was frozen, but it is gone" for name in sorted(names - known))


def _draw(row: Draw) -> Iterator[str]:
    told = list(events.events_of("draw", row.name))
    yield from _contributions(row, told)
    if row.stage == Draw.Stage.DRAWN:
        yield from (f"draw {row.name}: {_FAULTS[name]}" for name in _wrong(row))
    elif row.frame_sha256:
        frames = Frame.objects.filter(draw=row).values_list("numbers", flat=True)
        if frame_hash(chain.from_iterable(one.split("\n") for one in frames)) != row.frame_sha256:
            yield f"draw {row.name}: {_FAULTS['frame']}"
        if [one.data["sha256"] for one in told if one.kind == "frame_frozen"] != [row.frame_sha256]:
            yield f"draw {row.name}: {_FAULTS['recorded']}"
    stages = [one.kind for one in told if one.kind in _STAGES]
    if stages and _STAGES[stages[-1]] != row.stage:
        yield f"draw {row.name}: it is {row.stage}, but its events say {_STAGES[stages[-1]]}"


def _wrong(row: Draw) -> list[str]:
    """What does not hold of a draw that is made; of one whose cases stand twice, its frame."""
    card = draw_called(row.name)
    try:
        return [name for name, holds in vars(proof_of(card)).items() if not holds] if card else []
    except ValueError:
        return ["frame"]


_STAGES = {
    "draw_planned": Draw.Stage.PLANNED,
    "frame_frozen": Draw.Stage.FROZEN,
    "cases_drawn": Draw.Stage.DRAWN,
    "draw_abandoned": Draw.Stage.ABANDONED,
}


def _contributions(row: Draw, told: list[Any]) -> Iterator[str]:
    promised = {one.actor: one.data["sha256"] for one in told if one.kind == "contribution_promised"}
    said = {one.actor: one.data["words"] for one in told if one.kind == "contribution_revealed"}
    kept = list(row.contributions.all())
    if {one.who: one.sha256 for one in kept} != promised or any(
        one.words != said.get(one.who, "") or (one.words and commitment(one.words) != one.sha256)
        for one in kept
    ):
        yield f"draw {row.name}: its contributions are not those that were promised and revealed"


def _measurement(found: Measurement) -> Iterator[str]:
    name, told = f"measurement {found.year}", list(events.events_of("measurement", str(found.year)))
    reported = [one.data for one in told if one.kind == "measurement_reported"]
    if found.sha256:
        if hashlib.sha256(json.dumps(found.report, sort_keys=True).encode()).hexdigest() != found.sha256:
            yield f"{name}: its report is not what its SHA-256 says"
        if [(one["sha256"], one["needs"]) for one in reported] != [(found.sha256, found.needs)]:
            yield f"{name}: its report is not the one that was recorded"
    elif reported:
        yield f"{name}: its report was written, but it is gone"
    if (found.stage == Measurement.Stage.APPROVED) != any(one.kind == "measurement_approved" for one in told):
        yield f"{name}: its approval is not as recorded"
    yield from _answers(found, name, told)
    corrected = [one.data for one in told if one.kind == "rating_corrected"]
    fields = ("number", "part", "criterion", "before", "answer", "reason")
    kept = list(Correction.objects.filter(measurement=found).order_by("pk").values(*fields))
    if kept != corrected:
        yield f"{name}: its corrections are not those that were recorded"


def _answers(found: Measurement, name: str, told: list[Any]) -> Iterator[str]:
    """Ratings and what was agreed on, each against the last event that speaks of it."""
    rated, agreed = {}, {}
    for one in told:
        data = one.data
        if one.kind == "case_rated":
            rated[data["part"], data["number"], data["side"]] = data["answers"]
        elif one.kind == "rating_settled":
            agreed[data["number"], data["criterion"]] = data["answer"]
    kept = {(one.part, one.number, one.side): one.answers for one in found.ratings.exclude(rated_by="")}
    for part, number, side in sorted(kept.keys() | rated.keys()):
        if kept.get((part, number, side)) != rated.get((part, number, side)):
            yield f"{name}: the rating of {number} (part {part}, {side}) is not the one that was recorded"
    settled = {(one.number, one.criterion): one.answer for one in found.settled.all()}
    if settled != agreed:
        yield f"{name}: what was agreed on is not what was recorded"
