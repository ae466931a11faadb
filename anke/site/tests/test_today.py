"""The house's clock: the machine's, or that of a made-up authority's own day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import timezone

from anke.organisation import commands, queries
from anke.organisation.queries import moment_of, today_of
from anke.organisation.tests.people import MOMENT, house, somebody
from anke.rules.local import local_date
from anke.rules.roles import Role
from anke.site.today import Today, begin_day, house_now


def test_a_real_authority_goes_by_the_machine_s_clock() -> None:
    before = timezone.now()
    assert before <= house_now() <= timezone.now()


MIDNIGHTS = [  # the machine's moment, the made-up day, the house's moment
    (datetime(2026, 11, 25, 13, 30, tzinfo=UTC), "2025-10-15", datetime(2025, 10, 15, 12, 30, tzinfo=UTC)),
    (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "2025-10-15", datetime(2025, 10, 15, 9, 2, 30, tzinfo=UTC)),
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


@pytest.mark.django_db
def test_glass_that_was_broken_closes_at_midnight_where_the_day_never_ends(tmp_path, settings) -> None:
    settings.ANKE_HOME = tmp_path
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    commands.break_glass(initials="anna", number="2025-000001", reason="Akut fare for barnet", at=MOMENT)
    commands.grant_sight(initials="anna", number="2025-000002", reason="Bisidder", actor="x", at=MOMENT)
    both = {"2025-000001", "2025-000002"}
    evening = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
    assert not begin_day(evening + timedelta(days=9))  # a real authority's own clock sees to it
    (tmp_path / "today").write_text("2025-10-15\n")
    for moment, begins, seen in (
        (evening, False, both),  # the first look: when the glass was broken is not known
        (evening + timedelta(hours=2, minutes=59), False, both),
        (evening + timedelta(hours=3), True, {"2025-000002"}),  # midnight in Copenhagen
        (evening + timedelta(hours=4), False, {"2025-000002"}),
    ):
        assert begin_day(moment) is begins
        assert queries.granted_numbers("anna", at=MOMENT) == seen
