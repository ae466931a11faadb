"""The pages of the monthly follow-up: the decision beside the form, saving, who is let in, and the log."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.casework.letters.tests import writing
from anke.casework.letters.tests.writing import by
from anke.organisation import queries as organisation
from anke.oversight.quality import commands
from anke.oversight.quality.models import Review

pytestmark = pytest.mark.django_db
QUESTIONS = ("correct", "reasons", "comments", "language", "process")
FILLED = {f"answer-{one}": "good" for one in QUESTIONS} | {"strengths": "Klar", "improvements": ""}


@pytest.fixture
def people() -> dict[str, User]:
    return writing.office()


@pytest.fixture
def review(people: dict[str, User]) -> Review:
    """A decision of anna's that was sent in a letter, taken up by the head."""
    number = writing.case()
    text = "Sagen afgøres nu. Såfremt du er uenig, kan afgørelsen indbringes for domstolene."
    writing.send(number, writing.fill(number, writing.begin(number), considerations=text))
    return commands.begin_review(employee="anna", month="2025-06", **by("chef"))


def browser(user: User) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(user)
    return made


def page(user: User, review: Review) -> Any:
    return browser(user).get(f"/quality/reviews/{review.pk}/")


def test_the_decision_stands_beside_the_form_with_its_aids_and_the_reading_is_logged(
    people: dict[str, User], review: Review
) -> None:
    told = page(people["chef"], review).content.decode()
    for words in ("No part is missing.", "Sagen afgøres nu.", "LIX", "indbringes", "Såfremt → hvis"):
        assert words in told
    assert told.count('type="radio"') == 15 and "gives no score" in told
    [read] = [one for one in organisation.readings_of(review.number, limit=50) if one.what == "review"]
    assert read.who == "chef"


def test_autosave_keeps_what_is_written_and_the_save_button_does_the_same(
    people: dict[str, User], review: Review
) -> None:
    chef = browser(people["chef"])
    answer = chef.post(f"/quality/reviews/{review.pk}/autosave/", FILLED | {"version": "1"})
    assert 'id="version" name="version" value="2"' in answer.content.decode()
    chef.post(f"/quality/reviews/{review.pk}/", FILLED | {"version": "2", "improvements": "Kortere"})
    review.refresh_from_db()
    assert (review.strengths, review.improvements, review.version) == ("Klar", "Kortere", 3)
    assert "Kortere" in page(people["chef"], review).content.decode()


def test_a_second_window_is_told_who_was_first_and_keeps_its_text(
    people: dict[str, User], review: Review
) -> None:
    chef = browser(people["chef"])
    chef.post(f"/quality/reviews/{review.pk}/", FILLED | {"version": "1", "then": "submit"})
    late = FILLED | {"version": "1", "strengths": "Skrevet i det andet vindue", "then": "submit"}
    answer = chef.post(f"/quality/reviews/{review.pk}/", late)
    assert answer.status_code == 409 and "Skrevet i det andet vindue" in answer.content.decode()
    review.refresh_from_db()
    assert review.strengths == "Klar" and review.stage == "submitted"


def test_an_unanswered_question_is_named_and_what_was_typed_stays(
    people: dict[str, User], review: Review
) -> None:
    typed = FILLED | {"version": "1", "then": "submit"}
    del typed["answer-process"]
    answer = browser(people["chef"]).post(f"/quality/reviews/{review.pk}/", typed)
    assert answer.status_code == 422 and "Answer this first" in answer.content.decode()
    assert "Klar" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [("chef", 200, 200), ("anna", 404, 200), ("bo", 404, 404), ("uwe", 404, 404), ("drift", 403, 403)],
)
def test_who_opens_a_review_before_and_after_feedback(
    people: dict[str, User], review: Review, who: str, before: int, after: int
) -> None:
    assert page(people[who], review).status_code == before
    chef = browser(people["chef"])
    chef.post(f"/quality/reviews/{review.pk}/", FILLED | {"version": "1", "then": "submit"})
    chef.post(f"/quality/reviews/{review.pk}/feedback/", {"how": "talk"})
    assert page(people[who], review).status_code == after
    shown = "Klar" in browser(people[who]).get("/quality/feedback/").content.decode()
    assert shown == (who == "anna")


def test_an_act_nobody_knows_and_a_review_that_is_not_there(people: dict[str, User], review: Review) -> None:
    chef = browser(people["chef"])
    assert chef.post(f"/quality/reviews/{review.pk}/burn/").status_code == 404
    assert chef.get("/quality/reviews/99999/").status_code == 404
    assert chef.get("/quality/office/?month=nonsense").status_code == 200
    assert browser(people["anna"]).post("/quality/office/", {"employee": "bo"}).status_code == 403
