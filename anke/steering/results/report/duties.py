"""What the plans ask to be reported every quarter besides their goals, as appendices of the report.

All case areas with statutory deadlines (plan 2025, line 71: more than the three of goal 1.1), and the boards'
figures (line 186). Which areas there are is read from the content's deadlines: an area appears here when its
deadline is written there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from anke.content import load
from anke.content.schema.deadline import Applies, Deadline, Deadlines
from anke.content.schema.plan import Plan
from anke.content.schema.subgoal import Completeness
from anke.rules.definitions import Clause, Kind, Measure, Unit
from anke.rules.periods import Period
from anke.rules.trace import length_in_words
from anke.steering.results import figures, phrases
from anke.steering.results.answers import CellResult, Guards
from anke.steering.results.cells import cells_of
from anke.steering.results.report import duty_words as words
from anke.steering.results.report import grids, labels, proof
from anke.steering.results.report.additions import Duty
from anke.steering.statistics.queries import Figure

AREAS, BOARDS = "areas", "boards"
BY_LAW = ("absolute", "statutory")
Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Asked:
    """A question: of which plan, for which period, known when, in which language."""

    plan: Plan
    period: Period  # the year to date
    known_at: datetime | None
    lang: str


@dataclass(frozen=True)
class Bound:
    """A statutory deadline with its measures: share within, mean time, stock."""

    deadline: Deadline
    share: Measure
    mean: Measure
    stock: Measure

    @property
    def measures(self) -> tuple[Measure, ...]:
        return (self.share, self.mean, self.stock)


def statutory(on: date) -> tuple[Bound, ...]:
    """Every deadline in law that binds each case here, by its term on a day."""
    bound = (one for one in load.content().deadlines.values() if _binds(one))
    return tuple(_bound(one, on) for one in bound if one.term.on(on) is not None)


def _binds(deadline: Deadline) -> bool:
    return deadline.nature in BY_LAW and deadline.binds == "each_case"


def measures(on: date) -> tuple[Measure, ...]:
    """Those whose figures statistics should keep ready."""
    return tuple(measure for one in statutory(on) for measure in one.measures)


def _bound(deadline: Deadline, on: date) -> Bound:
    term, clock = deadline.term.on(on), deadline.clock
    assert term is not None and clock is not None
    population = tuple(_clause(one) for one in deadline.applies)
    name = f"statutory/{deadline.id}"
    mean = Measure(
        f"{name}/mean", Kind.MEAN_DURATION, Unit.WEEKS, population, start=clock.start, stop=clock.stop
    )
    return Bound(
        deadline=deadline,
        share=Measure(
            f"{name}/within_{term.value}_{term.unit}", Kind.SHARE_WITHIN, Unit.PERCENT, population,
            start=clock.start, stop=clock.stop, limit=term.limit(),
        ),
        mean=mean,
        stock=Measure(f"{name}/stock", Kind.STOCK, Unit.CASES, population),
    )  # fmt: skip


def _clause(applies: Applies) -> Clause:
    types = load.content().case_types.values()
    codes = {one.code for one in types if one.area in applies.areas or one.id in applies.case_types}
    return Clause(case_types=tuple(sorted(codes)), fully_informed=applies.fully_informed)


def duties(plan: Plan, period: Period, known_at: datetime | None, lang: str) -> tuple[Duty, ...]:
    """The appendices for the year to date at the end of a period. All figures are asked in one question."""
    asked = Asked(plan, period.year_to_date, known_at, lang)
    bound, (completeness, cells) = statutory(period.last), _board_cells(plan)
    every = [*(measure for one in bound for measure in one.measures), *cells.values()]
    known = figures.in_period(every, asked.period, known_at)
    found = [_areas(bound, known, asked)]
    if completeness is not None:
        found.append(_boards(cells_of(completeness, cells, known, lang), asked))
    return tuple(found)


def _board_cells(plan: Plan) -> tuple[Completeness | None, Mapping[tuple[str, str], Measure]]:
    """The boards' figures the plan asks for; where it asks for no set of them, each board's mean time alone
    (agreed from 2024)."""
    for one in plan.subgoals():
        if one.completeness is not None:
            return one.completeness, plan.cells(one.id)
    boards = {one.id: one.code for one in load.content().case_types.values() if one.board is not None}
    if not boards:
        return None, {}
    alone = Completeness(boards=tuple(boards), figures=(words.TIME_ALONE,), expected=len(boards))
    cell = words.TIME_ALONE
    return alone, {
        (board, cell.id): Measure(
            f"boards/{board}/{cell.id}", cell.kind, cell.unit, (Clause(case_types=(code,)),), stop=cell.stop
        )
        for board, code in boards.items()
    }


def _areas(bound: Sequence[Bound], known: Figures, asked: Asked) -> Duty:
    guards = figures.guards((one.mean for one in bound), asked.period, asked.known_at)
    rows = tuple(_area(one, known, guards.get(one.mean.id), asked) for one in bound)
    intro = words.AREAS_NOTE[asked.lang].format(
        period=phrases.period(asked.period, asked.lang), count=len(rows)
    )
    note = "\n".join((intro, *_open(asked.lang)))
    heads = tuple(one[asked.lang] for one in words.AREA_HEADS)
    told = tuple(_told(one, measure, known) for one in bound for measure in one.measures)
    return Duty(AREAS, words.AREAS[asked.lang], note, heads, rows, told)


def _told(one: Bound, measure: Measure, known: Figures) -> dict[str, Any]:
    """A figure of the table with what is needed to compute it again, in both languages."""
    said = tuple(f"{one.deadline.title[lang]} ({words.KIND[measure.kind][lang]})" for lang in ("da", "en"))
    return proof.told(proof.of_figure(measure, known[measure.id], said))


def _open(lang: str) -> list[str]:
    """What the papers say and leave open about all the deadlines of a file that has such deadlines."""
    documents = load.content().documents.values()
    files = (one for one in documents if isinstance(one, Deadlines))
    by_law = (file for file in files if any(_binds(one) for one in file.deadlines))
    return [note.text[lang] for file in by_law for note in file.notes]


def _area(one: Bound, known: Figures, guards: Guards | None, asked: Asked) -> tuple[str, ...]:
    lang, limit = asked.lang, one.share.limit
    share, mean, stock = (known[measure.id] for measure in one.measures)
    assert limit is not None
    return (
        one.deadline.title[lang].partition(":")[0],
        length_in_words(limit.value, limit.span, lang),
        _goals(one, asked.plan),
        _whole(share.denominator, lang),
        _whole(share.numerator, lang),
        _shown(share.value, lang),
        _shown(mean.value, lang),
        _whole(stock.denominator, lang),
        grids.weeks(None if guards is None else guards.oldest_age, lang),
    )


def _goals(one: Bound, plan: Plan) -> str:
    """The subgoals that judge the same cases by the same clock and limit."""

    def asked(measure: Measure) -> tuple[object, ...]:
        return measure.population, measure.start, measure.stop, measure.limit

    same = [name for name, measure in plan.measures().items() if asked(measure) == asked(one.share)]
    return ", ".join(same) or phrases.DASH


def _boards(cells: Sequence[CellResult], asked: Asked) -> Duty:
    lang = asked.lang
    boards = dict.fromkeys((cell.board, cell.board_title) for cell in cells)
    heads = dict.fromkeys((cell.figure, f"{cell.figure}. {cell.figure_short}") for cell in cells)
    shown = {(cell.board, cell.figure): cell.shown for cell in cells}
    rows = tuple((title, *(shown[board, figure] for figure, _ in heads)) for board, title in boards)
    note = words.BOARDS_NOTE[lang].format(
        period=phrases.period(asked.period, lang),
        last=phrases.day(asked.period.last, lang),
        delivered=sum(cell.delivered for cell in cells),
        count=len(cells),
    )
    title = words.BOARDS[lang].format(boards=len(boards))
    return Duty(BOARDS, title, note, (labels.BOARD[lang], *(head for _, head in heads)), rows)


def _whole(count: int, lang: str) -> str:
    return phrases.number(Decimal(count), 0, lang)


def _shown(value: Decimal | None, lang: str) -> str:
    return phrases.NO_FIGURE[lang] if value is None else phrases.number(value, 1, lang)
