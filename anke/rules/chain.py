"""The chain: how an event is written down once and for all, and how each hangs on the one before it.

Anybody can check it with a standard library alone: the hash is SHA-256 over eleven lines of UTF-8, joined by
a line feed. No field can itself hold a line feed: names and actors are refused if they do, and canonical JSON
escapes it.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

BEGINNING = "0" * 64  # what the first event of a subject hangs on

_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode


def canonical(data: Mapping[str, Any]) -> str:
    """The one way a value is written: keys sorted, no spaces, letters as they are, no NaN.

    >>> canonical({"b": 1, "a": "æ"})
    '{"a":"æ","b":1}'
    """
    return _encode(data)


def instant(moment: datetime) -> str:
    """A moment with its zone, written in UTC to the microsecond.

    >>> instant(datetime(2025, 1, 3, 9, 30, tzinfo=UTC))
    '2025-01-03T09:30:00.000000Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone: a moment must say which.")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def link(  # noqa: PLR0917 - eleven lines in their one order; called a million times, so by position
    previous: str,
    seq: int,
    subject_kind: str,
    subject_name: str,
    position: int,
    kind: str,
    happened_on: str,
    recorded_at: str,
    actor: str,
    data: str,
) -> str:
    """The hash of an event: 64 hex digits.

    `happened_on` is an ISO date, `recorded_at` is written by `instant`, `data` by `canonical`.

    >>> link(BEGINNING, 1, "case", "2025-000001", 1, "case_registered", "2025-01-02",
    ...      "2025-01-03T09:30:00.000000Z", "sarah", "{}")[:12]
    '7e207f5b8bd4'
    """
    words = (
        f"anke-event-1\n{previous}\n{seq}\n{subject_kind}\n{subject_name}\n{position}\n{kind}\n"
        f"{happened_on}\n{recorded_at}\n{actor}\n{data}"
    )
    return hashlib.sha256(words.encode()).hexdigest()
