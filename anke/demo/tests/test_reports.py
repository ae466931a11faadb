"""The synthetic authority's reports: every one whose day has come was handed over; the next is a draft."""

import pytest

from anke.demo import commands
from anke.events import queries as events
from anke.steering.reporting import queries

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("authority")]


def test_every_report_whose_day_has_come_is_frozen_and_what_changed_since_is_told() -> None:
    found = {f"{one.plan}/{one.period}": one for one in queries.published()}
    quarters = {f"2024/2024Q{number}" for number in (1, 2, 3, 4)} | {"2025/2025Q1", "2025/2025Q2"}
    assert found.keys() == quarters | {"2024/2024"}
    assert {one.stage for one in found.values()} == {"received", "handed_over"}
    for name, one in found.items():
        told = [event for event in events.events_of("report", name) if event.kind == "report_frozen"]
        assert [event.data["fingerprint"] for event in told] == [one.frozen.fingerprint]
    assert queries.explained("2025", "2025Q3")
    revisions = queries.every_revision()
    assert {one.kind for one in revisions} >= {"routine", "correction"}
    assert any(one.score_before != one.score_after for one in revisions)
    assert queries.differences() == []
    assert commands.file_reports() == 0  # not twice
