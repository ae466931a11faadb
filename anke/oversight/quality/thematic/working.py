"""The work of a thematic follow-up: cases chosen for it, the offices' replies, the joint memo.

The cases are chosen on purpose. Nothing is counted of them as a share of anything.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from anke.organisation import queries as organisation
from anke.oversight.quality.acting import (
    LONG,
    by,
    choosable,
    leads,
    line_of,
    require_role,
    sealed,
    tell,
    text_of,
)
from anke.oversight.quality.models import Thematic, ThematicCase, ThematicOffice
from anke.oversight.quality.programme import doing
from anke.oversight.quality.programme.wheel import AGENCY
from anke.oversight.quality.thematic.content import memo_of
from anke.oversight.quality.thematic.planning import ACTIVITY, Stage, held, rules_of
from anke.rules.local import require_near
from anke.rules.refusal import Refused
from anke.rules.roles import Role

KINDS: Final = tuple(str(one) for one in ThematicCase.Kind)


@transaction.atomic
def read_thematic_case(
    *,
    thematic: int,
    number: str,
    why: str,
    kind: str,
    words: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> ThematicCase:
    """Take a case in on purpose: `why` it was chosen, and what it shows, as a `good` or `bad` example or a
    `plain` one. The legal unit reads, and an office that was asked reads its own cases."""
    found = held(thematic, Stage.OPENED)
    who = require_role(actor, (*rules_of(found.year).recommended_by, Role.HEAD_OF_OFFICE))
    if kind not in KINDS:
        raise Refused("Vælg godt, dårligt eller hverken-eller.", "Choose good, bad or neither.")
    case = choosable(number, who, recorded_at)
    if case.office is None or not (who.role is not Role.HEAD_OF_OFFICE or leads(who, case.office)):
        raise Refused("Sagen er et andet kontors.", "The case is another office's.")
    if who.role is Role.HEAD_OF_OFFICE and not found.offices.filter(office=case.office).exists():
        raise Refused("Temaet angår ikke dit kontor.", "The theme does not concern your office.")
    row = ThematicCase(thematic=found, number=case.number, office=case.office, kind=kind)
    row.why, row.words = line_of(why, most=300), text_of(words, most=2000)
    row.by, row.on = actor, happened_on
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            f"Sag {row.number} er med allerede.", f"Case {row.number} is among them already."
        ) from None
    tell(found, "thematic_case_read", {"number": row.number}, by(happened_on, actor, recorded_at))
    return row


@transaction.atomic
def ask_offices(
    *,
    thematic: int,
    offices: Collection[int],
    until: date | None = None,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> int:
    """Ask offices to report their considerations back by a day (without one: as many days as the programme
    gives). Offices asked already keep at least the days they were given: the day is one for all, and never
    moves nearer. Returns how many were asked anew."""
    found = held(thematic, Stage.OPENED, Stage.PRESENTED)
    rules = rules_of(found.year)
    require_role(actor, rules.recommended_by)
    last = until or happened_on + timedelta(days=rules.days_to_reply)
    require_near(last, happened_on)
    if last < happened_on:
        raise Refused("Svardagen ligger i fortiden.", "The day of the reply lies in the past.")
    wanted, known = set(offices), {one.code for one in organisation.offices()}
    new = wanted - set(found.offices.values_list("office", flat=True))
    if not wanted or not wanted <= known or not new:
        raise Refused("Vælg kontorer, der ikke er spurgt endnu.", "Choose offices that were not asked yet.")
    ThematicOffice.objects.bulk_create(ThematicOffice(thematic=found, office=one) for one in sorted(new))
    found.reply_by = last = max(last, found.reply_by or last)
    found.save()
    data = {"offices": len(new), "until": last.isoformat()}
    tell(found, "offices_asked", data, by(happened_on, actor, recorded_at))
    return len(new)


@transaction.atomic
def reply_thematic(
    *, thematic: int, words: str, happened_on: date, actor: str, recorded_at: datetime
) -> ThematicOffice:
    """An office's management reports its considerations back, once. Late is better than not."""
    found = held(thematic, Stage.OPENED, Stage.PRESENTED)
    who = require_role(actor, (Role.HEAD_OF_OFFICE,))
    row = found.offices.filter(office=who.office or 0).first()
    if row is None:
        raise Refused("Jeres kontor er ikke spurgt.", "Your office was not asked.")
    if row.reply:
        raise Refused("Kontoret har svaret.", "The office has replied.")
    row.reply, row.by, row.on = text_of(words), actor, happened_on
    row.save()
    tell(found, "office_replied", {"office": row.office}, by(happened_on, actor, recorded_at))
    return row


@transaction.atomic
def present_thematic(
    *,
    thematic: int,
    memo: str,
    proposals: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Thematic:
    """Present the joint memo to the executive board: frozen under one hash. With it the year's Q6 is done.
    Raises `Refused` before outside help was considered, and without a case."""
    found = held(thematic, Stage.OPENED)
    require_role(actor, rules_of(found.year).recommended_by)
    if found.outside is None:
        raise Refused(
            "Skriv først, om eksterne ressourcer blev overvejet inddraget.",
            "Write first whether outside resources were considered.",
        )
    if not found.cases.exists():
        raise Refused("Gennemgå mindst én sag først.", "Read one case at least first.")
    found.memo, found.proposals = (text_of(one, most=2 * LONG) for one in (memo, proposals))
    found.presented_by, found.presented_on = actor, happened_on
    found.report = memo_of(found)
    found.sha256, found.stage = sealed(found.report), Stage.PRESENTED
    found.save()
    done = by(happened_on, actor, recorded_at)
    tell(found, "thematic_presented", {"sha256": found.sha256}, done)
    doing.mark_done(activity=ACTIVITY, period=str(found.year), unit=AGENCY, **done)
    return found
