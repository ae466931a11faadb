"""Two years of learning in the synthetic authority: findings, and actions with their measurements. Every word
is made up; which case, and what came of it, follows from the case's own chance.

Done by the acts people do, each dated the day it would have been done.
"""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from anke.demo.days import TODAY
from anke.demo.moments import Clock
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.queries import feedback_to, programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role

LEGAL: Final = "jurist"
DUE, MEASURE = timedelta(days=45), timedelta(days=220)  # after it was agreed
HALVES: Final = (date(2024, 1, 15), date(2024, 7, 15), date(2025, 1, 15))  # when actions were agreed
THEMES: Final = ("comments", "reasons", "clarity", "correctness", "process")
BETTER: Final = {
    "comments": "Et af klagerens punkter blev ikke besvaret.",
    "reasons": "Begrundelsen gengiver reglerne og siger for lidt om sagen.",
    "clarity": "Konklusionen står sidst, og sætningerne er lange.",
    "correctness": "En betingelse i loven blev ikke vurderet.",
    "process": "Der gik for længe, før de lægelige oplysninger blev hentet.",
}
GOOD: Final = {
    "comments": "Klagerens punkter er besvaret ét for ét.",
    "reasons": "Begrundelsen viser, hvad der blev lagt vægt på, og hvorfor.",
    "clarity": "Konklusionen står først og i et klart sprog.",
    "correctness": "Afgørelsen vurderer hver betingelse for sig.",
    "process": "Sagen er oplyst med det samme.",
}
ACTIONS: Final = (
    ("training", "Formiddag om at svare punkt for punkt på klagerens bemærkninger"),
    ("focus_point", "Kontoret ser særligt efter, om begrundelsen er konkret"),
    ("template_change", "Skabelonen begynder med konklusionen"),
    ("practice_note", "Kort notat om kontorets praksis på området"),
)
_MORNING: Final = datetime(TODAY.year, TODAY.month, TODAY.day, 8, 47, tzinfo=UTC)


def learn() -> int:
    """Do it; returns how many findings and actions there are then. Nothing twice."""
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE) if one.office}
    if any(queries.closed_by_evidence(half, TODAY) for half in ("2024H2", "2025H1")):
        return 0
    clock, made = Clock(_MORNING, TODAY), 0
    for office, head in sorted(heads.items()):
        made += _findings(office, head, clock) + _actions(office, head, clock)
    return made + _agencys(clock)


def _findings(office: int, head: str, clock: Clock) -> int:
    """From every third review: what the head would keep, good or to be better."""
    made = 0
    for person in organisation.people(office=office, role=Role.CASEWORKER):
        for review in feedback_to(person)[::3]:
            better = [name for name, answer in review.answers.items() if answer == "better"]
            theme = _theme(review.month, better[0] if better else "")
            told: dict[str, Any] = {
                "theme": theme,
                "good": not better,
                "number": review.number,
            }
            source = f"Q1/{review.month}/{review.employee}/1"
            with suppress(Refused):  # the case may be one the head does not see any more
                commands.record_finding(
                    activity="Q1",
                    source=source,
                    office=office,
                    words=(BETTER if better else GOOD)[theme],
                    employee=review.employee,
                    **told,
                    **clock.by(head, review.told_on or TODAY),
                )
                made += 1
    return made


def _theme(month: str, question: str) -> str:
    """The theme that names a question; without one, the themes take turns."""
    themes = programme_of(int(month[:4])).themes
    named = next((one.id for one in themes if question and question in one.questions), "")
    return named if named in THEMES else THEMES[chance_of(month, question) % len(THEMES)]


def _actions(office: int, head: str, clock: Clock) -> int:
    """An action each half year, measured by the reviews since; the last one is still under way, or late."""
    before = None
    for at, agreed in enumerate(HALVES):
        chance = chance_of(str(office), str(at))
        kind, words = ACTIONS[chance // 7 % len(ACTIONS)]
        told: dict[str, Any] = {"office": office, "kind": kind, "words": words, "owner": head}
        told |= {"theme": before.theme if before else THEMES[chance % len(THEMES)]}
        told |= {"due_on": agreed + DUE, "measure_on": agreed + MEASURE}
        action = commands.plan_action(**told, follows=before.pk if before else None, **clock.by(head, agreed))
        before, last = None, agreed == HALVES[-1]
        if last and chance % 5 == 0:
            continue  # forgotten: it is on the head's list
        done: dict[str, Any] = {"action": action.pk, "version": 1, "words": "Det er gjort (opdigtet)"}
        commands.do_action(**done, **clock.by(head, agreed + DUE - timedelta(days=3)))
        helped = None if last and chance % 3 else _measured(action.pk, head, agreed + MEASURE, clock)
        before = action if helped is False else None
    return len(HALVES)


def _measured(action: int, head: str, on: date, clock: Clock) -> bool | None:
    """Whether the reviews since say it helped; None where there are none."""
    for better, words in ((True, "Svarene er blevet bedre"), (False, "Vi ser ingen ændring")):
        told: dict[str, Any] = {"action": action, "version": 2, "how": "review", "better": better}
        with suppress(Refused):
            commands.remeasure_action(**told, words=words, **clock.by(head, on + timedelta(days=7)))
            return better
    return None


def _agencys(clock: Clock) -> int:
    """One across offices; it waits for its measurement."""
    told: dict[str, Any] = {"theme": "comments", "office": None, "kind": "training", "owner": LEGAL}
    told |= {"words": "Fælles kursus for alle kontorer om klagerens bemærkninger (opdigtet)"}
    told |= {"due_on": date(2024, 9, 30), "measure_on": date(2025, 9, 1)}
    made = commands.plan_action(**told, **clock.by(LEGAL, date(2024, 6, 17)))
    done: dict[str, Any] = {"action": made.pk, "version": 1, "words": "Kurset er holdt (opdigtet)"}
    commands.do_action(**done, **clock.by(LEGAL, date(2024, 9, 24)))
    return 1


def chance_of(*parts: str) -> int:
    """A number that is always the same for the same parts."""
    return int.from_bytes(sha256("/".join(parts).encode()).digest()[:6])
