"""Casework under load, beside a bare Django and Caluma: `python -m benchmarks.casework --help`."""

import argparse
import sys
from pathlib import Path

from benchmarks.casework.measure import as_json, measure
from benchmarks.casework.rates import rates_as_text, times_as_text

PARTS = ("bare", "peer", "list", "people")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.casework", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="in the register (default 1000000)")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="some of the measurements")
    parser.add_argument(
        "--kept-in",
        type=Path,
        default=Path("build/benchmarks"),
        help="where the filled database and Caluma are kept for the next run (default build/benchmarks)",
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    asked = parser.parse_args()
    found = measure(asked.cases, asked.kept_in.resolve(), asked.only)
    if asked.json:
        print(as_json(found))
    else:
        print(f"{asked.cases:,} cases\n\n{rates_as_text(found.rates)}\n\n{times_as_text(found.times)}\n")
        print(*found.notes, sep="\n")
    if found.wrong:
        sys.exit("\n".join(["Wrong:", *found.wrong]))


if __name__ == "__main__":
    main()
