"""A personal number typed where none belongs: refused on every page, kept nowhere, and not shown again."""

from typing import Any

import pytest
from django.test import Client

from anke.casework.cases.models import Case, SavedView, Submission
from anke.casework.cases.tests.browsing import browser, registering, user_of
from anke.casework.cases.tests.doing import MOMENT, register
from anke.events.models import Event
from anke.organisation.models import Grant, Recusal
from anke.organisation.tests import people
from anke.organisation.tests.people import house
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
# No day, no person: day 31 of February, and one whose day is raised by 60 as a replacement number's is.
NUMBERS = ("310299-1234", "31.02.99 – 1234", "610299 1234")
SECRET = "1234"


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()


def sent(who: Client, address: str, **typed: Any) -> None:
    """Send a form; it is refused, changes nothing, and comes back without what was typed."""
    before = Event.objects.count()
    answer = who.post(address, typed, follow=True)
    assert answer.status_code < 500
    assert answer.status_code != 404 or address.endswith("/glass/")
    assert SECRET not in answer.content.decode()
    assert Event.objects.count() == before


@pytest.mark.parametrize("number", NUMBERS)
class TestPages:
    def test_an_act(self, number: str) -> None:
        who = browser(user_of(Role.CASEWORKER))
        sent(
            who,
            f"/cases/{register()}/act/raise_point/",
            matter=f"Ringede: {number}",
            happened_on="2025-03-10",
        )

    def test_undo(self, number: str) -> None:
        sent(browser(user_of(Role.CASEWORKER)), f"/cases/{register()}/undo/", reason=f"Se {number}")

    def test_access_in_an_emergency(self, number: str) -> None:
        case = register(office=2)
        sent(browser(user_of(Role.CASEWORKER)), f"/cases/{case}/glass/", reason=f"Borgeren {number} ringer")
        assert not Grant.objects.exists()

    def test_why_a_number_is_shown(self, number: str) -> None:
        case = register(appellant={"name": "Sofie Test", "cpr": "009912-4321"})
        sent(browser(user_of(Role.CASEWORKER)), f"/cases/{case}/cpr/P1/", reason=f"Er det {number}?")

    def test_why_many_cases_are_paused(self, number: str) -> None:
        case = Case.objects.get(number=register())
        typed = {"case": f"{case.number}@{case.position}", "step": "preview", "act": "pause"}
        who = browser(user_of(Role.CASEWORKER))
        answer = who.post("/cases/several/", typed | {"pause-reason": f"Se {number}"})
        assert answer.status_code == 400

    def test_why_deletion_is_stopped(self, number: str) -> None:
        who = browser(user_of(Role.DIRECTOR))
        sent(who, f"/retention/cases/{register()}/hold/", reason=f"Retssag {number}")

    def test_the_name_of_a_list(self, number: str) -> None:
        who = browser(user_of(Role.CASEWORKER))
        sent(who, "/cases/views/", act="keep", name=f"Sager {number}", query="")
        assert not SavedView.objects.exists()

    def test_why_somebody_is_recused(self, number: str) -> None:
        case, worker = register(), user_of(Role.CASEWORKER).username
        who = browser(user_of(Role.DIRECTOR))
        sent(who, f"/distribution/people/{worker}/", act="recusal", number=case, reason=f"Kender {number}")
        assert not Recusal.objects.exists()


class TestSentAgain:
    def test_the_same_form_once_and_another_one_too(self) -> None:
        who = browser(user_of(Role.CASEWORKER))
        form = registering(once="a-token-of-this-page")
        first = who.post("/cases/new/", form)["Location"]
        assert who.post("/cases/new/", form)["Location"] == first
        assert who.post("/cases/new/", form | {"name": "Per Prøve"})["Location"] != first
        assert Case.objects.count() == 2

    def test_a_token_leads_nobody_else_to_the_case(self) -> None:
        form = registering(once="a-token-of-this-page")
        worker, other = user_of(Role.CASEWORKER), user_of(Role.DIRECTOR)
        first = browser(worker).post("/cases/new/", form)["Location"]
        assert browser(other).post("/cases/new/", form)["Location"] != first

    def test_the_mark_kept_is_not_the_token(self) -> None:
        browser(user_of(Role.CASEWORKER)).post("/cases/new/", registering(once="a-token-of-this-page"))
        assert Submission.objects.get().token != "a-token-of-this-page"

    def test_a_form_of_two_acts_leads_to_what_both_have_done(self) -> None:
        who = browser(user_of(Role.CASEWORKER))
        form = registering(once="a-token-of-this-page", representative="Ida Ibsen")
        first = who.post("/cases/new/", form)["Location"]
        assert "?done=5&" in first  # the case, the decision, two points, and the representative
        assert who.post("/cases/new/", form)["Location"] == first
        assert Case.objects.count() == Submission.objects.count() == 1
