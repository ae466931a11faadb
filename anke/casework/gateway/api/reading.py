"""What programs may read: cases, their stories and deadlines, and the lists of the content. Every reading of
a case is set down."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Final, Literal
from zlib import crc32

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case
from anke.casework.gateway.api import answers, paging, showing
from anke.casework.gateway.api import kinds as k
from anke.casework.gateway.api.documenting import TOLD, problems
from anke.casework.gateway.api.problems import Problem
from anke.casework.gateway.tokens import Holder
from anke.content.load import content
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.rules.steps import OPEN, Status

router = Router()
WAITING: Final = tuple(str(status) for status in (*OPEN, Status.DECIDED))
_Cursor = Annotated[str, StringConstraints(max_length=400, pattern=r"^[\x21-\x7e]*$")]


class CaseFilters(Schema):
    """Which cases, in which order, and how many at a time."""

    status: Literal[tuple(str(one) for one in Status)] | None = None  # type: ignore[valid-type]  # made of the table
    waiting: bool = Field(False, description="Only cases somebody must still act on.")
    case_type: k.Short | None = None
    office: k.Office | None = None
    caseworker: k.Short | None = None
    next_person: k.Short | None = None
    received_from: k.Day | None = None
    received_to: k.Day | None = None
    due_to: k.Day | None = None
    order: Literal["number", "act_by"] = Field("number", description="act_by: by risk; waiting cases only.")
    limit: int = Field(25, ge=1, le=200)
    cursor: _Cursor | None = None


class WorklistFilters(Schema):
    """Whose work. `mine`: what waits for the owner of the token."""

    mine: bool = True
    office: k.Office | None = None
    limit: int = Field(25, ge=1, le=200)
    cursor: _Cursor | None = None


def holder_of(request: HttpRequest, scope: str | None = None) -> Holder:
    """Whoever asks, if the token has that scope."""
    holder: Holder = request.auth  # type: ignore[attr-defined]  # set by the API's own check
    if scope is not None and scope not in holder.scopes:
        raise Problem("no-scope", scope=scope)
    return holder


def seen(holder: Holder) -> QuerySet[Case]:
    """The cases the owner of the token sees."""
    return Case.objects.filter(cases.seen_by(holder.actor, holder.at))


def note(holder: Holder, numbers: list[str], what: str = "api") -> None:
    organisation.record_reading(
        who=holder.initials, numbers=numbers, what=what, at=holder.at, request=f"token {holder.public}"
    )


def lang() -> str:
    return (get_language() or "da")[:2]


def found(holder: Holder, number: str) -> Case:
    """The case, if the owner of the token sees it. Which of the two it is not is not told."""
    case = seen(holder).filter(number=number).first()
    if case is None:
        raise Problem("not-found")
    return case


def _page(holder: Holder, rows: QuerySet[Case], asked: dict[str, Any], *, waiting: bool) -> HttpResponse:
    """A page of cases, set down as read; `waiting`: only of those somebody must still act on."""
    rows = rows.filter(status__in=WAITING) if waiting else rows
    limit, cursor, order = asked.pop("limit"), asked.pop("cursor"), asked.get("order", "act_by")
    after = paging.after(rows, cursor, order, asked).values(*showing.ROW)
    shown = list(after[: limit + 1])
    more, shown = len(shown) > limit, shown[:limit]
    note(holder, [one["number"] for one in shown], "list")
    return showing.answer({"cases": shown, "next": paging.next_cursor(shown[-1], asked) if more else None})


@router.get("/cases", response=problems(answers.CaseList, 422), url_name="list-cases", openapi_extra=TOLD)
def list_cases(request: HttpRequest, asked: Query[CaseFilters]) -> HttpResponse:
    """The cases the token's owner sees, page by page."""
    holder = holder_of(request, "cases:read")
    equal = {
        name: getattr(asked, name) for name in ("status", "case_type", "office", "caseworker", "next_person")
    }
    ranges = {
        "received_on__gte": asked.received_from,
        "received_on__lte": asked.received_to,
        "due_on__lte": asked.due_to,
    }
    rows = seen(holder).filter(
        **{name: value for name, value in (equal | ranges).items() if value is not None}
    )
    return _page(holder, rows, asked.model_dump(), waiting=asked.waiting or asked.order == "act_by")


@router.get(
    "/worklist", response=problems(answers.CaseList, 422), url_name="worklist-api", openapi_extra=TOLD
)
def worklist(request: HttpRequest, asked: Query[WorklistFilters]) -> HttpResponse:
    """What waits, by the day it must usually move on: one's own, or an office's."""
    holder = holder_of(request, "cases:read")
    rows = seen(holder)
    if asked.mine:
        rows = rows.filter(Q(caseworker=holder.initials) | Q(next_person=holder.initials))
    if asked.office is not None:
        rows = rows.filter(office=asked.office)
    return _page(holder, rows, asked.model_dump(), waiting=True)


@router.get(
    "/cases/{number}", response=problems(answers.CaseCard, 404, 422), url_name="show-case", openapi_extra=TOLD
)
def show_case(request: HttpRequest, number: Path[k.Number]) -> HttpResponse:
    """One case, with an ETag for the next act; 304 where If-None-Match names it."""
    holder = holder_of(request, "cases:read")
    case = found(holder, number)
    others = showing.near(case)
    near = seen(holder).filter(number__in=others).values_list("number", flat=True) if others else ()
    text = showing.text_of(showing.card(case, holder.actor, near))
    etag = f'"{case.position}.{crc32(text.encode()):08x}"'
    note(holder, [number])
    if etag in request.headers.get("If-None-Match", ""):
        unchanged = HttpResponse(status=304)
        unchanged["ETag"] = etag
        return unchanged
    return showing.raw(text, etag=etag)


@router.get(
    "/cases/{number}/story",
    response=problems(answers.Story, 404, 422),
    url_name="show-story",
    openapi_extra=TOLD,
)
def show_story(request: HttpRequest, number: Path[k.Number]) -> HttpResponse:
    """Everything that happened, as sentences in the language asked for."""
    holder = holder_of(request, "cases:read")
    found(holder, number)
    note(holder, [number])
    named = seen(holder).filter(number__in=cases.others_named(number))
    others = set(named.values_list("number", flat=True))
    return showing.answer(showing.story(number, lang(), others))


@router.get(
    "/cases/{number}/deadlines",
    response=problems(answers.Deadlines, 404, 422),
    url_name="show-deadlines",
    openapi_extra=TOLD,
)
def show_deadlines(request: HttpRequest, number: Path[k.Number]) -> HttpResponse:
    """Every time limit of the case: original, current, superseded, and why."""
    holder = holder_of(request, "cases:read")
    case = found(holder, number)
    note(holder, [number])
    return showing.answer(showing.deadlines(case, lang()))


@router.get(
    "/cases/{number}/deadlines/proof",
    response=problems(answers.Proof, 404, 422),
    url_name="show-proof",
    openapi_extra=TOLD,
)
def show_proof(request: HttpRequest, number: Path[k.Number]) -> HttpResponse:
    """All that is needed to compute the deadlines again without this program (docs/proofs/deadline.py)."""
    holder = holder_of(request, "cases:read")
    found(holder, number)
    note(holder, [number])
    return showing.answer(cases.proof_of(number, at=holder.at, lang=lang()).data)


@router.get(
    "/cases/{number}/parties",
    response=problems(answers.Parties, 404, 422),
    url_name="show-parties",
    openapi_extra=TOLD,
)
def show_parties(request: HttpRequest, number: Path[k.Number]) -> HttpResponse:
    """The parties by name. Of one that is protected only that there is one; never a personal number."""
    holder = holder_of(request, "parties:read")
    case = found(holder, number)
    note(holder, [number])
    told = [showing.party(one) for one in case.people.order_by("key")]
    return showing.answer({"number": number, "parties": told})


@router.get("/selfcheck", response=problems(answers.SelfCheck), url_name="selfcheck-api", openapi_extra=TOLD)
def selfcheck(request: HttpRequest) -> HttpResponse:
    """Cases nobody would pick up, among those the owner sees. Empty where all is well."""
    holder = holder_of(request, "selfcheck")
    every = cases.violations()
    shown = set(
        seen(holder).filter(number__in=[one.number for one in every]).values_list("number", flat=True)
    )
    note(holder, sorted(shown), "list")
    told = [one.__dict__ for one in every if one.number in shown]
    return showing.answer({"violations": told})


@router.get("/me", response=problems(answers.Me), url_name="me", openapi_extra=TOLD)
def me(request: HttpRequest) -> HttpResponse:
    """Who the token acts as, and what it may."""
    holder = holder_of(request)
    actor = holder.actor
    return showing.answer(
        {
            "token": holder.public,
            "owner": actor.initials,
            "role": actor.role and str(actor.role),
            "office": actor.office,
            "machine": actor.machine,
            "scopes": sorted(holder.scopes),
        }
    )


def _listed(rows: Iterable[tuple[dict[str, Any], Any]]) -> HttpResponse:
    """A list of the content: what each is, and its title in both languages."""
    return showing.answer([told | {"title": {"da": title.da, "en": title.en}} for told, title in rows])


@router.get(
    "/content/case-types",
    response=problems(list[answers.CaseTypeItem]),
    url_name="content-case-types",
    openapi_extra=TOLD,
)
def case_types(request: HttpRequest) -> HttpResponse:
    """The case types, by the ids that cases use."""
    known = sorted(content().case_types.items())
    return _listed(({"id": name, "area": str(one.area)}, one.title) for name, one in known)


@router.get(
    "/content/outcomes",
    response=problems(list[answers.OutcomeItem]),
    url_name="content-outcomes",
    openapi_extra=TOLD,
)
def outcomes(request: HttpRequest) -> HttpResponse:
    """How a case can end."""
    known = sorted(content().outcomes.items())
    return _listed(
        ({"id": name, "on_merits": one.on_merits, "reversal": one.reversal}, one.title) for name, one in known
    )


@router.get(
    "/content/authorities",
    response=problems(list[answers.AuthorityItem]),
    url_name="content-authorities",
    openapi_extra=TOLD,
)
def authorities(request: HttpRequest) -> HttpResponse:
    """The first instances, by code."""
    known = sorted(content().authorities.items())
    return _listed(({"code": code, "kind": str(one.kind)}, one.title) for code, one in known)


@router.get(
    "/content/offices",
    response=problems(list[answers.OfficeItem]),
    url_name="content-offices",
    openapi_extra=TOLD,
)
def offices(request: HttpRequest) -> HttpResponse:
    """The offices, by code."""
    return showing.answer(
        [
            {
                "code": one.code,
                "department": one.department,
                "areas": list(one.areas),
                "title": {"da": one.title_da, "en": one.title_en},
            }
            for one in people.offices()
        ]
    )


def today_of(holder: Holder) -> date:
    """The local Danish day of the request."""
    from anke.rules.local import local_date

    return local_date(holder.at)
