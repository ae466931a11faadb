"""A promise that is kept by something that happened: goal 1.8 of 2025, by the measurement of quality."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anke.content.load import content
from anke.events import commands as events
from anke.steering.results.evidence import evidence

pytestmark = pytest.mark.django_db
DONE = datetime(2025, 5, 20, 9, tzinfo=UTC)


def measured(on: date, year: int, at: datetime) -> None:
    """A measurement of a year, begun, reported and with that carried out on a day."""
    for kind, data in (
        ("measurement_opened", {"part_a": 300, "part_b": 100}),
        ("measurement_reported", {"sha256": "0" * 64, "needs": "Kommaer"}),
        ("measurement_completed", {"year": year}),
    ):
        events.record(
            subject_kind="measurement",
            subject_name=str(year),
            kind=kind,
            happened_on=on,
            actor="jurist",
            data=data,
            recorded_at=at,
        )


def done(known_at: datetime | None = None) -> date | None:
    return evidence(content().plans["2025"], known_at)["1.8.a"].done_on("prepared")


def test_the_measurement_carried_out_in_the_year_meets_it_and_no_other() -> None:
    measured(date(2024, 12, 30), 2023, DONE - timedelta(days=100))
    assert done() is None
    measured(DONE.date(), 2024, DONE)
    assert done() == date(2025, 5, 20)
    assert done(DONE - timedelta(days=1)) is None  # nobody knew it then
