"""What is told of the cases: in an order the vocabulary allows, and true in the end."""

import hashlib
import re
from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pytest

from anke.demo.assumed import assumptions
from anke.demo.commands import SEED
from anke.demo.days import START, TODAY, day, number
from anke.demo.establishment import caseworkers
from anke.demo.history import RANKS, TAKEN_OVER, write_history
from anke.demo.people import name, personal_number
from anke.demo.simulation import simulate
from anke.demo.slips import Slips
from anke.demo.telling import Teller
from anke.events.apply import fold_many
from anke.events.fields import holds_cpr
from anke.events.vocabulary import KINDS, check_data
from anke.rules.queueing import NEVER

pytestmark = pytest.mark.slow  # the whole authority is simulated first: two seconds

SCALE = 0.05


class Told:
    def __init__(self, seed=SEED):
        self.assumed = assumptions()
        self.course = simulate(self.assumed, scale=SCALE, seed=seed)
        self.slips = Slips(self.assumed, self.course, seed)
        self.history = write_history(self.assumed, self.course, self.slips, seed)
        self.teller = Teller(self.assumed, self.course, self.slips, caseworkers(self.assumed, SCALE))
        self.events = list(self.teller.events(self.history))

    def digest(self):
        told = hashlib.sha256()
        for event in self.events:
            told.update(repr(event).encode())
            told.update(repr(sorted(event.data.items())).encode())
        return told.hexdigest()


@pytest.fixture(scope="module")
def told():
    return Told()


@pytest.fixture(scope="module")
def states(told):
    return fold_many(told.events)


def test_every_event_is_of_the_vocabulary(told):
    for event in told.events:
        check_data(KINDS[event.kind], event.data)


def test_every_case_can_be_replayed(told, states):
    """`fold_many` refuses what the table of steps does not allow."""
    assert len(states) == len(np.unique(told.history.case))


def test_events_come_in_the_order_recorded_and_none_before_it_happened(told):
    moments = [event.recorded_at for event in told.events]
    assert moments == sorted(moments)
    assert all(event.happened_on <= event.recorded_at.date() for event in told.events)
    assert moments[-1] <= datetime(TODAY.year, TODAY.month, TODAY.day, 7, tzinfo=UTC)


def test_what_is_told_is_true_in_the_end(told, states):
    """Milestones as simulated, but for what is not recorded yet and mistakes nobody has seen yet."""
    course, intake, names = told.course, told.course.intake, told.teller.names
    wrong = Counter()
    for case in np.unique(told.history.case).tolist():
        state = states[names[case]]
        decided = None if course.decided[case] == NEVER else day(course.decided[case])
        wrong["received_on"] += state.received_on != day(intake.received[case])
        wrong["decided_on"] += state.decided_on != decided
        wrong["outcome"] += state.decided_on is not None and state.facts["outcome"] != intake.outcome[case]
        wrong["case_type"] += state.facts["case_type"] != intake.case_type[case]
        informed = bool(intake.informed[case])
        wrong["fully_informed"] += state.fully_informed is not None and state.fully_informed != informed
    assert wrong["outcome"] == 0
    assert 0 < sum(wrong.values()) < 0.01 * len(states)


def test_as_known_at_matters(told):
    kinds = Counter(RANKS[rank] for rank in told.history.rank)
    for corrected in ("received_on", "case_type", "fully_informed", "decided_on"):
        assert kinds[f"registration_corrected:{corrected}"] > 5
    assert kinds["case_reopened"] > 20
    assert kinds["clock_paused"] >= kinds["clock_resumed"] > 100
    assert kinds["deadline_extended"] > 100
    assert kinds["case_withdrawn"] > 50
    late = [
        e for e in told.events if e.kind == "case_decided" and (e.recorded_at.date() - e.happened_on).days > 9
    ]
    assert 0.003 < len(late) / kinds["case_decided"] < 0.02


def test_about_eight_events_a_case(told):
    assert 6.5 < len(told.events) / len(np.unique(told.history.case)) < 8.5


def test_the_backlog_is_taken_over_on_the_first_day(told, states):
    """Cases of earlier years are known from the first day on, with the days they were really received."""
    taken = {e.subject_name for e in told.events if e.recorded_at.timestamp() == TAKEN_OVER}
    received = [states[case].received_on for case in taken]
    assert all(day_ < START for day_ in received)
    assert min(received).year <= 2021
    assert told.events[0].recorded_at.date() == START
    assert all(states[case].decided_on is None or states[case].decided_on >= START for case in taken)


def test_a_reopened_case_is_a_new_case_and_the_old_one_stays_as_it_was(told, states):
    reopened = [e for e in told.events if e.kind == "case_reopened"]
    for event in reopened:
        old, new = states[event.subject_name], states[event.data["as"]]
        assert new.reopens == old.name
        assert old.reopened_as == (new.name,)
        assert old.decided_on is not None
        assert new.received_on > old.decided_on
        assert new.authority == old.authority


def test_numbers_are_the_year_of_receipt_and_a_running_number(told):
    births = [event for event in told.events if event.kind == "case_registered"]
    assert len({event.subject_name for event in births}) == len(births)
    for event in births:
        assert re.fullmatch(r"\d{4}-\d{6}", event.subject_name)
        assert event.subject_name.startswith(str(event.happened_on.year))


def test_nobody_is_a_real_person(told):
    people = [
        e.data["appellant"] for e in told.events if e.kind == "case_registered" and "appellant" in e.data
    ]
    assert len(people) > 1000
    for person in people:
        assert person["cpr"].startswith("0099")  # day 00, month 99
        assert not holds_cpr(person["cpr"])
    assert name(5) != name(6)
    assert len({personal_number(n) for n in range(10_000)}) == 10_000


def test_statutory_clocks_without_exceptions_are_not_paused(told):
    spared = {"compulsory_measures", "notification", "insured_unemployed_offers"}
    kinds = {e.subject_name: e.data["case_type"] for e in told.events if e.kind == "case_registered"}
    mistaken = {e.subject_name for e in told.events if e.kind == "registration_corrected"}
    paused = {e.subject_name for e in told.events if e.kind == "clock_paused"} - mistaken
    assert not {kinds[case] for case in paused} & spared


def test_the_same_seed_tells_the_same(told):
    assert Told().digest() == told.digest()
    assert Told(seed=SEED + 1).digest() != told.digest()


def test_cases_go_to_known_offices_and_caseworkers(told):
    known = caseworkers(told.assumed, SCALE)
    for event in told.events:
        if event.kind == "case_assigned" and "caseworker" in event.data:
            office, place = re.fullmatch(r"k(\d+)-(\d+)", event.data["caseworker"]).groups()
            assert int(office) == event.data["office"]
            assert 1 <= int(place) <= known[int(office)]


def test_today_is_known_this_morning_only(told):
    assert max(event.happened_on for event in told.events) <= TODAY
    assert number(TODAY) == 20_376
