"""How a promise stands in one of six words, and the rule that finds it: the first line that holds.

Nothing is forecast. The rule looks at today's figure, at what is still possible (`rules/reach.py`), and at
what has piled up: a figure that only looks good because the late cases are not decided yet is no good sign.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from anke.rules.reach import Chance
from anke.rules.scoring import Logic, Status


class Bearing(StrEnum):
    MET = "met"
    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    NOT_MET = "not_met"
    UNDECIDED = "undecided"
    AWAITING = "awaiting"


@dataclass(frozen=True)
class Signs:
    """What a promise's word follows from. None: not known, or not asked of this kind of promise.

    `today`: the figure or delivery against its target as it is now. `settled`: nothing is left to come in.
    `if_all`: still on the right side if everything that waits past its limit were decided today. `pace`: a
    number that grows has come as far as the year has. `outside`: it waits for a figure from outside."""

    today: Status
    settled: bool = False
    chance: Chance | None = None
    if_all: bool | None = None
    pace: bool | None = None
    outside: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the rule: which word, when, and that in words (Danish, English)."""

    bearing: Bearing
    when: Callable[[Signs], bool]
    words: tuple[str, str]


RULE = (
    Line(
        Bearing.MET,
        lambda one: one.today is Status.MET and (one.settled or one.chance is Chance.SECURED),
        (
            "Tallet er endeligt (eller leverancen modtaget) og på den rigtige side af målet, eller intet i "
            "resten af året kan bringe det over på den forkerte.",
            "The figure is final (or the delivery received) and on the right side of the target, or nothing "
            "left of the year can bring it to the wrong one.",
        ),
    ),
    Line(
        Bearing.NOT_MET,
        lambda one: (one.today is Status.NOT_MET and one.settled) or one.chance is Chance.LOST,
        (
            "Tallet er endeligt og på den forkerte side, fristen er overskredet, eller intet kan længere "
            "redde målet.",
            "The figure is final and on the wrong side, the due date has passed, or nothing can save the "
            "goal any more.",
        ),
    ),
    Line(
        Bearing.AWAITING,
        lambda one: one.today is Status.UNDECIDED and one.outside,
        (
            "Et tal eller et sammenligningstal, som andre skal oplyse, mangler.",
            "A figure or a benchmark that others must give is missing.",
        ),
    ),
    Line(
        Bearing.ON_COURSE,
        lambda one: one.pace is True,
        (
            "Et antal, der vokser gennem året, er nået mindst lige så stor en del af målet, som der er gået "
            "af året.",
            "A number that grows through the year has come at least as far towards its target as the year "
            "has gone.",
        ),
    ),
    Line(
        Bearing.AT_RISK,
        lambda one: one.pace is False,
        (
            "Et antal, der vokser gennem året, er nået en mindre del af målet, end der er gået af året.",
            "A number that grows through the year has come less far towards its target than the year has "
            "gone.",
        ),
    ),
    Line(
        Bearing.UNDECIDED,
        lambda one: one.today is Status.UNDECIDED,
        (
            "Der er endnu ikke noget at bedømme, eller planen siger ikke, hvad der skal til.",
            "There is nothing to judge yet, or the plan does not say what it takes.",
        ),
    ),
    Line(
        Bearing.AT_RISK,
        lambda one: one.today is Status.NOT_MET,
        (
            "Tallet er i dag på den forkerte side af målet, men året er ikke omme.",
            "The figure is on the wrong side of the target today, but the year is not over.",
        ),
    ),
    Line(
        Bearing.AT_RISK,
        lambda one: one.if_all is False,
        (
            "Tallet er i dag på den rigtige side, men kommer over på den forkerte, hvis de verserende sager, "
            "der allerede er for gamle (ved et gennemsnit: alle verserende sager), bliver afgjort i dag.",
            "The figure is on the right side today, but comes to the wrong one if the pending cases that are "
            "too old already (of a mean: all pending cases) are decided today.",
        ),
    ),
    Line(
        Bearing.ON_COURSE,
        lambda one: True,
        (
            "Tallet er i dag på den rigtige side af målet, også med de verserende sager regnet ind.",
            "The figure is on the right side of the target today, also with the pending cases reckoned in.",
        ),
    ),
)
# Of several parts, the first of these words that any part has is the goal's.
_ALL_OF = (
    Bearing.NOT_MET, Bearing.AT_RISK, Bearing.AWAITING, Bearing.UNDECIDED, Bearing.ON_COURSE, Bearing.MET,
)  # fmt: skip
_ANY_OF = (
    Bearing.MET, Bearing.ON_COURSE, Bearing.AWAITING, Bearing.UNDECIDED, Bearing.AT_RISK, Bearing.NOT_MET,
)  # fmt: skip


def bearing(signs: Signs) -> Bearing:
    """The word a promise's signs lead to.

    >>> M, N, U = Status.MET, Status.NOT_MET, Status.UNDECIDED
    >>> def row(today, **signs):
    ...     print(bearing(Signs(today, **signs)))
    >>> row(M, settled=True)
    met
    >>> row(M, chance=Chance.OPEN, if_all=True)
    on_course
    >>> row(M, chance=Chance.OPEN, if_all=False)   # the late ones are only not decided yet
    at_risk
    >>> row(N, chance=Chance.ONLY_NEW)
    at_risk
    >>> row(N, chance=Chance.LOST)
    not_met
    >>> row(U, outside=True)
    awaiting
    >>> row(U, pace=True)                          # four of ten, and a third of the year has gone
    on_course
    >>> row(U)
    undecided
    """
    return next(line.bearing for line in RULE if line.when(signs))


def combined(logic: Logic, parts: Iterable[Bearing]) -> Bearing:
    """A goal's word from its parts'.

    >>> print(combined(Logic.ALL_OF, [Bearing.MET, Bearing.AT_RISK, Bearing.AWAITING]))
    at_risk
    >>> print(combined(Logic.ANY_OF, [Bearing.NOT_MET, Bearing.AWAITING]))
    awaiting
    """
    found = set(parts)
    return next(
        (one for one in (_ALL_OF if logic is Logic.ALL_OF else _ANY_OF) if one in found), Bearing.UNDECIDED
    )
