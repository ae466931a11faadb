"""Secrets an installation did not choose itself: made once, kept beside its data, for its owner only."""

import contextlib
import os
import secrets
from pathlib import Path


def secret(home: Path, name: str) -> str:
    """The secret called `name`: from the environment, else from `home`/secrets, else made now and kept there.

    Two programs that start at once get the same secret: the file appears whole or not at all.
    """
    if chosen := os.environ.get(name):
        return chosen
    kept = home / "secrets" / name.lower().replace("_", "-")
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = kept.with_name(f"{kept.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text().strip()
