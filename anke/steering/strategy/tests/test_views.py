"""The pages of the strategy in the hands of those who record and those who only read."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from anke.steering.strategy import commands, queries
from anke.steering.strategy.tests.recording import PRINTED, by, people

pytestmark = pytest.mark.django_db
PAGE = "/strategy/2018-2022/7/"


@pytest.fixture(autouse=True)
def _people() -> None:
    people()


def browser(who: str | None) -> Client:
    made = Client(headers={"accept-language": "en"})
    if who is not None:
        made.force_login(User.objects.get(username=who))
    return made


def steering() -> Client:
    return browser("styring")


def test_an_act_by_its_form_from_page_to_history() -> None:
    hands = steering()
    assert "Record that it was begun" in hands.get(PAGE).content.decode()
    answer = hands.post(f"{PAGE}begin/", {"happened_on": "2024-03-03"}, follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "It has been recorded." in html and "3 March 2024" in html
    assert "Record that it was begun" not in html  # it has begun: that act is offered no more
    assert queries.initiative("2018-2022", 7).told.begun_on == date(2024, 3, 3)
    assert hands.get(f"{PAGE}begin/").status_code == 404


@pytest.mark.parametrize(
    ("act", "typed", "status", "says"),
    [
        ("owner", {"owner": ""}, 400, "This field is required."),
        ("owner", {"owner": "Se 010180-1234"}, 400, "personal number"),
        ("begin", {"happened_on": "31.02.2025"}, 400, "Write a day as day.month.year"),
        ("begin", {"happened_on": "2090-01-01"}, 409, "has not been yet"),
        ("evidence", {"form": "link", "title": "Notat", "where": "ast.dk"}, 409, "whole address"),
        ("evidence", {"form": "rumour", "title": "Notat", "where": "hørt"}, 400, "rumour"),
        ("goal", {"goal": "2025/9.9", "reason": "fordi"}, 400, "9.9"),
        ("nature", {"nature": "ongoing", "ends_on": "2090-01-01"}, 409, "no planned end"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(
    act: str, typed: dict[str, str], status: int, says: str
) -> None:
    answer = steering().post(f"{PAGE}{act}/", typed)
    assert (answer.status_code, says in answer.content.decode()) == (status, True)
    assert queries.initiative("2018-2022", 7).told.history == ()
    if typed.get("title"):
        assert 'value="Notat"' in answer.content.decode()


def test_a_new_initiative_lands_on_its_page() -> None:
    typed = {"title_da": "Nyt tiltag", "title_en": "New initiative", "focus": "FA-AABEN"}
    answer = steering().post("/strategy/2027/new/", typed, follow=True)
    assert answer.redirect_chain == [("/strategy/2027/1/", 302)]
    assert "1. New initiative" in answer.content.decode()
    assert "No paper prints it" in answer.content.decode()


def test_an_act_sent_twice_is_recorded_once() -> None:
    hands = steering()
    assert hands.post(f"{PAGE}begin/", {"happened_on": "2024-03-03"}).status_code == 302
    assert hands.post(f"{PAGE}begin/", {"happened_on": "2024-03-03"}).status_code == 404
    assert len(queries.initiative("2018-2022", 7).told.history) == 1


@pytest.mark.parametrize("who", [None, "minister", "admin"])
def test_those_without_live_figures_read_the_papers_alone(who: str | None) -> None:
    commands.name_owner(name=PRINTED, owner="Kvalitetsenheden", **by())
    commands.add_initiative(
        strategy="2027", title_da="Hemmeligt", title_en="Whispered", focus="FA-BORGER", **by()
    )
    hands = browser(who)
    for path in (PAGE, "/strategy/", "/strategy/?strategy=2027", "/strategy/road-map/?strategy=2027"):
        html = hands.get(path).content.decode()
        assert "what the papers print" in html
        assert "Kvalitetsenheden" not in html and "Whispered" not in html
    assert hands.get("/strategy/2027/1/").status_code == 404
    assert hands.get("/strategy/?known_at=2024-01-01").status_code == 200
    assert hands.post(f"{PAGE}begin/", {"happened_on": "2024-03-03"}).status_code == 403


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/strategy/?strategy=2031", 404, "There is no strategy “2031”."),
        ("/strategy/2018-2022/99/", 404, "no initiative number 99"),
        ("/strategy/2018-2022/7/dance/", 404, "cannot be recorded"),
        ("/strategy/?known_at=2025-02-30", 400, "is no day"),
        ("/strategy/road-map/?known_at=2090-01-01", 400, "Nothing is known as of that day."),
        ("/strategy/road-map/?known_at=0001-01-01", 400, "Nothing is known as of that day."),
    ],
)
def test_nonsense_is_told_what_there_is(path: str, status: int, says: str) -> None:
    answer = steering().get(path)
    assert (answer.status_code, says in answer.content.decode()) == (status, True)


def test_the_table_taken_away_runs_no_formula() -> None:
    commands.add_initiative(strategy="2027", title_da="=1+1", title_en="=1+1", focus="FA-BORGER", **by())
    text = steering().get(reverse("road-map-table") + "?strategy=2027").content.decode()
    assert ",'=1+1," in text
