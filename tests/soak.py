"""A long day: caseworkers and exports at once, some killed at random; everything must hold after it.

make soak                      ten minutes on SQLite and ten on PostgreSQL
make soak ARGS="--minutes 1"   a short one
"""

import argparse
import contextlib
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from subprocess import Popen

from tests.house import House
from tests.postgres import server

WORKERS, ROUND = 3, 300  # processes at once, and how many acts each does before the next takes over


def work(seed: int) -> None:
    """Register cases and do whatever comes to mind with them, one's own and others'."""
    import django

    django.setup()
    from anke.casework.cases.models import Case
    from anke.casework.cases.tests.doing import ACTS, do, register
    from anke.rules.steps import Refused

    dice, acts = random.Random(seed), list(ACTS)
    for _ in range(ROUND):
        if dice.random() < 0.3 or not Case.objects.exists():
            register()
            continue
        number = Case.objects.order_by("-number").values_list("number", flat=True)[: dice.randint(1, 40)][
            ::-1
        ][0]
        with contextlib.suppress(Refused):
            do(dice.choice(acts), number)


def long_day(house: House, seconds: float, seed: int) -> dict[str, int]:
    """Write, export and kill until the time is up; what had been done by then."""
    dice, ends = random.Random(seed), time.monotonic() + seconds
    workers: list[Popen[str]] = []
    done = {"workers": 0, "killed workers": 0, "exports": 0, "killed exports": 0}
    while time.monotonic() < ends:
        workers = [worker for worker in workers if worker.poll() is None]
        while len(workers) < WORKERS:
            done["workers"] += 1
            workers.append(house.start("--work", str(seed * 1000 + done["workers"]), module="tests.soak"))
        if dice.random() < 0.2:
            done["killed workers"] += 1
            workers.pop().kill()
        export = house.start("export", "--quiet", module="anke.site.cli.main")
        time.sleep(dice.uniform(0.2, 4.0))
        if export.poll() is None and dice.random() < 0.5:
            done["killed exports"] += 1
            export.kill()
        export.wait()
        done["exports"] += 1
    for worker in workers:
        worker.wait()
    return done


def verdict(house: House) -> dict[str, object]:
    """What the check says when the last events are exported."""
    house.anke("export", "--quiet")
    found: dict[str, object] = json.loads(house.anke("verify", "--json")[0])
    return found


def tell(name: str, house: House, minutes: float, seed: int) -> bool:
    done = long_day(house, minutes * 60, seed)
    found = verdict(house)
    counted = ", ".join(f"{number} {what}" for what, number in done.items())
    sys.stdout.write(f"{name}: {found['events']} events by {counted}; ok: {found['ok']}\n")
    if not found["ok"]:
        sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return bool(found["ok"])


def main() -> int:
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--minutes", type=float, default=10.0, help="how long, on each database")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--work", type=int, metavar="SEED", help="be one of the caseworkers")
    asked = reader.parse_args()
    if asked.work is not None:
        work(asked.work)
        return 0
    with tempfile.TemporaryDirectory() as folder, server() as url:
        fine = [
            tell("SQLite", House(Path(folder) / "sqlite"), asked.minutes, asked.seed),
            tell("PostgreSQL", House(Path(folder) / "postgresql", url), asked.minutes, asked.seed),
        ]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
