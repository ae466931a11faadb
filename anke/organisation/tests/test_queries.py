"""Who may see what. The table is meant to be read by those who answer for it."""

import pytest
from django.contrib.auth.models import AnonymousUser, User

from anke.organisation import commands, queries
from anke.organisation.tests.people import BY, house, somebody, three
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db

# role, held in office, over department → offices whose cases are seen (0: in no office), live figures, runs
ALL = {0, 1, 2, 3}
TABLE = [
    (Role.CASEWORKER, 1, None, {1}, True, False),
    (Role.HEAD_OF_OFFICE, 1, None, {1}, True, False),
    (Role.DEPUTY_DIRECTOR, None, 1, {1, 2}, True, False),
    (Role.DIRECTOR, None, None, ALL, True, False),
    (Role.LEGAL_UNIT, None, None, ALL, True, False),
    (Role.STEERING_UNIT, None, None, ALL, True, False),
    (Role.QUALITY_READER, None, None, set(), True, False),
    (Role.BOARD_SECRETARY, 3, None, {3}, True, False),
    (Role.SUPERVISION_OFFICER, 3, None, {3}, True, False),
    (Role.SYSTEM_ADMINISTRATOR, None, None, set(), False, True),
    (Role.MINISTRY, None, None, set(), False, False),
]


def test_the_table_names_every_role() -> None:
    assert [row[0] for row in TABLE] == list(Role)


@pytest.mark.parametrize("row", TABLE, ids=[str(row[0]) for row in TABLE])
def test_what_a_role_sees(row: tuple[Role, int | None, int | None, set[int], bool, bool]) -> None:
    role, office, department, seen, live, runs = row
    house()
    user = somebody("person", role, office=office, department=department)
    assert {code for code in ALL if queries.may_see_case(user, office=code or None)} == seen
    assert queries.may_see_cases(user) is bool(seen)
    assert queries.may_see_live_figures(user) is live
    assert queries.is_operator(user) is runs


@pytest.mark.parametrize(("who", "seen"), [("inside", {1}), ("team", {2}), ("outsider", set())])
def test_the_same_three_people(who: str, seen: set[int]) -> None:
    house()
    user = three()[who]
    assert {code for code in ALL if queries.may_see_case(user, office=code or None)} == seen


def test_a_stranger_sees_nothing() -> None:
    stranger = AnonymousUser()
    assert queries.person_for(stranger) is None
    assert not queries.may_see_cases(stranger)
    assert not queries.may_see_live_figures(stranger)
    assert not queries.is_operator(stranger)


def test_running_the_machine_opens_no_case() -> None:
    root = User.objects.create_superuser("root")
    assert queries.is_operator(root)
    assert not queries.may_see_cases(root)


def test_who_has_left_sees_nothing_and_may_come_back() -> None:
    house()
    user = somebody("person", Role.DIRECTOR)
    commands.end_appointment(initials="person", **BY)
    assert not queries.may_see_cases(user)
    assert queries.people() == []
    commands.appoint_staff(initials="person", name="", role=Role.CASEWORKER, office=2, **BY)
    assert queries.case_scope(user).offices == {2}
    assert queries.person_for(user).name == "Person"


def test_a_closed_account_sees_nothing() -> None:
    house()
    user = somebody("person", Role.DIRECTOR)
    user.is_active = False
    user.save()
    assert not queries.may_see_cases(user)


def test_people_and_offices() -> None:
    house()
    three()
    assert [person.initials for person in queries.people(office=1)] == ["inside"]
    assert [person.initials for person in queries.people(role=Role.CASEWORKER)] == ["inside", "team"]
    assert queries.people()[0].title("da") == "sagsbehandler"
    assert [(office.code, office.department, office.areas) for office in queries.offices()] == [
        (1, 1, ("family_law",)),
        (2, 1, ("family_law",)),
        (3, 2, ("family_law",)),
    ]


def test_asking_costs_one_question_however_many_people(django_assert_num_queries) -> None:
    house()
    three()
    with django_assert_num_queries(1):
        queries.people()
    with django_assert_num_queries(1):
        queries.offices()
