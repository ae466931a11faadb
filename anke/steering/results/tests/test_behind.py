"""The cases behind a figure: a restricted one is counted, and named only to those who see such cases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from anke.events import commands as events
from anke.organisation import commands as sights
from anke.organisation import queries as organisation
from anke.organisation.tests.people import house, somebody
from anke.rules.roles import Role
from anke.steering.results.behind import HIDDEN, seen_rows
from anke.steering.statistics.queries import FigureCase

pytestmark = pytest.mark.django_db
AT = datetime(2025, 6, 3, 9, 0, tzinfo=UTC)
DAY = date(2025, 3, 3)


def told(number: str, kind: str, **data: Any) -> None:
    events.record(
        subject_kind="case",
        subject_name=number,
        kind=kind,
        data=data,
        happened_on=DAY,
        actor="test",
        recorded_at=AT,
    )


def row(number: str) -> FigureCase:
    return FigureCase(number, True, "counted", DAY, DAY, 10, 1, 101, 1, 1)


@pytest.fixture
def rows() -> list[FigureCase]:
    house()
    for number in ("2025-000001", "2025-000002", "2025-000003"):
        told(number, "case_registered", case_type="cash_benefit", authority=101, office=1)
    for number in ("2025-000002", "2025-000003"):
        told(number, "case_restricted", reason="Parten er kendt i huset")
    told("2025-000003", "restriction_lifted", reason="Ikke længere nødvendig")
    return [row(number) for number in ("2025-000001", "2025-000002", "2025-000003")]


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.CASEWORKER, ["2025-000001", HIDDEN, "2025-000003"]),
        (Role.STEERING_UNIT, ["2025-000001", HIDDEN, "2025-000003"]),
        (Role.HEAD_OF_OFFICE, ["2025-000001", "2025-000002", "2025-000003"]),
        (Role.LEGAL_UNIT, ["2025-000001", "2025-000002", "2025-000003"]),
    ],
)
def test_who_is_told_which_and_that_it_is_set_down(
    rows: list[FigureCase], role: Role, names: list[str]
) -> None:
    user = somebody("anna", role, office=1 if role in (Role.CASEWORKER, Role.HEAD_OF_OFFICE) else None)
    seen = seen_rows(rows, user, AT)
    assert [one.id for one in seen] == names
    assert all(one.received_on is None and one.days is None for one in seen if one.id == HIDDEN)
    read = organisation.readings_by("anna", since=AT, limit=10)
    assert sorted(one.number for one in read) == sorted(name for name in names if name)


def test_who_has_a_restricted_case_or_was_given_sight_of_it_is_told_its_number(
    rows: list[FigureCase],
) -> None:
    own, given = somebody("anna", Role.CASEWORKER, office=1), somebody("bo", Role.CASEWORKER, office=1)
    other = somebody("carl", Role.CASEWORKER, office=1)
    told("2025-000002", "case_assigned", office=1, caseworker="anna")
    sights.grant_sight(initials="bo", number="2025-000002", reason="Bisidder", actor="chef", at=AT)
    for user, seen in ((own, True), (given, True), (other, False)):
        assert ("2025-000002" in [one.id for one in seen_rows(rows, user, AT)]) is seen
    told("2025-000002", "case_assigned", office=1, caseworker="carl")
    assert "2025-000002" not in [one.id for one in seen_rows(rows, own, AT)]
