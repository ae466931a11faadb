"""Undo: a new act that takes the last one back. Nothing is ever erased, and not everything can be undone."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Unpack

from anke.casework.cases import sight
from anke.casework.cases.commands import clock, closing, intake, keeping, matters, work
from anke.casework.cases.commands.acting import By, locked, who, whole
from anke.casework.cases.story import said_of
from anke.events import queries as events
from anke.events.apply import CaseState, fold
from anke.events.queries import Recorded
from anke.rules.refusal import Refused

_TAKEN_BACK: Final = {"decided_on": None, "closed_on": None, "outcome": None}
# Passed over when the last act is looked for: they change nothing anybody would take back.
_REMARKS: Final = ("cpr_revealed", "deadline_recomputed")


@whole
def undo(*, number: str, reason: str, **by: Unpack[By]) -> CaseState:
    """Take the last act back by a new one. Refused, with what to do instead, where it cannot be: a decision
    that was sent is reopened, a correction is corrected again."""
    sight.require(who(by["actor"]), locked(number), by["recorded_at"])
    told = [one for one in events.events_of("case", number) if one.kind not in _REMARKS]
    last = told[-1] if told else None
    back = INVERSES[last.kind] if last is not None and undoable(last) else None
    if last is None or back is None:
        said = "" if last is None else said_of(last, "da").rstrip(".")
        en = "" if last is None else said_of(last, "en").rstrip(".")
        raise Refused(
            f"Det sidste, der skete, kan ikke fortrydes: {said}. Ret registreringen, eller genoptag sagen.",
            f"The last that happened cannot be undone: {en}. Correct the registration, or reopen the case.",
        )
    return back(last, told, {"number": number, "reason": reason, **by})


def undoable(last: Recorded) -> bool:
    """Whether an event that is a case's last can be taken back by `undo`."""
    return "undoes" not in last.data and last.kind in INVERSES


Inverse = Callable[[Recorded, list[Recorded], dict[str, Any]], CaseState]


def _by(act: Callable[..., CaseState], *names: str, reason: str = "reason") -> Inverse:
    """The inverse that `act` is, given these values of the event it takes back."""

    def back(last: Recorded, told: list[Recorded], by: dict[str, Any]) -> CaseState:
        values = {name: _value(last.data[name]) for name in names}
        given = {key: value for key, value in by.items() if key != "reason"}
        return act(**given, **values, **{reason: by["reason"]}, undoes=last.position)

    return back


def _value(value: Any) -> Any:
    is_day = isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"
    return date.fromisoformat(value) if is_day else value


def _plain(act: Callable[..., CaseState], *names: str) -> Inverse:
    """The same, for an act that does not say what it takes back."""

    def back(last: Recorded, told: list[Recorded], by: dict[str, Any]) -> CaseState:
        return act(**by, **{name: last.data[name] for name in names})

    return back


def _reassign(last: Recorded, told: list[Recorded], by: dict[str, Any]) -> CaseState:
    """Back to the office and the person it was with before."""
    before = fold(told[:-1])
    if before is None or before.office is None:
        raise Refused("Sagen lå ikke i et kontor før.", "The case lay in no office before.")
    given = {key: value for key, value in by.items() if key != "reason"}
    return intake.assign_case(**given, office=before.office, caseworker=before.caseworker, why=by["reason"])


def _pause_again(last: Recorded, told: list[Recorded], by: dict[str, Any]) -> CaseState:
    """The clock stands still from the day it was let run: as if it had not been."""
    return clock.pause_clock(**by | {"happened_on": last.happened_on})


def _open_again(last: Recorded, told: list[Recorded], by: dict[str, Any]) -> CaseState:
    """A decision, dismissal or withdrawal that was a mistake and was not sent."""
    changes = {column: None for column in _TAKEN_BACK if column in ("closed_on", "outcome")}
    changes = dict(_TAKEN_BACK) if last.kind != "case_withdrawn" else changes
    return closing.correct_registration(**by, changes=changes, undoes=last.position)


def _unsettle(last: Recorded, told: list[Recorded], by: dict[str, Any]) -> CaseState:
    before = fold(told[:-1])
    point = last.data["point"]
    outcome = dict(before.points).get(point) if before else None
    given = {key: value for key, value in by.items() if key != "reason"}
    return matters.settle_point(**given, point=point, outcome=outcome, ground=by["reason"])


INVERSES: Final[dict[str, Inverse]] = {
    "case_assigned": _reassign,
    "case_transferred": _reassign,
    "clock_paused": _by(clock.annul_pause),
    "clock_resumed": _pause_again,
    "deadline_extended": _by(clock.remove_extension, "until"),
    "draft_submitted": _by(work.take_back_draft),
    "draft_approved": _by(work.return_draft),
    "put_before_meeting": _by(work.return_from_meeting, reason="conclusion"),
    "case_decided": _open_again,
    "case_dismissed": _open_again,
    "case_withdrawn": _open_again,
    "party_added": _plain(matters.remove_party, "party"),
    "case_linked": _plain(intake.unlink_case, "other"),
    "case_unlinked": _plain(intake.link_case, "other"),
    "point_raised": _plain(matters.drop_point, "point"),
    "point_settled": _unsettle,
    "case_restricted": _by(keeping.lift_restriction),
    "restriction_lifted": _by(keeping.restrict_case),
    "hold_placed": _by(keeping.lift_hold),
    "hold_lifted": _by(keeping.place_hold),
    "information_requested": _by(work.annul_entry),
    "information_received": _by(work.annul_entry),
    "party_heard": _by(work.annul_entry),
    "consultant_asked": _by(work.annul_entry),
    "consultant_answered": _by(work.annul_entry),
}
