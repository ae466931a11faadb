"""The synthetic authority at work: what came in meets the hours there were, and waiting times come out."""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from anke.demo.assumed import Assumptions
from anke.demo.chance import stream
from anke.demo.codes import case_types, outcomes
from anke.demo.days import Grid
from anke.demo.intake import STAGES, Intake, take_in, teams_of
from anke.rules.queueing import NEVER, Real, Whole, Work, daily_hours, serve

REVERSED = ("changed", "annulled", "remanded")


@dataclass(frozen=True)
class Course:
    """What became of the cases of an intake, row by row. Days since 1970-01-01, or NEVER."""

    intake: Intake
    registered: Whole  # the day the case could first be looked at
    looked: Whole  # first look done: it was assessed whether the case is fully informed
    worked: Whole  # main work done
    decided: Whole
    withdrawn: Whole

    def only(self, rows: Whole) -> "Course":
        """Some of the cases, in the order given."""
        days = {column.name: getattr(self, column.name)[rows] for column in fields(self)[1:]}
        return Course(intake=self.intake.only(rows), **days)


def simulate(
    assumed: Assumptions,
    *,
    scale: float,
    seed: int,
    grid: Grid | None = None,
    advance: Callable[[float], object] = lambda share: None,
) -> Course:
    """The course of every case at a scale (1 = about 49,000 decisions in 2023), for a seed.

    Below scale 1 the whole authority is simulated and a part of its cases kept: a queue of a tenth of the
    size, with a tenth of the people, is another queue (two caseworkers on holiday are the whole team).
    `advance` is told the share of the work done, piece by piece.
    """
    grid = grid or Grid()
    course = _whole(assumed, scale=max(scale, 1.0), seed=seed, grid=grid, advance=advance)
    return course if scale >= 1 else course.only(sample(course, assumed, scale=scale, seed=seed))


def _whole(
    assumed: Assumptions, *, scale: float, seed: int, grid: Grid, advance: Callable[[float], object]
) -> Course:
    intake = take_in(assumed, grid, scale=scale, seed=seed)
    advance(0.3)
    done = np.full((len(intake), STAGES), NEVER, dtype=np.int64)
    left = np.full(len(intake), NEVER, dtype=np.int64)
    teams = teams_of(assumed)
    for place, team in enumerate(teams):
        rows = np.flatnonzero(intake.team == place)
        served = serve(work_of(intake, rows, grid), hours_of(assumed, team, grid, scale=scale, seed=seed))
        done[rows], left[rows] = served.done, served.left
        advance(0.7 / len(teams))
    return _course(intake, done, left, int(grid.numbers[0]))


def sample(course: Course, assumed: Assumptions, *, scale: float, seed: int) -> Whole:
    """The rows of a part of the cases, evenly drawn: from each kind, year of decision, result and length of
    stay alike.

    Kinds that do not grow with the scale are kept whole.
    """
    intake, ended = course.intake, np.maximum(course.decided, course.withdrawn)
    year = np.where(ended == NEVER, 0, ended.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64))
    stay = np.where(ended == NEVER, 0, ended - intake.received)
    turned = np.isin(intake.outcome, [outcomes()[outcome] for outcome in REVERSED])
    kept = []
    for name, kind in assumed.case_types.items():
        rows = np.flatnonzero(intake.case_type == case_types()[name])
        if kind.scaled:
            alike = (
                stay[rows],
                turned[rows],
                intake.informed[rows],
                year[rows],
                course.decided[rows] == NEVER,
            )
            place = np.arange(len(rows)) * scale + stream(seed, name, "sample").random()
            rows = rows[np.lexsort(alike)][np.floor(place) != np.floor(place - scale)]
        kept.append(rows)
    return np.sort(np.concatenate(kept))


def work_of(intake: Intake, rows: Whole, grid: Grid) -> Work:
    """The work of one team: days are counted from the first day of the grid."""
    first = int(grid.numbers[0])
    leaves = intake.leaves[rows]
    return Work(
        received=intake.received[rows] - first,
        stages=intake.stages[rows],
        wait=intake.wait[rows],
        hours=intake.hours[rows],
        priority=intake.turn[rows],
        leaves=np.where(leaves == NEVER, NEVER, leaves - first),
    )


def hours_of(assumed: Assumptions, team: str, grid: Grid, *, scale: float, seed: int) -> Real:
    """Hours a team has for cases, each day of the grid."""
    work = assumed.behaviour.work
    scatter = stream(seed, "presence", team).normal(1.0, work.presence_scatter, len(grid.numbers))
    staff = grid.by_quarter(assumed.staff[team]) * (scale if is_scaled(assumed, team) else 1.0)
    presence = np.clip(grid.presence(team, assumed.behaviour) * scatter, 0.0, 1.0)
    return daily_hours(staff, presence, grid.at_work, work.hours_a_day)


def is_scaled(assumed: Assumptions, team: str) -> bool:
    """Whether the team handles kinds that grow with the scale (a team handles only one sort)."""
    return all(kind.scaled for kind in assumed.case_types.values() if team in kind.teams)


def _course(intake: Intake, done: Whole, left: Whole, first: int) -> Course:
    def dated(column: Whole) -> Whole:
        return np.where(column == NEVER, NEVER, column + first)

    last = np.take_along_axis(done, (intake.stages - 1)[:, None], axis=1)[:, 0]
    return Course(
        intake=intake,
        registered=intake.received + intake.wait[:, 0],
        looked=dated(done[:, 0]),
        worked=np.where(intake.stages > 1, dated(done[:, 1]), NEVER),
        decided=dated(last),
        withdrawn=dated(left),
    )
