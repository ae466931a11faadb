"""The door for reading: the contract of a period, one subgoal, what is printed, the report in every form."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from anke.content import load
from anke.content.schema.base import Text
from anke.content.schema.plan import Plan, PlanError
from anke.content.schema.subgoal import Subgoal
from anke.rules.definitions import Measure
from anke.rules.local import local_date
from anke.rules.periods import Period, whole_year
from anke.rules.scoring import weigh
from anke.steering.guarding import queries as guarding
from anke.steering.results import definition, figures, history, phrases
from anke.steering.results.answers import (
    CellResult,
    Change,
    Contract,
    GoalResult,
    Guards,
    Origin,
    PastFigure,
    SubgoalPage,
    SubgoalResult,
)
from anke.steering.results.evidence import evidence
from anke.steering.results.judged import Known, due_of, goal_results, judged_on
from anke.steering.results.outlook import Outlooks
from anke.steering.results.outlook import of as outlooks
from anke.steering.results.phrases import period_name
from anke.steering.results.report import duties as appendices
from anke.steering.results.report.additions import Additions, Deviation, Duty
from anke.steering.results.report.proof import counted
from anke.steering.results.report.stratml import StratmlError
from anke.steering.results.report.writing import FORMS, report

if TYPE_CHECKING:
    from anke.steering.results.report.from_stratml import Found as FromStratml

__all__ = [
    "FORMS",
    "Additions",
    "CellResult",
    "Change",
    "Contract",
    "Deviation",
    "Duty",
    "GoalResult",
    "Guards",
    "Origin",
    "Outlooks",
    "PastFigure",
    "PlanError",
    "StratmlError",
    "SubgoalPage",
    "SubgoalResult",
    "annual",
    "behind",
    "contract",
    "due_of",
    "duties",
    "outlooks",
    "period_name",
    "plan",
    "printed",
    "read_stratml",
    "report",
    "standard_measures",
    "subgoal_page",
]

FINAL = Text(da="endelig", en="final")
TO_DATE = Text(da="foreløbig, året til dato", en="preliminary, the year to date")
PRELIMINARY = Text(
    da="året er omme, men ikke alt er endeligt", en="the year is over, but not all of it is final"
)
PRINTED = Text(da="alene af de trykte tal", en="from the printed figures alone")


def plan(plan_id: str) -> Plan:
    """A plan by its year. PlanError says which there are."""
    plans = load.content().plans
    if plan_id not in plans:
        has = ", ".join(sorted(plans))
        raise PlanError(f"There is no plan '{plan_id}'. There are: {has}.")
    return plans[plan_id]


def contract(
    plan_id: str,
    period: Period,
    known_at: datetime | None = None,
    lang: str = "da",
    *,
    today: date | None = None,
    guards: bool = True,
    judged: date | None = None,
) -> Contract:
    """A plan judged on its year to date at the end of `period`, as known at a moment (None: now).

    `today`, where given, tells whether the period is over; without it and `known_at`, it is taken to be.
    `guards`: with what stands beside a mean, which costs a look at every pending case. `judged`: the day
    deliveries are judged on, where it is not to follow from the rest. PlanError where the plan does not
    exist, or the period lies outside its year.
    """
    chosen = _within(plan(plan_id), period)
    guarded = chosen.measures().values() if guards else ()
    found = _judged_now(chosen, period, known_at, lang, today=today, guarded=guarded, judged=judged)
    return replace(found, alarms=guarding.warnings(plan_id, lang), remarks=_remarks(plan_id, known_at, lang))


def _remarks(plan_id: str, known_at: datetime | None, lang: str) -> tuple[str, ...]:
    found = guarding.remarks(plan_id, known_at=known_at)
    return tuple(phrases.remark(one.goal, one.words, one.on, lang) for one in found)


def printed(plan_id: str, lang: str = "da") -> Contract:
    """A plan judged from its printed figures alone, as they stand, for its whole year."""
    chosen = plan(plan_id)
    year = whole_year(chosen.year)
    return _judged(Known(chosen, year, lang, chosen.valid.last, closed=True, printed=True), None)


def subgoal_page(
    plan_id: str,
    subgoal_id: str,
    period: Period,
    known_at: datetime | None = None,
    *,
    lang: str = "da",
    today: date | None = None,
) -> SubgoalPage:
    """One subgoal with its definition in words, its quotes, notes and history."""
    chosen = plan(plan_id)
    subgoal = chosen.subgoal(subgoal_id)
    guarded = [] if subgoal.computed is None else [chosen.measure(subgoal_id)]
    whole = _judged_now(_within(chosen, period), period, known_at, lang, today=today, guarded=guarded)
    result = whole.subgoal(subgoal_id)
    past = history.of(chosen, subgoal, period, known_at, lang)
    goal = whole.goal(result.goal)
    counted = subgoal.computed is not None or subgoal.completeness is not None
    return SubgoalPage(
        contract=whole,
        contract_period=period,
        known_at=known_at,
        goal=goal,
        result=result,
        definition=definition.in_words(subgoal, chosen.year, lang),
        choices=chosen.counting if counted else (),
        quotes=(*subgoal.quotes, *goal.content.quotes),
        footnotes=subgoal.footnotes,
        breaks=subgoal.series_breaks,
        history=past,
        change=history.change(subgoal, past, period, lang),
        printed=history.printed(subgoal, lang),
        due=tuple(one.due for one in subgoal.due if one.due is not None),
    )


def annual(
    plan_id: str, known_at: datetime | None = None, lang: str = "da", *, today: date | None = None
) -> Contract:
    """A plan judged on the whole of its year: what the annual report is written from."""
    return contract(plan_id, whole_year(plan(plan_id).year), known_at, lang, today=today)


def duties(
    plan_id: str,
    period: Period,
    known_at: datetime | None = None,
    lang: str = "da",
    *,
    today: date | None = None,
) -> tuple[Duty, ...]:
    """What the plan asks to be reported besides its goals, as appendices: all case areas with statutory
    deadlines, and the boards. Empty where nothing is known by the end of a period that has not begun.

    PlanError where the plan does not exist, or the period lies outside its year.
    """
    chosen = _within(plan(plan_id), period)
    begun = today is None or period.year_to_date.first <= today
    return appendices.duties(chosen, period, known_at, lang) if begun else ()


def behind(found: Contract) -> tuple[tuple[str, Measure, Period], ...]:
    """Every figure of a report and its appendices that is computed from cases: its id, by which measure, for
    which period."""
    known = tuple((one.id, one.measure, one.period) for one in counted(found))
    bound = appendices.measures(found.period.last)
    return (*known, *((one.id, one, found.footing) for one in bound))


def read_stratml(given: bytes) -> "FromStratml":
    """A plan and its report out of a StratML file that `report` wrote. StratmlError says what is wrong."""
    from anke.steering.results.report import from_stratml

    return from_stratml.read(given)


def standard_measures(plans: Iterable[Plan] | None = None) -> tuple[Measure, ...]:
    """Every measure the contracts ask for: those whose figures statistics should keep ready."""
    found: dict[str, Measure] = {}
    for one in load.content().plans.values() if plans is None else plans:
        for subgoal in one.subgoals():
            found |= {measure.id: measure for measure in _measures(one, subgoal)}
        found |= {measure.id: measure for measure in appendices.measures(one.valid.last)}
    return tuple(found.values())


def _measures(chosen: Plan, subgoal: Subgoal) -> list[Measure]:
    if subgoal.completeness is not None:
        return list(chosen.cells(subgoal.id).values())
    if subgoal.computed is None:
        return []
    years = {cell.year for cell in subgoal.targets.cells} if subgoal.targets else {chosen.year}
    return [chosen.measure(subgoal.id, year) for year in sorted(years)]


def _within(chosen: Plan, period: Period) -> Plan:
    if chosen.valid.first <= period.first and period.last <= chosen.valid.last:
        return chosen
    first, last = chosen.valid.first, chosen.valid.last
    raise PlanError(
        f"{period.name} lies outside plan {chosen.id}, which runs from {first} to {last}. "
        f"Choose a period of {chosen.year}, such as {chosen.year}Q3, or the plan of another year."
    )


def _judged_now(
    chosen: Plan,
    period: Period,
    known_at: datetime | None,
    lang: str,
    *,
    today: date | None,
    guarded: Iterable[Measure],
    judged: date | None = None,
) -> Contract:
    measures = chosen.measures()
    cells = {one.id: chosen.cells(one.id) for one in chosen.subgoals() if one.completeness is not None}
    every = [*measures.values(), *(one for row in cells.values() for one in row.values())]
    footing = period.year_to_date
    known = Known(
        plan=chosen,
        period=period,
        lang=lang,
        judged_on=judged or judged_on(chosen, period, known_at, today),
        closed=all(period.last < day for day in _asked_on(known_at, today)),
        measures=measures,
        cells=cells,
        figures=figures.in_period(every, footing, known_at),
        guards=figures.guards(guarded, footing, known_at),
        evidence=evidence(chosen, known_at),
    )
    mark = figures.watermark() if known_at is None else None
    return _judged(known, known_at, mark.recorded_at if mark else None)


def _asked_on(known_at: datetime | None, today: date | None) -> list[date]:
    days = [] if today is None else [today]
    return days if known_at is None else [*days, local_date(known_at) + timedelta(days=1)]


def _judged(known: Known, known_at: datetime | None, known_until: datetime | None = None) -> Contract:
    goals = goal_results(known)
    found = weigh(goal.worth for goal in goals)
    final = all(goal.final for goal in goals)
    marks = [figure.watermark for figure in known.figures.values()]
    return Contract(
        plan=known.plan,
        period=known.period,
        footing=known.period.year_to_date,
        footing_text=phrases.period(known.period.year_to_date, known.lang),
        lang=known.lang,
        known_at=known_at,
        watermark=max(marks, default=None),
        known_until=known_until,
        printed=known.printed,
        closed=known.closed,
        final=final,
        standing_text=_standing(known, final)[known.lang],
        due=None if known.printed else due_of(known.plan, known.period),
        score=found,
        score_text=phrases.score(found, known.lang),
        goals=goals,
    )


def _standing(known: Known, final: bool) -> Text:
    if known.printed:
        return PRINTED
    if final:
        return FINAL
    return PRELIMINARY if known.year_over else TO_DATE
