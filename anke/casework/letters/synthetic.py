"""Whether this installation's cases are made up: then every letter says so on every page."""

from pathlib import Path

from django.conf import settings


def is_synthetic() -> bool:
    return (Path(settings.ANKE_HOME) / "synthetic").exists()
