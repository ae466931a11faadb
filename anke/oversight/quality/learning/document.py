"""The themes of a half year as a report, in the forms the programme prints, and as CSV."""

import csv
import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from anke.oversight.quality.documents.report import Cell, Heading, Report, Table, Words
from anke.oversight.quality.learning.asking import Asked
from anke.oversight.quality.learning.counting import Tendency
from anke.oversight.quality.learning.following import Evidence
from anke.rules.small_numbers import LEAST


def document_of(
    asked: Asked,
    rows: Sequence[Tendency],
    evidence: Sequence[tuple[str, Evidence]],
    *,
    office: str,
    lang: str,
    synthetic: bool,
) -> Report:
    """Themes with their counts, and the share of actions closed by evidence. No single finding is in it."""
    with override(lang):
        blocks = (
            Heading(_("Themes")),
            Table(columns(), tuple(_row(one, lang) for one in rows), note=_note()),
            Heading(_("Closed by evidence")),
            Words(_("Of the actions that were first to be measured again in the half year.")),
            Table(
                (_("Office"), _("Due"), _("Closed actions"), _("Better"), _("Percent closed")),
                tuple((name, one.due, one.closed, one.better, one.share) for name, one in evidence),
            ),
        )
        return Report(
            title=_("Learning from the quality follow-up"),
            subtitle=_("Themes and actions"),
            office=office,
            period=asked.half,
            stamp="",
            synthetic=synthetic,
            blocks=blocks,
            day=asked.last,
        )


def columns() -> tuple[str, ...]:
    return (
        _("Theme"),
        _("Done well"),
        _("Could be better"),
        _("Good answers"),
        _("Answers"),
        _("Open actions"),
        _("Closed actions"),
        _("Helped"),
    )


def as_csv(rows: Sequence[Tendency], lang: str) -> str:
    """The themes as CSV: semicolons in Danish, commas in English, as spreadsheets there expect."""
    held = io.StringIO()
    sheet = csv.writer(held, delimiter=";" if lang == "da" else ",")
    with override(lang):
        sheet.writerow(columns())
        sheet.writerows([_few(cell) for cell in _row(one, lang)] for one in rows)
    return "\ufeff" + held.getvalue()


def _row(one: Tendency, lang: str) -> tuple[Cell, ...]:
    title = one.title[lang == "en"]
    return (
        title,
        _few(one.good),
        _few(one.better),
        _("not told") if one.answers is None else one.answers_good,
        _("not told") if one.answers is None else one.answers,
        one.open,
        one.closed,
        one.helped,
    )


def _few(count: Cell) -> Cell:
    return f"< {LEAST}" if count is None else count


def _note() -> str:
    return " ".join(
        (
            _("Counts of one or two are not told outside the office: they would point at somebody."),
            _("Nor are good answers told where all but one or two are good, or the other way round."),
        )
    )
