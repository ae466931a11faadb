"""Holding the files against each other: a name that is used must be given, a code must be given once."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from anke.content.schema.area import Area
from anke.content.schema.authority import Authorities
from anke.content.schema.board import Boards
from anke.content.schema.outcome import Outcomes

if TYPE_CHECKING:
    from anke.content.load import Reading

Path = tuple[str | int, ...]


def cross_check(reading: "Reading") -> None:
    """Runs on the documents that fit their models; a broken file is told of its own faults first."""
    for rule in RULES:
        rule(reading)


def _all(reading: "Reading", model: type[Any]) -> Iterator[tuple[str, Any]]:
    return ((file, one) for file, one in reading.documents.items() if isinstance(one, model))


def _once(reading: "Reading", what: str, given: Iterable[tuple[str, Path, object]]) -> None:
    """Every value of a kind stands once."""
    first: dict[object, tuple[str, int]] = {}
    for file, path, value in given:
        line = reading.marked[file].line(path)
        if value in first:
            where, at = first[value]
            reading.wrong(
                file, path, f"{what} {value} stands twice (first in {where}:{at})", "give each its own"
            )
        else:
            first[value] = (file, line)


def known(reading: "Reading", place: tuple[str, Path], what: str, name: object, names: Iterable[Any]) -> None:
    """A name that is used at a place (file, path) must be given somewhere."""
    file, path = place
    given = {str(one) for one in names}
    if not given or str(name) in given:  # nothing given: the file that gives it is broken, and says so itself
        return
    near = get_close_matches(str(name), sorted(given), n=1, cutoff=0.6)
    do = f"write {near[0]}" if near else f"write one of: {', '.join(sorted(given))}"
    reading.wrong(file, path, f"there is no {what} '{name}'", do)


def _codes(reading: "Reading") -> None:
    areas = list(_all(reading, Area))
    types = [
        (file, ("case_types", at), one) for file, area in areas for at, one in enumerate(area.case_types)
    ]
    _once(reading, "area", ((file, ("id",), area.id) for file, area in areas))
    _once(reading, "case type", ((file, (*path, "id"), one.id) for file, path, one in types))
    _once(reading, "code", ((file, (*path, "code"), one.code) for file, path, one in types))
    for file, document in _all(reading, Outcomes):
        entries = list(enumerate(document.outcomes))
        _once(reading, "outcome", ((file, ("outcomes", at, "id"), one.id) for at, one in entries))
        _once(reading, "code", ((file, ("outcomes", at, "code"), one.code) for at, one in entries))
    _once(
        reading,
        "code",
        (
            (file, ("authorities", at, "code"), one.code)
            for file, document in _all(reading, Authorities)
            for at, one in enumerate(document.authorities)
        ),
    )


def _boards(reading: "Reading") -> None:
    boards = [one.id for _, document in _all(reading, Boards) for one in document.boards]
    for file, area in _all(reading, Area):
        for at, one in enumerate(area.case_types):
            if one.board is not None:
                known(reading, (file, ("case_types", at, "board")), "board", one.board, boards)


def _outcomes(reading: "Reading") -> None:
    areas = [area.id for _, area in _all(reading, Area)]
    for file, document in _all(reading, Outcomes):
        ids = [one.id for one in document.outcomes]
        for group in ("outcomes", "rates"):
            for at, one in enumerate(getattr(document, group)):
                for number, area in enumerate(one.areas):
                    known(reading, (file, (group, at, "areas", number)), "area", area, areas)
        for at, rate in enumerate(document.rates):
            for number, entry in enumerate(rate.values):
                for part in ("hits", "population"):
                    for place, name in enumerate(getattr(entry.value, part)):
                        path: Path = ("rates", at, "values", number, "value", part, place)
                        known(reading, (file, path), "outcome", name, ids)


def _regions(reading: "Reading") -> None:
    """Every municipality lies in exactly one region from the first day membership is given."""
    municipalities: set[int] = set()
    members: dict[date, dict[int, list[tuple[str, Path]]]] = {}
    for file, document in _all(reading, Authorities):
        for at, one in enumerate(document.authorities):
            if one.kind == "municipality":
                municipalities.add(one.code)
            for number, entry in enumerate(one.members.values if one.members else ()):
                for place, code in enumerate(entry.value):
                    path: Path = ("authorities", at, "members", "values", number, "value", place)
                    members.setdefault(entry.since, {}).setdefault(code, []).append((file, path))
    for since, codes in members.items():
        for code, places in codes.items():
            for spot in places:
                known(reading, spot, "municipality", code, municipalities)
            for file, path in places[1:]:
                reading.wrong(
                    file, path, f"municipality {code} lies in two regions from {since}", "keep one of them"
                )


RULES: tuple[Callable[["Reading"], None], ...] = (_codes, _boards, _outcomes, _regions)
