"""A small house for tests of reports: five people, some cases told as events, a report brought to a stage."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.contrib.auth.models import User

from anke.events import commands as events
from anke.organisation import commands as organisation
from anke.rules.report_steps import Stage
from anke.rules.roles import Role
from anke.steering.reporting import commands
from anke.steering.reporting import queries as reporting
from anke.steering.reporting.models import Report
from anke.steering.results import commands as results
from anke.steering.results import queries
from anke.steering.statistics import commands as statistics

PLAN, PERIOD = "2025", "2025Q1"
REPORT: Final = {"plan": PLAN, "period": PERIOD}
BEGAN: Final = datetime(2024, 12, 1, 9, tzinfo=UTC)
FREEZING: Final = date(2025, 4, 22)
PEOPLE: Final = {
    "styr": Role.STEERING_UNIT,
    "styr2": Role.STEERING_UNIT,
    "vice": Role.DEPUTY_DIRECTOR,
    "dir": Role.DIRECTOR,
    "min": Role.MINISTRY,
    "anna": Role.CASEWORKER,
    "sys": Role.SYSTEM_ADMINISTRATOR,
}
REASON: Final = "Tallene udefra foreligger først efter årets udgang"


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def by(actor: str, day: date = FREEZING, hour: int = 9) -> dict[str, Any]:
    return {"actor": actor, "happened_on": day, "recorded_at": at(day, hour)}


def people() -> None:
    """Everybody a report passes, each with an account of their initials."""
    began: dict[str, Any] = {"actor": "system", "happened_on": BEGAN.date(), "recorded_at": BEGAN}
    organisation.establish_department(code=1, title_da="Velfærd", title_en="Welfare", **began)
    organisation.establish_office(
        code=1, title_da="Kontor 1", title_en="Office 1", department=1, areas=("municipal_social",), **began
    )
    for initials, role in PEOPLE.items():
        held: dict[str, Any] = {"office": 1} if role is Role.CASEWORKER else {}
        held |= {"department": 1} if role is Role.DEPUTY_DIRECTOR else {}
        name = f"{initials.title()} Prøve"
        organisation.appoint_staff(initials=initials, name=name, role=role, **held, **began)
        organisation.open_account(initials=initials, username=initials, password=None, **began)
    User.objects.filter(username__in=("styr", "styr2")).update(email="styring@example.invalid")


def case(number: int, received: date, decided: date, recorded: date | None = None) -> str:
    """A decided case of goal 1.2 (municipal social), told as events recorded the day it was decided, or
    later."""
    name = f"2025-{number:06d}"
    born = {"case_type": "social_other", "authority": 101, "office": 1}
    late = at(recorded or decided, 12)
    _tell(name, "case_registered", received, late, born)
    _tell(name, "information_assessed", received, late, {"fully_informed": True})
    _tell(name, "case_decided", decided, late, {"outcome": "affirmed"})
    _tell(name, "decision_dispatched", decided, late, {})
    return name


def _tell(name: str, kind: str, day: date, moment: datetime, data: dict[str, Any]) -> None:
    events.record(
        subject_kind="case",
        subject_name=name,
        kind=kind,
        happened_on=day,
        actor="system",
        data=data,
        recorded_at=moment,
    )


def cases(slow: bool = True) -> None:
    """Ten cases decided in the first quarter; `slow`: after more weeks than goal 1.2 allows."""
    weeks = 40 if slow else 10
    decided = date(2025, 3, 20)
    for number in range(1, 11):
        case(number, decided - timedelta(weeks=weeks), decided)
    statistics.export()


def told_outside(value: str = "0.7", day: date = date(2025, 4, 10), *, preliminary: bool = False) -> None:
    """The share of Ombudsman cases of goal 1.7 in the first quarter."""
    results.report_figure(
        plan_id=PLAN,
        subgoal_id="1.7.a",
        period=queries.plan(PLAN).reports()[0],
        value=Decimal(value),
        source="Prøve",
        preliminary=preliminary,
        reported_on=day,
        actor="styr",
        recorded_at=at(day),
    )


def failing(day: date = FREEZING) -> list[str]:
    """The goals an explanation is asked for."""
    return reporting.goals_to_explain(reporting.due_report(PLAN, PERIOD), None, day)


def brought_to(stage: Stage) -> Report:
    """The report of the first quarter, brought to a stage by those whose work it is."""
    commands.begin_report(**REPORT, **by("styr"))
    for goal in failing():
        commands.explain_goal(
            **REPORT, goal=goal, words=f"Derfor blev {goal} ikke nået", expected=0, **by("styr")
        )
    steps: dict[Stage, Any] = {
        Stage.DRAFT: lambda: None,
        Stage.SUBMITTED: lambda: commands.submit_report(**REPORT, **by("styr")),
        Stage.REVIEWED: lambda: commands.review_report(**REPORT, **by("vice")),
        Stage.APPROVED: lambda: commands.approve_report(**REPORT, **by("dir")),
        Stage.FROZEN: freeze,
        Stage.HANDED_OVER: lambda: commands.hand_over_report(**REPORT, **by("styr")),
        Stage.RECEIVED: lambda: commands.confirm_receipt(**REPORT, **by("min")),
    }
    for one, do in steps.items():
        do()
        if one is stage:
            break
    return Report.objects.get(**REPORT)


def freeze(actor: str = "dir", reason: str = REASON, **more: Any) -> Any:
    return commands.freeze_report(**REPORT, reason=reason, synthetic=True, **by(actor), **more)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
