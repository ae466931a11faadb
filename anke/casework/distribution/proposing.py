"""Trying a distribution: nothing moves; what would happen is written down, explained and compared."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from anke.casework.distribution.gathering import HANDLERS, Given, digest_of, gather, levers_file
from anke.casework.distribution.models import Proposal, Run
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.rules.distribution import Candidate, Choice, Levers, distribute, partner_is_open
from anke.rules.distribution_effect import Held, effect
from anke.rules.refusal import Refused

MOST: Final = 5_000  # cases in one run


@transaction.atomic
def propose_run(*, office: int, seed: int, as_of: date, actor: str, recorded_at: datetime) -> int:
    """Try to give out the cases of an office that nobody has. Returns the run's number; no case moves."""
    require_leader(actor, office)
    given = gather(office=office, as_of=as_of)
    if not given.waiting:
        raise Refused(
            "Alle kontorets sager har en sagsbehandler. Der er intet at fordele.",
            "Every case of the office has a caseworker. There is nothing to give out.",
        )
    return _keep(given, seed, Run.Kind.WAITING, actor, recorded_at)


@transaction.atomic
def preview_hand_over(
    *,
    initials: str,
    leaves: bool,
    to: str | None = None,
    seed: int,
    as_of: date,
    actor: str,
    recorded_at: datetime,
) -> int:
    """Try to hand over every case a person has, in whatever state: to colleagues by the same rule, or to one.

    Returns the run's number. `leaves`: the person's role ends when it is applied. `to`: the one chosen.
    """
    person = organisation.actor(initials)
    if person is None or person.office is None or person.role not in HANDLERS:
        raise Refused(
            f"{initials} behandler ikke sager i et kontor. Vælg en af kontorets sagsbehandlere.",
            f"{initials} handles no cases in an office. Choose one of the office's caseworkers.",
        )
    require_leader(actor, person.office)
    given = gather(office=person.office, as_of=as_of, person=initials, to=to)
    if to is not None and not given.people:
        raise Refused(
            f"{to} kan ikke overtage sager: vælg en anden fra kontoret.",
            f"{to} cannot take cases over: choose somebody else of the office.",
        )
    if not given.waiting and not leaves:
        raise Refused(f"{initials} har ingen sager at give videre.", f"{initials} has no cases to hand over.")
    return _keep(
        given, seed, Run.Kind.HANDOVER, actor, recorded_at, person=initials, leaves=leaves, receiver=to or ""
    )


def require_leader(actor: str, office: int) -> Actor:
    """Whoever acts, if they lead the office; raises `Refused` if not."""
    who = organisation.actor(actor)
    if who is None or not organisation.leads(who, office):
        raise Refused(
            f"Kun den, der leder kontor {office}, kan fordele dets sager.",
            f"Only somebody who leads office {office} can give out its cases.",
        )
    return who


def choices_of(given: Given, levers: Levers, seed: int, *, explain: bool = True) -> list[Choice]:
    """The rule's answer; the same for the same inputs, levers and seed."""
    return distribute(given.waiting, given.people, levers, office=given.office, as_of=given.as_of, seed=seed)


@dataclass(frozen=True)
class Trial:
    """A distribution as it would be now; nothing is kept of it."""

    levers: str
    digest: str
    choices: tuple[Choice, ...]
    effects: tuple[dict[str, Any], ...]


def trial(*, office: int, seed: int, as_of: date) -> Trial:
    """What a run of the office's waiting cases would find now; nothing is kept. The caller knows who may."""
    given, book = gather(office=office, as_of=as_of), levers_file()
    levers = book.levers_on(as_of)
    choices = choices_of(given, levers, seed)
    effects = _effects(given, choices, levers, seed)
    digest = digest_of(given.told(levers, seed))
    return Trial(book.fingerprint(), digest, tuple(choices), tuple(effects))


def _keep(given: Given, seed: int, kind: str, actor: str, recorded_at: datetime, **more: Any) -> int:
    if len(given.waiting) > MOST:
        raise Refused(
            f"Der er {len(given.waiting)} sager. Fordel højst {MOST} ad gangen.",
            f"There are {len(given.waiting)} cases. Give out at most {MOST} at a time.",
        )
    book = levers_file()
    levers = book.levers_on(given.as_of)
    choices, told = choices_of(given, levers, seed), given.told(levers, seed)
    run = Run.objects.create(
        kind=kind,
        office=given.office,
        seed=seed,
        as_of=given.as_of,
        levers=book.fingerprint(),
        digest=digest_of(told),
        inputs=told,
        status=Run.Status.DRY_RUN,
        effects=_effects(given, choices, levers, seed),
        made_by=actor,
        made_at=recorded_at,
        **more,
    )
    Proposal.objects.bulk_create((_proposal(run, given, choice) for choice in choices), batch_size=70)
    return run.pk


def _proposal(run: Run, given: Given, choice: Choice) -> Proposal:
    row = given.rows[choice.number]
    return Proposal(
        run=run,
        number=choice.number,
        rank=choice.rank,
        position=row["position"],
        before_office=row["office"],
        before_caseworker=row["caseworker"],
        office=choice.office,
        caseworker=choice.caseworker,
        points=choice.points,
        parts=[[str(part), points] for part, points in choice.parts],
        others=[[initials, str(why), points] for initials, why, points in choice.others],
        left=str(choice.left or ""),
    )


def _effects(given: Given, choices: Iterable[Choice], levers: Levers, seed: int) -> list[dict[str, Any]]:
    """The office now, as proposed, and as proposed with each set of other levers."""
    book = levers_file()
    found = [
        {"id": "now"} | _effect(given, [], levers),
        {"id": "proposed"} | _effect(given, choices, levers),
    ]
    for other in book.alternatives:
        turned = book.levers_on(given.as_of, other.id)
        would = choices_of(given, turned, seed, explain=False)
        found.append({"id": other.id} | _effect(given, would, levers))
    return found


def _effect(given: Given, choices: Iterable[Choice], levers: Levers) -> dict[str, Any]:
    waiting = {one.number: one for one in given.waiting}
    mastered = {one.initials: one.competences or frozenset() for one in given.people}
    hands: dict[str, list[Held]] = {who: list(held) for who, held in given.held.items()}
    for choice in choices:
        if choice.caseworker is not None:
            one = waiting.pop(choice.number)
            known = one.case_type in mastered[choice.caseworker]
            case = Held(one.number, one.received_on, one.due_on, one.burden, known)
            hands.setdefault(choice.caseworker, []).append(case)
    left = [Held(one.number, one.received_on, one.due_on, one.burden) for one in waiting.values()]
    held: Mapping[str, list[Held]] = hands
    return asdict(effect(_compared(given), held, left, levers, as_of=given.as_of))


def _compared(given: Given) -> list[Candidate]:
    """Those whose loads are compared: the office's own, and the partner's where it may be sent cases."""
    levers = levers_file().levers_on(given.as_of)
    with_partner = partner_is_open(
        given.waiting, given.people, levers, office=given.office, as_of=given.as_of
    )
    return [who for who in given.people if with_partner or who.office == given.office]
