"""A case is given to offices and people there are; a program is told which."""

from collections.abc import Iterator
from typing import Any

import pytest

from anke.casework.cases.queries import Case
from anke.casework.gateway import tokens
from anke.casework.gateway.tests.asking import a_case, office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    tokens.forget()
    yield
    tokens.forget()


@pytest.mark.parametrize(
    ("who", "act", "body", "says"),
    [
        (
            "anna",
            "assign",
            {"office": 1, "caseworker": "nobody"},
            "There is nobody with the initials nobody. In office 1 are: anna, hans.",
        ),
        (
            "anna",
            "assign",
            {"office": 77, "caseworker": "anna"},
            "There is no office 77. The offices are: 1 ",
        ),
        ("hans", "transfer", {"office": 77, "reason": "Makkerkontor"}, "There is no office 77."),
    ],
)
def test_a_case_is_given_to_nobody_and_nowhere_there_is_not(
    who: str, act: str, body: dict[str, Any], says: str
) -> None:
    there, number = office(), a_case()
    refused = there[who].send(f"/api/cases/{number}/acts/{act}", body | {"expected": 1})
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert says in refused.json()["detail"]
    assert Case.objects.get(number=number).position == 1
