"""Which file holds what: the table of documents, and the content they make together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from anke.content.schema.area import Area, CaseTypeEntry, Kind
from anke.content.schema.authority import AuthorityEntry
from anke.content.schema.base import Reference, Strict, Text, parts
from anke.content.schema.board import Boards
from anke.content.schema.notes import Note
from anke.content.schema.outcome import Outcome, RateHistory

if TYPE_CHECKING:
    from anke.content.schema.plan import Plan

# A file's place under the authority's folder → the model it must fit (module:name, imported when needed).
DOCUMENTS: dict[str, str] = {
    "law_areas/*.yaml": "anke.content.schema.area:Area",
    "outcomes.yaml": "anke.content.schema.outcome:Outcomes",
    "boards.yaml": "anke.content.schema.board:Boards",
    "authorities/*.yaml": "anke.content.schema.authority:Authorities",
    "plans/*.yaml": "anke.content.schema.plan:Plan",
}
REQUIRED = ("law_areas/*.yaml", "outcomes.yaml", "authorities/*.yaml")


def model_for(file: str) -> type[Strict] | None:
    """The model a file must fit, by its place; None where nothing is known to lie there."""
    for glob, place in DOCUMENTS.items():
        if fnmatchcase(file, glob):
            module, name = place.split(":")
            model: type[Strict] = getattr(import_module(module), name)
            return model
    return None


@dataclass(frozen=True)
class CaseType:
    id: str
    code: int
    area: str
    title: Text
    kind: Kind
    entry: CaseTypeEntry


@dataclass(frozen=True)
class Authority:
    """A first instance. `regions` is its history: from which day it lay in which region (codes)."""

    code: int
    title: Text
    kind: str
    regions: tuple[tuple[date, int], ...]
    reference: Reference

    def region_on(self, day: date) -> int | None:
        """The code of the region on a day; None for what lies in no region."""
        found = None
        for since, region in self.regions:
            if since <= day:
                found = region
        return found


@dataclass(frozen=True)
class Content:
    """Everything the authority has promised and every label it uses."""

    areas: Mapping[str, Area]
    case_types: Mapping[str, CaseType]
    case_type_by_code: Mapping[int, CaseType]
    outcomes: Mapping[str, Outcome]
    rates: Mapping[str, RateHistory]
    authorities: Mapping[int, Authority]
    boards: Boards | None
    plans: "Mapping[str, Plan]"
    documents: Mapping[str, BaseModel] = field(repr=False)

    def parts(self) -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
        """Every piece of every document: (file, path in it, piece)."""
        for file, document in self.documents.items():
            for path, piece in parts(document):
                yield file, path, piece

    def notes(self) -> Iterator[tuple[str, tuple[str | int, ...], Note]]:
        for file, path, piece in self.parts():
            if isinstance(piece, Note):
                yield file, path, piece


def put_together(documents: Mapping[str, Any]) -> Content:
    """Content out of documents that fit their models and each other."""
    areas = {one.id: one for one in documents.values() if isinstance(one, Area)}
    types = {
        entry.id: CaseType(entry.id, entry.code, area.id, entry.title, area.kind, entry)
        for area in areas.values()
        for entry in area.case_types
    }
    outcomes = documents["outcomes.yaml"]
    return Content(
        areas=areas,
        case_types=types,
        case_type_by_code={one.code: one for one in types.values()},
        outcomes={one.id: one for one in outcomes.outcomes},
        rates={one.id: one for one in outcomes.rates},
        authorities=_authorities(documents),
        boards=documents.get("boards.yaml"),
        plans={str(one.year): one for file, one in documents.items() if file.startswith("plans/")},
        documents=documents,
    )


def _authorities(documents: Mapping[str, Any]) -> dict[int, Authority]:
    files = [one for file, one in documents.items() if file.startswith("authorities/")]
    entries: list[tuple[AuthorityEntry, Reference]] = [
        (entry, file.reference) for file in files for entry in file.authorities
    ]
    regions: dict[int, dict[date, int]] = {}
    for entry, _ in entries:
        for members in entry.members.values if entry.members else ():
            for municipality in members.value:
                regions.setdefault(municipality, {})[members.since] = entry.code
    return {
        entry.code: Authority(
            entry.code, entry.title, entry.kind, tuple(sorted(regions.get(entry.code, {}).items())), reference
        )
        for entry, reference in sorted(entries, key=lambda pair: pair[0].code)
    }
