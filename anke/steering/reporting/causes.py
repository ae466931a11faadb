"""Why a figure is another than it was: which kinds of event were recorded since, about the cases it counts or
the promise it answers; and from that, what kind of revision it is."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from anke.events import queries as events
from anke.rules.definitions import Measure
from anke.rules.periods import Period
from anke.steering.reporting.figures import Plain
from anke.steering.reporting.models import Revision
from anke.steering.statistics import queries as statistics

Kind = Revision.Kind
Causes = list[dict[str, str | int]]
# Events that say: what was recorded before was wrong. Everything else only came later.
CORRECTIONS: Final = ("registration_corrected", "entry_annulled", "pause_annulled", "extension_removed")
GOAL = "goal"  # the subject of what is reported from outside (results/evidence.py)
_MOST_CASES: Final = 400  # cases whose events are read; of more, the first so many speak for the rest


def of_cases(measure: Measure, period: Period, then: datetime, after: int) -> tuple[Causes, int]:
    """(kinds of event and how many, how many cases): of the cases the figure counts otherwise than it did
    `then`, what was recorded after event number `after`."""
    before, now = (
        {one.id: (one.reason, one.days) for one in statistics.cases(measure, period, known, counted=True)}
        for known in (then, None)
    )
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    told = Counter(
        event.kind
        for name in changed[:_MOST_CASES]
        for event in events.events_of("case", name)
        if event.seq > after
    )
    return _listed(told), len(changed)


def of_promise(plan: str, subgoal: str, after: int) -> Causes:
    """What was reported on a promise after event number `after`."""
    told = events.events_of(GOAL, f"{plan}/{subgoal}")
    return _listed(Counter(event.kind for event in told if event.seq > after))


def kind_of(old: Plain | None, new: Plain | None, causes: Iterable[dict[str, str | int]]) -> Kind:
    """What kind of revision a difference is.

    Counted in another way, or held against another target: definition. Something recorded was wrong, or a
    final figure from outside was reported anew: correction. What came late, or was preliminary: routine.
    """
    if old is None or new is None or old.get("definition") != new.get("definition"):
        return Kind.DEFINITION
    other_target = any(old.get(name) != new.get(name) for name in ("target", "comparator"))
    if other_target and old.get("benchmark") == new.get("benchmark"):
        return Kind.DEFINITION
    if any(one["kind"] in CORRECTIONS for one in causes):
        return Kind.CORRECTION
    said_before = old["basis"] == "external" and old["value"] is not None and not old["preliminary"]
    if said_before and old["value"] != new["value"]:
        return Kind.CORRECTION
    undone = [one for one in old.get("done") or () if one not in (new.get("done") or ())]
    settled = old["basis"] in ("deliverable", "activity") and old["status"] != "undecided"
    return Kind.CORRECTION if settled and undone else Kind.ROUTINE


def _listed(told: Counter[str]) -> Causes:
    return [
        {"kind": kind, "count": count}
        for kind, count in sorted(told.items(), key=lambda one: (-one[1], one[0]))
    ]
