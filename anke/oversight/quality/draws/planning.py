"""Before the freeze: planning a draw, and the two promises its seed will come from."""

import re
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from anke.organisation import queries as organisation
from anke.oversight.quality.draws.acting import (
    held,
    reason_of,
    require_contributor,
    require_runner,
    tell,
)
from anke.oversight.quality.models import Contribution, Draw
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.sampling import commitment, require_contribution

_HASH: Final = re.compile(r"[0-9a-f]{64}")


@transaction.atomic
def plan_draw(*, activity: str, year: int, happened_on: date, actor: str, recorded_at: datetime) -> Draw:
    """Plan the draw of an activity for a year: of the cases decided in it. Raises `Refused` while the year
    runs, where the programme draws nothing for the activity, and where the draw is made already."""
    require_runner(actor)
    rules = programme_of(year).drawing(activity)
    if rules is None:
        raise Refused(
            f"Programmet trækker ingen sager til {activity}.", f"The programme draws no cases for {activity}."
        )
    first, last = date(year, 1, 1), date(year, 12, 31)
    if last >= happened_on:
        raise Refused(
            f"Året {year} er ikke slut: afgørelser, der mangler, kan ikke trækkes.",
            f"The year {year} is not over: decisions still to come cannot be drawn.",
        )
    tried = Draw.objects.filter(activity=activity, year=year).count()
    name = f"{activity}/{year}" + (f"/{tried + 1}" if tried else "")
    try:
        with transaction.atomic():
            made = Draw.objects.create(
                name=name,
                activity=activity,
                year=year,
                first=first,
                last=last,
                stage=Draw.Stage.PLANNED,
                rules=rules.model_dump(mode="json", exclude={"notes"}),
                planned_by=actor,
                planned_at=recorded_at,
            )
    except IntegrityError:
        raise Refused(
            f"Udtrækket til {activity} for {year} er i gang eller lavet.",
            f"The draw of {activity} for {year} is under way or made.",
        ) from None
    data = {"activity": activity, "year": year, "first": first.isoformat(), "last": last.isoformat()}
    tell(made, "draw_planned", data, on=happened_on, actor=actor, recorded_at=recorded_at)
    return made


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
    tell(
        found,
        "contribution_promised",
        {"sha256": hashed},
        on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )
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
    tell(found, "draw_abandoned", {"reason": why}, on=happened_on, actor=actor, recorded_at=recorded_at)
