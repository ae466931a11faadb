"""How everything a plan asks for stands at the end of a quarter, and what is missing for its report."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from anke.content.schema.base import Text
from anke.content.schema.plan import Plan
from anke.rules.periods import Period, quarter, quarter_of
from anke.steering.external.asks import Ask, asks_of, delivery_dues, due_of
from anke.steering.external.cards import Missing, ProposalCard, Standing
from anke.steering.external.models import Proposal
from anke.steering.external.reading import card
from anke.steering.external.recorded import Word, words_of

_PREPARED: Final = Text(
    da="dokumentet, og hvornår det blev udarbejdet", en="the document, and when it was prepared"
)
_RECEIVED: Final = Text(da="hvornår det blev modtaget", en="when it was received")


def overview(plan: Plan, upto: Period, today: date) -> tuple[Standing, ...]:
    """Everything asked for from outside, in the order of the plan's goals."""
    asks = asks_of(plan)
    words = words_of(plan.id, [subgoal.id for ask in asks for subgoal in ask.subgoals])
    rows = Proposal.objects.filter(plan=plan.id).prefetch_related("evidence").order_by("number")
    newest = {(one.ask, one.period): one for one in rows}
    return tuple(_standing(ask, upto, today, words, newest) for ask in asks)


def missing(plan: Plan, period: Period, today: date) -> tuple[Missing, ...]:
    """What is not there for the report at the end of a period: the figure, what it is held against, or an act
    of a delivery due by then; in the year's last quarter also figures that are still preliminary."""
    upto = quarter_of(period.last)
    found: list[Missing] = []
    for one in overview(plan, upto, today):
        if one.state not in ("not_yet", "approved"):
            found += _missing(one, last=upto == quarter(plan.year, 4))
    return tuple(found)


def _standing(
    ask: Ask,
    upto: Period,
    today: date,
    words: list[Word],
    newest: Mapping[tuple[str, str], Proposal],
) -> Standing:
    period = ask.period(upto)
    known = _known(ask, period, upto, words)
    keys = _keys(ask)
    lacking = tuple(key for key in keys if key not in known)
    due = _due(ask, upto, lacking)
    row = newest.get((ask.key, period.name))
    proposal = None if row is None else card(row)
    state = _state(ask, upto, today, due=due, lacking=lacking, known=tuple(known.values()), proposal=proposal)
    if proposal is not None and proposal.status not in ("proposed", "returned"):
        proposal = None
    return Standing(ask, upto, period, state, due, lacking, tuple(known.values()), proposal)


def _keys(ask: Ask) -> list[str]:
    if ask.delivery:
        return [f"{ask.key}/{one.act}" for one in ask.subgoals[0].due]
    return [f"{one.subgoal}/{one.role}" for one in ask.goes]


def _known(ask: Ask, period: Period, upto: Period, words: Iterable[Word]) -> dict[str, Word]:
    """The last word on everything the ask answers, that is about the period."""
    keys = set(_keys(ask))
    return {one.key: one for one in words if one.key in keys and _about(ask, one, period, upto)}


def _about(ask: Ask, word: Word, period: Period, upto: Period) -> bool:
    if word.period is None:
        return True
    if ask.asked == "year":
        return word.period.last <= upto.last
    return word.period == period


def _due(ask: Ask, upto: Period, lacking: tuple[str, ...]) -> date | None:
    if not ask.delivery:
        return due_of(ask, quarter(ask.plan.year, 4) if ask.asked == "year" else upto)
    dues = delivery_dues(ask)
    open_ones = [day for act, day in dues.items() if f"{ask.key}/{act}" in lacking]
    return min((day for day in open_ones or dues.values() if day), default=None)


def _state(
    ask: Ask,
    upto: Period,
    today: date,
    *,
    due: date | None,
    lacking: tuple[str, ...],
    known: tuple[Word, ...],
    proposal: ProposalCard | None,
) -> str:
    if proposal is not None and proposal.status == "proposed":
        return "proposed"
    if not lacking:
        return "preliminary" if any(one.preliminary for one in known) else "approved"
    if proposal is not None and proposal.status == "returned":
        return "returned"
    if ask.asked == "year" and upto != quarter(ask.plan.year, 4):
        return "not_yet"
    if upto.last >= today and not ask.delivery:
        return "not_yet"
    return "overdue" if due is not None and today > due else "asked"


def _missing(one: Standing, *, last: bool) -> list[Missing]:
    if one.ask.delivery and not _due_with_the_report(one, last):
        return []
    who, number = one.ask.owed_by, ""
    if one.state == "proposed" and one.proposal is not None:
        number, by = one.proposal.number, one.proposal.proposed_by
        who = Text(
            da=f"en anden end {by}, som har oplyst tallet", en=f"somebody else than {by}, who proposed it"
        )
    if one.lacking:
        return [
            Missing(key.partition("/")[0], _what(one, key), who, one.state, one.due, number)
            for key in one.lacking
        ]
    if one.state == "preliminary" and last:
        subgoals = dict.fromkeys(word.subgoal for word in one.words if word.preliminary)
        what = Text(
            da="det endelige tal i stedet for det foreløbige", en="the final figure for the preliminary"
        )
        return [Missing(subgoal, what, who, one.state, one.due) for subgoal in subgoals]
    return []


def _due_with_the_report(one: Standing, last: bool) -> bool:
    report = due_of(one.ask, one.upto)
    return last if one.due is None or report is None else one.due <= report


def _what(one: Standing, key: str) -> Text:
    subgoal_id, _, role = key.partition("/")
    subgoal = one.ask.plan.subgoal(subgoal_id)
    if role == "prepared":
        return _PREPARED
    if role == "received":
        return _RECEIVED
    if role == "benchmark" and subgoal.benchmark is not None:
        title = subgoal.benchmark.title
        return Text(
            da=f"{title.da} ({subgoal.benchmark.source.da})", en=f"{title.en} ({subgoal.benchmark.source.en})"
        )
    return subgoal.external.definition if subgoal.external else subgoal.short
