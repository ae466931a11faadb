"""What a person reads when more is sent than one form may hold."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

MUCH = {"text": "x" * (3 << 20)}  # more than the 2.5 MB of a form without files
MANY = {f"field{n}": "1" for n in range(2_000)}  # more than 1,000 fields

pytestmark = pytest.mark.django_db


def sent(form: dict[str, str], lang: str) -> HttpResponse:
    """What the log-in page answers a browser that sends `form`."""
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": lang})
    browser.get(reverse("login"))
    token: Any = browser.cookies["csrftoken"].value
    answer: HttpResponse = browser.post(reverse("login"), form | {"csrfmiddlewaretoken": token})
    return answer


@pytest.mark.parametrize("form", [MUCH, MANY], ids=["bytes", "fields"])
@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Nothing of it has been saved."), ("da", "Intet af det er gemt.")]
)
def test_a_form_too_large_is_answered_in_words(form: dict[str, str], lang: str, said: str) -> None:
    answer = sent(form, lang)
    assert answer.status_code == 413
    assert said in answer.content.decode()
