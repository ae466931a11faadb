"""What the table of steps must be, whoever changes it."""

import pytest

from anke.rules.roles import Role
from anke.rules.steps import OPEN, STEPS, Act, Refused, Status, acts_in, may, require_may, step


def reachable(status: Status) -> set[Status]:
    found, new = {status}, {status}
    while new:
        new = {after for (before, _), after in STEPS.items() if before in new} - found
        found |= new
    return found


def test_every_act_stands_in_the_table() -> None:
    assert {act for _, act in STEPS} == set(Act)


def test_no_act_is_allowed_from_any_state() -> None:
    """In one tribunal system 159 of 257 events are (lessons, 11). What is kept of a destroyed case stays."""
    assert not {act for act in Act if all((status, act) in STEPS for status in Status)}
    kept = {act for act in Act if all((s, act) in STEPS for s in Status if s is not Status.DESTROYED)}
    assert kept == {
        Act.CHANGE_PARTY,
        Act.CORRECT,
        Act.LINK,
        Act.UNLINK,
        Act.RESTRICT,
        Act.LIFT_RESTRICTION,
        Act.PLACE_HOLD,
        Act.LIFT_HOLD,
    }


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


WHO_MAY = """
act                  caseworker  head_of_office  director  legal_unit  steering_unit  system_administrator  ministry
assess_information   yes         yes             yes       yes         no             no                    no
decide               yes         yes             yes       no          no             no                    no
approve              no          yes             yes       no          no             no                    no
transfer             no          yes             yes       no          no             no                    no
reopen               yes         yes             yes       yes         no             no                    no
restrict             no          yes             yes       yes         no             no                    no
destroy              no          no              yes       yes         no             no                    no
"""  # noqa: E501 - a table is read across


def test_who_may_do_what() -> None:
    (_, *roles), *rows = (line.split() for line in WHO_MAY.strip().splitlines())
    for act, *cells in rows:
        for role, cell in zip(roles, cells, strict=True):
            assert may(Act(act), Role(role)) is (cell == "yes"), (act, role)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.MINISTRY, Role.QUALITY_READER])
def test_who_handles_no_cases_does_nothing_to_them(role: Role) -> None:
    assert not [act for act in Act if may(act, role)]


def test_a_machine_judges_nobody_s_work() -> None:
    assert not {Act.APPROVE, Act.RETURN, Act.RESTRICT, Act.DESTROY} & {
        act for act in Act if may(act, None, machine=True)
    }


def test_whoever_may_not_is_told_who_may() -> None:
    with pytest.raises(Refused) as refusal:
        require_may(Act.APPROVE, Role.CASEWORKER, Status.SUBMITTED)
    assert refusal.value.da.startswith(
        "Du kan ikke godkende udkastet. Det kan ankechef, vicedirektør eller direktør."
    )
    assert "trække udkastet tilbage" in refusal.value.da
    with pytest.raises(Refused, match="You cannot decide the case"):
        require_may(Act.DECIDE, None, Status.REGISTERED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("status", Status)
def test_a_refusal_says_why_and_what_is_possible(status: Status, act: Act) -> None:
    if act in acts_in(status):
        assert step(status, act) in Status
        return
    with pytest.raises(Refused) as refusal:
        step(status, act)
    assert refusal.value["da"].startswith("Du kan ikke ")
    what_is_possible = "Der kan ikke gøres mere" if status is Status.DESTROYED else ". Du kan "
    assert what_is_possible in refusal.value["da"]
    assert str(refusal.value) == refusal.value["en"]


def test_the_words_of_a_refusal() -> None:
    with pytest.raises(Refused) as refusal:
        step(Status.PAUSED, Act.DECIDE)
    assert refusal.value.da.startswith("Du kan ikke afgøre sagen: sagen er sat på pause. Du kan ")
    assert "lade fristen løbe igen" in refusal.value.da
    assert refusal.value.en.startswith("You cannot decide the case: it is paused. You can ")
