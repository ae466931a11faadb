"""The same three people ask; each sees the cases of their own office and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser, User

from anke.casework.cases import queries
from anke.casework.cases.tests.doing import MOMENT, do, register
from anke.organisation.tests import people
from anke.organisation.tests.people import house, somebody, three
from anke.rules.roles import Role
from anke.rules.steps import Act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _before_the_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """The people are engaged no later than the cases come in."""
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)


def cases() -> dict[int, str]:
    """One case in each office."""
    house()
    return {office: register(office=office) for office in (1, 2, 3)}


@pytest.mark.parametrize(("who", "seen"), [("inside", {1}), ("team", {2}), ("outsider", set())])
def test_list_object_and_gate_agree(who: str, seen: set[int]) -> None:
    made = cases()
    user = three()[who]
    assert {case.office for case in queries.open_cases(user=user, at=MOMENT, limit=10)} == seen
    assert {
        office for office, number in made.items() if queries.find_case(number, user=user, at=MOMENT)
    } == seen
    assert queries.visible_numbers(made.values(), user=user, at=MOMENT) == {made[office] for office in seen}


def test_wider_reaches() -> None:
    made = cases()
    deputy = somebody("deputy", Role.DEPUTY_DIRECTOR, department=1)
    director = somebody("director", Role.DIRECTOR)
    assert queries.visible_numbers(made.values(), user=deputy, at=MOMENT) == {made[1], made[2]}
    assert queries.visible_numbers([*made.values(), "2025-999999"], user=director, at=MOMENT) == set(
        made.values()
    )


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.MINISTRY, Role.QUALITY_READER])
def test_some_roles_see_no_case(role: Role) -> None:
    made = cases()
    user = somebody("person", role)
    assert queries.open_cases(user=user, at=MOMENT, limit=10) == []
    assert queries.visible_numbers(made.values(), user=user, at=MOMENT) == frozenset()
    assert queries.find_case(made[1], user=user, at=MOMENT) is None


def test_strangers_and_superusers_see_none() -> None:
    made = cases()
    for user in (AnonymousUser(), User.objects.create_superuser("root")):
        assert queries.find_case(made[1], user=user, at=MOMENT) is None
        assert queries.visible_numbers(made.values(), user=user, at=MOMENT) == frozenset()


def test_a_case_moves_with_its_office() -> None:
    made = cases()
    seen_by = three()
    somebody("anna", Role.CASEWORKER, office=2)
    do(Act.ASSIGN, made[1], office=2)
    assert queries.find_case(made[1], user=seen_by["inside"], at=MOMENT) is None
    assert queries.find_case(made[1], user=seen_by["team"], at=MOMENT).caseworker == "anna"


def test_lists_are_oldest_first_open_only_and_narrowed() -> None:
    cases()
    user = somebody("director", Role.DIRECTOR)
    somebody("anna", Role.CASEWORKER, office=2)
    do(Act.WITHDRAW, "2025-000001")
    do(Act.ASSIGN, "2025-000003", office=2)
    assert [case.name for case in queries.open_cases(user=user, at=MOMENT, limit=10)] == [
        "2025-000002",
        "2025-000003",
    ]
    assert [
        case.name for case in queries.open_cases(user=user, office=2, caseworker="anna", at=MOMENT, limit=10)
    ] == ["2025-000003"]
    assert len(queries.open_cases(user=user, at=MOMENT, limit=1)) == 1
    assert queries.count_cases() == 3


def test_the_number_of_questions_does_not_grow(django_assert_num_queries) -> None:
    """One for who it is, one for what was granted, one for the list: whatever its length."""
    made = cases()
    user = somebody("director", Role.DIRECTOR)
    for _ in range(2):
        with django_assert_num_queries(3):
            queries.open_cases(user=user, at=MOMENT, limit=100)
        with django_assert_num_queries(3):
            queries.visible_numbers(made.values(), user=user, at=MOMENT)
        for _ in range(5):
            register(office=2)
