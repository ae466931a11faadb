"""The overview: every number is the length of the list it leads to; and the self-check's page."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from anke.casework.cases import commands as cases
from anke.casework.cases.board import drawing, figures, page
from anke.casework.cases.tests import lists
from anke.casework.cases.tests.lists import NOW, TODAY, act, browser, case
from anke.casework.cases.worklist import facets
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.rules.local import local_date

pytestmark = pytest.mark.django_db
SUM = re.compile(r'id="worklist-sum">(\d+) case')


@pytest.fixture(autouse=True)
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anke.site.today.made_up_today", lambda: TODAY)
    facets.forget()
    lists.build()


def _cases() -> None:
    for age in (1, 30, 60, 85, 91, 100, 200, 400):
        case(age, caseworker="anna")
        case(age)
    case(caseworker="dorte", office=2)
    case(90, caseworker="dorte", office=2, case_type="compulsory_measures")
    sent, paused, decided = (case(caseworker="bo") for _ in range(3))
    cases.submit_draft(number=sent, **act("bo"))
    cases.pause_clock(
        number=paused, reason="Akter", follow_up_on=TODAY - timedelta(days=1),
        **act("bo") | {"happened_on": TODAY - timedelta(days=5)},
    )  # fmt: skip
    cases.decide_case(number=decided, outcome="affirmed", **act("bo"))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["chefen", "dir", "styrer"])
def test_every_number_is_the_length_of_the_list_behind_it(who: str) -> None:
    _cases()
    actor = people.actor(who)
    assert actor is not None
    found = figures.board(actor, office=None, today=TODAY, at=NOW)
    numbers = list(page.tiles(found, None))
    for part in (page.coming(found, None), page.ages(found, None), page.flow(found)):
        numbers += [one for _label, row in part.rows for one in row if one.address]
    for load in page.loads(found, None):
        numbers += [load["cases"], load["late"], load["past"], load["risk"]]
    browse = browser(who)
    for one in numbers:
        html = browse.get(one.address).content.decode()
        told = SUM.search(html)
        assert told is not None and int(told[1]) == one.cases, (one, one.address)


def test_ages_add_up_and_the_flow_holds_what_came_and_went() -> None:
    _cases()
    chef = people.actor("chefen")
    assert chef is not None
    found = figures.board(chef, office=1, today=TODAY, at=NOW)
    assert sum(count for _age, count in found.ages) == found.total == 19
    assert found.flow[-1].name == "2025-W15"
    assert sum(week.counts[1] for week in found.flow) == 1  # the one decided
    assert sum(week.counts[0] for week in found.flow) == 7  # 1 and 30 days old, and the three of 10 days
    assert found.oldest == (2, 0 if local_date(NOW) > TODAY else 2)
    assert [one.person.initials for one in found.loads][:2] == ["anna", "bo"]


def test_part_time_counts_by_full_time() -> None:
    half = {"initials": "halv", "name": "Halvdan", "weight": Decimal("0.5"), **lists.BY}
    organisation.appoint_staff(role=people.Role.CASEWORKER, office=1, **half)
    case(caseworker="halv")
    chef = people.actor("chefen")
    assert chef is not None
    load = figures.board(chef, office=1, today=TODAY, at=NOW).loads[0]
    assert (load.person.initials, load.cases, load.per_full_time) == ("halv", 1, Decimal("2.0"))


def test_the_overview_is_for_those_who_lead_and_for_their_own_offices() -> None:
    assert browser("anna").get("/cases/board/").status_code == 403
    assert browser("chefen").get("/cases/board/?office=1").status_code == 200
    refused = browser("chefen").get("/cases/board/?office=2")
    assert refused.status_code == 400 and "You lead no office" in refused.content.decode()
    assert browser("dir").get("/cases/board/?office=2").status_code == 200


def test_a_picture_holds_no_script_and_no_style_and_is_named() -> None:
    bars = drawing.Bars('Alder <i>"x"', "Uger", ("Sager",), (("0–4", (3,)), ("4–8", (0,))))
    for drawn in drawing.pictures(bars):
        assert drawn.startswith('<svg role="img" aria-label="Alder &lt;i&gt;&quot;x&quot;"')
        assert "<script" not in drawn and "style=" not in drawn and "<style" not in drawn


def test_the_self_check_names_cases_to_those_who_see_them_and_counts_for_the_operator() -> None:
    number = case(caseworker="anna")
    assert "There is none" in browser("chefen").get("/cases/selfcheck/").content.decode()
    organisation.end_appointment(initials="anna", happened_on=TODAY, actor="system", recorded_at=NOW)
    organisation.appoint_staff(
        initials="drift", name="Drift", role=people.Role.SYSTEM_ADMINISTRATOR, **lists.BY
    )
    organisation.open_account(initials="drift", username="drift", password=None, **lists.BY)
    for who, named in (("chefen", True), ("dir", True), ("drift", False)):
        html = browser(who).get("/cases/selfcheck/").content.decode()
        assert "1 case would get stuck" in html
        assert (number in html) is named
    assert browser("bo").get("/cases/selfcheck/").status_code == 403
