"""What is over is thrown away, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from anke.site.identity.models import Kept, Mail
from anke.site.identity.tests.accounts import browser, log_in, person
from anke.site.identity.tidying import tidy

pytestmark = pytest.mark.django_db


def test_only_what_is_over_goes(settings: Any) -> None:
    cache.clear()
    settings.ANKE_LOCAL_ACCOUNTS = True
    now = timezone.now()
    person("AAA")
    stays, goes = browser(), browser()
    log_in(stays, "AAA")
    log_in(goes, "AAA")
    Session.objects.filter(pk=goes.session.session_key).update(expire_date=now - timedelta(hours=1))
    for _ in range(2):
        log_in(browser(), "AAA", "wrong")
    cache.set("kept", 1, 600)
    cache.set("over", 1, 600)
    Kept.objects.filter(cache_key__endswith="over").update(expires=now - timedelta(hours=1))
    for days in (1, 31):
        Mail.objects.create(
            subject=str(days),
            message=b"",
            written_at=now,
            next_try_at=now,
            sent_at=now - timedelta(days=days),
        )
    tidy(now)
    assert Session.objects.count() == UserSession.objects.count() == 1
    assert stays.get("/account/").status_code == 200
    assert AccessAttempt.objects.count() == 1
    assert (cache.get("kept"), Kept.objects.filter(cache_key__endswith="over").exists()) == (1, False)
    assert [one.subject for one in Mail.objects.all()] == ["1"]
    tidy(now + timedelta(days=31))
    assert not AccessAttempt.objects.exists() and not Mail.objects.exists()
