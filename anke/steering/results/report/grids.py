"""The report's tables: what stands behind the means, the boards, where figures come from, deviations."""

from decimal import Decimal

from anke.content.schema.subgoal import PlanUnit
from anke.steering.results import phrases
from anke.steering.results.answers import CellResult, Guards, SubgoalResult
from anke.steering.results.report import labels
from anke.steering.results.report.additions import Additions, Duty
from anke.steering.results.report.shapes import Table


def weeks(days: Decimal | int | None, lang: str) -> str:
    """Days as weeks, without the unit."""
    return phrases.DASH if days is None else phrases.number(Decimal(days) / 7, 1, lang)


def guards(subgoals: list[SubgoalResult], lang: str) -> Table:
    rows = tuple((one.id, *_guard(one.guards, lang)) for one in subgoals if one.guards is not None)
    words = (
        labels.PENDING, labels.MEAN_AGE, labels.MEDIAN_AGE, labels.P90_AGE, labels.OLDEST,
        labels.RECEIVED, labels.DECIDED, labels.CLEARANCE,
    )  # fmt: skip
    heads = (labels.GOAL[lang], *(one[lang] for one in words))
    numbers = tuple(_counted(one.guards) for one in subgoals if one.guards is not None)
    return Table(labels.GUARDS[lang], labels.GUARDS_WHY[lang], heads, rows, numbers=numbers)


def _counted(found: Guards) -> tuple[Decimal | None, ...]:
    """The guard figures in the order of their columns; ages in weeks."""
    ages = (found.mean_age, found.median_age, found.p90_age, found.oldest_age)
    weeks_old = (None if days is None else Decimal(days) / 7 for days in ages)
    return (
        Decimal(found.pending),
        *weeks_old,
        Decimal(found.received),
        Decimal(found.decided),
        found.clearance,
    )


def _guard(found: Guards, lang: str) -> tuple[str, ...]:
    ages = (found.mean_age, found.median_age, found.p90_age, found.oldest_age)
    counts = [phrases.number(Decimal(one), 0, lang) for one in (found.pending, found.received, found.decided)]
    clearance = (
        phrases.NO_FIGURE[lang] if found.clearance is None else phrases.number(found.clearance, 1, lang)
    )
    return (counts[0], *(weeks(one, lang) for one in ages), *counts[1:], clearance)


def boards(subgoals: list[SubgoalResult], lang: str) -> Table:
    cells = [cell for one in subgoals for cell in one.cells]
    boards = list(dict.fromkeys(cell.board_title for cell in cells))
    figures = list(dict.fromkeys(cell.figure_short for cell in cells))
    shown = {(cell.board_title, cell.figure_short): _cell(cell, lang) for cell in cells}
    value = {(cell.board_title, cell.figure_short): cell.value for cell in cells}
    rows = tuple((board, *(shown[board, figure] for figure in figures)) for board in boards)
    numbers = tuple(tuple(value[board, figure] for figure in figures) for board in boards)
    title = labels.BOARDS[lang].format(boards=len(boards))
    return Table(title, "", (labels.BOARD[lang], *figures), rows, numbers=numbers)


def _cell(cell: CellResult, lang: str) -> str:
    """The head of the column says what is counted, so a number of cases needs no unit."""
    if cell.value is None or cell.unit != PlanUnit.CASES:
        return cell.shown
    return phrases.number(cell.value, 0, lang)


def origins(subgoals: list[SubgoalResult], footing: str, lang: str) -> Table:
    """Where a figure covers something else than the whole report, its source says what."""
    rows = []
    for one in subgoals:
        if one.origin is not None:
            seen = one.origin
            covers = "" if one.footing_text in ("", footing) else f", {one.footing_text}"
            rows.append((one.id, f"{seen.source}{covers}", seen.definition or "", seen.digest or ""))
    heads = tuple(one[lang] for one in (labels.GOAL, labels.SOURCE, labels.DEFINITION, labels.DIGEST))
    why = labels.ORIGINS_WHY[lang] if any(row[-1] for row in rows) else ""
    return Table(labels.ORIGINS[lang], why, heads, tuple(rows), numeric=False)


def deviations(additions: Additions, why: str, lang: str) -> Table:
    heads = tuple(one[lang] for one in (labels.AREA, labels.WHAT, labels.REPORTED_BY, labels.ON))
    rows = tuple(
        (labels.DEVIATION_AREA[one.area][lang], one.words, one.by, phrases.day(one.on, lang))
        for one in additions.deviations
    )
    return Table(labels.DEVIATIONS[lang], why, heads, rows, numeric=False)


def duty(number: int, duty: Duty, lang: str) -> Table:
    title = labels.APPENDIX[lang].format(number=number, title=duty.title)
    return Table(title, duty.note, duty.columns, duty.rows)
