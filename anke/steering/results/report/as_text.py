"""The report as text for a terminal or a mail, a hundred columns wide."""

from io import StringIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Words

from anke.rules.scoring import Status
from anke.steering.results.report import labels
from anke.steering.results.report.content import Report
from anke.steering.results.report.glance import Glance
from anke.steering.results.report.shapes import Row, Table

WIDTH = 100
FIRST = 26  # the widest a table's first column may be, in letters
MANY = 6  # more columns than this need short names in the first
COLUMNS = (
    (labels.GOAL, 6),
    (None, 31),
    (labels.STATUS, 14),
    (labels.FIGURE, 12),
    (labels.TARGET, 17),
    (labels.CASES, 13),
)
MARK = {Status.MET: "✓", Status.NOT_MET: "✗", Status.UNDECIDED: "·"}
STYLE = {Status.MET: "green", Status.NOT_MET: "red", Status.UNDECIDED: "yellow"}


def text(report: Report, *, colour: bool = False, width: int = WIDTH) -> str:
    """The whole report; with `colour`, as a terminal shows it."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    _head(console, report)
    _goals(console, report)
    _pairs(console, report.word(labels.EXPLANATIONS), report.explanations)
    told = ((area, f"{words} ({by}, {on})") for area, words, by, on in report.deviations.rows)
    _pairs(console, report.deviations.title, tuple(told))
    if report.consequences:
        named = tuple(("–", words) for words in report.consequences)
        _pairs(console, report.word(labels.CONSEQUENCES), named)
    _pairs(console, report.word(labels.WAITING), report.waiting, report.word(labels.NO_WAITING))
    _pairs(console, report.word(labels.DELIVERIES), report.deliveries)
    for table in report.tables:
        _table(console, table)
    _pairs(console, report.word(labels.BREAKS), report.breaks)
    if report.origins.rows:
        _table(console, report.origins)
    for duty in report.duties:
        _table(console, duty)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _head(console: Console, report: Report) -> None:
    console.print(Words(report.title, style="bold"))
    console.print(report.subtitle)
    for warning in report.warnings:
        console.print(Words(f"! {warning}", style="bold yellow"))
    console.print()
    facts = Grid.grid(padding=(0, 2))
    for name, value in report.facts:
        facts.add_row(f"{name}:", value)
    console.print(facts)
    console.print()
    console.print(Words(f"{report.word(labels.SCORE)}: {report.score}", style="bold"))
    console.print(report.counts)
    if report.explanation:
        console.print(report.explanation)
    for one in report.glance:
        _glance(console, one)


def _glance(console: Console, one: Glance) -> None:
    """Goals that fail, line by line with the reason; the others by their names alone."""
    console.print()
    console.print(Words(one.title, style=f"bold {STYLE[one.status]}"))
    if not one.lines:
        console.print(f"  {one.otherwise}")
    elif one.status is Status.NOT_MET:
        grid = Grid.grid(padding=(0, 2))
        for line in one.lines:
            grid.add_row(line.id, Words(line.title, style="bold"))
            for why in (*line.why, line.explanation):
                if why:
                    grid.add_row("", why)
        console.print(Padding(grid, (0, 0, 0, 2)))
    else:
        console.print(Padding(", ".join(line.id for line in one.lines), (0, 0, 0, 2)))


def _goals(console: Console, report: Report) -> None:
    for title, rows in report.goals:
        console.print()
        grid = Grid(title=Words(title, style="bold"), title_justify="left", box=box.SIMPLE_HEAD, padding=0)
        for head, width in COLUMNS:
            right = head in (labels.FIGURE, labels.CASES)
            grid.add_column(
                "" if head is None else report.word(head),
                justify="right" if right else "left",
                min_width=width,
                max_width=None if head is labels.CASES else width,
                no_wrap=head is labels.CASES,
            )
        for row in rows:
            grid.add_row(*_goal(row))
        console.print(grid)
    console.print(report.notes)


def _goal(row: Row) -> tuple[str | Words, ...]:
    title = f"{row.title} ({row.remark})" if row.remark else row.title
    weight = "bold" if row.level == 0 else ""
    status = Words(f"{MARK[row.status]} {row.status_text}", style=STYLE[row.status])
    return (row.id, Words(title, style=weight), status, row.figure, row.target, row.cases)


def _pairs(console: Console, title: str, pairs: tuple[tuple[str, str], ...], otherwise: str = "") -> None:
    if not pairs and not otherwise:
        return
    console.print()
    console.print(Words(title, style="bold"))
    if not pairs:
        console.print(f"  {otherwise}")
        return
    grid = Grid.grid(padding=(0, 2))
    for name, words in pairs:
        grid.add_row(name, words)
    console.print(Padding(grid, (0, 0, 0, 2)))


def _table(console: Console, table: Table) -> None:
    """Rows of many figures under long names are written out, for they do not fit beside each other."""
    console.print()
    longest = max((len(row[0]) for row in table.rows), default=0)
    if len(table.heads) > MANY and longest > FIRST:
        console.print(Words(table.title, style="bold"))
        for row in table.rows:
            console.print(Padding(row[0], (0, 0, 0, 2)))
            told = " · ".join(f"{head}: {cell}" for head, cell in zip(table.heads[1:], row[1:], strict=True))
            console.print(Padding(told, (0, 0, 0, 4)))
    else:
        console.print(_grid(table))
    if table.why:
        console.print(Padding(table.why, (0, 0, 0, 2)))


def _grid(table: Table) -> Grid:
    grid = Grid(
        title=Words(table.title, style="bold"), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1)
    )
    for at, head in enumerate(table.heads):
        right = at > 0 and table.numeric
        grid.add_column(
            head, justify="right" if right else "left", max_width=FIRST if at == 0 and table.numeric else None
        )
    for row in table.rows:
        grid.add_row(*row)
    return grid
