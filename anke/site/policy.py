"""The Content-Security-Policy of every answer: one for the whole house, written out once.

An answer that asks for another (the decorators of django-csp, a nonce) gets it as that library works it out.
"""

from typing import Final

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# What django-csp's decorators leave on an answer.
_OWN: Final = frozenset(
    f"_csp_{what}{only}" for what in ("exempt", "config", "update", "replace") for only in ("", "_ro")
)


class Policy(CSPMiddleware):  # type: ignore[misc]  # django-csp brings no types
    """Middleware: puts the policy of settings.py on every answer."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        own = isinstance(getattr(request, "_csp_nonce", None), str) or not _OWN.isdisjoint(vars(response))
        if own or settings.DEBUG:
            made: HttpResponseBase = super().process_response(request, response)
            return made
        if HEADER not in response:
            response[HEADER] = self._policy
        return response

    @property
    def _policy(self) -> str:
        told = settings.CONTENT_SECURITY_POLICY
        if told is not self._told:
            self._told, self._written = told, build_policy()
        return self._written

    _told: object = None
    _written = ""
