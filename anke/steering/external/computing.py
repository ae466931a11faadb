"""From what was told to what it answers: each step by its rule, each answer with its arithmetic."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from anke.content.schema.base import Text
from anke.content.schema.reported import Part, Step
from anke.rules.numbers import write_number
from anke.rules.refusal import Refused
from anke.rules.reported import compute
from anke.steering.external.asks import Ask, unit_of
from anke.steering.external.told import Told


@dataclass(frozen=True)
class Answer:
    """What a subgoal is answered with: a figure, a benchmark, or the day a delivery was prepared or received.

    `arithmetic` is written out in Danish and English; a figure that was told as it is has none.
    """

    subgoal: str
    role: str  # figure | benchmark | prepared | received
    title: Text
    value: Decimal | None = None
    day: date | None = None
    unit: str = ""
    decimals: int = 0
    arithmetic: Text | None = None

    @property
    def key(self) -> str:
        return f"{self.subgoal}/{self.role}"

    def shown(self, lang: str) -> str:
        """The figure as it is shown, with its unit; a day as it is written."""
        if self.value is None:
            return f"{self.day:%d.%m.%Y}" if self.day and lang == "da" else str(self.day or "")
        return unit_of(self.unit).with_number(write_number(self.value, lang, self.decimals), lang)


@dataclass(frozen=True)
class Worked:
    """A step that was computed."""

    step: Step
    value: Decimal
    arithmetic: Text | None


def work(ask: Ask, told: Told) -> tuple[Worked, ...]:
    """Every step whose parts were told, in order. Raises `Refused` where a rule has no answer."""
    found: dict[str, Worked] = {}
    for step in ask.steps:
        values = _values(ask, told, step, found)
        if values:
            sums = {lang: compute(step.rule, values, partial(_say, lang)) for lang in ("da", "en")}
            words = Text(da=sums["da"].arithmetic, en=sums["en"].arithmetic)
            found[step.id] = Worked(step, sums["da"].value, None if step.rule == "given" else words)
    return tuple(found.values())


def answers(ask: Ask, told: Told) -> tuple[Answer, ...]:
    """What the plan's subgoals are answered with. Raises `Refused` where nothing is."""
    found = _delivered(ask, told) if ask.delivery else _figures(ask, told)
    if not found:
        raise Refused(
            "Der er ikke nok til at regne noget ud. Skriv flere af tallene.",
            "There is not enough to compute anything. Write more of the figures.",
        )
    return found


def _figures(ask: Ask, told: Told) -> tuple[Answer, ...]:
    worked = {one.step.id: one for one in work(ask, told)}
    return tuple(
        Answer(
            goes.subgoal,
            goes.role,
            one.step.title,
            one.value,
            unit=one.step.unit,
            decimals=one.step.decimals,
            arithmetic=one.arithmetic,
        )
        for goes in ask.goes
        if (one := worked.get(goes.step)) is not None
    )


def _delivered(ask: Ask, told: Told) -> tuple[Answer, ...]:
    """The days the plan asks for. A day it does not ask for stands in the proposal only."""
    subgoal, asked = ask.subgoals[0], {one.act for one in ask.subgoals[0].due}
    titles = {part.id: part.title for part in ask.parts}
    return tuple(
        Answer(subgoal.id, act, titles[act], day=day)
        for act in ("prepared", "received")
        if act in asked and (day := told.days.get(act)) is not None
    )


def _values(ask: Ask, told: Told, step: Step, found: dict[str, Worked]) -> list[Decimal]:
    """The values a step is computed from; none where one is missing."""
    parts = {part.id: part for part in ask.parts}
    values: list[Decimal] = []
    for name in step.of:
        if name in found:
            more = [found[name].value]
        else:
            more = _told(parts[name], told, step) if name in parts else []
        if not more:
            return []
        values += more
    return values


def _told(part: Part, told: Told, step: Step) -> list[Decimal]:
    aside = {one.casefold() for one in step.aside}
    return [
        value
        for name, value in told.of(part).items()
        if part.spread != "areas" or name.partition(":")[2].casefold() not in aside
    ]


def _say(lang: str, value: Decimal) -> str:
    return write_number(value, lang)
