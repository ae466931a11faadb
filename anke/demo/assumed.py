"""What the synthetic authority assumes, read from `assumptions/*.yaml`. Each file says what it assumes."""

from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import Field, model_validator

from anke.content.schema.base import Reference, Strict, Text

FOLDER = Path(__file__).parent / "assumptions"
Turn = Literal["statutory", "first_look", "ten_weeks", "ordinary", "last"]
Outcomes = dict[str, float]
Quarters = tuple[float, float, float, float]  # full-time caseworkers at case work, quarter by quarter


class Wait(Strict):
    """A log-normal time in days: half are shorter than the median; sigma is of the logarithm."""

    median: float = Field(gt=0)
    sigma: float = Field(ge=0)


class Rare(Wait):
    """A time that only some cases have."""

    share: float = Field(ge=0, le=1)


class Further(Rare):
    """A second wait, and the work after it."""

    kind: Literal["consultant", "meeting", "treatment_meeting", "statement"]
    hours: float = Field(gt=0)
    turn: Turn | None = None


class CaseAssumption(Strict):
    """One kind of case. Which key means what stands at the top of case_types.yaml."""

    note: str
    teams: tuple[str, ...] = Field(min_length=1)
    source: str
    received: dict[int, float] = Field(default_factory=dict)
    by_quarter: dict[str, int] = Field(default_factory=dict)
    hours: float = Field(gt=0)
    turn: Turn = "ordinary"
    informed: float = Field(ge=0, le=1)
    information: Wait
    heard: float = Field(ge=0, le=1)
    withdraws: float = Field(default=0.04, ge=0, le=1)
    further: Further | None = None
    early: Outcomes = Field(default_factory=dict)
    reversal: float | None = None
    reversed_as: Outcomes = Field(default={"changed": 0.45, "annulled": 0.05, "remanded": 0.5})
    late: Outcomes = Field(default_factory=dict)
    further_outcomes: Outcomes = Field(default_factory=dict)
    first_instance_error: float = Field(default=0.004, ge=0, le=1)
    scaled: bool = True

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.received) == bool(self.by_quarter):
            raise ValueError("write received: (cases a year) or by_quarter:, and only one of them")
        if (self.reversal is None) == (not self.late):
            raise ValueError("write reversal: (a share) or late: (outcomes), and only one of them")
        for outcomes in (self.late, self.further_outcomes, self.reversed_as):
            if outcomes and abs(sum(outcomes.values()) - 1) > 1e-9:
                raise ValueError(f"the shares {outcomes} must sum to one")
        return self


class Office(Strict):
    title: Text
    department: int
    teams: tuple[str, ...] = Field(min_length=1)


class Offices(Strict):
    departments: dict[int, Text]
    offices: dict[int, Office]
    sources: dict[str, int]
    regions: tuple[int, ...]


class Arrivals(Strict):
    season: tuple[float, ...] = Field(min_length=12, max_length=12)
    weekday: tuple[float, ...] = Field(min_length=7, max_length=7)


class Cover(Strict):
    """Teams that keep at least this share of their people present."""

    least: float = Field(ge=0, le=1)
    teams: tuple[str, ...]


class WorkBehaviour(Strict):
    hours_a_day: float
    presence: tuple[float, ...] = Field(min_length=12, max_length=12)
    cover: Cover
    presence_scatter: float
    first_look_hours: float
    effort_sigma: float
    withdrawal: Wait
    municipal_spread: float


class Waiting(Strict):
    registration: Wait
    late_registration: Rare
    first_instance_error: Wait
    hearing: Wait
    preparation: Wait


class Recording(Strict):
    late_decision: Rare
    wrong_receipt: float
    wrong_kind: float
    wrong_assessment: float
    wrong_decision_day: float
    correction: Wait
    reopened: float
    extended: float
    paused: float
    handed_over: float


class Behaviour(Strict):
    arrivals: Arrivals
    work: WorkBehaviour
    waiting: Waiting
    recording: Recording


class Municipalities(Strict):
    reference: Reference
    population: dict[int, int]


class Names(Strict):
    first: tuple[str, ...]
    last: tuple[str, ...]


class Assumptions(Strict):
    case_types: dict[str, CaseAssumption]
    organisation: Offices
    behaviour: Behaviour
    municipalities: Municipalities
    staff: dict[str, dict[int, Quarters]]

    @property
    def office_of_team(self) -> dict[str, int]:
        return {team: code for code, office in self.organisation.offices.items() for team in office.teams}


def read(name: str) -> dict[str, object]:
    """One file of assumptions, unchecked."""
    found: dict[str, object] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@cache
def assumptions() -> Assumptions:
    """All assumptions, checked. Raises pydantic's `ValidationError`, which names the key that is wrong."""
    return Assumptions.model_validate(
        {
            **read("case_types"),
            **read("staff"),
            "organisation": read("offices"),
            "behaviour": read("behaviour"),
            "municipalities": read("municipalities"),
        }
    )
