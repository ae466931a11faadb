"""What waits for somebody in the activities that end in words: main areas, half-yearly reports, themes, the
good reasoning. `programme/todo.py` puts it among the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from anke.organisation.queries import Person
from anke.oversight.quality.areas import reports
from anke.oversight.quality.areas.rules import reports_of
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.models import AreaFollowUp, OfficeReport, Reasoning, ReasoningCase, Thematic
from anke.oversight.quality.programme.content import programme_of
from anke.oversight.quality.reasoning.acting import UNREAD
from anke.rules.roles import Role


@dataclass(frozen=True)
class Waiting:
    """One thing: what is to be done, of which activity, about what, by when, on which page."""

    kind: str
    activity: str
    about: str
    due: date | None
    place: str
    asked: tuple[str | int, ...]
    count: int = 1


def waiting(person: Person) -> Iterator[Waiting]:
    """Everything of these that is a person's to do."""
    match person.role:
        case Role.HEAD_OF_OFFICE if person.office is not None:
            yield from _of_a_head(person.office)
        case Role.DEPUTY_DIRECTOR:
            offices, submitted = reports.expected_of(person), OfficeReport.Stage.SUBMITTED
            for report in OfficeReport.objects.filter(stage=submitted, office__in=offices).order_by("name"):
                if person.role in reports_of(report.period).discussed_with:
                    yield _of_report("discuss", report)
        case Role.DIRECTOR:
            for found in Thematic.objects.filter(stage=Thematic.Stage.RECOMMENDED).order_by("pk"):
                yield _of_theme("decide", found)
        case Role.LEGAL_UNIT:
            yield from _of_the_legal_unit()


def _of_a_head(office: int) -> Iterator[Waiting]:
    for row in AreaFollowUp.objects.filter(office=office, stage=AreaFollowUp.Stage.OPEN).order_by("pk"):
        yield Waiting("go_on", "Q3", row.period, _due("Q3", row.period), "quality-area", (row.pk,))
    drafts = OfficeReport.objects.filter(office=office, stage=OfficeReport.Stage.DRAFT)
    for report in drafts.order_by("name"):
        yield _of_report("returned" if report.returned_because else "complete", report)
    for found in Thematic.objects.filter(offices__office=office, offices__reply="").order_by("pk"):
        yield _of_theme("answer", found)
    for part in Reasoning.objects.filter(office=office, stage=Reasoning.Stage.HANDED).order_by("name"):
        yield _of_reasons("present", part)


def _of_the_legal_unit() -> Iterator[Waiting]:
    for found in Thematic.objects.filter(stage__in=("approved", "opened")).order_by("pk"):
        yield _of_theme("open" if found.stage == Thematic.Stage.APPROVED else "carry_on", found)
    unread = Prefetch("cases", ReasoningCase.objects.filter(UNREAD), to_attr="unread")
    parts = Reasoning.objects.filter(stage__in=("reading", "reported")).prefetch_related(unread)
    for part in parts.order_by("name"):
        left = len(part.unread)
        if part.stage == Reasoning.Stage.REPORTED:
            yield _of_reasons("hand_over", part)
        else:
            yield _of_reasons("read" if left else "write", part, left or 1)


def _of_report(kind: str, report: OfficeReport) -> Waiting:
    about = f"{report.period}, {report.office}"
    return Waiting(kind, "Q4", about, _due("Q4", report.period), "quality-office-report", (report.pk,))


def _of_theme(kind: str, found: Thematic) -> Waiting:
    due = found.reply_by if kind == "answer" else None
    return Waiting(kind, "Q6", found.topic, due, "quality-thematic", (found.pk,))


def _of_reasons(kind: str, part: Reasoning, count: int = 1) -> Waiting:
    about = f"{part.period}, {part.office}"
    return Waiting(kind, "Q7", about, _due("Q7", part.period), "quality-reasoning", (part.period,), count)


def _due(activity: str, period: str) -> date | None:
    """The last day of a half-yearly activity, as the wheel of its year has it."""
    last = span_of(period)[1]
    row = next((one for one in programme_of(last.year).wheel if one.activity == activity), None)
    return last + timedelta(days=row.days_after) if row else None
