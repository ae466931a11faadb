"""What the building's own test looks for. Each check is given what it judges and answers with a list of
faults, one line each, so that it can be proved on a planted fault as well as on the house."""

import ast
import configparser
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from django.db.models import Model
from django.db.models.fields.related import RelatedField

PROJECT = Path(__file__).resolve().parents[1]
WINGS = ("public", "selfservice", "steering", "oversight", "casework")

# Which modules of a room others may import. A room not named here has the two doors every room has.
DOORS = {
    "anke.rules": None,  # every rule is public
    # marked and wording: YAML with line numbers and its faults in words, for a mapping as for the content
    "anke.content": ("load", "schema", "marked", "wording"),
    # logs: reading event logs from elsewhere, a package of its own within the room
    "anke.events": ("commands", "queries", "vocabulary", "apply", "bulk", "verify", "problem", "logs"),
    # files: what a file is, what may be in it, where it lies; a few modules that stand by themselves
    "anke.files": ("handler", "kinds", "names", "reading", "vault"),
    # printing: what the formats of reports ask of every room; modules that stand by themselves
    "anke.printing": ("paper", "pictures", "word", "workbook"),
    "anke.casework.cases": ("commands", "queries", "projection"),  # projection: for those who load in bulk
}
EVERY_ROOM = ("commands", "queries")
DRAWERS = {"util", "utils", "helper", "helpers", "common", "core", "lib", "libs", "misc"}
CLOCKS = {
    "date": {"today"},
    "datetime": {"today", "now", "utcnow"},
    "timezone": {"now"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_README = 400, 40, 25


@dataclass(frozen=True)
class Source:
    """A Python file: its path inside the project and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        """`anke/casework/cases/queries.py` is `anke.casework.cases.queries`."""
        parts = PurePosixPath(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def is_test(self) -> bool:
        return "tests" in PurePosixPath(self.path).parts


def tracked() -> list[str]:
    """Every file of the project, by its path inside it: as git knows it, else as it lies on the disk."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if git.returncode == 0:
        names = git.stdout.split("\0")
    else:
        hidden = {".venv", "var", "node_modules", "build", "__pycache__"}
        names = [
            path.relative_to(PROJECT).as_posix()
            for path in PROJECT.rglob("*")
            if not hidden & set(path.parts) and not any(part.startswith(".") for part in path.parts)
        ]
    return [name for name in names if name and (PROJECT / name).is_file()]


def python() -> list[Source]:
    return [Source(name, (PROJECT / name).read_text()) for name in tracked() if name.endswith(".py")]


def room_of(module: str) -> str:
    """The room a module lies in: `anke.casework.cases.commands` in `anke.casework.cases`."""
    parts = module.split(".")
    return ".".join(parts[: 3 if len(parts) > 1 and parts[1] in WINGS else 2])


def floors() -> dict[str, int]:
    """Each top package and its floor; 0 is the top."""
    config = configparser.ConfigParser()
    config.read(PROJECT / ".importlinter")
    layers = config["importlinter:contract:floors"]["layers"].split("\n")
    rows = [row for row in layers if row.strip()]
    return {name.strip(): number for number, row in enumerate(rows) for name in row.split("|")}


@cache
def imports(source: Source) -> tuple[tuple[int, str], ...]:
    """Line and full name of everything a file imports, `from a import b` as `a.b`."""
    return tuple(_imports(source))


def _imports(source: Source) -> Iterator[tuple[int, str]]:
    package = source.module if source.path.endswith("__init__.py") else source.module.rpartition(".")[0]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            near = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*near, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)


def wrong_doors(source: Source, allowed: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Imports that enter another room by the window. `allowed` names (importing room, imported module)."""
    here = room_of(source.module)
    if source.is_test or not here.startswith("anke."):
        return []
    faults = []
    for line, name in imports(source):
        there = room_of(name)
        if not name.startswith("anke.") or there == here or "migrations" in name:
            continue
        doors = DOORS.get(there, EVERY_ROOM)
        inside = name.removeprefix(f"{there}.").split(".")[0]
        window = f"{there}.{inside}"
        if doors is not None and inside not in doors and (here, window) not in allowed:
            faults.append(f"{source.path}:{line}: {name} is no door of {there}; use {', '.join(doors)}")
    return faults


def upward_keys(keys: Iterable[tuple[str, str]], levels: dict[str, int]) -> list[str]:
    """Foreign keys, as (module of the table that points, module pointed at), that point to a higher floor."""
    return [
        f"{pointing} points up to {pointed}"
        for pointing, pointed in keys
        if levels[pointed.split(".")[1]] < levels[pointing.split(".")[1]]
    ]


def keys_of(models: Iterable[type[Model]]) -> Iterator[tuple[str, str]]:
    for model in models:
        for field in model._meta.get_fields():
            if isinstance(field, RelatedField) and field.related_model.__module__.startswith("anke."):
                yield model.__module__, field.related_model.__module__


def unexplained_fields(models: Iterable[type[Model]]) -> list[str]:
    """Fields of a table that do not say what they hold."""
    return [
        f"{model.__module__}.{model.__name__}.{field.name} has no help_text"
        for model in models
        for field in model._meta.local_fields
        if not field.auto_created and not str(field.help_text).strip()
    ]


def too_long(source: Source) -> list[str]:
    faults = []
    if (lines := source.text.count("\n")) > LONGEST_FILE:
        faults.append(f"{source.path}: {lines} lines; split it by act")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                faults.append(f"{source.path}:{node.lineno}: {node.name} has {size} lines")
    return faults


def drawers(names: Iterable[str]) -> list[str]:
    """Files and folders named after nothing in particular."""
    return [name for name in names if DRAWERS & {part.split(".")[0] for part in PurePosixPath(name).parts}]


def may_read_the_clock(source: Source) -> bool:
    parts = PurePosixPath(source.path).parts
    return (
        source.is_test
        or parts[:2] == ("anke", "site")
        or parts[0] != "anke"
        or parts[-1].endswith("views.py")
    )


def clock_readings(source: Source) -> list[str]:
    """Places that ask what time it is instead of being told."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if node.attr in CLOCKS.get(owner, ()):
                found.append((node.lineno, f"{owner}.{node.attr}"))
        elif isinstance(node, ast.ImportFrom) and node.module in ("time", "django.utils.timezone"):
            taken = {name.name for name in node.names} & (CLOCKS["time"] | CLOCKS["timezone"])
            found += [(node.lineno, f"{node.module}.{name}") for name in sorted(taken)]
        elif isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            found.append((node.lineno, node.arg))
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in ("localdate", "localtime", "Now"):
                found.append((node.lineno, f"{called}()"))
    return [f"{source.path}:{line}: {what}: let the caller say what day it is" for line, what in found]


_MACHINE = re.compile(
    r"(?<![\w.:/}-])/(?:" + "|".join(("work", "root", r"home/\w+", r"Users/\w+")) + r")/[\w.]"
)
_REGISTRY = re.compile(
    "|".join((r"registry\.npm" + "js", r"files\.python" + "hosted", r"pypi\.org/" + "simple"))
)
_UNEXPLAINED = re.compile(
    r"#\s*(?:no" + r"qa(?!: [A-Z0-9, ]+ - \w)|type: " + r"ignore(?!\[[\w, -]+\]\s+(?:#|-) ?\w))"
)
_UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME)\\b")


def traces(name: str, text: str) -> list[str]:
    """Traces of the machine the file was written on, of a registry, or of work put off."""
    kinds = {
        "a path of somebody's machine": _MACHINE,
        "a registry's address": _REGISTRY,
        "a check silenced without a reason": _UNEXPLAINED,
        "work put off": _UNFINISHED,
    }
    return [
        f"{name}:{number}: {what}: {found.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in kinds.items()
        if (found := pattern.search(line))
    ]


def rooms(sources: Iterable[Source]) -> list[str]:
    """Folders of the rooms that have code, by their path inside the project."""
    found = {
        room_of(source.module)
        for source in sources
        if source.text.strip() and source.path.startswith("anke/")
    }
    return sorted(
        room.replace(".", "/") for room in found if room.removeprefix("anke.") not in (*WINGS, "anke")
    )


def without_readme(folders: Iterable[str], project: Path) -> list[str]:
    faults = []
    for folder in folders:
        page = project / folder / "README.md"
        if not page.is_file():
            faults.append(f"{folder} has no README.md")
        elif len(page.read_text().splitlines()) > LONGEST_README:
            faults.append(f"{folder}/README.md is longer than {LONGEST_README} lines")
    return faults


def broken_floors(project: Path, linter: Path) -> str:
    """What import-linter says of a project whose floors are broken; empty where they hold."""
    told = subprocess.run([linter, "--no-cache"], cwd=project, capture_output=True, text=True, check=False)
    return "" if told.returncode == 0 else told.stdout + told.stderr
