"""The house's clock: the machine's, or that of a made-up authority's own day."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import timezone

from anke.organisation.queries import moment_of, today_of
from anke.rules.local import local_date
from anke.site.today import Today, house_now


def test_a_real_authority_goes_by_the_machine_s_clock() -> None:
    before = timezone.now()
    assert before <= house_now() <= timezone.now()


MIDNIGHTS = [  # the machine's moment, the made-up day, the house's moment
    (datetime(2026, 11, 25, 13, 30, tzinfo=UTC), "2025-10-15", datetime(2025, 10, 15, 12, 30, tzinfo=UTC)),
    (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "2025-10-15", datetime(2025, 10, 14, 22, 30, tzinfo=UTC)),
    (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "2025-01-15", datetime(2025, 1, 15, 22, 59, tzinfo=UTC)),
]


@pytest.mark.parametrize(("machine", "day", "house"), MIDNIGHTS)
def test_a_made_up_one_lives_on_its_own_day_at_the_present_time_of_day(
    machine: datetime, day: str, house: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = settings.ANKE_HOME / "today"
    monkeypatch.setattr(timezone, "now", lambda: machine)
    mark.write_text(f"{day}\n")
    try:
        assert house_now() == house
        assert local_date(house_now()).isoformat() == day
        seen = []
        Today(lambda request: seen.append((moment_of(request), today_of(request))))(RequestFactory().get("/"))
        assert seen == [(house, local_date(house))]
    finally:
        mark.unlink()
