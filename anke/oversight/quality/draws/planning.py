"""Before the freeze: planning a draw, and the two promises its seed will come from."""

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from anke.content.schema.quality_programme import Drawing
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import by, reason_of, tell
from anke.oversight.quality.draws.acting import (
    held,
    require_contributor,
    require_runner,
)
from anke.oversight.quality.halves import before, span_of
from anke.oversight.quality.models import Contribution, Draw
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.sampling import commitment, require_contribution

_HASH: Final = re.compile(r"[0-9a-f]{64}")


@transaction.atomic
def plan_draw(
    *,
    activity: str,
    year: int,
    half: str = "",
    offices: Collection[int] = (),
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Draw:
    """Plan the draw of an activity for a year: of the cases decided in it. A half-yearly one is for a `half`
    (H1, H2) of chosen offices, of the cases decided in the half year before. Raises `Refused` while the time
    of the decisions runs, where the programme draws no such thing, and where the draw is made already."""
    require_runner(actor)
    rules = programme_of(year).drawing(activity)
    if rules is None or (rules.per == "half_year") != bool(half and offices):
        raise Refused(
            f"Programmet trækker ingen sager til {activity} på den måde.",
            f"The programme draws no cases for {activity} in that way.",
        )
    first, last = span_of(before(f"{year}{half}")) if half else (date(year, 1, 1), date(year, 12, 31))
    if last >= happened_on:
        raise Refused(
            f"Tiden til og med {last:%d.%m.%Y} er ikke slut: afgørelser, der mangler, kan ikke trækkes.",
            f"The time up to {last} is not over: decisions still to come cannot be drawn.",
        )
    made = _made(
        Draw(activity=f"{activity}{half}", year=year, first=first, last=last, planned_by=actor),
        rules.model_copy(update={"offices": tuple(sorted(offices))}),
        recorded_at,
    )
    data = {"activity": activity, "year": year, "first": first.isoformat(), "last": last.isoformat()}
    tell(made, "draw_planned", data, by(happened_on, actor, recorded_at))
    return made


def _made(draw: Draw, rules: Drawing, at: datetime) -> Draw:
    """The draw, kept under the first name that is free. Raises `Refused` where it is made already."""
    tried = Draw.objects.filter(activity=draw.activity, year=draw.year).count()
    of, half = draw.activity[:2], draw.activity[2:]
    name = f"{of}/{draw.year}{half}" if half.startswith("H") else f"{draw.activity}/{draw.year}"
    draw.name = name + (f"/{tried + 1}" if tried else "")
    draw.stage, draw.planned_at = Draw.Stage.PLANNED, at
    draw.rules = rules.model_dump(mode="json", exclude={"notes"})
    try:
        with transaction.atomic():
            draw.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            f"Udtrækket {name} er i gang eller lavet.", f"The draw {name} is under way or made."
        ) from None
    return draw


@transaction.atomic
def promise_contribution(
    *, draw: str, words: str, happened_on: date, actor: str, recorded_at: datetime
) -> Contribution:
    """Promise a contribution to the seed. Only its SHA-256 is kept: the words are written again after the
    freeze. Whoever does not want to show them writes the hash itself (64 hexadecimal digits).

    Two people, not both of the legal unit. Raises `Refused`.
    """
    role = require_contributor(actor)
    found = held(draw, Draw.Stage.PLANNED)
    given = words.strip()
    hashed = given if _HASH.fullmatch(given) else commitment(require_contribution(given))
    others = list(found.contributions.all())
    _require_another(others, actor, role, hashed)
    made = Contribution.objects.create(
        draw=found, place=len(others) + 1, who=actor, sha256=hashed, promised_at=recorded_at
    )
    tell(found, "contribution_promised", {"sha256": hashed}, by(happened_on, actor, recorded_at))
    return made


def _require_another(others: list[Contribution], actor: str, role: Role, hashed: str) -> None:
    if len(others) == 2:
        raise Refused("Begge bidrag er lovet.", "Both contributions are promised.")
    for other in others:
        if other.who == actor:
            raise Refused(
                "Du har lovet et bidrag. Det andet skal komme fra en anden.",
                "You have promised a contribution. The other must come from somebody else.",
            )
        if other.sha256 == hashed:
            raise Refused("Det bidrag er lovet allerede.", "That contribution is promised already.")
        first = organisation.actor(other.who)
        if first is not None and first.role is Role.LEGAL_UNIT and role is Role.LEGAL_UNIT:
            raise Refused(
                "Det ene bidrag skal komme uden for Retsenheden, som laver udtrækket.",
                "One contribution must come from outside the legal unit, which makes the draw.",
            )


@transaction.atomic
def abandon_draw(*, draw: str, reason: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """Give a draw up before its cases are known: a contribution is forgotten, the frame was wrong."""
    require_runner(actor)
    why = reason_of(reason)
    found = held(draw, Draw.Stage.PLANNED, Draw.Stage.FROZEN)
    found.stage, found.reason = Draw.Stage.ABANDONED, why
    found.save(update_fields=["stage", "reason"])
    tell(found, "draw_abandoned", {"reason": why}, by(happened_on, actor, recorded_at))
