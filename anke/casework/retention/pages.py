"""What the pages of this room show, in the words of one language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from anke.casework.cases.queries import Case
from anke.casework.retention.models import DestructionList
from anke.casework.retention.queries import ListedRow, ListPage
from anke.content.load import content
from anke.rules.step_words import STATUS_WORDS
from anke.rules.steps import Status

AGENCY: Final = "Ankestyrelsen"
_NUMBER: Final = re.compile(r"[0-9]{4}-[0-9]{6}")
_LIST: Final = re.compile(r"[0-9]{4}-[0-9]{1,6}")


@dataclass(frozen=True)
class CaseLine:
    """A case in words."""

    number: str
    case_type: str
    status: str
    received_on: date
    closed_on: date | None


@dataclass(frozen=True)
class RuleLine:
    """A rule of keeping in words; what it is rests on, and its doubts."""

    title: str
    says: str
    notes: tuple[str, ...]


def is_number(text: str) -> bool:
    """Whether a text is a case number."""
    return bool(_NUMBER.fullmatch(text))


def is_list(text: str) -> bool:
    """Whether a text is the number of a destruction list."""
    return bool(_LIST.fullmatch(text))


def is_synthetic() -> bool:
    """Whether every case here is made up."""
    return bool((settings.ANKE_HOME / "synthetic").exists())


def page_number(given: Mapping[str, str]) -> int:
    text = given.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def stages() -> dict[str, str]:
    """How far a list has come."""
    return {
        "listed": _("waits for two approvals"),
        "approved_once": _("waits for one more approval"),
        "approved": _("approved by two, to be carried out"),
        "done": _("carried out"),
        "dropped": _("dropped"),
    }


def list_lines(lists: Iterable[DestructionList]) -> list[tuple[DestructionList, str]]:
    return [(one, stages()[one.stage]) for one in lists]


def rows(page: ListPage, lang: str) -> list[tuple[ListedRow, str, str]]:
    """Each case of a list, its type and what became of it, in words."""
    words = {"waiting": _("waits"), "destroyed": _("destroyed"), "kept": _("kept")}
    types = content().case_types
    return [(row, types[row.case_type].title[lang], words[row.state]) for row in page.rows]


def case_lines(cases: Iterable[Case], lang: str) -> list[CaseLine]:
    types = content().case_types
    return [
        CaseLine(
            case.number,
            types[case.case_type].title[lang],
            STATUS_WORDS[Status(case.status)][lang == "en"],
            case.received_on,
            case.closed_on,
        )
        for case in cases
    ]


def rule_lines(lang: str, day: date) -> list[RuleLine]:
    """The rules in force on a day, in the order they are tried."""
    told = content().retention
    return [
        RuleLine(rule.title[lang], _rule(rule.on(day)), tuple(note.text[lang] for note in rule.notes))
        for rule in (told.rules if told else ())
    ]


def _rule(keeping: object) -> str:
    destroy, archive = getattr(keeping, "destroy_after", None), getattr(keeping, "archive_after", None)
    if destroy is None and archive is None:
        return _("Kept for good.")
    if destroy is None:
        return _("Archived after %(years)s years and kept for good.") % {"years": archive}
    if archive is None:
        return _("Destroyed after %(years)s years.") % {"years": destroy}
    return _("Archived after %(archive)s years, destroyed after %(destroy)s years.") % {
        "archive": archive,
        "destroy": destroy,
    }


def notes(lang: str) -> list[str]:
    """The doubts about the rules as a whole."""
    told = content().retention
    return [note.text[lang] for note in (told.notes if told else ())]
