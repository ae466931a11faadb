"""From content, figures and evidence to the results a reader sees: one subgoal, then its goal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from anke.content import load
from anke.content.schema.base import Text
from anke.content.schema.plan import Goal, Plan
from anke.content.schema.subgoal import Basis, Subgoal
from anke.rules.calendar import Calendar
from anke.rules.deadlines import Due, Roll, report_due
from anke.rules.definitions import Kind, Measure
from anke.rules.local import local_date
from anke.rules.periods import Period, parse_period, quarter_of
from anke.rules.scoring import SHARES, Logic, Status, Worth, combine, joined, share
from anke.steering.results import phrases, sentences, verdicts
from anke.steering.results.answers import CellResult, GoalResult, Guards, Origin, SubgoalResult
from anke.steering.results.cells import cells_of
from anke.steering.results.evidence import NOTHING, Evidence, Reported
from anke.steering.results.verdicts import Missing, Verdict

if TYPE_CHECKING:
    from anke.steering.statistics.queries import Figure

PRINTED = Text(da="trykt i planen", en="printed in the plan")
INFERRED = Text(da="regnet ud af trykte tal", en="inferred from printed figures")
INFERRED_DECIMALS = 2
LAST_DAY = Text(da="den {day}", en="on {day}")


@dataclass(frozen=True)
class Known:
    """A question with all that is known to answer it."""

    plan: Plan
    period: Period
    lang: str
    judged_on: date  # what was not done by then, and was due, is late
    closed: bool  # the period is over
    printed: bool = False
    measures: Mapping[str, Measure] = field(default_factory=dict)  # by subgoal
    cells: Mapping[str, Mapping[tuple[str, str], Measure]] = field(default_factory=dict)
    figures: "Mapping[str, Figure]" = field(default_factory=dict)  # by measure
    guards: Mapping[str, Guards] = field(default_factory=dict)  # by measure
    evidence: Mapping[str, Evidence] = field(default_factory=dict)  # by subgoal

    @property
    def year_over(self) -> bool:
        return self.closed and self.period.last >= self.plan.valid.last

    @property
    def anything(self) -> bool:
        """Whether there is any case at all. Where there is none, a count of 0 is no figure either."""
        return any(one.denominator > 0 for one in self.figures.values())


@dataclass(frozen=True)
class Details:
    """What some kinds of promise have besides a verdict. Days by act: prepared, received."""

    origin: Origin | None = None
    guards: Guards | None = None
    cells: tuple[CellResult, ...] = ()
    due: Mapping[str, date | None] = field(default_factory=dict)
    footing: str | None = None
    deliveries: tuple[str, ...] = ()
    instead: str = ""  # said in the place of a figure


def due_of(plan: Plan, period: Period) -> Due | None:
    """When the report of a quarter is due, by the plan's rule; None where the plan asks for no
    report then."""
    if quarter_of(period.last) not in plan.reports() or quarter_of(period.last).last != period.last:
        return None
    rule = plan.reporting
    return report_due(period.last, rule.days, Roll(rule.shift), _working())


def judged_on(plan: Plan, period: Period, known_at: datetime | None, today: date | None) -> date:
    """The day deliveries are judged on: when it was known, else when the period's report is due; never later
    than today."""
    if known_at is not None:
        return local_date(known_at)
    due = due_of(plan, period)
    day = period.last + timedelta(days=plan.reporting.days) if due is None else due.shifted
    return day if today is None else min(day, today)


def _working() -> Calendar:
    return load.content().calendar.to_rules().working


def goal_results(known: Known) -> tuple[GoalResult, ...]:
    """Every goal of the plan, in its order; those a goal requires are judged before it."""
    found: dict[str, GoalResult] = {}

    def judged(goal: Goal) -> GoalResult:
        if goal.id not in found:
            needed = [judged(known.plan.goal(one)) for one in goal.requires]
            found[goal.id] = _goal_result(known, goal, needed)
        return found[goal.id]

    return tuple(judged(goal) for goal in known.plan.goals)


def _goal_result(known: Known, goal: Goal, needed: list[GoalResult]) -> GoalResult:
    parts = tuple(subgoal_result(known, goal, subgoal) for subgoal in goal.subgoals)
    status = combine(Logic.ALL_OF, [combine(goal.logic, (one.status for one in parts)), *_statuses(needed)])
    own = combine(goal.logic, (one.status if one.final else Status.UNDECIDED for one in parts))
    settled = combine(Logic.ALL_OF, [own, *(one.status if one.final else Status.UNDECIDED for one in needed)])
    waiting = tuple(f"{one.id}: {one.waiting_for}" for one in parts if one.waiting_for)
    waiting += tuple(line for one in needed for line in one.waiting_for)
    areas = {one.id: one.title[known.lang] for one in known.plan.focus_areas}
    groups = phrases.GROUP | {one.id: one.title for one in known.plan.groups}
    return GoalResult(
        id=goal.id,
        title=goal.title[known.lang],
        group=goal.group,
        group_text=groups[goal.group][known.lang],
        logic=goal.logic.value,
        logic_text=_logic(goal, known.lang),
        focus_area=areas.get(goal.focus_area or ""),
        ressort=tuple(one[known.lang] for one in goal.ressort),
        status=status,
        status_text=phrases.STATUS[status][known.lang],
        final=settled is not Status.UNDECIDED,
        subgoals=parts,
        waiting_for=waiting if status is Status.UNDECIDED else (),
        notes=goal.notes if goal.lost is None else (goal.lost, *goal.notes),
        content=goal,
        worth=_worth(goal, status, parts, needed),
    )


def _logic(goal: Goal, lang: str) -> str:
    """Which parts must be met, where there are several; and which other goals."""
    said = [phrases.LOGIC[goal.logic][lang]] if len(goal.subgoals) > 1 else []
    if goal.requires:
        said.append(phrases.REQUIRES[lang].format(goals=phrases.listed(goal.requires, lang)))
    return " ".join(said)


def _statuses(goals: Iterable[GoalResult]) -> Iterator[Status]:
    return (one.status for one in goals)


def _worth(goal: Goal, status: Status, parts: Iterable[SubgoalResult], needed: Iterable[GoalResult]) -> Worth:
    """What the goal brings to the score: by its parts, and nothing while a goal it requires is not met."""
    shares = [
        share(
            one.figure,
            one.content.comparator,
            one.status,
            [(at.value, at.share) for at in one.content.grades],
        )
        for one in parts
    ]
    required = combine(Logic.ALL_OF, [Status.MET, *_statuses(needed)])
    low, high = joined(Logic.ALL_OF, [joined(goal.logic, shares), SHARES[required]])
    return Worth(status, goal.weight or Decimal(1), low, high)


def subgoal_result(known: Known, goal: Goal, subgoal: Subgoal) -> SubgoalResult:
    if known.printed:
        return _printed(known, goal, subgoal)
    match subgoal.basis:
        case Basis.COMPUTED:
            return _computed(known, goal, subgoal)
        case Basis.EXTERNAL:
            return _external(known, goal, subgoal)
        case Basis.COMPLETENESS:
            return _complete(known, goal, subgoal)
        case Basis.DELIVERABLE | Basis.ACTIVITY:
            return _delivered(known, goal, subgoal)
        case Basis.LOST:
            return _result(known, goal, subgoal, verdicts.lost())


def _printed(known: Known, goal: Goal, subgoal: Subgoal) -> SubgoalResult:
    """From what is printed alone. A lost criterion decides nothing, whatever is printed."""
    if subgoal.basis is Basis.LOST:
        return _result(known, goal, subgoal, verdicts.lost())
    year = known.plan.year
    cell, benchmark = subgoal.result(year), subgoal.benchmark_figure(year)
    target = verdicts.target_of(subgoal, year, benchmark.value if benchmark else None)
    verdict = verdicts.of_printed(cell, target)
    if cell is None or cell.value is None:
        return _result(
            known,
            goal,
            subgoal,
            verdict,
            Details(due=_dues(known, subgoal), instead=phrases.DASH if subgoal.due else ""),
        )
    kind, source = ("inferred", INFERRED) if cell.inferred else ("printed", PRINTED)
    return _result(known, goal, subgoal, verdict, Details(origin=Origin(kind, source[known.lang])))


def _computed(known: Known, goal: Goal, subgoal: Subgoal) -> SubgoalResult:
    measure = known.measures[subgoal.id]
    figure = known.figures.get(measure.id)
    target = verdicts.target_of(subgoal, known.plan.year, None)
    value = figure.value if figure is not None and known.anything else None
    if measure.kind is Kind.COUNT:
        verdict = verdicts.of_count(value, target, year_over=known.year_over, without=Missing.CASES)
    else:
        verdict = verdicts.of_figure(value, target, final=known.year_over, without=Missing.CASES)
    origin = None if figure is None else _origin(figure, measure, known.lang)
    return _result(known, goal, subgoal, verdict, Details(origin, known.guards.get(measure.id)))


def _external(known: Known, goal: Goal, subgoal: Subgoal) -> SubgoalResult:
    told, year = known.evidence.get(subgoal.id, NOTHING), known.plan.year
    reported, benchmark = told.figure(year, known.period.last), told.benchmark(year, known.period.last)
    target = verdicts.target_of(subgoal, year, benchmark.value if benchmark else None)
    preliminary = any(one.preliminary for one in (reported, benchmark) if one is not None)
    verdict = verdicts.of_figure(
        reported.value if reported else None,
        target,
        final=True,
        preliminary=preliminary,
        without=Missing.FIGURE,
    )
    footing = "" if reported is None else phrases.period_name(reported.period, known.lang)
    return _result(known, goal, subgoal, verdict, Details(_reported(reported), footing=footing))


def _reported(reported: Reported | None) -> Origin | None:
    return None if reported is None else Origin("reported", reported.source, watermark=reported.seq)


def _delivered(known: Known, goal: Goal, subgoal: Subgoal) -> SubgoalResult:
    told = known.evidence.get(subgoal.id, NOTHING)
    done: dict[str, date | None] = {one.act: told.done_on(one.act) for one in subgoal.due}
    due = _dues(known, subgoal)
    verdict = verdicts.of_delivery(subgoal.due, done, due, known.judged_on)
    told_in_words = sentences.deliveries(subgoal, done, due, known.lang)
    instead = sentences.delivered(subgoal, done, known.lang)
    return _result(known, goal, subgoal, verdict, Details(due=due, deliveries=told_in_words, instead=instead))


def _dues(known: Known, subgoal: Subgoal) -> dict[str, date | None]:
    """When each act of a delivery is due: its own date, or the day the named quarter's report is due."""
    found: dict[str, date | None] = {}
    for one in subgoal.due:
        report = due_of(known.plan, parse_period(one.with_report)) if one.with_report else None
        found[one.act] = report.shifted if report else one.due
    return found


def _complete(known: Known, goal: Goal, subgoal: Subgoal) -> SubgoalResult:
    asked = subgoal.completeness
    cells = () if asked is None else cells_of(asked, known.cells[subgoal.id], known.figures, known.lang)
    target = verdicts.target_of(subgoal, known.plan.year, None)
    verdict = verdicts.of_cells(sum(one.delivered for one in cells), target, final=known.year_over)
    return _result(known, goal, subgoal, verdict, Details(cells=cells))


def _origin(figure: "Figure", measure: Measure, lang: str) -> Origin:
    return Origin(
        kind="computed",
        source=phrases.BASIS[Basis.COMPUTED][lang],
        numerator=figure.numerator,
        denominator=figure.denominator,
        definition=figure.definition,
        digest=figure.digest,
        watermark=figure.watermark,
        measure=measure,
    )


def _footing(known: Known, subgoal: Subgoal) -> str:
    """What a figure covers: the year to date, or the last day."""
    if known.printed:
        return str(known.plan.year)
    if subgoal.computed is not None and subgoal.computed.cohort == "stock_at_end":
        return LAST_DAY[known.lang].format(day=phrases.day(known.period.last, known.lang))
    if subgoal.computed is not None or subgoal.completeness is not None:
        return phrases.period(known.period.year_to_date, known.lang)
    return ""


def _result(
    known: Known, goal: Goal, subgoal: Subgoal, verdict: Verdict, details: Details = Details()
) -> SubgoalResult:
    lang, target = known.lang, verdict.target or verdicts.target_of(subgoal, known.plan.year, None)
    away = verdicts.distance(verdict.figure, target)
    decimals = INFERRED_DECIMALS if verdict.inferred else subgoal.decimals
    return SubgoalResult(
        id=subgoal.id,
        goal=goal.id,
        title=subgoal.title[lang],
        short=subgoal.short[lang],
        basis=subgoal.basis.value,
        basis_text=phrases.BASIS[subgoal.basis][lang],
        unit=subgoal.unit.value,
        unit_text=phrases.UNIT[subgoal.unit][1][lang],
        status=verdict.status,
        status_text=phrases.STATUS[verdict.status][lang],
        final=verdict.final,
        figure=verdict.figure,
        figure_text=details.instead or sentences.figure(verdict.figure, subgoal.unit, decimals, target, lang),
        target=target.value,
        target_text=sentences.target(
            None if subgoal.basis is Basis.LOST else target, subgoal, lang, details.due
        ),
        distance=away,
        distance_text=sentences.distance(away, target, subgoal, lang),
        benchmark=target.benchmark,
        preliminary=verdict.preliminary,
        inferred=verdict.inferred,
        origin=details.origin,
        waiting_for=sentences.waiting(verdict, subgoal, known.plan.year, details.due, lang),
        footing_text=_footing(known, subgoal) if details.footing is None else details.footing,
        guards=details.guards,
        cells=details.cells,
        deliveries=details.deliveries,
        printed_text=sentences.printed(known.plan, subgoal, lang),
        notes=subgoal.notes,
        content=subgoal,
    )
