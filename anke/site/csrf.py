"""The token against forged requests that a page's forms carry. Django makes the secret and checks the token;
here the token is made from the secret, once a page.

Django draws each of a mask's 32 letters from the system by itself and sends the cookie again with every page.
Here the mask is drawn at once, and a cookie the browser has stays as it is: it lasts a year, and logging in
makes another.
"""

from secrets import randbelow
from typing import Final

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_MANY: Final = len(CSRF_ALLOWED_CHARS)
_PLACES: Final = {letter: at for at, letter in enumerate(CSRF_ALLOWED_CHARS)}
_MASKS: Final = _MANY**CSRF_SECRET_LENGTH


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
    drawn, mask, cipher = randbelow(_MASKS), [], []
    for letter in secret:
        drawn, at = divmod(drawn, _MANY)
        mask.append(CSRF_ALLOWED_CHARS[at])
        cipher.append(CSRF_ALLOWED_CHARS[(_PLACES[letter] + at) % _MANY])
    return "".join(mask + cipher)
