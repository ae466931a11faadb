"""Searching, and the documents of a case: what other rooms know, through their doors and their own rule of
sight."""

from typing import Annotated, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from ninja import Path, Query, Schema
from pydantic import Field, StringConstraints

from anke.casework.gateway.api import answers, showing
from anke.casework.gateway.api import kinds as k
from anke.casework.gateway.api.documenting import TOLD, problems
from anke.casework.gateway.api.problems import Problem
from anke.casework.gateway.api.reading import found, holder_of, note, router
from anke.casework.gateway.tokens import Holder
from anke.casework.letters import queries as letters
from anke.casework.search import queries as search
from anke.organisation.queries import User


class SearchQuestion(Schema):
    """Words, and what narrows them. A personal number has no place in an address, and is not looked for."""

    q: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    case_type: k.Short | None = None
    caseworker: k.Short | None = None
    since: k.Day | None = None
    until: k.Day | None = None
    page: int = Field(1, ge=1, le=1_000)


def user_of(holder: Holder) -> User:
    """The account of a token's owner, as the other rooms ask for it; a stranger's where there is none."""
    found: Any = get_user_model().objects.filter(staff__initials=holder.initials, is_active=True).first()
    return found or AnonymousUser()


@router.get("/search", response=problems(answers.Found, 422), url_name="search-api", openapi_extra=TOLD)
@sensitive_variables()
def find(request: HttpRequest, asked: Query[SearchQuestion]) -> HttpResponse:
    """Cases by what is in them, among those the owner sees; the best first, a page at a time."""
    holder = holder_of(request, "search")
    words, person = search.parted(asked.q)
    if person is not None:
        raise Problem("invalid", errors=[{"at": "q", "why": "personal_number"}])
    wanted = search.Asked(
        text=words,
        case_type=asked.case_type,
        caseworker=asked.caseworker,
        since=asked.since,
        until=asked.until,
    )
    got = search.search(wanted, user=user_of(holder), at=holder.at, page=asked.page)
    note(holder, [one.number for one in got.hits], "search")
    return showing.answer(
        {
            "count": got.count,
            "more": got.more,
            "page": got.page,
            "pages": got.pages,
            "cases": [
                {
                    "number": one.number,
                    "case_type": one.case_type,
                    "authority": one.authority,
                    "status": one.status,
                    "received_on": one.received_on,
                    "caseworker": one.caseworker,
                    "protected": one.protected,
                }
                for one in got.hits
            ],
        }
    )


@router.get(
    "/cases/{number}/documents",
    response=problems(answers.Documents, 404, 422),
    url_name="show-documents",
    openapi_extra=TOLD,
)
def show_documents(request: HttpRequest, number: Path[k.Number]) -> HttpResponse:
    """The documents of a case with all their versions, newest first: what each is, and its SHA-256."""
    holder = holder_of(request, "documents:read")
    found(holder, number)
    note(holder, [number])
    told = letters.documents_of(number, user=user_of(holder), at=holder.at)
    return showing.answer({"number": number, "documents": [_document(one) for one in told]})


def _document(one: Any) -> dict[str, Any]:
    return {
        "number": one.number,
        "version": one.version,
        "kind": one.kind,
        "title": one.title,
        "media_type": letters.media_type(one.media),
        "size": one.size,
        "sha256": one.sha256,
        "added_on": one.added_on,
        "added_by": one.added_by,
        "dispatched_on": one.dispatched_on,
        "newest": one.newest,
    }


@router.get(
    "/cases/{number}/documents/{document}/{version}",
    response=problems(None, 404, 422),
    url_name="fetch-document",
    openapi_extra=TOLD,
)
def fetch_document(
    request: HttpRequest,
    number: Path[k.Number],
    document: Annotated[int, Path(ge=1, le=32_767)],
    version: Annotated[int, Path(ge=1, le=32_767)],
) -> HttpResponse:
    """One version of a document, as it came in: always to be saved, never to be shown by a browser."""
    holder = holder_of(request, "documents:read")
    found(holder, number)
    one = letters.document(number, document, version, user=user_of(holder), at=holder.at)
    raw = letters.raw_of(one.id) if one is not None else None
    if one is None or raw is None:
        raise Problem("not-found")
    note(holder, [number], "document")
    made = HttpResponse(raw, content_type=letters.media_type(one.media))
    made["Content-Disposition"] = f'attachment; filename="{one.outward}"'
    made["Cache-Control"] = "no-store"
    made["ETag"] = f'"{one.sha256}"'
    return made
