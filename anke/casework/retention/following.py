"""Rooms above that keep words about cases, and forget them when a case is destroyed.

No room below knows them: each says at the start of the program what it does. It is done in the transaction of
the destruction: either all of a case is gone, or nothing of it.
"""

from datetime import date, datetime
from typing import Final, Protocol


class Forget(Protocol):
    """Forget every word about one case. What was counted of it stays."""

    def __call__(self, *, number: str, happened_on: date, actor: str, recorded_at: datetime) -> object: ...


_FOLLOWERS: Final[list[Forget]] = []


def follow_destruction(forget: Forget) -> None:
    """Have an act done for every case that is destroyed from now on. Said twice, it is done once."""
    if forget not in _FOLLOWERS:
        _FOLLOWERS.append(forget)


def forget_elsewhere(*, number: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """Have every room that follows forget a case."""
    for forget in _FOLLOWERS:
        forget(number=number, happened_on=happened_on, actor=actor, recorded_at=recorded_at)
