"""What a worker of the web server does in fewer steps than Django must: it answers one request at a time,
in a thread, and nothing in it is asynchronous.

Django keeps its connections, its caches and the language spoken where asynchronous code would find them as
well, which costs some ten calls at every touch; here a thread keeps its own. And what a form carries is put
together by name at once, not value by value.
"""

from threading import local
from typing import Any, Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import TooManyFieldsSent
from django.core.handlers.wsgi import WSGIRequest
from django.db import connections
from django.http import QueryDict
from django.urls import base as addresses
from django.utils.datastructures import MultiValueDict
from django.utils.translation import trans_real as translation

_FORM: Final = "application/x-www-form-urlencoded"


def keep_by_thread() -> None:
    """Call it once, before anything is kept: every thread begins with nothing."""
    kept: tuple[tuple[Any, str], ...] = (
        (connections, "_connections"),
        (caches, "_connections"),
        (translation, "_active"),
        (addresses, "_prefixes"),
        (addresses, "_urlconfs"),
    )
    for owner, name in kept:
        setattr(owner, name, local())


class Posted(QueryDict):
    """What a form carries, read as Django reads it."""

    def __init__(self, query_string: Any = None, mutable: bool = False, encoding: str | None = None) -> None:
        super().__init__("", mutable=True, encoding=encoding)
        text: Any = query_string or ""
        if isinstance(text, bytes):
            try:
                text = text.decode(self.encoding)
            except UnicodeDecodeError:
                text = text.decode("iso-8859-1")
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        by_name: dict[str, list[str]] = {}
        try:
            for name, value in parse_qsl(
                text, keep_blank_values=True, encoding=self.encoding, max_num_fields=most
            ):
                by_name.setdefault(name, []).append(value)
        except ValueError as problem:
            raise TooManyFieldsSent(f"A form can carry {most} values at most.") from problem
        dict.update(self, by_name)
        self._mutable = mutable


class Request(WSGIRequest):
    """A request whose plain forms are read as `Posted`; everything else as Django reads it."""

    def _load_post_and_files(self) -> None:
        request: Any = self  # Django's stubs do not know all of it
        readable = not request._read_started or hasattr(request, "_body")
        plain = request.method == "POST" and request.content_type == _FORM and request._encoding is None
        if readable and plain:
            request._post, request._files = Posted(request.body, encoding="utf-8"), MultiValueDict()
        else:
            super()._load_post_and_files()
