"""The vocabulary: every kind of thing that can happen, in one typed table.

A kind states its data, its sentence for the reader (Danish, English), the state it needs and leads to, and
which columns of the case's facts it says something about. `words` says it in Python's own types and `patch`
in the whole numbers of `rules/facts.py`; both come from one function, so that register and figures agree.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import Data, KindOfEvent, check_data, number
from anke.events.problem import UnknownKind
from anke.events.vocabulary_staff import OF_STAFF
from anke.rules.steps import Act

__all__ = ["BY_CODE", "KINDS", "KindOfEvent", "check_data", "kind_called", "number"]


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
_FIGURE = (
    Field("subgoal", f.TEXT),
    Field("year", f.YEAR),
    Field("period", f.PERIOD),
    Field("value", f.DECIMAL),
    Field("preliminary", f.FLAG),
    Field("source", f.TEXT),
)
_SAME_GOAL: Mapping[str | None, str] = {None: "reported", "reported": "reported"}


def _case(
    name: str, code: int, act: Act | None, da: str, en: str, *fields: Field, **more: Any
) -> KindOfEvent:
    return KindOfEvent(name, code, "case", (da, en), fields, act, **more)


def _other(subject: str, name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, subject, (da, en), fields, **more)


_OF_CASES = (
    _case(
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
        Field("reopens", f.TEXT, required=False),
        birth=True,
        says=_registered,
    ),
    _case(
        "information_assessed",
        2,
        Act.ASSESS_INFORMATION,
        "Det blev vurderet, om sagen var fuldt oplyst ved modtagelsen: {fully_informed}.",
        "It was assessed whether the case was fully informed at receipt: {fully_informed}.",
        Field("fully_informed", f.FLAG),
        says=lambda happened_on, data: {"fully_informed": data["fully_informed"]},
    ),
    _case(
        "case_assigned",
        3,
        Act.ASSIGN,
        "Sagen blev fordelt til kontor {office}[, {caseworker}].",
        "The case was assigned to office {office}[, {caseworker}].",
        Field("office", f.OFFICE),
        Field("caseworker", f.TEXT, required=False),
        says=lambda happened_on, data: {"office": data["office"]},
    ),
    _case(
        "information_requested",
        4,
        Act.REQUEST_INFORMATION,
        "Der blev bedt om oplysninger[ hos {source}].",
        "Information was asked for[ from {source}].",
        Field("source", f.TEXT, required=False),
    ),
    _case(
        "information_received",
        5,
        Act.RECEIVE_INFORMATION,
        "Der kom oplysninger[ fra {source}].",
        "Information came in[ from {source}].",
        Field("source", f.TEXT, required=False),
    ),
    _case("party_heard", 6, Act.HEAR_PARTY, "Parten blev hørt.", "The party was heard."),
    _case(
        "consultant_asked",
        7,
        Act.ASK_CONSULTANT,
        "Lægekonsulenten blev spurgt.",
        "The medical consultant was asked.",
    ),
    _case(
        "consultant_answered",
        8,
        Act.RECEIVE_CONSULTANT_ANSWER,
        "Lægekonsulenten svarede.",
        "The medical consultant answered.",
    ),
    _case(
        "clock_paused",
        9,
        Act.PAUSE,
        "Fristen blev sat på pause: {reason}.",
        "The clock was paused: {reason}.",
        _REASON,
    ),
    _case("clock_resumed", 10, Act.RESUME, "Fristen løber igen.", "The clock runs again."),
    _case(
        "deadline_extended",
        11,
        Act.EXTEND,
        "Fristen blev forlænget til {until}: {reason}.",
        "The deadline was extended to {until}: {reason}.",
        Field("until", f.DAY),
        _REASON,
    ),
    _case(
        "meeting_treatment_decided",
        12,
        Act.DECIDE_MEETING_TREATMENT,
        "Det blev besluttet, om underretningen skal behandles på et møde: {treat}.",
        "It was decided whether the notification is to be treated at a meeting: {treat}.",
        Field("treat", f.FLAG),
        says=lambda happened_on, data: {"meeting_decided_on": happened_on},
    ),
    _case(
        "case_decided",
        13,
        Act.DECIDE,
        "Sagen blev afgjort: {outcome}.",
        "The case was decided: {outcome}.",
        Field("outcome", f.OUTCOME),
        says=_decided,
    ),
    _case("decision_dispatched", 14, Act.DISPATCH, "Afgørelsen blev sendt.", "The decision was sent."),
    _case(
        "case_withdrawn",
        15,
        Act.WITHDRAW,
        "Klagen blev trukket tilbage.",
        "The appeal was withdrawn.",
        says=_withdrawn,
    ),
    _case(
        "case_reopened",
        16,
        Act.REOPEN,
        "Sagen blev genoptaget som sag {as}.",
        "The case was reopened as case {as}.",
        Field("as", f.TEXT),
    ),
    _case(
        "registration_corrected",
        17,
        Act.CORRECT,
        "Registreringen blev rettet ({changes}): {reason}.",
        "The registration was corrected ({changes}): {reason}.",
        Field("changes", f.CHANGES),
        _REASON,
        says=_corrected,
    ),
    _case(
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

_OF_OTHERS = (
    _other(
        "goal",
        "figure_reported",
        51,
        "Tallet for mål {subgoal}, {period}, blev oplyst til {value} ({source}).",
        "The figure for goal {subgoal}, {period}, was given as {value} ({source}).",
        *_FIGURE,
        moves=_SAME_GOAL,
    ),
    _other(
        "goal",
        "benchmark_reported",
        52,
        "Sammenligningstallet for mål {subgoal}, {period}, blev oplyst til {value} ({source}).",
        "The benchmark for goal {subgoal}, {period}, was given as {value} ({source}).",
        *_FIGURE,
        moves=_SAME_GOAL,
    ),
    _other(
        "goal",
        "deliverable_prepared",
        53,
        "Leverancen til mål {subgoal} blev udarbejdet: {document}.",
        "The deliverable of goal {subgoal} was prepared: {document}.",
        Field("subgoal", f.TEXT),
        Field("document", f.TEXT),
        moves=_SAME_GOAL,
    ),
    _other(
        "goal",
        "deliverable_received",
        54,
        "Leverancen til mål {subgoal} blev modtaget.",
        "The deliverable of goal {subgoal} was received.",
        Field("subgoal", f.TEXT),
        moves=_SAME_GOAL,
    ),
    _other(
        "board",
        "board_figures_reported",
        55,
        "Nævnets tal for {period} blev indberettet.",
        "The board's figures for {period} were reported.",
        Field("period", f.PERIOD),
        moves=_SAME_GOAL,
    ),
    _other(
        "department",
        "department_established",
        60,
        "Afdelingen {da} blev oprettet.",
        "The department {en} was established.",
        Field("da", f.TEXT),
        Field("en", f.TEXT),
        birth=True,
        moves={None: "established"},
    ),
    _other(
        "office",
        "office_established",
        61,
        "Kontoret {da} blev oprettet.",
        "The office {en} was established.",
        Field("da", f.TEXT),
        Field("en", f.TEXT),
        Field("department", f.TEXT, required=False),
        Field("areas", f.TEXT, required=False),
        birth=True,
        moves={None: "established"},
    ),
    _other(
        "staff",
        "staff_joined",
        62,
        "Medarbejderen begyndte[ i kontor {office}][ i afdeling {department}] som {role}.",
        "The member of staff began[ in office {office}][ in department {department}] as {role}.",
        Field("office", f.OFFICE, required=False),
        Field("department", f.TEXT, required=False),
        Field("role", f.TEXT),
        Field("part_time", f.DECIMAL, required=False),
        moves={None: "employed", "left": "employed"},
    ),
    _other(
        "staff",
        "staff_left",
        63,
        "Medarbejderen holdt op.",
        "The member of staff left.",
        moves={"employed": "left"},
    ),
    _other(
        "staff",
        "account_opened",
        64,
        "Medarbejderen fik en konto at logge ind med.",
        "The member of staff was given an account to log in with.",
        moves={"employed": "employed"},
    ),
    _other(
        "*",
        "personal_data_shredded",
        91,
        "Personoplysningerne blev slettet: {reason}.",
        "The personal data were shredded: {reason}.",
        _REASON,
    ),
)

KINDS: Final[Mapping[str, KindOfEvent]] = {kind.name: kind for kind in (*_OF_CASES, *_OF_OTHERS, *OF_STAFF)}
BY_CODE: Final[Mapping[int, KindOfEvent]] = {kind.code: kind for kind in KINDS.values()}


def kind_called(name: str) -> KindOfEvent:
    """The kind of that name. Raises `UnknownKind` with the names there are."""
    if found := KINDS.get(name):
        return found
    raise UnknownKind(f"'{name}' is no kind of event. Write one of: {', '.join(KINDS)}.")
