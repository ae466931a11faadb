"""Every act a program can do to a case: one row each. The address, the body and the words all come from here.

Not here, on purpose: `destroy_case` and `forget_parties` (two persons approve a destruction, in the room of
retention) and what only the house itself does (recomputing, usual times).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import create_model

from anke.casework.cases import commands as cases
from anke.casework.gateway.api import kinds as k
from anke.events.apply import CaseState

Field = tuple[str, Any, bool]  # name, type, whether it must be given


@dataclass(frozen=True)
class ActRow:
    """An act: its address, the command that does it, what its body holds, what it does in words."""

    name: str
    command: Callable[..., CaseState]
    words: str
    fields: tuple[Field, ...]

    @property
    def body(self) -> type[k.Strict]:
        """The type of what is sent."""
        given: dict[str, Any] = {
            name: (kind, ...) if needed else (kind | None, None) for name, kind, needed in self.fields
        }
        title = "".join(part.title() for part in self.name.split("-"))
        made: type[k.Strict] = create_model(title, __base__=Done, __doc__=self.words, **given)
        return made


class Done(k.Strict):
    """What every act says of itself."""

    happened_on: k.Day | None = None  # today, where it is left out
    expected: k.Position | None = None  # the position the case had when it was seen, if no If-Match is sent


def _row(name: str, command: Callable[..., CaseState], words: str, *fields: Field) -> ActRow:
    return ActRow(name, command, words, fields)


REASON: Final = ("reason", k.Words, True)
PARTY_KINDS = Literal["appellant", "representative", "first_instance", "other"]

ACTS: Final = (
    _row(
        "assess-information",
        cases.assess_information,
        "Say whether it was fully informed at receipt.",
        ("fully_informed", bool, True),
    ),
    _row(
        "describe-appeal",
        cases.describe_appeal,
        "Record the first instance's decision and the complaint.",
        ("appeal", k.AppealIn, True),
    ),
    _row(
        "assign",
        cases.assign_case,
        "Give the case to an office, and to one of its people.",
        ("office", k.Office, True),
        ("caseworker", k.Short, False),
        ("why", k.Words, False),
    ),
    _row(
        "transfer",
        cases.transfer_case,
        "Move the case to another office.",
        ("office", k.Office, True),
        REASON,
    ),
    _row(
        "add-party",
        cases.add_party,
        "Add a party.",
        ("kind", PARTY_KINDS, True),
        ("person", k.PersonIn, True),
        ("protected", bool, False),
    ),
    _row(
        "change-party",
        cases.change_party,
        "Change a party's particulars; what is left out stays.",
        ("party", k.PartyKey, True),
        ("person", k.PersonIn, True),
        REASON,
        ("protected", bool, False),
    ),
    _row("remove-party", cases.remove_party, "Take a party away again.", ("party", k.PartyKey, True), REASON),
    _row(
        "link", cases.link_case, "Link the case with another, both ways.", ("other", k.Number, True), REASON
    ),
    _row(
        "unlink", cases.unlink_case, "Take a link away again, both ways.", ("other", k.Number, True), REASON
    ),
    _row("raise-point", cases.raise_point, "Add a claim point.", ("matter", k.Words, True)),
    _row(
        "settle-point",
        cases.settle_point,
        "Give a claim point its outcome; null takes it back.",
        ("point", k.Point, True),
        ("outcome", k.Short | None, True),
        ("ground", k.Words, False),
    ),
    _row("drop-point", cases.drop_point, "Take a claim point away again.", ("point", k.Point, True), REASON),
    _row(
        "request-information",
        cases.request_information,
        "Ask for information.",
        ("source", k.Words, False),
        ("answer_by", k.Day, False),
    ),
    _row(
        "receive-information",
        cases.receive_information,
        "Record that information has come in.",
        ("source", k.Words, False),
    ),
    _row(
        "hear-party",
        cases.hear_party,
        "Ask a party to comment before the decision.",
        ("party", k.PartyKey, False),
        ("answer_by", k.Day, False),
    ),
    _row("ask-consultant", cases.ask_consultant, "Ask the medical consultant."),
    _row("receive-consultant-answer", cases.receive_consultant_answer, "Record the consultant's answer."),
    _row(
        "annul-entry",
        cases.annul_entry,
        "Say that an entry was a mistake.",
        ("undoes", k.Position, True),
        REASON,
    ),
    _row("pause", cases.pause_clock, "Pause the deadline's clock.", REASON, ("follow_up_on", k.Day, False)),
    _row("resume", cases.resume_clock, "Let the deadline's clock run again.", ("reason", k.Words, False)),
    _row("annul-pause", cases.annul_pause, "Take the present pause back.", REASON),
    _row("extend", cases.extend_deadline, "Extend the deadline to a day.", ("until", k.Day, True), REASON),
    _row(
        "remove-extension", cases.remove_extension, "Take an extension back.", ("until", k.Day, True), REASON
    ),
    _row(
        "decide-meeting-treatment",
        cases.decide_meeting_treatment,
        "Decide whether a notification is treated at a meeting.",
        ("treat", bool, True),
    ),
    _row(
        "submit-draft",
        cases.submit_draft,
        "Submit a draft for somebody else's approval.",
        ("letter", k.Words, False),
        ("sha256", k.Digest, False),
        ("outcome", k.Short, False),
    ),
    _row("take-back-draft", cases.take_back_draft, "Take a submitted draft back.", REASON),
    _row("return-draft", cases.return_draft, "Send a draft back to whoever submitted it.", REASON),
    _row("approve-draft", cases.approve_draft, "Approve somebody else's draft.", ("sha256", k.Digest, False)),
    _row(
        "put-before-meeting",
        cases.put_before_meeting,
        "Put the case before a meeting.",
        ("meeting_on", k.Day, True),
        ("board", k.Words, False),
    ),
    _row(
        "return-from-meeting",
        cases.return_from_meeting,
        "Take the case back from a meeting.",
        ("conclusion", k.Words, True),
    ),
    _row(
        "decide",
        cases.decide_case,
        "Decide the case.",
        ("outcome", k.Short, False),
        ("ground", k.Words, False),
    ),
    _row(
        "dismiss",
        cases.dismiss_case,
        "Close the case without a decision on the merits.",
        ("ground", k.Words, True),
        ("outcome", Literal["dismissed", "referred"], False),
    ),
    _row(
        "dispatch",
        cases.dispatch_decision,
        "Record that the decision was sent.",
        ("letter", k.Words, False),
        ("sha256", k.Digest, False),
        ("channel", k.Words, False),
    ),
    _row("withdraw", cases.withdraw_case, "Record that the appeal was withdrawn."),
    _row("reopen", cases.reopen_case, "Reopen a closed case as a new one; the answer is the new case."),
    _row(
        "correct",
        cases.correct_registration,
        "Correct what was registered, by a new event.",
        ("changes", k.ChangesIn, True),
        REASON,
    ),
    _row(
        "find-first-instance-error",
        cases.find_first_instance_error,
        "Say whether the first instance made an error in forwarding the case.",
        ("error", bool, True),
        REASON,
    ),
    _row("restrict", cases.restrict_case, "Let only those named on the case see it.", REASON),
    _row(
        "lift-restriction", cases.lift_restriction, "Let everybody within reach see the case again.", REASON
    ),
    _row("place-hold", cases.place_hold, "Keep the case from destruction.", REASON),
    _row("lift-hold", cases.lift_hold, "Lift the legal hold.", REASON),
    _row("undo", cases.undo, "Take the last act back by a new one.", REASON),
)


def values_of(body: k.Strict) -> dict[str, Any]:
    """What a body gives its command. What was left out is left out; an object becomes a mapping."""
    given: dict[str, Any] = {}
    for name in body.model_fields_set - Done.model_fields.keys():
        value = getattr(body, name)
        if isinstance(value, k.PersonIn):
            value = value.given()
        elif isinstance(value, k.Strict):
            value = {one: getattr(value, one) for one in value.model_fields_set}
        if value is not None or name == "outcome":
            given[name] = value
    return given
