"""What somebody asks for: words, and filters by the particulars of a case. Nothing here is ever an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from anke.content.load import content
from anke.rules.search_words import LONGEST_QUESTION
from anke.rules.steps import CLOSED, OPEN, Status

CASES = {
    "open": OPEN,
    "closed": tuple(status for status in CLOSED if status is not Status.DESTROYED),
}


@dataclass(frozen=True)
class Asked:
    """A search: the words, the filters, and the person whose number was asked for (its pseudonym)."""

    text: str = ""
    area: str | None = None
    case_type: str | None = None
    authority: int | None = None
    caseworker: str | None = None
    since: date | None = None
    until: date | None = None
    state: str | None = None  # open or closed
    person: str | None = None

    def __bool__(self) -> bool:
        return self != Asked()

    def statuses(self) -> tuple[Status, ...]:
        """The states of the cases asked for; a destroyed case is in none of them."""
        return CASES.get(self.state or "", tuple(one for one in Status if one is not Status.DESTROYED))

    def case_types(self) -> tuple[str, ...] | None:
        """The case types asked for; None where all are."""
        if self.case_type:
            return (self.case_type,)
        if self.area:
            return tuple(one.id for one in content().areas[self.area].case_types)
        return None


def asked(given: Mapping[str, str], *, person: str | None = None) -> Asked:
    """A search as a form or an address holds it. What is unknown or unreadable is passed over."""
    told = content()
    area, case_type, state = given.get("area", ""), given.get("case_type", ""), given.get("state", "")
    return Asked(
        text=" ".join(given.get("q", "").replace("\0", " ").split())[:LONGEST_QUESTION],
        area=area if area in told.areas else None,
        case_type=case_type if case_type in told.case_types else None,
        authority=_authority(given.get("authority", "")),
        caseworker=given.get("caseworker", "").replace("\0", "").strip()[:64] or None,
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        state=state if state in CASES else None,
        person=person,
    )


def _authority(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) in content().authorities else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
