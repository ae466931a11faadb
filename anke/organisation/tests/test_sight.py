"""Who acts, who read what, and who sees one case more than the role gives."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from anke.events import queries as events
from anke.organisation import commands, queries
from anke.organisation.models import Notice, Reading
from anke.organisation.tests.people import BY, MOMENT, house, somebody
from anke.rules.roles import MACHINES, Role
from anke.rules.steps import Refused

pytestmark = pytest.mark.django_db
NUMBER = "2025-000001"
DAY = timedelta(days=1)


def test_an_actor_is_one_question(django_assert_num_queries) -> None:
    house()
    somebody("anna", Role.DEPUTY_DIRECTOR, department=1)
    with django_assert_num_queries(1):
        anna = queries.actor("anna")
    assert (anna.role, anna.department, anna.scope.offices) == (Role.DEPUTY_DIRECTOR, 1, {1, 2})
    assert queries.actor("nobody") is None


@pytest.mark.parametrize(
    ("role", "where"),
    [
        (Role.CASEWORKER, {"office": 1}),
        (Role.DIRECTOR, {}),
        (Role.MINISTRY, {}),
        (Role.DEPUTY_DIRECTOR, {"department": 2}),
    ],
)
def test_an_actor_reaches_what_the_person_sees(role: Role, where: dict[str, int]) -> None:
    house()
    user = somebody("anna", role, **where)
    assert queries.actor("anna").scope == queries.case_scope(user)


def test_who_has_left_acts_no_more() -> None:
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    commands.end_appointment(initials="anna", **BY)
    assert queries.actor("anna") is None


def test_machines_act_without_a_role(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        machines = [queries.actor(name) for name in MACHINES]
    assert all(one.machine and one.role is None and one.scope.everything for one in machines)


def test_a_reading_is_one_insert(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        commands.record_reading(who="anna", numbers=[NUMBER, "2025-000002", NUMBER], what="list", at=MOMENT)
    with django_assert_num_queries(0):
        commands.record_reading(who="anna", numbers=[], what="list", at=MOMENT)
    commands.record_reading(who="bo", numbers=[NUMBER], what="page", at=MOMENT + DAY, request="r-1")
    read = queries.readings_of(NUMBER, limit=10)
    assert [(one.who, one.what, one.at, one.request) for one in read] == [
        ("bo", "page", MOMENT + DAY, "r-1"),
        ("anna", "list", MOMENT, ""),
    ]
    assert len(queries.readings_by("anna", since=MOMENT, limit=10)) == 2
    assert queries.readings_by("anna", since=MOMENT + DAY, limit=10) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation_reading SET who = 'nobody'",
        "DELETE FROM organisation_reading",
        "INSERT OR REPLACE INTO organisation_reading SELECT * FROM organisation_reading",
        "TRUNCATE organisation_reading",
    ],
)
def test_the_database_refuses_to_change_the_log(statement: str) -> None:
    if ("REPLACE" in statement, "TRUNCATE" in statement)[connection.vendor == "sqlite"]:
        pytest.skip("the other database's statement")
    commands.record_reading(who="anna", numbers=[NUMBER], what="page", at=MOMENT)
    with (
        pytest.raises(DatabaseError, match="readings are never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Reading.objects.get().who == "anna"


def test_a_sight_is_given_until_it_ends() -> None:
    house()
    somebody("anna", Role.QUALITY_READER)
    commands.grant_sight(
        initials="anna",
        number=NUMBER,
        kind="drawn",
        reason="Kvalitetsmåling",
        until=MOMENT + 3 * DAY,
        actor="test",
        at=MOMENT,
    )
    seen = [queries.granted_numbers("anna", at=MOMENT + days * DAY) for days in (-1, 0, 2, 3)]
    assert seen == [set(), {NUMBER}, {NUMBER}, set()]
    commands.end_sight(initials="anna", number=NUMBER, actor="test", at=MOMENT + DAY)
    assert not queries.is_granted("anna", NUMBER, at=MOMENT + DAY)
    assert [sight.kind for sight in queries.sights_of(NUMBER)] == ["drawn"]
    with pytest.raises(Refused, match="no sight"):
        commands.end_sight(initials="anna", number=NUMBER, actor="test", at=MOMENT + 2 * DAY)


def test_glass_is_broken_for_a_day_and_told() -> None:
    house()
    somebody("chef", Role.HEAD_OF_OFFICE, office=2)
    somebody("anna", Role.CASEWORKER, office=1)
    ends = commands.break_glass(
        initials="anna", number=NUMBER, reason="Klager er i akut fare", at=MOMENT, office=2
    )
    assert ends == MOMENT + DAY
    assert queries.granted_numbers("anna", at=MOMENT + DAY / 2) == {NUMBER}
    assert queries.granted_numbers("anna", at=ends) == set()
    assert set(Notice.objects.values_list("recipient", flat=True)) == {"chef", "data_protection"}
    assert [one.what for one in queries.readings_of(NUMBER, limit=9)] == ["break_glass"]
    told = list(events.events_of("staff", "anna"))[-1]
    assert (told.kind, told.data["number"]) == ("glass_broken", NUMBER)
    assert "fare" not in str(told.data)  # sealed: why may be about a person


@pytest.mark.parametrize("reason", ["", "haster", " kort      "])
def test_glass_needs_a_reason(reason: str) -> None:
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    with pytest.raises(Refused, match="at least 10"):
        commands.break_glass(initials="anna", number=NUMBER, reason=reason, at=MOMENT)
    assert queries.granted_numbers("anna", at=MOMENT) == set()


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.SYSTEM_ADMINISTRATOR])
def test_some_never_see_a_case(role: Role) -> None:
    house()
    somebody("anna", role)
    with pytest.raises(Refused, match="not even in an emergency"):
        commands.break_glass(initials="anna", number=NUMBER, reason="Klager er i akut fare", at=MOMENT)
    with pytest.raises(Refused, match="never sees a case"):
        commands.grant_sight(initials="anna", number=NUMBER, reason="Bisidder", actor="test", at=MOMENT)


def test_a_notice_is_mailed_without_its_reason(settings, mailoutbox) -> None:
    settings.ANKE_DATA_PROTECTION_MAIL = "dpo@example.org"
    house()
    chief = somebody("chef", Role.HEAD_OF_OFFICE, office=2)
    chief.email = "chef@example.org"
    chief.save()
    somebody("anna", Role.CASEWORKER, office=1)
    commands.break_glass(initials="anna", number=NUMBER, reason="Klager er i akut fare", at=MOMENT, office=2)
    (mail,) = mailoutbox
    assert mail.to == ["chef@example.org", "dpo@example.org"]
    assert NUMBER in mail.subject and "anna" in mail.body and "fare" not in mail.body


def test_a_notice_is_shown_until_it_is_seen() -> None:
    house()
    somebody("chef", Role.HEAD_OF_OFFICE, office=2)
    somebody("jura", Role.LEGAL_UNIT)
    somebody("anna", Role.CASEWORKER, office=1)
    commands.break_glass(initials="anna", number=NUMBER, reason="Klager er i akut fare", at=MOMENT, office=2)
    (told,) = queries.notices_for("chef", limit=9)
    assert (told.about, told.number, told.reason, told.seen_at) == (
        "anna",
        NUMBER,
        "Klager er i akut fare",
        None,
    )
    assert len(queries.notices_for("jura", limit=9)) == 1  # for the data protection contact
    with pytest.raises(Refused, match="no such notice for you"):
        commands.see_notice(notice=told.id, actor="anna", at=MOMENT)
    commands.see_notice(notice=told.id, actor="chef", at=MOMENT + DAY)
    assert queries.notices_for("chef", limit=9)[0].seen_at == MOMENT + DAY
