"""The questions about the good reasoning. What was read in an office's cases is for the legal unit and, from
the day it is handed over, that office's management; others are told how far it is."""

from dataclasses import dataclass

from anke.organisation.queries import Person
from anke.oversight.quality.acting import sealed, seals_hold
from anke.oversight.quality.models import Draw, Reasoning, ReasoningCase
from anke.oversight.quality.reasoning.acting import ACTIVITY, UNREAD, rules_of


@dataclass(frozen=True)
class HalfYear:
    """A half year: its draw (None: not planned), and each office's part."""

    period: str
    draw: str | None
    drawn: bool
    parts: tuple[Reasoning, ...]


def half_year(period: str) -> HalfYear:
    draw = Draw.objects.filter(activity=f"{ACTIVITY}{period[4:]}", year=int(period[:4]))
    found = draw.exclude(stage=Draw.Stage.ABANDONED).first()
    parts = tuple(Reasoning.objects.filter(period=period).order_by("office"))
    return HalfYear(
        period, found.name if found else None, bool(found and found.stage == Draw.Stage.DRAWN), parts
    )


def reads(person: Person, period: str) -> bool:
    """Whether somebody reads the cases and writes the reports."""
    return person.role in rules_of(period).read_by


def may_read_report(person: Person, part: Reasoning) -> bool:
    """Whether somebody sees an office's report: the legal unit always, its management once it has it."""
    if reads(person, part.period):
        return True
    theirs = person.role in rules_of(part.period).handed_to and person.office == part.office
    return theirs and part.stage in (Reasoning.Stage.HANDED, Reasoning.Stage.PRESENTED)


def cases_of(part: Reasoning) -> list[ReasoningCase]:
    return list(part.cases.order_by("place"))


def next_case(part: Reasoning) -> ReasoningCase | None:
    """The first case of an office that nobody has read yet."""
    return part.cases.filter(UNREAD).order_by("place").first()


def examples_of(part: Reasoning) -> dict[str, list[tuple[str, str]]]:
    """The examples of a frozen report, `good` and `better`: each case with its words."""
    rows, report = {row.number: row for row in part.cases.all()}, part.report or {}
    return {
        name: [(number, getattr(rows[number], field)) for number, _seal in report.get(name, ())]
        for name, field in (("good", "strengths"), ("better", "improvements"))
    }


def holds(part: Reasoning) -> bool:
    """Whether the frozen report is still what its SHA-256 was made of, and every word about a case what its
    seal was made of, but for those that went with a case that is destroyed."""
    if part.report is None or sealed(part.report) != part.sha256:
        return False
    rows = {row.number: row for row in part.cases.all()}
    if not any(row.seal for row in rows.values()):  # frozen before the words stood apart: they are in it
        return True
    told = {number: seal for name in ("good", "better") for number, seal in part.report.get(name, ())}
    return rows.keys() >= told.keys() and seals_hold(
        (number, seal, (rows[number].number, rows[number].strengths, rows[number].improvements))
        for number, seal in told.items()
    )


def reasonings() -> list[Reasoning]:
    """Every office's part, the latest half year first."""
    return list(Reasoning.objects.order_by("-period", "office"))
