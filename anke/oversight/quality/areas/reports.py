"""The questions about offices' half-yearly reports, and who is answered: the office's management always; its
deputy director once it is submitted; whoever else the programme names once it is discussed."""

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.acting import sealed
from anke.oversight.quality.areas.reporting import content_of
from anke.oversight.quality.areas.rules import reports_of
from anke.oversight.quality.models import OfficeReport
from anke.rules.roles import Role

Stage = OfficeReport.Stage


def may_read(person: Person, report: OfficeReport) -> bool:
    rules = reports_of(report.period)
    if person.role in rules.written_by and person.office == report.office:
        return True
    if discusses(person, report):
        return report.stage != Stage.DRAFT or bool(report.returned_because)
    return person.role in rules.read_by and report.stage == Stage.DISCUSSED


def discusses(person: Person, report: OfficeReport) -> bool:
    """Whether somebody is the deputy director an office reports to."""
    if person.role not in reports_of(report.period).discussed_with:
        return False
    return report.office in _offices_of(person)


def writes(person: Person, report: OfficeReport) -> bool:
    return person.role in reports_of(report.period).written_by and person.office == report.office


def report_for(report: int, person: Person) -> OfficeReport | None:
    """One report, for whoever may read it; None for others, as if there were none."""
    row = OfficeReport.objects.filter(pk=report).first()
    return row if row is not None and may_read(person, row) else None


def reports_for(person: Person) -> list[OfficeReport]:
    """Every report somebody may read, the latest half year first."""
    return [row for row in OfficeReport.objects.order_by("-period", "office") if may_read(person, row)]


def expected_of(person: Person) -> list[int]:
    """The offices whose reports concern somebody: their own, those of their department, or all."""
    if person.role is Role.HEAD_OF_OFFICE:
        return [person.office] if person.office is not None else []
    return sorted(_offices_of(person))


def office_reports(period: str) -> list[OfficeReport]:
    return list(OfficeReport.objects.filter(period=period).order_by("office"))


def holds(report: OfficeReport) -> bool:
    """Whether a frozen report is still what its SHA-256 was made of."""
    return bool(report.sha256) and sealed(content_of(report)) == report.sha256


def _offices_of(person: Person) -> set[int]:
    every = organisation.offices()
    if person.role is Role.DEPUTY_DIRECTOR:
        return {one.code for one in every if one.department == person.department}
    return {one.code for one in every}
