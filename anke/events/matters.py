"""What an event says about a case's matter: the appeal, its parties, its claim points, the cases beside it.

Each function brings a draft of the state one event further (`apply.py`). Raises `OutOfOrder` for what is not
there.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from anke.events.problem import OutOfOrder

Draft = dict[str, Any]
APPEAL_DAYS = ("decided_on", "notified_on", "complained_on", "reconsidered_on")


class _Told(Protocol):
    @property
    def subject_name(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


def _described(draft: Draft, event: _Told) -> None:
    data = event.data
    draft["appeal"] = tuple((name, date.fromisoformat(data[name])) for name in APPEAL_DAYS if name in data)
    if "procedure" in data:
        draft["procedure"] = data["procedure"]


def _party_added(draft: Draft, event: _Told) -> None:
    party, number = event.data["party"], int(event.data["party"][1:])
    if number != draft.get("last_party", 0) + 1:
        raise OutOfOrder(
            f"The next party of case {event.subject_name} is P{draft.get('last_party', 0) + 1}, not {party}."
        )
    added = (party, event.data["kind"], bool(event.data.get("protected")))
    draft["parties"], draft["last_party"] = (*draft.get("parties", ()), added), number


def _party_changed(draft: Draft, event: _Told) -> None:
    party = event.data["party"]
    _require(party in _parties(draft), event, f"party {party}")
    draft["parties"] = tuple(
        (one, kind, event.data["protected"] if one == party else protected)
        for one, kind, protected in draft["parties"]
    )


def _party_removed(draft: Draft, event: _Told) -> None:
    party = event.data["party"]
    _require(party in _parties(draft), event, f"party {party}")
    draft["parties"] = tuple(one for one in draft["parties"] if one[0] != party)


def _linked(draft: Draft, event: _Told) -> None:
    other, links = event.data["other"], draft.get("links", ())
    if other == event.subject_name or other in links:
        raise OutOfOrder(f"Case {event.subject_name} is linked to case {other} already, or is that case.")
    draft["links"] = (*links, other)


def _unlinked(draft: Draft, event: _Told) -> None:
    other, links = event.data["other"], draft.get("links", ())
    _require(other in links, event, f"link to case {other}")
    draft["links"] = tuple(one for one in links if one != other)


def _point_raised(draft: Draft, event: _Told) -> None:
    points = dict(draft.get("points", ()))
    if event.data["point"] in points:
        raise OutOfOrder(f"Case {event.subject_name} has a claim point {event.data['point']} already.")
    draft["points"] = (*points.items(), (event.data["point"], None))


def _point_settled(draft: Draft, event: _Told) -> None:
    points = dict(draft.get("points", ()))
    _require(event.data["point"] in points, event, f"claim point {event.data['point']}")
    draft["points"] = tuple((points | {event.data["point"]: event.data["outcome"]}).items())


def _point_dropped(draft: Draft, event: _Told) -> None:
    points = dict(draft.get("points", ()))
    _require(event.data["point"] in points, event, f"claim point {event.data['point']}")
    draft["points"] = tuple(one for one in points.items() if one[0] != event.data["point"])


def _parties(draft: Draft) -> set[str]:
    return {one for one, _, _ in draft.get("parties", ())}


def _require(there: bool, event: _Told, what: str) -> None:
    if not there:
        raise OutOfOrder(f"Case {event.subject_name} has no {what}.")


MATTERS: Mapping[str, Callable[[Draft, Any], None]] = {
    "appeal_described": _described,
    "party_added": _party_added,
    "party_changed": _party_changed,
    "party_removed": _party_removed,
    "case_linked": _linked,
    "case_unlinked": _unlinked,
    "point_raised": _point_raised,
    "point_settled": _point_settled,
    "point_dropped": _point_dropped,
}
