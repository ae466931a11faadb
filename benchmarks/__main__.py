"""Everything that is fast, against what, in one run: `python -m benchmarks --help`."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command

from benchmarks import (
    contract,
    contract_page,
    data,
    drawing,
    folding,
    from_events,
    report_forms,
    standing,
    working_days,
)
from benchmarks.casework.measure import KEPT, measure
from benchmarks.casework.rates import Found as Load
from benchmarks.table import Row, as_text

Found = tuple[list[Row], list[str]]
PARTS = (
    "working_days",
    "drawing",
    "contract",
    "standing",
    "contract_page",
    "report_forms",
    "fold",
    "from_events",
    "casework",
)


def part(name: str, cases: int, kept_in: Path) -> Found:
    """One group of comparisons."""
    if name == "working_days":
        return working_days.rows(), []
    if name == "drawing":
        return drawing.rows(), []
    if name == "standing":
        call_command("migrate", verbosity=0)
        return standing.rows()
    events = data.events(cases, kept_in)
    few = 5 if cases <= 1_000_000 else 3
    ways: dict[str, Callable[[], Found]] = {
        "contract_page": lambda: contract_page.rows(cases, kept_in),
        "report_forms": lambda: report_forms.rows(cases, kept_in),
        "contract": lambda: (contract.rows(events), []),
        "fold": lambda: folding.rows(events, kept_in, few),
        "from_events": lambda: (from_events.rows(events, few), []),
    }
    return ways[name]()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "--cases", type=int, default=1_000_000, help="about eight events each (default 1000000)"
    )
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="some of the comparisons")
    parser.add_argument(
        "--kept-in", type=Path, help="a folder to keep the made-up events in, for the next run"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    load: Load | None = None
    with tempfile.TemporaryDirectory(prefix="anke-events-") as own:
        rows: list[Row] = []
        notes: list[str] = []
        for name in asked.only:
            print(f"{name} …", file=sys.stderr, flush=True)
            if name == "casework":
                load = measure(asked.cases, (asked.kept_in or KEPT).resolve())
                continue
            found, said = part(name, asked.cases, asked.kept_in or Path(own))
            rows += found
            notes += said
    if asked.json:
        print(
            json.dumps(
                {
                    "cases": asked.cases,
                    "rows": [row._asdict() for row in rows],
                    "notes": notes,
                    "casework": load.as_data() if load else None,
                },
                indent=2,
            )
        )
    else:
        print(f"{asked.cases:,} cases\n\n{as_text(rows)}\n")
        print("\n".join(notes))
        print(load.as_text() if load else "")
    if load and load.wrong:
        sys.exit("\n".join(["Wrong:", *load.wrong]))


if __name__ == "__main__":
    main()
