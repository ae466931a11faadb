"""The model of systematic quality follow-up: who looks at which cases, how often, and who hears of it."""

from typing import Literal

from pydantic import Field

from anke.content.schema.base import Day, Id, Reference, Strict, Text, Whole
from anke.content.schema.notes import Note
from anke.content.schema.quality_programme import Programme

Level = Literal["employee", "office", "department", "agency"]
ACTIVITY = r"^Q[0-9]+[A-Z]?$"


class Paper(Strict):
    kind: Text
    label: str
    unit: Text
    dated: Day
    initials: str
    journal: str
    title: str  # as printed, cut off
    scope: Text
    purpose: Text
    reference: Reference


class Actor(Strict):
    id: Id
    title: Text


class Frequency(Strict):
    """How often: so many times in a period, or whenever something happens (`each`)."""

    per: Literal["month", "half_year", "year"] | None = None
    at_least: Whole | None = None
    at_most: Whole | None = None
    times: Whole | None = None
    each: Text | None = None


class Sample(Strict):
    """How many cases, chosen how. A size the note does not state is left out; so is a split."""

    size: Whole | None = None
    of_each: Literal["employee", "office"] | None = None
    total: Whole | None = None
    offices: Whole | None = None
    departments: Whole | None = None
    selection: Literal["random", "not_stated", "not_representative"]
    drawn_by: Text | None = None


class ReportTo(Strict):
    recipient: Id
    how: Text


class Inquiry(Strict):
    id: str = Field(pattern=r"^Q[0-9]\.[0-9]$")
    title: Text


class Activity(Strict):
    id: str = Field(pattern=ACTIVITY)
    section: str
    level: Level
    title: Text
    frequency: Frequency | None = None
    population: Text | None = None
    sample: Sample | None = None
    criteria: tuple[Text, ...] = ()
    exclusions: tuple[Text, ...] = ()
    performed_by: Text | None = None
    must_involve: Text | None = None
    decided_by: Text | None = None
    inquiries: tuple[Inquiry, ...] = ()
    rules: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    inputs: tuple[str, ...] = ()  # other activities' ids
    outputs: tuple[Text, ...] = ()
    reports_to: tuple[ReportTo, ...] = ()
    reference: Reference
    notes: tuple[Note, ...] = ()


class Volume(Strict):
    """How many cases a year an activity comes to. Inferred: the note gives no such number."""

    activity: str = Field(pattern=ACTIVITY)
    cases: Whole | None = None
    arithmetic: Text


class QualityModel(Strict):
    title: Text
    paper: Paper
    levels: tuple[Level, ...]
    actors: tuple[Actor, ...]
    activities: tuple[Activity, ...] = Field(min_length=1)
    volumes: tuple[Volume, ...] = ()
    programme: Programme | None = None  # how it is run; the paper alone runs nothing
    notes: tuple[Note, ...] = ()
