"""The token against forged requests that a page's forms carry. Django makes the secret and checks the token;
here the token is made from the secret, once a page.

Django draws each of a mask's 32 letters from the system by itself and sends the cookie again with every page.
Here the mask is drawn at once, and a cookie the browser has stays as it is: it lasts a year, and logging in
makes another.
"""

from secrets import token_bytes
from typing import Final

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_MANY: Final = len(CSRF_ALLOWED_CHARS)
_PLACES: Final = {letter: at for at, letter in enumerate(CSRF_ALLOWED_CHARS)}
_FAIR: Final = 256 // _MANY * _MANY  # a byte below it gives each letter the same chance
_LETTERS: Final = CSRF_ALLOWED_CHARS * 2


def token_of(request: HttpRequest) -> str:
    """The token of this request's forms, masked once for all of them."""
    known: str | None = getattr(request, "_forms_token", None)
    if known is None:
        secret = request.META.get("CSRF_COOKIE")
        known = masked(secret) if secret else get_token(request)
        request._forms_token = known  # type: ignore[attr-defined]  # a mark of ours
    return known


def masked(secret: str) -> str:
    """A secret under a mask drawn anew, as Django's check takes it apart: mask, then secret plus mask."""
    drawn: list[int] = []
    while len(drawn) < CSRF_SECRET_LENGTH:
        drawn += [one % _MANY for one in token_bytes(CSRF_SECRET_LENGTH + 8) if one < _FAIR]
    cipher = [_LETTERS[_PLACES[letter] + at] for letter, at in zip(secret, drawn, strict=False)]
    return "".join([_LETTERS[at] for at in drawn[:CSRF_SECRET_LENGTH]] + cipher)
