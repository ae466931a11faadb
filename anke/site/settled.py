"""The last that happens to an answer: what was sent to the database while it was made, such as who reads
what, is on disk before it leaves the house (docs/decisions/0212)."""

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Settled:
    """Middleware, before all others: around everything that makes an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        there: Any = connections[DEFAULT_DB_ALIAS]
        if there.vendor == "postgresql":  # site/postgresql
            there.arrive()
        return answer
