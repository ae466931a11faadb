"""Loading: every YAML file of an authority's folder, checked, with all problems at once.

The folder is `anke/content/<authority>`; ANKE_AUTHORITY says which (default: ankestyrelsen), or is the
path of a folder that lies elsewhere. A further authority is another folder, nothing else.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from anke.content import wording
from anke.content.crosscheck import cross_check
from anke.content.documents import DOCUMENTS, REQUIRED, model_for
from anke.content.lettercheck import letters
from anke.content.marked import Marked, read
from anke.content.problem import ContentError, Problem
from anke.content.qualitycheck import quality
from anke.content.reportedcheck import reported
from anke.content.whole import Content, put_together

__all__ = [
    "Content",
    "ContentError",
    "Problem",
    "Reading",
    "check",
    "content",
    "folder",
    "load",
    "read_folder",
]

HERE = Path(__file__).resolve().parent


@dataclass
class Reading:
    """What a folder held: the documents that fit, where every value stands, and what is wrong."""

    documents: dict[str, Any] = field(default_factory=dict)
    marked: dict[str, Marked] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, file: str, path: tuple[str | int, ...], what: str, do: str) -> None:
        line = self.marked[file].line(path) if file in self.marked else 1
        self.problems.append(Problem(file, line, what, do))


def folder(name: str | None = None) -> Path:
    """The folder of an authority, by name or by ANKE_AUTHORITY; a path leads to one that lies elsewhere."""
    chosen = name or os.environ.get("ANKE_AUTHORITY") or "ankestyrelsen"
    elsewhere = Path(chosen)
    if os.sep in chosen and (elsewhere / "outcomes.yaml").is_file():
        return elsewhere.resolve()
    found = HERE / chosen
    if chosen not in authorities():
        what = f"there is no authority '{chosen}'"
        raise ContentError([Problem(chosen, 1, what, f"write one of: {', '.join(authorities())}")])
    return found


def authorities() -> list[str]:
    """The authorities that have a folder."""
    return sorted(one.parent.name for one in HERE.glob("*/outcomes.yaml"))


def content() -> Content:
    """The authority's content; read once."""
    return _chosen(os.environ.get("ANKE_AUTHORITY"))


@cache
def _chosen(name: str | None) -> Content:
    return _cached(folder(name))


@cache
def _cached(place: Path) -> Content:
    return load(place)


def load(place: Path) -> Content:
    """Read a folder; raises ContentError with every problem in it."""
    reading = read_folder(place)
    if reading.problems:
        raise ContentError(reading.problems)
    return put_together(reading.documents)


def check(place: Path | None = None) -> list[Problem]:
    """Every problem of a folder, in the order of files and lines; an empty list where all is well."""
    return sorted(set(read_folder(place or folder()).problems))


def read_folder(place: Path, drafts: Mapping[str, Path] = MappingProxyType({})) -> Reading:
    """Read every file, then hold the files against each other. `drafts` are read as if they lay in the folder
    at these places, instead of what lies there."""
    reading = Reading()
    if not place.is_dir():
        reading.problems.append(
            Problem(str(place), 1, "there is no such folder", "name a folder of content files")
        )
        return reading
    lying = {path.relative_to(place).as_posix(): path for path in sorted(place.rglob("*")) if path.is_file()}
    for file, path in {**lying, **drafts}.items():
        if not path.name.startswith("."):
            _read_file(reading, path, file)
    for glob in REQUIRED:
        if not any(fnmatchcase(file, glob) for file in reading.marked):
            reading.wrong(
                glob, (), "is missing", "write it; docs/how-to/add-an-authority.md says what it holds"
            )
    cross_check(reading)
    quality(reading)
    letters(reading)
    reported(reading)
    return reading


def _read_file(reading: Reading, path: Path, file: str) -> None:
    if path.suffix == ".yml":
        reading.wrong(file, (), "ends in .yml", "rename it to end in .yaml")
    if path.suffix != ".yaml":
        return
    model = model_for(file)
    if model is None:
        reading.wrong(
            file, (), "no document is known by this place", f"put it at one of: {', '.join(DOCUMENTS)}"
        )
        return
    marked = reading.marked[file] = read(file, path.read_bytes())
    reading.problems.extend(marked.problems)
    if marked.data is None:
        return
    try:
        reading.documents[file] = model.model_validate(marked.data)
    except ValidationError as error:
        reading.problems.extend(wording.problems(marked, model, error))
