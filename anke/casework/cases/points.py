"""A case's outcome where it has claim points: the most far-reaching of theirs."""

from collections.abc import Iterable
from datetime import date

from anke.content.load import content
from anke.events.apply import CaseState
from anke.rules.refusal import Refused


def require_outcome(state: CaseState, outcome: str | None, on: date) -> str:
    """The outcome of a case that is decided on a day. Raises `Refused` where a claim point has none, where
    the one given does not follow from them, or where there is none at all."""
    lacking = [str(point) for point, settled in state.points if settled is None]
    if lacking:
        named = ", ".join(lacking)
        raise Refused(
            f"Klagepunkt {named} har intet udfald. Angiv det, eller fjern punktet, før sagen afgøres.",
            f"Claim point {named} has no outcome. Give it, or drop the point, before the case is decided.",
        )
    settled = [one for _, one in state.points if one is not None]
    if not settled and outcome is None:
        raise Refused("Skriv sagens udfald.", "Write the outcome of the case.")
    follows = most_far_reaching(settled, on) if settled else outcome
    assert follows is not None
    if outcome is not None and outcome != follows:
        title = content().outcomes[follows].title
        raise Refused(
            f"Sagens udfald følger af klagepunkterne: {title.da.lower()}. Ret punkternes udfald først.",
            f"The outcome follows from the claim points: {title.en.lower()}. Change theirs first.",
        )
    return follows


def most_far_reaching(outcomes: Iterable[str], on: date) -> str:
    """The first of these in the order of reach that held on a day; one the order does not name comes last."""
    order = content().casework.most_far_reaching.on(on) or ()
    rank = {outcome: number for number, outcome in enumerate(order)}
    return min(outcomes, key=lambda one: (rank.get(one, len(rank)), one))
