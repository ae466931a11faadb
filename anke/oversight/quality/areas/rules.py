"""The rules of the programme for an office's main areas and its half-yearly report."""

from anke.content.schema.quality_areas import Areas, OfficeReports
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused


def areas_of(period: str) -> Areas:
    """Raises `Refused` where the programme has no Q3 in that half year."""
    found = programme_of(span_of(period)[0].year).areas
    if found is None:
        raise Refused(f"Programmet har ingen Q3 i {period}.", f"The programme has no Q3 in {period}.")
    return found


def reports_of(period: str) -> OfficeReports:
    """Raises `Refused` where the programme has no Q4 in that half year."""
    found = programme_of(span_of(period)[0].year).office_reports
    if found is None:
        raise Refused(f"Programmet har ingen Q4 i {period}.", f"The programme has no Q4 in {period}.")
    return found
