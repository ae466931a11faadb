"""Who can be given work: absence, competence, recusal, and who may register them."""

from datetime import date, timedelta
from typing import Any

import pytest

from anke.events import queries as events
from anke.organisation import commands, queries
from anke.organisation.tests.people import MOMENT, house, somebody
from anke.rules.roles import Role
from anke.rules.steps import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 2)
BY_CHIEF: dict[str, Any] = {"actor": "chef", "recorded_at": MOMENT}


@pytest.fixture(autouse=True)
def people() -> None:
    house()
    somebody("chef", Role.HEAD_OF_OFFICE, office=1)
    somebody("anna", Role.CASEWORKER, office=1)
    somebody("bo", Role.CASEWORKER, office=2)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def away(first: int, last: int | None, **more: Any) -> int:
    how = {"initials": "anna", "kind": "vacation"} | BY_CHIEF | more
    return commands.register_absence(first_on=day(first), last_on=None if last is None else day(last), **how)


def test_absence_is_known_and_told() -> None:
    away(7, 11)
    (found,) = queries.absences(["anna", "bo"], since=TODAY)
    assert (found.initials, found.first_on, found.last_on) == ("anna", day(7), day(11))
    assert [found.covers(day(number)) for number in (6, 7, 11, 12)] == [False, True, True, False]
    told = events.events_of("staff", "anna")[-1]
    assert told.kind == "absence_registered" and told.actor == "chef"


def test_why_somebody_is_away_is_sealed() -> None:
    away(0, 3, kind="sick")
    assert "sick" not in str(events.events_of("staff", "anna")[-1].data)


@pytest.mark.parametrize(("first", "last", "held"), [(-28, 0, True), (-29, 0, False), (300, 310, True)])
def test_absence_reaches_back_as_far_as_the_lever_lets_it(first: int, last: int, held: bool) -> None:
    if held:
        assert away(first, last)
    else:
        with pytest.raises(Refused, match="up to 28 days back"):
            away(first, last)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(5, 4, "between the first day"), (5, 8, "absent from"), (0, None, "absent from"), (0, 500, "between")],
)
def test_an_absence_that_cannot_be_is_refused(first: int, last: int | None, said: str) -> None:
    away(7, 11)
    with pytest.raises(Refused, match=said):
        away(first, last)


def test_cancelling_is_a_new_act() -> None:
    number = away(7, 11)
    commands.cancel_absence(absence=number, **BY_CHIEF)
    assert queries.absences(["anna"], since=TODAY) == []
    assert [one.kind for one in events.events_of("staff", "anna")][-2:] == [
        "absence_registered",
        "absence_cancelled",
    ]
    with pytest.raises(Refused, match="cancelled already"):
        commands.cancel_absence(absence=number, **BY_CHIEF)
    assert away(8, 9)


def test_sickness_without_an_end_ends_when_somebody_knows() -> None:
    number = away(-3, None, kind="sick")
    assert queries.absences(["anna"], since=day(300))[0].covers(day(300))
    commands.end_absence(absence=number, last_on=day(2), **BY_CHIEF)
    assert queries.absences(["anna"], since=day(3)) == []


@pytest.mark.parametrize("actor", ["anna", "bo", "nobody"])
def test_only_who_leads_a_person_registers_absence(actor: str) -> None:
    with pytest.raises(Refused, match="Only somebody who leads anna"):
        away(1, 2, actor=actor)
    with pytest.raises(Refused, match="Nobody is called cc"):
        away(1, 2, initials="cc")


def test_a_head_leads_the_own_office_only() -> None:
    with pytest.raises(Refused, match="Only somebody who leads bo"):
        away(1, 2, initials="bo")
    assert away(1, 2, initials="bo", actor="system")


def test_competences_are_set_from_a_day_on() -> None:
    def master(*types: str, since: int) -> None:
        commands.set_competences(initials="anna", case_types=types, since=day(since), **BY_CHIEF)

    assert queries.competences(["anna"], on=TODAY) == {}
    master("cash_benefit", "family_law", since=0)
    master("cash_benefit", "work_injury", since=10)
    assert queries.competences(["anna", "bo"], on=day(9)) == {
        "anna": {"cash_benefit", "family_law"},
    }
    assert queries.competences(["anna"], on=day(10)) == {"anna": {"cash_benefit", "work_injury"}}
    told = [one.kind for one in events.events_of("staff", "anna")][-2:]
    assert told == ["competence_ended", "competence_given"]
    with pytest.raises(Refused, match="no case type called nonsense"):
        master("nonsense", since=0)


def test_a_person_may_declare_a_recusal_and_not_lift_it() -> None:
    by_anna: dict[str, Any] = {"actor": "anna", "recorded_at": MOMENT}
    number = commands.register_recusal(initials="anna", number="2025-000001", reason="Nabo", **by_anna)
    assert [(one.initials, one.number) for one in queries.recusals(["anna", "bo"])] == [
        ("anna", "2025-000001")
    ]
    assert "Nabo" not in str(events.events_of("staff", "anna")[-1].data)
    with pytest.raises(Refused, match="recused already"):
        commands.register_recusal(initials="anna", number="2025-000001", reason="Nabo", **by_anna)
    with pytest.raises(Refused, match="Only somebody who leads"):
        commands.end_recusal(recusal=number, **by_anna)
    commands.end_recusal(recusal=number, **BY_CHIEF)
    assert queries.recusals(["anna"]) == []


@pytest.mark.parametrize(
    "what",
    [{"reason": "Nabo"}, {"reason": "Nabo", "number": "1", "party_key": "k"}, {"reason": " ", "number": "1"}],
)
def test_a_recusal_names_one_thing_and_a_reason(what: dict[str, str]) -> None:
    with pytest.raises(Refused):
        commands.register_recusal(initials="anna", **what, **BY_CHIEF)


def test_asking_about_many_people_is_one_question_each(django_assert_num_queries) -> None:
    away(7, 11)
    for ask in (
        lambda: queries.absences(["anna", "bo"], since=TODAY),
        lambda: queries.competences(["anna", "bo"], on=TODAY),
        lambda: queries.recusals(["anna", "bo"]),
    ):
        with django_assert_num_queries(1):
            ask()
