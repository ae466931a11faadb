"""Questions about draws: one with its strata, what proves it, which cases are in the sample now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from anke.events import queries as events
from anke.oversight.quality.draws.framing import frame_of
from anke.oversight.quality.models import Draw, Drawn
from anke.rules.sampling import commitment, differences, frame_hash, seed_of
from anke.rules.sampling import draw as drawn_by


@dataclass(frozen=True)
class StratumCard:
    """An office's part of a draw. Numbers in ticket order; the frame's sorted."""

    office: int
    frame: tuple[str, ...]
    sample: tuple[str, ...]
    reserve: tuple[str, ...]
    wanted: int
    unknown: int

    @property
    def taken_whole(self) -> bool:
        """Fewer cases than wanted, or as many: all of them were taken."""
        return len(self.frame) <= self.wanted


@dataclass(frozen=True)
class Promise:
    place: int
    who: str
    sha256: str
    words: str  # empty until revealed
    promised_at: datetime
    revealed_at: datetime | None


@dataclass(frozen=True)
class Replaced:
    office: int
    number: str
    instead: str | None
    reason: str
    at: datetime | None


@dataclass(frozen=True)
class DrawCard:
    """A draw. `seed` is empty before both contributions are revealed, `frame_sha256` before the freeze."""

    name: str
    activity: str
    year: int
    stage: str
    frame_sha256: str
    frozen_at: datetime | None
    seed: str
    drawn_at: datetime | None
    promises: tuple[Promise, ...]
    strata: tuple[StratumCard, ...]
    excluded: tuple[tuple[int, str, str, str], ...]  # office, number, reason, who
    replaced: tuple[Replaced, ...]
    reason: str

    @property
    def size(self) -> int:
        return sum(len(one.sample) for one in self.strata)

    @property
    def cases(self) -> int:
        return sum(len(one.frame) for one in self.strata)


@dataclass(frozen=True)
class Proof:
    """What was looked at again, and whether it holds. `recorded`: the event says the same hash and seed."""

    frame: bool
    promised: bool
    seed: bool
    sample: bool
    recorded: bool

    @property
    def holds(self) -> bool:
        return all((self.frame, self.promised, self.seed, self.sample, self.recorded))


@dataclass(frozen=True)
class Compared:
    """The frozen frame beside the register now: the hash it would have, cases more and fewer."""

    sha256: str
    more: tuple[str, ...]
    fewer: tuple[str, ...]


def draws() -> list[DrawCard]:
    """Every draw without its strata, latest year first."""
    rows = Draw.objects.order_by("-year", "activity", "name").prefetch_related("contributions")
    return [_card(row, (), ()) for row in rows]


def draw_of(activity: str, year: int) -> DrawCard | None:
    """The draw of an activity for a year, abandoned ones left aside; None where there is none."""
    row = Draw.objects.filter(activity=activity, year=year).exclude(stage=Draw.Stage.ABANDONED).first()
    return draw_called(row.name) if row else None


def draw_called(name: str) -> DrawCard | None:
    """The draw of that name with everything in it."""
    row = Draw.objects.filter(name=name).first()
    if row is None:
        return None
    drawn = list(row.drawn.order_by("office", "place"))
    strata = tuple(
        StratumCard(
            one.office,
            tuple(one.numbers.split("\n")),
            tuple(each.number for each in drawn if each.office == one.office and not each.reserve),
            tuple(each.number for each in drawn if each.office == one.office and each.reserve),
            one.wanted,
            one.unknown,
        )
        for one in row.frames.order_by("office")
    )
    return _card(row, strata, drawn)


def _card(row: Draw, strata: tuple[StratumCard, ...], drawn: Iterable[Drawn]) -> DrawCard:
    instead = {each.stands_for: each.number for each in drawn if each.stands_for}
    return DrawCard(
        name=row.name,
        activity=row.activity,
        year=row.year,
        stage=row.stage,
        frame_sha256=row.frame_sha256,
        frozen_at=row.frozen_at,
        seed=row.seed,
        drawn_at=row.drawn_at,
        promises=tuple(
            Promise(one.place, one.who, one.sha256, one.words, one.promised_at, one.revealed_at)
            for one in sorted(row.contributions.all(), key=lambda one: one.place)
        ),
        strata=strata,
        excluded=tuple(
            row.excluded.order_by("office", "number").values_list("office", "number", "reason", "who")
        )
        if strata
        else (),
        replaced=tuple(
            Replaced(each.office, each.number, instead.get(each.number), each.out_because, each.out_at)
            for each in drawn
            if each.out_because
        ),
        reason=row.reason,
    )


def in_sample(activity: str, year: int) -> dict[int, tuple[str, ...]]:
    """The cases that are in the sample now, by office: drawn or come in from the reserve, not gone out."""
    rows = Drawn.objects.filter(draw__activity=activity, draw__year=year, draw__stage=Draw.Stage.DRAWN)
    rows = rows.filter(Q(reserve=False) | ~Q(stands_for=""), out_because="")
    found: dict[int, list[str]] = {}
    for office, number in rows.order_by("office", "place").values_list("office", "number"):
        found.setdefault(office, []).append(number)
    return {office: tuple(numbers) for office, numbers in found.items()}


def proof_of(card: DrawCard) -> Proof:
    """Compute everything about a made draw anew, from what is kept of it, and hold it against the events."""
    frame = {one.office: one.frame for one in card.strata}
    made = drawn_by(
        frame,
        card.seed,
        {one.office: one.wanted for one in card.strata},
        max((len(one.reserve) for one in card.strata), default=0),
    )
    told = {one.kind: one.data for one in events.events_of("draw", card.name)}
    frozen, drawn = told.get("frame_frozen", {}), told.get("cases_drawn", {})
    return Proof(
        frame=frame_hash(number for numbers in frame.values() for number in numbers) == card.frame_sha256,
        promised=all(commitment(one.words) == one.sha256 for one in card.promises),
        seed=seed_of(card.name, [one.words for one in card.promises]) == card.seed,
        sample=all(
            (new.sample, new.reserve) == (old.sample, old.reserve)
            for new, old in zip(made, card.strata, strict=True)
        ),
        recorded=(frozen.get("sha256"), drawn.get("seed")) == (card.frame_sha256, card.seed),
    )


def compare_frame(name: str) -> Compared:
    """What the frame would be if it were frozen now. One case more or fewer gives another hash."""
    row = Draw.objects.get(name=name)
    now, card = frame_of(row), draw_called(name)
    frozen = [number for one in (card.strata if card else ()) for number in one.frame]
    more, fewer = differences(frozen, (number for numbers in now.offices.values() for number in numbers))
    return Compared(now.sha256, more, fewer)
