"""Errors as application/problem+json (RFC 9457), in plain words and the language asked for.

`type` leads to the page that explains the problem. No answer repeats a value that was sent: it may be
personal. No answer holds a traceback.
"""

import json
import logging
import traceback
from collections.abc import Mapping
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from anke.casework.gateway.api.faults import in_words
from anke.events.problem import BadData, EventError
from anke.rules.deadlines import DeadlineError
from anke.rules.refusal import Refused, Stale
from anke.rules.working_days import CalendarError

RETRY: Final = 15  # seconds after which a request may be tried again while the database is away
log = logging.getLogger(__name__)

# id → status, title (Danish, English), detail (Danish, English). The page of the API lists them.
PROBLEMS: Final[Mapping[str, tuple[int, tuple[str, str], tuple[str, str]]]] = {
    "no-token": (
        401,
        ("Adgangsnøglen mangler eller gælder ikke", "The token is missing or does not count"),
        (
            "Send en gyldig adgangsnøgle: Authorization: Bearer anke_… "
            "Den kan være udløbet eller taget tilbage.",
            "Send a token that counts: Authorization: Bearer anke_… It may have expired or been taken back.",
        ),
    ),
    "no-scope": (
        403,
        ("Adgangsnøglen giver ikke lov til det", "The token does not allow that"),
        (
            "Lav en adgangsnøgle med den rettighed, der står i scope, hvis din rolle tillader det.",
            "Make a token with the right that scope names, if your role allows it.",
        ),
    ),
    "not-found": (
        404,
        ("Findes ikke", "Not found"),
        (
            "Der er intet på denne adresse, som du kan se.",
            "There is nothing at this address that you can see.",
        ),
    ),
    "method": (
        405,
        ("Det kan adressen ikke", "The address cannot do that"),
        ("Brug en af metoderne i Allow.", "Use one of the methods in Allow."),
    ),
    "refused": (409, ("Det kan ikke lade sig gøre", "That cannot be done"), ("", "")),
    "stale": (409, ("Sagen er ændret imens", "The case has changed meanwhile"), ("", "")),
    "not-as-seen": (412, ("Sagen er ændret imens", "The case has changed meanwhile"), ("", "")),
    "too-large": (
        413,
        ("For meget på en gang", "Too much at once"),
        ("Send mindre ad gangen.", "Send less at a time."),
    ),
    "invalid": (
        422,
        ("Noget er ikke udfyldt, som det skal", "Something is not filled in as it must be"),
        ("errors siger hvilke felter og hvorfor.", "errors says which fields and why."),
    ),
    "unreadable": (
        400,
        ("Indholdet kan ikke læses", "The content cannot be read"),
        ("Send JSON i UTF-8.", "Send JSON in UTF-8."),
    ),
    "key-reused": (
        422,
        ("Idempotency-Key er brugt til noget andet", "The Idempotency-Key was used for something else"),
        (
            "Brug en ny nøgle, eller send det samme som første gang.",
            "Use a new key, or send the same as the first time.",
        ),
    ),
    "say-what-you-saw": (
        428,
        ("Sig, hvad du så", "Say what you saw"),
        (
            "Send If-Match med sagens ETag, eller expected med dens position, "
            "så ingen overser en andens arbejde.",
            "Send If-Match with the case's ETag, or expected with its position, "
            "so that nobody misses another's work.",
        ),
    ),
    "too-many": (
        429,
        ("For mange forespørgsler", "Too many requests"),
        ("Vent det antal sekunder, Retry-After siger.", "Wait as many seconds as Retry-After says."),
    ),
    "broke-down": (
        500,
        ("Noget gik galt her", "Something went wrong here"),
        (
            "Det er ikke dig, og intet er ændret. Sig det til dem, der driver siden, med tidspunktet.",
            "It is not your doing, and nothing has changed. Tell those who run the site, with the time.",
        ),
    ),
    "away": (
        503,
        ("Databasen svarer ikke lige nu", "The database does not answer just now"),
        (
            "Intet er ændret. Prøv igen om lidt, med samme Idempotency-Key.",
            "Nothing has changed. Try again in a moment, with the same Idempotency-Key.",
        ),
    ),
}


class Problem(Exception):  # noqa: N818 - told to whoever asked
    """An answer that is a problem: its id, and what more it says."""

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name)
        self.name, self.more = name, more


def english() -> bool:
    return (get_language() or "da").startswith("en")


def answer(name: str, **more: Any) -> HttpResponse:
    """The answer a problem makes. `more` goes beside the standard members, or takes their place."""
    status, title, detail = PROBLEMS[name]
    lang = english()
    said: dict[str, Any] = {
        "type": f"/api/docs/#{name}",
        "title": title[lang],
        "status": status,
        "detail": detail[lang],
    } | more
    if "errors" in said:
        said["errors"] = in_words(said["errors"], english=lang)
    made = HttpResponse(
        json.dumps(said, ensure_ascii=False), status=status, content_type="application/problem+json"
    )
    made["Cache-Control"] = "no-store"
    if status == 401:
        made["WWW-Authenticate"] = 'Bearer realm="anke"'
    if status == 503:
        made["Retry-After"] = str(RETRY)
    return made


def refused(refusal: Refused, *, seen_by_etag: bool = False) -> HttpResponse:
    """A refusal with its sentence in both languages."""
    name = "refused"
    if isinstance(refusal, Stale):
        name = "not-as-seen" if seen_by_etag else "stale"
    said = refusal.en if english() else refusal.da
    return answer(name, detail=said, da=refusal.da, en=refusal.en)


def _invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    errors = [
        {"at": ".".join(str(part) for part in _place(one["loc"])), "why": str(one["type"])}
        for one in problem.errors
    ]
    return answer("invalid", errors=errors)


def _place(loc: Any) -> list[Any]:
    """Where a field stands, without the names the framework puts before it. A name nobody knows is not
    repeated: it may be a value in the wrong place."""
    parts = [part for part in loc if part not in ("body", "query", "path", "header", "asked")]
    return [part if isinstance(part, int) or str(part).isidentifier() else "…" for part in parts]


def _bad_data(request: HttpRequest, problem: EventError) -> HttpResponse:
    """What the vocabulary of events refuses; its messages name fields and never values."""
    if isinstance(problem, BadData):
        return answer("invalid", detail=str(problem), errors=[])
    return answer("refused", detail=str(problem), da=str(problem), en=str(problem))


def _http(request: HttpRequest, problem: HttpError) -> HttpResponse:
    if isinstance(problem, Throttled):
        return answer("too-many")
    if isinstance(problem, AuthenticationError):
        return answer("no-token")
    return answer("unreadable" if problem.status_code == 400 else "invalid")


def _database(request: HttpRequest, problem: Exception) -> HttpResponse:
    log.warning("The API could not reach the database (%s).", type(problem).__name__)
    return answer("away")


def _broke_down(request: HttpRequest, problem: Exception) -> HttpResponse:
    where = "".join(traceback.format_tb(problem.__traceback__))  # no message: it may hold a value
    log.error("The API broke down (%s).\n%s", type(problem).__name__, where)
    return answer("broke-down")


def install(api: NinjaAPI) -> None:
    """Let every error of the API be told this way."""
    told: dict[type[Exception], Any] = {
        Exception: _broke_down,
        DatabaseError: _broke_down,
        OperationalError: _database,
        InterfaceError: _database,
        HttpError: _http,
        ValidationError: _invalid,
        EventError: _bad_data,
        Http404: lambda request, problem: answer("not-found"),
        Problem: lambda request, problem: answer(problem.name, **problem.more),
        Refused: lambda request, problem: refused(problem),
        DeadlineError: lambda request, problem: answer("invalid", errors=[]),
        CalendarError: lambda request, problem: answer("invalid", errors=[]),
    }
    for kind, how in told.items():
        api.add_exception_handler(kind, how)
