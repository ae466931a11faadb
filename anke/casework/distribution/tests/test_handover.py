"""Somebody leaves or is away for long: every case in every state goes on in one act, and can come back.

Lesson 14: a leaver's work in every state is handed over in one act.
"""

from datetime import timedelta
from typing import Any

import pytest

from anke.casework.cases import commands as cases
from anke.casework.cases import queries as register
from anke.casework.distribution import commands
from anke.casework.distribution.models import Proposal, Run
from anke.casework.distribution.tests.offices import (
    BY,
    BY_CHIEF,
    MOMENT,
    TODAY,
    case,
    house,
    person,
    stories,
    whose,
)
from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.steps import OPEN, Status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    house()


def in_every_state(caseworker: str) -> dict[str, str]:
    """A case of the person in every state somebody must act in: status → number."""
    by_anna = BY | {"actor": "anna", "happened_on": TODAY}
    found = {str(status): case(caseworker=caseworker) for status in (*OPEN, Status.DECIDED)}
    cases.pause_clock(number=found["paused"], reason="Venter", **by_anna)
    for status in ("submitted", "approved"):
        cases.submit_draft(number=found[status], **by_anna)
    cases.approve_draft(number=found["approved"], **by_anna | {"actor": "chef"})
    cases.put_before_meeting(number=found["at_meeting"], meeting_on=TODAY + timedelta(30), **by_anna)
    cases.decide_case(number=found["decided"], outcome="affirmed", **by_anna)
    return found


def preview(**more: Any) -> int:
    how = {"initials": "anna", "leaves": True, "seed": 1, "as_of": TODAY} | BY_CHIEF
    return commands.preview_hand_over(**how | more)


def test_every_case_in_every_state_goes_on_and_nothing_is_left_behind() -> None:
    mine = in_every_state("anna")
    done = case(caseworker="anna")
    cases.withdraw_case(number=done, **BY)
    run = preview()
    assert set(Proposal.objects.filter(run=run).values_list("number", flat=True)) == set(mine.values())
    assert set(whose().values()) == {"anna"}  # a preview moves nothing
    assert commands.apply_run(run=run, **BY_CHIEF) == len(mine)
    after = whose()
    assert {after[number] for number in mine.values()} <= {"bo", "cille"}
    assert after[done] == "anna"  # what is over stays with who did it
    statuses = dict(register.Case.objects.values_list("number", "status"))
    assert {status: statuses[number] for status, number in mine.items()} == {one: one for one in mine}
    assert people.actor("anna") is None
    assert register.violations() == []
    told = [one.kind for one in events.events_of("staff", "anna")][-2:]
    assert told == ["work_handed_over", "staff_left"]


def test_without_handing_over_the_self_check_finds_the_cases() -> None:
    number = case(caseworker="anna")
    organisation.end_appointment(initials="anna", happened_on=TODAY, actor="chef", recorded_at=MOMENT)
    assert [one.number for one in register.violations()] == [number]


def test_somebody_away_keeps_the_role_and_gets_the_cases_back() -> None:
    mine = in_every_state("anna")
    before = whose()
    run = commands.hand_over(initials="anna", as_of=TODAY, **BY_CHIEF)
    assert "anna" not in whose().values() and people.actor("anna") is not None
    commands.undo_run(run=run, **BY_CHIEF)
    assert whose() == before
    assert Run.objects.get(pk=run).status == "undone"
    assert [one.kind for one in events.events_of("staff", "anna")][-1] == "work_taken_back"
    assert len(mine) == 6


def test_a_leaver_who_comes_back_can_have_the_cases_back() -> None:
    in_every_state("anna")
    before = whose()
    run = commands.hand_over(initials="anna", leaves=True, as_of=TODAY, **BY_CHIEF)
    with pytest.raises(Refused, match="anna holds no role any more"):
        commands.undo_run(run=run, **BY_CHIEF)
    organisation.appoint_staff(
        initials="anna", name="Anna", role=Role.CASEWORKER, office=13, **BY | {"happened_on": TODAY}
    )
    commands.undo_run(run=run, **BY_CHIEF)
    assert whose() == before


def test_all_to_one_colleague_within_the_rules() -> None:
    mine = in_every_state("anna")
    organisation.register_recusal(initials="cille", number=mine["paused"], reason="Nabo", **BY_CHIEF)
    commands.hand_over(initials="anna", to="cille", as_of=TODAY, **BY_CHIEF)
    after = whose()
    assert after[mine["paused"]] is None  # back to the office: recused is recused
    assert {after[number] for status, number in mine.items() if status != "paused"} == {"cille"}


def test_what_nobody_can_take_goes_back_to_the_office_and_says_why() -> None:
    number = case(caseworker="anna")
    for initials in ("bo", "cille", "dorte"):
        by = {"actor": "system", "recorded_at": MOMENT}
        organisation.register_absence(initials=initials, kind="other", first_on=TODAY, last_on=None, **by)
    run = preview()
    assert Proposal.objects.get(run=run).left == "away"
    commands.apply_run(run=run, **BY_CHIEF)
    found = register.Case.objects.get()
    assert (found.caseworker, found.office, found.next_role) == (None, 13, "head_of_office")
    assert number == found.number and register.violations() == []


def test_a_case_the_person_got_meanwhile_stops_it() -> None:
    case(caseworker="anna")
    run = preview()
    new = case(caseworker="anna")
    before = stories()
    with pytest.raises(Refused, match=f"have changed: {new}"):
        commands.apply_run(run=run, **BY_CHIEF)
    assert stories() == before and people.actor("anna") is not None


def test_a_leaver_without_cases_just_leaves() -> None:
    commands.hand_over(initials="anna", leaves=True, as_of=TODAY, **BY_CHIEF)
    assert people.actor("anna") is None
    with pytest.raises(Refused, match="bo has no cases"):
        commands.hand_over(initials="bo", as_of=TODAY, **BY_CHIEF)


@pytest.mark.parametrize("whom", ["chef", "nobody", "vice"])
def test_only_who_handles_cases_has_some_to_hand_over(whom: str) -> None:
    with pytest.raises(Refused, match="handles no cases"):
        preview(initials=whom)


@pytest.mark.parametrize("to", ["anna", "egon", "nobody"])
def test_a_receiver_is_a_colleague_who_handles_cases(to: str) -> None:
    case(caseworker="anna")
    with pytest.raises(Refused, match="cannot take cases over"):
        preview(to=to)


def test_a_restricted_case_goes_back_to_the_head() -> None:
    number = case(caseworker="anna")
    cases.restrict_case(number=number, reason="Kendt i huset", **BY | {"actor": "chef"})
    commands.hand_over(initials="anna", as_of=TODAY, **BY_CHIEF)
    assert whose() == {number: None}


def test_a_secretary_and_a_supervision_officer_have_cases_too() -> None:
    person("gert", Role.SUPERVISION_OFFICER, office=13)
    number = case(caseworker="gert")
    commands.hand_over(initials="gert", to="anna", as_of=TODAY, **BY_CHIEF)
    assert whose() == {number: "anna"}
