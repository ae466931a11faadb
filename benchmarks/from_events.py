"""The contract straight from the events, by others: pandas, polars, PostgreSQL. Each in its quickest exact
way.

All fold the same ten columns' worth of patches they need (the last word of each) and answer the same 9 × 12
figures, counts only. pandas and polars read the Parquet; PostgreSQL has the events in a table of its own,
analysed and warm."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import psycopg
import pyarrow.parquet as pq

from anke.rules.fold import _month_numbers
from anke.rules.working_days import day_number
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.folding import fold
from anke.steering.statistics.queries import from_facts
from benchmarks.contract import FIRST, LAST_DAYS, answers
from benchmarks.data import INDEX, QUARTERS, Answers, Events, in_turns, measures, same
from benchmarks.table import Row
from tests.postgres import server

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
        load(connection, events)
        same("PostgreSQL", told, with_postgresql(connection))
        mine, theirs = in_turns([ours, lambda: with_postgresql(connection)], runs)
        found.append(Row("contract, facts warm: PostgreSQL from events", mine, theirs, theirs / mine, 40.0))
    table.close()
    return found


def working_days() -> tuple[np.ndarray, np.ndarray]:
    """Working days up to a day, and the number a day falls under (a day off: the working day to come)."""
    upto = INDEX.cumulative
    return upto, np.concatenate([[0], upto[:-1] + 1])


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
    months = _month_numbers()
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
    """Streaming; the last value that is one, and then the figures, in one plan."""
    told = pl.scan_parquet(events.paths, hive_partitioning=False)
    said = [pl.col(name).filter(pl.col(name).is_not_null()).last() for name in NEEDED]
    facts = told.group_by("subject").agg(said).with_columns([pl.col(name).fill_null(0) for name in NEEDED])
    upto, reached = (pl.Series(values, dtype=pl.Int32) for values in working_days())
    months = pl.Series(_month_numbers(), dtype=pl.Int32)
    kind, informed, received = pl.col("case_type"), pl.col("fully_informed"), pl.col("received_on")
    decided, met = pl.col("decided_on"), pl.col("meeting_decided_on")
    days = decided - received
    working = pl.lit(reached).gather(decided) - pl.lit(upto).gather(received)
    social = kind.is_in(SOCIAL) | (kind.is_in([301, 311, 312]) & (informed == 1))
    excused = (pl.col("first_instance_error") == 2) & (days > 28)
    flows = {
        "1.1.a": (kind == 101, decided, days <= 56),
        "1.1.b": (kind == 111, met, met - received <= 56),
        "1.1.c": ((kind == 251) & ~excused, decided, days <= 28),
        "1.2.a": (social, decided, days),
        "1.3.a": (kind.is_in([301, 311]) & (informed == 2), decided, days <= 84),
        "1.4.a": (kind == 401, decided, days),
        "1.6.a": (kind == 701, decided, working <= 20),
        "1.6.c": ((kind == 703) & (pl.col("outcome") == 14), decided, days >= 0),
    }
    table = facts.collect(engine="streaming")
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
    general = table.filter(kind == 702)
    for one, (day, older) in zip(QUARTERS, LAST_DAYS, strict=True):
        pending = general.filter(
            (received <= day) & ((pl.col("closed_on") == 0) | (pl.col("closed_on") > day))
        )
        found["1.6.b", one.name] = (pending.filter(received < older).height, pending.height)
    return found


def load(connection: psycopg.Connection[Any], events: Events) -> None:
    """The events in one table, as small as PostgreSQL can hold them, analysed."""
    columns = ", ".join(f"{name} {'int' if name.endswith('_on') else 'smallint'}" for name in NEEDED)
    connection.execute("SET work_mem = '2GB'; SET max_parallel_workers_per_gather = 2; SET jit = off")
    connection.execute(f"CREATE UNLOGGED TABLE events (seq bigint, subject int, {columns})")
    with connection.cursor() as cursor, cursor.copy("COPY events FROM STDIN (FORMAT csv)") as copy:
        for text in _csv(events):
            copy.write(text)
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE events")
    connection.execute("CREATE TABLE working (day int PRIMARY KEY, upto int, reached int)")
    upto, reached = working_days()
    with connection.cursor() as cursor, cursor.copy("COPY working FROM STDIN") as copy:
        for day in range(7000, 30_000):
            copy.write_row((day, int(upto[day]), int(reached[day])))
    connection.execute("ANALYZE working")


def _csv(events: Events) -> Iterator[bytes]:
    import io

    from pyarrow import csv

    for path in events.paths:
        for batch in pq.ParquetFile(path).iter_batches(columns=["seq", "subject", *NEEDED]):
            out = io.BytesIO()
            csv.write_csv(batch, out, csv.WriteOptions(include_header=False))
            yield out.getvalue()


def with_postgresql(connection: psycopg.Connection[Any]) -> Answers:
    """The last word of a column: the largest of number and value in one; the value again by a mask."""
    last = ", ".join(f"coalesce(max((seq << 20) | {name}) & 1048575, 0)::int AS {name}" for name in NEEDED)
    decided, received = "decided_on", "received_on"
    social = ", ".join(map(str, SOCIAL))
    flows = {
        "1.1.a": ("case_type = 101", decided, "(decided_on - received_on <= 56)::int"),
        "1.1.b": ("case_type = 111", "meeting_decided_on", "(meeting_decided_on - received_on <= 56)::int"),
        "1.1.c": (
            "case_type = 251 AND NOT (first_instance_error = 2 AND decided_on - received_on > 28)",
            decided,
            "(decided_on - received_on <= 28)::int",
        ),
        "1.2.a": (
            f"(case_type IN ({social}) OR case_type IN (301, 311, 312) AND fully_informed = 1)",
            decided,
            "decided_on - received_on",
        ),
        "1.3.a": (
            "case_type IN (301, 311) AND fully_informed = 2",
            decided,
            "(decided_on - received_on <= 84)::int",
        ),
        "1.4.a": ("case_type = 401", decided, "decided_on - received_on"),
        "1.6.c": ("case_type = 703 AND outcome = 14", decided, "1"),
    }
    quarters = ", ".join(
        f"({at}, {day_number(one.first)}, {last_day}, {older})"
        for at, (one, (last_day, older)) in enumerate(zip(QUARTERS, LAST_DAYS, strict=True))
    )
    arms = [
        f"SELECT '{name}', q.at, sum({part}), count(*) FROM facts JOIN quarters q "
        f"ON {stop} BETWEEN q.first AND q.last WHERE {who} AND {stop} >= {received} GROUP BY 2"
        for name, (who, stop, part) in flows.items()
    ]
    arms.append(
        "SELECT '1.6.a', q.at, sum((d.reached - r.upto <= 20)::int), count(*) FROM facts JOIN quarters q "
        "ON decided_on BETWEEN q.first AND q.last JOIN working d ON d.day = decided_on JOIN working r "
        "ON r.day = received_on WHERE case_type = 701 AND decided_on >= received_on GROUP BY 2"
    )
    arms.append(
        "SELECT '1.6.b', q.at, count(*) FILTER (WHERE received_on < q.older), count(*) "
        "FROM facts JOIN quarters q ON received_on <= q.last AND (closed_on = 0 OR closed_on > q.last) "
        "WHERE case_type = 702 GROUP BY 2"
    )
    sql = (
        f"WITH quarters (at, first, last, older) AS (VALUES {quarters}), "
        f"facts AS MATERIALIZED (SELECT subject, {last} FROM events GROUP BY subject) "
        + " UNION ALL ".join(arms)
    )
    return {
        (name, QUARTERS[at].name): (int(part), cases)
        for name, at, part, cases in connection.execute(sql).fetchall()
    }
