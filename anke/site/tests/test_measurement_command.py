"""`anke measurement`: the report in the form asked for, and what is said where there is none."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from anke.oversight.quality import commands
from anke.oversight.quality.tests.house import by, decide, establish, make_draw
from anke.oversight.quality.tests.test_central import WHOM, rate_all
from anke.site.cli.measurement_ import command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anke.site.cli.measurement_.require_store", lambda: None)  # the test's is in memory
    establish()
    decide(3, 11, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    commands.open_measurement(year=2024, **by("jurist"))


def finish() -> None:
    from anke.oversight.quality.models import Measurement

    rate_all(Measurement.objects.get())
    commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist"))


def asked(*more: str) -> str:
    """What is said, or why not."""
    told = CliRunner().invoke(command, ["--year", "2024", *more])
    return told.stdout if told.exit_code == 0 else str(told.exception)


@pytest.mark.slow
def test_the_report_in_the_form_the_name_says(tmp_path: Path) -> None:
    finish()
    assert "<h1>Central kvalitetsmåling</h1>" in asked()
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype")):
        asked("--out", str(tmp_path / f"r.{form}"))
        assert (tmp_path / f"r.{form}").read_bytes().startswith(begins)


def test_what_is_not_there_or_cannot_be(tmp_path: Path) -> None:
    assert "The report of 2024 is not written yet" in asked("--lang", "en")
    assert "There are: 2024" in asked("--year", "2019")
    assert "names no form" in asked("--out", str(tmp_path / "r.odt"))
    assert "There is no folder" in asked("--out", str(tmp_path / "nowhere" / "r.pdf"))
