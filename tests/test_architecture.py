"""The building's own test: the floors, and what a linter cannot see. Each check is proved on a fault."""

import shutil
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests import building
from tests.building import PROJECT, Source

LINTER = Path(sys.executable).with_name("lint-imports")

# Windows that are open on purpose: (the room that looks in, the module it looks at). Keep it short; say why.
WINDOWS = {
    ("anke.site", "anke.content.whole"),  # `anke check` counts what could be read although something is wrong
}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("anke.")]


def told(faults: list[str]) -> str:
    return "\n".join(["", *faults])


SOURCES = building.python()


def test_the_whole_house_is_looked_at() -> None:
    assert {"anke/rules/steps.py", "anke/site/settings.py", "tests/building.py"} <= {s.path for s in SOURCES}
    assert {"anke.rules", "anke.events", "anke.casework.cases"} <= {
        building.room_of(s.module) for s in SOURCES
    }


def test_imports_point_down() -> None:
    assert building.broken_floors(PROJECT, LINTER) == ""


def test_rooms_are_entered_by_their_doors() -> None:
    faults = [fault for source in SOURCES for fault in building.wrong_doors(source, WINDOWS)]
    assert not faults, told(faults)


def test_no_window_stands_open_for_nobody() -> None:
    used = {
        (building.room_of(source.module), window)
        for source in SOURCES
        for _, name in building.imports(source)
        for window in [".".join(name.split(".")[: building.room_of(name).count(".") + 2])]
    }
    assert used >= WINDOWS


def test_foreign_keys_point_to_the_same_floor_or_down() -> None:
    faults = building.upward_keys(building.keys_of(own_models()), building.floors())
    assert not faults, told(faults)


def test_every_field_says_what_it_holds() -> None:
    faults = building.unexplained_fields(own_models())
    assert not faults, told(faults)


def test_files_and_functions_stay_short() -> None:
    faults = [fault for source in SOURCES for fault in building.too_long(source)]
    assert not faults, told(faults)


def test_there_are_no_drawers() -> None:
    assert building.drawers(building.tracked()) == []


def test_nothing_below_the_edge_reads_the_clock() -> None:
    below = [source for source in SOURCES if not building.may_read_the_clock(source)]
    faults = [fault for source in below for fault in building.clock_readings(source)]
    assert not faults, told(faults)


def test_every_room_has_a_short_readme() -> None:
    faults = building.without_readme(building.rooms(SOURCES), PROJECT)
    assert not faults, told(faults)


def test_no_file_carries_traces() -> None:
    faults = []
    for name in building.tracked():
        try:
            faults += building.traces(name, (PROJECT / name).read_text())
        except UnicodeDecodeError:
            continue  # a picture or an archive, not text
    assert not faults, told(faults)


def test_migrations_have_names() -> None:
    unnamed = [source.path for source in SOURCES if "/migrations/" in source.path and "_auto_" in source.path]
    assert unnamed == []


# The proofs: each check finds the fault it is there for, and lets the honest neighbour pass.


@pytest.mark.slow
def test_proof_floors(tmp_path: Path) -> None:
    for name in (*building.floors(), "steering/results", "steering/statistics", "casework/cases"):
        (tmp_path / "anke" / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / "anke" / name / "__init__.py").touch()
    (tmp_path / "anke" / "__init__.py").touch()
    shutil.copy(PROJECT / ".importlinter", tmp_path)
    assert building.broken_floors(tmp_path, LINTER) == ""
    (tmp_path / "anke/rules/planted.py").write_text("import anke.site\n")
    assert "anke.rules.planted -> anke.site" in building.broken_floors(tmp_path, LINTER)


@pytest.mark.parametrize(
    ("path", "line", "faults"),
    [
        ("anke/site/cli/x_.py", "from anke.casework.cases import queries", 0),
        ("anke/site/cli/x_.py", "from anke.casework.cases.commands import register_case", 0),
        ("anke/site/cli/x_.py", "from anke.casework.cases.models import Case", 1),
        ("anke/site/cli/x_.py", "from anke.casework.cases import models", 1),
        ("anke/site/cli/x_.py", "import anke.casework.cases.numbers", 1),
        ("anke/casework/cases/queries.py", "from anke.casework.cases.models import Case", 0),
        ("anke/casework/cases/queries.py", "from . import models", 0),
        ("anke/casework/cases/queries.py", "from ..letters import models", 1),
        ("anke/casework/cases/queries.py", "from anke.rules.steps import step", 0),
        ("anke/casework/cases/queries.py", "from anke.content.load import content", 0),
        ("anke/casework/cases/queries.py", "from anke.content.crosscheck import cross_check", 1),
        ("anke/casework/cases/queries.py", "if True:\n    from anke.events.models import Event", 1),
        ("anke/casework/cases/tests/test_x.py", "from anke.events.models import Event", 0),
    ],
)
def test_proof_doors(path: str, line: str, faults: int) -> None:
    assert len(building.wrong_doors(Source(path, line))) == faults


def test_proof_windows() -> None:
    planted = Source("anke/site/x.py", "from anke.events.models import Event")
    assert building.wrong_doors(planted, {("anke.site", "anke.events.models")}) == []


def test_proof_keys() -> None:
    up = ("anke.events.models", "anke.casework.cases.models")
    down, same = up[::-1], ("anke.casework.cases.models", "anke.casework.letters.models")
    assert building.upward_keys([down, same], building.floors()) == []
    assert len(building.upward_keys([up], building.floors())) == 1


@isolate_apps("anke.events")
def test_proof_help_text() -> None:
    class Planted(models.Model):
        said = models.IntegerField(help_text="How many there are.")
        unsaid = models.IntegerField()

        class Meta:
            app_label = "events"

    assert [fault.split(".")[-1] for fault in building.unexplained_fields([Planted])] == [
        "unsaid has no help_text"
    ]


def test_proof_length() -> None:
    body = "    pass\n" * 39
    assert building.too_long(Source("a.py", f"def short():\n{body}")) == []
    assert len(building.too_long(Source("a.py", f"class A:\n  def long(self):\n{body}    pass\n"))) == 1
    assert building.too_long(Source("a.py", "\n" * 400)) == []
    assert len(building.too_long(Source("a.py", "\n" * 401))) == 1


def test_proof_drawers() -> None:
    names = ["anke/site/utils.py", "anke/common/x.py", "anke/events/core.sql", "anke/site/library.py"]
    assert building.drawers(names) == names[:3]


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("date.today()", 1),
        ("datetime.date.today()", 1),
        ("datetime.now(UTC)", 1),
        ("timezone.now()", 1),
        ("f(default=timezone.now)", 1),
        ("time.time()", 1),
        ("from django.utils.timezone import now", 1),
        ("DateField(auto_now_add=True)", 1),
        ("timezone.localdate()", 1),
        ("timezone.localdate(recorded_at)", 0),
        ("time.perf_counter()", 0),
        ("period.today", 0),
        ("datetime.combine(today, noon)", 0),
    ],
)
def test_proof_clock(line: str, faults: int) -> None:
    assert len(building.clock_readings(Source("anke/rules/x.py", line))) == faults


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("anke/site/cli/report_.py", True),
        ("anke/steering/results/views.py", True),
        ("anke/steering/results/commands.py", False),
        ("anke/rules/periods.py", False),
        ("anke/demo/queues.py", False),
        ("anke/events/tests/test_record.py", True),
        ("benchmarks/figures.py", True),
    ],
)
def test_proof_edge(path: str, may: bool) -> None:
    assert building.may_read_the_clock(Source(path, "")) is may


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("open('/" + "work/main/data.csv')", 1),
        ("see /" + "home/anna/notes", 1),
        ("/" + "root/.cache", 1),
        ("https://www.example.dk/" + "work/main", 0),
        ('"resolved": "https://registry.npm' + 'js.org/x"', 1),
        ("import x  # no" + "qa", 1),
        ("import x  # no" + "qa: F401", 1),
        ("import x  # no" + "qa: F401 - registers the signal", 0),
        ("f(x)  # type: " + "ignore", 1),
        ("f(x)  # type: " + "ignore[arg-type]", 1),
        ("f(x)  # type: " + "ignore[arg-type]  # the stub is wrong", 0),
        ("# TO" + "DO later", 1),
    ],
)
def test_proof_traces(line: str, faults: int) -> None:
    assert len(building.traces("a.py", line)) == faults


def test_proof_readme(tmp_path: Path) -> None:
    for folder, lines in (("short", 25), ("long", 26)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "README.md").write_text("x\n" * lines)
    assert len(building.without_readme(["short", "long", "none"], tmp_path)) == 2


def test_proof_rooms() -> None:
    sources = [
        Source("anke/casework/cases/models.py", "x = 1"),
        Source("anke/casework/__init__.py", ""),
        Source("anke/__init__.py", ""),
        Source("anke/site/cli/main.py", "x = 1"),
    ]
    assert building.rooms(sources) == ["anke/casework/cases", "anke/site"]
