"""Applying a run, and undoing it: every case is assigned by an event of its own, all of them or none."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from anke.casework.cases import commands as cases
from anke.casework.cases import queries as register
from anke.casework.distribution.gathering import IN_HAND, digest_of, gather, levers_file
from anke.casework.distribution.models import Proposal, Run
from anke.casework.distribution.proposing import choices_of, preview_hand_over, require_leader
from anke.events import commands as events
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.rules.local import local_date
from anke.rules.refusal import Refused


@transaction.atomic
def apply_run(*, run: int, actor: str, recorded_at: datetime) -> int:
    """Give the cases to those the run found for them. Returns how many moved.

    Refused, with nothing changed, where a case has changed since, or somebody is no longer available: it is
    named, and the run is tried again. Cases nobody was found for stay where they are; those of a person whose
    work is handed over go back to the office.
    """
    held = _held(run, Run.Status.DRY_RUN, actor)
    today = local_date(recorded_at)
    _require_current(held, today)
    moved = list(held.proposals.order_by("rank"))
    if held.kind == Run.Kind.WAITING:
        moved = [one for one in moved if one.caseworker is not None]
    why = {"why": f"kørsel/run {run}"}
    for one in moved:
        office = one.before_office if one.office is None else one.office
        move = {"office": office, "caseworker": one.caseworker, "expected": one.position} | why
        _assign(one.number, actor=actor, recorded_at=recorded_at, **move)
    if held.kind == Run.Kind.HANDOVER:
        _tell(held, "work_handed_over", len(moved), actor, recorded_at)
        if held.leaves:
            organisation.end_appointment(
                initials=held.person, happened_on=today, actor=actor, recorded_at=recorded_at
            )
    held.status, held.applied_by, held.applied_at = Run.Status.APPLIED, actor, recorded_at
    held.save(update_fields=["status", "applied_by", "applied_at"])
    return len(moved)


@transaction.atomic
def hand_over(
    *,
    initials: str,
    leaves: bool = False,
    to: str | None = None,
    seed: int = 0,
    as_of: date,
    actor: str,
    recorded_at: datetime,
) -> int:
    """Hand over every case a person has in one act, as the preview of the same day and seed shows.

    Returns the run's number, by which it is undone.
    """
    run = preview_hand_over(
        initials=initials,
        leaves=leaves,
        to=to,
        seed=seed,
        as_of=as_of,
        actor=actor,
        recorded_at=recorded_at,
    )
    apply_run(run=run, actor=actor, recorded_at=recorded_at)
    return run


@transaction.atomic
def undo_run(*, run: int, actor: str, recorded_at: datetime) -> int:
    """Give the cases of an applied run back to where they were, by new events. Returns how many moved.

    Refused where a case is no longer where the run put it, or nobody is there to take it back: it is named.
    """
    held = _held(run, Run.Status.APPLIED, actor)
    moved = list(held.proposals.order_by("rank"))
    if held.kind == Run.Kind.WAITING:
        moved = [one for one in moved if one.caseworker is not None]
    elif people.actor(held.person) is None:
        raise Refused(
            f"{held.person} har ingen rolle mere. Giv personen en rolle igen, før sagerne føres tilbage.",
            f"{held.person} holds no role any more. Appoint the person again before the cases go back.",
        )
    _require_where_put(moved)
    _require_reach(moved, actor)
    why = {"why": f"kørsel/run {run} fortrudt/undone"}
    for one in moved:
        back = {"office": one.before_office, "caseworker": one.before_caseworker} | why
        _assign(one.number, actor=actor, recorded_at=recorded_at, **back)
    if held.kind == Run.Kind.HANDOVER:
        _tell(held, "work_taken_back", len(moved), actor, recorded_at)
    held.status, held.undone_by, held.undone_at = Run.Status.UNDONE, actor, recorded_at
    held.save(update_fields=["status", "undone_by", "undone_at"])
    return len(moved)


def _held(run: int, status: str, actor: str) -> Run:
    """The run, held; raises `Refused` for one that does not stand so, or is not the actor's to touch."""
    found = Run.objects.select_for_update().filter(pk=run).first()
    if found is None:
        raise Refused(f"Der er ingen kørsel {run}.", f"There is no run {run}.")
    require_leader(actor, found.office)
    if found.status != status:
        da = {"dry_run": "kun prøvet", "applied": "allerede anvendt", "undone": "fortrudt"}
        en = {"dry_run": "only tried", "applied": "applied already", "undone": "undone"}
        raise Refused(f"Kørsel {run} er {da[found.status]}.", f"Run {run} is {en[found.status]}.")
    return found


def _require_current(run: Run, today: date) -> None:
    """Raise `Refused` where the run would come out otherwise now, naming what has changed."""
    if run.as_of != today:
        raise Refused(
            f"Forslaget er lavet til den {run.as_of:%d.%m.%Y}. Lav et nyt for i dag.",
            f"The proposal is for {run.as_of}. Make a new one for today.",
        )
    proposals = {one.number: one for one in run.proposals.all()}
    given = gather(office=run.office, as_of=today, person=run.person or None, to=run.receiver or None)
    changed = sorted(
        number
        for number in proposals.keys() | given.rows.keys()
        if number not in proposals
        or number not in given.rows
        or proposals[number].position != given.rows[number]["position"]
    )
    if changed:
        raise Refused(
            f"Siden forslaget blev lavet, er disse sager ændret: {_few(changed)}. Lav et nyt forslag.",
            f"Since the proposal was made these cases have changed: {_few(changed)}. Make a new one.",
        )
    levers = levers_file().levers_on(today)
    if digest_of(given.told(levers, run.seed)) == run.digest:
        return
    now = {one.number: one.caseworker for one in choices_of(given, levers, run.seed, explain=False)}
    if other := sorted(number for number, one in proposals.items() if now[number] != one.caseworker):
        raise Refused(
            f"Medarbejdere eller greb er ændret, så disse sager nu går til andre: {_few(other)}. "
            "Lav et nyt forslag.",
            f"People or levers have changed, so that these cases now go to others: {_few(other)}. "
            "Make a new proposal.",
        )


def _require_where_put(moved: Iterable[Proposal]) -> None:
    proposals = {one.number: one for one in moved}
    now = register.Case.objects.filter(number__in=sorted(proposals), status__in=IN_HAND)
    has = dict(now.values_list("number", "caseworker"))
    gone = sorted(
        number for number, one in proposals.items() if number not in has or has[number] != one.caseworker
    )
    if gone:
        raise Refused(
            f"Disse sager er afsluttet eller givet videre siden: {_few(gone)}. Kørslen kan ikke fortrydes.",
            f"These cases have been closed or passed on since: {_few(gone)}. The run cannot be undone.",
        )


def _require_reach(moved: Iterable[Proposal], actor: str) -> None:
    """Raise `Refused` for cases that went to a partner office the actor does not lead."""
    who = people.actor(actor)
    for one in moved:
        if one.office is not None and (who is None or not people.leads(who, one.office)):
            raise Refused(
                f"Sag {one.number} ligger nu i kontor {one.office}, som du ikke leder. "
                "Bed vicedirektøren fortryde kørslen.",
                f"Case {one.number} now lies in office {one.office}, which you do not lead. "
                "Ask the deputy director to undo the run.",
            )


def _assign(number: str, *, actor: str, recorded_at: datetime, **move: Any) -> None:
    """Assign one case; whatever stands in the way is told with the case's number."""
    if move["office"] is None:
        raise Refused(f"Sag {number} ligger ikke i et kontor.", f"Case {number} lies in no office.")
    try:
        cases.assign_case(
            number=number,
            happened_on=local_date(recorded_at),
            actor=actor,
            recorded_at=recorded_at,
            **move,
        )
    except Refused as refused:
        raise Refused(f"Sag {number}: {refused.da}", f"Case {number}: {refused.en}") from None


def _tell(run: Run, kind: str, amount: int, actor: str, at: datetime) -> None:
    events.record(
        subject_kind="staff",
        subject_name=run.person,
        kind=kind,
        data={"cases": str(amount), "run": str(run.pk)},
        happened_on=local_date(at),
        actor=actor,
        recorded_at=at,
    )


def _few(numbers: list[str]) -> str:
    return ", ".join(numbers[:5]) + (" …" if numbers[5:] else "")
