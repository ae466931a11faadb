"""What programs may do: register a case, every act of the table, and show a personal number.

Each address is made from one row of `acts.ACTS`. Before an act the program says what it saw (If-Match or
`expected`), so that nobody overwrites another's work unseen. The same Idempotency-Key gets the same answer.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from ninja import Path

from anke.casework.cases import commands as cases
from anke.casework.gateway import calls
from anke.casework.gateway.api import answers, reading, showing
from anke.casework.gateway.api import kinds as k
from anke.casework.gateway.api import problems as told
from anke.casework.gateway.api.acts import ACTS, ActRow, Done, values_of
from anke.casework.gateway.api.documenting import ACTED, POSTED, problems
from anke.casework.gateway.api.problems import Problem
from anke.casework.gateway.api.reading import holder_of, seen, today_of
from anke.casework.gateway.calls import Asked, Kept
from anke.casework.gateway.tokens import Holder
from anke.events.apply import CaseState
from anke.rules.refusal import Refused

router = reading.router  # what is read and what is done: one list of addresses
_ETAG: Final = re.compile(r'(?:W/)?"(\d{1,9})(?:\.[0-9a-f]{8})?"')
_KEY: Final = re.compile(r"[!-~]{1,200}")


class RegisterIn(k.Strict):
    """A case to register. `appellant` is kept encrypted."""

    case_type: k.Short
    authority: k.Authority
    office: k.Office
    received_on: k.Day
    fully_informed: bool | None = None
    appellant: k.PersonIn | None = None
    protected: bool = False
    procedure: str | None = None
    appeal: k.AppealIn | None = None
    points: tuple[k.Words, ...] = ()


class RevealIn(k.Strict):
    """Why the number must be shown."""

    reason: k.Words


def _asked(request: HttpRequest) -> Asked:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise Problem("invalid", errors=[{"at": "Idempotency-Key", "why": "not_a_key"}])
    return calls.asked(key, request.path, request.body)


def _again(holder: Holder, asked: Asked) -> HttpResponse | None:
    """The answer given before to the same key, if any; a problem where the key was used for another."""
    kept = calls.find(holder, asked)
    if kept is None:
        return None
    if not kept.same:
        raise Problem("key-reused")
    return _replayed(kept)


def _replayed(kept: Kept) -> HttpResponse:
    made = _finished(kept.answer, kept.status, kept.number, kept.position)
    made["Idempotency-Replayed"] = "true"
    return made


def _finished(text: str, status: int, number: str, position: int | None) -> HttpResponse:
    made = showing.raw(text, status=status, etag=f'"{position}"')
    made["Cache-Control"] = "no-store"
    if status == 201:
        made["Location"] = f"/api/cases/{number}"
    return made


def _once(request: HttpRequest, act: str, do: Callable[[], CaseState], *, status: int = 200) -> HttpResponse:
    """Do an act once for its key: the act and its kept answer in one transaction."""
    holder: Holder = request.auth  # type: ignore[attr-defined]  # set by the API's own check
    asked = _asked(request)
    if before := _again(holder, asked):
        return before
    try:
        with cases.ending_together():
            state = do()
            text = showing.text_of(showing.done(state))
            number, position = state.name, state.last_position
            calls.keep(holder, asked, act=act, status=status, answer=text, number=number, position=position)
    except (Refused, IntegrityError):
        if before := _again(holder, asked):  # the same, sent twice at once: the other one came first
            return before
        raise
    return _finished(text, status, number, position)


@router.post(
    "/cases",
    response=problems(answers.ActDone, 400, 409, 413, 422, status=201),
    url_name="register-case",
    openapi_extra=POSTED,
)
@sensitive_variables()
def register_case(request: HttpRequest, body: RegisterIn) -> HttpResponse:
    """Register a case received on a day; it gets the next number of that year."""
    holder = holder_of(request, "cases:register")
    given: dict[str, Any] = {
        "case_type": body.case_type,
        "authority": body.authority,
        "office": body.office,
        "fully_informed": body.fully_informed,
        "procedure": body.procedure,
        "points": body.points,
        "protected": body.protected,
        "appellant": body.appellant.given() if body.appellant else None,
        "appeal": body.appeal.model_dump(exclude_unset=True) if body.appeal else None,
        "happened_on": body.received_on,
        "actor": holder.initials,
        "recorded_at": holder.at,
    }
    return _once(request, "register", lambda: cases.register_case(**given), status=201)


def _expected(request: HttpRequest, body: Done) -> tuple[int | None, bool]:
    """(the position the program saw, whether it said so by If-Match). Raises where it said neither."""
    match = request.headers.get("If-Match")
    if match is None:
        if body.expected is None:
            raise Problem("say-what-you-saw")
        return body.expected, False
    if match.strip() == "*":
        return body.expected, True
    found = _ETAG.fullmatch(match.strip())
    return (int(found[1]) if found else -1), True


def _make(row: ActRow) -> Callable[..., HttpResponse]:
    body_type = row.body

    def act(request: HttpRequest, number: str, body: Done) -> HttpResponse:
        holder = holder_of(request, "cases:act")
        expected, by_etag = _expected(request, body)
        given = values_of(body) | {
            "number": number,
            "happened_on": body.happened_on or today_of(holder),
            "actor": holder.initials,
            "recorded_at": holder.at,
            "expected": expected,
        }
        try:
            return _once(request, row.name, lambda: row.command(**given))
        except Refused as refusal:
            if not seen(holder).filter(number=number).exists():
                raise Problem("not-found") from None
            return told.refused(refusal, seen_by_etag=by_etag)

    act.__name__ = row.name.replace("-", "_")
    act.__doc__ = row.words
    act.__annotations__ = {
        "request": HttpRequest,
        "number": Path[k.Number],
        "body": body_type,
        "return": HttpResponse,
    }
    hidden: Callable[..., HttpResponse] = sensitive_variables()(act)
    return hidden


for _row in ACTS:
    router.post(
        f"/cases/{{number}}/acts/{_row.name}",
        response=problems(answers.ActDone, 400, 404, 409, 412, 413, 422, 428),
        url_name=f"act-{_row.name}",
        summary=_row.words,
        openapi_extra=ACTED,
    )(_make(_row))


@router.post(
    "/cases/{number}/parties/{party}/reveal-cpr",
    response=problems(answers.Cpr, 400, 404, 409, 413, 422),
    url_name="reveal-cpr",
    openapi_extra=POSTED,
)
@sensitive_variables()
def reveal_cpr(
    request: HttpRequest, number: Path[k.Number], party: Path[k.PartyKey], body: RevealIn
) -> HttpResponse:
    """Show a party's personal number, to one who handles the case and says why. Every showing is recorded.

    The answer is never kept: the same key shows the number again, and that is recorded again.
    """
    holder = holder_of(request, "cpr:reveal")
    asked = _asked(request)
    kept = calls.find(holder, asked)
    if kept is not None and not kept.same:
        raise Problem("key-reused")
    if not seen(holder).filter(number=number).exists():
        raise Problem("not-found")
    with transaction.atomic():
        cpr = cases.reveal_cpr(
            number=number, party=party, reason=body.reason, actor=holder.initials, recorded_at=holder.at
        )
        if kept is None:
            calls.keep(holder, asked, act="reveal-cpr", status=200, answer="", number=number, position=None)
    return showing.answer({"cpr": cpr})
