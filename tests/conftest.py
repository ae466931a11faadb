"""What the tests of the whole building share: words compiled, and the folder of static files."""

import pytest
from django.conf import settings

from anke.site.assets import compile_messages


@pytest.fixture(scope="session", autouse=True)
def words() -> None:
    """The Danish words as the pages read them, and the folder the server of static files looks for."""
    compile_messages()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
