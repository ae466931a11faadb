"""What the table of steps must be, whoever changes it."""

import pytest

from anke.rules.steps import OPEN, STEPS, Act, Refused, Status, acts_in, step


def reachable(status: Status) -> set[Status]:
    found, new = {status}, {status}
    while new:
        new = {after for (before, _), after in STEPS.items() if before in new} - found
        found |= new
    return found


def test_every_act_stands_in_the_table() -> None:
    assert {act for _, act in STEPS} == set(Act)


def test_only_a_correction_is_allowed_in_every_state() -> None:
    everywhere = {act for act in Act if all((status, act) in STEPS for status in Status)}
    assert everywhere == {Act.CORRECT}


@pytest.mark.parametrize("status", OPEN)
def test_no_open_case_is_stuck(status: Status) -> None:
    assert {Status.DISPATCHED, Status.WITHDRAWN} <= reachable(status)


@pytest.mark.parametrize("status", [status for status in Status if status not in OPEN])
def test_a_closed_case_is_never_open_again(status: Status) -> None:
    """A reopened case is a new one; only a correction that takes the closing back opens the old."""
    assert not reachable(status) & set(OPEN)


def test_an_act_that_changes_nothing_of_the_state_is_allowed_while_paused_too() -> None:
    """Waiting for one thing does not stop the other work on a case."""
    kept = {act for act in Act if STEPS.get((Status.REGISTERED, act)) == Status.REGISTERED}
    assert {act for act in kept if (Status.PAUSED, act) not in STEPS} == set()


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("status", Status)
def test_a_refusal_says_why_and_what_is_possible(status: Status, act: Act) -> None:
    if act in acts_in(status):
        assert step(status, act) in Status
        return
    with pytest.raises(Refused) as refusal:
        step(status, act)
    assert refusal.value["da"].startswith("Du kan ikke ") and ". Du kan " in refusal.value["da"]
    assert str(refusal.value) == refusal.value["en"]


def test_the_words_of_a_refusal() -> None:
    with pytest.raises(Refused) as refusal:
        step(Status.PAUSED, Act.DECIDE)
    assert refusal.value.da.startswith("Du kan ikke afgøre sagen: sagen er sat på pause. Du kan ")
    assert "lade fristen løbe igen" in refusal.value.da
    assert refusal.value.en.startswith("You cannot decide the case: it is paused. You can ")
