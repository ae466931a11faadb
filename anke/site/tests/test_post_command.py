"""`anke post` and `anke verify` where there are letters: what waits is tried again, what is gone is named."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from anke.casework.letters.tests import writing
from anke.casework.letters.tests.writing import case, send, whole
from anke.site.cli import post_, verify_

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def number(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    settings.ANKE_HOME = tmp_path
    monkeypatch.setattr(post_, "require_store", lambda: None)  # the tests' tables lie in memory
    writing.office()
    return case()


def post() -> tuple[int, dict[str, Any]]:
    told = CliRunner().invoke(post_.command, ["--json"])
    assert told.stdout, told.exception
    return told.exit_code, json.JSONDecoder().raw_decode(told.stdout)[0]


def test_what_waits_is_tried_again_until_it_has_left(number: str, settings: Any) -> None:
    settings.ANKE_POST = "anke.casework.letters.tests.broken:Port"
    send(number, whole(number))
    status, told = post()
    assert (status, told["sent"], told["waiting"]) == (1, 0, 1)
    settings.ANKE_POST = "anke.casework.letters.post:Outbox"
    status, told = post()
    assert (status, told["sent"], told["waiting"]) == (0, 1, 0)


def test_a_document_that_is_gone_is_named_by_verify(number: str, tmp_path: Path) -> None:
    send(number, whole(number))
    assert verify_.verify(quiet=True, lang="en")["ok"]
    shutil.rmtree(tmp_path / "documents")
    found = verify_.verify(quiet=True, lang="en")
    assert not found["ok"]
    assert [one for one in found["differences"] if one.startswith("documents: case 2025-000001, document 1")]
