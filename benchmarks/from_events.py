"""The contract straight from the events, by others: pandas, polars, PostgreSQL. Each in its quickest exact
way.

All fold the same ten columns' worth of patches they need (the last word of each) and answer the same 9 × 12
figures, counts only. pandas and polars read the Parquet; PostgreSQL has the events in a table of its own,
analysed and warm."""

import numpy as np
import pandas as pd
import polars as pl
import psycopg
import pyarrow.parquet as pq

from anke.rules.fold import month_numbers
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.folding import fold
from anke.steering.statistics.queries import from_facts
from benchmarks import postgresql
from benchmarks.contract import FIRST, LAST_DAYS, answers
from benchmarks.data import (
    INDEX,
    NEEDED,
    QUARTERS,
    SOCIAL,
    Answers,
    Events,
    in_turns,
    measures,
    same,
    working_days,
)
from benchmarks.table import Row
from tests.postgres import server


def rows(events: Events, runs: int) -> list[Row]:
    table = FactTable(fold(events.folder, events.files, events.upto), events.upto, INDEX)
    asked = list(measures().values())
    told = answers(from_facts(table, asked, QUARTERS, INDEX))
    ours = lambda: from_facts(table, asked, QUARTERS, INDEX)  # noqa: E731 - one of the ways
    found = []
    for name, least, way in (("polars", 6.0, with_polars), ("pandas", 10.0, with_pandas)):
        same(name, told, way(events))
        mine, theirs = in_turns([ours, lambda way=way: way(events)], runs)
        found.append(Row(f"contract, facts warm: {name} from events", mine, theirs, theirs / mine, least))
    with server() as url, psycopg.connect(url) as connection:
        postgresql.load(connection, events)
        same("PostgreSQL", told, postgresql.answer(connection))
        mine, theirs = in_turns([ours, lambda: postgresql.answer(connection)], runs)
        found.append(Row("contract, facts warm: PostgreSQL from events", mine, theirs, theirs / mine, 40.0))
    table.close()
    return found


def with_pandas(events: Events) -> Answers:
    """`groupby.last` skips nulls: exactly the last word."""
    told = pd.concat(
        [
            pq.read_table(path, columns=["subject", *NEEDED], partitioning=None).to_pandas()
            for path in events.paths
        ],
        ignore_index=True,
    )
    facts = told.groupby("subject", sort=False).last().fillna(0).astype(np.int32)
    upto, reached = working_days()
    return _asked(facts, upto, reached)


def _asked(facts: pd.DataFrame, upto: np.ndarray, reached: np.ndarray) -> Answers:
    kind, informed, received = facts.case_type, facts.fully_informed, facts.received_on
    days, met = facts.decided_on - received, facts.meeting_decided_on - received
    working = reached[facts.decided_on] - upto[received]
    social = kind.isin(SOCIAL) | (kind.isin([301, 311, 312]) & (informed == 1))
    excused = (facts.first_instance_error == 2) & (days > 28)
    flows = {
        "1.1.a": (kind == 101, facts.decided_on, days <= 56),
        "1.1.b": (kind == 111, facts.meeting_decided_on, met <= 56),
        "1.1.c": ((kind == 251) & ~excused, facts.decided_on, days <= 28),
        "1.2.a": (social, facts.decided_on, days),
        "1.3.a": (kind.isin([301, 311]) & (informed == 2), facts.decided_on, days <= 84),
        "1.4.a": (kind == 401, facts.decided_on, days),
        "1.6.a": (kind == 701, facts.decided_on, pd.Series(working <= 20, facts.index)),
        "1.6.c": ((kind == 703) & (facts.outcome == 14), facts.decided_on, days >= 0),
    }
    found: Answers = {}
    months = month_numbers()
    for name, (who, stop, part) in flows.items():
        mine = who & (stop >= received) & (stop > 0)
        at = (months[stop[mine]] - FIRST) // 3
        counted = part[mine].groupby(at).agg(["sum", "count"])
        found |= {
            (name, QUARTERS[place].name): (int(row["sum"]), int(row["count"]))
            for place, row in counted.iterrows()
        }
    general = facts[kind == 702]
    for one, (day, older) in zip(QUARTERS, LAST_DAYS, strict=True):
        pending = general[
            (general.received_on <= day) & ((general.closed_on == 0) | (general.closed_on > day))
        ]
        found["1.6.b", one.name] = (int((pending.received_on < older).sum()), len(pending))
    return found


def with_polars(events: Events) -> Answers:
    """Streaming; the last value that is one, and then the figures."""
    told = pl.scan_parquet(events.paths, hive_partitioning=False)
    said = [pl.col(name).filter(pl.col(name).is_not_null()).last() for name in NEEDED]
    facts = told.group_by("subject").agg(said).with_columns([pl.col(name).fill_null(0) for name in NEEDED])
    table = facts.collect(engine="streaming")
    months, received = pl.Series(month_numbers(), dtype=pl.Int32), pl.col("received_on")
    flows = _polars_flows()
    asked = [
        table.lazy()
        .filter(who & (stop > 0) & (stop >= received))
        .group_by(at=(pl.lit(months).gather(stop) - FIRST) // 3)
        .agg(part=part.cast(pl.Int64).sum(), cases=pl.len())
        for who, stop, part in flows.values()
    ]
    found = {
        (name, QUARTERS[at].name): (part, cases)
        for name, answer in zip(flows, pl.collect_all(asked), strict=True)
        for at, part, cases in answer.iter_rows()
    }
    general, closed = table.filter(pl.col("case_type") == 702), pl.col("closed_on")
    for one, (day, older) in zip(QUARTERS, LAST_DAYS, strict=True):
        pending = general.filter((received <= day) & ((closed == 0) | (closed > day)))
        found["1.6.b", one.name] = (pending.filter(received < older).height, pending.height)
    return found


def _polars_flows() -> dict[str, tuple[pl.Expr, pl.Expr, pl.Expr]]:
    """Subgoal → who, by which day, and what is counted of it."""
    upto, reached = (pl.Series(values, dtype=pl.Int32) for values in working_days())
    kind, informed, received = pl.col("case_type"), pl.col("fully_informed"), pl.col("received_on")
    decided, met = pl.col("decided_on"), pl.col("meeting_decided_on")
    days = decided - received
    working = pl.lit(reached).gather(decided) - pl.lit(upto).gather(received)
    social = kind.is_in(SOCIAL) | (kind.is_in([301, 311, 312]) & (informed == 1))
    excused = (pl.col("first_instance_error") == 2) & (days > 28)
    return {
        "1.1.a": (kind == 101, decided, days <= 56),
        "1.1.b": (kind == 111, met, met - received <= 56),
        "1.1.c": ((kind == 251) & ~excused, decided, days <= 28),
        "1.2.a": (social, decided, days),
        "1.3.a": (kind.is_in([301, 311]) & (informed == 2), decided, days <= 84),
        "1.4.a": (kind == 401, decided, days),
        "1.6.a": (kind == 701, decided, working <= 20),
        "1.6.c": ((kind == 703) & (pl.col("outcome") == 14), decided, days >= 0),
    }
