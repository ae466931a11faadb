"""A proof says enough for a stranger's script to find the same dates; and the story tells what was done."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.casework.cases.models import Case
from anke.casework.cases.proof import proof_of
from anke.casework.cases.story import acts_of, clocks_of
from anke.casework.cases.tests.doing import DAY, MOMENT, case_in, do, register
from anke.rules.steps import Act, Refused, Status

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).parents[4] / "docs" / "proofs" / "deadline.py"


def recomputed(proof: dict, tmp_path: Path) -> tuple[int, str]:
    """What the script says of a proof, run alone: without this program on its path."""
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(file)], capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout


def test_the_script_is_short_enough_to_read() -> None:
    assert len([line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line.strip()]) <= 60


@pytest.mark.parametrize("case_type", ["compulsory_measures", "supervision_access", "sickness_benefit"])
def test_a_stranger_s_script_finds_the_same_dates(case_type: str, tmp_path: Path) -> None:
    number = register(case_type=case_type)
    do(Act.PAUSE, number, happened_on=date(2025, 3, 12))
    do(Act.RESUME, number, happened_on=date(2025, 3, 25))
    do(Act.EXTEND, number, happened_on=date(2025, 3, 26), until=date(2025, 6, 5))
    proof = proof_of(number, at=MOMENT)
    assert proof.data["deadlines"]
    status, said = recomputed(proof.data, tmp_path)
    assert status == 0 and "current: computed" in said, said
    proof.data["deadlines"][0]["answer"]["current"] = "2025-12-24"
    assert recomputed(proof.data, tmp_path)[0] == 1


COURSES = st.lists(
    st.tuples(
        st.sampled_from(
            [Act.PAUSE, Act.RESUME, Act.ANNUL_PAUSE, Act.EXTEND, Act.REMOVE_EXTENSION, Act.WITHDRAW]
        ),
        st.integers(0, 9),
        st.integers(1, 200),
    ),
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    course=COURSES,
    case_type=st.sampled_from(["compulsory_measures", "supervision_access", "notification"]),
)
def test_whatever_happens_the_script_the_row_and_the_replay_agree(
    course: list[tuple[Act, int, int]], case_type: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with transaction.atomic():
        number, day, until = register(case_type=case_type), date(2025, 3, 10), date(2025, 7, 1)
        for act, days, further in course:
            day += timedelta(days=days)
            more = {}
            if act is Act.EXTEND:
                more["until"] = until = day + timedelta(days=further)
            if act is Act.REMOVE_EXTENSION:
                more["until"] = until
            try:
                do(act, number, happened_on=day, **more)
            except Refused:
                continue
        case = Case.objects.get(number=number)
        clocks = clocks_of(number)
        if case.status in ("registered", "paused"):
            assert case.due_on == clocks[0].clock.current
            assert case.original_due_on == clocks[0].clock.original
        status, said = recomputed(proof_of(number, at=MOMENT).data, tmp_path_factory.mktemp("proof"))
        assert status == 0, said
        transaction.set_rollback(True)


def test_a_proof_holds_nobody_s_name() -> None:
    number = register(appellant={"name": "Karen Blixen", "cpr": "009912-0001"})
    proof = proof_of(number, at=MOMENT)
    assert "Blixen" not in json.dumps(proof.data) + proof.text
    assert "009912" not in json.dumps(proof.data) + proof.text


def test_the_text_says_why_in_both_languages() -> None:
    number = register(case_type="compulsory_measures")
    do(Act.PAUSE, number, reason="Vi venter på børnesamtalen")
    danish, english = (proof_of(number, at=MOMENT, lang=lang).text for lang in ("da", "en"))
    assert "Vi venter på børnesamtalen" in danish and "Sagen er på pause." in danish
    assert "The clock stands still." in english


def test_the_story_strikes_what_was_taken_back() -> None:
    number = case_in(Status.PAUSED)
    do(Act.ANNUL_PAUSE, number, undoes=2)
    lines = acts_of(number, "da")
    assert [line.undone_by for line in lines] == [None, 3, None]
    assert lines[0].said.startswith("Sagen blev modtaget")
    assert lines[1].on is not None and lines[1].on >= DAY
