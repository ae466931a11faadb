"""What each act does, and what it refuses."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from anke.casework.cases import commands, queries
from anke.casework.cases.models import Case, NumberSeries
from anke.casework.cases.tests.doing import (
    ACTS,
    BY,
    DAY,
    LATER,
    MOMENT,
    case_in,
    chief,
    do,
    prepared,
    register,
)
from anke.events.apply import fold
from anke.events.personal import SHREDDED
from anke.events.problem import EventError
from anke.events.queries import events_of, head_seq, reveal
from anke.rules.steps import STEPS, Act, Refused, Status

pytestmark = pytest.mark.django_db


def told(number: str) -> list[str]:
    return [event.kind for event in events_of("case", number)]


def test_every_act_has_a_command() -> None:
    assert set(ACTS) == set(Act)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("act", Act)
def test_acts_and_states(act: Act, status: Status) -> None:
    number = prepared(status, act)
    before, row = head_seq(), Case.objects.filter(number=number).values().get()
    after = STEPS.get((status, act))
    if after is None:
        with pytest.raises(Refused) as refusal:
            do(act, number)
        assert refusal.value.da.startswith("Du kan ikke")
        assert head_seq() == before
        assert Case.objects.filter(number=number).values().get() == row
    else:
        do(act, number)
        assert head_seq() > before
        assert Case.objects.get(number=number).status == after
    assert queries.compare_with_replay() == []


def test_registering() -> None:
    number = register(fully_informed=False, appellant={"name": "Karen Blixen", "cpr": "1704850000"})
    assert number == "2025-000001"
    assert register() == "2025-000002"
    assert register(happened_on=date(2024, 12, 31)) == "2024-000001"
    case = Case.objects.get(number=number)
    assert (case.case_type, case.authority, case.office, case.received_on) == ("cash_benefit", 101, 1, DAY)
    assert case.fully_informed is False
    assert Case.objects.get(number="2025-000002").fully_informed is None
    [event] = events_of("case", number)
    assert "Blixen" not in str(event.data)
    assert reveal(event)["appellant"]["name"] == "Karen Blixen"


def test_a_refused_registration_gives_its_number_back() -> None:
    register()
    with pytest.raises(EventError):
        register(case_type="no_such_type")
    assert NumberSeries.objects.get().last == 1
    assert register() == "2025-000002"


def test_what_the_acts_write() -> None:
    number = register()
    do(Act.ASSESS_INFORMATION, number)
    do(Act.ASSIGN, number)
    do(Act.EXTEND, number)
    do(Act.DECIDE_MEETING_TREATMENT, number)
    do(Act.FIND_ERROR, number)
    do(Act.DECIDE, number, happened_on=date(2025, 4, 1))
    do(Act.DISPATCH, number, happened_on=date(2025, 4, 2))
    case = Case.objects.get(number=number)
    assert (case.fully_informed, case.office, case.caseworker) == (True, 2, "anna")
    assert case.deadline_until == date(2025, 9, 1)
    assert case.meeting_decided_on == LATER
    assert case.first_instance_error is True
    assert (case.outcome, case.decided_on, case.closed_on) == ("affirmed", date(2025, 4, 1), date(2025, 4, 1))
    assert case.dispatched_on == date(2025, 4, 2)
    assert case.position == len(told(number)) == 8
    assert case.head == events_of("case", number)[-1].hash


def test_pauses_are_many_and_never_hide_age() -> None:
    number = register()
    for first, last in ((date(2025, 3, 10), date(2025, 3, 12)), (date(2025, 3, 12), date(2025, 4, 1))):
        do(Act.PAUSE, number, happened_on=first)
        do(Act.ASSIGN, number, happened_on=first)
        do(Act.RESUME, number, happened_on=last)
    case = Case.objects.get(number=number)
    assert case.pauses == [["2025-03-10", "2025-03-12"], ["2025-03-12", "2025-04-01"]]
    assert case.received_on == DAY
    assert case.status == Status.REGISTERED


def test_a_withdrawal_ends_the_pause() -> None:
    number = case_in(Status.PAUSED)
    do(Act.WITHDRAW, number, happened_on=date(2025, 3, 20))
    case = Case.objects.get(number=number)
    assert case.pauses == [["2025-03-10", "2025-03-20"]]
    assert (case.outcome, case.closed_on, case.decided_on) == ("withdrawn", date(2025, 3, 20), None)


def test_a_reopened_case_is_a_new_one_with_its_own_clock() -> None:
    number = case_in(Status.DISPATCHED)
    before = Case.objects.get(number=number)
    new = do(Act.REOPEN, number, happened_on=date(2025, 4, 4))
    assert (new.reopens, new.received_on, new.status) == (number, date(2025, 4, 4), Status.REGISTERED)
    assert new.fully_informed is None
    old = Case.objects.get(number=number)
    assert old.reopened_as == [new.name]
    assert (old.decided_on, old.closed_on, old.outcome) == (
        before.decided_on,
        before.closed_on,
        before.outcome,
    )


def test_a_case_is_reopened_again_only_when_the_first_reopening_has_ended() -> None:
    number = case_in(Status.WITHDRAWN)
    first = do(Act.REOPEN, number)
    with pytest.raises(Refused, match=first.name):
        do(Act.REOPEN, number)
    do(Act.WITHDRAW, first.name)
    second = do(Act.REOPEN, number)
    assert Case.objects.get(number=number).reopened_as == [first.name, second.name]


# the state, the corrections, and what the register then shows (None: refused)
CORRECTIONS: list[tuple[Status, dict[str, Any], dict[str, Any] | None]] = [
    (Status.REGISTERED, {"received_on": date(2025, 2, 28)}, {"received_on": date(2025, 2, 28)}),
    (Status.REGISTERED, {"fully_informed": True}, {"fully_informed": True, "status": Status.REGISTERED}),
    (Status.REGISTERED, {"case_type": "early_retirement_flexjob"}, {"case_type": "early_retirement_flexjob"}),
    (Status.PAUSED, {"office": 7}, {"office": 7, "status": Status.PAUSED}),
    (
        Status.DISPATCHED,
        {"decided_on": date(2025, 3, 9)},
        {"decided_on": date(2025, 3, 9), "closed_on": date(2025, 3, 9), "status": Status.DISPATCHED},
    ),
    (
        Status.DISPATCHED,
        {"decided_on": None},
        {
            "decided_on": None,
            "closed_on": None,
            "outcome": None,
            "dispatched_on": None,
            "status": "registered",
        },
    ),
    (Status.DECIDED, {"outcome": "remanded"}, {"outcome": "remanded", "status": Status.DECIDED}),
    (
        Status.DECIDED,
        {"decided_on": None, "outcome": "withdrawn"},
        {"decided_on": None, "closed_on": LATER, "outcome": "withdrawn", "status": Status.WITHDRAWN},
    ),
    (
        Status.WITHDRAWN,
        {"closed_on": None},
        {"closed_on": None, "outcome": None, "status": Status.REGISTERED},
    ),
    (
        Status.WITHDRAWN,
        {"decided_on": LATER, "outcome": "dismissed"},
        {"decided_on": LATER, "outcome": "dismissed", "status": Status.DECIDED},
    ),
    (Status.DECIDED, {"received_on": date(2025, 3, 11)}, None),
    (Status.DECIDED, {"decided_on": date(2025, 3, 2)}, None),
    (Status.DECIDED, {"decided_on": date(2025, 6, 3)}, None),
    (Status.DECIDED, {"outcome": "withdrawn"}, None),
    (Status.DECIDED, {"decided_on": None, "closed_on": None, "outcome": "affirmed"}, None),
    (Status.WITHDRAWN, {"outcome": "affirmed"}, None),
    (Status.REGISTERED, {"outcome": "affirmed"}, None),
    (Status.REGISTERED, {"decided_on": LATER}, None),
]


@pytest.mark.parametrize(("status", "changes", "shown"), CORRECTIONS)
def test_corrections(status: Status, changes: dict[str, Any], shown: dict[str, Any] | None) -> None:
    number = case_in(status)
    before = Case.objects.filter(number=number).values().get()
    if shown is None:
        with pytest.raises(Refused):
            do(Act.CORRECT, number, changes=changes)
        assert Case.objects.filter(number=number).values().get() == before
    else:
        do(Act.CORRECT, number, changes=changes)
        assert Case.objects.filter(number=number).values(*shown).get() == shown
    assert queries.compare_with_replay() == []


# the state, the act, what is told, and a word of the refusal
DAYS = [
    (Status.REGISTERED, Act.ASSIGN, {"happened_on": date(2025, 3, 2)}, "received on 2025-03-03"),
    (Status.REGISTERED, Act.DECIDE, {"happened_on": date(2025, 6, 3)}, "future"),
    (Status.REGISTERED, Act.EXTEND, {"until": date(2025, 3, 9)}, "extended on 2025-03-10"),
    (Status.PAUSED, Act.RESUME, {"happened_on": date(2025, 3, 9)}, "paused on 2025-03-10"),
    (Status.DECIDED, Act.DISPATCH, {"happened_on": date(2025, 3, 9)}, "decided on 2025-03-10"),
    (Status.DISPATCHED, Act.REOPEN, {"happened_on": date(2025, 3, 9)}, "closed on 2025-03-10"),
    (Status.REGISTERED, Act.DECIDE, {"outcome": "withdrawn"}, "withdrawal"),
]


@pytest.mark.parametrize(("status", "act", "more", "word"), DAYS)
def test_days_that_cannot_be(status: Status, act: Act, more: dict[str, Any], word: str) -> None:
    number = case_in(status)
    chief()
    before = head_seq()
    with pytest.raises(Refused, match=word) as refusal:
        do(act, number, **more)
    assert refusal.value["da"] != refusal.value["en"]
    assert head_seq() == before


def test_a_second_extension_only_extends() -> None:
    number = register()
    do(Act.EXTEND, number)
    with pytest.raises(Refused, match="runs until 2025-09-01"):
        do(Act.EXTEND, number, until=date(2025, 8, 31))
    do(Act.EXTEND, number, until=date(2025, 10, 1))


def test_nothing_after_the_pause_lies_before_its_end() -> None:
    number = case_in(Status.PAUSED)
    do(Act.RESUME, number, happened_on=date(2025, 3, 20))
    for act in (Act.DECIDE, Act.PAUSE):
        with pytest.raises(Refused, match="2025-03-20"):
            do(act, number, happened_on=date(2025, 3, 19))


def test_a_case_may_be_received_today_but_not_tomorrow() -> None:
    """22:30 UTC on 31 May is 1 June in Denmark."""
    late = datetime(2025, 5, 31, 22, 30, tzinfo=UTC)
    register(happened_on=date(2025, 6, 1), recorded_at=late)
    with pytest.raises(Refused):
        register(happened_on=date(2025, 6, 2), recorded_at=late)


def test_a_case_that_is_not() -> None:
    with pytest.raises(Refused, match="no case 2025-000009") as refusal:
        do(Act.DECIDE, "2025-000009")
    assert refusal.value.da == "Der er ingen sag 2025-000009."


@pytest.mark.parametrize(
    ("act", "more"),
    [
        (Act.DECIDE, {"outcome": "nonsense"}),
        (Act.PAUSE, {"reason": ""}),
        (Act.ASSIGN, {"office": 0}),
        (Act.CORRECT, {"changes": {"colour": "red"}}),
        (Act.CORRECT, {"changes": {}}),
        (Act.FIND_ERROR, {"reason": "Ringede fra 010180-1234"}),
    ],
)
def test_bad_values_change_nothing(act: Act, more: dict[str, Any]) -> None:
    number = register()
    before = Case.objects.filter(number=number).values().get()
    with pytest.raises(EventError):
        do(act, number, **more)
    assert Case.objects.filter(number=number).values().get() == before
    assert told(number) == ["case_registered"]


def test_parties_are_forgotten_and_the_case_goes_on() -> None:
    number = register(appellant={"name": "Karen Blixen"})
    tell = {"number": number, "reason": "Kasseret", **BY}
    with pytest.raises(Refused, match="Close the case first"):
        commands.forget_parties(**tell)
    do(Act.WITHDRAW, number)
    state = commands.forget_parties(**tell)
    assert state == fold(events_of("case", number))
    assert reveal(events_of("case", number)[0])["appellant"] == SHREDDED
    assert queries.compare_with_replay() == []
    with pytest.raises(Refused, match="no personal data"):
        commands.forget_parties(**tell)
    do(Act.REOPEN, number)


def test_the_moment_of_recording_is_kept() -> None:
    number = register()
    do(Act.ASSIGN, number, recorded_at=MOMENT + timedelta(seconds=1))
    moments = [event.recorded_at for event in events_of("case", number)]
    assert moments == [MOMENT, MOMENT + timedelta(seconds=1)]


def test_a_row_that_lags_behind_stops_the_act() -> None:
    from anke.casework.cases.projection import Behind

    number = register()
    do(Act.ASSIGN, number)
    Case.objects.filter(number=number).update(position=1)
    with pytest.raises(Behind, match="anke verify"):
        do(Act.HEAR_PARTY, number)
    assert told(number) == ["case_registered", "case_assigned"]


def test_the_database_itself_refuses_a_row_that_cannot_be() -> None:
    from django.db import IntegrityError, transaction

    number = register()
    for wrong in (
        {"status": "lost"},
        {"status": "decided"},
        {"closed_on": LATER},
        {"status": "decided", "closed_on": DAY - timedelta(days=1), "outcome": "affirmed"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(number=number).update(**wrong)


def test_commands_take_only_named_arguments() -> None:
    with pytest.raises(TypeError):
        commands.hear_party("2025-000001", LATER, "test", MOMENT)
