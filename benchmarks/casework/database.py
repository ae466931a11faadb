"""The PostgreSQL all of them share: durable (fsync and synchronous_commit stay on), with the memory that a
machine of 2 cores and some 24 GB would give it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.postgres import kept_server

SETTINGS = (
    "fsync=on",
    "synchronous_commit=on",
    "shared_buffers=3GB",  # the register and its indexes lie in memory
    "effective_cache_size=12GB",
    "maintenance_work_mem=1GB",
    "work_mem=16MB",
    "max_wal_size=8GB",  # checkpoints are rare, and spread
    "checkpoint_timeout=15min",
    "wal_buffers=64MB",
    "random_page_cost=1.1",  # a solid-state disk
    "jit=off",  # short questions only
    "max_connections=100",
)
_PLAIN = """
    INSERT INTO bare_case (number, status, case_type, authority, office, received_on, due_on)
    SELECT 'B-' || lpad(n::text, 8, '0'), 'registered', 'cash_benefit', 101 + n %% 700, 1 + n %% 15,
           date '2023-01-01' + n %% 1018, date '2023-03-01' + n %% 1018
    FROM generate_series(1, %s) AS n;
"""


@contextmanager
def server(kept_in: Path) -> Iterator[str]:
    """PostgreSQL with its data in `kept_in`; gives the URL of its database `postgres`."""
    with kept_server(kept_in / "postgresql", settings=SETTINGS) as url:
        yield url


def has(url: str, name: str) -> bool:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None


def make(url: str, name: str, *, like: str | None = None) -> str:
    """A database of that name, anew: empty, or like another. Its URL."""
    drop(url, name)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like or "template1"}" STRATEGY file_copy')
    return called(url, name)


def drop(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def rename(url: str, name: str, new: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" RENAME TO "{new}"')


def called(url: str, name: str) -> str:
    """The URL of a database on the same server."""
    return f"{url.rpartition('/')[0]}/{name}"


def settle(url: str) -> None:
    """Let the server finish what it put off, so that no measurement pays for the one before."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def rest(url: str) -> None:
    """The same of a copy that was settled before it was copied."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
        connection.execute("CHECKPOINT")


def fill_bare(url: str, cases: int) -> None:
    """As many rows for the yardstick as ours has. Its tables must be there."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_PLAIN, [cases])
    settle(url)
