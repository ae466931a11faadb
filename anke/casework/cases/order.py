"""In which order the days of a case must lie, said to the person who gives a day that cannot be."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from anke.content.load import content
from anke.events.apply import CaseState
from anke.rules.limits import DAYS
from anke.rules.local import local_date
from anke.rules.steps import Act, Refused, Status
from anke.rules.trace import UNITS

_CLOSING = {"decided_on", "closed_on", "outcome"}


def require_order(state: CaseState, act: Act, happened_on: date) -> None:
    """Raise `Refused` for an act on a day that comes before what it rests on."""
    _not_before(happened_on, state.received_on, "sagen blev modtaget den", "the case was received on")
    if act is Act.DISPATCH and state.decided_on:
        _not_before(happened_on, state.decided_on, "sagen blev afgjort den", "the case was decided on")
    if act == Act.REOPEN and state.closed_on:
        _not_before(happened_on, state.closed_on, "sagen blev afsluttet den", "the case was closed on")
    if act is Act.DECIDE and state.status is Status.AT_MEETING and state.meeting_on:
        _not_before(happened_on, state.meeting_on, "mødet holdes den", "the meeting is held on")
    if state.pauses and act in (Act.PAUSE, Act.RESUME, Act.DECIDE, Act.DISMISS, Act.SUBMIT):
        begun, ended = state.pauses[-1]
        if ended is None:
            _not_before(happened_on, begun, "fristen blev sat på pause den", "the clock was paused on")
        else:
            _not_before(happened_on, ended, "fristen begyndte at løbe igen den", "the clock ran again on")


def require_later(until: date, happened_on: date, state: CaseState) -> None:
    """Raise `Refused` for an extension that extends nothing."""
    _not_before(until, happened_on, "fristen bliver forlænget den", "the deadline is extended on")
    if state.deadline_until is not None:
        _not_before(
            until,
            state.deadline_until,
            "fristen løber allerede til",
            "the deadline already runs until",
        )


def require_recent(act: Act, happened_on: date, recorded_at: datetime) -> None:
    """Raise `Refused` for what is back-dated further than the content allows (casework.yaml). What only tells
    of what came in belongs to the receipt, and that can lie as far back as it does."""
    if act in _DESCRIBES:
        return
    name = _BACK_DATED.get(act, "other")
    today, limit = local_date(recorded_at), content().casework.back_dated(name)
    term = limit.on(today)
    if term is None or happened_on >= (earliest := today - timedelta(days=term.value * DAYS[term.unit])):
        return
    more, many = _OTHERWISE.get(name, ("", "")), term.value != 1
    danish, english = (f"{term.value} {words[many]}" for words in UNITS[term.unit])
    raise Refused(
        f"{limit.title.da} {danish}: til {earliest:%d.%m.%Y}. Skriv den dag eller en senere.{more[0]}",
        f"{limit.title.en} {english}: to {earliest}. Write that day or a later one.{more[1]}",
    )


_DESCRIBES = (Act.ADD_PARTY, Act.RAISE_POINT, Act.DESCRIBE_APPEAL, Act.ASSESS_INFORMATION)
# By which of the content's limits an act is back-dated; an act that is not named here, by "other".
_BACK_DATED = {
    Act.PAUSE: "pause",
    Act.RESUME: "pause",
    Act.EXTEND: "extension",
    Act.DECIDE: "decision",
    Act.DISMISS: "decision",
    Act.WITHDRAW: "decision",
    Act.DECIDE_MEETING_TREATMENT: "decision",
    Act.DISPATCH: "dispatch",
}
_OTHERWISE = {
    "pause": (
        " En leder kan forlænge fristen i stedet.",
        " A leader can extend the deadline instead.",
    ),
    "decision": (
        " Skete det før, så ret registreringen bagefter, og skriv hvorfor.",
        " If it happened before that, correct the registration afterwards, and say why.",
    ),
}


def require_appeal_order(appeal: Mapping[str, Any], received_on: date) -> None:
    """Raise `Refused` where the first instance's decision, its notification, the complaint and the receipt do
    not follow each other."""
    if not isinstance(appeal.get("decided_on"), date):
        raise Refused(
            "Skriv datoen for førsteinstansens afgørelse.", "Write the first instance's decision's day."
        )
    names = {
        "decided_on": ("førsteinstansen afgjorde sagen den", "the first instance decided on"),
        "notified_on": ("afgørelsen blev meddelt den", "the decision was notified on"),
        "complained_on": (
            "klagen kom til førsteinstansen den",
            "the complaint reached the first instance on",
        ),
        "reconsidered_on": ("sagen blev genvurderet den", "the case was reconsidered on"),
    }
    before: date | None = None
    words = ("", "")
    for name, said in names.items():
        day = appeal.get(name)
        if isinstance(day, date):
            if before is not None:
                _not_before(day, before, *words)
            before, words = day, said
    assert before is not None
    _not_before(received_on, before, *words)


def completed(state: CaseState, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes of a correction with what follows from them: a decision taken back takes the closing and
    the outcome with it, and a decision's new day is also the day of closing.

    Raises `Refused` where the days would lie in the wrong order or an outcome would lack its day.
    """
    made = dict(changes)
    if made.get("decided_on") is not None:
        made.setdefault("closed_on", made["decided_on"])
    elif _CLOSING & made.keys() and all(made.get(column) is None for column in _CLOSING):
        made |= dict.fromkeys(column for column in sorted(_CLOSING) if getattr(state, column) is not None)
    days = ("decided_on", "closed_on", "meeting_decided_on")
    after = {column: made.get(column, getattr(state, column)) for column in (*days, "received_on", "outcome")}
    if (after["closed_on"] is None) != (after["outcome"] is None):
        raise Refused(
            "En afsluttet sag har et udfald, og en åben sag har ikke. Ret både dagen og udfaldet.",
            "A closed case has an outcome and an open case has none. Correct both the day and the outcome.",
        )
    if after["outcome"] and (after["outcome"] == "withdrawn") != (after["decided_on"] is None):
        raise Refused(
            "En sag er enten afgjort eller trukket tilbage. Ret afgørelsens dag og udfaldet sammen.",
            "A case is either decided or withdrawn. Correct the day of decision and the outcome together.",
        )
    for column in days:
        if after[column] is not None:
            _not_before(
                after[column], after["received_on"], "sagen blev modtaget den", "the case was received on"
            )
    return made


def _not_before(day: date, earliest: date, da: str, en: str) -> None:
    if day < earliest:
        raise Refused(
            f"Datoen {day:%d.%m.%Y} kan ikke passe: {da} {earliest:%d.%m.%Y}. Skriv den dag eller en senere.",
            f"The date {day} cannot be right: {en} {earliest}. Write that day or a later one.",
        )
