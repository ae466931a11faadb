"""Searching and documents through the API: the same rule of sight, and nothing personal in an address."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from anke.casework.gateway import tokens
from anke.casework.gateway.tests.asking import a_case, office
from anke.casework.letters import commands as letters
from anke.casework.search import commands as search
from anke.organisation import queries as organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    tokens.forget()
    yield
    tokens.forget()


def test_only_seen_cases_are_found_and_each_is_set_down() -> None:
    there = office()
    near, far = (a_case(office=code, appellant={"name": "Ida Ibsen"}) for code in (1, 3))
    search.follow()
    found = there["anna"].get("/api/search", {"q": "Ibsen"}).json()
    assert [one["number"] for one in found["cases"]] == [near]
    assert found["count"] == 1
    assert "Ibsen" not in str(found["cases"])
    assert [one.what for one in organisation.readings_of(near, limit=3)] == ["search"]
    assert organisation.readings_of(far, limit=3) == []
    assert there["anna"].get("/api/search", {"q": "009925-1234"}).status_code == 422


def test_a_document_is_fetched_by_who_sees_its_case() -> None:
    there, number = office(), a_case()
    by: dict[str, Any] = {"happened_on": timezone.localdate(), "actor": "anna", "recorded_at": timezone.now()}
    raw = b"En klage over en afg\xc3\xb8relse.\n"
    letters.add_document(number=number, name="klage.txt", raw=raw, **by)
    [one] = there["anna"].get(f"/api/cases/{number}/documents").json()["documents"]
    path = f"/api/cases/{number}/documents/{one['number']}/{one['version']}"
    got = there["anna"].get(path)
    assert (got.status_code, got.content) == (200, raw)
    assert got["Content-Disposition"].startswith("attachment")
    assert got["ETag"] == f'"{one["sha256"]}"'
    assert there["carl"].get(path).status_code == 404
    assert there["carl"].get(f"/api/cases/{number}/documents").status_code == 404
    assert there["anna"].get(f"/api/cases/{number}/documents/9/1").status_code == 404
    assert "document" in {line.what for line in organisation.readings_of(number, limit=9)}
