"""What events make of a case. Cases a lawyer can read, then properties over made-up histories."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.events.apply import CaseState, apply, fold, fold_many
from anke.events.commands import NewEvent
from anke.events.problem import BadData, OutOfOrder
from anke.events.tests.histories import event, histories
from anke.events.vocabulary import KINDS
from anke.rules.facts import COLUMNS
from anke.rules.steps import OPEN, Status

D1, D2, D3, D4 = date(2024, 1, 2), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)


def after(*events: NewEvent) -> CaseState:
    state = fold(events)
    assert state is not None
    return state


def test_nothing_has_happened() -> None:
    assert fold([]) is None


def test_a_decided_case_is_closed_on_the_day() -> None:
    state = after(event("case_registered", D1), event("case_decided", D3, outcome="changed"))
    assert (state.status, state.decided_on, state.closed_on, state.outcome) == (
        Status.DECIDED,
        D3,
        D3,
        "changed",
    )
    assert state.last_position == 2


def test_a_withdrawn_case_is_closed_and_never_decided() -> None:
    state = after(event("case_registered", D1), event("case_withdrawn", D2))
    assert (state.status, state.decided_on, state.closed_on) == (Status.WITHDRAWN, None, D2)


def test_any_number_of_pauses_each_with_its_days() -> None:
    state = after(
        event("case_registered", D1),
        event("clock_paused", D1),
        event("clock_resumed", D2),
        event("clock_paused", D3),
    )
    assert (state.status, state.pauses) == (Status.PAUSED, ((D1, D2), (D3, None)))


def test_a_withdrawal_ends_the_pause() -> None:
    state = after(event("case_registered", D1), event("clock_paused", D2), event("case_withdrawn", D3))
    assert state.pauses == ((D2, D3),)


def test_a_reopened_case_keeps_its_figures_and_names_the_new_case() -> None:
    decided = (event("case_registered", D1), event("case_decided", D2), event("decision_dispatched", D2))
    reopened = after(*decided, event("case_reopened", D3, **{"as": "2024-000777"}))
    assert reopened.reopened_as == ("2024-000777",)
    assert reopened.facts == after(*decided).facts


def test_a_decision_taken_back_opens_the_case_again() -> None:
    state = after(
        event("case_registered", D1),
        event("case_decided", D2),
        event("decision_dispatched", D2),
        event(
            "registration_corrected",
            D3,
            changes={"decided_on": None, "closed_on": None, "outcome": None},
            reason="Forkert sag",
        ),
    )
    assert (state.status, state.closed_on, state.dispatched_on) == (Status.REGISTERED, None, None)


def test_a_correction_can_move_the_day_of_receipt() -> None:
    moved = event("registration_corrected", D3, changes={"received_on": "2023-12-20"}, reason="Poststempel")
    state = after(event("case_registered", D1), moved)
    assert (state.received_on, state.status) == (date(2023, 12, 20), Status.REGISTERED)


# history, then the event that cannot follow, and what the message must say
IMPOSSIBLE = [
    ([], event("case_decided"), "not registered yet"),
    ([event("case_registered")], event("case_registered"), "registered already"),
    ([event("case_registered")], event("clock_resumed"), "You cannot let the clock run again: it is open"),
    ([event("case_registered")], event("decision_dispatched"), "You cannot send the decision"),
    (
        [event("case_registered"), event("clock_paused")],
        event("case_decided"),
        "You cannot decide the case: it is paused",
    ),
    ([event("case_registered", D2)], event("case_decided", D1), "cannot have happened on 2024-01-02"),
    (
        [event("case_registered", D1), event("clock_paused", D3)],
        event("clock_resumed", D2),
        "paused on 2024-03-01",
    ),
    (
        [event("case_registered", D1), event("case_decided", D2)],
        event("registration_corrected", D3, changes={"received_on": "2024-02-15"}, reason="x"),
        "which is before",
    ),
]


@pytest.mark.parametrize(("history", "following", "says"), IMPOSSIBLE)
def test_the_impossible_is_refused_in_words(history: list[NewEvent], following: NewEvent, says: str) -> None:
    with pytest.raises(OutOfOrder, match=says):
        after(*history, following)


@pytest.mark.parametrize(
    "changes",
    [{"decided_on": None}, {"outcome": None}, {"closed_on": None}, {"decided_on": None, "closed_on": None}],
)
def test_a_correction_leaves_no_half_decided_case(changes: dict[str, object]) -> None:
    with pytest.raises(BadData, match="Correct"):
        after(
            event("case_registered", D1),
            event("case_decided", D2),
            event("registration_corrected", D3, changes=changes, reason="x"),
        )


@given(histories())
def test_replay_equals_one_step_at_a_time(history: list[NewEvent]) -> None:
    state = None
    for happened in history:
        state = apply(state, happened)
    assert state == fold(history)


@given(histories())
def test_the_register_and_the_figures_say_the_same(history: list[NewEvent]) -> None:
    """Overlaying the patches, as the statistics do, gives the facts the register has."""
    facts = dict.fromkeys(COLUMNS, 0)
    for happened in history:
        facts |= KINDS[happened.kind].patch(happened.happened_on, happened.data)
    state = fold(history)
    assert state is not None and state.facts == facts


@given(histories())
def test_status_follows_the_milestones(history: list[NewEvent]) -> None:
    state = after(*history)
    assert (state.closed_on is None) == (state.status in OPEN)
    if state.status is not Status.DESTROYED:
        assert (state.decided_on is not None) == (state.status in (Status.DECIDED, Status.DISPATCHED))
    assert (state.meeting_on is not None) == (state.status == Status.AT_MEETING)
    assert (state.outcome is None) == (state.closed_on is None)
    open_pauses = [pause for pause in state.pauses if pause[1] is None]
    assert len(open_pauses) == (state.status == Status.PAUSED)
    assert state.last_position == len(history)


@given(st.lists(histories(longest=6), min_size=1, max_size=4), st.randoms())
def test_cases_may_come_mixed(cases: list[list[NewEvent]], random: object) -> None:
    named = [
        [NewEvent("case", f"c{number}", e.kind, e.happened_on, e.actor, e.data) for e in case]
        for number, case in enumerate(cases)
    ]
    turns = [number for number, case in enumerate(named) for _ in case]
    random.shuffle(turns)  # type: ignore[attr-defined]  # hypothesis gives a Random
    left = [iter(case) for case in named]
    assert fold_many(next(left[turn]) for turn in turns) == {
        f"c{number}": fold(case) for number, case in enumerate(named)
    }
