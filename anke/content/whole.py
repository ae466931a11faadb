"""The content as one: every document put together, by the names the other rooms ask with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from anke.content.schema.area import Area, CaseTypeEntry, Kind
from anke.content.schema.authority import Authorities, AuthorityEntry
from anke.content.schema.base import Reference, Strict, Text, parts
from anke.content.schema.board import Boards
from anke.content.schema.calendar import CalendarContent, Closings
from anke.content.schema.casework import Casework
from anke.content.schema.deadline import Applies, Deadline, Deadlines
from anke.content.schema.notes import Note
from anke.content.schema.outcome import Outcome, RateHistory

if TYPE_CHECKING:
    from anke.content.schema.distribution import Distribution
    from anke.content.schema.glossary import Entry
    from anke.content.schema.letter import Approval, LetterTemplate, PlainWords, Uploads
    from anke.content.schema.plan import Plan
    from anke.content.schema.published import PublishedFigures
    from anke.content.schema.quality import QualityModel
    from anke.content.schema.reported import Reported
    from anke.content.schema.reporting import ReportingRules
    from anke.content.schema.retention import Retention
    from anke.content.schema.strategy import Strategy

Documents = Mapping[str, Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class CaseType:
    """A kind of case. `time_limits` are the deadlines that bind it, in the order of the files."""

    id: str
    code: int
    area: str
    title: Text
    kind: Kind
    first_instance_kinds: tuple[str, ...]
    first_instances: tuple[int, ...]
    board: str | None
    counting: Text | None  # what one case is, where it is not one complaint
    time_limits: tuple[Deadline, ...]

    @property
    def principle(self) -> Literal["absolute", "agreed", "none"]:
        """What binds the case type first: an absolute limit in law, an agreed target, or nothing known."""
        natures = {one.nature for one in self.time_limits}
        if natures & {"absolute", "statutory"}:
            return "absolute"
        return "agreed" if natures else "none"


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
    deadlines: Mapping[str, Deadline]
    outcomes: Mapping[str, Outcome]
    rates: Mapping[str, RateHistory]
    authorities: Mapping[int, Authority]
    calendar: CalendarContent
    casework: Casework
    boards: Boards | None
    plans: "Mapping[str, Plan]"  # by year
    quality: "Mapping[str, QualityModel]"  # by year
    strategy: "Mapping[str, Strategy]"  # by period: 2018-2022
    glossary: "Mapping[str, Entry]"
    published: "PublishedFigures | None"
    letters: "Mapping[str, LetterTemplate]"
    approval: "Approval | None"
    plain_words: "PlainWords | None"
    uploads: "Uploads | None"
    distribution: "Distribution | None"
    retention: "Retention | None"
    reported: "Reported | None"
    reporting: "ReportingRules | None"
    documents: Documents = field(repr=False)

    def parts(self) -> Iterator[tuple[str, Path, Strict]]:
        """Every piece of every document: (file, path in it, piece)."""
        for file, document in self.documents.items():
            for path, piece in parts(document):
                yield file, path, piece

    def notes(self) -> Iterator[tuple[str, Path, Note]]:
        """Every doubt, choice and remark the content carries, in the order of the files."""
        for file, path, piece in self.parts():
            if isinstance(piece, Note):
                yield file, path, piece


def put_together(documents: Documents) -> Content:
    """Content out of documents that fit their models and each other."""
    deadlines = {one.id: one for file in _of(documents, Deadlines) for one in file.deadlines}
    areas = {one.id: one for one in _of(documents, Area)}
    types = {
        one.id: _case_type(area, one, deadlines.values())
        for area in areas.values()
        for one in area.case_types
    }
    outcomes, glossary = documents["outcomes.yaml"], documents.get("glossary.yaml")
    return Content(
        areas=areas,
        case_types=types,
        case_type_by_code={one.code: one for one in types.values()},
        deadlines=deadlines,
        outcomes={one.id: one for one in outcomes.outcomes},
        rates={one.id: one for one in outcomes.rates},
        authorities=_authorities(_of(documents, Authorities)),
        calendar=CalendarContent(documents["calendar/public_holidays.yaml"], _of(documents, Closings)),
        casework=documents["casework.yaml"],
        boards=documents.get("boards.yaml"),
        plans=_by_stem(documents, "plans"),
        quality=_by_stem(documents, "quality"),
        strategy=_by_stem(documents, "strategy"),
        glossary={one.id: one for one in glossary.entries} if glossary else {},
        published=documents.get("published_figures.yaml"),
        letters=_letters(documents),
        approval=documents.get("letters/approval.yaml"),
        plain_words=documents.get("letters/plain_words.yaml"),
        uploads=documents.get("letters/uploads.yaml"),
        distribution=documents.get("distribution.yaml"),
        retention=documents.get("retention.yaml"),
        reported=documents.get("reported.yaml"),
        reporting=documents.get("reporting.yaml"),
        documents=documents,
    )


def _of(documents: Documents, model: type[Any]) -> list[Any]:
    return [one for one in documents.values() if isinstance(one, model)]


def _by_stem(documents: Documents, place: str) -> dict[str, Any]:
    return {PurePosixPath(file).stem: one for file, one in documents.items() if file.startswith(f"{place}/")}


def _letters(documents: Documents) -> "dict[str, LetterTemplate]":
    """The templates of letters by id: the files of the folder that have a kind of letter."""
    found = (one for file, one in documents.items() if file.startswith("letters/"))
    return {one.id: one for one in found if hasattr(one, "shape")}


def _case_type(area: Area, entry: CaseTypeEntry, deadlines: Any) -> CaseType:
    def binds(clause: Applies) -> bool:
        return entry.id in clause.case_types or area.id in clause.areas

    return CaseType(
        id=entry.id,
        code=entry.code,
        area=area.id,
        title=entry.title,
        kind=area.kind,
        first_instance_kinds=entry.first_instance_kinds,
        first_instances=entry.first_instances,
        board=entry.board,
        counting=entry.counting,
        time_limits=tuple(one for one in deadlines if any(binds(clause) for clause in one.applies)),
    )


def _authorities(files: list[Authorities]) -> dict[int, Authority]:
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
