"""Every address of the API, asked by everybody: who is let in, who is not, and that nobody learns what is
hidden. And the document it is described by, tried with whatever a generator can think of."""

import functools
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import requests
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, Phase

from anke.casework.gateway import scopes, tokens
from anke.casework.gateway.api import throttle, views
from anke.casework.gateway.models import Token
from anke.casework.gateway.tests.asking import REGISTER, Program, a_case, token
from anke.organisation import queries as organisation
from anke.organisation.tests.people import house, somebody
from anke.rules.local import local_date
from anke.rules.roles import POWERS, Reach, Role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OPERATIONS = sorted(
    (f"/api{path}", method.lower())
    for _, router in views.api._routers
    for path, view in router.path_operations.items()
    for operation in view.operations
    for method in operation.methods
)
MACHINE = "import"
# Who else needs which scope, by the beginning of the operation's name.
NEEDED = {
    "list-cases": "cases:read",
    "show-case": "cases:read",
    "show-story": "cases:read",
    "show-deadlines": "cases:read",
    "show-proof": "cases:read",
    "worklist-api": "cases:read",
    "search-api": "search",
    "show-documents": "documents:read",
    "fetch-document": "documents:read",
    "show-parties": "parties:read",
    "register-case": "cases:register",
    "reveal-cpr": "cpr:reveal",
    "selfcheck-api": "selfcheck",
}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    tokens.forget()
    throttle.TOKENS.clear()
    throttle.FAILURES.clear()
    yield
    tokens.forget()


@pytest.fixture(scope="module")
def programs(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Program]]:
    """A program for each role (in an office where the role is held in one), and for a machine: made once,
    gone when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield everybody()
        transaction.set_rollback(True)


@functools.cache
def document() -> dict[str, Any]:
    return views.document()


def everybody() -> dict[str, Program]:
    house()
    made = {}
    for role in Role:
        reach = POWERS[role].cases
        where: dict[str, Any] = {"office": 1} if reach is Reach.OFFICE else {}
        where |= {"department": 1} if reach is Reach.DEPARTMENT else {}
        somebody(str(role)[:20], role, **where)
        made[str(role)] = Program(token(str(role)[:20]))
    return made | {MACHINE: Program(token(MACHINE))}


def needed(name: str) -> str | None:
    return "cases:act" if name.startswith("act-") else NEEDED.get(name)


def ask(program: Program, path: str, method: str, number: str) -> Any:
    at = path.replace("{number}", number).replace("{party}", "P1")
    at = at.replace("{document}", "1").replace("{version}", "1")
    if method == "get":
        return program.get(at)
    name = document()["paths"][path][method]["operationId"]
    return program.send(at, REGISTER if name == "register-case" else {}, if_match="*")


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_who_is_let_in(programs: dict[str, Program], path: str, method: str) -> None:
    """403 without the scope; 404 for a case out of reach, for whatever it is asked; never a fault."""
    name = document()["paths"][path][method]["operationId"]
    near, far = a_case(office=1), a_case(office=3)
    assert Program(None).generic(method.upper(), path.replace("{number}", near)).status_code == 401
    for who, program in programs.items():
        actor = organisation.actor(who[:20])
        assert actor is not None
        scope = needed(name)
        has = scope is None or scope in scopes.allowed(actor)
        for number, office in ((near, 1), (far, 3)):
            answer = ask(program, path, method, number)
            if not has:
                assert answer.status_code in (403, 422), (who, answer.content)
            elif "{number}" in path and not actor.scope.admits(office):
                assert answer.status_code in (404, 422), (who, answer.content)
                assert b"P1" not in answer.content
            elif name != "fetch-document":  # there is none
                assert answer.status_code not in (401, 403, 404, 500, 503), (who, answer.content)
            if answer.status_code == 422:  # told before anything of the case is looked at
                assert answer.json()["type"].endswith(("invalid", "key-reused"))


def test_lists_hold_only_what_is_seen(programs: dict[str, Program]) -> None:
    numbers = {office: a_case(office=office) for office in (1, 2, 3)}
    for who, program in programs.items():
        actor = organisation.actor(who[:20])
        assert actor is not None
        if "cases:read" not in scopes.allowed(actor):
            continue
        for path in ("/api/cases", "/api/worklist?mine=false"):
            found = {one["number"] for one in program.get(path).json()["cases"]}
            assert found == {number for office, number in numbers.items() if actor.scope.admits(office)}, who


def test_a_restricted_case_is_hidden_everywhere(programs: dict[str, Program]) -> None:
    from anke.casework.cases import commands as cases

    number = a_case(office=1)
    at = Token.objects.latest("made_at").made_at
    by: dict[str, Any] = {"happened_on": local_date(at), "recorded_at": at}
    cases.restrict_case(number=number, reason="Kendt i huset", actor="head_of_office", **by)
    assert programs["caseworker"].get(f"/api/cases/{number}").status_code == 404
    assert programs["caseworker"].get("/api/cases").json()["cases"] == []
    assert programs["head_of_office"].get(f"/api/cases/{number}").status_code == 200


def test_the_document_is_openapi_and_names_no_secret() -> None:
    answer = Program(None).get("/api/openapi.json")
    document = json.loads(answer.content)
    assert document["openapi"].startswith("3.1")
    assert document["components"]["securitySchemes"]
    named = {op["operationId"] for path in document["paths"].values() for op in path.values()}
    assert len(named) == len(OPERATIONS)
    told = {(path, method) for path, said in document["paths"].items() for method in said}
    assert told == set(OPERATIONS)


SEEN: Counter[int] = Counter()


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.HEAD_OF_OFFICE, Role.DIRECTOR, Role.MINISTRY])
def test_no_answer_is_other_than_the_document_says(programs: dict[str, Program], role: Role) -> None:
    """Whatever is sent: no fault, and every answer is one the document knows."""
    import schemathesis  # slow to load: not before it is asked for

    SEEN.clear()
    program = programs[str(role)]
    numbers = [a_case(appellant={"name": "Ida", "cpr": "009925-1234"}) for _ in range(3)]
    for found in schemathesis.openapi.from_dict(document()).get_all_operations():
        _try(found.ok(), program, numbers)
    assert SEEN.total() > 150  # it did try
    if role is not Role.MINISTRY:
        assert {200, 404, 409, 422, 428} <= set(SEEN), SEEN


def _try(operation: Any, program: Program, numbers: list[str]) -> None:
    from schemathesis import checks

    held = (
        checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    )

    @hypothesis.settings(
        max_examples=4,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(
        case=operation.as_strategy(),
        pick=hypothesis.strategies.sampled_from([*numbers, None]),
        seen=hypothesis.strategies.sampled_from([True, True, False]),
    )
    def tried(case: Any, pick: str | None, seen: bool) -> None:
        if pick and "number" in (case.path_parameters or {}):
            case.path_parameters["number"] = pick
            headers = {name: value for name, value in (case.headers or {}).items() if name != "If-Match"}
            case.headers = headers | ({"If-Match": "*"} if seen else {})
        answer = _sent(case, program)
        case.validate_response(answer, checks=held)

    tried()


def _sent(case: Any, program: Program) -> Any:
    from schemathesis.core.transport import Response

    given = case.as_transport_kwargs(base_url="http://testserver")
    request = requests.Request(
        given["method"], given["url"], headers=given.get("headers"), params=given.get("params"),
        json=given.get("json"), data=given.get("data"), cookies=given.get("cookies"),
    ).prepare()  # fmt: skip
    headers = {
        name: value
        for name, value in request.headers.items()
        if name.lower() not in ("authorization", "cookie", "content-length", "content-type", "host")
    }
    made = program.generic(
        request.method or "GET",
        request.path_url,
        request.body or b"",
        content_type=request.headers.get("Content-Type", "application/json"),
        headers=headers,
    )
    SEEN[made.status_code] += 1
    told = {name: [value] for name, value in made.headers.items()}
    return Response(made.status_code, told, made.content, request, 0.1, verify=False)
