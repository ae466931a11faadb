"""Which model of the programme holds in a year."""

from datetime import date

from anke.content.load import content
from anke.content.schema.quality import QualityModel
from anke.content.schema.quality_programme import Programme
from anke.rules.refusal import Refused


def model_of(year: int) -> QualityModel:
    """The model in force on the first day of a year. Raises `Refused` for a year before the first one, and
    for what is no year."""
    models = content().quality.values() if date.min.year <= year <= date.max.year else ()
    held = [one for one in models if one.programme and one.programme.valid_from <= date(year, 1, 1)]
    if not held:
        raise Refused(
            f"Der er ingen model for kvalitetsopfølgning i {year}.",
            f"There is no model of quality follow-up for {year}.",
        )
    return max(held, key=lambda one: one.programme.valid_from if one.programme else date.min)


def programme_of(year: int) -> Programme:
    """How the programme is run in a year."""
    programme = model_of(year).programme
    assert programme is not None  # model_of looked
    return programme
