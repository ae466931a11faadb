"""The API's own page: what the OpenAPI document says, in the order a reader wants it. And events in words."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from anke.casework.gateway.api import views
from anke.casework.gateway.api.problems import PROBLEMS
from anke.events.vocabulary import KINDS
from anke.rules.step_words import ACT_WORDS


@lru_cache(maxsize=1)
def _operations() -> list[dict[str, Any]]:
    """Every address with its method, its words, and the fields of its body or question."""
    document = views.document()
    parts = document["components"]["schemas"]
    found = []
    for path, said in document["paths"].items():
        for method, operation in said.items():
            found.append(
                {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "words": operation.get("description") or operation["summary"],
                    "fields": _fields(operation, parts),
                    "act": "/acts/" in path,
                }
            )
    return found


def _fields(operation: dict[str, Any], parts: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """(name, type, whether it must be given) of the question's and the body's fields."""
    fields = [
        (one["name"], _type(one["schema"]), bool(one["required"]))
        for one in operation["parameters"]
        if one["in"] == "query"
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = parts[body["$ref"].rpartition("/")[2]] if "$ref" in body else {}
    needed = shape.get("required", [])
    return fields + [(name, _type(one), name in needed) for name, one in shape.get("properties", {}).items()]


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    return str(schema.get("format") or schema.get("const") or schema.get("type", ""))


def page(lang: str) -> dict[str, Any]:
    """What the page shows: addresses to read, to do, and the problems by id."""
    english = lang == "en"
    every = _operations()
    return {
        "reading": [one for one in every if one["method"] == "GET"],
        "writing": [one for one in every if one["method"] == "POST" and not one["act"]],
        "acts": [one for one in every if one["act"]],
        "problems": [
            (name, status, title[english], detail[english])
            for name, (status, title, detail) in PROBLEMS.items()
        ],
    }


def kinds(names: Iterable[str]) -> list[tuple[str, str]]:
    """Kinds of events with the act that makes them, in the language of the page."""
    english = _("Danish") == "Danish"
    found = []
    for name in names:
        act = KINDS[name].act
        words = ACT_WORDS[act][english] if act in ACT_WORDS else name.replace("_", " ")
        found.append((name, words))
    return found


def failure(why: str) -> str:
    """Why a delivery failed, in words."""
    if why.startswith("status_"):
        return _("It answered with status %(status)s.") % {"status": why.removeprefix("status_")}
    if why.startswith("blocked_"):
        return _("The address leads nowhere a webhook may go.")
    return {
        "timeout": _("It did not answer in time."),
        "redirect": _("It led to another address; that is not followed."),
        "tls": _("Its certificate is not valid."),
    }.get(why, _("It could not be reached."))
