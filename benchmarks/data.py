"""What the comparisons run on: made-up events as Parquet (kept between runs), the plan's measures, the
quarters.
"""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from anke.content.load import content
from anke.rules.calendar import WORKING
from anke.rules.definitions import Measure
from anke.rules.periods import Period, quarter
from anke.steering.statistics.parquet import File
from benchmarks.synthetic import write

PLAN = "2025"
QUARTERS: list[Period] = [quarter(year, number) for year in (2023, 2024, 2025) for number in (1, 2, 3, 4)]
INDEX = WORKING.index
# What the figures need to know of a case.
NEEDED = (
    "case_type",
    "outcome",
    "fully_informed",
    "first_instance_error",
    "received_on",
    "meeting_decided_on",
    "decided_on",
    "closed_on",
)
SOCIAL = [201, 202, 203, 211, 212, 213, 221, 231, 241, 242, 243, 321, 322]
Answers = dict[tuple[str, str], tuple[int, int]]  # (subgoal, quarter) → (numerator, denominator)


@dataclass(frozen=True)
class Events:
    """The events of so many cases on disk."""

    cases: int
    folder: Path
    files: list[File]

    @property
    def upto(self) -> int:
        return self.files[-1].last_seq

    @property
    def paths(self) -> list[str]:
        return [str(self.folder / file.path) for file in self.files]


def events(cases: int, kept_in: Path) -> Events:
    """Made now, or found where an earlier run left them."""
    folder = kept_in / f"{cases}"
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        files = write(folder, cases)
        manifest.write_text(json.dumps([asdict(file) for file in files]))
    return Events(cases, folder, [File(**one) for one in json.loads(manifest.read_text())])


def measures() -> dict[str, Measure]:
    """Every figure of the results plan that is computed from events, by subgoal."""
    return content().plans[PLAN].measures()


def in_turns(ways: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """The median time of each way, in seconds; the ways take turns, so that a busy machine is fair to all."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(runs):
        for kept, way in zip(times, ways, strict=True):
            began = time.perf_counter()
            way()
            kept.append(time.perf_counter() - began)
    return [statistics.median(kept) for kept in times]


def same(name: str, ours: Answers, theirs: Answers) -> None:
    """Raise where two ways do not answer the same."""
    known = {place: answer for place, answer in theirs.items() if answer != (0, 0)}
    wanted = {place: answer for place, answer in ours.items() if answer != (0, 0)}
    wrong = {place for place in known.keys() | wanted.keys() if known.get(place) != wanted.get(place)}
    if wrong:
        place = min(wrong)
        raise AssertionError(f"{name}: {place} is {known.get(place)}, ours {wanted.get(place)}")


def working_days() -> tuple[np.ndarray, np.ndarray]:
    """Working days up to a day, and the number a day falls under (a day off: the working day to come)."""
    upto = INDEX.cumulative
    return upto, np.concatenate([[0], upto[:-1] + 1])
