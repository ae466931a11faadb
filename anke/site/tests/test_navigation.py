"""The main menu: flat where it fits on a line, folded where it does not; nothing a person may see is lost."""

from datetime import date
from decimal import Decimal

import pytest

from anke.organisation.queries import Person
from anke.rules.roles import Role
from anke.site.navigation import ENTRIES, MOST, address_of, menu

pytestmark = pytest.mark.django_db


def _who(role: Role) -> Person:
    since = date(2025, 1, 1)
    return Person("x", "X", role, office=None, department=None, weight=Decimal(1), since=since)


@pytest.mark.parametrize("role", [None, *Role])
def test_menu_fits_and_loses_nothing(role: Role | None) -> None:
    who = _who(role) if role else None
    shown = menu(who)
    wanted = {entry.section for entry in ENTRIES if address_of(entry.name) and entry.may(who)}
    assert {section for item in shown for section in item.sections} == wanted
    assert len(shown) <= MOST or all(len(item.under) != 1 for item in shown)


def test_steering_unit_finds_its_pages_under_one_entry() -> None:
    [folded] = [item for item in menu(_who(Role.STEERING_UNIT)) if item.under and "contract" in item.sections]
    assert [item.sections[0] for item in folded.under] == ["contract", "strategy", "external", "reporting"]
    assert folded.address == folded.under[0].address


def test_ministry_keeps_a_flat_menu() -> None:
    assert not any(item.under for item in menu(_who(Role.MINISTRY)))
