"""What the pages of reports show: the calendar, a report being written, what was frozen, its revisions."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from anke.events import queries as events
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, User
from anke.rules.bearing import Bearing
from anke.rules.report_steps import FROZEN, STEPS, Act, Stage, acts_in
from anke.rules.roles import Role
from anke.rules.scoring import Status
from anke.steering.reporting import missing, reading, told, wording
from anke.steering.reporting.acting import SUBJECT, name_of
from anke.steering.reporting.due import DueReport
from anke.steering.reporting.models import Deviation, Explanation, Report, Revision
from anke.steering.reporting.package import LANGS
from anke.steering.results import queries as results
from anke.steering.results.queries import Contract, GoalResult, Outlooks

_TRAIL = (Stage.DRAFT, Stage.SUBMITTED, Stage.REVIEWED, Stage.APPROVED, *FROZEN)
_LEADS_TO = {
    "report_begun": Stage.DRAFT,
    "report_submitted": Stage.SUBMITTED,
    "report_reviewed": Stage.REVIEWED,
    "report_approved": Stage.APPROVED,
    "report_frozen": Stage.FROZEN,
    "report_handed_over": Stage.HANDED_OVER,
    "report_received": Stage.RECEIVED,
}
# What stands as a button of its own; the rest is a form on the page.
PLAIN = (Act.SUBMIT, Act.TAKE_BACK, Act.REVIEW, Act.APPROVE, Act.HAND_OVER, Act.CONFIRM)


@dataclass(frozen=True)
class Line:
    """A report in the calendar."""

    name: str
    plan: str
    period: str
    nominal: date | None
    shifted: date | None
    stage: str
    urgency: str
    days_left: int | None
    handed_over_on: date | None
    open: bool  # it can be looked at: begun, or its period is over

    @property
    def overdue(self) -> int:
        """By how many days."""
        return max(0, -(self.days_left or 0))


@dataclass(frozen=True)
class Step:
    """A step of a report's course: whether it is behind, here or ahead, and who took it when."""

    words: str
    state: str  # done | here | ahead
    who: str
    when: date | None


@dataclass(frozen=True)
class GoalLine:
    """A goal of a report being written."""

    goal: GoalResult
    words: str
    version: int
    saved: str  # by whom and when
    at_risk: bool
    asked: bool  # an explanation is asked for
    failing: tuple[tuple[str, str, str, str], ...]  # id, title, figure, target of each part behind


@dataclass(frozen=True)
class RevisionLine:
    """A revision as it is shown."""

    revision: Revision
    title: str  # of the part of a goal it is a figure of
    kind: str
    explained: str
    old: str
    new: str
    old_cases: str
    new_cases: str
    cause: str
    status_before: str
    status_after: str
    score_before: str
    score_after: str
    notes: tuple[tuple[str, str, datetime], ...]  # words, who, when

    @property
    def score_changed(self) -> bool:
        return bool(self.revision.score_before != self.revision.score_after)

    @property
    def status_changed(self) -> bool:
        return self.status_before != self.status_after


def lines(today: date) -> list[Line]:
    """The calendar: what is to be done, the soonest first; then what is done, the latest first."""
    found = [_line(one, today) for one in reading.calendar(today)]
    done = [one for one in found if one.urgency == "done"]
    return [one for one in found if one.urgency != "done"] + done[::-1]


def _line(row: reading.CalendarRow, today: date) -> Line:
    due = row.due
    return Line(
        name=wording.period(due.period.name),
        plan=due.plan.id,
        period=due.period.name,
        nominal=due.nominal,
        shifted=due.shifted,
        stage=str(wording.STAGES[row.stage]),
        urgency=row.urgency,
        days_left=row.days_left,
        handed_over_on=row.handed_over_on,
        open=row.stage is not Stage.AWAITED or due.period.last < today,
    )


def summaries(lang: str) -> list[told.Summary]:
    """Every report that was handed over, the latest first."""
    found = [told.summary(one, lang) for one in reading.published()]
    return sorted(found, key=lambda one: (one.report.plan, one.report.handed_over_on), reverse=True)


def steps(report: Report | None) -> list[Step]:
    """A report's course so far."""
    at = _TRAIL.index(Stage(report.stage)) if report else -1
    taken = _taken(report) if report else {}
    names = organisation.names_of(who for who, _ in taken.values())
    found = []
    for place, stage in enumerate(_TRAIL):
        who, when = taken.get(stage, ("", None))
        state = "done" if place < at else "here" if place == at else "ahead"
        reached = place <= at
        name = names.get(who, who) if reached else ""
        found.append(Step(str(wording.STAGES[stage]), state, name, when if reached else None))
    return found


def _taken(report: Report) -> dict[Stage, tuple[str, date]]:
    """Who took each step last, and on which day, as the events tell it."""
    told = events.events_of(SUBJECT, name_of(report.plan, report.period))
    return {_LEADS_TO[one.kind]: (one.actor, one.happened_on) for one in told if one.kind in _LEADS_TO}


def acts(report: Report | None, who: Person | None) -> tuple[Act, ...]:
    """What the person may do to the report now, in the table's order."""
    stage = Stage(report.stage) if report else Stage.AWAITED
    return acts_in(stage, who.role if who else None)


def next_person(report: Report | None) -> str:
    """Whose turn it is, in words; empty where the course is over."""
    stage = Stage(report.stage) if report else Stage.AWAITED
    forward = {
        Stage.AWAITED: Act.BEGIN,
        Stage.DRAFT: Act.SUBMIT,
        Stage.SUBMITTED: Act.REVIEW,
        Stage.REVIEWED: Act.APPROVE,
        Stage.APPROVED: Act.FREEZE,
        Stage.FROZEN: Act.HAND_OVER,
        Stage.HANDED_OVER: Act.CONFIRM,
    }
    act = forward.get(stage)
    assert act is None or (stage, act) in STEPS
    return wording.whose(act) if act else ""


def contracts(due: DueReport, today: date) -> dict[str, Contract]:
    """The plan as known now, in both languages."""
    return {
        lang: results.contract(due.plan.id, due.period, None, lang, today=today, guards=False)
        for lang in LANGS
    }


def goal_lines(report: Report | None, found: Contract, today: date) -> list[GoalLine]:
    """Every goal, with its explanation; those that are asked for one first."""
    said = {one.goal: one for one in report.explanations.all()} if report else {}
    names = organisation.names_of(one.saved_by for one in said.values())
    asked, outlooks = missing.asks_for_explanation(found, today), results.outlooks(found, today)
    made = [_goal_line(goal, said.get(goal.id), names, outlooks) for goal in found.goals]
    made = [replace(one, asked=one.goal.id in asked) for one in made]
    return sorted(made, key=lambda one: not one.asked)


def _goal_line(
    goal: GoalResult, said: Explanation | None, names: dict[str, str], outlooks: Outlooks
) -> GoalLine:
    behind = (Bearing.NOT_MET, Bearing.AT_RISK)
    failing = tuple(
        (one.id, one.short, one.figure_text, one.target_text)
        for one in goal.subgoals
        if one.status is Status.NOT_MET or outlooks.subgoals[one.id].bearing in behind
    )
    risk = goal.status is not Status.NOT_MET and outlooks.goals[goal.id].bearing is Bearing.AT_RISK
    saved = names.get(said.saved_by, said.saved_by) if said else ""
    words, version = (said.words, said.version) if said else ("", 0)
    return GoalLine(goal, words, version, saved, at_risk=risk, asked=False, failing=failing)


def deviations(report: Report | None) -> list[tuple[Deviation, str]]:
    """The material deviations that stand, each with its area in words."""
    if report is None:
        return []
    found = report.deviations.filter(withdrawn=False).order_by("number")
    return [(one, str(wording.AREAS[one.area])) for one in found]


def revision_lines(report: Report, whole: told.ToldReport) -> list[RevisionLine]:
    """What has become another since the report was frozen, the latest first."""
    titles = {one.id: one.title for goal in whole.goals for one in goal.parts}
    found = reading.revisions(report)
    names = organisation.names_of(note.written_by for one in found for note in one.notes.all())
    return [_revision_line(one, names, titles) for one in found]


def _revision_line(one: Revision, names: dict[str, str], titles: dict[str, str]) -> RevisionLine:
    notes = sorted(one.notes.all(), key=lambda note: note.written_at)
    return RevisionLine(
        revision=one,
        title=titles.get(one.figure.partition("/")[0], ""),
        kind=str(wording.KINDS[one.kind]),
        explained=str(wording.KINDS_EXPLAINED[one.kind]),
        old=wording.figure(one.old),
        new=wording.figure(one.new),
        old_cases=wording.cases(one.old),
        new_cases=wording.cases(one.new),
        cause=wording.cause(one.causes),
        status_before=str(wording.STATUS[one.goal_before["status"]]),
        status_after=str(wording.STATUS[one.goal_after["status"]]),
        score_before=wording.score(one.score_before),
        score_after=wording.score(one.score_after),
        notes=tuple(
            (note.words, names.get(note.written_by, note.written_by), note.written_at) for note in notes
        ),
    )


def people(found: told.ToldReport) -> dict[str, str]:
    """Who drafted, reviewed, approved and froze a report, by name."""
    said: dict[str, Any] = found.manifest["people"]
    every = [*said["drafted"], said["reviewed"], said["approved"], said["frozen"]]
    names = organisation.names_of(one for one in every if one)
    written = ", ".join(names.get(one, one) for one in said["drafted"])
    return {"drafted": written} | {
        part: names.get(said[part], said[part]) for part in ("reviewed", "approved", "frozen")
    }


def is_ministry(user: User) -> bool:
    who = organisation.person_for(user)
    return who is not None and who.role is Role.MINISTRY


def named(initials: str | None) -> str:
    """Somebody's name; empty for nobody."""
    return organisation.names_of([initials]).get(initials, initials) if initials else ""


def downloads(found: told.ToldReport) -> list[tuple[str, list[tuple[told.Download, str]]]]:
    """The forms by language, the reader's first: (language, (form, what it is called))."""
    by: dict[str, list[tuple[told.Download, str]]] = {}
    for one in found.downloads:
        by.setdefault(one.lang, []).append((one, str(wording.FORMS[one.form])))
    return [(str(wording.LANGUAGES[lang]), files) for lang, files in by.items()]
