"""Casework under load, beside a bare Django and Caluma: `python -m benchmarks.casework --help`."""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.casework.measure import KEPT, PARTS, SECONDS, TURNS, measure
from benchmarks.casework.servers import WORKERS, workers


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.casework", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="in the register (default 1000000)")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="some of the measurements")
    parser.add_argument(
        "--kept-in",
        type=Path,
        default=KEPT,
        help=f"where the filled database and Caluma are kept for the next run (default {KEPT})",
    )
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each turn of a rate")
    parser.add_argument("--turns", type=int, default=TURNS, help="of each rate")
    parser.add_argument(
        "--workers",
        type=int,
        default=WORKERS,
        help=f"processes that answer, on either side (default {WORKERS})",
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    asked = parser.parse_args()
    with workers(asked.workers):
        found = measure(
            asked.cases, asked.kept_in.resolve(), asked.only, seconds=asked.seconds, turns=asked.turns
        )
    print(json.dumps(found.as_data(), indent=2) if asked.json else found.as_text())
    if found.wrong:
        sys.exit("\n".join(["Wrong:", *found.wrong]))


if __name__ == "__main__":
    main()
