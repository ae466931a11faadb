"""What moved a case's clock, from its events: each pause and extension with its reason and the event it is.

What was taken back is left out where the rule of the clock says it counts as never done (a pause annulled),
and told where the clock itself accounts for it (an extension removed).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anke.events.queries import Recorded
from anke.rules.clock import ClockEvent, Extended, ExtensionRemoved, Paused, Resumed
from anke.rules.steps import OPEN, Status


@dataclass(frozen=True)
class Movement:
    """One thing that moved the clock, and the event that says so."""

    told: ClockEvent
    position: int
    hash: str


def movements(events: Iterable[Recorded], status: Status) -> list[Movement]:
    """The movements of a case, in the order recorded. `status`: where the case stands now."""
    found: list[Movement] = []
    for event in events:
        if event.kind == "pause_annulled":
            at = max(n for n, one in enumerate(found) if isinstance(one.told, Paused))
            del found[at]
        elif told := _told(event):
            found.append(Movement(told, event.position, event.hash))
    paused = sum(isinstance(one.told, Paused) for one in found)
    resumed = sum(isinstance(one.told, Resumed) for one in found)
    if status not in OPEN and paused > resumed:  # the pause ended with the case
        del found[max(n for n, one in enumerate(found) if isinstance(one.told, Paused))]
    return found


def _told(event: Recorded) -> ClockEvent | None:
    on, data = event.happened_on, event.data
    if event.kind == "clock_paused":
        return Paused(on, data["reason"])
    if event.kind == "clock_resumed":
        return Resumed(on)
    if event.kind == "deadline_extended":
        return Extended(on, date.fromisoformat(data["until"]), data["reason"])
    if event.kind == "extension_removed":
        return ExtensionRemoved(on, date.fromisoformat(data["until"]), data["reason"])
    return None
