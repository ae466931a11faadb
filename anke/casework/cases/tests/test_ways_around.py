"""Ways around the rules, tried: by another role, another act, another case, a second person's name."""

from datetime import date, timedelta
from typing import Any

import pytest

from anke.casework.cases import commands, queries
from anke.casework.cases.models import Case
from anke.casework.cases.tests.browsing import browser, user_of
from anke.casework.cases.tests.doing import BY, CHIEF, MOMENT, case_in, chief, do, register
from anke.organisation import commands as organisation
from anke.organisation import queries as people_of
from anke.organisation.models import Reading
from anke.organisation.tests import people
from anke.organisation.tests.people import house, somebody
from anke.rules.refusal import Refused
from anke.rules.roles import MACHINES, Role
from anke.rules.steps import Act, Status

pytestmark = pytest.mark.django_db
TWO = {"case_type": "compulsory_measures"}  # two must agree on it (casework.yaml)


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()


def by(initials: str) -> dict[str, Any]:
    return BY | {"actor": initials}


def seen(initials: str, number: str) -> bool:
    user = people_of.user_of(initials)
    assert user is not None
    return queries.visible(user, at=MOMENT).filter(number=number).exists()


@pytest.mark.parametrize("name", [*MACHINES, "System", "data_protection"])
def test_nobody_is_called_what_the_house_itself_is_called(name: str) -> None:
    with pytest.raises(Refused):
        somebody(name, Role.CASEWORKER, office=1)


def test_a_sight_given_ends_with_the_role_and_never_reaches_one_that_sees_no_case() -> None:
    number = register(office=2)
    somebody("anna", Role.CASEWORKER, office=1)
    organisation.grant_sight(initials="anna", number=number, reason="Bistår", actor=CHIEF, at=MOMENT)
    assert seen("anna", number)
    told = BY | {"happened_on": people.DAY}
    organisation.end_appointment(initials="anna", **told)
    organisation.appoint_staff(initials="anna", name="Anna", role=Role.SYSTEM_ADMINISTRATOR, **told)
    assert not seen("anna", number)
    assert not people_of.granted_numbers("anna", at=MOMENT + timedelta(seconds=1))


def test_a_sight_left_from_another_role_shows_a_system_administrator_nothing() -> None:
    number = register(office=2)
    user = user_of(Role.CASEWORKER)
    initials = user.username
    organisation.grant_sight(initials=initials, number=number, reason="Bistår", actor=CHIEF, at=MOMENT)
    from anke.organisation.models import Appointment

    held = Appointment.objects.get(staff__initials=initials)
    held.role, held.office = "system_administrator", None
    held.save()
    assert not seen(initials, number)
    assert browser(user).get(f"/cases/{number}/").status_code == 404
    with pytest.raises(Refused):
        commands.request_information(number=number, **by(initials))


def test_a_reopened_case_is_as_guarded_as_the_old_one() -> None:
    worker = user_of(Role.CASEWORKER)
    other = somebody("bo", Role.CASEWORKER, office=1)
    number = register()
    commands.assign_case(number=number, office=1, caseworker=worker.username, **by(chief()))
    do(Act.WITHDRAW, number)
    do(Act.RESTRICT, number)
    new = commands.reopen_case(number=number, **by(worker.username)).name
    assert Case.objects.get(number=new).restricted
    assert seen(worker.username, new)
    assert not seen(other.username, new)


class TestLinks:
    @pytest.fixture
    def linked(self) -> tuple[str, str]:
        number, other = register(), register()
        commands.link_case(number=number, other=other, reason="Samme borger", **BY)
        do(Act.RESTRICT, other)
        return number, other

    def test_the_story_names_no_case_that_is_not_seen(self, linked: tuple[str, str]) -> None:
        number, other = linked
        told = browser(user_of(Role.CASEWORKER)).get(f"/cases/{number}/story/").content.decode()
        assert other not in told
        assert "Samme borger" not in told
        assert other in browser(user_of(Role.DIRECTOR)).get(f"/cases/{number}/story/").content.decode()

    def test_the_form_that_takes_a_link_away_offers_no_such_case(self, linked: tuple[str, str]) -> None:
        number, other = linked
        told = browser(user_of(Role.CASEWORKER)).get(f"/cases/{number}/act/unlink/").content.decode()
        assert other not in told

    def test_linked_and_unknown_are_refused_in_the_same_words(self, linked: tuple[str, str]) -> None:
        number, other = linked
        third = register()
        do(Act.RESTRICT, third)
        said = set()
        for name in (other, third, "2025-999999"):
            with pytest.raises(Refused) as refused:
                commands.unlink_case(
                    number=number, other=name, reason="x", **by(user_of(Role.CASEWORKER).username)
                )
            said.add(refused.value.en.replace(name, "N"))
        assert len(said) == 1


def test_undo_tells_nothing_of_a_case_that_is_not_seen() -> None:
    number = register(office=2)
    with pytest.raises(Refused, match="There is no case"):
        commands.undo(number=number, reason="x", **by(user_of(Role.CASEWORKER).username))


class TestTwoMustAgree:
    @pytest.fixture
    def worker(self) -> str:
        return str(user_of(Role.CASEWORKER).username)

    def test_what_is_decided_is_what_was_approved(self, worker: str) -> None:
        number = register(**TWO)
        commands.submit_draft(number=number, outcome="affirmed", **by(worker))
        commands.approve_draft(number=number, **by(chief()))
        with pytest.raises(Refused, match="approved draft"):
            commands.decide_case(number=number, outcome="changed", **by(worker))
        commands.decide_case(number=number, outcome="affirmed", **by(worker))

    def test_a_draft_says_what_it_comes_to(self, worker: str) -> None:
        with pytest.raises(Refused, match="what the draft comes to"):
            commands.submit_draft(number=register(**TWO), **by(worker))

    def test_an_open_case_is_not_decided_by_correcting_it(self, worker: str) -> None:
        changes = {"decided_on": date(2025, 3, 10), "closed_on": date(2025, 3, 10), "outcome": "affirmed"}
        with pytest.raises(Refused, match="is open"):
            commands.correct_registration(number=register(**TWO), changes=changes, reason="x", **by(worker))

    def test_an_outcome_two_agreed_on_is_corrected_by_a_leader(self, worker: str) -> None:
        number = register(**TWO)
        commands.submit_draft(number=number, outcome="affirmed", **by(worker))
        commands.approve_draft(number=number, **by(chief()))
        commands.decide_case(number=number, outcome="affirmed", **by(worker))
        other: dict[str, Any] = {"number": number, "changes": {"outcome": "changed"}, "reason": "x"}
        with pytest.raises(Refused, match="A leader"):
            commands.correct_registration(**other, **by(worker))
        commands.correct_registration(**other, **by(chief()))

    def test_whoever_wrote_in_a_draft_does_not_approve_it(self, worker: str) -> None:
        number = register(**TWO)
        said: dict[str, Any] = {"authors": [worker, chief()], "outcome": "affirmed"}
        commands.submit_draft(number=number, **said, **by(worker))
        with pytest.raises(Refused, match="your own"):
            commands.approve_draft(number=number, **by(chief()))

    def test_a_role_that_is_not_named_does_not_approve(self, worker: str) -> None:
        number = register(**TWO)
        said: dict[str, Any] = {"approvers": [Role.DEPUTY_DIRECTOR], "outcome": "affirmed"}
        commands.submit_draft(number=number, **said, **by(worker))
        with pytest.raises(Refused, match="another role"):
            commands.approve_draft(number=number, **by(chief()))
        head = user_of(Role.DEPUTY_DIRECTOR).username
        commands.approve_draft(number=number, **by(head))


def test_no_case_is_moved_to_another_office_by_a_correction() -> None:
    worker, number = user_of(Role.CASEWORKER).username, register()
    for office in (2, None):
        with pytest.raises(Refused, match="Only a leader"):
            commands.correct_registration(number=number, changes={"office": office}, reason="x", **by(worker))


def test_a_page_that_refuses_an_act_still_shows_the_case_and_is_set_down() -> None:
    number = case_in(Status.DISPATCHED)
    user = user_of(Role.STEERING_UNIT)
    assert browser(user).get(f"/cases/{number}/act/decide/").status_code == 409
    assert Reading.objects.filter(who=user.username, number=number).exists()


def test_personal_data_are_forgotten_by_those_who_keep_and_never_while_a_hold_stands() -> None:
    number = case_in(Status.WITHDRAWN)
    told: dict[str, Any] = {"number": number, "reason": "Indsigelse"}
    for role in (Role.CASEWORKER, Role.HEAD_OF_OFFICE):
        with pytest.raises(Refused, match="role"):
            commands.forget_parties(**told, **by(user_of(role).username))
    do(Act.PLACE_HOLD, number)
    with pytest.raises(Refused, match="hold"):
        commands.forget_parties(**told, **by(chief()))


def test_a_meeting_of_one_person_is_no_second_person() -> None:
    worker, other = user_of(Role.CASEWORKER).username, somebody("bo", Role.CASEWORKER, office=1).username
    number = register(**TWO)
    soon = date(2025, 3, 20)
    commands.put_before_meeting(number=number, meeting_on=soon, **by(worker))
    with pytest.raises(Refused, match="the meeting is held on"):
        commands.decide_case(number=number, outcome="affirmed", **by(other))
    held: dict[str, Any] = {"happened_on": soon, "recorded_at": MOMENT}
    with pytest.raises(Refused, match="somebody else"):
        commands.decide_case(number=number, outcome="affirmed", actor=worker, **held)
    commands.decide_case(number=number, outcome="affirmed", actor=other, **held)
