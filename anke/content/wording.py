"""From what pydantic found to what a person can act on: the line, what is wrong, what to write instead."""

import types
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from anke.content.marked import Mark, Marked
from anke.content.problem import Problem
from anke.content.schema.base import ID

ADD = {
    "reference": "add reference: {title: …, href: …} for a law, or {title: …, file: …, lines: …} for a paper",
    "from": "add from: and the first day the value holds, for example from: 2025-01-01",
    "da": "add da: and the Danish words",
    "en": "add en: and the English words",
    "values": "add values: and under it a list of {from, value, reference}",
}


def problems(marked: Marked, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Every error of a file as a problem with its line, in the order of the file.

    A key that is only misspelt is told once, as unknown with the right word, not again as missing.
    """
    errors = error.errors()
    meant = {
        (*one["loc"][:-1], _meant(marked, model, one)) for one in errors if one["type"] == "extra_forbidden"
    }
    told = [
        one for one in errors if not (one["type"] == "missing" and one["loc"] in meant) and not _echo(one)
    ]
    return sorted({_problem(marked, model, one) for one in told})


def _echo(error: ErrorDetails) -> bool:
    """A list whose entries are wrong is counted as too short as well; its entries have been told of."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _meant(marked: Marked, model: type[BaseModel], error: ErrorDetails) -> str | None:
    _, found = marked.mark(error["loc"])
    return _near(str(error["loc"][-1]), _known(model, found[:-1]))


def _problem(marked: Marked, model: type[BaseModel], error: ErrorDetails) -> Problem:
    path = tuple(error["loc"])
    if error["type"] == "wrong":
        context = error["ctx"]
        mark, _ = marked.mark((*path, *context["at"]))
        return Problem(marked.file, mark.key, context["what"], context["do"])
    mark, found = marked.mark(path)
    what, do = _words(error, path, mark, model, found)
    return Problem(marked.file, mark.key, what, do)


def _words(
    error: ErrorDetails,
    path: tuple[str | int, ...],
    mark: Mark,
    model: type[BaseModel],
    found: tuple[str | int, ...],
) -> tuple[str, str]:
    kind = error["type"]
    key = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    if kind == "invalid_key":
        return (
            f"'{path[-1]}' stands where a key should",
            "give a number a point for the decimals, and quotes to a text with a comma",
        )
    if kind == "missing":
        return f"'{key}' is missing", ADD.get(str(key), f"add {key}: and its value")
    if kind == "extra_forbidden":
        return f"unknown key '{key}'", _instead(str(key), sorted(_known(model, found[:-1])))
    if kind in ("literal_error", "enum"):
        return _choice(error, str(key), mark)
    if kind in ("value_error", "assertion_error"):
        what, dash, do = str(error["ctx"].get("error", error["msg"])).partition(" — ")
        return (what, do) if dash else _halves(what)
    return _typed(error, str(key), mark)


def _halves(message: str) -> tuple[str, str]:
    what, colon, do = message.partition(": ")
    return (what, do) if colon else (message, "correct the value")


def _typed(error: ErrorDetails, key: str, mark: Mark) -> tuple[str, str]:
    kind, given = error["type"], error["input"]
    shown = mark.raw if mark.raw is not None else _shape(given)
    if given is None:
        return f"'{key}' has no value", "write one, or remove the key where it may be left out"
    if kind == "string_type" and not isinstance(given, dict | list):
        return f"{shown} in '{key}' is read as {_read_as(given)}", f'write "{shown}" in quotes'
    if kind in ("string_too_short", "too_short"):
        return f"'{key}' is empty", "give at least one" if kind == "too_short" else "write the words"
    if kind in BOUNDS or kind == "string_pattern_mismatch":
        return _bounded(error, key, shown)
    words = next((EXPECTED[family] for family in EXPECTED if kind.startswith(family)), None)
    if words is None:
        words = f"correct the value: {error['msg'][0].lower()}{error['msg'][1:]}"
    return f"'{key}' is {_written(given, mark.raw)}", words


def _bounded(error: ErrorDetails, key: str, shown: str) -> tuple[str, str]:
    """A value of the right kind that lies outside what is allowed."""
    bound = next(iter(error["ctx"].values()))
    if error["type"] in BOUNDS:
        return f"'{key}' is {shown}", f"write {BOUNDS[error['type']]} {bound}"
    do = "write small letters, digits and _ only" if bound == ID else "correct it to fit"
    return f"'{shown}' in '{key}' does not fit {bound}", do


EXPECTED = {
    "int": "write a whole number without quotes",
    "decimal": "write a number without quotes, with a point for the decimals",
    "float": "write a number without quotes, with a point for the decimals",
    "bool": "write true or false without quotes",
    "date": "write year-month-day without quotes, for example 2025-02-28",
    "string": "write words",
    "model": "write keys and values under it",
    "dict": "write keys and values under it",
    "tuple": "write a list: one line for each, beginning with a dash",
    "list": "write a list: one line for each, beginning with a dash",
    "set": "write a list: one line for each, beginning with a dash",
    "frozen_set": "write a list: one line for each, beginning with a dash",
}


BOUNDS = {
    "greater_than": "more than",
    "greater_than_equal": "at least",
    "less_than": "less than",
    "less_than_equal": "at most",
}


def _written(given: Any, raw: str | None) -> str:
    if raw is None:
        return _shape(given)
    return f"the text '{raw}'" if isinstance(given, str) else raw


def _choice(error: ErrorDetails, key: str, mark: Mark) -> tuple[str, str]:
    expected = str(error["ctx"]["expected"]).replace(" or ", ", ")
    choices = [word.strip(" '") for word in expected.split(",")]
    shown = mark.raw if mark.raw is not None else _shape(error["input"])
    return f"'{shown}' is no {key}", _instead(str(shown), choices)


def _instead(word: str, known: list[str]) -> str:
    near = _near(word, known)
    if near:
        return f"write {near}"
    return f"write one of: {', '.join(known)}" if known else "remove it"


def _near(word: str, known: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.6)), None)


def _read_as(given: Any) -> str:
    if isinstance(given, bool):
        return "a truth value"
    return "a number" if isinstance(given, int | float) or type(given).__name__ == "Decimal" else "a date"


def _shape(given: Any) -> str:
    if isinstance(given, dict):
        return "keys and values"
    return "a list" if isinstance(given, list) else repr(given)


def _known(model: Any, path: tuple[str | int, ...]) -> set[str]:
    """The keys a model knows at a path, whichever of several models stands there."""
    here = list(_models(model))
    for step in path:
        if isinstance(step, int):
            continue
        following: list[type[BaseModel]] = []
        for one in here:
            for name, field in one.model_fields.items():
                if step == (field.alias or name):
                    following.extend(_models(field.annotation))
        here = following or here  # a key of a table is no field: stay
    return {field.alias or name for one in here for name, field in one.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models in a type: `tuple[Dated[Term], ...] | None` holds `Dated[Term]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif isinstance(annotation, types.UnionType) or get_origin(annotation) in (Union, tuple, list, dict):
        for inner in get_args(annotation):
            yield from _models(inner)
    elif hasattr(annotation, "__metadata__"):
        yield from _models(get_args(annotation)[0])
