"""A kept connection is looked at before use: one that still stands is used, one whose server left is not."""

import psycopg
import pytest
from django.db import ConnectionHandler, connections

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
