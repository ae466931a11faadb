"""What can be found of a case, gathered from the rooms that have it: number, parties, claim points, texts.

Personal numbers are taken out before anything is kept. The name of a protected party can be searched by those
who may see the case, as every result starts from their cases, and is never part of what is shown; a protected
address is not kept at all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import connection
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case, Party
from anke.casework.letters import queries as letters
from anke.casework.search.models import Entry
from anke.content.load import content
from anke.organisation import queries as organisation
from anke.rules.personal_numbers import GONE, without_numbers
from anke.rules.search_words import stem, words

VERSION: Final = 1  # raise it when the same case would give another row: the sweeper then makes all anew
LONGEST: Final = 300_000  # signs of a case's texts that can be found


@dataclass(frozen=True)
class Material:
    """Everything that is known of a case when its row is made."""

    case: Case
    people: Sequence[Party]
    points: Mapping[int, str]
    texts: Sequence[str]  # of documents and letters
    names_of_staff: Mapping[str, str] = field(default_factory=dict)


def gathered(some: Sequence[Case]) -> list[Entry]:
    """The rows of these cases: some questions for all, and two for each case with claim points or texts."""
    people: dict[int, list[Party]] = {}
    for party in Party.objects.filter(case__in=some).order_by("case", "key"):
        people.setdefault(party.case_id, []).append(party)
    texts = letters.texts_of(case.number for case in some)
    staff = {person.initials: person.name for person in organisation.people()}
    return [
        _entry(
            Material(
                case,
                people.get(case.pk, ()),
                cases.matters_of(case.number) if case.points else {},
                texts.get(case.number, ()),
                staff,
            )
        )
        for case in some
    ]


@sensitive_variables()
def _entry(known: Material) -> Entry:
    prose, parts = _prose(known), _parts(known)
    cut = words(prose[:LONGEST])
    return Entry(
        subject_id=known.case.pk,
        position=known.case.position,
        version=VERSION,
        names=" ".join(words(_names(known))),
        prose=" ".join(cut),
        stems=" ".join(stem(word) for word in cut) if connection.vendor == "sqlite" else "",
        parts=[[what, text[:LONGEST]] for what, text in parts if text],
    )


@sensitive_variables()
def _names(known: Material) -> str:
    """Names are found as they are written: the stem of a name is another name."""
    case, told = known.case, content()
    authority = told.authorities[case.authority].title
    said = [case.number, authority["da"], authority["en"]]
    if case.caseworker:
        said += [case.caseworker, known.names_of_staff.get(case.caseworker, "")]
    for party in known.people:
        said += [party.name] if party.protected else [party.name, party.address]
    return " ".join([said[0], *(without_numbers(one, " ") for one in said[1:])])


@sensitive_variables()
def _prose(known: Material) -> str:
    title = content().case_types[known.case.case_type].title
    said = [title["da"], title["en"], *known.points.values(), *known.texts]
    return _without_addresses(without_numbers(" ¶ ".join(said), " "), known.people)


@sensitive_variables()
def _parts(known: Material) -> list[tuple[str, str]]:
    """What may be shown: without personal numbers, and without what a protected party is known by."""
    shown = [
        ("parties", "; ".join(_shown(party) for party in known.people if not party.protected)),
        *(("point", matter) for matter in known.points.values()),
        *(("text", text) for text in known.texts),
    ]
    return [(what, _masked(without_numbers(text), known.people)) for what, text in shown]


def _shown(party: Party) -> str:
    return ", ".join(part for part in (party.name, party.address) if part)


def _masked(text: str, people: Iterable[Party]) -> str:
    """The text without names, addresses, e-mail and telephone of protected parties."""
    people = [party for party in people if party.protected]
    hidden = {word for party in people for word in words(party.name) if len(word) > 1}
    text = _without_addresses(text, people)
    for party in people:
        for told in (party.email, party.phone):
            text = _without(text, told)
    if not hidden:
        return text
    alone = "|".join(re.escape(word) for word in sorted(hidden, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{alone})(?:s|es)?(?!\w)", GONE, text, flags=re.IGNORECASE)


def _without_addresses(text: str, people: Iterable[Party]) -> str:
    """The text without the addresses of protected parties, whole or their street alone."""
    for party in people:
        if party.protected and party.address:
            text = _without(_without(text, party.address), party.address.split(",")[0])
    return text


def _without(text: str, told: str) -> str:
    pieces = told.split()
    if not pieces or len(told) < 4:  # shorter ones would blank out ordinary words
        return text
    return re.sub(r"[\s,]+".join(map(re.escape, pieces)), GONE, text, flags=re.IGNORECASE)
