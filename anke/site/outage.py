"""What broke, when a page breaks: the database gone for a while, no room left, or a fault in the program."""

import errno
from enum import StrEnum

from django.db.utils import DatabaseError, InterfaceError, OperationalError

RETRY = 15  # seconds after which the browser may ask again
_FULL_SQLITE = "database or disk is full"
_FULL_POSTGRES = "53100"  # disk_full
_FAULTS_OF_OURS = ("no such table", "no such column", "no such function")  # SQLite calls these operational


class Outage(StrEnum):
    AWAY = "away"  # the database does not answer, or is too busy: it will again
    FULL = "full"  # nothing more can be written until somebody makes room
    FAULT = "fault"


def kind_of(problem: BaseException | None) -> Outage:
    """What a page broke on. Looks through to the causes: one is often wrapped in another.

    >>> kind_of(OperationalError("server closed the connection unexpectedly"))
    <Outage.AWAY: 'away'>
    >>> kind_of(OSError(28, "No space left on device"))
    <Outage.FULL: 'full'>
    >>> kind_of(OperationalError("no such table: cases"))
    <Outage.FAULT: 'fault'>
    """
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        found = _one(problem)
        if found is not Outage.FAULT:
            return found
        problem = problem.__cause__ or problem.__context__
    return Outage.FAULT


def _one(problem: BaseException) -> Outage:
    words = str(problem)
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return Outage.FULL
    if getattr(problem, "sqlstate", None) == _FULL_POSTGRES:
        return Outage.FULL
    if isinstance(problem, DatabaseError | InterfaceError):
        if _FULL_SQLITE in words or getattr(problem.__cause__, "sqlstate", None) == _FULL_POSTGRES:
            return Outage.FULL
        if isinstance(problem, OperationalError | InterfaceError) and not words.startswith(_FAULTS_OF_OURS):
            return Outage.AWAY
    return Outage.FAULT
