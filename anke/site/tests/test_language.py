"""The language of a page: the cookie's, else the browser's first that there is, else Danish."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cookie", "browsers", "answered"),
    [
        ("", "", "da"),
        ("", "en-GB,en;q=0.8,da;q=0.5", "en"),
        ("", "de-DE,de;q=0.9", "da"),
        ("en", "da", "en"),
        ("da", "en", "da"),
        ("xx", "en", "en"),
    ],
)
def test_a_page_answers_in_the_language_that_was_asked_for(cookie: str, browsers: str, answered: str) -> None:
    browser = Client(headers={"accept-language": browsers})
    if cookie:
        browser.cookies["django_language"] = cookie
    answer = browser.get("/about/")
    assert answer["Content-Language"] == answered
    assert f'<html lang="{answered}">' in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]


def test_no_address_names_a_language() -> None:
    """What is left out of Django's own middleware is about such addresses."""
    for path in ("/da/about/", "/en/about/"):
        assert Client().get(path).status_code == 404
