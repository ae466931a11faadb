"""What can be found of a case, gathered from the rooms that have it: number, parties, claim points, texts.

Personal numbers are taken out before anything is kept. The name of a protected party can be searched by those
who may see the case, as every result starts from their cases, and is never part of what is shown; a protected
address is not kept at all.
"""

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
from anke.rules.masking import Protected, masked, without_addresses
from anke.rules.personal_numbers import without_numbers
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
    return without_addresses(without_numbers(" ¶ ".join(said), " "), _hidden(known.people))


@sensitive_variables()
def _parts(known: Material) -> list[tuple[str, str]]:
    """What may be shown: without personal numbers, and without what a protected party is known by."""
    shown = [
        ("parties", "; ".join(_shown(party) for party in known.people if not party.protected)),
        *(("point", matter) for matter in known.points.values()),
        *(("text", text) for text in known.texts),
    ]
    return [(what, masked(without_numbers(text), _hidden(known.people))) for what, text in shown]


def _shown(party: Party) -> str:
    return ", ".join(part for part in (party.name, party.address) if part)


def _hidden(people: Iterable[Party]) -> list[Protected]:
    return [
        Protected(party.name, party.address, party.email, party.phone) for party in people if party.protected
    ]
