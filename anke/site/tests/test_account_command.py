"""`anke account`: what it shows, what it changes, and what it refuses."""

import json
from pathlib import Path

import pytest

from tests.house import House

pytestmark = pytest.mark.slow
ENGAGE = """
import django; django.setup()
from datetime import UTC, date, datetime
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from anke.organisation import commands
from anke.rules.roles import Role
by = dict(happened_on=date(2025, 1, 2), actor="test", recorded_at=datetime(2025, 1, 3, 9, tzinfo=UTC))
commands.appoint_staff(initials="AAA", name="A. A.", role=Role.DIRECTOR, **by)
commands.open_account(initials="AAA", username="AAA", password=None, **by)
SocialAccount.objects.create(user=User.objects.get(), provider="oidc-x", uid="1")
"""


def test_the_command(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.python(ENGAGE)
    before = {"initials": "AAA", "account": True, "linked": True, "second_factor": False, "sessions": 0}
    assert json.loads(house.anke("account", "AAA", "--json")[0]) == before
    assert "--by INITIALS" in house.anke("account", "AAA", "--release-link", fails=True)[1]
    told = house.anke("account", "AAA", "--release-link", "--by", "XYZ", "--lang", "da")[0]
    assert "Forbindelsen til login-tjenesten er løsnet." in told and "nej" in told
    assert json.loads(house.anke("account", "AAA", "--json")[0]) == before | {"linked": False}
    assert (
        "is not linked"
        in house.anke("account", "AAA", "--release-link", "--by", "X", "--lang", "en", fails=True)[1]
    )
    told = house.anke("account", "AAA", "--log-out", "--lang", "en")[0]
    assert "logged out in 0 places" in told
    assert "Nobody with a role is called NIX" in house.anke("account", "NIX", "--lang", "en", fails=True)[1]
