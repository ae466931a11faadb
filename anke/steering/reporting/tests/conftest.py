"""Statistics of a test's own, and the people a report passes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anke.steering.reporting.tests import house
from anke.steering.results import queries
from anke.steering.statistics import holding


@pytest.fixture(autouse=True)
def own_statistics(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.ANKE_HOME = tmp_path
    yield
    for one in holding._held:
        one.forget()
    holding._held.clear()


@pytest.fixture
def every_form() -> None:
    """Asked for by the tests that freeze a report in every form."""


@pytest.fixture(autouse=True)
def few_forms(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every form takes its time: the other tests do with those that are written at once."""
    if "every_form" not in request.fixturenames:
        monkeypatch.setattr(queries, "FORMS", ("html", "text", "json"))


@pytest.fixture
def quarter(db: None) -> None:
    """People, and a first quarter in which goal 1.2 is not met."""
    house.people()
    house.cases()
