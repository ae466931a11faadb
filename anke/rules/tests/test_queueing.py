"""A queue must behave like a queue: nothing lost, nobody overtaken, no hours from nowhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.rules.queueing import (
    NEVER,
    Work,
    balance,
    daily_hours,
    draw_arrivals,
    finished_on,
    intensity,
    serve,
    spread,
)


def work_of(received, hours=1.0, *, stages=1, wait=0, priority=0, leaves=NEVER):
    """Cases with the same work in every stage; any argument may be a list with one entry a case."""
    cases = len(received)

    def grid(value, kind):
        column = np.broadcast_to(np.asarray(value, dtype=kind).reshape(-1, 1), (cases, 1))
        return np.repeat(column, stages, axis=1).copy()

    return Work(
        received=np.array(received, dtype=np.int64),
        stages=np.full(cases, stages, dtype=np.int64),
        wait=grid(wait, np.int64),
        hours=grid(hours, np.float64),
        priority=grid(priority, np.int64),
        leaves=np.broadcast_to(np.asarray(leaves, dtype=np.int64), (cases,)).copy(),
    )


def random_work(seed, cases, days, *, stages=2):
    rng = np.random.default_rng(seed)
    return Work(
        received=rng.integers(-20, days, cases),
        stages=rng.integers(1, stages + 1, cases),
        wait=rng.integers(0, 9, (cases, stages)),
        hours=rng.uniform(0.1, 9.0, (cases, stages)),
        priority=rng.integers(0, 3, (cases, stages)),
        leaves=np.where(rng.random(cases) < 0.15, rng.integers(0, days, cases), NEVER),
    )


def test_a_table_by_hand():
    """Seven hours a day, five-hour cases: the second is begun on the first day and finished on the next."""
    served = serve(work_of([0, 0, 0], hours=5.0), np.full(4, 7.0))
    assert served.done[:, 0].tolist() == [0, 1, 2]
    assert served.idle.tolist() == [0.0, 0.0, 6.0, 7.0]


def test_oldest_first_within_a_priority():
    served = serve(work_of([-5, -9, -7]), np.array([1.0, 1.0, 1.0]))
    assert served.done[:, 0].tolist() == [2, 0, 1]


def test_statutory_cases_go_first_however_young():
    served = serve(work_of([-90, 0, -30], priority=[3, 0, 3]), np.array([1.0, 1.0, 1.0]))
    assert served.done[:, 0].tolist() == [1, 0, 2]


def test_a_case_that_waits_for_information_takes_no_hours_and_keeps_its_age():
    waits = work_of([0, 1], wait=[3, 0])
    served = serve(waits, np.array([1.0, 1.0, 0.0, 1.0]))
    assert served.done[:, 0].tolist() == [3, 1]
    assert served.idle[0] == 1.0


def test_the_wait_before_a_later_stage_runs_from_the_stage_before():
    served = serve(work_of([0], stages=2, wait=2), np.full(6, 8.0))
    assert served.done.tolist() == [[2, 4]]


def test_nobody_at_work_no_decisions():
    served = serve(random_work(1, 200, 60), np.zeros(60))
    assert (served.done == NEVER).all()


def test_a_withdrawn_case_is_not_decided():
    served = serve(work_of([0, 0], leaves=[1, NEVER]), np.array([0.0, 1.0, 1.0]))
    assert served.left.tolist() == [1, NEVER]
    assert served.done[:, 0].tolist() == [NEVER, 1]


def test_an_authority_without_cases():
    served = serve(work_of([]), np.full(3, 8.0))
    assert served.done.shape == (0, 1)
    assert served.idle.tolist() == [8.0, 8.0, 8.0]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 120), st.floats(0.0, 60.0))
def test_every_case_is_somewhere(seed, cases, hours):
    """Arrived = decided + withdrawn + pending, on every day."""
    work = random_work(seed, cases, 80)
    served = serve(work, np.full(80, hours))
    for day in (0, 17, 79):
        found = balance(work, served, day)
        assert (
            found.arrived == found.decided + found.withdrawn + found.pending == (work.received <= day).sum()
        )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.floats(1.0, 60.0))
def test_hours_used_and_left_make_the_hours_there_were(seed, hours):
    work = random_work(seed, 100, 80)
    served = serve(work, np.full(80, hours))
    finished = work.hours[served.done != NEVER].sum()
    used = 80 * hours - served.idle.sum()
    assert finished <= used + 1e-6
    assert used - finished <= 9.0 * len(work.received)  # what was begun and not finished


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_nobody_is_overtaken_by_a_younger_case_of_the_same_kind(seed):
    """Same work, same priority, no waiting: decided in the order of receipt."""
    rng = np.random.default_rng(seed)
    received = np.sort(rng.integers(0, 60, 90))
    done = finished_on(work := work_of(received.tolist(), hours=2.5), serve(work, rng.uniform(0, 9, 90)))
    finished = done[done != NEVER]
    assert (np.diff(finished) >= 0).all()
    assert (done[len(finished) :] == NEVER).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_more_hours_never_leave_more_cases_waiting(seed):
    work = work_of(np.random.default_rng(seed).integers(0, 60, 90).tolist(), hours=3.0)
    little, much = (finished_on(work, serve(work, np.full(70, hours))) for hours in (3.0, 4.0))
    assert ((little == NEVER) | ((much != NEVER) & (much <= little))).all()


@pytest.mark.slow
def test_littles_law():
    """Mean number in the house = arrivals a day × mean days in the house."""
    rng = np.random.default_rng(7)
    days = 4000
    counts = draw_arrivals(np.full(days, 12.0), rng)
    received = np.repeat(np.arange(days), counts)
    work = work_of(received.tolist(), hours=1.0)
    done = finished_on(work, serve(work, np.full(days, 12.6)))
    ended = np.where(done == NEVER, days, done)
    pending = [((received <= day) & (ended > day)).sum() for day in range(500, 3500)]
    window = (received >= 500) & (received < 3500)
    mean_days = (ended - received)[window].mean()
    assert np.mean(pending) == pytest.approx(window.sum() / 3000 * mean_days, rel=0.05)
    assert mean_days > 0.3  # there was a queue at all


def test_waiting_grows_when_more_comes_in_than_goes_out():
    received = np.repeat(np.arange(400), 11)
    work = work_of(received.tolist())
    done = finished_on(work, serve(work, np.full(400, 10.0)))
    waited = (done - received)[done != NEVER]
    assert waited[:500].mean() < 5 < waited[-500:].mean()


def test_the_same_seed_gives_the_same_arrivals():
    expected = intensity(np.full(365, 900.0), np.ones(365), np.ones(365))
    first, again, other = (draw_arrivals(expected, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert (first == again).all()
    assert (first != other).any()


def test_arrivals_scatter_as_poisson_does():
    counts = draw_arrivals(np.full(20_000, 4.0), np.random.default_rng(5))
    assert counts.mean() == pytest.approx(4.0, rel=0.02)
    assert counts.var() == pytest.approx(4.0, rel=0.05)


def test_arrivals_conditioned_on_their_total_keep_it():
    block = np.repeat(np.arange(4), 91)
    counts = draw_arrivals(np.full(364, 2.0), np.random.default_rng(5), block)
    assert [counts[block == number].sum() for number in range(4)] == [182] * 4
    assert counts.var() == pytest.approx(2.0, rel=0.3)


def test_a_day_nothing_is_expected_brings_nothing():
    expected = np.tile([3.0, 0.0], 50)
    assert draw_arrivals(expected, np.random.default_rng(1))[1::2].sum() == 0
    assert draw_arrivals(expected, np.random.default_rng(1), np.zeros(100, dtype=np.int64))[1::2].sum() == 0


def test_spread_is_even_over_any_stretch():
    numbers = spread(3000, np.random.default_rng(2), 3**0.5)
    for start in (0, 700, 2500):
        stretch = numbers[start : start + 400]
        assert (stretch < 0.03).mean() == pytest.approx(0.03, abs=0.006)
    assert ((numbers >= 0) & (numbers < 1)).all()


def test_hours_only_on_working_days():
    hours = daily_hours(np.full(3, 10.0), np.array([0.8, 0.5, 0.8]), np.array([True, True, False]), 7.4)
    assert hours == pytest.approx([59.2, 37.0, 0.0])
