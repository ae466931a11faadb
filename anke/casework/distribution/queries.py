"""What is asked about distribution: the runs of an office with their reasons, an office's people, loose ends.

A run is explained to those who lead its office; a case in it is named to those who may see the case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q

from anke.casework.cases import queries as cases
from anke.casework.distribution.concerns import Concern, concerns_of
from anke.casework.distribution.gathering import HANDLERS, gather, levers_file
from anke.casework.distribution.models import Proposal, Run
from anke.casework.distribution.proposing import Trial, trial
from anke.casework.distribution.replaying import Replay, replay
from anke.organisation import queries as organisation
from anke.organisation.queries import Away, Recused, User
from anke.rules.distribution import (
    Choice,
    Part,
    Why,
    away_days,
    is_away,
    limit_of,
    order_key,
    partner_is_open,
    pressure,
)
from anke.rules.distribution_words import why_chosen, why_not

__all__ = [
    "Colleague",
    "Concern",
    "Effect",
    "OfficeView",
    "Replay",
    "Row",
    "RunCard",
    "Trial",
    "away_in",
    "concerns_of",
    "effects_of",
    "find_run",
    "office_view",
    "recused_in",
    "replay",
    "rows_of",
    "runs",
    "trial",
]


@dataclass(frozen=True)
class Effect:
    """One column of the comparison. `people`: initials → load for each full time, in hundredths of a case."""

    id: str
    title: str
    people: Mapping[str, int]
    most: float  # ordinary cases at full time
    least: float
    gini: float  # 0 all alike, 1 one has everything
    breaches: int
    unassigned: int
    mean_age: int
    oldest: int
    matched: int  # percent


@dataclass(frozen=True)
class RunCard:
    """A run as lists show it."""

    id: int
    kind: str
    office: int
    person: str
    receiver: str
    leaves: bool
    seed: int
    as_of: date
    levers: str
    digest: str
    status: str
    made_by: str
    made_at: datetime
    applied_by: str
    applied_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    cases: int
    placed: int
    sent: int  # to the partner office

    @property
    def left(self) -> int:
        return self.cases - self.placed


@dataclass(frozen=True)
class Row:
    """One case of a run. `why` are the points of the one chosen, or why nobody was; `others` all the rest."""

    number: str
    rank: int
    case: Any  # the register's row as the reader may see it; None where they may not
    before: str | None
    caseworker: str | None
    office: int | None
    moves_office: bool
    points: int
    why: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Colleague:
    """Somebody of an office who handles cases, with what settles how much more they can have."""

    initials: str
    name: str
    weight: int  # percent of full time
    load: float  # ordinary cases
    limit: int
    used: int  # percent of the limit
    away_now: Away | None
    away_days: int  # working days away in the days the levers look ahead
    competences: frozenset[str] | None
    recused: int


@dataclass(frozen=True)
class OfficeView:
    """An office as its head gives out work in it."""

    office: int
    partner: int | None
    partner_helps: bool
    waiting: tuple[str, ...]  # the numbers of the unassigned, most pressing first
    oldest: int  # days since receipt of the oldest unassigned
    pressure: int  # percent of what those present may have
    people: tuple[Colleague, ...]

    @property
    def present(self) -> int:
        return sum(one.away_now is None for one in self.people)


def office_view(office: int, *, as_of: date) -> OfficeView:
    """An office's people and the cases that wait in it, on a day."""
    given, levers = gather(office=office, as_of=as_of), levers_file().levers_on(as_of)
    own = [one for one in given.people if one.office == office]
    names = {one.initials: one.name for one in organisation.people(office=office)}
    now = {
        one.initials: one
        for one in organisation.absences((who.initials for who in own), since=as_of)
        if one.covers(as_of)
    }
    waiting = sorted(given.waiting, key=order_key)
    return OfficeView(
        office,
        levers_file().partner_of(office, as_of),
        partner_is_open(waiting, given.people, levers, office=office, as_of=as_of),
        tuple(one.number for one in waiting),
        max(((as_of - one.received_on).days for one in waiting), default=0),
        pressure(own, sum(one.burden for one in waiting), levers, as_of),
        tuple(
            Colleague(
                who.initials,
                names[who.initials],
                who.weight,
                who.load / 100,
                limit_of(who.weight, levers) // 100,
                who.load * 100 // (limit_of(who.weight, levers) or 1),
                now.get(who.initials) if is_away(who.away, as_of) else None,
                away_days(who.away, as_of, levers.away_horizon),
                who.competences,
                len(who.recused_cases) + len(who.recused_parties),
            )
            for who in sorted(own, key=lambda who: who.initials)
        ),
    )


def runs(office: int, *, limit: int) -> list[RunCard]:
    """The runs of an office, newest first."""
    return [_card(run) for run in _counted().filter(office=office).order_by("-made_at", "-pk")[:limit]]


def find_run(run: int) -> RunCard | None:
    found = _counted().filter(pk=run).first()
    return _card(found) if found else None


def effects_of(run: int, lang: str) -> list[Effect]:
    """The comparison of a run: the office now, as proposed, and with each set of other levers."""
    told: list[dict[str, Any]] = Run.objects.values_list("effects", flat=True).get(pk=run)
    titles = {one.id: one.title[lang] for one in levers_file().alternatives}
    return [
        Effect(
            id=found["id"],
            title=titles.get(found["id"], found["id"]),
            people=dict(found["people"]),
            most=found["most"] / 100,
            least=found["least"] / 100,
            gini=found["gini"] / 1000,
            **{key: found[key] for key in ("breaches", "unassigned", "mean_age", "oldest", "matched")},
        )
        for found in told
    ]


def rows_of(
    run: int, *, user: User, at: datetime, lang: str, start: int = 0, limit: int | None = None
) -> list[Row]:
    """The cases of a run in their order, each explained, as far as the reader may see the case."""
    found = Proposal.objects.filter(run=run).order_by("rank")
    some = list(found[start:] if limit is None else found[start : start + limit])
    numbers = [one.number for one in some]
    seen = {case.number: case for case in cases.visible(user, at=at).filter(number__in=numbers)}
    return [_row(one, seen.get(one.number), lang) for one in some]


def away_in(office: int, *, since: date) -> list[Away]:
    """The absences of an office's people that do not end before a day."""
    return organisation.absences(_handlers(office), since=since)


def recused_in(office: int) -> list[Recused]:
    """The recusals of an office's people."""
    return organisation.recusals(_handlers(office))


def _handlers(office: int) -> Iterable[str]:
    return [one.initials for one in organisation.people(office=office) if one.role in HANDLERS]


def _counted() -> Any:
    placed = Count("proposals", filter=Q(proposals__caseworker__isnull=False))
    elsewhere = ~Q(proposals__office=F("proposals__before_office"))
    sent = Count("proposals", filter=Q(elsewhere, proposals__office__isnull=False))
    return Run.objects.annotate(cases=Count("proposals"), placed=placed, sent=sent)


def _card(run: Any) -> RunCard:
    return RunCard(run.pk, *(getattr(run, name) for name in list(RunCard.__dataclass_fields__)[1:]))


def _row(one: Proposal, case: Any, lang: str) -> Row:
    choice = Choice(
        one.number,
        one.rank,
        one.caseworker,
        one.office,
        one.points,
        tuple((Part(part), points) for part, points in one.parts),
        tuple((initials, Why(why), points) for initials, why, points in one.others),
        Why(one.left) if one.left else None,
    )
    return Row(
        one.number,
        one.rank,
        case,
        one.before_caseworker,
        one.caseworker,
        one.office,
        one.office is not None and one.office != one.before_office,
        one.points,
        tuple(why_chosen(choice, lang)),
        tuple(why_not(choice, lang)),
    )
