"""What a letter needs to know of its case, in one frozen piece: from the register, the content, the staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anke.casework.cases.queries import Case, measured_by_target
from anke.content.load import content
from anke.content.schema.base import Text
from anke.organisation import queries as organisation
from anke.rules.trace import day_in_words


@dataclass(frozen=True)
class Addressee:
    """A party a letter can go to. Address and e-mail are never shown where `protected`, except to itself.
    `digital`: whether Digital Post can reach it."""

    key: str
    kind: str
    name: str
    address: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    protected: bool = False
    digital: bool = False


@dataclass(frozen=True)
class About:
    """A case as a letter sees it. Ids and codes are those of the content files; None: not known."""

    number: str
    subject_id: int
    status: str
    case_type: str
    authority: int
    office: int | None
    caseworker: str | None
    received_on: date
    first_decided_on: date | None
    due_on: date | None
    target: bool  # the day is that of a target for many cases, no deadline of this one
    outcome: str | None
    parties: tuple[Addressee, ...]

    @property
    def area(self) -> str:
        return content().case_types[self.case_type].area

    def party(self, key: str) -> Addressee | None:
        return next((one for one in self.parties if one.key == key), None)

    @property
    def appellant(self) -> Addressee | None:
        return next((one for one in self.parties if one.kind == "appellant"), None)


def about_of(case: Case) -> About:
    """A case of the register as a letter sees it. Two questions to the database."""
    parties = tuple(
        Addressee(
            one.key, one.kind, one.name, one.address, one.email, one.protected, one.person_key is not None
        )
        for one in case.people.order_by("key")
    )
    days = {what: date.fromisoformat(day) for what, day in case.appeal}
    return About(
        number=case.number,
        subject_id=case.pk,
        status=case.status,
        case_type=case.case_type,
        authority=case.authority,
        office=case.office,
        caseworker=case.caseworker,
        received_on=case.received_on,
        first_decided_on=days.get("decided_on"),
        due_on=case.due_on,
        target=measured_by_target(case.case_type, case.received_on, case.fully_informed),
        outcome=case.outcome,
        parties=parties,
    )


def field_values(
    about: About, *, recipient: Addressee | None, outcome: str | None, answer_by: date | None, language: str
) -> dict[str, str]:
    """The value of every merge field the case knows; a field without one is left out."""
    house = content()
    result = house.outcomes.get(outcome or about.outcome or "")
    found: Mapping[str, str | None] = {
        "sagsnummer": about.number,
        "sagstype": inside_a_sentence(house.case_types[about.case_type].title[language]),
        "modtager": recipient.name if recipient else None,
        "klager": about.appellant.name if about.appellant else None,
        "førsteinstans": authority_name(about.authority, language),
        "modtaget": _day(about.received_on, language),
        "afgjort_i_førsteinstans": _day(about.first_decided_on, language),
        "frist": _day(about.due_on, language),
        "svarfrist": _day(answer_by, language),
        "udfald": inside_a_sentence(result.title[language]) if result else None,
        "sagsbehandler": person_name(about.caseworker),
        "kontor": office_title(about.office, language),
        "myndighed": AUTHORITY[language],
    }
    return {name: value for name, value in found.items() if value}


AUTHORITY = Text(da="Ankestyrelsen", en="The National Social Appeals Board (Ankestyrelsen)")


_NOT_AS_SPELT = {"København": "Københavns Kommune", "Bornholm": "Bornholms Regionskommune"}


def authority_name(code: int, language: str) -> str | None:
    """A first instance as a letter names it: a municipality by its whole name.

    >>> authority_name(101, "da"), authority_name(101, "en"), authority_name(9002, "da")
    ('Københavns Kommune', 'the Municipality of Copenhagen', 'Udbetaling Danmark')
    """
    authority = content().authorities.get(code)
    if authority is None:
        return None
    if authority.kind != "municipality":
        return authority.title[language]
    if language.startswith("en"):
        return f"the Municipality of {authority.title.en}"
    return _NOT_AS_SPELT.get(authority.title.da, f"{authority.title.da} Kommune")


def inside_a_sentence(title: str) -> str:
    """A title as it stands inside a sentence: no capital, unless it is an abbreviation.

    >>> inside_a_sentence("Kontanthjælp"), inside_a_sentence("SU-lån")
    ('kontanthjælp', 'SU-lån')
    """
    return title if title[1:2].isupper() or not title else title[0].lower() + title[1:]


def _day(day: date | None, language: str) -> str | None:
    """A day without its weekday: "3. marts 2025"."""
    if day is None:
        return None
    return (
        day_in_words(day, "en" if language.startswith("en") else "da").split(" ", 1)[1].removeprefix("den ")
    )


def date_line(day: date, language: str) -> str:
    return _day(day, language) or ""


def person_name(initials: str | None) -> str | None:
    if initials is None:
        return None
    return next((one.name for one in organisation.people() if one.initials == initials), None)


def office_title(code: int | None, language: str) -> str | None:
    for one in organisation.offices():
        if one.code == code:
            return one.title_en if language.startswith("en") else one.title_da
    return None
