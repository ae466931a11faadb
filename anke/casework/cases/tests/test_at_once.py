"""A decision by the form is done at once or not at all; what stands in its way the page of the act says."""

from typing import Any

import pytest

from anke.casework.cases import at_once, commands
from anke.casework.cases.act_fields import FIELDS
from anke.casework.cases.act_table import ROWS
from anke.casework.cases.commands import acting
from anke.casework.cases.models import Case, Submission
from anke.casework.cases.tests.browsing import browser, typed, user_of
from anke.casework.cases.tests.doing import BY, MOMENT, register
from anke.events.queries import events_of
from anke.organisation.queries import readings_of
from anke.organisation.tests import people
from anke.organisation.tests.people import house
from anke.rules.roles import Role
from anke.rules.steps import Act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()


def sent(number: str, *, office: int = 1, **more: str) -> Any:
    who = browser(user_of(Role.CASEWORKER, office=office))
    return who.post(f"/cases/{number}/act/decide/", typed(Act.DECIDE, number) | more)


def test_it_is_held_once(monkeypatch: pytest.MonkeyPatch) -> None:
    number, held = register(), []
    of_the_house = acting._who_and_case_and_lock

    def counted(initials: str, number: str) -> Any:
        known = acting._looked_at.get()
        held.append("held" if known is None else "known")
        return of_the_house(initials, number)

    monkeypatch.setattr(acting, "_who_and_case_and_lock", counted)
    answer = sent(number)
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{number}/?done=2")
    assert "no-store" in answer["Cache-Control"]
    assert held == ["held", "known"]
    assert acting._looked_at.get() is None
    assert readings_of(number, limit=5) == []


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"outcome_of_case": "no such outcome"}, 422),
        ({"happened_on": "31.2.2025"}, 422),
        ({"happened_on": "2999-01-01"}, 409),
        ({"expected": "7"}, 409),
        ({"ground": "Ring til 010180-1234"}, 422),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(wrong: dict[str, str], status: int) -> None:
    number = register()
    if "expected" in wrong:
        wrong = {"expected": "1"}
        commands.request_information(number=number, source="Kommunen", **BY)
    before = len(events_of("case", number))
    answer = sent(number, **wrong)
    assert answer.status_code == status
    assert (len(events_of("case", number)), Submission.objects.count()) == (before, 0)
    assert Case.objects.get(number=number).status == "registered"
    assert [one.what for one in readings_of(number, limit=5)] == [
        "page"
    ]  # who was shown the case is set down


def test_a_case_one_does_not_see_is_not_there() -> None:
    number = register(office=3)
    for missing in (number, "2025-999999"):
        answer = browser(user_of(Role.CASEWORKER)).post(
            f"/cases/{missing}/act/decide/", typed(Act.DECIDE, number)
        )
        assert answer.status_code == 404
    assert len(events_of("case", number)) == 1


def test_nobody_is_led_to_the_log_in() -> None:
    number = register()
    answer = browser(None).post(f"/cases/{number}/act/decide/", typed(Act.DECIDE, number))
    assert answer.status_code == 302 and answer["Location"].startswith("/login/")
    assert len(events_of("case", number)) == 1


def test_a_form_sent_twice_is_done_once() -> None:
    number = register()
    who = browser(user_of(Role.CASEWORKER))
    form = typed(Act.DECIDE, number) | {"once": "a-token-that-is-long-enough"}
    answers = [who.post(f"/cases/{number}/act/decide/", form) for _ in range(3)]
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, f"/cases/{number}/?done=2")}
    assert len(events_of("case", number)) == 2


def test_the_form_of_every_act_done_at_once_asks_for_nothing_but_the_case() -> None:
    assert all(FIELDS[name].by is not None for act in at_once.ACTS for name in ROWS[act].fields)
