"""`anke draw`: a draw for programs, in words, and what is said where there is none or it does not hold."""

import json
from importlib import import_module

import pytest
from click.testing import CliRunner

from anke.oversight.quality import queries
from anke.oversight.quality.models import Draw
from anke.oversight.quality.tests.house import decide, establish, make_draw, unguarded
from anke.site.cli.draw_ import command
from anke.site.cli.verify_ import DERIVED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anke.site.cli.draw_.require_store", lambda: None)  # the test's is in memory
    establish()
    decide(25, 11)
    make_draw()


def test_a_draw_for_programs() -> None:
    told = CliRunner().invoke(command, ["q5a", "--year", "2024", "--json"])
    card = queries.draw_of("Q5A", 2024)
    assert card is not None
    assert told.exit_code == 0
    said = json.loads(told.stdout)
    assert (said["frame_sha256"], said["seed"]) == (card.frame_sha256, card.seed)
    [one] = said["strata"]
    assert (one["office"], len(one["frame"]), len(one["sample"]), len(one["reserve"])) == (11, 25, 20, 5)


def test_in_words_and_beside_the_register_as_it_is_now() -> None:
    asked = ["Q5A", "--year", "2024", "--compare", "--lang", "en"]
    said = CliRunner().invoke(command, asked).stdout
    assert "The draw was computed again and holds" in said
    assert "The frame is the same" in said
    [late] = decide(1, 11)
    said = CliRunner().invoke(command, asked).stdout
    assert "another SHA-256" in said
    assert f"new cases: {late}" in said


def test_what_is_not_there_or_does_not_hold() -> None:
    assert "There are: Q5A/2024" in str(CliRunner().invoke(command, ["Q5A", "--year", "2019"]).exception)
    with unguarded():
        Draw.objects.update(seed="ab" * 32)
    asked = ["Q5A", "--year", "2024", "--lang", "en"]
    assert "does not hold: seed, sample, recorded" in str(CliRunner().invoke(command, asked).exception)


def test_anke_verify_names_a_draw_that_does_not_hold() -> None:
    module, function = DERIVED["quality"]
    asked = getattr(import_module(module), function)
    assert asked() == []
    with unguarded():
        Draw.objects.update(seed="ab" * 32)
    assert "draw Q5A/2024: its seed does not follow from the contributions" in asked()
