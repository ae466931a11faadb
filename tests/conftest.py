"""What the tests of the whole building share: words compiled, a small synthetic authority to walk through."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction

from anke.site.assets import compile_messages
from tests.demonstration import SCALE


@pytest.fixture(scope="session", autouse=True)
def words() -> None:
    """The Danish words as the pages read them, and the folder the server of static files looks for."""
    compile_messages()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="module")
def authority(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """A synthetic authority in the test database; gone when the module is done."""
    from anke.demo import commands

    if connection.vendor == "sqlite":
        shared = request.getfixturevalue("demonstration")
        with django_db_blocker.unblock(), shared.in_test_database():
            yield
        return
    with django_db_blocker.unblock(), transaction.atomic():
        commands.build_authority(scale=SCALE)
        assert (settings.ANKE_HOME / "synthetic").exists()
        yield
        transaction.set_rollback(True)
    commands.unmark()
