"""Figures the authority has published: shown as they were printed, and what the demo is calibrated to."""

from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from anke.content.schema.base import Id, Reference, Strict, Text, Whole, wrong
from anke.content.schema.notes import Note


class YearTotal(Strict):
    """Cases of a year. `about` is a number printed as about so many."""

    year: Whole
    decided: Whole | None = None
    decided_about: Whole | None = None
    received: Whole | None = None
    reference: Reference

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if (self.decided is None) == (self.decided_about is None):
            raise wrong(
                f"{self.year} needs one number of decided cases",
                "write decided: or decided_about:, one of them",
            )
        return self


class AreaFigure(Strict):
    """A year's cases in a group of areas, as printed; `reversal_rate` in per cent of those on the merits."""

    year: Whole
    title: Text
    areas: tuple[Id, ...] = Field(min_length=1)
    cases: Whole
    reversal_rate: Decimal | None = None
    reference: Reference
    notes: tuple[Note, ...] = ()


class PublishedFigures(Strict):
    totals: tuple[YearTotal, ...] = Field(min_length=1)
    by_area: tuple[AreaFigure, ...] = ()
    notes: tuple[Note, ...] = ()
