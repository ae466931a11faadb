"""An act done to many cases: tried out (and taken back), then done whole or not at all.

The trial does each act for real inside a transaction that is rolled back: what it says is what would happen.
Each case carries how many events it had when the person saw it, so that one changed meanwhile is named. A
one-time token makes sending the form twice do it once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from anke.casework.cases.bulk.acts import Several
from anke.casework.cases.models import BulkDone, Case
from anke.casework.cases.sight import seen_by
from anke.organisation.queries import Actor
from anke.rules.refusal import Refused

MOST: Final = 500  # cases at once
_SHOWN: Final = ("number", "case_type", "office", "caseworker", "stage", "clock", "clock_on")


class Chosen(NamedTuple):
    """A case somebody chose, and how many events it had then."""

    number: str
    seen: int


class Standing(NamedTuple):
    """How a case stands, as far as an act for many changes it."""

    number: str
    case_type: str
    office: int | None
    caseworker: str | None
    stage: str
    clock: str | None
    clock_on: date | None


@dataclass(frozen=True)
class Outcome:
    """What an act does to one case: before and after, or why it is refused."""

    number: str
    before: Standing | None
    after: Standing | None
    refused: Refused | None


class Failed(Exception):  # noqa: N818 - told to the person who tried
    """Nothing was done. `outcomes` name every case that stood in the way, and why."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__(f"{len(outcomes)} refused")
        self.outcomes = outcomes


class DoneAlready(Exception):  # noqa: N818 - told to the person who tried
    """The form was sent before, and what it asks for is done."""

    def __init__(self, cases: int, at: datetime) -> None:
        super().__init__(str(cases))
        self.cases, self.at = cases, at


def chosen_of(values: Iterable[str]) -> list[Chosen]:
    """What the boxes of a form say ("2025-000123@7"). Raises `Refused` for none, too many, or nonsense."""
    found: dict[str, Chosen] = {}
    for value in values:
        number, _at, seen = value.rpartition("@")
        if not number or len(number) > 64 or not (seen.isascii() and seen.isdigit() and len(seen) < 9):
            raise Refused("Vælg sagerne igen på listen.", "Choose the cases again in the list.")
        found[number] = Chosen(number, int(seen))
    if not found:
        raise Refused("Vælg mindst én sag på listen.", "Choose at least one case in the list.")
    if len(found) > MOST:
        raise Refused(
            f"Du har valgt {len(found)} sager. Vælg højst {MOST} ad gangen.",
            f"You chose {len(found)} cases. Choose at most {MOST} at a time.",
        )
    return list(found.values())


def tried(
    act: Several, chosen: Sequence[Chosen], given: dict[str, Any], *, who: Actor, day: date, at: datetime
) -> list[Outcome]:
    """What the act would do to each case. Nothing is kept."""
    with transaction.atomic():
        before = _standing(Case.objects.filter(seen_by(who, at)), chosen)
        refused = _each(act, chosen, given, who=who, day=day, at=at)
        after = _standing(Case.objects.all(), chosen)  # a case given away may lie out of sight now
        transaction.set_rollback(True)
    return [
        Outcome(
            one.number,
            before.get(one.number),
            None if one.number in refused else after.get(one.number),
            refused.get(one.number),
        )
        for one in chosen
    ]


def done(
    act: Several,
    chosen: Sequence[Chosen],
    given: dict[str, Any],
    *,
    token: str,
    who: Actor,
    day: date,
    at: datetime,
) -> int:
    """Do the act to every case; how many they were.

    Raises `Failed` where one of them refuses, with nothing done to any; `DoneAlready` for a token used
    before.
    """
    try:
        with transaction.atomic():
            BulkDone.objects.create(token=token, who=who.initials, act=act.id, cases=len(chosen), at=at)
            refused = _each(act, chosen, given, who=who, day=day, at=at)
            if refused:
                raise Failed([Outcome(number, None, None, why) for number, why in refused.items()])
    except IntegrityError:
        before = BulkDone.objects.filter(token=token).first()
        if before is None:
            raise
        raise DoneAlready(before.cases, before.at) from None
    return len(chosen)


def _each(
    act: Several, chosen: Sequence[Chosen], given: dict[str, Any], *, who: Actor, day: date, at: datetime
) -> dict[str, Refused]:
    """Do the act to each case; which refused, and why. In the order of their numbers: two who do the same to
    the same cases wait for each other and never for ever."""
    refused: dict[str, Refused] = {}
    for one in sorted(chosen):
        try:
            with transaction.atomic():
                act.do(
                    number=one.number,
                    happened_on=day,
                    actor=who.initials,
                    recorded_at=at,
                    expected=one.seen,
                    **given,
                )
        except Refused as why:
            refused[one.number] = why
    return refused


def _standing(cases: QuerySet[Case], chosen: Sequence[Chosen]) -> dict[str, Standing]:
    rows = cases.filter(number__in=[one.number for one in chosen]).values_list(*_SHOWN)
    return {row[0]: Standing(*row) for row in rows}
