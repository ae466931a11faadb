"""Statistics of a test's own: an empty folder, nothing held in memory."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from anke.steering.statistics import holding, sums
from anke.steering.statistics.place import statistics_folder

Undone = Callable[[], AbstractContextManager[None]]


def forget() -> None:
    for one in holding._held:
        one.forget()
    holding._held.clear()


@pytest.fixture(autouse=True)
def own_statistics(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ANKE_HOME = tmp_path
    monkeypatch.setattr(sums, "_registered", [])
    yield
    forget()


@pytest.fixture
def undone() -> Undone:
    """A store of its own for each example of a drawn test: what is done inside is undone, on disk too."""

    @contextmanager
    def inside() -> Iterator[None]:
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            forget()
            shutil.rmtree(statistics_folder(), ignore_errors=True)

    return inside
