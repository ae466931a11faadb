"""A contract written in the form asked for. Each form is read in only when somebody wants it."""

from anke.steering.results.answers import Contract
from anke.steering.results.report.additions import Additions

FORMS = ("text", "json", "html", "pdf", "xlsx", "docx")
NOTHING = Additions()


def report(
    found: Contract, form: str, *, synthetic: bool, colour: bool = False, additions: Additions = NOTHING
) -> str | bytes:
    """A contract written as text, json, html (str), pdf, xlsx or docx (bytes). The same contract and
    additions give the same bytes.

    `synthetic`: every event behind it is made up, and the report says so. `colour`: text for a terminal.
    `additions`: what people add to the figures. ValueError names the forms there are.
    """
    from anke.steering.results.report import as_data, as_document, as_page, as_pdf, as_sheet, as_text, content

    written = content.report(found, synthetic=synthetic, additions=additions)
    match form:
        case "text":
            return as_text.text(written, colour=colour)
        case "json":
            return as_data.as_json(written)
        case "html":
            return as_page.html(written)
        case "pdf":
            return as_pdf.pdf(written)
        case "xlsx":
            return as_sheet.xlsx(written)
        case "docx":
            return as_document.docx(written)
    raise ValueError(f"'{form}' is no form of a report. Write one of: {', '.join(FORMS)}.")
