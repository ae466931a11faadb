"""A form sent twice is done once: by the token it was given, in the same transaction as the act."""

import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from anke.casework.cases.models import Submission
from anke.events.apply import CaseState

_KEPT: Final = timedelta(days=2)
_TOKEN: Final = re.compile(r"[\w-]{16,32}")


def token() -> str:
    """What a form carries, so that it can be told from every other."""
    return secrets.token_urlsafe(16)


@transaction.atomic
def once(carried: str, does: Callable[[], CaseState], *, at: datetime) -> tuple[str, int]:
    """Do what a form asks for, or find what it led to when it was sent before. Returns the case's number and
    how many events it has now (had then). A form without a token of ours is done each time."""
    if not _TOKEN.fullmatch(carried):
        carried = token()
    made, new = Submission.objects.get_or_create(token=carried, defaults={"number": "", "made_at": at})
    if not new:
        return made.number, made.position
    state = does()
    Submission.objects.filter(pk=carried).update(number=state.name, position=state.last_position)
    Submission.objects.filter(made_at__lt=at - _KEPT).delete()
    return state.name, state.last_position
