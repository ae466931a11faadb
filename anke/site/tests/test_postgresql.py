"""A kept connection is looked at before use: one that still stands is used, one whose server left is not.
What is asked by its one cursor is what any is told; what is sent is written once, or told to have failed."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import ConnectionHandler, DatabaseError, connections
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture
def handler(postgres_url: str) -> ConnectionHandler:
    parts = psycopg.conninfo.conninfo_to_dict(postgres_url)
    told = dict(connections.databases["default"])
    told |= {
        "ENGINE": "anke.site.postgresql",
        "NAME": parts["dbname"],
        "USER": parts["user"],
        "HOST": parts["host"],
        "PORT": parts["port"],
        "OPTIONS": {},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
    return ConnectionHandler({"default": told})


def _who(connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(databases=[])
def test_a_connection_that_stands_is_kept_and_one_that_fell_is_made_anew(
    handler: ConnectionHandler, postgres_url: str, django_db_blocker
) -> None:
    connection = handler["default"]
    with django_db_blocker.unblock():
        first = _who(connection)
        connection.close_if_unusable_or_obsolete()
        assert connection.is_usable()
        assert _who(connection) == first
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [first])
            while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [first]).fetchone():
                pass
        assert not connection.is_usable()
        connection.close_if_unusable_or_obsolete()  # what Django does as a request begins
        assert _who(connection) != first
        connection.close()


WRITE = "INSERT INTO said (what) VALUES ($1)"
FORGOTTEN = ("DEALLOCATE ALL", "DISCARD PLANS", "ROLLBACK")


@pytest.fixture
def there(handler: ConnectionHandler, django_db_blocker) -> Iterator[Any]:
    """A connection to a database in which something can be said, once each."""
    with django_db_blocker.unblock():
        connection = handler["default"]
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS said; CREATE TABLE said (what text UNIQUE)")
        yield connection
        connection.close()


def said(url: str) -> list[str]:
    """What others see."""
    with psycopg.connect(url) as other:
        return [what for (what,) in other.execute("SELECT what FROM said ORDER BY what")]


def test_the_one_cursor_is_told_what_any_is(there: Any) -> None:
    question = "SELECT %s::int, now(), '2026-01-02'::date, '{\"a\": 1}'::jsonb, NULL"
    with there.cursor() as cursor:
        cursor.execute(question, [7])
        told = cursor.fetchall()
    for _ in range(8):  # past the times after which a statement is prepared
        found = there.ask(question, [7])
        assert [type(one) for one in found[0]] == [type(one) for one in told[0]]
    with CaptureQueriesContext(there) as asked:
        assert there.ask("SELECT 1") == [(1,)]
    assert len(asked) == 1


def test_the_one_cursor_sees_its_own_transaction_and_not_a_broken_one(there: Any, postgres_url: str) -> None:
    with pytest.raises(ZeroDivisionError), _atomic(there):
        with there.cursor() as cursor:
            cursor.execute("INSERT INTO said VALUES ('a')")
        assert there.ask("SELECT what FROM said") == [("a",)]
        raise ZeroDivisionError
    assert there.ask("SELECT what FROM said") == []
    with _atomic(there):
        with pytest.raises(DatabaseError):
            there.ask("SELECT 1/0")
        there.needs_rollback = True
        with pytest.raises(TransactionManagementError):
            there.ask("SELECT 1")


def test_what_was_sent_is_there_when_it_has_arrived(there: Any, postgres_url: str) -> None:
    for what in ("a", "b"):
        there.send(WRITE, [what])
        there.arrive()
    assert said(postgres_url) == ["a", "b"]
    there.arrive()  # nothing is under way


@pytest.mark.parametrize("how", FORGOTTEN)
def test_a_statement_the_server_forgot_is_written_once(there: Any, postgres_url: str, how: str) -> None:
    there.send(WRITE, ["a"])
    there.arrive()
    if how == "ROLLBACK":
        there.set_autocommit(False)
        there.ask("SELECT 1")
        there.rollback()
        there.set_autocommit(True)
    else:
        with there.cursor() as cursor:
            cursor.execute(how)
    for what in ("b", "c"):
        there.send(WRITE, [what])
        there.arrive()
    assert said(postgres_url) == ["a", "b", "c"]


def test_whoever_asks_waits_and_what_was_asked_is_on_disk_as_well(
    there: Any, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[str] = []
    monkeypatch.setattr(there, "settle", lambda: settled.append("once"))
    there.send(WRITE, ["a"])
    there.arrive()
    assert settled == [], "what was read before it was sent is on disk with it"
    for number, ask in enumerate((_asked_by_cursor, _asked_plainly, _asked_in_a_transaction)):
        there.send(WRITE, [f"b{number}"])
        assert ask(there) == number + 2, "it sees what was sent before"
        there.arrive()
        assert len(settled) == number + 1


def _asked_by_cursor(there: Any) -> int:
    with there.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM said")
        return int(cursor.fetchone()[0])


def _asked_plainly(there: Any) -> int:
    return int(there.ask("SELECT count(*) FROM said")[0][0])


def _asked_in_a_transaction(there: Any) -> int:
    with _atomic(there):
        return _asked_by_cursor(there)


def test_what_went_wrong_is_told_to_who_sent_it(there: Any, postgres_url: str) -> None:
    """Even where somebody who asked meanwhile was told as well, and did not mind."""
    there.send(WRITE, ["a"])
    there.arrive()
    there.send(WRITE, ["a"])
    with pytest.raises(DatabaseError, match="unique"):
        there.arrive()
    there.send(WRITE, ["a"])
    with pytest.raises(DatabaseError):
        there.ask("SELECT 1")
    with pytest.raises(DatabaseError, match="unique"):
        there.arrive()
    there.send(WRITE, ["b"])
    there.arrive()
    assert said(postgres_url) == ["a", "b"]


def test_a_connection_that_goes_takes_the_answer_with_it(there: Any, postgres_url: str) -> None:
    there.send(WRITE, ["a"])
    there.close()
    with pytest.raises(psycopg.InterfaceError, match="closed"):
        there.arrive()
    [(backend,)] = there.ask("SELECT pg_backend_pid()")
    there.send("INSERT INTO said SELECT $1 FROM pg_sleep(30)", ["b"])
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [backend])
    with pytest.raises(DatabaseError):
        there.arrive()
    assert "b" not in said(postgres_url)


BESIDE = "SELECT what, NULL::int FROM said WHERE what <> %s ORDER BY what"
PAIRS = "SELECT %s::int AS n, 'x' AS n UNION ALL SELECT 2, 'y'"


@pytest.mark.parametrize("words", [[], ["a"], ["a", "b", "c"]])
def test_two_questions_asked_at_once_lead_where_each_leads_by_itself(there: Any, words: list[str]) -> None:
    with there.cursor() as cursor:
        cursor.executemany("INSERT INTO said VALUES (%s)", [(word,) for word in words])
    first, second = there.ask(PAIRS, [1]), there.ask(BESIDE, ["b"])
    for _ in range(8):
        there.ahead(BESIDE, ["b"], 2)
        with CaptureQueriesContext(there) as asked:
            assert there.ask(PAIRS, [1]) == first
            assert sorted(there.ask(BESIDE, ["b"])) == second
        assert len(asked) == 1
        there.ahead(BESIDE, ["b"], 2)
        assert (there.ask(PAIRS, [1]), sorted(there.ask(BESIDE, ["b"]))) == (first, second)


def test_an_answer_that_waits_is_for_that_question_once_and_not_for_the_next_request(there: Any) -> None:
    with there.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES ('a')")
    for take in (lambda: there.ask(BESIDE, ["b"]), lambda: there.ask(BESIDE, ["c"]), there.arrive):
        there.ahead(BESIDE, ["b"], 2)
        there.ask(PAIRS, [1])
        take()
        with there.cursor() as cursor:
            cursor.execute("UPDATE said SET what = 'now' || what")
        assert there.ask(BESIDE, ["b"]) == [(there.ask("SELECT what FROM said")[0][0], None)]
    there.ahead(BESIDE, ["b"], 2)
    there.arrive()  # a request that asked nothing
    with CaptureQueriesContext(there) as asked:
        there.ask(PAIRS, [1])
    assert "JOIN" not in asked[0]["sql"]


def test_where_the_first_leads_nowhere_the_second_is_asked_by_itself(there: Any) -> None:
    with there.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES ('a')")
    there.ahead(BESIDE, ["b"], 2)
    assert there.ask("SELECT 1 WHERE %s::int = 2", [1]) == []
    assert there.ask(BESIDE, ["b"]) == [("a", None)]


def _atomic(there: Any) -> Any:
    """A transaction on a connection that is none of Django's own list."""
    return _Transaction(there)


class _Transaction:
    def __init__(self, there: Any) -> None:
        self.there = there

    def __enter__(self) -> None:
        self.there.set_autocommit(False)
        self.there.in_atomic_block = True

    def __exit__(self, kind: Any, *_: Any) -> None:
        self.there.in_atomic_block = self.there.needs_rollback = False
        self.there.rollback()
        self.there.set_autocommit(True)
