from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from anke.events.queries import events_of
from anke.organisation import commands
from anke.organisation.models import Appointment, Office, Staff
from anke.organisation.tests.people import BY, house, somebody
from anke.rules.roles import Role
from anke.rules.steps import Refused

pytestmark = pytest.mark.django_db


def told(kind: str, name: str) -> list[str]:
    return [event.kind for event in events_of(kind, name)]


def test_every_act_is_recorded() -> None:
    house()
    somebody("anna", Role.HEAD_OF_OFFICE, office=1)
    commands.end_appointment(initials="anna", **BY)
    assert told("department", "1") == ["department_established"]
    assert told("office", "1") == ["office_established"]
    assert told("staff", "anna") == ["staff_joined", "account_opened", "staff_left"]
    assert events_of("office", "3")[0].data == {
        "da": "Kontor 3",
        "en": "Office 3",
        "department": "2",
        "areas": "family_law",
    }


def test_an_appointment_keeps_its_share_of_full_time() -> None:
    house()
    commands.appoint_staff(
        initials="bo", name="Bo", role=Role.CASEWORKER, office=1, weight=Decimal("0.8"), **BY
    )
    assert Appointment.objects.get().weight == Decimal("0.80")
    assert events_of("staff", "bo")[0].data["part_time"] == "0.8"


REFUSED = [
    ("a department twice", house),
    ("an office twice", lambda: office(1, department=1)),
    ("in no department", lambda: office(9, department=7)),
    ("a caseworker nowhere", lambda: appoint(Role.CASEWORKER)),
    ("a caseworker in an office there is not", lambda: appoint(Role.CASEWORKER, office=9)),
    ("a caseworker over a department", lambda: appoint(Role.CASEWORKER, office=1, department=1)),
    ("a deputy director in an office", lambda: appoint(Role.DEPUTY_DIRECTOR, office=1, department=1)),
    ("a deputy director over nothing", lambda: appoint(Role.DEPUTY_DIRECTOR)),
    ("a director in an office", lambda: appoint(Role.DIRECTOR, office=1)),
    ("more than full time", lambda: appoint(Role.DIRECTOR, weight=Decimal("1.01"))),
    ("no time at all", lambda: appoint(Role.DIRECTOR, weight=Decimal(0))),
    ("a second role", lambda: appoint(Role.DIRECTOR, initials="kim")),
    ("from tomorrow", lambda: appoint(Role.DIRECTOR, happened_on=date(2025, 6, 3))),
    ("the end of nothing", lambda: commands.end_appointment(initials="nobody", **BY)),
    (
        "an end before the beginning",
        lambda: commands.end_appointment(initials="kim", **BY | {"happened_on": date(2024, 12, 31)}),
    ),
    ("an account for nobody", lambda: account("nobody", "nobody")),
    ("a second account", lambda: account("kim", "kim2")),
    ("a user name that is taken", lambda: account("per", "kim")),
]


def office(code: int, department: int) -> None:
    commands.establish_office(code=code, title_da="x", title_en="x", department=department, areas=[], **BY)


def appoint(role: Role, **more) -> None:
    commands.appoint_staff(**{"initials": "new", "name": "New", "role": role, **BY, **more})


def account(initials: str, username: str) -> None:
    commands.open_account(initials=initials, username=username, password=None, **BY)


@pytest.mark.parametrize(("what", "act"), REFUSED, ids=[what for what, _ in REFUSED])
def test_what_is_refused_changes_nothing(what: str, act) -> None:
    house()
    somebody("kim", Role.DIRECTOR)
    commands.appoint_staff(initials="per", name="Per", role=Role.MINISTRY, **BY)
    before = (
        Office.objects.count(),
        Staff.objects.count(),
        Appointment.objects.count(),
        len(told("staff", "kim")),
    )
    with pytest.raises(Refused) as refusal:
        act()
    assert refusal.value["da"] and refusal.value["en"] and refusal.value["da"] != refusal.value["en"]
    after = (
        Office.objects.count(),
        Staff.objects.count(),
        Appointment.objects.count(),
        len(told("staff", "kim")),
    )
    assert after == before


def test_the_last_day_is_a_danish_day() -> None:
    """23:30 in Denmark on 2 June is 21:30 UTC; an act on 3 June is still in the future."""
    house()
    late = BY | {"recorded_at": datetime(2025, 6, 2, 21, 30, tzinfo=UTC)}
    with pytest.raises(Refused):
        commands.appoint_staff(
            initials="x", name="X", role=Role.DIRECTOR, **late | {"happened_on": date(2025, 6, 3)}
        )
    after_midnight = BY | {"recorded_at": datetime(2025, 6, 2, 22, 30, tzinfo=UTC)}
    commands.appoint_staff(
        initials="x", name="X", role=Role.DIRECTOR, **after_midnight | {"happened_on": date(2025, 6, 3)}
    )
