"""From what pydantic found to what a person can act on: the line, what is wrong, what to write instead."""

import types
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from anke.content.marked import Mark, Marked
from anke.content.problem import Problem

ADD = {
    "reference": "add reference: {title: …, href: …} for a law, or {title: …, file: …, lines: …} for a paper",
    "from": "add from: and the first day the value holds, for example from: 2025-01-01",
    "da": "add da: and the Danish words",
    "en": "add en: and the English words",
    "values": "add values: and under it a list of {from, value, reference}",
}


def problems(marked: Marked, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Every error of a file as a problem with its line, in the order of the file."""
    return sorted({_problem(marked, model, one) for one in error.errors()})


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
    kind, key = error["type"], path[-1] if path else "the file"
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
    if kind == "string_pattern_mismatch":
        return (
            f"'{shown}' in '{key}' does not fit {error['ctx']['pattern']}",
            "write small letters, digits and _ only",
        )
    for family, words in EXPECTED.items():
        if kind.startswith(family):
            return f"'{key}' is {_shape(given) if mark.raw is None else repr(given)}", words
    return f"'{key}': {error['msg'][0].lower()}{error['msg'][1:]} (found {shown})", "correct the value"


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


def _choice(error: ErrorDetails, key: str, mark: Mark) -> tuple[str, str]:
    expected = str(error["ctx"]["expected"]).replace(" or ", ", ")
    choices = [word.strip(" '") for word in expected.split(",")]
    shown = mark.raw if mark.raw is not None else _shape(error["input"])
    return f"'{shown}' is no {key}", _instead(str(shown), choices)


def _instead(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"write {near[0]}"
    return f"write one of: {', '.join(known)}" if known else "remove it"


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
