"""Which reports a plan asks for, and when each is due."""

from dataclasses import dataclass
from datetime import date

from anke.content import load
from anke.content.schema.plan import Plan
from anke.rules import periods
from anke.rules.periods import Period, PeriodError, parse_period
from anke.rules.refusal import Refused
from anke.steering.results import queries as results


@dataclass(frozen=True)
class DueReport:
    """A report a plan asks for. Without a day where no paper says when it is due."""

    plan: Plan
    period: Period
    nominal: date | None  # by the rule alone
    shifted: date | None  # on a working day

    @property
    def annual(self) -> bool:
        return len(self.period.months) == 12

    @property
    def name(self) -> str:
        return f"{self.plan.id}/{self.period.name}"


def due_reports() -> tuple[DueReport, ...]:
    """Every report of every plan: its quarters, then the year, oldest first."""
    plans = sorted(load.content().plans.values(), key=lambda plan: plan.year)
    return tuple(
        _due(plan, period) for plan in plans for period in (*plan.reports(), periods.whole_year(plan.year))
    )


def due_report(plan: str, period: str) -> DueReport:
    """One of them. Raises `Refused`, with what there is, where the plan asks for no such report."""
    plans = load.content().plans
    if plan not in plans:
        has = ", ".join(sorted(plans))
        raise Refused(
            f"Der er ingen resultatplan »{plan}«. Der er: {has}.",
            f"There is no results plan “{plan}”. There are: {has}.",
        )
    year = plans[plan].year
    asked = [*plans[plan].reports(), periods.whole_year(year)]
    try:
        wanted = parse_period(period)
    except PeriodError as problem:
        raise Refused(
            f"»{period}« er ingen periode. Skriv et kvartal som {year}Q3 eller året {year}.", str(problem)
        ) from None
    if wanted not in asked:
        has = ", ".join(one.name for one in asked)
        raise Refused(
            f"Planen for {year} skal ikke afrapporteres for {wanted.name}, men for {has}.",
            f"The plan of {year} asks for no report for {wanted.name}, but for {has}.",
        )
    return _due(plans[plan], wanted)


def require_reportable(plan: str, period: str, today: date) -> DueReport:
    """Raise `Refused` where the plan has not started on that day, or the period is not over."""
    found = due_report(plan, period)
    first, last = found.plan.valid.first, found.period.last
    if today < first:
        raise Refused(
            f"Resultatplanen for {found.plan.year} gælder først fra {first:%d.%m.%Y}. Der er intet at "
            "rapportere om endnu.",
            f"The results plan of {found.plan.year} holds only from {first}. There is nothing to report yet.",
        )
    if today <= last:
        raise Refused(
            f"{found.period.name} slutter {last:%d.%m.%Y}. En rapport kan begyndes dagen efter.",
            f"{found.period.name} ends on {last}. A report can be begun the day after.",
        )
    return found


def require_goal(plan: str, goal: str) -> None:
    """Raise `Refused` where the plan has no such goal."""
    goals = [one.id for one in load.content().plans[plan].goals]
    if goal not in goals:
        has = ", ".join(goals)
        raise Refused(f"Planen har intet mål {goal}. Den har {has}.", f"The plan has no goal {goal}: {has}.")


def _due(plan: Plan, period: Period) -> DueReport:
    if len(period.months) == 12:
        day = _annual_day(plan)
        return DueReport(plan, period, day, day)
    due = results.due_of(plan, period)
    return DueReport(plan, period, due.nominal if due else None, due.shifted if due else None)


def _annual_day(plan: Plan) -> date | None:
    """When the annual report is due; None as long as no paper says."""
    rules = load.content().reporting
    told = rules.annual.on(plan.valid.last) if rules else None
    if told is None or told.due is None:
        return None
    return date(plan.year + 1, told.due.month, told.due.day)
