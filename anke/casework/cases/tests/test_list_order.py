"""In which order lists stand: overdue deadlines, what can still be saved, passed targets; by a stored day."""

import re
from typing import Any

import pytest
from django.core.cache import caches

from anke.casework.cases import commands as cases
from anke.casework.cases import projection, usual
from anke.casework.cases.models import Case, UsualTimes
from anke.casework.cases.tests import lists
from anke.casework.cases.tests.lists import NOW, TODAY, act, browser, case
from anke.casework.cases.worklist import facets, listing, rows
from anke.casework.cases.worklist.asked import Asked
from anke.organisation import queries as people

pytestmark = pytest.mark.django_db
NUMBERS = re.compile(r'class="anke-open" href="[^"]*"[^>]*>([^<]+)</a>')
CHILD: dict[str, Any] = {"case_type": "compulsory_measures"}  # eight weeks by law; cash benefit has a target


@pytest.fixture(autouse=True)
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anke.site.today.made_up_today", lambda: TODAY)
    facets.forget()
    caches["process"].clear()
    lists.build()


def shown(initials: str, **asked: str) -> list[str]:
    return NUMBERS.findall(browser(initials).get("/cases/", asked).content.decode())


def _set_usual(**days: int) -> None:
    """The usual times as a night's work leaves them."""
    told = {name.replace("__", "/"): left for name, left in days.items()}
    UsualTimes.objects.update_or_create(pk=1, defaults={"computed_on": TODAY, "days": told})
    caches["process"].clear()
    usual._reorder(told, TODAY)


def test_overdue_deadlines_come_first_then_what_can_still_be_saved_then_passed_targets() -> None:
    calm, passed = case(1), case(400)
    danger, overdue = case(50, **CHILD), case(90, **CHILD)
    worse = case(200, **CHILD)
    _set_usual(compulsory_measures__unassigned=20, cash_benefit__unassigned=30)
    assert shown("chefen") == [worse, overdue, danger, passed, calm]
    chef = people.actor("chefen")
    assert chef is not None
    levels = [rows.level_of(row, TODAY, 20) for row in listing.leaf(chef, Asked(), today=TODAY, at=NOW).rows]
    assert levels == ["late", "late", "risk", "past", "calm"]


@pytest.mark.slow
def test_where_such_cases_take_longer_than_the_target_none_is_in_danger_more_than_another() -> None:
    """On a backlog every case would be at risk, and the word would say nothing."""
    old, new, overdue = case(80), case(2), case(90, **CHILD)
    _set_usual(cash_benefit__unassigned=900)
    assert shown("chefen") == [overdue, old, new]
    assert shown("chefen", due="risk") == []
    html = browser("chefen").get("/cases/").content.decode()
    assert "By its own day" in html
    assert "usually 900 days from here: more than the limit gives at all" in html


def test_a_nights_work_and_an_act_put_a_case_in_the_same_place() -> None:
    for age in (1, 40, 55, 57, 90, 400):
        case(age), case(age, caseworker="anna"), case(age, **CHILD), case(age, fully_informed=True)
    late = case(100, caseworker="anna")
    cases.pause_clock(number=late, reason="Akter", **act("anna"))
    _set_usual(compulsory_measures__unassigned=20, cash_benefit__unassigned=30, cash_benefit__in_hand=900)
    for one in Case.objects.all():
        assert one.act_by == projection.row_of(projection.state_of(one))["act_by"], one.number


def test_a_passed_target_is_no_overdue_deadline() -> None:
    passed, overdue = case(400, caseworker="anna"), case(400, caseworker="anna", **CHILD)
    assert shown("anna", due="late") == [overdue]
    assert shown("anna", due="past") == [passed]
    html = browser("anna", "da").get("/cases/").content.decode()
    assert html.count('<tr class="is-late">') == html.count('<tr class="is-past">') == 1
    assert "Måldag passeret" in html
    page_ = browser("anna", "da").get(f"/cases/{passed}/").content.decode()
    assert "anke-clock is-past" in page_ and "is-late" not in page_


def test_a_passed_review_is_called_a_passed_day_and_hides_nothing_that_can_be_saved() -> None:
    review, danger = case(900, case_type="supervision_general"), case(50, **CHILD)
    _set_usual(compulsory_measures__unassigned=20)
    assert Case.objects.get(number=review).clock == "review"
    assert shown("chefen") == [danger, review]
    assert shown("chefen", due="late") == []
    html = browser("chefen").get("/cases/", {"due": "past"}).content.decode()
    assert "Day passed" in html and "days past that day" in html and "too late" not in html
