"""The report as a workbook: figures as numbers, words as words. Nothing a cell holds is ever a formula."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from anke.content.schema.base import Text
from anke.printing.workbook import AS_TEXT, Cell, write_sheet
from anke.steering.results.answers import SubgoalResult
from anke.steering.results.report import labels, proof
from anke.steering.results.report.content import Report
from anke.steering.results.report.shapes import Said, Table

SHEETS: dict[str, Text] = {
    "overview": labels.ABOUT,
    "goals": labels.GOAL,
    "deliveries": Text(da="Leverancer", en="Deliveries"),
    "notes": labels.NOTES,
    "deviations": Text(da="Afvigelser", en="Deviations"),
    "appendix": Text(da="Bilag", en="Appendix"),
    "origins": Text(da="Kilder", en="Sources"),
    "figures": Text(da="Tal og fingeraftryk", en="Figures and digests"),
}


def xlsx(report: Report) -> bytes:
    """The workbook's bytes: the same for the same content."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        made = datetime.combine(report.contract.period.last, datetime.min.time())
        book.set_properties({"title": report.title, "subject": report.subtitle, "created": made})
        book.set_size(2400, 1200)
        _overview(book, report)
        write_sheet(book, _name(report, "goals"), _goal_heads(report), _goal_rows(report))
        for table in report.tables:
            write_sheet(book, table.title, table.heads, _countable(table))
        _additions(book, report)
        heads = (report.word(labels.PARTS), report.word(labels.WHAT))
        write_sheet(book, _name(report, "deliveries"), heads, report.deliveries)
        write_sheet(book, _name(report, "notes"), _note_heads(report), _note_rows(report))
        write_sheet(book, _name(report, "origins"), *_origins(report.origins))
        write_sheet(book, _name(report, "figures"), _figure_heads(report), _figure_rows(report))
    return out.getvalue()


def _additions(book: Any, report: Report) -> None:
    if report.deviations.rows:
        write_sheet(book, _name(report, "deviations"), report.deviations.heads, report.deviations.rows)
    for number, duty in enumerate(report.additions.duties, 1):
        write_sheet(book, f"{_name(report, 'appendix')} {number}", duty.columns, duty.rows)


def _name(report: Report, sheet: str) -> str:
    return SHEETS[sheet][report.lang]


def _overview(book: Any, report: Report) -> None:
    rows: list[tuple[Cell, ...]] = [
        ("", report.subtitle),
        *(("!", warning) for warning in report.warnings),
        *report.facts,
    ]
    score = report.contract.score
    rows += [
        (report.word(labels.SCORE), report.score),
        (report.word(labels.LOWEST), score.low),
        (report.word(labels.HIGHEST), score.high),
        ("", report.counts),
        ("", report.explanation),
    ]
    for one in report.glance:
        rows.append((one.title, one.otherwise if not one.lines else ""))
        rows += [
            (line.id, " ".join((line.title, *(["–", *line.why] if line.why else [])))) for line in one.lines
        ]
    rows += [(report.word(labels.CONSEQUENCES), words) for words in report.consequences]
    write_sheet(book, _name(report, "overview"), (report.word(labels.ABOUT), report.title), rows)


def _countable(table: Table) -> list[tuple[Cell, ...]]:
    """The rows with a number wherever there is one to count with, and the words where there is none."""
    if not table.numbers:
        return list(table.rows)
    return [
        (row[0], *(word if number is None else number for word, number in zip(row[1:], numbers, strict=True)))
        for row, numbers in zip(table.rows, table.numbers, strict=True)
    ]


def _goal_heads(report: Report) -> tuple[str, ...]:
    words = (
        labels.GOAL, labels.PARTS, labels.TITLE_HEAD, labels.STATUS, labels.FIGURE, labels.UNIT,
        labels.TARGET, labels.ASKED, labels.DISTANCE, labels.NUMERATOR, labels.DENOMINATOR,
        labels.PRELIMINARY, labels.FINAL,
        labels.WAITING, labels.NOTES, labels.EXPLANATION,
    )  # fmt: skip
    return tuple(report.word(one) for one in words)


def _goal_rows(report: Report) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    said = report.additions.explanations
    for goal in report.contract.goals:
        blank: tuple[Cell, ...] = ("",) * 9
        waiting = " ".join(goal.waiting_for)
        final = _yes(report, goal.final)
        ends = (final, waiting, goal.note_count, said.get(goal.id, ""))
        rows.append((goal.id, "", goal.title, goal.status_text, *blank[:8], *ends))
        rows += [(*_part(report, one), said.get(one.id, "")) for one in goal.subgoals]
    return rows


def _part(report: Report, one: SubgoalResult) -> tuple[Cell, ...]:
    origin = one.origin
    return (
        one.goal,
        one.id,
        one.title,
        one.status_text,
        one.figure if one.figure is not None else one.figure_text,
        one.unit_text,
        one.target,
        one.target_text,
        one.distance,
        origin.numerator if origin else None,
        origin.denominator if origin else None,
        _yes(report, one.preliminary),
        _yes(report, one.final),
        one.waiting_for or "",
        len(one.notes),
    )


def _yes(report: Report, truth: bool) -> str:
    return report.word(labels.YES) if truth else ""


def _note_heads(report: Report) -> tuple[str, ...]:
    return (
        report.word(labels.KIND),
        report.word(labels.PARTS),
        report.word(labels.WHAT),
        report.word(labels.ALTERNATIVES),
    )


def _note_rows(report: Report) -> list[tuple[Cell, ...]]:
    """The plan's notes, and what is said of the appendices."""
    groups: tuple[tuple[Text, tuple[Said, ...]], ...] = (
        (labels.CHOICES, report.choices),
        (labels.DOUBTS, report.doubts),
        (labels.GAPS, report.gaps),
    )
    rows = [
        (report.word(kind), one.about, one.text, " ".join(one.alternatives))
        for kind, notes in groups
        for one in notes
    ]
    return [*rows, *((one.title, "", one.why, "") for one in report.duties if one.why)]


def _origins(table: Table) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    return table.heads, table.rows


def _figure_heads(report: Report) -> tuple[str, ...]:
    words = (labels.FIGURE_ID, labels.NUMERATOR, labels.DENOMINATOR, labels.VALUE, labels.UNIT, labels.DIGEST)
    return tuple(report.word(one) for one in words)


def _figure_rows(report: Report) -> list[tuple[Cell, ...]]:
    """Every figure computed from cases, those of the appendices too, to count on with."""
    found = [*proof.as_data(report.contract)]
    found += [dict(one) for duty in report.additions.duties for one in duty.figures]
    return [
        (
            one["id"],
            one["numerator"],
            one["denominator"],
            None if one["value"] is None else Decimal(one["value"]),
            one["unit"],
            one["digest"],
        )
        for one in found
    ]
