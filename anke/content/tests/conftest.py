"""A file of the shipped content that no test changed is read once."""

from collections.abc import Iterator
from functools import cache

import pytest

from anke.content import load, marked


@pytest.fixture(scope="package", autouse=True)
def files_read_once() -> Iterator[None]:
    """Most tests change one file of fifty: only that one is read anew. What was read is never changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "read", cache(marked.read))
        yield
