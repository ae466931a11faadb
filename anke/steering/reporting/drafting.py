"""The steering unit's acts on a report before it is approved: begin, explain, note deviations, submit."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from anke.organisation import queries as organisation
from anke.rules.refusal import Refused, Stale
from anke.rules.report_steps import Act, Stage
from anke.steering.reporting import acting, due, missing
from anke.steering.reporting.models import Deviation, Explanation, Report


@transaction.atomic
def begin_report(*, plan: str, period: str, happened_on: date, actor: str, recorded_at: datetime) -> Report:
    """Begin the draft of a quarter's or a year's report. Raises `Refused` where the period is not over, the
    plan does not ask for it, or somebody has begun it already."""
    acting.require_role(Act.BEGIN, actor)
    due.require_reportable(plan, period, happened_on)
    try:
        with transaction.atomic():
            made = Report.objects.create(
                plan=plan,
                period=period,
                stage=str(Stage.DRAFT),
                version=1,
                authors=[actor],
                begun_by=actor,
                begun_at=recorded_at,
            )
    except IntegrityError:
        there = Report.objects.get(plan=plan, period=period)
        who = organisation.names_of([there.begun_by]).get(there.begun_by, there.begun_by)
        raise Refused(
            f"Rapporten er begyndt af {who}. Skriv videre på den.",
            f"The report was begun by {who}. Write on in it.",
        ) from None
    acting.tell(made, "report_begun", {}, happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    return made


@transaction.atomic
def explain_goal(
    *,
    plan: str,
    period: str,
    goal: str,
    words: str,
    expected: int,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Explanation:
    """Write why a goal stands as it does; an empty text takes the explanation away.

    `expected` is the version the person saw (0: none). Raises `Stale`, with who, where somebody saved another
    meanwhile; nothing is overwritten then, and the caller keeps what was typed.
    """
    report = acting.held(plan, period, Act.EXPLAIN, actor)
    due.require_goal(plan, goal)
    said = acting.words_of(words, da="en forklaring", en="an explanation") if words.strip() else ""
    found = report.explanations.filter(goal=goal).first()
    if found is not None and found.version != expected:
        raise _overtaken(found)
    if found is None:
        if not said:
            raise Refused("Der er ingen forklaring at fjerne.", "There is no explanation to take away.")
        found = Explanation(report=report, goal=goal, version=0)
    found.words, found.version = said, found.version + 1
    found.saved_by, found.saved_at = actor, recorded_at
    found.save()
    _authored(report, actor)
    data = {"goal": goal} | ({"words": said} if said else {})
    acting.tell(report, "goal_explained", data, happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    return found


def _overtaken(found: Explanation) -> Stale:
    who = organisation.names_of([found.saved_by]).get(found.saved_by, found.saved_by)
    return Stale(
        f"{who} har gemt en anden forklaring, mens du skrev. Din tekst er ikke gået tabt: den står herunder "
        "ved siden af den gemte. Skriv dem sammen, og gem igen.",
        f"{who} saved another explanation while you wrote. Your text is not lost: it stands below, beside "
        "the saved one. Put them together and save again.",
    )


@transaction.atomic
def note_deviation(
    *,
    plan: str,
    period: str,
    area: str,
    words: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Deviation:
    """Note a material deviation in case processing, budgets or strategic goals."""
    report = acting.held(plan, period, Act.NOTE_DEVIATION, actor)
    if area not in Deviation.Area.values:
        raise Refused(
            "Vælg, om afvigelsen gælder sagsbehandlingen, budgetterne eller de strategiske mål.",
            "Choose whether it is case processing, budgets or strategic goals that deviate.",
        )
    said = acting.words_of(words, da="hvad der afviger, og hvorfor", en="what deviates, and why")
    made = Deviation.objects.create(
        report=report,
        number=report.deviations.count() + 1,
        area=area,
        words=said,
        noted_by=actor,
        noted_on=happened_on,
    )
    _authored(report, actor)
    data = {"number": made.number, "area": area, "words": said}
    acting.tell(
        report, "deviation_noted", data, happened_on=happened_on, actor=actor, recorded_at=recorded_at
    )
    return made


@transaction.atomic
def withdraw_deviation(
    *, plan: str, period: str, number: int, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Take a noted deviation out of the report again; its events stay."""
    report = acting.held(plan, period, Act.WITHDRAW_DEVIATION, actor)
    if not report.deviations.filter(number=number, withdrawn=False).update(withdrawn=True):
        raise Refused("Der er ingen sådan afvigelse.", "There is no such deviation.")
    _authored(report, actor)
    acting.tell(
        report,
        "deviation_withdrawn",
        {"number": number},
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


@transaction.atomic
def submit_report(
    *,
    plan: str,
    period: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    expected: int | None = None,
    known_at: datetime | None = None,
) -> Report:
    """Hand the draft to review. Raises `Refused`, naming the goals, where an explanation is lacking of a goal
    that is not met or at risk, as known at a moment (default: now)."""
    report = acting.held(plan, period, Act.SUBMIT, actor, expected)
    lacking = missing.unexplained(report, happened_on, known_at)
    if lacking:
        goals = ", ".join(lacking)
        raise Refused(
            f"Disse mål er ikke opfyldt eller i fare og mangler en forklaring: {goals}. Skriv den først.",
            f"These goals are not met, or at risk, and lack an explanation: {goals}. Write it first.",
        )
    report.submitted_by, report.submitted_at, report.returned_why = actor, recorded_at, ""
    _authored(report, actor)
    acting.tell(report, "report_submitted", {}, happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    return report


@transaction.atomic
def take_back_report(
    *,
    plan: str,
    period: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    expected: int | None = None,
) -> Report:
    """Take a submitted report back to write on it."""
    report = acting.held(plan, period, Act.TAKE_BACK, actor, expected)
    report.save()
    acting.tell(
        report, "report_taken_back", {}, happened_on=happened_on, actor=actor, recorded_at=recorded_at
    )
    return report


def _authored(report: Report, actor: str) -> None:
    if actor not in report.authors:
        report.authors = [*report.authors, actor]
    report.save()
