"""Changing the master key: everything it closes is closed with the new one, and nothing can be lost between.

The new key lies beside the old one (`secrets/anke-master-key.next`) before the database is touched; one
transaction
wraps everything anew; only then does the new key take the old one's place. Stopped in the middle, the
next run sees by
the keys' fingerprint which of the two the database has, and goes on from there.
"""

import os
import secrets
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from anke.casework.cases import projection
from anke.events import commands as events
from anke.events import queries as told
from anke.site.identity import sealing

NAME: Final = "anke-master-key"


class CannotRotate(Exception):  # noqa: N818 - told to the person who typed the command
    """The key cannot be changed here. The message says what to do."""


def rotate(home: Path) -> dict[str, int]:
    """Change the master key of the installation whose data lie in `home`; how many keys and second factors.

    Where ANKE_MASTER_KEY stands in the environment, ANKE_NEW_MASTER_KEY names the new one, and whoever
    keeps the
    environment puts it in the old one's place afterwards.
    """
    old: str = settings.ANKE_MASTER_KEY
    new = _new_key(home)
    if new == old:
        raise CannotRotate("The new key is the old one. Choose another.")
    done = {"keys": 0, "second_factors": 0}
    if told.closed_keys(new) or not told.closed_keys(old):  # else an earlier run came as far as the database
        with transaction.atomic():
            done["keys"] = events.rotate_master_key(old=old, new=new)
            done["second_factors"] = sealing.reseal(old=old, new=new)
            settings.ANKE_MASTER_KEY = new
            try:
                projection.rebuild_parties()  # a person's cases are found by a pseudonym made with the key
            except BaseException:
                settings.ANKE_MASTER_KEY = old
                raise
    settings.ANKE_MASTER_KEY = new
    _keep(home)
    return done


def _new_key(home: Path) -> str:
    if "ANKE_MASTER_KEY" in os.environ:
        chosen = os.environ.get("ANKE_NEW_MASTER_KEY", "")
        if len(chosen) < 32:
            raise CannotRotate(
                "The master key stands in the environment. Set ANKE_NEW_MASTER_KEY to the new one "
                "(at least 32 "
                "characters), run this again, and then put it in ANKE_MASTER_KEY."
            )
        return chosen
    draft = home / "secrets" / f"{NAME}.next"
    if not draft.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
    return draft.read_text().strip()


def _keep(home: Path) -> None:
    """The new key takes the old one's place, where the key is a file of ours."""
    draft = home / "secrets" / f"{NAME}.next"
    if "ANKE_MASTER_KEY" not in os.environ and draft.exists():
        draft.replace(home / "secrets" / NAME)
