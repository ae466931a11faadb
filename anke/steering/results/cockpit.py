"""A plan at a glance: every promise with its word, its trend, who answers for it, and what is waited for."""

from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anke.rules.bearing import RULE, Bearing
from anke.rules.local import DENMARK
from anke.rules.scoring import Status
from anke.steering.results import pages, phrases, reach_words, trends
from anke.steering.results.answers import Contract, GoalResult, SubgoalResult
from anke.steering.results.outlook import Outlook, Outlooks
from anke.steering.results.trends import Trend

STRIP = 1400  # the width of the strip of goals, in its own units
BEHIND = (Bearing.NOT_MET, Bearing.AT_RISK)


@dataclass(frozen=True)
class Cell:
    """One goal in the strip: how the score counts it, its word, and where it is drawn."""

    status: str
    bearing: str
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """One promise in the table."""

    part: SubgoalResult
    outlook: Outlook
    trend: Trend | None


@dataclass(frozen=True)
class Block:
    """One goal in the table."""

    goal: GoalResult
    outlook: Outlook
    unit: str  # who answers for it, in words
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Behind:
    """A goal on the wrong side of its target, or about to be: why, and what it takes. Part, why, what."""

    goal: GoalResult
    outlook: Outlook
    parts: tuple[tuple[SubgoalResult, str, str], ...]


def blocks(contract: Contract, outlooks: Outlooks) -> list[Block]:
    lately = trends.of(contract)
    return [
        Block(
            goal,
            outlooks.goals[goal.id],
            unit(goal, contract.lang),
            tuple(Line(one, outlooks.subgoals[one.id], lately.get(one.id)) for one in goal.subgoals),
        )
        for goal in contract.goals
    ]


def unit(goal: GoalResult, lang: str) -> str:
    """Whose field a goal is, where the plan says so."""
    if not goal.ressort:
        return _("Responsible: unknown (the plan does not say).")
    return _("Responsible field (ressort): %(who)s.") % {"who": phrases.listed(goal.ressort, lang)}


def strip(contract: Contract, outlooks: Outlooks) -> list[Cell]:
    """The goals in a row, as the score counts them: met first and not met last, so that its two ends can be
    read off it; within these the better word first."""
    words = list(Bearing)
    found = sorted(
        ((goal.status, outlooks.goals[goal.id].bearing) for goal in contract.goals),
        key=lambda one: (pages.ORDER.index(one[0]), words.index(one[1])),
    )
    step = STRIP / len(found)
    # Whole units: a page in Danish would write 3.5 with a comma, which no drawing understands.
    return [
        Cell(status.value, word.value, round(at * step) + 3, round(step) - 6)
        for at, (status, word) in enumerate(found)
    ]


def counts(outlooks: Outlooks) -> list[tuple[Bearing, str]]:
    """How many goals have each word, in words; a word that none has is left out."""
    said = {
        Bearing.MET: ngettext("%(n)s goal met", "%(n)s goals met", outlooks.count(Bearing.MET)),
        Bearing.ON_COURSE: ngettext(
            "%(n)s goal on course", "%(n)s goals on course", outlooks.count(Bearing.ON_COURSE)
        ),
        Bearing.AT_RISK: ngettext(
            "%(n)s goal at risk", "%(n)s goals at risk", outlooks.count(Bearing.AT_RISK)
        ),
        Bearing.NOT_MET: ngettext(
            "%(n)s goal not met", "%(n)s goals not met", outlooks.count(Bearing.NOT_MET)
        ),
        Bearing.UNDECIDED: ngettext(
            "%(n)s goal not yet decidable", "%(n)s goals not yet decidable", outlooks.count(Bearing.UNDECIDED)
        ),
        Bearing.AWAITING: ngettext(
            "%(n)s goal awaits an external figure",
            "%(n)s goals await external figures",
            outlooks.count(Bearing.AWAITING),
        ),
    }
    return [(word, text % {"n": outlooks.count(word)}) for word, text in said.items() if outlooks.count(word)]


def behind(contract: Contract, outlooks: Outlooks) -> list[Behind]:
    """The goals that are not met or at risk: those not met first, each with the parts that make it so."""
    last = contract.plan.valid.last
    found = []
    for goal in contract.goals:
        word = outlooks.goals[goal.id]
        if word.bearing not in BEHIND:
            continue
        parts = [one for one in goal.subgoals if outlooks.subgoals[one.id].bearing in BEHIND]
        told = tuple(
            (
                one,
                why(one, outlooks.subgoals[one.id]),
                reach_words.what_it_takes(one, outlooks.subgoals[one.id], last, contract.lang),
            )
            for one in parts
        )
        found.append(Behind(goal, word, told))
    return sorted(found, key=lambda one: BEHIND.index(one.outlook.bearing))


def why(part: SubgoalResult, outlook: Outlook) -> str:
    """Why a part is behind, in a sentence or two."""
    if part.status is Status.MET:
        return _(
            "%(figure)s, which is %(target)s – but not once the cases that are too old already are decided."
        ) % {"figure": part.figure_text, "target": part.target_text}
    if part.status is Status.UNDECIDED and outlook.bearing is Bearing.AT_RISK:
        return _("%(figure)s so far; the target is %(target)s.") % {
            "figure": part.figure_text,
            "target": part.target_text,
        }
    return pages.reason(part)


def waiting(contract: Contract) -> list[tuple[GoalResult, tuple[str, ...]]]:
    """What each goal that the score leaves open waits for."""
    return [(goal, goal.waiting_for) for goal in contract.goals if goal.status is Status.UNDECIDED]


def complete_to(contract: Contract) -> str:
    """Until when the data are complete: what the figures know, and nothing later."""
    if contract.printed:
        return ""
    if contract.known_at is not None:
        then = contract.known_at.astimezone(DENMARK)
        known = {"day": phrases.day(then.date(), contract.lang), "time": f"{then:%H:%M}"}
        if then.time() == time.max:
            return _("Data as known at the end of %(day)s.") % known
        return _("Data as known on %(day)s at %(time)s.") % known
    if contract.known_until is None:
        return ""
    moment = contract.known_until.astimezone(DENMARK)
    known = {"day": phrases.day(moment.date(), contract.lang), "time": f"{moment:%H:%M}"}
    if contract.watermark is not None:
        known["number"] = phrases.count(contract.watermark, contract.lang)
        return _("Data complete to %(day)s at %(time)s (event number %(number)s).") % known
    return _("Data complete to %(day)s at %(time)s.") % known


def rule(lang: str) -> list[tuple[Bearing, str, str]]:
    """The rule behind the six words: word, as said, when. The first line that holds decides."""
    at = 1 if lang == "en" else 0
    return [(line.bearing, phrases.BEARING[line.bearing][lang], line.words[at]) for line in RULE]


def trend_explained(*, printed: bool) -> str:
    if printed:
        return _("The trend is the years as printed. The dashed line is the target.")
    return _(
        "The trend is the last eight quarters, each by itself; of figures from outside, the years as "
        "printed. The dashed line is the target, an upright stroke a series break."
    )
