"""The vocabulary of a case: its course from receipt to destruction, and its clock."""

from datetime import date
from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import Data, about_case
from anke.rules.steps import Act


def _registered(happened_on: date, data: Data) -> dict[str, Any]:
    said = {
        "case_type": data["case_type"],
        "authority": data["authority"],
        "office": data["office"],
        "received_on": happened_on,
    }
    if "fully_informed" in data:
        said["fully_informed"] = data["fully_informed"]
    return said


def _decided(happened_on: date, data: Data) -> dict[str, Any]:
    return {"outcome": data["outcome"], "decided_on": happened_on, "closed_on": happened_on}


def _withdrawn(happened_on: date, data: Data) -> dict[str, Any]:
    return {"outcome": "withdrawn", "closed_on": happened_on}


def _corrected(happened_on: date, data: Data) -> dict[str, Any]:
    return {
        column: date.fromisoformat(value) if column.endswith("_on") and value is not None else value
        for column, value in data["changes"].items()
    }


_REASON = Field("reason", f.TEXT)
_UNDOES = Field("undoes", f.POSITION, required=False)  # the position of the event taken back


OF_CASES: Final = (
    about_case(
        "case_registered",
        1,
        None,
        "Sagen blev modtaget ({case_type}, {authority}) og registreret i kontor {office}"
        "[ som genoptagelse af {reopens}].",
        "The case was received ({case_type}, {authority}) and registered in office {office}"
        "[, reopening {reopens}].",
        Field("case_type", f.CASE_TYPE),
        Field("authority", f.AUTHORITY),
        Field("office", f.OFFICE),
        Field("fully_informed", f.FLAG, required=False),
        Field("appellant", f.PERSON, required=False, personal=True),
        Field("protected", f.FLAG, required=False),  # the appellant's name or address is protected
        Field("procedure", f.PROCEDURE, required=False),
        Field("reopens", f.TEXT, required=False),
        birth=True,
        says=_registered,
    ),
    about_case(
        "information_assessed",
        2,
        Act.ASSESS_INFORMATION,
        "Det blev vurderet, om sagen var fuldt oplyst ved modtagelsen: {fully_informed}.",
        "It was assessed whether the case was fully informed at receipt: {fully_informed}.",
        Field("fully_informed", f.FLAG),
        says=lambda happened_on, data: {"fully_informed": data["fully_informed"]},
    ),
    about_case(
        "case_assigned",
        3,
        Act.ASSIGN,
        "Sagen blev fordelt til kontor {office}[, {caseworker}][ ({why})].",
        "The case was assigned to office {office}[, {caseworker}][ ({why})].",
        Field("office", f.OFFICE),
        Field("caseworker", f.TEXT, required=False),
        Field("why", f.TEXT, required=False),
        _UNDOES,
        says=lambda happened_on, data: {"office": data["office"]},
    ),
    about_case(
        "information_requested",
        4,
        Act.REQUEST_INFORMATION,
        "Der blev bedt om oplysninger[ hos {source}][ med svar senest {answer_by}].",
        "Information was asked for[ from {source}][, to be answered by {answer_by}].",
        Field("source", f.TEXT, required=False),
        Field("answer_by", f.DAY, required=False),
    ),
    about_case(
        "information_received",
        5,
        Act.RECEIVE_INFORMATION,
        "Der kom oplysninger[ fra {source}].",
        "Information came in[ from {source}].",
        Field("source", f.TEXT, required=False),
    ),
    about_case(
        "party_heard",
        6,
        Act.HEAR_PARTY,
        "Parten[ {party}] blev hørt[ med svar senest {answer_by}].",
        "The party[ {party}] was heard[, to answer by {answer_by}].",
        Field("party", f.PARTY, required=False),
        Field("answer_by", f.DAY, required=False),
    ),
    about_case(
        "consultant_asked",
        7,
        Act.ASK_CONSULTANT,
        "Lægekonsulenten blev spurgt.",
        "The medical consultant was asked.",
    ),
    about_case(
        "consultant_answered",
        8,
        Act.RECEIVE_CONSULTANT_ANSWER,
        "Lægekonsulenten svarede.",
        "The medical consultant answered.",
    ),
    about_case(
        "clock_paused",
        9,
        Act.PAUSE,
        "Sagen blev sat på pause: {reason}[; sagen tages op igen {follow_up_on}].",
        "The clock was paused: {reason}[; the case is taken up again on {follow_up_on}].",
        _REASON,
        Field("follow_up_on", f.DAY, required=False),
        _UNDOES,
    ),
    about_case(
        "clock_resumed",
        10,
        Act.RESUME,
        "Pausen sluttede[: {reason}].",
        "The clock runs again[: {reason}].",
        Field("reason", f.TEXT, required=False),
    ),
    about_case(
        "deadline_extended",
        11,
        Act.EXTEND,
        "Fristen blev forlænget til {until}: {reason}.",
        "The deadline was extended to {until}: {reason}.",
        Field("until", f.DAY),
        _REASON,
    ),
    about_case(
        "meeting_treatment_decided",
        12,
        Act.DECIDE_MEETING_TREATMENT,
        "Det blev besluttet, om underretningen skal behandles på et møde: {treat}.",
        "It was decided whether the notification is to be treated at a meeting: {treat}.",
        Field("treat", f.FLAG),
        says=lambda happened_on, data: {"meeting_decided_on": happened_on},
    ),
    about_case(
        "case_decided",
        13,
        Act.DECIDE,
        "Sagen blev afgjort: {outcome}[. {ground}].",
        "The case was decided: {outcome}[. {ground}].",
        Field("outcome", f.OUTCOME),
        Field("ground", f.TEXT, required=False),
        says=_decided,
    ),
    about_case(
        "decision_dispatched",
        14,
        Act.DISPATCH,
        "Afgørelsen blev sendt[ ({channel})].",
        "The decision was sent[ ({channel})].",
        Field("letter", f.TEXT, required=False),
        Field("sha256", f.SHA256, required=False),
        Field("channel", f.TEXT, required=False),
    ),
    about_case(
        "case_withdrawn",
        15,
        Act.WITHDRAW,
        "Klagen blev trukket tilbage.",
        "The appeal was withdrawn.",
        says=_withdrawn,
    ),
    about_case(
        "case_reopened",
        16,
        Act.REOPEN,
        "Sagen blev genoptaget som sag {as}.",
        "The case was reopened as case {as}.",
        Field("as", f.TEXT),
    ),
    about_case(
        "registration_corrected",
        17,
        Act.CORRECT,
        "Registreringen blev rettet ({changes}): {reason}.",
        "The registration was corrected ({changes}): {reason}.",
        Field("changes", f.CHANGES),
        _REASON,
        _UNDOES,
        says=_corrected,
    ),
    about_case(
        "first_instance_error_found",
        18,
        Act.FIND_ERROR,
        "Det blev vurderet, om førsteinstansen begik en fejl, da den sendte sagen: {error} ({reason}).",
        "It was assessed whether the first instance made an error in sending the case: {error} ({reason}).",
        Field("error", f.FLAG),
        _REASON,
        says=lambda happened_on, data: {"first_instance_error": data["error"]},
    ),
)
