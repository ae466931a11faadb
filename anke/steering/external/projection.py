"""A proposal's row as its events make it. The acts record; then the row is made from what was recorded."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from anke.events import queries as events
from anke.events.queries import Recorded
from anke.steering.external.models import Evidence, Proposal

SUBJECT: Final = "proposal"
KINDS: Final = (
    "figures_proposed",
    "evidence_attached",
    "figures_approved",
    "figures_returned",
    "figures_withdrawn",
)
_SETTLED: Final = {
    "figures_approved": Proposal.Status.APPROVED,
    "figures_returned": Proposal.Status.RETURNED,
    "figures_withdrawn": Proposal.Status.WITHDRAWN,
}
_KEPT: Final = ("plan", "ask", "period", "parts", "preliminary", "source")
_MAYBE: Final[dict[str, Any]] = {
    "note": "",
    "confirmed": False,
    "replaces": "",
    "file": "",
    "file_name": "",
}

Row = dict[str, Any]


def fold(told: Iterable[Recorded]) -> tuple[Row, list[Row]]:
    """A proposal's row and those of its files, from its events in order."""
    row: Row = {}
    files: list[Row] = []
    for event in told:
        data = event.data
        if event.kind == "figures_proposed":
            row = {name: data[name] for name in _KEPT}
            row |= {name: data.get(name, otherwise) for name, otherwise in _MAYBE.items()}
            row |= {"number": event.subject_name, "status": Proposal.Status.PROPOSED}
            row |= {"proposed_by": event.actor, "proposed_at": event.recorded_at}
            row |= {"settled_by": "", "settled_at": None, "reason": "", "recorded": {}}
        elif event.kind == "evidence_attached":
            files.append(_file(len(files) + 1, event))
        elif event.kind in _SETTLED:
            row["status"] = _SETTLED[event.kind]
            row |= {"settled_by": event.actor, "settled_at": event.recorded_at}
            row |= {"reason": data.get("reason", ""), "recorded": data.get("recorded", {})}
    return row, files


def _file(number: int, event: Recorded) -> Row:
    data = event.data
    return {
        "number": number,
        "name": data["name"],
        "media": data["media"],
        "size": int(data["size"]),
        "sha256": data["sha256"],
        "address": data["address"],
        "added_by": event.actor,
        "added_at": event.recorded_at,
    }


def keep(number: str) -> Proposal:
    """Make the row of a proposal what its events say."""
    row, files = fold(events.events_of(SUBJECT, number))
    made, _ = Proposal.objects.update_or_create(number=number, defaults=row)
    for one in files:
        Evidence.objects.update_or_create(proposal=made, number=one["number"], defaults=one)
    return made


def rebuild() -> int:
    """Make every row anew from the events; how many proposals there are."""
    numbers = dict.fromkeys(one.subject_name for one in events.of_kinds(KINDS))
    for number in numbers:
        keep(number)
    Evidence.objects.exclude(proposal__number__in=numbers).delete()
    Proposal.objects.exclude(number__in=numbers).delete()
    return len(numbers)


def differences(advance: Callable[[int], object] = lambda amount: None) -> list[str]:
    """Where the rows say something else than the events: one line for each proposal."""
    told: dict[str, list[Recorded]] = {}
    for event in events.of_kinds(KINDS):
        advance(1)
        told.setdefault(event.subject_name, []).append(event)
    rows = {one.number: one for one in Proposal.objects.prefetch_related("evidence")}
    found = [f"proposal {number} is in no event" for number in sorted(rows.keys() - told.keys())]
    for number, some in told.items():
        if number not in rows:
            found.append(f"proposal {number} has no row")
        elif fold(some) != _as_kept(rows[number]):
            found.append(f"proposal {number} is not what its events say")
    return found


def _as_kept(row: Proposal) -> tuple[Row, list[Row]]:
    names = (
        "number",
        "status",
        "proposed_by",
        "proposed_at",
        "settled_by",
        "settled_at",
        "reason",
        "recorded",
    )
    files = ("number", "name", "media", "size", "sha256", "address", "added_by", "added_at")
    kept = {name: getattr(row, name) for name in (*_KEPT, *_MAYBE, *names)}
    return kept, [
        {name: getattr(one, name) for name in files}
        for one in sorted(row.evidence.all(), key=lambda one: one.number)
    ]
