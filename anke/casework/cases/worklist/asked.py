"""What a list was asked for: the address of the page is its whole state, read here and written here.

Whatever cannot be understood is answered in words (400) with the list without it; nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from anke.content.load import content
from anke.rules.next_step import Stage

LISTS: Final = ("day", "mine", "unassigned", "approval", "reach")
DUE: Final = ("late", "past", "risk", "week", "next", "later", "paused", "stuck")
INFORMED: Final = ("yes", "no", "unknown")
GUARDED: Final = ("restricted", "protected")
SORTS: Final = {"risk": "act_by", "clock": "clock_on", "age": "received_on"}
STAGES: Final = tuple(str(stage) for stage in Stage if stage is not Stage.DONE)
NOBODY: Final = "-"  # in the place of initials: the cases nobody has
_WEEK: Final = re.compile(r"^\d{4}-W\d{2}(-risk)?$")
_WEEKS: Final = re.compile(r"^\d{1,4}-(\d{1,4})?$")
_INITIALS: Final = re.compile(r"^[\w.@-]{1,64}$")
_NUMBER: Final = re.compile(r"^[\w-]{1,64}$")
_PLACE: Final = re.compile(r"^(\d{4}-\d{2}-\d{2})\.([\w-]{1,64})$")


@dataclass(frozen=True)
class Asked:
    """A list's question. Empty strings ask for nothing. Fields stand in the order the address has them.

    list    which cases: day (one's own and those nobody has), mine, unassigned, approval,
            reach (all one sees)
    due     one of `DUE`, or an ISO week ("2025-W42") in which the clock runs out, or those of it at
            risk ("2025-W42-risk")
    age     weeks since receipt from–to ("26-52", "52-")
    after   the place of the last row of the page before ("2025-10-15.2025-000123"); `before` leads back
    """

    list: str = ""
    find: str = ""
    stage: str = ""
    area: str = ""
    type: str = ""
    office: str = ""
    who: str = ""
    due: str = ""
    informed: str = ""
    guarded: str = ""
    age: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""

    def query(self, **changes: str) -> str:
        """The query string of this question with changes, "" where it asks for nothing.

        >>> Asked(stage="in_hand", after="2025-10-15.2025-000123").query(stage="", sort="age", after="")
        '?sort=age'
        """
        given = {one.name: getattr(self, one.name) for one in fields(self)} | changes
        told = urlencode({name: value for name, value in given.items() if value})
        return f"?{told}" if told else ""

    def elsewhere(self, **changes: str) -> str:
        """The same with other filters: from its first page."""
        return self.query(**{"after": "", "before": ""} | changes)

    @property
    def column(self) -> str:
        return SORTS[self.sort or "risk"]

    @property
    def is_filtered(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    @property
    def place(self) -> tuple[date, str] | None:
        """The row this page begins after (or ends before)."""
        match = _PLACE.match(self.after or self.before)
        return (date.fromisoformat(match[1]), match[2]) if match else None


FILTERS: Final = ("find", "stage", "area", "type", "office", "who", "due", "informed", "guarded", "age")


def asked_of(given: Mapping[str, Any]) -> Asked:
    """The question of a query string. Raises `BadRequest` for a value there is not."""
    known = {one.name for one in fields(Asked)}
    values = {name: str(given.get(name, "")).strip() for name in known}
    asked = Asked(**values)
    for name in known:
        if values[name] and not _fits(name, values[name]):
            raise BadRequest(
                _("The list has no “%(value)s” for “%(name)s”.") % {"value": values[name][:40], "name": name},
                [(_("The same list without it"), reverse("worklist") + replace(asked, **{name: ""}).query())],
            )
    return asked


def _fits(name: str, value: str) -> bool:
    fixed: dict[str, Any] = {
        "list": LISTS,
        "stage": STAGES,
        "informed": INFORMED,
        "guarded": GUARDED,
        "sort": SORTS,
        "type": content().case_types,
        "area": content().areas,
    }
    if name in fixed:
        return value in fixed[name]
    if name == "due":
        return value in DUE or (bool(_WEEK.match(value)) and week_of(value) is not None)
    if name in ("after", "before"):
        return _is_place(value)
    if name == "office":
        return value.isascii() and value.isdigit() and int(value) < 32_768
    forms = {"who": _INITIALS, "find": _NUMBER, "age": _WEEKS}
    return bool(forms[name].match(value))


def week_of(name: str) -> tuple[date, date] | None:
    """Monday and Sunday of an ISO week; None where there is no such week.

    >>> week_of("2025-W42")
    (datetime.date(2025, 10, 13), datetime.date(2025, 10, 19))
    >>> week_of("2025-W54") is None
    True
    """
    try:
        year, week = int(name[:4]), int(name[6:8])
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


def weeks_old(asked: str) -> tuple[int, int | None]:
    """
    >>> weeks_old("26-52"), weeks_old("52-")
    ((26, 52), (52, None))
    """
    low, _dash, high = asked.partition("-")
    return int(low), int(high) if high else None


def _is_place(value: str) -> bool:
    match = _PLACE.match(value)
    try:
        return match is not None and date.fromisoformat(match[1]) is not None
    except ValueError:
        return False
