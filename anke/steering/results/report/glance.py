"""What the first page says in half a minute: which goals fail and why, which are open, which are met."""

from collections.abc import Mapping
from dataclasses import dataclass

from anke.rules.scoring import Status
from anke.steering.results import phrases, sentences
from anke.steering.results.answers import Contract, GoalResult, SubgoalResult
from anke.steering.results.report import labels

HEADS = {
    Status.NOT_MET: labels.FAILING,
    Status.UNDECIDED: labels.OPEN_GOALS,
    Status.MET: labels.MET_GOALS,
}


@dataclass(frozen=True)
class Line:
    """A goal, why it stands so (one sentence for each part), and what the authority says about it."""

    id: str
    title: str
    why: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class Glance:
    """The goals of one status. `otherwise`: said where there is none."""

    status: Status
    title: str
    otherwise: str
    lines: tuple[Line, ...]


def of(contract: Contract, explanations: Mapping[str, str]) -> tuple[Glance, ...]:
    """Not met first, with the reason; then what is open; then what is met."""
    lang, found = contract.lang, []
    heads = (
        (Status.NOT_MET, labels.FAILING),
        (Status.UNDECIDED, labels.OPEN_GOALS),
        (Status.MET, labels.MET_GOALS),
    )
    for status, title in heads:
        goals = [one for one in contract.goals if one.status is status]
        lines = tuple(_line(one, explanations, lang) for one in goals)
        none = labels.NO_FAILING[lang] if status is Status.NOT_MET else ""
        found.append(Glance(status, f"{title[lang]} ({len(lines)})", none, lines))
    return tuple(one for one in found if one.lines or one.otherwise)


def _line(goal: GoalResult, explanations: Mapping[str, str], lang: str) -> Line:
    names = (goal.id, *(one.id for one in goal.subgoals))
    said = " ".join(explanations[name] for name in names if explanations.get(name))
    return Line(goal.id, goal.title, _why(goal, lang) if goal.status is Status.NOT_MET else (), said)


def _why(goal: GoalResult, lang: str) -> tuple[str, ...]:
    lost = [one for one in goal.subgoals if one.status is Status.NOT_MET]
    if not lost:  # its own parts are met: what it requires is not
        return (goal.logic_text,)
    if len(goal.subgoals) == 1:
        return (reason(lost[0], lang),)
    return tuple(f"{one.id} {one.short}: {reason(one, lang)}" for one in lost)


def reason(part: SubgoalResult, lang: str) -> str:
    """Why a part is not met: its figure, how far it is from the target, and the target."""
    if part.figure is None or not part.distance_text:
        said = part.deliveries or (part.target_text,)
        return " ".join(sentences.ended(phrases.capital(one)) for one in said)
    known = {"figure": part.figure_text, "distance": part.distance_text, "target": part.target_text}
    return sentences.ended(labels.WHY[lang].format(**known))
