"""The cockpit and the goals' pages with many cases behind them: server time of a page, asked of the program
in one process; and every figure of the plan as known on another day.

python -m benchmarks.contract_page --cases 1000000

The cases are the made-up events of `synthetic.py`, entered in the manifest of an installation of their own.
Asked for are: the contract at a glance, pages of a mean, a share and a stock (through time, what is still
possible, what the figure hides, where it comes from), the same week by week and by first instance, two plans
compared, and the first page of the cases behind a figure. Median of many; the first one, for which nothing is
ready, is told beside it. `as known on another day` folds all events anew each time and answers the whole
cockpit.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from benchmarks.table import Row, as_text

PAGES = {
    "contract page": ("/", 0.150),
    "page of a mean": ("/goal/2025/1.2.a/", 0.150),
    "page of a share": ("/goal/2025/1.3.a/", 0.150),
    "page of a stock": ("/goal/2025/1.6.b/", 0.150),
    "page week by week, by first instance": ("/goal/2025/1.2.a/?view=week&by=authority", 0.150),
    "two plans compared": ("/plans/compare/", None),
    "cases behind it": ("/goal/2025/1.2.a/cases/", None),
}
THEN = "as known on another day"
MOST_THEN = 5.0  # seconds
REPEATS, REPEATS_THEN = 31, 5
EVENTS = 5_000  # how many events each earlier moment lies before the one before it


def rows(cases: int, kept_in: Path) -> tuple[list[Row], list[str]]:
    """Measured in a process and an installation of its own, so that nothing else lies in its memory."""
    with tempfile.TemporaryDirectory(prefix="anke-page-") as home:
        env = {
            **os.environ,
            "ANKE_HOME": home,
            "ANKE_ALLOWED_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "anke.site.settings",
        }
        env.pop("DATABASE_URL", None)
        command = [
            sys.executable,
            "-m",
            "benchmarks.contract_page",
            "--inside",
            "--cases",
            str(cases),
            "--kept-in",
            str(kept_in),
        ]
        told = json.loads(subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout)
    found = []
    for name, (_, asked) in PAGES.items():
        first, usual = told[name]
        limit = asked or first
        title = f"{name}, {cases:,} cases, against " + (
            f"{limit * 1000:.0f} ms" if asked else "its first time"
        )
        found.append(Row(title, usual, limit, limit / usual, 1.0 if asked else None))
    usual = told[THEN][1]
    title = f"all figures {THEN}, {cases:,} cases, against {MOST_THEN:.0f} s"
    found.append(Row(title, usual, MOST_THEN, MOST_THEN / usual, 1.0))
    notes = [f"{name}: {told[name][0] * 1000:.0f} ms the first time" for name in PAGES]
    return found, notes


def _inside(cases: int, kept_in: Path) -> dict[str, tuple[float, float]]:
    import django

    django.setup()
    _install(cases, kept_in)
    browser = _steering_unit()
    found = {}
    for name, (path, _) in PAGES.items():
        times = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            answer = browser.get(path)
            times.append(time.perf_counter() - began)
            assert answer.status_code == 200, (path, answer.status_code)
        found[name] = (times[0], median(times[1:]))
    found[THEN] = _then(browser)
    return found


def _then(browser) -> tuple[float, float]:
    """The whole cockpit as known at moments nothing is ready of. The installation's store holds the last
    event only: which event a moment means is therefore said here, not looked up."""
    from anke.steering.statistics import holding, manifest

    times = []
    for number in range(1, REPEATS_THEN + 1):
        upto = manifest.mark().seq - number * EVENTS
        holding.seq_at = lambda moment, upto=upto: upto
        began = time.perf_counter()
        answer = browser.get("/", {"known_at": f"2025-10-{number:02}"})
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    return times[0], median(times)


def _install(cases: int, kept_in: Path) -> None:
    """An installation whose statistics hold the events; the store itself has the last one only."""
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


def _steering_unit():
    """A browser in the hands of somebody who may see everything."""
    from django.contrib.auth.models import User
    from django.test import Client

    from anke.organisation.models import Appointment, Staff

    user = User.objects.create_user("steering")
    staff = Staff.objects.create(initials="STE", name="Steering", user=user)
    Appointment.objects.create(staff=staff, role="steering_unit", weight=1, valid_from=date(2025, 1, 1))
    browser = Client()
    browser.force_login(user)
    return browser


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many (default 1000000)")
    parser.add_argument(
        "--kept-in", type=Path, help="a folder to keep the made-up events in, for the next run"
    )
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(_inside(asked.cases, asked.kept_in)))
        return
    with tempfile.TemporaryDirectory(prefix="anke-events-") as own:
        found, notes = rows(asked.cases, asked.kept_in or Path(own))
    print(as_text(found), *notes, sep="\n")


if __name__ == "__main__":
    main()
