"""The frame of a draw: which cases can be drawn, and which are kept out, each with its reason."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Decided
from anke.content.load import content
from anke.content.schema.quality_programme import Drawing
from anke.organisation import queries as organisation
from anke.oversight.quality.models import Draw, Drawn, Excluded
from anke.rules.pairing import partners
from anke.rules.roles import Role
from anke.rules.sampling import frame_hash, shares

Reason = Excluded.Reason


@dataclass(frozen=True)
class Out:
    """A case kept out: of which office (0: none), why, and whose own case it is or who is recused."""

    number: str
    office: int
    reason: Reason
    who: str = ""


@dataclass(frozen=True)
class Framed:
    """The frame by office; the numbers kept out; how many recipients are not known to be private."""

    offices: Mapping[int, tuple[str, ...]]
    out: tuple[Out, ...]
    unknown: Mapping[int, int]
    wanted: Mapping[int, int]
    pairs: Mapping[int, int]  # the office whose management reads each office's cases too

    @property
    def sha256(self) -> str:
        return frame_hash(number for numbers in self.offices.values() for number in numbers)


@dataclass
class _Known:
    """What is asked once for all cases of a frame."""

    rules: Drawing
    pairs: Mapping[int, int]
    drawn: frozenset[str]
    private: frozenset[str]
    reviewers: Mapping[int, frozenset[str]]
    recused: Mapping[str, frozenset[str]]  # initials: numbers
    unknown: Counter[int] = field(default_factory=Counter)


def frame_of(draw: Draw) -> Framed:
    """The frame as the register is now. Frozen once (`freezing.py`); asked again only to compare."""
    rules = Drawing.model_validate(draw.rules)
    every = cases.decided_between(draw.first, draw.last)
    if rules.offices:
        every = [one for one in every if one.office in rules.offices]
    known = _known(draw, rules, every)
    offices: dict[int, list[str]] = {}
    out = []
    for case in every:
        found = _why_out(case, known)
        if found is None:
            assert case.office is not None  # a case in no office is kept out
            offices.setdefault(case.office, []).append(case.number)
            known.unknown[case.office] += rules.private_only and case.number not in known.private
        else:
            out.append(Out(case.number, case.office or 0, *found))
    return Framed(
        {office: tuple(numbers) for office, numbers in sorted(offices.items())},
        tuple(out),
        dict(known.unknown),
        wanted(rules, {office: len(numbers) for office, numbers in offices.items()}),
        known.pairs,
    )


def wanted(rules: Drawing, sizes: Mapping[int, int]) -> dict[int, int]:
    """How many are to be drawn in each office."""
    if rules.per_office is not None:
        return dict.fromkeys(sizes, rules.per_office)
    return shares(rules.total or 0, sizes)


def _known(draw: Draw, rules: Drawing, every: Iterable[Decided]) -> _Known:
    before = Drawn.objects.filter(draw__activity=draw.activity, draw__stage=Draw.Stage.DRAWN)
    taken = before.exclude(draw=draw).filter(reserve=False) | before.exclude(draw=draw).exclude(stands_for="")
    alone = rules.private_only or rules.offices  # read by no other office's management
    pairs = {} if alone else partners(_offices(rules, every), draw.year)
    reviewers = reviewers_by_office(rules, pairs, _offices(rules, every))
    return _Known(
        rules,
        pairs,
        frozenset(taken.values_list("number", flat=True)),
        cases.with_private_appellant(draw.first, draw.last) if rules.private_only else frozenset(),
        reviewers,
        recused_of({who for people in reviewers.values() for who in people}),
    )


def _offices(rules: Drawing, every: Iterable[Decided]) -> set[int]:
    """The offices that decided a case of the kind that is drawn."""
    return {
        one.office
        for one in every
        if one.office is not None and _kind_and_area(one.case_type)[0] in rules.area_kinds
    }


def reviewers_by_office(
    rules: Drawing, pairs: Mapping[int, int], offices: Iterable[int]
) -> dict[int, frozenset[str]]:
    """Who is going to review each office's cases: its own management and its partner's; in part 2 the quality
    readers, and of chosen offices the legal unit, whoever of them it may be."""
    if rules.private_only or rules.offices:
        role = Role.LEGAL_UNIT if rules.offices else Role.QUALITY_READER
        readers = frozenset(one.initials for one in organisation.people(role=role))
        return dict.fromkeys(offices, readers)
    heads: dict[int, set[str]] = {}
    for one in organisation.people(role=Role.HEAD_OF_OFFICE):
        if one.office is not None:
            heads.setdefault(one.office, set()).add(one.initials)
    return {
        office: frozenset(heads.get(office, set()) | heads.get(other, set()))
        for office, other in pairs.items()
    }


def recused_of(people: Iterable[str]) -> dict[str, frozenset[str]]:
    """The cases each person may not handle: named, or of a party the person is recused from."""
    declared = organisation.recusals(people)
    of_party = cases.of_people([one.party_key for one in declared if one.party_key])
    found: dict[str, set[str]] = {}
    for one in declared:
        numbers = {one.number} if one.number else of_party.get(one.party_key, frozenset())
        found.setdefault(one.initials, set()).update(numbers)
    return {who: frozenset(numbers) for who, numbers in found.items()}


def _why_out(case: Decided, known: _Known) -> tuple[Reason, str] | None:
    rules, kind, area = known.rules, *_kind_and_area(case.case_type)
    plain = (
        (case.destroyed, Reason.DESTROYED),
        (kind not in rules.area_kinds or case.office is None, Reason.KIND),
        (rules.private_only and area in rules.not_private, Reason.NOT_PRIVATE),
        (case.restricted and not rules.restricted, Reason.RESTRICTED),
        (case.number in known.drawn, Reason.DRAWN),
    )
    if found := next((reason for holds, reason in plain if holds), None):
        return found, ""
    for who in sorted(known.reviewers.get(case.office or 0, ())):
        if case.caseworker == who:
            return Reason.OWN, who
        if case.number in known.recused.get(who, ()):
            return Reason.RECUSED, who
    return None


def kind_of(case_type: str) -> str:
    """What a type of case is to a draw: appeal, board, supervision or imported."""
    return _kind_and_area(case_type)[0]


@cache
def _kind_and_area(case_type: str) -> tuple[str, str]:
    found = content().case_types[case_type]
    return found.kind, found.area
