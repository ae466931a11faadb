"""The token of a page's forms: made here, checked by Django; the cookie is sent once and then left alone."""

import pytest
from django.contrib.auth.models import User
from django.middleware.csrf import CSRF_ALLOWED_CHARS, _unmask_cipher_token
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from anke.site.csrf import masked

secrets = st.text(CSRF_ALLOWED_CHARS, min_size=32, max_size=32)


@given(secrets)
def test_django_finds_the_secret_under_the_mask(secret: str) -> None:
    one, another = masked(secret), masked(secret)
    assert len(one) == 64
    assert set(one) <= set(CSRF_ALLOWED_CHARS)
    assert _unmask_cipher_token(one) == secret == _unmask_cipher_token(another)
    assert one != another


def token_in(page: bytes) -> str:
    return page.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


@pytest.mark.django_db
def test_a_form_is_taken_with_its_token_only_and_the_cookie_comes_once() -> None:
    User.objects.create_superuser("anna", password="en lang adgangskode")
    browser = Client(enforce_csrf_checks=True)
    first = browser.get("/login/")
    secret = browser.cookies["csrftoken"].value
    again = browser.get("/login/")
    assert "csrftoken" not in again.cookies
    tokens = [token_in(page.content) for page in (first, again)]
    assert [_unmask_cipher_token(token) for token in tokens] == [secret, secret]
    assert tokens[0] != tokens[1]
    language = {"language": "en"}
    assert browser.post("/language/", language).status_code == 403
    assert browser.post("/language/", language | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert browser.post("/language/", language | {"csrfmiddlewaretoken": tokens[1]}).status_code == 302
