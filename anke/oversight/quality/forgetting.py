"""Forgetting what was written of a case that is destroyed. What was counted stays: answers, themes, how many.

The reasons of acts (why a case went out of a draw, what two managements agreed on) are no words of the case:
they stand in the events, which nothing takes back.
"""

from datetime import date, datetime
from typing import Final

from django.db import models, transaction

from anke.oversight.quality.models import (
    AreaCase,
    Finding,
    Inquiry,
    Rating,
    ReasoningCase,
    Review,
    StepTaken,
    ThematicCase,
)
from anke.oversight.quality.triggers import GONE

# Every table that holds words of a case: how it names the case, and the words.
WORDS: Final[tuple[tuple[type[models.Model], str, tuple[str, ...]], ...]] = (
    (Finding, "number", ("words",)),
    (Inquiry, "number", ("about", "learning", "similar")),
    (StepTaken, "inquiry__number", ("words",)),
    (Review, "number", ("strengths", "improvements", "reply")),
    (AreaCase, "number", ("strengths", "improvements")),
    (ReasoningCase, "number", ("strengths", "improvements")),
    (ThematicCase, "number", ("why", "words")),
    (Rating, "number", ("comment",)),
)
DRAFTS: Final = (ReasoningCase, Rating)  # what is filled in and not given yet


@transaction.atomic
def forget_case(*, number: str, happened_on: date, actor: str, recorded_at: datetime) -> int:
    """Put the sign of what is gone in the place of every word about a case; returns how many texts went. The
    event is that of the destruction, in the same transaction."""
    gone = 0
    for table, key, fields in WORDS:
        for name in fields:
            written = table._default_manager.filter(**{key: number}).exclude(**{f"{name}__in": ("", GONE)})
            gone += written.update(**{name: GONE})
    for table in DRAFTS:
        begun = table._default_manager.filter(number=number, draft__isnull=False)
        gone += begun.update(draft=None)
    return gone
