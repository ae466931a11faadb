"""What the contract answers with. Everything is in the reader's language already; figures stay Decimal.

`Contract` → `GoalResult` → `SubgoalResult` (→ `CellResult` for the boards). `SubgoalPage` adds what a page of
its own shows: definition in words, quotes, history.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from anke.content.schema.notes import Footnote, Note, Quote
from anke.content.schema.plan import Goal, Plan
from anke.content.schema.subgoal import SeriesBreak, Subgoal
from anke.rules.deadlines import Due
from anke.rules.definitions import Measure
from anke.rules.periods import Period
from anke.rules.scoring import Score, Status, Worth
from anke.steering.statistics.queries import Guards

__all__ = [
    "CellResult",
    "Change",
    "Contract",
    "GoalResult",
    "Guards",
    "Origin",
    "PastFigure",
    "SubgoalPage",
    "SubgoalResult",
]


@dataclass(frozen=True)
class CellResult:
    """One of the figures the boards' report must hold."""

    board: str  # case type
    board_title: str
    figure: str  # I, II, III, IV
    figure_title: str
    figure_short: str
    unit: str
    value: Decimal | None
    shown: str
    numerator: int
    denominator: int
    delivered: bool
    measure: Measure
    definition: str
    digest: str


@dataclass(frozen=True)
class Origin:
    """Where a figure comes from, so that anybody can find it again."""

    kind: str  # computed | reported | printed | inferred
    source: str  # in words
    numerator: int | None = None
    denominator: int | None = None
    definition: str | None = None  # version of the measure
    digest: str | None = None  # of the cases counted
    watermark: int | None = None  # last event counted
    measure: Measure | None = None


@dataclass(frozen=True)
class SubgoalResult:
    id: str
    goal: str
    title: str
    short: str  # the title for tables
    basis: str
    basis_text: str
    unit: str
    unit_text: str
    status: Status
    status_text: str
    final: bool
    figure: Decimal | None
    figure_text: str  # "97,4 pct.", or "intet tal"
    target: Decimal | None
    target_text: str  # "mindst 97,0 pct."
    distance: Decimal | None  # to the target in its unit; positive on the right side of it
    distance_text: str
    benchmark: Decimal | None
    preliminary: bool
    inferred: bool
    origin: Origin | None
    waiting_for: str | None
    footing_text: str  # what the figure covers: "1. januar – 30. september 2025"
    guards: Guards | None
    cells: tuple[CellResult, ...]
    deliveries: tuple[str, ...]  # each due date and what has come, in words
    printed_text: str | None  # the printed result of the plan's year, where there is one
    notes: tuple[Note, ...]
    content: Subgoal


@dataclass(frozen=True)
class GoalResult:
    id: str
    title: str
    group: str
    group_text: str
    logic: str
    logic_text: str
    focus_area: str | None
    ressort: tuple[str, ...]
    status: Status
    status_text: str
    final: bool
    subgoals: tuple[SubgoalResult, ...]
    waiting_for: tuple[str, ...]
    notes: tuple[Note, ...]
    content: Goal
    worth: Worth  # what it brings to the score

    @property
    def note_count(self) -> int:
        return len(self.notes) + sum(len(one.notes) for one in self.subgoals)


@dataclass(frozen=True)
class Contract:
    """A plan judged for a period, as known at a moment."""

    plan: Plan
    period: Period
    footing: Period  # what is judged: the year to date
    footing_text: str
    lang: str
    known_at: datetime | None
    watermark: int | None  # the last event it knows …
    known_until: datetime | None  # … and when that was recorded
    printed: bool  # judged from printed figures alone
    closed: bool  # the period was over when asked
    final: bool
    standing_text: str  # "endelig", or "foreløbig, året til dato"
    due: Due | None
    score: Score
    score_text: str
    goals: tuple[GoalResult, ...]
    alarms: tuple[str, ...] = ()  # that the plan is not as it was fixed, and where, in words
    remarks: tuple[str, ...] = ()  # the changes of basis recorded by then, in words

    def goal(self, goal_id: str) -> GoalResult:
        return next(one for one in self.goals if one.id == goal_id)

    def subgoal(self, subgoal_id: str) -> SubgoalResult:
        return next(one for goal in self.goals for one in goal.subgoals if one.id == subgoal_id)


@dataclass(frozen=True)
class PastFigure:
    """One quarter of a subgoal's history, as its year to date stood."""

    period: Period
    label: str
    value: Decimal | None
    shown: str
    target: Decimal | None
    target_text: str
    status: Status
    status_text: str
    numerator: int | None
    denominator: int | None
    segment: int  # grows by one at each series break: only figures of one segment may be compared


@dataclass(frozen=True)
class Change:
    """Against the same period a year before; `refused` says why the two may not be compared."""

    before: PastFigure | None
    difference: Decimal | None
    text: str
    refused: bool


@dataclass(frozen=True)
class SubgoalPage:
    """One subgoal with all that explains it."""

    contract: Contract
    contract_period: Period
    known_at: datetime | None
    goal: GoalResult
    result: SubgoalResult
    definition: tuple[str, ...]  # in words, generated from the data
    choices: tuple[Note, ...]  # those that hold for every computed figure of the plan
    quotes: tuple[Quote, ...]
    footnotes: tuple[Footnote, ...]
    breaks: tuple[SeriesBreak, ...]
    history: tuple[PastFigure, ...]
    change: Change | None
    printed: tuple[PastFigure, ...]  # the paper's own row, year by year
    due: tuple[date, ...]
