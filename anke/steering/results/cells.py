"""The figures a report on the boards must hold: each board, each figure, delivered or not."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from anke.content import load
from anke.content.schema.base import Text
from anke.content.schema.subgoal import Cell, Completeness, PlanUnit
from anke.rules.definitions import Measure
from anke.steering.results import phrases
from anke.steering.results.answers import CellResult

if TYPE_CHECKING:
    from anke.steering.statistics.queries import Figure

NO_DECIDED = Text(da="ingen afgjorte sager", en="no cases decided")


def cells_of(
    asked: Completeness,
    measures: Mapping[tuple[str, str], Measure],
    figures: "Mapping[str, Figure]",
    lang: str,
) -> tuple[CellResult, ...]:
    """Board by board. Where a board has any case at all, a figure of 0, or no mean, is an answer too."""
    found = []
    for board in asked.boards:
        row = [(cell, measures[board, cell.id]) for cell in asked.figures]
        known = [figures.get(measure.id) for _, measure in row]
        something = any(one is not None and one.denominator > 0 for one in known)
        title = board_title(board, lang)
        for (cell, measure), figure in zip(row, known, strict=True):
            answer = figure if something else None
            found.append(_cell((board, title), cell, measure, answer, lang))
    return tuple(found)


def _cell(
    board: tuple[str, str], cell: Cell, measure: Measure, figure: "Figure | None", lang: str
) -> CellResult:
    unit = PlanUnit(cell.unit.value)
    value = None if figure is None else figure.value
    if value is not None:
        shown = phrases.with_unit(value, unit, 1 if unit is PlanUnit.WEEKS else 0, lang)
    else:
        shown = (phrases.NO_FIGURE if figure is None else NO_DECIDED)[lang]
    return CellResult(
        board=board[0],
        board_title=board[1],
        figure=cell.id,
        figure_title=cell.title[lang],
        figure_short=cell.short[lang],
        unit=unit.value,
        value=value,
        shown=shown,
        numerator=0 if figure is None else figure.numerator,
        denominator=0 if figure is None else figure.denominator,
        delivered=figure is not None,
        measure=measure,
        definition=measure.version,
        digest="" if figure is None else figure.digest,
    )


def board_title(case_type: str, lang: str) -> str:
    """The board a case type belongs to: the law area's entry names it, the file of boards has its title."""
    content = load.content()
    entries = (entry for area in content.areas.values() for entry in area.case_types)
    board = next((entry.board for entry in entries if entry.id == case_type), None)
    titles = {one.id: one.title for one in content.boards.boards} if content.boards else {}
    title = titles.get(board or "", content.case_types[case_type].title)
    return title[lang]
