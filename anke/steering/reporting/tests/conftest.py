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


@pytest.fixture(autouse=True)
def few_forms(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every form takes its time: only the tests that are marked slow freeze them all."""
    if request.node.get_closest_marker("slow") is None:
        monkeypatch.setattr(queries, "FORMS", ("pdf", "html", "text", "json"))


@pytest.fixture
def quarter(db: None) -> None:
    """People, and a first quarter in which goal 1.2 is not met."""
    house.people()
    house.cases()
