"""The contract in PostgreSQL: the events in one table, analysed and warm; folded and asked in one
statement.
"""

import io
from collections.abc import Iterator
from typing import Any

import psycopg
import pyarrow.parquet as pq
from pyarrow import csv

from anke.rules.working_days import day_number
from benchmarks.contract import LAST_DAYS
from benchmarks.data import NEEDED, QUARTERS, SOCIAL, Answers, Events, working_days

# What made it quickest, of what was tried: every core, and groups from the index instead of tables of hashes.
SETTINGS = """
    SET work_mem = '2GB'; SET maintenance_work_mem = '2GB'; SET max_parallel_workers_per_gather = 2;
    SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET enable_hashagg = off; SET jit = off
"""


def load(connection: psycopg.Connection[Any], events: Events) -> None:
    """The events in one table, as small as PostgreSQL can hold them, each case's together, analysed."""
    columns = ", ".join(f"{name} {'int' if name.endswith('_on') else 'smallint'}" for name in NEEDED)
    connection.execute(SETTINGS)
    connection.execute(f"CREATE UNLOGGED TABLE events (seq bigint, subject int, {columns})")
    with connection.cursor() as cursor, cursor.copy("COPY events FROM STDIN (FORMAT csv)") as copy:
        for text in _csv(events):
            copy.write(text)
    connection.commit()
    connection.autocommit = True
    connection.execute("CREATE INDEX by_case ON events (subject, seq)")
    connection.execute("CLUSTER events USING by_case")
    connection.execute("VACUUM ANALYZE events")
    connection.execute("CREATE TABLE working (day int PRIMARY KEY, upto int, reached int)")
    upto, reached = working_days()
    with connection.cursor() as cursor, cursor.copy("COPY working FROM STDIN") as copy:
        for day in range(7000, 30_000):
            copy.write_row((day, int(upto[day]), int(reached[day])))
    connection.execute("ANALYZE working")


def _csv(events: Events) -> Iterator[bytes]:
    for path in events.paths:
        for batch in pq.ParquetFile(path).iter_batches(columns=["seq", "subject", *NEEDED]):
            out = io.BytesIO()
            csv.write_csv(batch, out, csv.WriteOptions(include_header=False))
            yield out.getvalue()


_SOCIAL = ", ".join(map(str, SOCIAL))
# Subgoal → who, by which day, what is counted of it, among whom.
FLOWS = {
    "1.1.a": ("case_type = 101", "decided_on", "(decided_on - received_on <= 56)::int", "facts"),
    "1.1.b": (
        "case_type = 111",
        "meeting_decided_on",
        "(meeting_decided_on - received_on <= 56)::int",
        "facts",
    ),
    "1.1.c": (
        "case_type = 251 AND NOT (first_instance_error = 2 AND decided_on - received_on > 28)",
        "decided_on",
        "(decided_on - received_on <= 28)::int",
        "facts",
    ),
    "1.2.a": (
        f"(case_type IN ({_SOCIAL}) OR case_type IN (301, 311, 312) AND fully_informed = 1)",
        "decided_on",
        "decided_on - received_on",
        "facts",
    ),
    "1.3.a": (
        "case_type IN (301, 311) AND fully_informed = 2",
        "decided_on",
        "(decided_on - received_on <= 84)::int",
        "facts",
    ),
    "1.4.a": ("case_type = 401", "decided_on", "decided_on - received_on", "facts"),
    "1.6.a": (
        "case_type = 701",
        "decided_on",
        "(d.reached - r.upto <= 20)::int",
        "facts JOIN working d ON d.day = decided_on JOIN working r ON r.day = received_on",
    ),
    "1.6.c": ("case_type = 703 AND outcome = 14", "decided_on", "1", "facts"),
}
STOCK = (
    "SELECT '1.6.b', q.at, count(*) FILTER (WHERE received_on < q.older), count(*) FROM facts "
    "JOIN quarters q ON received_on <= q.last AND (closed_on = 0 OR closed_on > q.last) "
    "WHERE case_type = 702 GROUP BY 2"
)


def answer(connection: psycopg.Connection[Any]) -> Answers:
    """The last word of a column: the largest of number and value in one; the value again by a mask."""
    words = ", ".join(f"coalesce(max((seq << 20) | {name}) & 1048575, 0)::int AS {name}" for name in NEEDED)
    quarters = ", ".join(f"({at}, {day}, {older})" for at, (day, older) in enumerate(LAST_DAYS))
    first, last = day_number(QUARTERS[0].first), day_number(QUARTERS[-1].last)
    firsts = [day_number(one.first) for one in QUARTERS]
    flows = [
        f"SELECT '{name}', width_bucket({stop}, ARRAY{firsts}) - 1, sum({part}), count(*) FROM {among} "
        f"WHERE {who} AND {stop} BETWEEN {first} AND {last} AND {stop} >= received_on GROUP BY 2"
        for name, (who, stop, part, among) in FLOWS.items()
    ]
    sql = (
        f"WITH quarters (at, last, older) AS (VALUES {quarters}), "
        f"facts AS MATERIALIZED (SELECT subject, {words} FROM events GROUP BY subject) "
        + " UNION ALL ".join([*flows, STOCK])
    )
    rows = connection.execute(sql).fetchall()
    return {(name, QUARTERS[at].name): (int(part), cases) for name, at, part, cases in rows}
