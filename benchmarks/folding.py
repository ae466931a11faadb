"""From events to facts: our fold against polars' streaming fold of the same Parquet, each in a process of
its own.

Polars is given the quickest of the expressions tried that answer the same (the last word of every column):
see `EXPRESSIONS`. Ours ends where questions can be asked: laid out, derived, loaded in DuckDB. Theirs ends
with the folded table in memory.

    python -m benchmarks.folding ours|last|latest|joined FOLDER
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

from anke.rules.facts import COLUMNS
from anke.rules.fold import HALVES, blank
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.folding import batches, fold, fold_onto, subjects_of
from benchmarks.data import INDEX, Events, events
from benchmarks.table import Row

EXPRESSIONS = ("last", "latest", "joined")


def rows(found: Events, kept_in: Path, runs: int = 3) -> tuple[list[Row], list[str]]:
    told: dict[str, list[dict[str, float]]] = {way: [] for way in ("ours", *EXPRESSIONS)}
    for _ in range(runs):
        for way, kept in told.items():
            kept.append(_apart(way, found, kept_in))
    best = {way: min(kept, key=lambda one: one["seconds"]) for way, kept in told.items()}
    if len({one["check"] for one in best.values()}) != 1:
        raise AssertionError(f"the folds differ: {best}")
    theirs = min((best[way] for way in EXPRESSIONS), key=lambda one: one["seconds"])
    ours = best["ours"]
    ratio = theirs["seconds"] / ours["seconds"]
    notes = [f"fold {way}: {one['seconds']:.2f} s, peak {one['peak']:.2f} GiB" for way, one in best.items()]
    fold_row = Row("fold: polars, streaming", ours["seconds"], theirs["seconds"], ratio, 1 / 1.6)
    return [fold_row, a_day(found, ours["seconds"])], notes


def _apart(way: str, found: Events, kept_in: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.folding", way, str(found.cases), str(kept_in)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def a_day(found: Events, whole: float) -> Row:
    """The last 5,000 events folded onto a table that knows all before, against folding all (`whole`)."""
    before = found.upto - 5_000
    table = FactTable(fold(found.folder, found.files, before), before, INDEX)
    began = time.perf_counter()
    told = list(batches(found.folder, found.files, ("subject", *blank(0)), after=before, upto=found.upto))
    subjects = subjects_of(told)
    facts = table.facts_of(subjects)
    for one in told:
        fold_onto(facts, subjects, one)
    table.amend(subjects, facts, found.upto)
    seconds = time.perf_counter() - began
    table.close()
    return Row("5,000 events more, against folding everything", seconds, whole, whole / seconds, None)


def ours(found: Events) -> int:
    table = FactTable(fold(found.folder, found.files, found.upto), found.upto, INDEX)
    added = " + ".join(f"sum({name})" for name in COLUMNS)
    return int(table.ask(f"SELECT {added} FROM facts")[0][0])


def polars(found: Events, way: str) -> int:
    told = pl.scan_parquet(found.paths, hive_partitioning=False)
    if way == "last":  # the last value that is one
        said = [pl.col(name).filter(pl.col(name).is_not_null()).last() for name in (*COLUMNS, *HALVES)]
        folded = told.group_by("subject").agg(said)
    elif way == "latest":  # number and value in one, the largest, and the value again
        both = [(pl.col("seq") * 2**20 + pl.col(name)).max().alias(name) for name in COLUMNS]
        folded = told.group_by("subject").agg(*both, *(pl.col(half).max() for half in HALVES))
        folded = folded.with_columns([(pl.col(name) % 2**20).cast(pl.Int32) for name in COLUMNS])
    else:  # a column at a time, put together
        folded = told.filter(pl.col("hash_hi").is_not_null()).select("subject", *HALVES)
        for name in COLUMNS:
            one = told.select("subject", name).filter(pl.col(name).is_not_null())
            folded = folded.join(one.group_by("subject").agg(pl.col(name).last()), on="subject", how="left")
    table = folded.collect(engine="streaming")
    return sum(int(table[name].cast(pl.Int64).fill_null(0).sum()) for name in COLUMNS)


def peak() -> float:
    """The most memory this process ever held, in GiB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 2**20


def main(way: str, cases: str, kept_in: str) -> None:
    found = events(int(cases), Path(kept_in))
    began = time.perf_counter()
    check = ours(found) if way == "ours" else polars(found, way)
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "peak": peak(), "check": check}))


if __name__ == "__main__":
    main(*sys.argv[1:])
