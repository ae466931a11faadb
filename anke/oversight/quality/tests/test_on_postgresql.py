"""The whole room once more, on the database an installation has: its guards are other statements there."""

from pathlib import Path

import pytest

from tests.postgres import once_more


@pytest.mark.postgres
@pytest.mark.slow
def test_this_room_on_postgresql(postgres_url: str) -> None:
    once_more(postgres_url, "-m", "not browser and not postgres", Path(__file__).parents[1])
