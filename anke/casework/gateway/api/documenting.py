"""What the OpenAPI document says of every address beside its own: the problems it may answer with."""

from typing import Any, Final

from anke.casework.gateway.api.answers import Problem

_ALWAYS: Final = (401, 403, 429, 500, 503)
_LANGUAGE: Final = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "description": "da (default) or en: the language of sentences and problems.",
    "schema": {"type": "string", "enum": ["da", "en"]},
}
_KEY: Final = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Any text of 1 to 200 characters. The same key and body get the same answer for 7 days.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
_MATCH: Final = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": "The ETag of the case as it was seen, or * for however it is. Or send `expected`.",
    "schema": {"type": "string", "maxLength": 100},
}
_AS: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}

TOLD: Final[dict[str, Any]] = {"parameters": [_LANGUAGE]}
POSTED: Final[dict[str, Any]] = {"parameters": [_LANGUAGE, _KEY]}
ACTED: Final[dict[str, Any]] = {"parameters": [_LANGUAGE, _KEY, _MATCH]}


def problems(answer: Any, *more: int, status: int = 200) -> dict[int, Any]:
    """The answers of an address: its own, and the problems it may have."""
    found: dict[int, Any] = {status: answer}
    return found | dict.fromkeys(sorted((*_ALWAYS, *more)), Problem)


def as_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every problem under its own media type."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, said in operation["responses"].items():
                if int(status) >= 400:
                    said["content"] = _AS
                    said["description"] = "A problem, in plain words."
    return document
