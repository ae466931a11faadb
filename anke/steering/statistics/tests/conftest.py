"""Statistics of a test's own: an empty folder, nothing held in memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anke.steering.statistics import holding, sums


@pytest.fixture(autouse=True)
def own_statistics(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ANKE_HOME = tmp_path
    monkeypatch.setattr(sums, "_registered", [])
    yield
    for one in holding._held:
        one.forget()
    holding._held.clear()
