"""The pages of a case: who may see them, what they never hold, what they cost, and what they say."""

import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anke.casework.cases import commands
from anke.casework.cases.act_table import ROWS
from anke.casework.cases.models import Case
from anke.casework.cases.tests.browsing import TYPED, browser, hidden, registering, typed, user_of
from anke.casework.cases.tests.doing import BY, MOMENT, do, register
from anke.organisation import queries as organisation
from anke.organisation.models import Notice, Reading
from anke.organisation.tests import people
from anke.organisation.tests.people import house
from anke.rules.roles import POWERS, Reach, Role
from anke.rules.steps import Act

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CPR, DIGITS = "009912-4321", "0099124321"
SCRIPT = "<script>alert(1)</script>"
WRITTEN = (  # acts with a text, in an order in which they can be done
    Act.ADD_PARTY,
    Act.RAISE_POINT,
    Act.SETTLE_POINT,
    Act.REQUEST_INFORMATION,
    Act.PAUSE,
    Act.RESUME,
    Act.EXTEND,
    Act.FIND_ERROR,
    Act.DESCRIBE_APPEAL,
    Act.CHANGE_PARTY,
    Act.LINK,
    Act.ASSIGN,
    Act.RESTRICT,
    Act.PUT_BEFORE_MEETING,
    Act.RETURN_FROM_MEETING,
)
PAGES = ("", "story/", "clock/", "act/pause/", "undo/", "proof/json/", "proof/txt/")


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()


def a_case(**more: object) -> str:
    told = {"appellant": {"name": "Sofie Test", "cpr": CPR, "address": "Testvej 1"}, "protected": True}
    return register(**told | more)


@pytest.mark.parametrize("page", PAGES)
def test_inside_team_outsider(page: str) -> None:
    """A case of office 1: its own people, those of office 2, of department 1, and those who see none."""
    number = a_case()
    for role in Role:
        reach = POWERS[role].cases
        elsewhere = user_of(role, office=3, department=2)
        assert browser(elsewhere).get(f"/cases/{number}/{page}").status_code == (
            (200 if page != "act/pause/" or role is Role.DIRECTOR else 409) if reach is Reach.ALL else 404
        )
        inside = browser(user_of(role)).get(f"/cases/{number}/{page}")
        assert (inside.status_code == 404) is (reach is Reach.NONE)
        assert "no-store" in inside.headers.get("Cache-Control", "") or inside.status_code == 404
    assert browser(None).get(f"/cases/{number}/{page}").status_code == 302


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.MINISTRY, Role.QUALITY_READER])
def test_a_case_one_does_not_see_is_told_as_one_that_does_not_exist(role: Role) -> None:
    number = a_case(office=3)
    who = browser(user_of(role), "en")
    seen, unseen = who.get(f"/cases/{number}/"), who.get("/cases/2025-999999/")
    assert seen.status_code == unseen.status_code == 404
    assert _plain(seen, number) == _plain(unseen, "2025-999999")
    assert ("glass/" in seen.content.decode()) is POWERS[role].glass
    for path in ("act/pause/", "undo/", "cpr/P1/"):
        answers = [who.post(f"/cases/{one}/{path}", {"reason": "x"}) for one in (number, "2025-999999")]
        assert {answer.status_code for answer in answers} == {404}


def _plain(answer: object, number: str) -> str:
    html = answer.content.decode()  # type: ignore[attr-defined]  # a response of the test client
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html).replace(number, "N")


def test_breaking_the_glass() -> None:
    number, user = a_case(office=3), user_of(Role.CASEWORKER)
    director, ministry = browser(user_of(Role.DIRECTOR), "en"), browser(user_of(Role.MINISTRY))
    who = browser(user, "en")
    for path in (number, "2025-999999"):
        short = who.post(f"/cases/{path}/glass/", {"reason": "nysgerrig"})
        assert short.status_code == 404
        assert "at least 10" in short.content.decode()
    nothing = who.post("/cases/2025-999999/glass/", {"reason": "Parten er i akut fare"})
    assert nothing.status_code == 404
    assert not Notice.objects.exists()
    opened = who.post(f"/cases/{number}/glass/", {"reason": "Parten er i akut fare"})
    assert opened["Location"] == f"/cases/{number}/"
    assert who.get(f"/cases/{number}/").status_code == 200
    assert Notice.objects.filter(number=number, about=user.username).exists()
    story = director.get(f"/cases/{number}/story/").content.decode()
    assert f"{user.username} took access in an emergency: Parten er i akut fare" in story
    refused = ministry.post(f"/cases/{number}/glass/", {"reason": "Parten er i akut fare"})
    assert refused.status_code == 404


def test_a_restricted_case_is_seen_by_those_named_on_it() -> None:
    number = a_case()
    do(Act.RESTRICT, number)
    assert browser(user_of(Role.CASEWORKER)).get(f"/cases/{number}/").status_code == 404
    page = browser(user_of(Role.HEAD_OF_OFFICE)).get(f"/cases/{number}/").content.decode()
    assert "Begrænset adgang" in page


def test_every_showing_is_set_down() -> None:
    number = a_case()
    user = user_of(Role.CASEWORKER)
    who = browser(user)
    for page in PAGES:
        assert who.get(f"/cases/{number}/{page}").status_code == 200
    read = Reading.objects.filter(number=number, who=user.username, what="page")
    assert read.count() == len(PAGES)
    assert f"({len(PAGES)} gange)" in who.get(f"/cases/{number}/story/?show=reads").content.decode()


def test_a_personal_number_is_shown_by_a_logged_act_and_nowhere_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    number = a_case()
    who, reader = browser(user_of(Role.CASEWORKER)), browser(user_of(Role.STEERING_UNIT))
    for page in (*PAGES, "act/change_party/?party=P1", "act/add_party/"):
        html = who.get(f"/cases/{number}/{page}").content.decode()
        assert CPR not in html and DIGITS not in html
    assert who.get(f"/cases/{number}/cpr/P1/").status_code == 405
    assert who.post(f"/cases/{number}/cpr/P1/").status_code == 409
    shown = who.post(f"/cases/{number}/cpr/P1/", {"reason": "Slår op i registret"})
    assert CPR in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert organisation.readings_of(number, limit=1)[0].what == "cpr"
    assert "Slår op i registret" in who.get(f"/cases/{number}/story/").content.decode()
    refused = reader.post(f"/cases/{number}/cpr/P1/", {"reason": "Må jeg se det?"})
    assert refused.status_code == 409
    assert CPR not in refused.content.decode()
    assert CPR not in caplog.text and DIGITS not in caplog.text


def test_looking_at_a_number_does_not_stand_in_the_way_of_what_is_being_written() -> None:
    number = a_case()
    who = browser(user_of(Role.CASEWORKER))
    form = typed(Act.PAUSE, number)
    who.post(f"/cases/{number}/cpr/P1/", {"reason": "Slår op i registret"})
    assert who.post(f"/cases/{number}/act/pause/", form).status_code == 302
    late = who.post(
        f"/cases/{number}/act/request_information/", typed(Act.REQUEST_INFORMATION, number) | form
    )
    assert late.status_code == 409
    assert "Nogen kom dig i forkøbet" in late.content.decode()


@pytest.mark.parametrize("typed_as", [CPR, DIGITS, "009912 4321"])
def test_registering_takes_a_number_as_it_is_typed_and_never_writes_it_back(typed_as: str) -> None:
    who = browser(user_of(Role.CASEWORKER))
    again = who.post("/cases/new/", registering(cpr=typed_as, case_type=""))
    assert again.status_code == 422
    assert typed_as not in again.content.decode()
    assert "Sofie Test" in again.content.decode()
    made = who.post("/cases/new/", registering(cpr=typed_as))
    assert made.status_code == 302
    assert "Sofie" not in made["Location"]
    number = Case.objects.get().number
    assert CPR in who.post(f"/cases/{number}/cpr/P1/", {"reason": "Kontrol"}).content.decode()


def test_no_error_page_holds_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**given: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(commands, "register_case", broken)
    who = browser(user_of(Role.CASEWORKER))
    who.raise_request_exception = False
    answer = who.post("/cases/new/", registering())
    assert answer.status_code == 500
    assert CPR not in answer.content.decode() and "Sofie" not in answer.content.decode()
    assert CPR not in caplog.text and "Sofie" not in caplog.text


def test_a_script_in_any_text_is_shown_as_text() -> None:
    hostile = {name: SCRIPT for name, value in TYPED.items() if isinstance(value, str) and " " in value}
    hostile |= dict.fromkeys(
        ("source", "board", "why", "ground", "remark", "file_number", "phone", "address"), SCRIPT
    )
    hostile |= {"adjustments": SCRIPT, "name": SCRIPT}
    who = browser(user_of(Role.DIRECTOR))
    other = register()
    made = who.post(
        "/cases/new/", registering(name=SCRIPT, points=SCRIPT, adjustments=SCRIPT, file_number=SCRIPT)
    )
    number = Case.objects.exclude(number=other).get().number
    hostile |= {"other": other, "decided_on": "2025-01-06"}
    pages = [who.get(made["Location"])]
    for act in WRITTEN:
        form = typed(act, number)
        form |= {name: text for name, text in hostile.items() if name in ROWS[act].fields}
        sent = who.post(f"/cases/{number}/act/{act}/?party=P1", form)
        assert sent.status_code == 302, (act, sent.content.decode())
        pages += [
            who.get(sent["Location"]),
            who.post(f"/cases/{number}/act/{act}/?party=P1", form | {"happened_on": ""}),
        ]
    pages += [who.get(f"/cases/{number}/{page}") for page in ("", "story/", "clock/", "act/annul_entry/")]
    for answer in pages:
        assert SCRIPT not in answer.content.decode()
    assert "&lt;script&gt;" in pages[-4].content.decode()


def test_the_number_of_questions_is_constant() -> None:
    """Session, account, role; case, parties; the reading: on PostgreSQL three. Two more where the person has
    other cases; two for the events and their key, where claim points are shown."""
    number = a_case(points=["Et punkt"])
    a_case()
    who = browser(user_of(Role.CASEWORKER))
    who.get("/about/")  # whose the session is, is known from here on
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as first:
            who.get(f"/cases/{number}/")
        with CaptureQueriesContext(connection) as again:
            who.get(f"/cases/{number}/")
        counted.append((len(first), len(again)))
        for matter in range(8):
            commands.add_party(number=number, kind="other", person={"name": f"Part {matter}"}, **BY)
            commands.raise_point(number=number, matter=f"Punkt {matter}", **BY)
            a_case()
    assert counted[0] == counted[1]
    assert counted[1][1] <= 11
    plain = register()
    who.get(f"/cases/{plain}/")
    with CaptureQueriesContext(connection) as asked:
        who.get(f"/cases/{plain}/")
    assert len(asked) <= 6


def page_of(number: str, who: Client | None = None) -> str:
    return (who or browser(user_of(Role.CASEWORKER), "en")).get(f"/cases/{number}/").content.decode()


def test_the_clock_tells_original_current_and_why() -> None:
    number = register()
    do(Act.PAUSE, number)
    do(Act.RESUME, number, happened_on=BY["happened_on"] + timedelta(days=7))
    html = page_of(number)
    assert (
        "held until 10 March 2025: paused on Monday 10 March 2025; ran again on Monday 17 March 2025" in html
    )
    assert re.search(r"Original target day</dt><dd>\d+ \w+ 2025", html)
    why = (
        browser(user_of(Role.CASEWORKER), "en")
        .get(f"/cases/{number}/clock/", headers={"HX-Request": "true"})
        .content.decode()
    )
    assert "<html" not in why
    assert "the clock stood still: 7 days not counted. Reason: Afventer oplysninger." in why


def test_due_today_is_not_overdue() -> None:
    from anke.casework.cases.clock_words import panel
    from anke.casework.cases.projection import state_of

    state = state_of(Case.objects.get(number=register()))
    first = panel(state, BY["happened_on"], "da")
    assert first is not None and first.current is not None
    said = [
        panel(state, first.current + timedelta(days=days), "da").standing.mood for days in (-30, -7, 0, 1)
    ]
    assert said == ["calm", "soon", "soon", "past" if first.target else "late"]


@pytest.mark.parametrize(
    ("complained", "says"),
    [
        ("2025-02-05", "The appeal period was kept: it ran until Wednesday 5 February 2025."),
        (
            "2025-02-06",
            "The complaint came 1 day too late: the appeal period ran until Wednesday 5 February 2025.",
        ),
        ("", "When the complaint came in is not registered."),
    ],
)
def test_whether_the_appeal_period_was_kept(complained: str, says: str) -> None:
    who = browser(user_of(Role.CASEWORKER), "en")
    who.post("/cases/new/", registering(complained_on=complained))
    html = page_of(Case.objects.get().number, who)
    assert says in html
    assert ("Dispensation" in html) is ("too late" in says)


def test_registering_shows_the_deadline_before_and_after_and_the_persons_other_cases() -> None:
    who = browser(user_of(Role.CASEWORKER), "en")
    part = who.get(
        "/cases/new/deadline/", {"case_type": "cash_benefit", "received_on": "2025-03-03"}
    ).content.decode()
    shown = who.post("/cases/new/", registering(preview="1")).content.decode()
    assert "The target day will be" in part and "The target day will be" in shown
    assert "no deadline of this case" in part
    assert not Case.objects.exists()
    sent = registering(once="a-token-that-is-long-enough")
    made = [who.post("/cases/new/", sent) for _ in range(2)]
    assert made[0]["Location"] == made[1]["Location"] == "/cases/2025-000001/?done=4&new=1"
    first = who.get(made[0]["Location"]).content.decode()
    day = re.search(r"The target day is ([^.]*)\.", first)
    assert day and day[1] in shown
    assert "The person has other cases" not in first
    other = who.post("/cases/new/", registering(representative="Advokat Holm"))
    second = who.get(other["Location"]).content.decode()
    assert "The person has other cases" in second
    assert 'href="/cases/2025-000001/"' in second
    assert "Advokat Holm" in second


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"authority": "Atlantis"}, "There is no such first instance"),
        ({"authority": "Aa"}, "Several are called so"),
        ({"cpr": "123"}, "ten digits"),
        ({"received_on": "2031-01-01"}, "lies in the future"),
        ({"decided_on": "", "notified_on": "2025-01-08"}, "the first instance’s decision"),
        ({"complained_on": "2025-06-01"}, "cannot be right"),
        ({"address": f"Hos {CPR.replace('0099', '0101')}"}, "seems to hold a personal number"),
        ({"office": "3"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_registered_says_why(wrong: dict[str, str], says: str) -> None:
    answer = browser(user_of(Role.CASEWORKER), "en").post("/cases/new/", registering(**wrong))
    assert answer.status_code in (409, 422)
    assert says in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["Aarhus", "aarhus", "751", "Aarhus Kommune", "København", "Copenhagen"])
def test_a_first_instance_is_found_as_people_write_it(name: str) -> None:
    assert (
        browser(user_of(Role.CASEWORKER)).post("/cases/new/", registering(authority=name)).status_code == 302
    )


def test_who_may_register() -> None:
    for role in (Role.STEERING_UNIT, Role.QUALITY_READER, Role.MINISTRY, Role.SYSTEM_ADMINISTRATOR):
        who = browser(user_of(role))
        assert who.get("/cases/new/").status_code == who.post("/cases/new/", registering()).status_code == 403
    assert browser(None).get("/cases/new/").status_code == 302


def test_the_story_filters_and_refuses_nonsense() -> None:
    number = a_case()
    who = browser(user_of(Role.CASEWORKER), "en")
    page_of(number, who)
    acts, reads = (
        who.get(f"/cases/{number}/story/?show={one}").content.decode() for one in ("acts", "reads")
    )
    assert "The case was received" in acts and "The case was opened" not in acts
    assert "The case was opened" in reads and "The case was received" not in reads
    assert who.get(f"/cases/{number}/story/?show=everything").status_code == 400
    assert who.get(f"/cases/{number}/act/nonsense/").status_code == 404
    assert who.get(f"/cases/{number}/proof/exe/").status_code == 404


def test_no_title_or_file_name_holds_a_name() -> None:
    number = a_case()
    who = browser(user_of(Role.CASEWORKER))
    for page in PAGES:
        answer = who.get(f"/cases/{number}/{page}")
        title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.S)
        assert "Sofie" not in (title[1] if title else "") + answer.get("Content-Disposition", "")


def test_a_message_of_what_was_done_goes_when_more_happens() -> None:
    number = a_case()
    who = browser(user_of(Role.CASEWORKER), "en")
    sent = who.post(f"/cases/{number}/act/pause/", typed(Act.PAUSE, number))
    told = who.get(sent["Location"]).content.decode()
    assert hidden(told, "expected") == "2"
    assert "The clock was paused" in told
    who.post(f"/cases/{number}/act/resume/", typed(Act.RESUME, number))
    assert "The clock was paused" not in who.get(sent["Location"]).content.decode()
