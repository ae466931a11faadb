"""The freeze, the two revelations and the draw itself; and the reserve, used in its order."""

from datetime import date, datetime

from django.db import transaction

from anke.oversight.quality.acting import by, reason_of, tell
from anke.oversight.quality.draws.acting import held, require_runner
from anke.oversight.quality.draws.framing import Framed, frame_of
from anke.oversight.quality.models import Contribution, Draw, Drawn, Excluded, Frame
from anke.rules.refusal import Refused
from anke.rules.sampling import commitment, seed_of
from anke.rules.sampling import draw as drawn_by

_ROWS = 500


@transaction.atomic
def freeze_frame(*, draw: str, happened_on: date, actor: str, recorded_at: datetime) -> Draw:
    """Freeze the cases that can be drawn under one hash.

    Both contributions must be promised by then: nobody who knows the seed can have made the frame, and
    nobody who knows the frame can choose the seed.
    """
    require_runner(actor)
    found = held(draw, Draw.Stage.PLANNED)
    if found.contributions.count() < 2:
        raise Refused(
            "To personer skal have lovet hver sit bidrag, før rammen fryses.",
            "Two people must have promised their contributions before the frame is frozen.",
        )
    framed = frame_of(found)
    if not framed.offices:
        raise Refused(
            f"Der er ingen sager at trække fra: ingen er afgjort fra {found.first:%d.%m.%Y} til "
            f"{found.last:%d.%m.%Y}.",
            f"There are no cases to draw from: none was decided from {found.first} to {found.last}.",
        )
    _keep(found, framed)
    found.stage, found.frame_sha256 = Draw.Stage.FROZEN, framed.sha256
    found.frozen_at, found.frozen_by = recorded_at, actor
    found.save()
    data = {
        "cases": sum(len(numbers) for numbers in framed.offices.values()),
        "excluded": len(framed.out),
        "sha256": framed.sha256,
    }
    tell(found, "frame_frozen", data, by(happened_on, actor, recorded_at))
    return found


def _keep(found: Draw, framed: Framed) -> None:
    Frame.objects.bulk_create(
        Frame(
            draw=found,
            office=office,
            numbers="\n".join(numbers),
            cases=len(numbers),
            unknown=framed.unknown.get(office, 0),
            wanted=framed.wanted[office],
            read_by=framed.pairs.get(office),
        )
        for office, numbers in framed.offices.items()
    )
    Excluded.objects.bulk_create(
        (
            Excluded(draw=found, office=o.office, number=o.number, reason=o.reason, who=o.who)
            for o in framed.out
        ),
        batch_size=_ROWS,
    )


@transaction.atomic
def reveal_contribution(
    *, draw: str, words: str, happened_on: date, actor: str, recorded_at: datetime
) -> Draw:
    """Write the promised words. Raises `Refused` for other words.

    With the second of the two the seed is known, and the cases are drawn at once: nobody can look at the
    draw and decide whether to make it.
    """
    found = held(draw, Draw.Stage.FROZEN)
    mine = found.contributions.filter(who=actor).first()
    if mine is None:
        raise Refused("Du har ikke lovet et bidrag.", "You have promised no contribution.")
    if mine.words:
        raise Refused("Dit bidrag er afsløret.", "Your contribution is revealed.")
    said = words.strip()
    if commitment(said) != mine.sha256:
        raise Refused(
            "Det er ikke de ord, du lovede: deres SHA-256 er en anden. Skriv dem, som du skrev dem da.",
            "Those are not the words you promised: their SHA-256 is another. Write them as you did then.",
        )
    mine.words, mine.revealed_at = said, recorded_at
    mine.save(update_fields=["words", "revealed_at"])
    tell(found, "contribution_revealed", {"words": said}, by(happened_on, actor, recorded_at))
    both = list(found.contributions.order_by("place"))
    if all(one.words for one in both):
        _draw(found, both, on=happened_on, actor=actor, recorded_at=recorded_at)
    return found


def _draw(found: Draw, both: list[Contribution], *, on: date, actor: str, recorded_at: datetime) -> None:
    frames = list(found.frames.all())
    found.seed = seed_of(found.name, [one.words for one in both])
    strata = drawn_by(
        {one.office: one.numbers.split("\n") for one in frames},
        found.seed,
        {one.office: one.wanted for one in frames},
        found.rules["reserve"],
    )
    Drawn.objects.bulk_create(
        (
            Drawn(draw=found, office=one.office, place=place, number=number, reserve=place > len(one.sample))
            for one in strata
            for place, number in enumerate((*one.sample, *one.reserve), 1)
        ),
        batch_size=_ROWS,
    )
    found.stage, found.drawn_at = Draw.Stage.DRAWN, recorded_at
    found.save()
    data = {
        "cases": sum(len(one.sample) for one in strata),
        "seed": found.seed,
        "sha256": found.frame_sha256,
    }
    tell(found, "cases_drawn", data, by(on, actor, recorded_at))


@transaction.atomic
def replace_case(
    *, draw: str, number: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> str | None:
    """Take a drawn case out, and the office's next case in reserve in. Returns its number; None where the
    reserve is used up, so that the office has one case fewer. Nobody chooses which case comes in."""
    require_runner(actor)
    why = reason_of(reason)
    found = held(draw, Draw.Stage.DRAWN)
    out = found.drawn.filter(number=number).first()
    if out is None or out.out_because or (out.reserve and not out.stands_for):
        raise Refused(
            f"Sag {number} er ikke blandt dem, der er trukket.", f"Case {number} is not among those drawn."
        )
    waiting = found.drawn.filter(office=out.office, reserve=True, stands_for="", out_because="")
    instead = waiting.order_by("place").first()
    out.out_because, out.out_at = why, recorded_at
    out.save(update_fields=["out_because", "out_at"])
    data = {"number": number, "reason": why}
    if instead is not None:
        instead.stands_for = number
        instead.save(update_fields=["stands_for"])
        data["instead"] = instead.number
    tell(found, "case_replaced", data, by(happened_on, actor, recorded_at))
    return instead.number if instead else None
