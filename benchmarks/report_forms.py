"""A quarter's report in every form with many cases behind it: figures, appendices, and all files together.

python -m benchmarks.report_forms --cases 1000000

In an installation of its own. Timed are, from the question to the last
byte, the report as known now, and the report as known on an earlier day, for which every event recorded by
then is folded anew. Both are told with what each form takes.
"""

import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import installation
from benchmarks.table import Row

ASKED = 20.0  # seconds, for all forms together
REPEATS = 5
PERIOD, THEN = "2025Q3", datetime(2025, 10, 10, 12, tzinfo=UTC)
NOW, EARLIER = "as known now", "as known earlier"


def rows(cases: int, kept_in: Path) -> tuple[list[Row], list[str]]:
    """Measured in a process and an installation of its own, so that nothing else lies in its memory."""
    told = installation.measured("benchmarks.report_forms", cases, kept_in)
    found, notes = [], []
    for way, runs in told.items():
        totals = [sum(run.values()) for run in runs]
        usual = median(totals)
        title = f"report in all forms, {way}, {cases:,} cases, against {ASKED:.0f} s"
        found.append(Row(title, usual, ASKED, ASKED / usual, 1.0))
        parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in runs[0].items())
        notes.append(f"report in all forms, {way}: {totals[0]:.2f} s the first time ({parts})")
    return found, notes


def _inside(cases: int, kept_in: Path) -> dict[str, list[dict[str, float]]]:
    """By way of asking: what each part took in each run, in seconds. The first run finds nothing ready."""
    installation.fill(cases, kept_in)
    return {
        NOW: [_run(None) for _ in range(REPEATS)],
        EARLIER: [_run_as_known(number) for number in range(1, REPEATS + 1)],
    }


def _run_as_known(number: int) -> dict[str, float]:
    """Each run knows fewer events than the one before, so nothing of it is ready."""
    installation.forget(number)
    return _run(THEN)


def _run(known_at: datetime | None) -> dict[str, float]:
    from anke.rules.periods import parse_period
    from anke.steering.results import queries

    taken, period = {}, parse_period(PERIOD)
    began = time.perf_counter()
    found = queries.contract("2025", period, known_at)
    taken["figures"] = time.perf_counter() - began
    began = time.perf_counter()
    added = queries.Additions(duties=queries.duties("2025", period, known_at))
    taken["appendices"] = time.perf_counter() - began
    for form in queries.FORMS:
        began = time.perf_counter()
        assert queries.report(found, form, synthetic=True, additions=added)
        taken[form] = time.perf_counter() - began
    return taken


if __name__ == "__main__":
    installation.run(__doc__, rows, _inside)
