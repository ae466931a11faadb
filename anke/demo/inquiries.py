"""Inquiries after decisions in the synthetic authority, of each kind, most of them closed; in the office one
can log in to some are open. Every word is made up; what came of each follows from the case's own chance.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from anke.casework.cases import queries as cases
from anke.demo.days import TODAY
from anke.demo.learning import BETTER, LEGAL, THEMES, chance_of
from anke.demo.moments import Clock
from anke.demo.showcase import OFFICE
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.queries import programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role

ABOVE: Final = "direktoer"
ASKED: Final = {
    "Q2.1": "Borgeren beder om at få sagen genoptaget og sender nye lægelige oplysninger (opdigtet).",
    "Q2.2": "Kommunen spørger, hvordan afgørelsen skal føres ud i livet (opdigtet).",
    "Q2.3": "Ombudsmanden beder om en udtalelse om begrundelsen (opdigtet).",
    "Q2.4": "Borgeren har udtaget stævning og mener, at afgørelsen er forkert (opdigtet).",
}
_MORNING: Final = datetime(TODAY.year, TODAY.month, TODAY.day, 8, 49, tzinfo=UTC)


def inquire() -> int:
    """Do it; returns how many inquiries there are then. Nothing twice."""
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE) if one.office}
    if queries.any_inquiries():
        return 0
    clock, made = Clock(_MORNING, TODAY), 0
    for number, office, worker, decided in _decided(heads):
        chance = chance_of(number)
        kind = ("Q2.1", "Q2.1", "Q2.2", "Q2.1", "Q2.2", "Q2.3", "Q2.4")[made % 7]
        came = decided + timedelta(days=12 + chance % 20)
        if came > TODAY - timedelta(days=2):
            continue
        asked: dict[str, Any] = {"kind": kind, "number": number, "handler": worker, "about": ASKED[kind]}
        with suppress(Refused):
            held = commands.register_inquiry(**asked, received_on=came, **clock.by(worker, came))
            made += 1
            _handled(held, heads[office], chance, clock)
    return made


def _decided(heads: dict[int, str]) -> Iterator[tuple[str, int, str, date]]:
    """A few decided cases a month, of different offices, one of the office one can log in to."""
    staff = {one.initials: one.office for one in organisation.people(role=Role.CASEWORKER)}
    for at in range(20):
        first = date(2024 + at // 12, at % 12 + 1, 1)
        last = first + timedelta(days=27)
        taken: set[int] = set()
        found = sorted(cases.decided_between(first, last), key=lambda one: chance_of(one.number))
        for one in found:
            office, worker = one.office, one.caseworker or ""
            fits = office in heads and staff.get(worker) == office and not (one.restricted or one.destroyed)
            if office is None or not fits or office in taken or len(taken) > 2:
                continue
            if office != OFFICE and len(taken - {OFFICE}) > 1:
                continue
            taken.add(office)
            yield one.number, office, worker, last


def _handled(held: Any, head: str, chance: int, clock: Clock) -> None:
    """Take the steps; of the latest inquiries only the first ones."""
    worker, came = held.handler, held.received_on
    procedure = programme_of(came.year).procedure(held.kind)
    steps = procedure.steps if procedure else ()
    late = came > TODAY - timedelta(days=60)
    leads = {Role.HEAD_OF_OFFICE: head, Role.LEGAL_UNIT: LEGAL}
    version, day = 1, came
    for step in steps[: chance % 5] if late else steps:
        day = min(day + timedelta(days=2), TODAY)
        told: dict[str, Any] = {"inquiry": held.pk, "version": version}
        by = clock.by(leads.get(step.by[0], ABOVE) if step.by else worker, day)
        if step.kind == "learning":
            _learnt(told, chance, by)
        elif step.kind == "similar":
            yes = chance % 3 == 0
            words = "Vi ser de tilsvarende sager fra samme måned igennem" if yes else "Sagen var enestående"
            commands.consider_similar(**told, measures=yes, words=f"{words} (opdigtet)", **by)
        else:
            commands.take_inquiry_step(**told, step=step.id, words="Det er gjort (opdigtet)", **by)
        version += 1
    if not late:
        commands.close_inquiry(inquiry=held.pk, version=version, **clock.by(worker, day))


def _learnt(told: dict[str, Any], chance: int, by: dict[str, Any]) -> None:
    if chance % 4 == 0:
        commands.draw_learning(**told, learnt=False, words="Afgørelsen var klar og rigtig (opdigtet)", **by)
        return
    theme = THEMES[chance // 5 % len(THEMES)]
    commands.draw_learning(**told, learnt=True, words=BETTER[theme], theme=theme, **by)
