"""How a case can end, and what counts as decided on the merits and as a reversal."""

from pydantic import Field

from anke.content.schema.base import History, Id, Reference, Strict, Text, Truth, Whole
from anke.content.schema.notes import Note


class Outcome(Strict):
    id: Id
    code: Whole = Field(gt=0, le=32767)
    title: Text
    on_merits: Truth  # decided on the merits: not dismissed, withdrawn or referred
    reversal: Truth  # the first instance's decision did not stand
    areas: tuple[Id, ...] = ()  # where it is used; empty: wherever a complaint is decided
    reference: Reference
    notes: tuple[Note, ...] = ()


class Rate(Strict):
    """A share of cases by outcome: `hits` over `population`, both ids of outcomes."""

    hits: tuple[Id, ...] = Field(min_length=1)
    population: tuple[Id, ...] = Field(min_length=1)


class RateHistory(History[Rate]):
    id: Id
    title: Text
    areas: tuple[Id, ...] = ()
    decimals: Whole = 1
    notes: tuple[Note, ...] = ()


class Outcomes(Strict):
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    rates: tuple[RateHistory, ...] = ()
    notes: tuple[Note, ...] = ()
