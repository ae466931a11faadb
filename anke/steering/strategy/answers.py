"""What the strategy's questions are answered with. Titles and words are in both languages; days are days."""

from dataclasses import dataclass
from datetime import date, datetime

from anke.content.schema.base import Text
from anke.content.schema.strategy import Action, FocusArea, Initiative, Strategy, StrategyGoal
from anke.steering.strategy.told import State, Told


@dataclass(frozen=True)
class Standing:
    """An initiative: as printed, or as added, and what has been recorded of it."""

    strategy: str
    number: int
    title: Text
    focus: str
    printed: Initiative | None  # None: added later
    told: Told

    @property
    def name(self) -> str:
        return f"{self.strategy}/{self.number}"

    @property
    def state(self) -> State:
        return self.told.state

    @property
    def in_overview(self) -> bool:
        """Finished initiatives leave the overview (the brochure, lines 142-143)."""
        return self.state is not State.FINISHED


@dataclass(frozen=True)
class PlanGoal:
    """A goal of a results plan."""

    plan: str
    goal: str
    title: Text

    @property
    def name(self) -> str:
        return f"{self.plan}/{self.goal}"


@dataclass(frozen=True)
class Focus:
    """A focus area with all that belongs to it. `supported_by`: the goals of results plans that name it."""

    area: FocusArea
    actions: tuple[Action, ...]
    initiatives: tuple[Standing, ...]
    short: tuple[StrategyGoal, ...]
    long: tuple[StrategyGoal, ...]
    supported_by: tuple[PlanGoal, ...]
    unsupported_in: tuple[str, ...]  # plans that name the area and have no goal for it


@dataclass(frozen=True)
class Whole:
    """A strategy as known at a moment. `without_focus` are goals of its plans that name no focus area."""

    id: str
    content: Strategy
    known_at: datetime | None
    focuses: tuple[Focus, ...]
    initiatives: tuple[Standing, ...]  # all, finished ones included
    plans: tuple[str, ...]  # the results plans that name its focus areas
    without_focus: tuple[PlanGoal, ...]


@dataclass(frozen=True)
class Bar:
    """An initiative on the road map: from when to when; `first` is None where the start is unknown."""

    standing: Standing
    first: date | None
    last: date | None  # None: open end
    planned: bool  # `last` is planned, not past


@dataclass(frozen=True)
class Lane:
    area: FocusArea
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class RoadMap:
    """The overview of initiatives as it stands: those that run or wait, and those that have left it."""

    id: str
    content: Strategy
    known_at: datetime | None
    today: date
    years: tuple[int, ...]
    lanes: tuple[Lane, ...]
    gone: tuple[Standing, ...]
