"""A strategy: its ambition, focus areas, what shall be done, and the goals on short and long term."""

from typing import Annotated, Literal

from pydantic import Field

from anke.content.schema.base import Id, Reference, Strict, Text, Whole
from anke.content.schema.notes import Note, Quote


class EarlierFocusArea(Strict):
    """A focus area the strategy has left behind, and what the paper says it has led to."""

    title: Text
    led_to: tuple[Quote, ...] = ()
    reference: Reference


class FocusArea(Strict):
    """`in_plans` is the id by which the results plans name the same focus area; none where they do not."""

    id: str = Field(pattern=r"^[A-Z]+(-[A-Z]+)?$")
    title: Text
    heading: Text | None = None
    quote: Quote | None = None
    in_plans: Id | None = None
    reference: Reference


class StrategyLevel(Strict):
    id: Id
    title: Text
    quote: Quote


class Action(Strict):
    """Something the strategy says shall be done. The level is this program's reading, not the paper's."""

    id: str = Field(pattern=r"^[A-Z]-[a-z]$")
    focus: str
    level_read_as: Id
    text: Text
    quote: Quote | None = None
    reference: Reference


class Initiative(Strict):
    """A numbered initiative. `brochure_place` is its order in the brochure's text, not in time."""

    number: Whole = Field(gt=0)
    focus: str
    title: Text
    brochure_title: str
    brochure_place: Whole
    start_year: Whole | None = None
    reference: Reference
    notes: tuple[Note, ...] = ()


class Numbers(Strict):
    max_weeks: Whole
    mean_weeks: Whole


class Terms(Strict):
    """What the paper calls the two terms of its goals, years included."""

    short: Text
    long: Text


class StrategyGoal(Strict):
    """A goal in the paper's own words, slips of the pen included. `read_with` are goals of results plans
    (2025/1.2) that are about the same: this program's reading."""

    id: str = Field(pattern=r"^[KL]S-[A-Z][0-9]$")
    focus: str
    term: Literal["short", "long"]
    en: str = Field(min_length=1)  # in English, in this program's words
    quote: Quote
    numbers: Numbers | None = None
    read_with: tuple[Annotated[str, Field(pattern=r"^\d{4}/\d+\.\d+$")], ...] = ()
    notes: tuple[Note, ...] = ()


class Contact(Strict):
    """The address printed in the brochure; as old as the brochure."""

    phone: str
    hours: Text
    letter: str
    mail: str
    secure_mail: str
    offices: tuple[str, ...]
    reference: Reference


class Strategy(Strict):
    title: Text
    first_year: Whole | None = None
    last_year: Whole
    revisited: str | None = None
    background: tuple[Text, ...] = ()
    foundation: Quote | None = None
    ambition: Quote
    vision: Quote | None = None
    mission: Quote | None = None
    earlier_period: Text | None = None
    earlier_focus_areas: tuple[EarlierFocusArea, ...] = ()
    period: Text | None = None  # that of the focus areas in force
    focus_areas: tuple[FocusArea, ...] = Field(min_length=1)
    levels: tuple[StrategyLevel, ...] = ()
    actions: tuple[Action, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    initiative_rules: tuple[Quote, ...] = ()
    terms: Terms | None = None
    goals: tuple[StrategyGoal, ...] = ()
    contact: Contact | None = None
    reference: Reference
    notes: tuple[Note, ...] = ()
