"""Made-up events of any number of cases, written as the statistics' own Parquet. Seeded: the same twice.

About eight events a case, received evenly with growth over 1,018 days from 2023-01-01, known up to
2025-10-15; all case types in the published proportions; late registrations, corrections, decisions taken
back and made again. Nothing here is calibrated to anything: it is weight for the scales, not a picture of
an authority."""

import hashlib
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa

from anke.rules.facts import COLUMNS, NO, YES
from anke.steering.statistics.parquet import ROW_GROUP, File, Writer

START, END = (date(2023, 1, 1) - date(1970, 1, 1)).days, (date(2025, 10, 15) - date(1970, 1, 1)).days
# case type → (cases in ten thousand, median days to the decision)
TYPES = {
    101: (330, 45), 111: (290, 40), 121: (10, 60), 201: (700, 150), 202: (600, 150), 203: (500, 140),
    211: (1000, 130), 212: (800, 150), 213: (400, 120), 221: (100, 120), 231: (500, 110), 241: (200, 90),
    242: (60, 90), 243: (30, 90), 251: (60, 20), 301: (700, 60), 311: (500, 60), 312: (880, 90),
    321: (60, 120), 322: (150, 100), 401: (1700, 160), 501: (140, 150), 701: (60, 15), 702: (150, 260),
    703: (3, 120), 601: (12, 100), 602: (30, 60), 603: (15, 150), 604: (12, 120), 605: (15, 200),
    606: (13, 120),
}  # fmt: skip
FILE = 4 * ROW_GROUP
Array = np.ndarray


class Cases:
    """What is true of each case; arrays with one value a case, in the order they are registered."""

    def __init__(self, number: int, seed: int) -> None:
        draw = self.draw = np.random.default_rng(seed)
        days = END - START
        received = np.minimum((draw.random(number) ** 0.9 * days).astype(np.int32), days - 1)
        lag = np.where(draw.random(number) < 0.9, 0, draw.integers(1, 30, number)).astype(np.int32)
        order = np.argsort((received + lag).astype(np.uint16), kind="stable")
        self.received, self.known = received[order], (received + lag)[order]
        codes, weights = np.array(list(TYPES)), np.array([w for w, _ in TYPES.values()], float)
        kind = draw.choice(len(codes), number, p=weights / weights.sum())
        self.case_type = codes[kind].astype(np.int16)
        median = np.array([m for _, m in TYPES.values()], np.float32)[kind]
        self.days = np.maximum(1, median * np.exp(0.4 * draw.standard_normal(number, np.float32))).astype(
            np.int32
        )
        self.authority = draw.integers(101, 861, number).astype(np.int32)
        self.office = draw.integers(1, 16, number).astype(np.int16)
        self.informed = np.where(draw.random(number) < 0.7, YES, NO).astype(np.int8)
        self.outcome = draw.choice(
            np.arange(1, 8, dtype=np.int16), number, p=[0.6, 0.1, 0.05, 0.12, 0.1, 0.01, 0.02]
        )
        self.outcome[self.case_type == 703] = 14
        self.withdrawn = draw.random(number) < 0.03

    def __len__(self) -> int:
        return len(self.received)


def steps(cases: Cases) -> dict[str, tuple[Array, Array]]:
    """For each step: which cases take it, and on which day it is recorded (counted from START)."""
    n, draw = len(cases), cases.draw
    every = np.arange(n, dtype=np.int32)
    decided = cases.known + cases.days

    def some(share: float) -> Array:
        return np.flatnonzero(draw.random(n) < share).astype(np.int32)

    def within(rows: Array, part: float) -> tuple[Array, Array]:
        return rows, cases.known[rows] + (cases.days[rows] * part).astype(np.int32)

    notified = np.flatnonzero(cases.case_type == 111).astype(np.int32)
    unemployed = np.flatnonzero(cases.case_type == 251).astype(np.int32)
    settled, given_up = np.flatnonzero(~cases.withdrawn), np.flatnonzero(cases.withdrawn)
    reversed_ = some(0.002)
    reversed_ = reversed_[~cases.withdrawn[reversed_]]
    return {
        "registered": (every, cases.known),
        "assigned": within(every, 0.05),
        "assessed": within(some(0.6), 0.1),
        "asked": within(asked := some(0.8), 0.2),
        "answered": within(asked, 0.5),
        "heard": within(some(0.6), 0.6),
        "asked_consultant": within(consulted := some(0.7), 0.55),
        "consultant_answered": within(consulted, 0.75),
        "error": within(unemployed[::20], 0.6),
        "meeting": within(notified, 0.7),
        "moved": within(some(0.5), 0.8),
        "decided": (settled, decided[settled]),
        "withdrawn": (given_up, decided[given_up]),
        "dispatched": (settled, decided[settled] + 1),
        "corrected": (rows := some(0.03), decided[rows] + 20),
        "taken_back": (reversed_, decided[reversed_] + 30),
        "decided_again": (reversed_, decided[reversed_] + 60),
    }


CODES = {
    "registered": 1, "assessed": 2, "assigned": 3, "moved": 3, "asked": 4, "answered": 5, "heard": 6,
    "asked_consultant": 7, "consultant_answered": 8, "meeting": 12,
    "decided": 13, "decided_again": 13, "dispatched": 14, "withdrawn": 15, "corrected": 17, "taken_back": 17,
    "error": 18,
}  # fmt: skip


def patches(cases: Cases, step: str, rows: Array, day: Array) -> dict[str, Array]:
    """What a step says about the cases `rows`, recorded on `day` (since 1970)."""
    received = (cases.received[rows] + START).astype(np.int32)
    nothing = np.zeros(len(rows), np.int32)
    return {
        "registered": lambda: {
            "case_type": cases.case_type[rows], "authority": cases.authority[rows],
            "office": cases.office[rows], "received_on": received,
        },
        "assessed": lambda: {"fully_informed": cases.informed[rows]},
        "assigned": lambda: {"office": cases.office[rows]},
        "moved": lambda: {"office": cases.office[rows] % 15 + 1},
        "meeting": lambda: {"meeting_decided_on": day},
        "decided": lambda: {"outcome": cases.outcome[rows], "decided_on": day, "closed_on": day},
        "decided_again": lambda: {
            "outcome": cases.outcome[rows] % 7 + 1, "decided_on": day, "closed_on": day,
        },
        "withdrawn": lambda: {"outcome": np.full(len(rows), 6, np.int16), "closed_on": day},
        "corrected": lambda: {"received_on": received - 1 - rows % 10},
        "taken_back": lambda: {"outcome": nothing, "decided_on": nothing, "closed_on": nothing},
        "error": lambda: {"first_instance_error": np.full(len(rows), YES, np.int8)},
    }.get(step, dict)()  # fmt: skip


def write(folder: Path, number: int, seed: int = 7) -> list[File]:
    """Write the events of `number` cases below `folder` and return the files in order."""
    cases = Cases(number, seed)
    names, hashes = _names(cases)
    taken = steps(cases)
    day = np.concatenate([on for _, on in taken.values()])
    known = day < END - START
    subject = np.concatenate([rows for rows, _ in taken.values()]).astype(np.int32)
    step = np.repeat(np.arange(len(taken), dtype=np.int8), [len(rows) for rows, _ in taken.values()])
    day, subject, step = day[known].astype(np.uint16), subject[known], step[known]
    order = np.argsort(day, kind="stable")
    day, subject, step = day[order], subject[order], step[order]
    written, kinds = [], list(taken)
    for first, last in _cuts(day):
        table = _table(
            cases, kinds, first, subject[first:last], step[first:last], day[first:last], names, hashes
        )
        year = np.datetime64(int(day[first]) + START, "D").astype(object).year
        file = f"year={year}/{first + 1}-{last}.parquet"
        writer = Writer(folder / file)
        writer.write(table)
        written.append(File(file, first + 1, last, last - first, writer.finish(folder / file)))
    return written


def _names(cases: Cases) -> tuple[Array, Array]:
    """Case ids, and the halves of their digests as an array (cases, 2) of unsigned 64-bit numbers."""
    names = [f"2023-{number:08d}" for number in range(len(cases))]
    raw = b"".join([hashlib.sha256(name.encode()).digest()[:16] for name in names])
    return np.array(names, dtype=object), np.frombuffer(raw, ">u8").reshape(-1, 2).astype(np.uint64)


def _cuts(day: Array) -> list[tuple[int, int]]:
    """Where files begin and end: at the turn of a year and after FILE rows."""
    years = (day.astype(np.int64) + START).astype("datetime64[D]").astype("datetime64[Y]")
    turns = [0, *(np.flatnonzero(years[1:] != years[:-1]) + 1).tolist(), len(day)]
    return [
        (first, min(first + FILE, end)) for begin, end in pairwise(turns) for first in range(begin, end, FILE)
    ]


def _table(  # noqa: PLR0917 - plain arrays, side by side
    cases: Cases,
    kinds: list[str],
    first: int,
    subject: Array,
    step: Array,
    day: Array,
    names: Array,
    hashes: Array,
) -> pa.Table:
    """Events of these subjects at these steps on these days as rows; `first` events come before them."""
    rows = len(subject)
    columns = {name: (np.zeros(rows, kind), np.ones(rows, bool)) for name, kind in COLUMNS.items()}
    day = day.astype(np.int32) + START
    for number, name in enumerate(kinds):
        at = np.flatnonzero(step == number)
        for column, values in patches(cases, name, subject[at], day[at]).items():
            columns[column][0][at], columns[column][1][at] = values, False
    born = np.flatnonzero(step == 0)
    unborn = np.ones(rows, bool)
    unborn[born] = False
    text = np.full(rows, None, object)
    text[born] = names[subject[born]]
    codes = np.array([CODES[name] for name in kinds], np.int16)
    clock = day.astype(np.int64) * 86_400_000_000 + np.arange(first, first + rows, dtype=np.int64) % 1000
    return pa.table(
        {
            "seq": np.arange(first + 1, first + rows + 1, dtype=np.int64),
            "subject": subject.astype(np.int64) + 1,
            "kind": codes[step],
            "happened_on": pa.array(day).cast(pa.date32()),
            "recorded_at": pa.array(np.maximum.accumulate(clock), pa.timestamp("us", tz="UTC")),
            **{name: pa.array(values, mask=mask) for name, (values, mask) in columns.items()},
            "name": pa.array(text, pa.string()),
            "hash_hi": pa.array(hashes[subject, 0], mask=unborn),
            "hash_lo": pa.array(hashes[subject, 1], mask=unborn),
        }
    )
