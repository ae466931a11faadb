"""From a form on the page to an act: which act its address names, and what it is handed."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any, Final

from anke.rules.local import DENMARK
from anke.rules.refusal import Refused
from anke.rules.report_steps import Act
from anke.steering.reporting import commands
from anke.steering.statistics import commands as statistics

WORDS_OF: Final[dict[str, Act]] = {
    str(act): act
    for act in (
        Act.BEGIN,
        Act.NOTE_DEVIATION,
        Act.WITHDRAW_DEVIATION,
        Act.SUBMIT,
        Act.TAKE_BACK,
        Act.REVIEW,
        Act.RETURN,
        Act.APPROVE,
        Act.FREEZE,
        Act.HAND_OVER,
        Act.CONFIRM,
        Act.REGISTER_RECEIPT,
        Act.ANNOTATE,
    )
}


def do(
    act: Act,
    *,
    report: Mapping[str, str],
    given: Mapping[str, str],
    actor: str,
    today: date,
    at: datetime,
    synthetic: bool,
) -> Act:
    """Do an act with what a form was filled in with. Raises `Refused`."""
    by: dict[str, Any] = {"actor": actor, "recorded_at": at}
    dated: dict[str, Any] = {**report, **by, "happened_on": today}
    seen: dict[str, Any] = {"expected": _number(given, "expected")} if "expected" in given else {}
    match act:
        case Act.BEGIN:
            commands.begin_report(**dated)
        case Act.NOTE_DEVIATION:
            commands.note_deviation(**dated, area=given.get("area", ""), words=given.get("words", ""))
        case Act.WITHDRAW_DEVIATION:
            commands.withdraw_deviation(**dated, number=_number(given, "number"))
        case Act.ANNOTATE:
            commands.annotate_revision(**dated, number=_number(given, "number"), words=given.get("words", ""))
        case Act.RETURN:
            commands.return_report(**dated, **seen, reason=given.get("reason", ""))
        case Act.FREEZE:
            _freeze(given, dated | seen, synthetic=synthetic)
        case Act.REGISTER_RECEIPT:
            received = _day(given.get("received_on", ""))
            reference = given.get("reference", "")
            about: dict[str, Any] = {**report, **by, **seen}
            commands.register_receipt(**about, reference=reference, received_on=received)
        case _:
            _PLAIN[act](**dated, **seen)
    return act


def _freeze(given: Mapping[str, str], how: dict[str, Any], *, synthetic: bool) -> None:
    """As known now, the figures brought up to date first; or as known at the end of a day that is named."""
    bring_up_to_date()
    known_at = _end_of(given.get("known_on", ""))
    commands.freeze_report(**how, synthetic=synthetic, reason=given.get("reason", ""), known_at=known_at)


def bring_up_to_date() -> None:
    """Let the figures know all that is recorded. Where somebody else does it at this moment, theirs is
    enough: what the figures lack is told."""
    with suppress(statistics.Moved):
        statistics.export()


_PLAIN: Final[dict[Act, Any]] = {
    Act.SUBMIT: commands.submit_report,
    Act.TAKE_BACK: commands.take_back_report,
    Act.REVIEW: commands.review_report,
    Act.APPROVE: commands.approve_report,
    Act.HAND_OVER: commands.hand_over_report,
    Act.CONFIRM: commands.confirm_receipt,
}


def _number(given: Mapping[str, str], name: str) -> int:
    """A whole number out of a form; −1, which nothing has, for anything else."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _end_of(text: str) -> datetime | None:
    """The last instant of a day in Denmark; None where no day is named, which means now."""
    return datetime.combine(_day(text), time.max, DENMARK) if text.strip() else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(
            "Skriv dagen som år-måned-dag, for eksempel 2025-10-21.",
            "Write the day as year-month-day, for example 2025-10-21.",
        ) from None
