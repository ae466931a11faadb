"""What waits for whom: every role's list from the day after something was due, what is overdue first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.models import Done, OfficeReport, Reasoning, ReasoningCase
from anke.oversight.quality.programme.todo import Todo, todos
from anke.oversight.quality.queries import wheel
from anke.oversight.quality.tests.house import (
    AT,
    TODAY,
    appoint,
    appoint_now,
    by,
    decide,
    establish,
    frozen_draw,
    make_draw,
)
from anke.oversight.quality.tests.test_central import WHOM, rate, rate_all
from anke.oversight.quality.tests.test_rating_pages import browser
from anke.oversight.quality.tests.test_reviews import begun, submitted
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
EVERYBODY = ("chef11", "chef12", "k11", "jurist", "jurist2", "direktoer", "kvalitet", "kvalitet2", "styring")


@pytest.fixture(autouse=True)
def _house() -> None:
    """Everything the wheel asks for up to the first of February 2025 is done."""
    establish((11, 12))
    Done.objects.bulk_create(
        Done(activity=one.slot.activity, period=one.slot.period, unit=one.slot.unit, on=AT.date(), by="x")
        for year in (2024, 2025)
        for one in wheel(year, TODAY)
        if one.slot.due_on < date(2025, 2, 1)
    )


def of(initials: str, day: date = TODAY, *kinds: str) -> list[Todo]:
    person = next(one for one in organisation.people() if one.initials == initials)
    return [one for one in todos(person, day) if not kinds or one.kind in kinds]


def waits(*kinds: str, day: date = TODAY) -> dict[str, list[str]]:
    """Who has something of these kinds to do, and what."""
    found = {who: [one.kind for one in of(who, day, *kinds)] for who in EVERYBODY}
    return {who: kinds for who, kinds in found.items() if kinds}


def test_the_month_is_on_the_heads_list_and_overdue_the_day_after_its_last() -> None:
    for day, late in ((date(2025, 2, 28), False), (date(2025, 3, 1), True)):
        [february, *later] = of("chef11", day, "owed")
        assert (february.activity, february.about, february.due) == ("Q1", "2025-02: k11", date(2025, 2, 28))
        assert february.overdue(day) is late
        assert not any(one.overdue(day) for one in later)
    assert of("k11") == of("styring") == []


def test_what_is_due_next_year_is_not_yet_on_the_legal_units_list() -> None:
    assert {one.activity for one in of("jurist", TODAY, "owed")} == set()
    soon = date(2025, 5, 31) - timedelta(days=31)
    assert {one.activity for one in of("jurist", soon, "owed")} == {"Q5A", "Q5B"}
    late = [one for one in of("jurist", date(2025, 7, 1)) if one.overdue(date(2025, 7, 1))]
    assert [one.activity for one in late] == ["Q5A", "Q5B", "Q5R", "Q7"]


def test_a_review_goes_from_whoever_writes_it_to_the_employee() -> None:
    assert waits("finish", "tell", "reply") == {}
    begun()
    assert waits("finish", "tell", "reply") == {"chef11": ["finish"]}


def test_feedback_is_the_reviewers_to_give_and_the_employees_to_answer() -> None:
    held = submitted()
    assert waits("finish", "tell", "reply") == {"chef11": ["tell"]}
    commands.give_feedback(review=held.pk, how="talk", **by("chef11"))
    assert waits("finish", "tell", "reply") == {"k11": ["reply"]}
    commands.reply_to_feedback(review=held.pk, words="Tak", **by("k11"))
    assert waits("finish", "tell", "reply") == {}


def test_whom_the_head_names_has_the_review_on_the_list() -> None:
    appoint_now("k11b", office=11)
    commands.name_reviewer(employee="k11", who="k11b", **by("chef11"))
    assert [one.about for one in of("k11b", TODAY, "review")] == ["K11 (k11), 2025-02"]


@pytest.mark.slow
def test_a_measurement_goes_from_its_draw_to_the_board() -> None:
    decide(3, 11, appellant=WHOM), decide(2, 12, appellant=WHOM)
    name = frozen_draw("Q5A")
    assert waits("reveal", "freeze", "promise") == {"jurist": ["reveal"], "direktoer": ["reveal"]}
    for who, words in (("jurist", "regn over Aalborg i dag"), ("direktoer", "tolv svaner på søen")):
        commands.reveal_contribution(draw=name, words=words, **by(who))
    make_draw("Q5B")
    found = commands.open_measurement(year=2024, **by("jurist"))
    kinds = ("rate", "settle", "report", "approve")
    assert set(waits(*kinds)) == {"chef11", "chef12", "kvalitet", "kvalitet2"}
    assert [(one.count, one.due) for one in of("chef11", TODAY, "rate")] == [(5, date(2025, 5, 31))]
    row = found.ratings.filter(part="A", office=11, side="own").first()
    assert row is not None
    rate(row, correct="no")
    rate_all(found)
    assert waits(*kinds) == {"chef11": ["settle"], "chef12": ["settle"]}
    what = {"number": row.number, "criterion": "correct", "answer": "no", "reason": "Hjemlen var en anden"}
    commands.settle_rating(year=2024, **what, **by("chef11"))
    assert waits(*kinds) == {"jurist": ["report"], "jurist2": ["report"]}
    commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist"))
    assert waits(*kinds) == {"direktoer": ["approve"]}
    commands.approve_measurement(year=2024, **by("direktoer"))
    assert waits(*kinds) == {}


def test_what_is_overdue_comes_first_and_what_has_no_day_last() -> None:
    day = datetime(2025, 3, 1, 9, tzinfo=UTC).date()
    submitted()
    found = of("chef11", day)
    days = [one.due or date.max for one in found]
    assert days == sorted(days) and found[0].overdue(day)


def test_reports_themes_and_reasons_wait_for_whom_they_are_with() -> None:
    deputy = {"initials": "vice", "name": "Vice", "role": Role.DEPUTY_DIRECTOR, "department": 1}
    organisation_acts.appoint_staff(**deputy, **by("system"))
    parts = queries.programme_of(2025).office_reports
    assert parts is not None
    made = commands.begin_office_report(office=11, period="2024H2", **by("chef11"))
    words = dict.fromkeys([one.id for one in parts.parts], "Skrevet af ledelsen")
    told = {"report": made.pk, "version": made.version, "words": words}
    commands.submit_office_report(**told, **by("chef11"))
    assert [one.about for one in of("vice", TODAY, "discuss")] == ["2024H2, 11"]
    commands.return_office_report(report=made.pk, reason="Mangler tal", **by("vice"))
    assert of("vice", TODAY, "discuss") == [] and len(of("chef11", TODAY, "returned")) == 1
    members = ["jurist", "chef11", "vice"]
    theme = {"topic": "Partshøring", "question": "Gør vi det samme?", "members": members}
    found = commands.recommend_thematic(year=2025, **theme, **by("jurist")).pk
    assert waits("decide") == {"direktoer": ["decide"]}
    commands.approve_thematic(thematic=found, reason="Godt tema", **by("direktoer"))
    commands.open_thematic(thematic=found, memo="Det vil vi se efter", **by("jurist"))
    commands.ask_offices(thematic=found, offices=[12], **by("jurist"))
    assert waits("decide", "answer") == {"chef12": ["answer"]}
    Reasoning.objects.create(
        name="Q7/2025H1/11", period="2025H1", office=11, draw="Q7/2025H1", stage="reading"
    )
    assert waits("write") == {"jurist": ["write"], "jurist2": ["write"]}  # it has no case left to read


def counting(initials: str, day: date = TODAY) -> int:
    """How many questions a list takes."""
    person = next(one for one in organisation.people() if one.initials == initials)
    todos(person, day)  # whatever is looked up once
    with CaptureQueriesContext(connection) as asked:
        todos(person, day)
    return len(asked)


@pytest.mark.parametrize("who", ["chef11", "k11", "jurist", "direktoer", "kvalitet", "vice"])
def test_a_list_takes_as_many_questions_however_much_there_is(who: str) -> None:
    """A house with one of everything, and one with many."""
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)
    later = date(2025, 6, 1)
    _grow(1)
    few = counting(who, later)
    _grow(2), _grow(3)
    assert counting(who, later) == few


def _grow(number: int) -> None:
    """Another employee, review, follow-up, report to discuss, action, inquiry and theme."""
    appoint_now(f"ny{number}", office=11)
    [case] = decide(1, 11, on=date(2025, 1, number + 1))
    what = {"area": "municipal_social", "theme": "reasons", "focus": f"Nr. {number}"}
    commands.begin_area_follow_up(office=11, period="2025H1", **what, **by("chef11"))
    for office in (11, 12):
        made = OfficeReport(name=f"Q4/202{number}H1/{office}", office=office, period=f"202{number + 2}H1")
        made.stage, made.version, made.figures, made.saved_at = "submitted", 1, {}, AT
        made.save()
    days = {"due_on": date(2025, 3, number), "measure_on": date(2025, 9, 1)}
    action = {"theme": "reasons", "office": 11, "kind": "training", "words": f"Kursus {number}"}
    commands.plan_action(owner="chef11", **action, **days, **by("chef11"))
    inquiry = {"kind": "Q2.1", "number": case, "about": "Genoptagelse", "handler": "k11"}
    commands.register_inquiry(received_on=TODAY, **inquiry, **by("chef11"))
    part = Reasoning(name=f"Q7/202{number + 2}H1/11", period=f"202{number + 2}H1", office=11, stage="reading")
    part.save()
    ReasoningCase.objects.create(reasoning=part, number=case, place=1)


def test_the_count_on_the_front_page_is_asked_for_once_in_a_while() -> None:
    caches["process"].clear()
    head = next(one for one in organisation.people() if one.initials == "chef11")
    found = queries.todo_count(head, date(2025, 3, 1))
    assert (found.count, found.overdue) == (len(of("chef11", date(2025, 3, 1))), 1)
    with CaptureQueriesContext(connection) as asked:
        assert queries.todo_count(head, date(2025, 3, 1)) == found
    assert len(asked) == 0
    assert queries.todo_count(None, TODAY).count == 0


def test_whoever_has_something_to_do_reads_so_on_their_first_page() -> None:
    caches["process"].clear()
    for who, address in (("chef11", "/quality/"), ("k11", "/quality/reviews/")):
        page = " ".join(browser(who).get("/cases/").content.decode().split())
        assert f'<a href="{address}">Quality: ' in page if who == "chef11" else "Quality: " not in page
    assert browser("kvalitet").get("/start/").headers["Location"] == "/quality/"
