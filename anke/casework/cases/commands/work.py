"""The acts of working on a case: information, hearing, the consultant, drafts and approvals, meetings."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Unpack

from anke.casework.cases import approval
from anke.casework.cases.commands.acting import By, require, tell, who, whole
from anke.casework.cases.commands.clock import undoing
from anke.events.apply import CaseState
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.steps import Act


@whole
def request_information(
    *, number: str, source: str | None = None, answer_by: date | None = None, **by: Unpack[By]
) -> CaseState:
    """Ask for information, from a source if one is named, to be answered by a day if one is set."""
    state = require(number, Act.REQUEST_INFORMATION, by)
    return tell(state, number, "information_requested", _given(source=source, answer_by=answer_by), by)


@whole
def receive_information(*, number: str, source: str | None = None, **by: Unpack[By]) -> CaseState:
    """Record that information has come in."""
    state = require(number, Act.RECEIVE_INFORMATION, by)
    return tell(state, number, "information_received", _given(source=source), by)


@whole
def hear_party(
    *, number: str, party: str | None = None, answer_by: date | None = None, **by: Unpack[By]
) -> CaseState:
    """Ask a party to comment before the decision (partshøring, forvaltningsloven § 19)."""
    state = require(number, Act.HEAR_PARTY, by)
    return tell(state, number, "party_heard", _given(party=party, answer_by=answer_by), by)


@whole
def ask_consultant(*, number: str, **by: Unpack[By]) -> CaseState:
    """Ask the medical consultant (lægekonsulent)."""
    state = require(number, Act.ASK_CONSULTANT, by)
    return tell(state, number, "consultant_asked", {}, by)


@whole
def receive_consultant_answer(*, number: str, **by: Unpack[By]) -> CaseState:
    """Record the medical consultant's answer."""
    state = require(number, Act.RECEIVE_CONSULTANT_ANSWER, by)
    return tell(state, number, "consultant_answered", {}, by)


@whole
def annul_entry(*, number: str, undoes: int, reason: str, **by: Unpack[By]) -> CaseState:
    """Say that an entry without effect on state or clock (a request, an answer, a hearing) was a mistake."""
    state = require(number, Act.ANNUL_ENTRY, by)
    return tell(state, number, "entry_annulled", {"undoes": undoes, "reason": reason}, by)


@whole
def decide_meeting_treatment(*, number: str, treat: bool, **by: Unpack[By]) -> CaseState:
    """Decide whether a notification is to be treated at a meeting."""
    state = require(number, Act.DECIDE_MEETING_TREATMENT, by)
    return tell(state, number, "meeting_treatment_decided", {"treat": treat}, by)


@whole
def submit_draft(
    *,
    number: str,
    letter: str | None = None,
    sha256: str | None = None,
    outcome: str | None = None,
    authors: Iterable[str] = (),
    approvers: Iterable[Role] = (),
    **by: Unpack[By],
) -> CaseState:
    """Submit a draft for somebody else's approval. `sha256` pins the very text; `outcome` is what it
    comes to. `authors` have written in it and cannot approve it; of `approvers` one must, where they are
    named."""
    state = require(number, Act.SUBMIT, by)
    approval.require_said(state, outcome, by["happened_on"])
    eyes = {"authors": ", ".join(authors) or None, "approvers": ", ".join(sorted(approvers)) or None}
    data = {"by": by["actor"], **_given(letter=letter, sha256=sha256, outcome=outcome, **eyes)}
    return tell(state, number, "draft_submitted", data, by)


@whole
def take_back_draft(*, number: str, reason: str, undoes: int | None = None, **by: Unpack[By]) -> CaseState:
    """Take a submitted draft back to go on working on it."""
    state = require(number, Act.TAKE_BACK, by)
    return tell(state, number, "draft_taken_back", {"reason": reason} | undoing(undoes), by)


@whole
def return_draft(*, number: str, reason: str, undoes: int | None = None, **by: Unpack[By]) -> CaseState:
    """Send a draft back to whoever submitted it, submitted or approved, and say why."""
    state = require(number, Act.RETURN, by)
    return tell(state, number, "draft_returned", {"reason": reason} | undoing(undoes), by)


@whole
def approve_draft(*, number: str, sha256: str | None = None, **by: Unpack[By]) -> CaseState:
    """Approve a submitted draft. Never one's own; and only the very text that was submitted."""
    state = require(number, Act.APPROVE, by)
    assert state.draft is not None
    submitter, _, submitted, _ = state.draft
    told = approval.submitted(state)
    if by["actor"] in (submitter, *told.get("authors", "").split(", ")):
        raise Refused(
            "Du kan ikke godkende dit eget udkast. En anden leder skal gøre det.",
            "You cannot approve your own draft. Another leader must.",
        )
    if "approvers" in told and who(by["actor"]).role not in told["approvers"].split(", "):
        raise Refused(
            "Udkastet skal godkendes af en anden rolle end din. Se brevet.",
            "The draft is to be approved by another role than yours. See the letter.",
        )
    if submitted is not None and submitted != sha256:
        raise Refused(
            "Udkastet er ikke længere den tekst, der blev sendt til godkendelse. Send det til "
            "godkendelse igen.",
            "The draft is no longer the text that was submitted. Submit it again.",
        )
    return tell(state, number, "draft_approved", _given(sha256=sha256), by)


@whole
def put_before_meeting(
    *, number: str, meeting_on: date, board: str | None = None, **by: Unpack[By]
) -> CaseState:
    """Put the case before a meeting on a day, of a board if one is named."""
    state = require(number, Act.PUT_BEFORE_MEETING, by)
    if meeting_on < by["happened_on"]:
        raise Refused(
            "Mødet kan ikke ligge før den dag, sagen sættes på dagsordenen.",
            "The meeting cannot lie before the day the case is put on its agenda.",
        )
    return tell(state, number, "put_before_meeting", _given(meeting_on=meeting_on, board=board), by)


@whole
def return_from_meeting(
    *, number: str, conclusion: str, undoes: int | None = None, **by: Unpack[By]
) -> CaseState:
    """Take the case back from a meeting that has not decided it, with what the meeting came to."""
    state = require(number, Act.RETURN_FROM_MEETING, by)
    data = {"conclusion": conclusion} | undoing(undoes)
    return tell(state, number, "returned_from_meeting", data, by)


def _given(**values: Any) -> dict[str, Any]:
    """What was given, as an event's data holds it."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value is not None
    }
