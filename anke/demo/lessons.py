"""The synthetic authority's inquiries after a decision (Q2) and its actions: some closed by a later
measurement, one overdue. Every word is made up."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final

from anke.casework.cases.queries import Case
from anke.demo.days import TODAY
from anke.demo.moments import Clock
from anke.demo.quality import OTHER, RUNNER, chance
from anke.demo.showcase import HEAD, OFFICE, WORKER
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.rules.refusal import Refused
from anke.rules.roles import Role

KINDS: Final = ("Q2.1", "Q2.1", "Q2.2", "Q2.1", "Q2.3", "Q2.2", "Q2.4")
_ABOUT: Final = {
    "Q2.1": "Borgeren beder om genoptagelse og sender en ny erklæring (opdigtet).",
    "Q2.2": "Kommunen spørger, fra hvilken dag afgørelsen gælder (opdigtet).",
    "Q2.3": "Ombudsmanden beder om en udtalelse om sagsbehandlingstiden (opdigtet).",
    "Q2.4": "Borgeren har lagt sag an om afgørelsen (opdigtet).",
}
_STEP: Final = "Gennemgået og drøftet (opdigtet)."
_LEARNT: Final = "Skriv den dag, afgørelsen gælder fra, i den første linje (opdigtet)."
_NOTHING: Final = "Afgørelsen tog stilling til det hele; der er intet at lære af den (opdigtet)."
_SIMILAR: Final = "Vi ser på ti lignende breve på næste kontormøde (opdigtet)."
_RECENT: Final = 3  # of the office of those who log in: how many wait at some step


def answer_inquiries(clock: Clock) -> None:
    """Two years of inquiries, a few each quarter over the offices; the latest of one office are under way."""
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    workers: dict[int | None, str] = {}
    for one in organisation.people(role=Role.CASEWORKER):
        workers.setdefault(one.office, one.initials)
    rows = Case.objects.filter(dispatched_on__range=(date(2024, 1, 1), TODAY - timedelta(days=100)))
    rows = rows.filter(office__in=sorted(one for one in workers if one), restricted=False)
    numbers = list(
        rows.exclude(status="destroyed").order_by("number").values_list("number", "office", "dispatched_on")
    )
    picked = sorted(numbers, key=lambda one: chance(one[0], "inquiry") * 10_000 + chance(one[0], "order"))[
        :40
    ]
    for at, (number, office, sent_on) in enumerate(picked):
        if sent_on is not None and office in heads:
            kind = KINDS[at % len(KINDS)]
            came = sent_on + timedelta(days=10 + chance(number, "came") % 60)
            _inquiry(kind, number, came, (workers[office], heads[office]), clock, most=9)
    own = [one for one in reversed(numbers) if one[1] == OFFICE][:_RECENT]
    for at, (number, _, _) in enumerate(own):
        came = TODAY - timedelta(days=(40, 20, 6)[at])
        _inquiry(KINDS[at * 2 % len(KINDS)], number, came, (WORKER, HEAD), clock, most=(3, 2, 1)[at])


def _inquiry(kind: str, number: str, came: date, who: tuple[str, str], clock: Clock, *, most: int) -> None:
    """One inquiry, its first `most` steps taken, three days between them; closed when all are."""
    worker, head = who
    with suppress(Refused):  # the case has come to lie where they do not see it
        made = commands.register_inquiry(
            kind=kind,
            number=number,
            about=_ABOUT[kind],
            received_on=came,
            handler=worker,
            **clock.by(head, came),
        )
        on = came
        procedure = queries.programme_of(came.year).procedure(kind)
        for step in procedure.steps[:most] if procedure else ():
            on = min(TODAY, on + timedelta(days=3))
            by = clock.by(worker, on)
            held: dict[str, Any] = {"inquiry": made.pk, "version": made.version}
            if step.kind == "learning":
                learnt = chance(number, "learnt") < 60
                told: dict[str, Any] = {
                    "learnt": learnt,
                    "words": _LEARNT if learnt else _NOTHING,
                    "theme": "clarity",
                }
                made = commands.draw_learning(**held, **told, **by)
            elif step.kind == "similar":
                measures = chance(number, "similar") < 40
                made = commands.consider_similar(
                    **held, measures=measures, words=_SIMILAR if measures else _NOTHING, **by
                )
            else:
                actor = {"legal_unit": RUNNER, "head_of_office": head}.get(
                    str(next(iter(step.by), "")), OTHER
                )
                by["actor"] = actor if step.by else worker
                made = commands.take_inquiry_step(**held, step=step.id, words=_STEP, **by)
        if procedure and len(procedure.steps) <= most:
            commands.close_inquiry(inquiry=made.pk, version=made.version, **clock.by(worker, on))


def learn(clock: Clock) -> None:
    """Findings of the office of those who log in, and the actions that came of what was found."""
    _findings(clock)
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    offices = sorted(
        {one.office for one in organisation.people(role=Role.CASEWORKER) if one.office in heads}, key=str
    )
    for at, office in enumerate(offices):
        if at % 2 == 0 and office != OFFICE:
            _action("clarity", office, heads[office], date(2024, 9, 2), clock, closed=date(2025, 4, 10))
    _action("comments", OFFICE, HEAD, date(2024, 9, 2), clock, closed=date(2025, 4, 10))
    _action("reasons", OFFICE, HEAD, date(2025, 2, 3), clock, closed=date(2025, 9, 18))
    _action("clarity", OFFICE, HEAD, date(2025, 4, 7), clock)  # carried out; to be measured again by now
    _action("practice", OFFICE, HEAD, date(2025, 6, 2), clock, done=False)  # overdue
    _action("comments", None, RUNNER, date(2025, 6, 10), clock)


def _findings(clock: Clock) -> None:
    for month in range(1, 9):
        for row in queries.month_of_office(OFFICE, f"2025-{month:02d}").rows:
            card = queries.review_for(row.review, _head()) if row.review and row.state == "told" else None
            if card is None or card.told_on is None:
                continue
            for theme, good in (("reasons", True), ("clarity", False)):
                words = card.strengths if good else card.improvements
                if words:
                    found: dict[str, Any] = {"theme": theme, "good": good, "words": words}
                    of: dict[str, Any] = {
                        "source": f"Q1/{card.month}/{card.employee}/1",
                        "employee": card.employee,
                    }
                    with suppress(Refused):  # restricted since
                        commands.record_finding(
                            activity="Q1",
                            office=OFFICE,
                            number=card.number,
                            **of,
                            **found,
                            **clock.by(HEAD, card.told_on),
                        )


def _head() -> organisation.Person:
    return next(one for one in organisation.people(office=OFFICE) if one.initials == HEAD)


def _action(
    theme: str,
    office: int | None,
    owner: str,
    on: date,
    clock: Clock,
    *,
    done: bool = True,
    closed: date | None = None,
) -> None:
    """An action, from the day it was agreed on to the later measurement that closed it."""
    kind = "focus_point" if office else "practice_note"
    made = commands.plan_action(
        theme=theme,
        office=office,
        kind=kind,
        words="Fast punkt på kontormødet, med to breve som eksempler (opdigtet).",
        owner=owner,
        due_on=on + timedelta(days=45),
        measure_on=(closed or TODAY) - timedelta(days=1),
        **clock.by(owner, on),
    )
    if not done:
        return
    words = "Gennemført på tre møder (opdigtet)."
    made = commands.do_action(
        action=made.pk, version=made.version, words=words, **clock.by(owner, on + timedelta(days=40))
    )
    if closed is None:
        return
    told: dict[str, Any] = {"action": made.pk, "version": made.version, "how": "review"}
    try:
        better = "Flere svar er gode end før (opdigtet)."
        commands.remeasure_action(**told, better=True, words=better, **clock.by(owner, closed))
    except Refused:  # the count says it is no better, or nothing was read: honestly so
        with suppress(Refused):
            no = "Tallene er ikke bedre: vi prøver noget andet (opdigtet)."
            commands.remeasure_action(**told, better=False, words=no, **clock.by(owner, closed))
