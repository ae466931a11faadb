"""A draw as data, for programs and for whoever repeats it (docs/proofs/draw.py)."""

from typing import Any

from anke.oversight.quality.draws.reading import DrawCard, Promise, StratumCard
from anke.oversight.quality.models import Draw


def as_data(card: DrawCard) -> dict[str, Any]:
    """Everything a draw is made of: frame, hash, contributions, seed, and what came of it.

    Numbers of cases; no words of any case. `strata` is empty before the freeze, `sample` and `reserve`
    before the draw.
    """
    rules = Draw.objects.values_list("rules", flat=True).get(name=card.name)
    return {
        "draw": card.name,
        "activity": card.activity,
        "year": card.year,
        "stage": card.stage,
        "frame_sha256": card.frame_sha256 or None,
        "frozen_at": card.frozen_at,
        "seed": card.seed or None,
        "drawn_at": card.drawn_at,
        "reserve_each": rules["reserve"],
        "contributions": [_promise(one) for one in card.promises],
        "strata": [_stratum(one) for one in card.strata],
        "excluded": [
            {"office": office or None, "case": number, "reason": reason, "who": who or None}
            for office, number, reason, who in card.excluded
        ],
        "replaced": [
            {"office": one.office, "case": one.number, "instead": one.instead, "reason": one.reason}
            for one in card.replaced
        ],
    }


def _promise(one: Promise) -> dict[str, Any]:
    return {
        "who": one.who,
        "sha256": one.sha256,
        "words": one.words or None,
        "promised_at": one.promised_at,
        "revealed_at": one.revealed_at,
    }


def _stratum(one: StratumCard) -> dict[str, Any]:
    return {
        "office": one.office,
        "frame": list(one.frame),
        "sample": list(one.sample),
        "reserve": list(one.reserve),
        "wanted": one.wanted,
        "taken_whole": one.taken_whole,
        "recipient_unknown": one.unknown,
    }
