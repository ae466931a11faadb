"""Every act as the page of a case offers it: one row an act – its group, its words, its fields, the command
that does it. What a field is stands in `act_fields.py`; what is allowed stands in `rules/steps.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anke.casework.cases import commands
from anke.content.load import content
from anke.events.apply import CaseState
from anke.rules.roles import Role
from anke.rules.steps import Act, Status, acts_in

Words = str | Promise
Given = dict[str, Any]
_PERSON = ("name", "cpr", "address", "email", "phone", "adjustments")
_APPEAL = (
    "decided_on",
    "notified_on",
    "complained_on",
    "reconsidered_on",
    "file_number",
    "procedure",
    "remark",
)


@dataclass(frozen=True)
class Row:
    """One act: `title` names it and stands on its button; `fields` are keys of `act_fields.FIELDS`; `fits`
    brings what was typed into the command's form."""

    act: Act
    group: str
    title: Words
    does: Callable[..., CaseState]
    fields: tuple[str, ...] = ()
    help: Words = ""
    fits: Callable[[Given, CaseState], Given] = lambda given, state: given


def _person(given: Given, state: CaseState) -> Given:
    """The parts of a person as one value. A number that is left empty stays as it is."""
    person = {part: given.pop(part) for part in _PERSON}
    if "party" not in given or not person["cpr"]:
        person = {part: text for part, text in person.items() if text or (part != "cpr" and "party" in given)}
    return {**given, "person": person}


def _appeal(given: Given, state: CaseState) -> Given:
    return {**given, "appeal": {name: given.pop(name) for name in _APPEAL}}


def _same_office(given: Given, state: CaseState) -> Given:
    return {**given, "office": state.office}


def _changes(given: Given, state: CaseState) -> Given:
    """The columns that differ from what is registered."""
    columns = [name for name in given if name.startswith("new_")]
    typed = {name.removeprefix("new_"): given.pop(name) for name in columns}
    return {**given, "changes": {name: new for name, new in typed.items() if new != getattr(state, name)}}


GROUPS: Final[tuple[tuple[str, Words], ...]] = (
    ("decision", _("Draft and decision")),
    ("information", _("Information")),
    ("clock", _("Deadline")),
    ("matter", _("Parties and complaint")),
    ("place", _("Assignment and access")),
)
_ROWS: Final = (
    Row(Act.SUBMIT, "decision", _("Submit the draft for approval"), commands.submit_draft,
        ("outcome_or_none",),
        _("Somebody else must approve it. The clock runs on. A letter is submitted on its own page.")),
    Row(Act.TAKE_BACK, "decision", _("Take the draft back"), commands.take_back_draft, ("reason",)),
    Row(Act.APPROVE, "decision", _("Approve the draft"), commands.approve_draft, ("sha256",),
        _("You cannot approve a draft of your own.")),
    Row(Act.RETURN, "decision", _("Return the draft"), commands.return_draft, ("reason",)),
    Row(Act.DECIDE, "decision", _("Decide the case"), commands.decide_case, ("outcome_of_case", "ground"),
        _("A decision letter written here is sent from its own page: that decides the case as well.")),
    Row(Act.DISPATCH, "decision", _("Record that the decision was sent"), commands.dispatch_decision,
        ("channel",),
        _("Only for a decision that was sent another way. What is sent from here goes out under Letters and "
          "documents, where it is seen that nothing is missing.")),
    Row(Act.PUT_BEFORE_MEETING, "decision", _("Put the case before a meeting"), commands.put_before_meeting,
        ("meeting_on", "board")),
    Row(Act.RETURN_FROM_MEETING, "decision", _("Take the case back from the meeting"),
        commands.return_from_meeting, ("conclusion",)),
    Row(Act.DECIDE_MEETING_TREATMENT, "decision", _("Decide whether the notification goes to a meeting"),
        commands.decide_meeting_treatment, ("treat",)),
    Row(Act.DISMISS, "decision", _("Dismiss or refer the case"), commands.dismiss_case, ("without_merits",
        "why_ground"),
        _("The case is closed without a decision on the merits.")),
    Row(Act.WITHDRAW, "decision", _("Record that the appeal was withdrawn"), commands.withdraw_case),
    Row(Act.REOPEN, "decision", _("Reopen the case"), commands.reopen_case, (),
        _("It becomes a new case with a number and a clock of its own. This one stays as it is.")),
    Row(Act.REQUEST_INFORMATION, "information", _("Ask for information"), commands.request_information,
        ("source", "answer_by"), _("The clock runs on. Pause it as well if nothing can be done meanwhile.")),
    Row(Act.RECEIVE_INFORMATION, "information", _("Record information received"),
        commands.receive_information,
        ("source",), _("A paused clock does not start by itself.")),
    Row(Act.HEAR_PARTY, "information", _("Hear a party"), commands.hear_party, ("party_or_none",
        "answer_by")),
    Row(Act.ASK_CONSULTANT, "information", _("Ask the medical consultant"), commands.ask_consultant),
    Row(Act.RECEIVE_CONSULTANT_ANSWER, "information", _("Record the medical consultant’s answer"),
        commands.receive_consultant_answer),
    Row(Act.ASSESS_INFORMATION, "information", _("Assess whether the case was fully informed"),
        commands.assess_information, ("fully_informed",), _("It can decide which deadline binds the case.")),
    Row(Act.FIND_ERROR, "information", _("Assess the first instance’s forwarding"),
        commands.find_first_instance_error, ("error", "reason")),
    Row(Act.ANNUL_ENTRY, "information", _("Annul an entry made by mistake"), commands.annul_entry,
        ("undoes", "reason")),
    Row(Act.PAUSE, "clock", _("Pause the clock"), commands.pause_clock, ("reason", "follow_up_on"),
        _("The age of the case runs on: no pause hides it.")),
    Row(Act.RESUME, "clock", _("Let the clock run again"), commands.resume_clock, ("reason",),
        _("The day you give counts.")),
    Row(Act.ANNUL_PAUSE, "clock", _("Annul the pause"), commands.annul_pause, ("reason",),
        _("As if the clock had never stood still.")),
    Row(Act.EXTEND, "clock", _("Extend the deadline"), commands.extend_deadline, ("until", "reason"),
        _("The original deadline stays visible beside the new one.")),
    Row(Act.REMOVE_EXTENSION, "clock", _("Take an extension back"), commands.remove_extension,
        ("extension", "reason")),
    Row(Act.DESCRIBE_APPEAL, "matter", _("Describe the decision and the complaint"), commands.describe_appeal,
        _APPEAL, _("What you leave empty is no longer known."), _appeal),
    Row(Act.ADD_PARTY, "matter", _("Add a party"), commands.add_party, ("kind", *_PERSON, "protected"), "",
        _person),
    Row(Act.CHANGE_PARTY, "matter", _("Change a party’s particulars"), commands.change_party,
        ("party", *_PERSON, "protected", "reason"), "", _person),
    Row(Act.REMOVE_PARTY, "matter", _("Remove a party"), commands.remove_party, ("party", "reason")),
    Row(Act.RAISE_POINT, "matter", _("Add a claim point"), commands.raise_point, ("matter",)),
    Row(Act.SETTLE_POINT, "matter", _("Give a claim point its outcome"), commands.settle_point,
        ("point", "outcome_of_point", "ground"),
        _("The outcome of the case is that of the most far-reaching point.")),
    Row(Act.DROP_POINT, "matter", _("Drop a claim point"), commands.drop_point, ("point", "reason")),
    Row(Act.LINK, "matter", _("Link with another case"), commands.link_case, ("other", "reason"),
        _("So that a person’s cases are seen together.")),
    Row(Act.UNLINK, "matter", _("Remove a link"), commands.unlink_case, ("linked", "reason")),
    Row(Act.ASSIGN, "place", _("Assign the case"), commands.assign_case, ("caseworker", "why"), "",
        _same_office),
    Row(Act.TRANSFER, "place", _("Transfer to another office"), commands.transfer_case, ("office", "reason")),
    Row(Act.CORRECT, "place", _("Correct the registration"), commands.correct_registration,
        ("new_case_type", "new_authority", "new_office", "new_received_on", "new_fully_informed",
         "new_first_instance_error", "new_meeting_decided_on", "new_outcome", "new_decided_on",
        "new_closed_on", "reason"),
        _("Nothing is erased: what was known before stays known as such. Change only what is wrong."),
        _changes),
    Row(Act.RESTRICT, "place", _("Restrict access"), commands.restrict_case, ("reason",),
        _("Then only those named on the case, their leaders and the legal unit see it.")),
    Row(Act.LIFT_RESTRICTION, "place", _("Lift the restriction"), commands.lift_restriction, ("reason",)),
    Row(Act.PLACE_HOLD, "place", _("Keep the case from destruction"), commands.place_hold, ("reason",)),
    Row(Act.LIFT_HOLD, "place", _("Lift the hold"), commands.lift_hold, ("reason",)),
)  # fmt: skip
ROWS: Final[Mapping[Act, Row]] = {row.act: row for row in _ROWS}


def _is_notification(state: CaseState) -> bool:
    limits = content().case_types[state.case_type].time_limits
    return any(one.clock is not None and one.clock.stop == "meeting_decided_on" for one in limits)


# Acts with something they need beside the state: without it there is nothing to do, and they are not offered.
NEEDS: Final[Mapping[Act, Callable[[CaseState], bool]]] = {
    Act.CHANGE_PARTY: lambda state: bool(state.parties),
    Act.REMOVE_PARTY: lambda state: bool(state.parties),
    Act.UNLINK: lambda state: bool(state.links),
    Act.SETTLE_POINT: lambda state: bool(state.points),
    Act.DROP_POINT: lambda state: bool(state.points),
    Act.REMOVE_EXTENSION: lambda state: bool(state.extensions),
    Act.RESTRICT: lambda state: not state.restricted,
    Act.LIFT_RESTRICTION: lambda state: state.restricted,
    Act.PLACE_HOLD: lambda state: not state.held,
    Act.LIFT_HOLD: lambda state: state.held,
    Act.DECIDE_MEETING_TREATMENT: _is_notification,
}
# What is usually done next in a state: offered as buttons, before the whole list.
_USUAL: Final[Mapping[Status, tuple[Act, ...]]] = {
    Status.REGISTERED: (Act.ASSIGN, Act.REQUEST_INFORMATION, Act.PAUSE, Act.SUBMIT, Act.DECIDE),
    Status.PAUSED: (Act.RESUME, Act.RECEIVE_INFORMATION),
    Status.SUBMITTED: (Act.APPROVE, Act.RETURN, Act.TAKE_BACK),
    Status.APPROVED: (Act.DECIDE,),
    Status.AT_MEETING: (Act.DECIDE, Act.RETURN_FROM_MEETING),
    Status.DECIDED: (Act.DISPATCH,),
    Status.DISPATCHED: (Act.REOPEN,),
    Status.WITHDRAWN: (Act.REOPEN,),
}


@dataclass(frozen=True)
class Offer:
    """The acts somebody can do to a case now: the usual ones, and all of them by group."""

    usual: tuple[Row, ...]
    groups: tuple[tuple[Words, tuple[Row, ...]], ...]
    offered: frozenset[Act]


def offer(state: CaseState, role: Role | None) -> Offer:
    """What the table of steps allows to a role, less what there is nothing to do with, and less destruction,
    which the room of retention sees to."""
    can = frozenset() if role is None else allowed(state, role)
    usual = tuple(ROWS[act] for act in _USUAL.get(state.status, ()) if act in can and _fits(act, state))
    groups = [
        (title, tuple(row for row in _ROWS if row.group == name and row.act in can)) for name, title in GROUPS
    ]
    return Offer(usual, tuple((title, rows) for title, rows in groups if rows), can)


def allowed(state: CaseState, role: Role) -> frozenset[Act]:
    """The acts of the offer."""
    can = acts_in(state.status, role)
    return frozenset(act for act in can if act in ROWS and NEEDS.get(act, _always)(state))


def _always(state: CaseState) -> bool:
    return True


def _fits(act: Act, state: CaseState) -> bool:
    """Whether an act is the usual one: a case in nobody's hands is assigned first, and only then."""
    return (act is Act.ASSIGN) is (state.caseworker is None) if state.status is Status.REGISTERED else True
