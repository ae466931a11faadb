"""What the rules of keeping say of cases in the register: facts for many cases at once, and judged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from anke.casework.cases.queries import Case
from anke.casework.retention.models import Archived
from anke.content.load import content
from anke.rules.retention import Keeping, Matter, Verdict, verdict
from anke.rules.steps import OPEN, Status

OVER: Final = (Status.DISPATCHED, Status.WITHDRAWN)
_MANY: Final = 500


@dataclass(frozen=True)
class Judged:
    """A case and what the rules say of it."""

    case: Case
    verdict: Verdict


def judged(cases: Sequence[Case], day: date) -> list[Judged]:
    """These cases as the rules of a day see them. A few questions for all of them together."""
    around = _around(cases)
    archived = dict(
        Archived.objects.filter(
            number__in=[case.number for case in cases], verified_at__isnull=False
        ).values_list("number", "position")
    )
    return [
        Judged(case, verdict(_matter(case, around, archived.get(case.number)), rule_of(case, day)))
        for case in cases
    ]


def candidates(day: date) -> QuerySet[Case]:
    """Cases that may be old enough, oldest first; whether they are, `judged` says."""
    told = content().retention
    years = told.shortest() if told else None
    if years is None:
        return Case.objects.none()
    latest = day - timedelta(days=365 * years)
    over = Case.objects.filter(status__in=[str(status) for status in OVER], closed_on__lt=latest, held=False)
    return over.order_by("closed_on", "number")


def rule_of(case: Case, day: date) -> Keeping | None:
    """The rule a case falls under."""
    told = content().retention
    if told is None:
        return None
    return told.rule_for(
        area=content().case_types[case.case_type].area,
        case_type=case.case_type,
        procedure=case.procedure,
        outcome=case.outcome,
        day=day,
    )


def _ended_on(case: Case) -> date | None:
    """The day a case was over: closed and, if decided, sent. None while it is not."""
    if case.status not in OVER or case.closed_on is None:
        return None
    return max(case.closed_on, case.dispatched_on or case.closed_on)


def _matter(case: Case, around: dict[str, Case], archived: int | None) -> Matter:
    chain = _chain(case, around)
    links = [around[number] for number in case.links if number in around]
    return Matter(
        ended_on=_ended_on(case),
        held=case.held,
        chain=tuple((one.number, _ended_on(one)) for one in chain if one.status != Status.DESTROYED),
        open_links=tuple(one.number for one in links if one.status in OPEN or one.status == Status.DECIDED),
        archived=archived is not None and archived == case.position,
    )


def _chain(case: Case, around: dict[str, Case]) -> list[Case]:
    """The other cases joined to one by reopening, however many times."""
    seen, ahead = {case.number}, [*_joined(case)]
    found = []
    while ahead:
        number = ahead.pop()
        if number in seen or number not in around:
            continue
        seen.add(number)
        found.append(around[number])
        ahead += _joined(around[number])
    return sorted(found, key=lambda one: one.number)


def _joined(case: Case) -> Iterable[str]:
    return [*([case.reopens] if case.reopens else []), *case.reopened_as]


def _around(cases: Sequence[Case]) -> dict[str, Case]:
    """Every case joined or linked to these, by number; the chains followed to their ends."""
    known = {case.number: case for case in cases}
    wanted = {number for case in cases for number in (*_joined(case), *case.links)} - known.keys()
    while wanted:
        some, ahead = sorted(wanted), set[str]()
        for start in range(0, len(some), _MANY):
            for case in Case.objects.filter(number__in=some[start : start + _MANY]):
                known[case.number] = case
                ahead.update(_joined(case))
        wanted = ahead - known.keys() - wanted
    return known
