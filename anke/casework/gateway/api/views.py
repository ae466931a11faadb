"""The API as a whole: its addresses, who may ask, and what is said where there is nothing."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path
from django.urls.resolvers import RoutePattern
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.security import HttpBearer

from anke.casework.gateway import tokens
from anke.casework.gateway.api import acting, finding, problems, reading, showing, throttle
from anke.casework.gateway.api.documenting import as_problems
from anke.casework.gateway.tokens import Holder
from anke.organisation.queries import moment_of

VERSION: Final = "1.0.0"
_WORDS: Final = """Cases, acts, deadlines and parties, for programs that act on behalf of a person.

Every request carries a token (Authorization: Bearer anke_…), made on the page of one's account.
Errors are application/problem+json in Danish or English (Accept-Language)."""


class Bearer(HttpBearer):
    """A token in the header Authorization."""

    def __call__(self, request: HttpRequest) -> Any:
        holder = super().__call__(request)
        if holder is None:
            self._count_wrong(request)
        return holder

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        at = moment_of(request)
        holder = tokens.authenticate(token, at=at)
        if holder is not None and (wait := throttle.over(holder.public, at)) is not None:
            raise TooMany(wait)
        return holder

    def _count_wrong(self, request: HttpRequest) -> None:
        wait = throttle.guessing(request.META.get("REMOTE_ADDR", ""), moment_of(request))
        if wait is not None and request.headers.get("Authorization"):
            raise TooMany(wait)


class TooMany(Exception):  # noqa: N818 - told to whoever asked
    """Too much at once; after `wait` seconds one may go on."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Api(NinjaAPI):
    """The API, whose document tells problems as what they are."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**given)
        as_problems(document)
        return document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.url_name)


def _too_many(request: HttpRequest, problem: Any) -> HttpResponse:
    made = problems.answer("too-many")
    made["Retry-After"] = str(problem.wait)
    return made


api = Api(
    title="anke",
    version=VERSION,
    description=_WORDS,
    openapi_url=None,
    docs_url=None,
    auth=Bearer(),
    urls_namespace="api",
)
problems.install(api)
api.add_exception_handler(TooMany, _too_many)
ADDED: Final = (acting, finding)  # these put their addresses beside those of `reading`
api.add_router("", reading.router)


@require_safe
@cache_control(public=True, max_age=300)
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document. It says nothing of any case, and is for everybody."""
    return HttpResponse(showing.text_of(document()), content_type="application/json")


def document() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix="/api/"))


@csrf_exempt
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """No such address: the same words as for a case that is not there."""
    return problems.answer("not-found")


def _told(pattern: URLPattern) -> URLPattern:
    """The same address, that says in our words which methods there are."""
    view = pattern.callback

    @csrf_exempt
    def telling(request: HttpRequest, *given: Any, **named: Any) -> Any:
        answer = view(request, *given, **named)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        made = problems.answer("method")
        made["Allow"] = answer["Allow"]
        return made

    assert isinstance(pattern.pattern, RoutePattern)
    return path(str(pattern.pattern), telling, pattern.default_args, pattern.name)


addresses = [_told(one) for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
