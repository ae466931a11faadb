"""Focus points: set by the head after the report, followed up as actions, read by those above."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.organisation import commands as organisation_acts
from anke.oversight.quality import commands, queries
from anke.oversight.quality.documents.report import Heading, Table
from anke.oversight.quality.models import Action, Measurement
from anke.oversight.quality.tests.house import BEFORE, TODAY, appoint, by, decide, establish, make_draw
from anke.oversight.quality.tests.test_central import WHOM, rate_all
from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
DUE, AGAIN = TODAY + timedelta(days=60), TODAY + timedelta(days=300)
POINT: dict[str, Any] = {
    "year": 2024,
    "theme": "comments",
    "words": "Vi svarer på hvert punkt i klagen",
    "owner": "k11",
    "due_on": DUE,
    "measure_on": AGAIN,
}


@pytest.fixture
def found() -> Measurement:
    establish()
    then = by("system", BEFORE)
    organisation_acts.establish_department(code=2, title_da="To", title_en="Two", **then)
    appoint("vice1", Role.DEPUTY_DIRECTOR, department=1), appoint("vice2", Role.DEPUTY_DIRECTOR, department=2)
    decide(3, 11, appellant=WHOM), decide(2, 12, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    made = commands.open_measurement(year=2024, **by("jurist"))
    rate_all(made)
    return made


def report() -> None:
    commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist"))


def page(initials: str, path: str = "/quality/central/2024/", **post: str) -> Any:
    if not User.objects.filter(username=initials).exists():
        organisation_acts.open_account(initials=initials, username=initials, password=None, **by("system"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=initials))
    return client.post(path, post) if post else client.get(path)


def test_a_focus_point_is_an_action_that_comes_of_the_measurement(found: Measurement) -> None:
    with pytest.raises(Refused, match="not written yet"):
        commands.set_focus_point(**POINT, **by("chef11"))
    report()
    made = commands.set_focus_point(**POINT, **by("chef11"))
    assert (made.action.kind, made.action.office) == (Action.Kind.FOCUS_POINT, 11)
    [one] = queries.focus_points(2024)
    assert (one.office, one.theme, one.owner, one.stage, one.helped) == (
        11, "comments", "k11", "planned", None,
    )  # fmt: skip
    assert [each.name for each in Action.objects.all()] == [one.action]
    assert queries.differences() == []


def test_refusals(found: Measurement) -> None:
    report()
    for who, why in (("chef13", "not measured"), ("k11", "Your role"), ("jurist", "Your role")):
        with pytest.raises(Refused, match=why):
            commands.set_focus_point(**POINT, **by(who))
    for change, why in (
        ({"theme": "weather"}, "themes"),
        ({"owner": "k12"}, "an owner in the office"),
        ({"measure_on": DUE}, "must come after"),
        ({"due_on": date(2024, 1, 1)}, "before today"),
        ({"words": "x"}, "at least 3"),
    ):
        with pytest.raises(Refused, match=why):
            commands.set_focus_point(**(POINT | change), **by("chef11"))
    assert queries.focus_points() == []


def test_the_head_sets_it_on_the_page_and_is_told_what_cannot_be(found: Measurement) -> None:
    act = "/quality/central/2024/act/focus/"
    now = local_date(datetime.now(UTC))  # a page knows the day it is
    ahead = {name: str(now + timedelta(days=days)) for name, days in (("due_on", 60), ("measure_on", 300))}
    given = {key: str(value) for key, value in POINT.items() if key != "year"} | ahead
    assert "Set a focus point" not in page("chef11").content.decode()
    report()
    assert "Set a focus point" in page("chef11").content.decode()
    refused = page("chef11", act, **(given | {"due_on": "snart"}))
    assert "Write both days" in refused.content.decode()
    assert POINT["words"] in refused.content.decode()  # what was typed is still there
    assert page("chef11", act, **given).status_code == 302
    assert POINT["words"] in page("chef11").content.decode()
    assert POINT["words"] in page("chef11", "/quality/office/").content.decode()


def test_the_deputy_director_reads_it_and_another_office_does_not(found: Measurement) -> None:
    report()
    commands.set_focus_point(**POINT, **by("chef11"))
    reads = {
        who: "Who sees to it" in page(who).content.decode()
        for who in ("vice1", "vice2", "chef12", "jurist", "direktoer", "styring", "kvalitet")
    }
    assert reads == {
        "vice1": True, "vice2": False, "chef12": True, "jurist": True, "direktoer": True,
        "styring": False, "kvalitet": False,
    }  # fmt: skip
    assert POINT["words"] not in page("chef12").content.decode().split('id="focus"')[1]


def test_the_report_lists_them_beside_its_figures(found: Measurement) -> None:
    report()
    found.refresh_from_db()
    before = queries.document_of(found, "en", synthetic=False)
    commands.set_focus_point(**POINT, **by("chef11"))
    after = queries.document_of(found, "en", synthetic=False)
    assert [one for one in after.blocks if one in before.blocks] == list(before.blocks)
    at = after.blocks.index(Heading("The offices' focus points"))
    table = after.blocks[at + 1]
    assert isinstance(table, Table)
    assert table.rows == (("11 Office 11", POINT["words"], "04.04.2025", "30.11.2025"),)
