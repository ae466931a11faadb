"""`anke deadline`, as it is typed."""

import json
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from anke.site.cli.deadline_ import command
from anke.site.cli.failure import Failure


def ask(*words: str) -> str:
    result = CliRunner().invoke(command, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_date_comes_first_and_then_the_reasons() -> None:
    lines = ask("2025-04-01", "20 working days", "--lang", "en").splitlines()
    assert lines[0] == "Friday 2 May 2025  (2025-05-02)"
    assert "  Friday 18 April 2025 is Good Friday and is not counted." in lines


def test_danish_is_the_default_and_the_limit_needs_no_quotes() -> None:
    assert ask("2025-04-01", "20", "arbejdsdage").startswith("Fredag den 2. maj 2025  (2025-05-02)")


def test_json_for_programs() -> None:
    found = json.loads(ask("2025-04-01", "20 working days", "--json"))
    assert found["date"] == found["original"] == "2025-05-02"
    assert found["rule"] == {
        "text": "20 arbejdsdage",
        "value": 20,
        "span": "working_days",
        "first_day": 0,
        "roll": "no",
        "calendar": "working",
    }
    assert found["superseded"] == []
    assert len(found["trace"]) == len(found["steps"]) > 3


def test_pauses_and_extensions() -> None:
    found = json.loads(
        ask(
            *("2025-04-01", "8 weeks", "--json", "--today", "2025-06-17"),
            *("--pause", "2025-04-10..2025-04-20", "--extend", "2025-06-16@2025-05-20"),
        )
    )
    assert (found["date"], found["original"]) == ("2025-06-16", "2025-05-27")
    assert [was["date"] for was in found["superseded"]] == ["2025-05-27", "2025-06-06"]
    assert found["superseded"][1]["cause"] == [
        {"event": "extended", "on": "2025-05-20", "until": "2025-06-16"}
    ]
    assert found["pauses"] == [{"from": "2025-04-10", "until": "2025-04-20"}]
    assert found["today"] == {
        "date": "2025-06-17",
        "days_left": -1,
        "overdue": True,
        "paused": False,
        "age": 77,
        "net_days": 67,
    }


def test_an_extension_without_its_day_prolongs_the_limit() -> None:
    said = ask("2025-04-01", "8 weeks", "--extend", "2025-06-30", "--lang", "en")
    assert said.startswith("Monday 30 June 2025")
    assert "Without pauses and extensions the deadline was Tuesday 27 May 2025." in said


def test_a_pause_that_has_not_ended_promises_no_date() -> None:
    words = ("2025-04-01", "8 weeks", "--pause", "2025-04-10..", "--today", "2025-05-01")
    assert ask(*words).startswith("Fristen står stille: endnu ingen dato.")
    assert "Tilbage, når fristen løber igen: 48 dage." in ask(*words)
    assert json.loads(ask(*words, "--json"))["date"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2025-02-29", "8 weeks"), "'2025-02-29' is no date: that month has 28 days."),
        (("1.4.2025", "8 weeks"), "'1.4.2025' is no date."),
        (("2025-04-01", "8 fortnights"), "'fortnights' is no unit."),
        (("2025-04-01", "8"), "the unit is missing"),
        (("2051-01-01", "8 weeks"), "outside 1990–2050"),
        (("2050-12-01", "9999 weeks"), "outside 1990–2050"),
        (("2025-04-01", "8 weeks", "--pause", "2025-04-10"), "is no pause"),
        (("2025-04-01", "8 weeks", "--pause", "2025-04-10..2025-04-01"), "ends before it begins"),
        (("2025-04-01", "8 weeks", "--extend", "2025-06-01@2025-07-01"), "ends before it was granted"),
        (("2025-04-01", "8 weeks", "--today", "now"), "'now' is no date"),
    ],
)
def test_what_cannot_be_meant_gets_one_clear_sentence(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Failure) as refused:
        ask(*words)
    assert said in str(refused.value)


@pytest.mark.slow
def test_it_answers_at_once_and_needs_no_database() -> None:
    program = "import sys\nfrom anke.site.cli.main import main\n"
    program += "sys.argv[1:] = ['deadline', '2025-04-01', '8 weeks']"
    check = "\ntry: main()\nfinally: sys.stderr.write('django' if 'django' in sys.modules else 'none')"
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program + check], capture_output=True, text=True, check=True)
    assert time.perf_counter() - began < 2  # 0.3 s on an idle machine
    assert done.stderr == "none"
    assert "2025-05-27" in done.stdout
