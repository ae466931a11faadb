"""Working days between two arrays of dates: our index against `numpy.busday_count`, same dates, same answers.

    .venv/bin/python -m benchmarks.working_days

5,000,000 pairs of random dates within 1990–2050, up to 400 days apart, with the Danish public holidays; the
median of seven runs of each, taken in turns. Dates come as datetime64[D] and, as facts are stored, as
int32.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from anke.rules.calendar import WORKING
from anke.rules.working_days import FIRST, LAST, day_number
from benchmarks.table import Row, as_text

PAIRS, RUNS, SEED = 5_000_000, 7, 20_250_401


def rows() -> list[Row]:
    """Both comparisons. Raises where the answers differ."""
    index = WORKING.index
    holidays = [day for year in range(FIRST.year, LAST.year + 1) for day in WORKING.holidays(year)]
    theirs = np.busdaycalendar(holidays=np.array(holidays, dtype="datetime64[D]"))
    random = np.random.default_rng(SEED)
    first, last = day_number(FIRST), day_number(LAST)
    start_numbers = random.integers(first, last - 400, PAIRS, dtype=np.int32)
    end_numbers = start_numbers + random.integers(0, 400, PAIRS, dtype=np.int32)
    starts, ends = (numbers.astype("datetime64[D]") for numbers in (start_numbers, end_numbers))

    def numpy_way() -> np.ndarray:
        return np.busday_count(starts + 1, ends + 1, busdaycal=theirs)

    found = []
    for name, ours in (
        ("working days, datetime64", lambda: index.count(starts, ends)),
        ("working days, int32 facts", lambda: index.count(start_numbers, end_numbers)),
    ):
        assert np.array_equal(ours(), numpy_way()), f"{name}: the answers differ"
        ours_s, theirs_s = in_turns(ours, numpy_way)
        found.append(Row(name, ours_s, theirs_s, theirs_s / ours_s, 5.0))
    return found


def in_turns(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The median time of each, in seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for kept, work in zip(times, (ours, theirs), strict=True):
            began = time.perf_counter()
            work()
            kept.append(time.perf_counter() - began)
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> None:
    print(as_text(rows()))


if __name__ == "__main__":
    main()
