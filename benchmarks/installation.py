"""An installation of its own with many cases behind it, measured in a process of its own."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.table import Row, as_text


def measured(module: str, cases: int, kept_in: Path) -> Any:  # Any: as the module's JSON is
    """What `module` tells when run with `--inside`: in an installation and a process of its own, so that
    nothing else lies in its memory."""
    with tempfile.TemporaryDirectory(prefix="anke-installation-") as home:
        env = {
            **os.environ,
            "ANKE_HOME": home,
            "ANKE_ALLOWED_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "anke.site.settings",
        }
        env.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", module, "--inside", "--cases", str(cases), "--kept-in", str(kept_in)]
        return json.loads(subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout)


def fill(cases: int, kept_in: Path) -> None:
    """Its statistics hold the made-up events; the store itself has the last one only."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from anke.steering.statistics import commands, manifest
    from anke.steering.statistics.place import events_folder
    from benchmarks import data

    settings.STATIC_ROOT.mkdir(parents=True)
    call_command("migrate", verbosity=0)
    made = data.events(cases, kept_in)
    for path in made.paths:
        place = events_folder() / Path(path).relative_to(made.folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    _record_last(made.upto)
    manifest.move(manifest.mark(), made.upto, made.files)
    commands.rebuild_sums()


def _record_last(seq: int) -> None:
    from anke.events.models import Event, Ledger, Subject

    moment = datetime(2025, 10, 15, 7, tzinfo=UTC)
    one = Subject.objects.create(kind="office", name="1", position=1, head="0" * 64)
    Event.objects.create(
        seq=seq, subject=one, position=1, kind="office_established", happened_on=date(2025, 10, 15),
        recorded_at=moment, actor="benchmark", data="{}", previous="0" * 64, hash="0" * 64,
    )  # fmt: skip
    Ledger.objects.update_or_create(pk=1, defaults={"seq": seq, "subjects": 1, "recorded_at": moment})


def forget(number: int) -> None:
    """Every moment asked about is from now on some thousand events ago, the more the higher `number`: nothing
    is ready of it. The store holds the last event only, so which event a moment means is said here."""
    from anke.steering.statistics import holding, manifest

    upto = manifest.mark().seq - number * 5_000
    holding.seq_at = lambda moment: upto


def run(
    about: str,
    rows: Callable[[int, Path], tuple[list[Row], list[str]]],
    inside: Callable[[int, Path], object],
) -> None:
    """A module of measurements as a command of its own."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many (default 1000000)")
    parser.add_argument(
        "--kept-in", type=Path, help="a folder to keep the made-up events in, for the next run"
    )
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(inside(asked.cases, asked.kept_in)))
        return
    with tempfile.TemporaryDirectory(prefix="anke-events-") as own:
        found, notes = rows(asked.cases, asked.kept_in or Path(own))
    print(as_text(found), *notes, sep="\n")
