"""A worker reads forms as Django reads them, and keeps by thread what Django keeps by thread."""

import os
import subprocess
import sys
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from anke.site.worker import Posted, Request

TEXTS = st.text(max_size=8)
FORM = "application/x-www-form-urlencoded"


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_a_form_is_read_as_django_reads_it(pairs: list[tuple[str, str]]) -> None:
    sent = urlencode(pairs, errors="surrogatepass").encode()
    assert Posted(sent, encoding="utf-8") == QueryDict(sent, encoding="utf-8")


@pytest.mark.parametrize("sent", [b"", b"a", b"a=&a=1&&b", b"a=%C3%A6&a=\xff", "a=æ", None])
def test_so_is_what_no_browser_sends(sent: Any) -> None:
    ours, theirs = Posted(sent), QueryDict(sent)
    assert (ours, ours.encoding, ours.urlencode()) == (theirs, theirs.encoding, theirs.urlencode())
    assert ours.copy() == theirs.copy()
    with pytest.raises(AttributeError):
        ours["a"] = "b"


def _of(kind: type[WSGIRequest], body: bytes, content_type: str, method: str = "POST") -> WSGIRequest:
    made = RequestFactory().generic(method, "/", body, content_type)
    return kind(made.environ | {"wsgi.input": BytesIO(body)})


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; charset=utf-8", "text/plain", "application/json"])
def test_a_request_carries_the_same(method: str, content_type: str) -> None:
    ours, theirs = (_of(kind, b"a=1&b=%C3%A6&a=2", content_type, method) for kind in (Request, WSGIRequest))
    assert (ours.POST, ours.FILES, ours.body) == (theirs.POST, theirs.FILES, theirs.body)


def test_what_django_refuses_is_refused(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2, 50
    for body, content_type, refused in (
        (b"a=1&b=2&c=3", FORM, TooManyFieldsSent),
        (b"a" * 51, FORM, RequestDataTooBig),
        (b"a=1", f"{FORM}; charset=iso-8859-1", BadRequest),
    ):
        with pytest.raises(refused):
            _ = _of(Request, body, content_type).POST
    read = _of(Request, b"a=1", FORM)
    read.read()
    assert not read.POST


THREADS = """
import threading
from anke.site import wsgi
from django.db import connection
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
translation.activate("en"); set_script_prefix("/under/")
told = []
def other():
    told.extend([translation.get_language(), get_script_prefix(), id(connection._connections["default"])])
    translation.activate("da")
    connection.close()
thread = threading.Thread(target=other); thread.start(); thread.join()
mine = id(connection._connections["default"])
print(told[:2], told[2] != mine, translation.get_language(), get_script_prefix())
"""


def test_each_thread_keeps_its_own(tmp_path: Any) -> None:
    """In a process of its own, as the web server's workers are."""
    env = os.environ | {"ANKE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "anke.site.settings"}
    env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", THREADS], env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "['da', '/'] True en /under/", done.stderr[-500:]
