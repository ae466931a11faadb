"""`anke distribute`: what would happen, in words and in JSON; and doing it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import timezone

from anke.casework.distribution.models import Run
from anke.casework.distribution.tests.offices import case, house, whose
from anke.organisation import commands as organisation
from anke.rules.local import local_date
from anke.site.cli import distribute_
from anke.site.cli.failure import Failure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distribute_, "require_store", lambda: None)
    house()


def run(*words: str) -> str:
    asked = words if "--replay" in words else ("--office", "13", *words)
    told = CliRunner().invoke(distribute_.command, list(asked))
    if told.exception is not None and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.output


def test_a_dry_run_says_who_and_why_and_keeps_nothing() -> None:
    number = case()
    today = local_date(timezone.now())
    organisation.register_absence(
        initials="anna", kind="sick", first_on=today, last_on=None, actor="chef", recorded_at=timezone.now()
    )
    said = run("--dry-run", "--lang", "en", "--seed", "4")
    assert f"{number}  " in said and "room up to the maximum load" in said
    assert "anna is absent today" in said
    assert whose() == {number: None} and not Run.objects.exists()


def test_the_same_seed_gives_the_same_json() -> None:
    for _ in range(4):
        case()
    told: list[Any] = [json.loads(run("--dry-run", "--json", "--seed", "9")) for _ in range(2)]
    assert told[0] == told[1]
    assert (told[0]["office"], told[0]["seed"], len(told[0]["cases"])) == (13, 9, 4)
    assert [one["id"] for one in told[0]["effects"]][:2] == ["now", "proposed"]
    assert told[0]["run"] is None


def test_by_somebody_who_leads_the_office_it_is_done() -> None:
    number = case()
    assert "has been applied" in run("--by", "chef", "--lang", "en", "--seed", "4")
    assert whose()[number] is not None
    assert Run.objects.get().applied_by == "chef"
    assert "Alle kontorets sager har en sagsbehandler." in run("--dry-run")


def test_an_earlier_run_is_replayed_from_what_it_was_given() -> None:
    for _ in range(3):
        case()
    run("--by", "chef", "--seed", "4")
    kept = Run.objects.get()
    assert run("--replay", str(kept.pk), "--lang", "en") == "3 cases, the same result.\n"
    kept.inputs["waiting"][0]["number"] = "2025-000009"
    kept.save()
    with pytest.raises(Failure, match="does not come out the same"):
        run("--replay", str(kept.pk))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Write either --dry-run"),
        (["--dry-run", "--by", "chef"], "Write either --dry-run"),
        (["--replay", "99"], "There is no run 99"),
        (["--by", "anna"], "Only somebody who leads office 13"),
        (["--dry-run", "--office", "99"], "There is no office 99. There are: 13, 14, 23."),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], said: str) -> None:
    case()
    with pytest.raises(Failure, match=said):
        run(*words)
