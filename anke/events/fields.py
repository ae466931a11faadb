"""The types of the values that stand in an event's data: what fits, how to ask for it, how it is shown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from anke.events import codes
from anke.rules.periods import PeriodError, parse_period
from anke.rules.personal_numbers import holds_number

LONGEST = 2000  # characters of free text
LONGEST_DOCUMENT = 2_000_000  # characters of a document of this house's own content
_CPR_WHOLE = re.compile(r"\d{6}-?\d{4}")
_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,9})?")
_PARTY = re.compile(r"P[1-9]\d{0,2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"[0-9a-f]{12}")
EVIDENCE_FORMS = ("document", "link", "figure")
NATURES = ("bounded", "ongoing")
PARTY_KINDS = ("appellant", "representative", "first_instance", "other")
PROCEDURES = ("office", "meeting", "principle")  # kontorafgørelse, ankemøde, principmøde
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def holds_cpr(text: str) -> bool:
    """Whether a text seems to hold a Danish personal number: a day, a month, a year and four digits.

    >>> holds_cpr("Klager 010180-1234 ringede"), holds_cpr("Sag 2025-000123")
    (True, False)
    """
    return holds_number(text)


@dataclass(frozen=True)
class Type:
    """A type of value. `want` completes the sentence "write …"."""

    want: str
    fits: Callable[[Any], bool]


@dataclass(frozen=True)
class Field:
    name: str
    type: Type
    required: bool = True
    personal: bool = False  # encrypted with the subject's own key; forgotten when the key is


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and not holds_cpr(value)


def _is_sentence(value: Any) -> bool:
    return _is_text(value) and value[-1] in ".!?"


def _is_document(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_DOCUMENT and not holds_cpr(value)


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_instant(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_period(value: Any) -> bool:
    try:
        return isinstance(value, str) and parse_period(value) is not None
    except PeriodError:
        return False


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))


def _is_whole(value: Any, first: int, last: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and first <= value <= last


PERSON_PARTS: dict[str, int] = {  # what may be known of a party, and its longest text
    "name": 200,
    "cpr": 11,
    "address": 400,
    "email": 254,
    "phone": 40,
    "adjustments": 1000,  # what the person needs, such as large print or an interpreter
}


def _is_person(value: Any) -> bool:
    if not isinstance(value, Mapping) or not value or set(value) - PERSON_PARTS.keys():
        return False
    return all(
        isinstance(text, str)
        and 0 < len(text) <= PERSON_PARTS[part]
        and bool(_CPR_WHOLE.fullmatch(text) if part == "cpr" else not holds_cpr(text))
        for part, text in value.items()
    )


TEXT = Type(
    f"a text of 1 to {LONGEST} characters without personal numbers (those belong in appellant)", _is_text
)
SENTENCE = Type(
    f"a text of 1 to {LONGEST} characters that ends in a full stop, without personal numbers", _is_sentence
)
DOCUMENT = Type("a document of the content as canonical JSON, without personal numbers", _is_document)
VERSION = Type("the version of a definition, twelve hexadecimal digits", lambda v: _matches(_VERSION, v))
EVIDENCE_FORM = Type("document, link or figure", lambda value: value in EVIDENCE_FORMS)
NATURE = Type("bounded or ongoing", lambda value: value in NATURES)
FLAG = Type("true or false", lambda value: isinstance(value, bool))
DAY = Type('a day as "YYYY-MM-DD"', _is_day)
INSTANT = Type('a moment with its zone, such as "2025-10-21T10:00:00+00:00"', _is_instant)
COUNT = Type("a whole number from 0", lambda value: _is_whole(value, 0, 10**15))
YEAR = Type("a year from 1990 to 2050", lambda value: _is_whole(value, 1990, 2050))
PERIOD = Type('a period such as "2025" or "2025Q3"', _is_period)
DECIMAL = Type(
    'a number as text, such as "12.5"', lambda v: isinstance(v, str) and bool(_DECIMAL.fullmatch(v))
)
CASE_TYPE = Type(
    "the id of a case type in the content files, such as cash_benefit",
    lambda value: isinstance(value, str) and value in codes.case_types(),
)
OUTCOME = Type(
    "the id of an outcome in the content files, such as affirmed",
    lambda value: isinstance(value, str) and value in codes.outcomes(),
)
AUTHORITY = Type(
    "the code of an authority in the content files, such as 101",
    lambda value: _is_whole(value, 1, 99_999) and value in codes.authorities(),
)
OFFICE = Type(
    "the code of an office, a whole number from 1 to 32767", lambda value: _is_whole(value, 1, 32_767)
)
PERSON = Type('a person as {"name": …, "cpr": ten digits, "address": …, "email": …, "phone": …}', _is_person)
PARTY = Type('a party of the case, such as "P1"', lambda value: _matches(_PARTY, value))
PARTY_KIND = Type("appellant, representative, first_instance or other", lambda value: value in PARTY_KINDS)
POINT = Type("the number of a claim point, from 1 to 999", lambda value: _is_whole(value, 1, 999))
POSITION = Type("the position of an event of the case", lambda value: _is_whole(value, 1, 999_999))
PROCEDURE = Type("office, meeting or principle", lambda value: value in PROCEDURES)
SHA256 = Type("a SHA-256 as 64 hexadecimal digits", lambda value: _matches(_SHA256, value))
OUTCOME_OR_NONE = Type(
    "the id of an outcome in the content files, or null to take it back",
    lambda value: value is None or OUTCOME.fits(value),
)

CORRECTABLE: dict[str, Type] = {
    "case_type": CASE_TYPE,
    "authority": AUTHORITY,
    "office": OFFICE,
    "outcome": OUTCOME,
    "fully_informed": FLAG,
    "first_instance_error": FLAG,
    "received_on": DAY,
    "meeting_decided_on": DAY,
    "decided_on": DAY,
    "closed_on": DAY,
}
NEVER_EMPTY = ("case_type", "authority", "received_on")


def _are_changes(value: Any) -> bool:
    if not isinstance(value, Mapping) or not value:
        return False
    return all(
        column in CORRECTABLE
        and (
            (new is None and column not in NEVER_EMPTY) or (new is not None and CORRECTABLE[column].fits(new))
        )
        for column, new in value.items()
    )


MOST_PARTS, LONGEST_PART = 120, 300


def _are_parts(value: Any) -> bool:
    if not isinstance(value, Mapping) or not 0 < len(value) <= MOST_PARTS:
        return False
    texts = [text for pair in value.items() for text in pair]
    return all(isinstance(one, str) and 0 < len(one) <= LONGEST_PART and not holds_cpr(one) for one in texts)


PARTS = Type(
    f'what a figure is made of, as texts by name, such as {{"own:2025Q1": "12.1"}}: 1 to {MOST_PARTS} of at '
    f"most {LONGEST_PART} characters without personal numbers",
    _are_parts,
)
RECORDED = Type(
    'the numbers of the events it led to, by what they answer, such as {"2.1.1/figure": 4711}',
    lambda value: (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(name, str) and _is_whole(seq, 1, 2**62) for name, seq in value.items())
    ),
)

CHANGES = Type(
    'the columns to change with their new values, such as {"received_on": "2025-01-03", "outcome": null}; '
    f"columns are {', '.join(CORRECTABLE)}, and {', '.join(NEVER_EMPTY)} cannot be null",
    _are_changes,
)
