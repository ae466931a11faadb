"""`anke figure`: one figure, what it rests on, and the cases behind it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from anke.content.load import content
from anke.content.schema.measured import Computed
from anke.content.schema.plan import Plan, PlanError
from anke.content.schema.subgoal import Basis, Subgoal
from anke.rules.definitions import Kind, Measure
from anke.rules.local import DENMARK
from anke.rules.periods import Period, PeriodError, parse_period
from anke.site.cli import figure_text, options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

if TYPE_CHECKING:
    from anke.steering.statistics.queries import Figure, FigureCase, Guards

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FROM = {
    Basis.EXTERNAL: "somebody else reports it (recorded as the event figure_reported)",
    Basis.DELIVERABLE: "a document is delivered by a date (deliverable_prepared, deliverable_received)",
    Basis.ACTIVITY: "something is done in the course of the year (recorded as the event figure_reported)",
    Basis.LOST: "the paper's text no longer holds the criterion",
}


@dataclass(frozen=True)
class Wanted:
    """The measure asked for, and what it is called."""

    measure: Measure
    title: str
    exclusions: dict[str, str]  # reason → its title


@dataclass(frozen=True)
class Answer:
    """Everything there is to say."""

    wanted: Wanted
    figure: "Figure"
    guards: "Guards | None"
    cases: "list[FigureCase] | None"
    newer: int
    synthetic: bool


@click.command(name="figure")
@click.argument("figure_id", metavar="ID")
@click.option(
    "--plan", "plan_id", metavar="YEAR", help="The results plan. Default: that of the period's year."
)
@click.option(
    "--period",
    "period_text",
    metavar="PERIOD",
    required=True,
    help="2025, 2025Q3, 2025-07 or 2025Q1..2025Q3.",
)
@click.option(
    "--known-at", "known_text", metavar="DATE", help="As known at the end of a day, or at a moment."
)
@click.option(
    "--cases",
    "with_cases",
    is_flag=True,
    help="List every case of its population, with the reason it is in or out.",
)
@options.as_json
@options.quiet
@options.language
@options.workspace
def command(
    *,
    figure_id: str,
    plan_id: str | None,
    period_text: str,
    known_text: str | None,
    with_cases: bool,
    as_json: bool,
    quiet: bool,
    lang: str,
    workspace: str | None,
) -> None:
    """Print one figure of a results plan, computed from the events.

    ID is a subgoal, such as 1.2.a; a board's figure is 1.5.a/BOARD/NUMBER. In a workspace it is one of the
    figures of the imported log. A figure that nothing falls under is "no figure", never 0 or 100.

    \b
    anke figure 1.2.a --plan 2025 --period 2025Q3
    anke figure 1.2.a --plan 2025 --period 2025Q3 --known-at 2025-10-01    as known that evening
    anke figure 1.2.a --plan 2025 --period 2025Q3 --cases --json           with the cases it counts
    """
    period = _period(period_text)
    known_at = None if known_text is None else moment(known_text, datetime.now(UTC))
    options.start(workspace)
    require_store()
    found = _answer(_wanted(figure_id, plan_id, period, lang, workspace), period, known_at, with_cases)
    if as_json:
        options.answer(figure_text.as_data(found))
    else:
        click.echo(figure_text.in_words(found, lang, brief=quiet))


def _answer(wanted: Wanted, period: Period, known_at: datetime | None, with_cases: bool) -> Answer:
    from anke.site.context import is_synthetic
    from anke.steering.statistics import queries

    if queries.watermark() is None:
        raise Failure("The statistics know no events yet. Run: anke export")
    mean = wanted.measure.kind is Kind.MEAN_DURATION
    return Answer(
        wanted=wanted,
        figure=queries.figure(wanted.measure, period, known_at),
        guards=queries.guards(wanted.measure, period, known_at) if mean else None,
        cases=queries.cases(wanted.measure, period, known_at) if with_cases else None,
        newer=queries.newer_events(),
        synthetic=is_synthetic(),
    )


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except PeriodError as problem:
        raise Failure(str(problem)) from None


def moment(text: str, now: datetime) -> datetime:
    """The last instant of a Danish day, or the moment written. Raises `Failure` for what is neither, for a
    local time that a change of clocks leaves out or makes twice, and for what has not been yet."""
    try:
        found = (
            _end_of(date.fromisoformat(text))
            if _DAY.fullmatch(text)
            else _local(datetime.fromisoformat(text))
        )
    except ValueError:
        raise Failure(
            f"'{text}' is no day or moment. Write 2025-10-01 (the end of that day) or 2025-10-01T12:00."
        ) from None
    if found.year < 1990:
        raise Failure(f"Nothing is known from {found.year}. Write a day from 1990 on.")
    if found.astimezone(DENMARK).date() > now.astimezone(DENMARK).date():
        raise Failure(f"{text} has not been yet: nothing is known on it. Write a day up to today.")
    return found


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, DENMARK)


def _local(given: datetime) -> datetime:
    if given.tzinfo is not None:
        return given
    early, late = given.replace(tzinfo=DENMARK, fold=0), given.replace(tzinfo=DENMARK, fold=1)
    if early.utcoffset() != late.utcoffset():
        why = "does not exist" if early.utcoffset() < late.utcoffset() else "comes twice"  # type: ignore[operator] # both are aware
        raise Failure(
            f"The time {given.isoformat(timespec='minutes')} {why} that night, when the clocks change. "
            f"Say which by its offset, for example {late.isoformat(timespec='minutes')}."
        )
    return early


def _wanted(figure_id: str, plan_id: str | None, period: Period, lang: str, workspace: str | None) -> Wanted:
    if workspace is not None:
        from anke.events.logs.mapping import saved_measures

        measures = saved_measures(options.project_home())
        if measures is None:
            what = f"The workspace {workspace} holds no imported log."
            raise Failure(f"{what} Import one: anke import LOG --mapping MAPPING.yaml")
        by_id = {measure.id: measure for measure in measures}
        if figure_id not in by_id:
            raise Failure(_no_such("figure", figure_id, f"the workspace {workspace}", by_id))
        return Wanted(by_id[figure_id], figure_id.replace("_", " "), {})
    plan = _plan(plan_id or str(period.last.year))
    subgoal_id, _, cell = figure_id.removeprefix(f"{plan.id}/").partition("/")
    subgoal = _subgoal(plan, subgoal_id)
    if subgoal.basis is Basis.COMPLETENESS:
        return _cell(plan, subgoal, cell, lang)
    if subgoal.computed is None:
        others = ", ".join(one.id for one in plan.computed())
        raise Failure(
            f"{subgoal_id} is not computed from the events: {_FROM[subgoal.basis]}. Those that are: {others}."
        )
    titles = {one.reason: one.title[lang] for one in subgoal.computed.exclusions}
    _one_limit(subgoal_id, subgoal.computed, period)
    return Wanted(plan.measure(subgoal_id, period.last.year), subgoal.title[lang], titles)


def _one_limit(subgoal_id: str, computed: Computed, period: Period) -> None:
    """A period is measured by the limit of its year; one across a change of limits by none."""
    first, last = (computed.limit_in(day.year) for day in (period.first, period.last))
    if first != last:
        raise Failure(
            f"The time limit of {subgoal_id} changes within {period.name}. "
            "Ask for each year's part by itself."
        )


def _plan(plan_id: str) -> Plan:
    plans = content().plans
    if plan_id not in plans:
        raise Failure(
            f"There is no results plan {plan_id}. There are: {', '.join(sorted(plans))} (--plan YEAR)."
        )
    return plans[plan_id]


def _subgoal(plan: Plan, subgoal_id: str) -> Subgoal:
    try:
        return plan.subgoal(subgoal_id)
    except PlanError:
        known = [one.id for one in plan.subgoals()]
        raise Failure(_no_such("subgoal", subgoal_id, f"the results plan {plan.id}", known)) from None


def _cell(plan: Plan, subgoal: Subgoal, cell: str, lang: str) -> Wanted:
    """One of the figures of a subgoal that asks for a whole set of them."""
    cells = {f"{board}/{number}": measure for (board, number), measure in plan.cells(subgoal.id).items()}
    if cell not in cells:
        known = [f"{subgoal.id}/{one}" for one in cells]
        if not cell:
            raise Failure(
                f"{subgoal.id} is a set of {len(known)} figures. Ask for one of: {', '.join(known)}."
            )
        raise Failure(_no_such("figure", f"{subgoal.id}/{cell}", f"the results plan {plan.id}", known))
    board, _, number = cell.partition("/")
    return Wanted(cells[cell], f"{content().case_types[board].title[lang]}, {number}", {})


def _no_such(what: str, given: str, where: str, known: Iterable[str]) -> str:
    every = list(known)
    begun = [one for one in every if one.startswith(f"{given}.")]
    near = begun or get_close_matches(given, every, n=1, cutoff=0.7)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"There is no {what} {given} in {where}.{hint} There are: {', '.join(every)}."
