"""The synthetic authority's offices and people, and what it was told from outside."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from anke.content.load import content
from anke.demo.assumed import assumptions, read
from anke.demo.establishment import caseworkers, establish, logins
from anke.demo.reported import reported_events
from anke.events.vocabulary import KINDS, check_data
from anke.organisation import queries as organisation
from anke.rules.roles import Role


def test_fifteen_offices_supervision_and_the_boards_secretariat():
    offices = assumptions().organisation.offices
    assert len(offices) == 17
    assert len([office for office in offices.values() if office.department < 4]) == 15


def test_every_kind_of_case_has_a_team_and_every_team_an_office():
    assumed = assumptions()
    assert set(assumed.case_types) == set(content().case_types) - {"imported"}
    assert {team for kind in assumed.case_types.values() for team in kind.teams} == set(
        assumed.office_of_team
    )
    assert set(assumed.staff) == set(assumed.office_of_team)


def test_every_municipality_is_there():
    codes = {code for code, one in content().authorities.items() if one.kind == "municipality"}
    assert set(assumptions().municipalities.population) == codes
    assert len(codes) == 98


def test_every_assumption_says_so():
    assert all(kind.note for kind in assumptions().case_types.values())


@pytest.mark.slow
@pytest.mark.django_db
def test_everyone_printed_can_log_in_and_sees_what_the_role_sees():
    establish(assumptions(), 0.1)
    assert len(organisation.offices()) == 17
    roles = {}
    ask = RequestFactory().post("/login/")
    for login in logins():
        user = authenticate(ask, username=login.username, password=login.password)
        assert user is not None
        roles[login.username] = (organisation.may_see_cases(user), organisation.may_see_live_figures(user))
    assert roles["styring"] == (True, True)
    assert roles["sagsbehandler"] == (True, True)
    assert roles["ministeriet"] == (False, False)
    assert roles["administrator"][0] is False
    assert len(organisation.people(role=Role.CASEWORKER)) > 30
    assert {one.office for one in organisation.people(role=Role.HEAD_OF_OFFICE)} == {
        office.code for office in organisation.offices()
    }


def test_passwords_hold_here_only(settings):
    settings.SECRET_KEY = "one"
    one = [login.password for login in logins()]
    settings.SECRET_KEY = "two"
    assert not set(one) & {login.password for login in logins()}


def test_the_whole_has_hundreds_of_caseworkers_and_a_tenth_a_tenth():
    whole, tenth = (sum(caseworkers(assumptions(), scale).values()) for scale in (1.0, 0.1))
    assert 350 < whole < 550
    assert whole / 10 < tenth < whole / 5


def test_what_was_reported_is_of_the_vocabulary_and_asked_for_by_a_plan():
    asked = {f"{plan.id}/{subgoal.id}" for plan in content().plans.values() for subgoal in plan.subgoals()}
    events = reported_events()
    for event in events:
        check_data(KINDS[event.kind], event.data)
        assert event.subject_kind == "board" or event.subject_name in asked
    assert [event.recorded_at for event in events] == sorted(event.recorded_at for event in events)
    assert events[-1].happened_on <= date(2025, 10, 15)


def test_every_reported_figure_is_printed_somewhere_or_marked_made_up():
    made_up = read("reported")["made_up"]
    sources = {event.data["source"] for event in reported_events() if "source" in event.data}
    assert made_up in sources
    assert all(source == made_up or source.startswith("Resultatplan") for source in sources)
