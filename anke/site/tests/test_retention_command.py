"""`anke retention`: from what is due to a list carried out, with the two approvals given on the pages."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from anke.casework.retention.tests import house
from anke.site.cli.failure import Failure
from anke.site.cli.retention_ import command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def then(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("anke.site.cli.options.start", lambda: None)
    monkeypatch.setattr("anke.site.cli.retention_.require_store", lambda: None)
    monkeypatch.setattr("anke.site.today.house_now", lambda: house.NOW)
    monkeypatch.setattr("anke.casework.retention.views.moment_of", lambda request: house.NOW)
    yield


def said(*words: str) -> str:
    ran = CliRunner().invoke(command, [*words, "--lang", "en"], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_a_list_is_made_shown_approved_on_the_pages_and_carried_out() -> None:
    users = house.people()
    number = house.closed()
    assert "1 cases are to be destroyed" in said("due")
    made = said("make", "--by", "lis")
    assert number in made and "Two must now approve the list" in made
    with pytest.raises(Failure, match="has not been approved by two"):
        said("carry-out", "2025-1", "--by", "dir")
    digest = json.loads(said("show", "2025-1", "--json"))["sha256"]
    for who in ("jur", "dir"):
        browser = Client()
        browser.force_login(users[who])
        browser.post(reverse("retention-approve", args=["2025-1"]), {"sha256": digest})
    assert json.loads(said("show", "2025-1", "--json"))["approved_by"] == ["jur", "dir"]
    assert "1 cases are destroyed, 0 are kept, 0 wait." in said("carry-out", "2025-1", "--by", "dir")
    assert "carried out" in said("show", "2025-1") and "destroyed" in said("show", "2025-1")
    assert "0 cases are to be destroyed" in said("due")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("make", "--by", "anna"), "Your role does not allow"),
        (("make", "--by", "lis"), "No case is to be destroyed now"),
        (("show", "2031-7"), "There is no destruction list 2031-7. There are: –"),
        (("traces", "--by", "sys"), "Your role does not allow"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], says: str) -> None:
    house.people()
    with pytest.raises(Failure, match=says):
        said(*words)


def test_traces_are_counted_before_they_are_forgotten() -> None:
    house.people()
    assert "0 from before 2020-04-07 would be forgotten" in said("traces", "--by", "lis", "--dry-run")
