"""Drawing from a frame of 1,000,000 decided cases: its hash, a ticket for each case, sample and reserve of
fifteen offices; against the 2 seconds it may take. Seconds of one processor: nothing is waited for, so that a
busy machine is fair.

    .venv/bin/python -m benchmarks.drawing
"""

import statistics
import time

from anke.rules.sampling import draw, frame_hash, seed_of
from benchmarks.table import Row, as_text

CASES, OFFICES, SIZE, RESERVE, RUNS, LIMIT_S = 1_000_000, 15, 20, 10, 5, 2.0


def rows() -> list[Row]:
    """The median of five draws. Raises where a draw is not the same each time, or not of its frame."""
    frame: dict[int, list[str]] = {office: [] for office in range(OFFICES)}
    for number in range(CASES):
        frame[number % OFFICES].append(f"2024-{number:07d}")
    wanted, seed = dict.fromkeys(frame, SIZE), seed_of("Q5A/2024", ["one contribution", "another"])
    times, made = [], set()
    for _ in range(RUNS):
        began = time.process_time()
        sha256 = frame_hash(number for numbers in frame.values() for number in numbers)
        strata = draw(frame, seed, wanted, RESERVE)
        times.append(time.process_time() - began)
        made.add((sha256, strata))
    [(_, strata)] = made
    assert all(set(one.sample) <= set(frame[one.office]) and len(one.sample) == SIZE for one in strata)
    ours = statistics.median(times)
    return [Row("draw from 1,000,000 cases", ours, LIMIT_S, LIMIT_S / ours, 1.0)]


def main() -> None:
    print(as_text(rows()))


if __name__ == "__main__":
    main()
