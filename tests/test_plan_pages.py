"""The pages of the results plan: who sees which period and which cases, and what the figures say."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from anke.content import load
from anke.organisation.models import Reading
from anke.organisation.queries import case_scope
from anke.rules.periods import parse_period
from anke.rules.roles import POWERS, Figures, Role
from anke.steering.results import queries as results
from anke.steering.statistics import queries as statistics
from tests.pages import NOBODY, PEOPLE, address, client, read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("authority"),
]
GOAL = "/goal/2025/1.2.a/"
PERIOD = parse_period("2025Q3")


def live(who: str) -> bool:
    return who in list(Role) and POWERS[Role(who)].figures is Figures.LIVE


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", ["contract", "goal", "goal-table", "report"])
def test_a_running_period_is_for_those_who_may_see_live_figures(name: str, who: str) -> None:
    answer = client(who).get(address(name), {"period": "2025Q4"})
    assert answer.status_code == (200 if live(who) else 400)


@pytest.mark.parametrize("who", [Role.CASEWORKER, Role.DEPUTY_DIRECTOR, Role.DIRECTOR, Role.STEERING_UNIT])
def test_the_list_of_cases_holds_only_those_within_reach(who: str) -> None:
    """The list, its counts and its pages pass the same gate."""
    browser = client(who)
    measure = load.content().plans["2025"].measure("1.2.a")
    user = browser.get(GOAL).wsgi_request.user
    scope = case_scope(user)
    every = statistics.cases(measure, PERIOD.year_to_date)
    within = {one.id for one in every if scope.admits(one.office)}
    found: set[str] = set()
    for number in range(1, len(every) // 50 + 2):
        answer = browser.get(f"{GOAL}cases/", {"page": number})
        found |= set(re.findall(r"<th scope=\"row\">(\d{4}-\d{6})</th>", answer.content.decode()))
    assert found == within
    everything = who in (Role.DIRECTOR, Role.STEERING_UNIT)
    assert within
    assert (len(within) == len(every)) is everything


def test_the_cases_counted_are_as_many_as_the_denominator() -> None:
    page = results.subgoal_page("2025", "1.2.a", PERIOD)
    assert page.result.origin is not None
    answer = client(Role.STEERING_UNIT, "en").get(f"{GOAL}cases/", {"which": "in"})
    assert f"Counted ({page.result.origin.denominator:,})" in answer.content.decode()
    assert "left out" not in answer.content.decode().split("<tbody>")[1]


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/?plan=2031", 404, "There is no results plan “2031”."),
        ("/?plan=2025&period=2025Q5", 400, "“2025Q5” is no period."),
        ("/?plan=2024&period=2025Q3", 400, "lies outside the year of the results plan for 2024"),
        ("/?known_at=2025-02-30", 400, "“2025-02-30” is no day."),
        ("/?known_at=2050-01-01", 400, "has not been yet"),
        ("/?known_at=0001-01-01", 400, "Nothing is known from before 1990."),
        ("/?period=%00", 400, "is no period"),
        ("/goal/2025/1.10/", 302, ""),
        ("/goal/2025/9.9.a/", 404, "has no subgoal “9.9.a”"),
        ("/goal/1999/1.2.a/", 404, "There is no results plan “1999”."),
        ("/goal/2025/<script>/", 404, "&lt;script&gt;"),
        ("/report/odt/", 404, "The report is not written as “odt”."),
        ("/no/such/page/", 404, "There is no page at this address."),
    ],
)
def test_nonsense_is_told_what_there_is_instead(path: str, status: int, says: str) -> None:
    answer = client(Role.STEERING_UNIT, "en").get(path)
    assert answer.status_code == status
    assert says in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/?period=2025Q3", "There is no finished report of “2025Q3” to read."),
        ("/?known_at=2025-07-01", "Figures as known on another day are for staff"),
        ("/goal/2025/1.2.a/?period=<b>", "“&lt;b&gt;”"),
    ],
)
def test_those_who_read_finished_reports_are_told_which_there_are(path: str, says: str) -> None:
    for who in (NOBODY, Role.MINISTRY):
        answer = client(who, "en").get(path)
        assert answer.status_code == 400
        assert says in answer.content.decode()


def test_the_front_page_of_strangers_is_the_latest_finished_report() -> None:
    html = client(NOBODY, "en").get("/").content.decode()
    assert '<option value="2025Q2" selected>' in html
    assert "2025Q3" not in html
    assert 'name="known_at"' not in html


@pytest.mark.parametrize(
    ("key", "value"), [("page", "0"), ("page", "x"), ("page", "9" * 30), ("which", "both")]
)
def test_nonsense_in_a_list_of_cases_is_refused(key: str, value: str) -> None:
    assert client(Role.DIRECTOR).get(f"{GOAL}cases/", {key: value}).status_code == 400


def test_a_subgoal_that_others_answer_has_no_cases() -> None:
    assert client(Role.DIRECTOR).get("/goal/2025/1.7.a/cases/").status_code == 404


@pytest.mark.parametrize("plan", ["2024", "2025"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_subgoal_of_every_plan_has_its_page(plan: str, lang: str) -> None:
    browser = client(NOBODY, lang)
    for subgoal in load.content().plans[plan].subgoals():
        answer = browser.get(reverse("goal", args=[plan, subgoal.id]))
        assert answer.status_code == 200
        assert f"{subgoal.id}</span>" in answer.content.decode()


def test_a_figure_as_known_then_stands_against_the_one_known_now() -> None:
    staff = client(Role.STEERING_UNIT, "en")
    html = staff.get(GOAL, {"period": "2025Q2", "known_at": "2025-06-15"}).content.decode()
    now = results.subgoal_page("2025", "1.2.a", parse_period("2025Q2"), lang="en").result
    assert "As known on 15 June 2025" in html
    assert f"now {now.figure_text}" in html
    assert "/goal/2025/1.2.a/?period=2025Q2&quot;" not in html  # the address is one, not a text
    assert 'href="/goal/2025/1.2.a/?period=2025Q2"' in html


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_table_taken_away_holds_the_figures_shown(lang: str) -> None:
    answer = client(Role.STEERING_UNIT, lang).get(f"{GOAL}table.csv")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if lang == "da" else ","))
    page = results.subgoal_page("2025", "1.2.a", PERIOD, lang=lang)
    told = [Decimal(row["figure"].replace(",", ".")) for row in rows]
    assert told == [one.value for one in page.history]
    assert {row["synthetic"] for row in rows} == {"yes"}
    assert answer["Content-Disposition"] == 'attachment; filename="anke-2025-1.2.a-2025Q3.csv"'


def test_the_strip_is_the_score() -> None:
    """Green from 0 to the lower end, hatched to the higher: what the eye reads is what the words say."""
    html = client(Role.STEERING_UNIT, "en").get("/").content.decode()
    found = results.contract("2025", PERIOD, lang="en").score
    drawn = [
        given["class"].split()[0] for tag, given in read(html).elements if tag == "rect" and "x" in given
    ]
    assert drawn == ["met"] * found.met + ["undecided"] * found.undecided + ["not_met"] * found.not_met
    assert f"Goal fulfilment is between {found.low} and {found.high} per cent." in html


def test_the_cases_taken_out_are_those_listed_and_set_down_as_read() -> None:
    browser = client(Role.CASEWORKER, "en")
    answer = browser.get(f"{GOAL}cases.csv", {"which": "in"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    scope = case_scope(answer.wsgi_request.user)
    measure = load.content().plans["2025"].measure("1.2.a")
    every = statistics.cases(measure, PERIOD.year_to_date, counted=True)
    within = {one.id for one in every if scope.admits(one.office)}
    assert within and {row["case"] for row in rows} == within
    assert {row["counted"] for row in rows} == {"counted"}
    told = Reading.objects.filter(who="test-caseworker", what="export")
    assert set(told.values_list("number", flat=True)) == within


def test_the_parts_of_a_figure_add_up_to_it() -> None:
    page = results.subgoal_page("2025", "1.2.a", PERIOD)
    assert page.result.origin is not None
    for who in (Role.STEERING_UNIT, Role.QUALITY_READER):
        for by in ("office", "case_type", "authority"):
            text = client(who, "en").get(f"{GOAL}parts.csv", {"by": by}).content.decode("utf-8-sig")
            rows = list(csv.DictReader(io.StringIO(text)))
            assert sum(int(row["denominator"]) for row in rows) == page.result.origin.denominator
            assert sum(int(row["numerator"]) for row in rows) == page.result.origin.numerator
            if who == Role.QUALITY_READER:  # sees no cases, and so no small numbers
                assert min(int(row["denominator"]) for row in rows) >= 5


@pytest.mark.parametrize("query", ["by=outcome", "sort=x", "view=day"])
def test_a_figure_is_not_parted_by_nonsense(query: str) -> None:
    assert client(Role.DIRECTOR).get(f"{GOAL}?{query}").status_code == 400


@pytest.mark.parametrize("view", ["week", "month", "year"])
def test_a_figure_is_told_by_week_month_and_year(view: str) -> None:
    html = client(Role.STEERING_UNIT, "en").get(GOAL, {"view": view}).content.decode()
    assert f'href="{GOAL}table.csv?period=2025Q3&amp;view={view}"' in html
    text = client(Role.STEERING_UNIT, "en").get(f"{GOAL}table.csv", {"view": view}).content
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    if view == "month":  # the months of the year so far are the year so far
        page = results.subgoal_page("2025", "1.2.a", PERIOD)
        of_year = [row for row in rows if row["period"].startswith("2025")]
        assert page.result.origin is not None
        assert sum(int(row["denominator"]) for row in of_year) == page.result.origin.denominator
    assert rows[-1]["period"] == {"week": "2025-W40", "month": "2025-09", "year": "2025"}[view]


def test_the_cases_that_count_otherwise_explain_the_difference() -> None:
    browser, measure = client(Role.STEERING_UNIT, "en"), load.content().plans["2025"].measure("1.2.a")
    period, then = parse_period("2025Q2"), datetime(2025, 6, 15, 21, 59, 59, 999999, tzinfo=UTC)
    found = statistics.changes(measure, period.year_to_date, then)
    html = browser.get(f"{GOAL}changes/", {"period": "2025Q2", "known_at": "2025-06-15"}).content.decode()
    assert found.entered
    assert f"{found.entered} cases have come in" in html or f"{found.entered} case has come in" in html
    assert all(one.id in html for one in found.cases[:50])
    assert "Choose the day to compare with" in browser.get(f"{GOAL}changes/").content.decode()


def test_two_plans_are_compared_only_where_they_count_alike() -> None:
    browser = client(Role.STEERING_UNIT, "en")
    plain, anew = (
        browser.get("/plans/compare/", query).content.decode() for query in ({}, {"recompute": "1"})
    )
    assert "Not compared: a series break." in plain  # 1.3: ten weeks became twelve
    assert "Dropped" in plain and "Goes on under another name or number" in plain
    assert "counted anew" not in plain and "counted anew" in anew
    old, new = (load.content().plans[year] for year in ("2024", "2025"))
    period = parse_period("2024Q3").year_to_date
    recounted = statistics.figure(replace(new.measure("1.3.a"), id="anew"), period)
    by_its_own = statistics.figure(old.measure("1.3.a"), period)
    assert recounted.denominator == by_its_own.denominator
    assert recounted.numerator >= by_its_own.numerator  # the longer limit
    assert recounted.value is not None and f"<strong>{recounted.value:.1f}%</strong>" in anew


def test_strangers_compare_what_is_printed_and_nothing_counted() -> None:
    html = client(NOBODY, "en").get("/plans/compare/").content.decode()
    assert "Recompute 2024" not in html
    assert "recompute=1" not in html


def test_cases_in_no_goal_are_counted_and_listed() -> None:
    browser = client(Role.STEERING_UNIT, "en")
    html = browser.get("/plans/coverage/").content.decode()
    listed = browser.get("/plans/coverage/cases/", {"which": "none"}).content.decode()
    numbers = set(re.findall(r"<th scope=\"row\">(\d{4}-\d{6})</th>", listed))
    assert numbers
    assert f"In no goal: {len(numbers)}" in html
    for key, value in (("which", "all"), ("type", "no_type"), ("page", "0")):
        assert browser.get("/plans/coverage/cases/", {key: value}).status_code == 400
