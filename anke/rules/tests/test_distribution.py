"""Who gets which case: in tables a head of office can read, and what must always be true."""

import time
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.distribution import (
    Candidate,
    Choice,
    Levers,
    Part,
    Waiting,
    Why,
    distribute,
    is_away,
    limit_of,
    order_key,
)
from anke.rules.distribution_effect import Held, effect, gini
from anke.rules.distribution_words import NOBODY, PARTS, WHY, why_chosen, why_not

TODAY = date(2025, 10, 1)
LEVERS = Levers(
    max_load=10,
    same_person=500,
    earlier=200,
    room=100,
    competence=20,
    away_day=3,
    away_horizon=28,
    away_limit=10,
    assume_competence=1,
    partner_from=90,
    partner_until=70,
    partner_loss=50,
    cases_a_month=5,
    absence_back_days=28,
)


def case(number: str, days_old: int = 10, **more: Any) -> Waiting:
    return Waiting(number, more.pop("case_type", "cash_benefit"), TODAY - timedelta(days_old), **more)


def give(waiting: list[Waiting], people: list[Candidate], seed: int = 1, **levers: int) -> list[Choice]:
    return distribute(waiting, people, replace(LEVERS, **levers), office=1, as_of=TODAY, seed=seed)


def who(waiting: Waiting, *people: Candidate, **levers: int) -> tuple[str | None, dict[str, Why]]:
    (choice,) = give([waiting], list(people), **levers)
    return choice.caseworker, {initials: why for initials, why, _ in choice.others}


def test_the_most_pressing_comes_first() -> None:
    absolute = case("d", 1, due_on=TODAY + timedelta(9), absolute=True, act_by=TODAY + timedelta(8))
    soon = case("c", 1, act_by=TODAY + timedelta(2))
    old, young = case("b", 200), case("a", 3)
    assert [one.number for one in give([young, old, soon, absolute], [Candidate("aa", 1)])] == list("dcba")


def test_room_counts_by_the_share_of_full_time() -> None:
    full, half = Candidate("full", 1, weight=100, load=400), Candidate("half", 1, weight=50, load=400)
    assert who(case("1"), full, half) == ("full", {"half": Why.LOWER})


def test_an_empty_half_time_person_comes_before_a_half_full_one() -> None:
    assert who(case("1"), Candidate("full", 1, load=600), Candidate("half", 1, weight=50))[0] == "half"


def test_the_same_person_goes_to_the_same_caseworker_even_with_less_room() -> None:
    busy, free = Candidate("busy", 1, load=800), Candidate("free", 1)
    assert who(case("1", same_person=frozenset({"busy"})), busy, free)[0] == "busy"
    assert who(case("1", earlier=frozenset({"busy"})), busy, free)[0] == "busy"
    assert who(case("1"), busy, free)[0] == "free"


def test_two_waiting_cases_of_a_person_go_together() -> None:
    mine = [case(number, persons=frozenset({"p"})) for number in "135"]
    others = [case(number) for number in "024"]
    found = {one.number: one.caseworker for one in give(mine + others, [Candidate(n, 1) for n in "abcd"])}
    assert len({found[number] for number in "135"}) == 1


def test_affinity_never_breaks_recusal_absence_or_the_maximum() -> None:
    favourite = {"same_person": frozenset({"aa"}), "parties": frozenset({"p"})}
    free = Candidate("bb", 1)
    for barred, why in [
        (Candidate("aa", 1, recused_parties=frozenset({"p"})), Why.RECUSED),
        (Candidate("aa", 1, recused_cases=frozenset({"1"})), Why.RECUSED),
        (Candidate("aa", 1, away=((TODAY, TODAY),)), Why.AWAY),
        (Candidate("aa", 1, away=((TODAY + timedelta(1), None),)), Why.AWAY_SOON),
        (Candidate("aa", 1, load=1000), Why.FULL),
        (Candidate("aa", 1, competences=frozenset({"other"})), Why.INCOMPETENT),
    ]:
        assert who(case("1", **favourite), barred, free) == ("bb", {"aa": why})


def test_absence_ahead_costs_points_and_a_long_one_bars() -> None:
    week = Candidate("aa", 1, away=((TODAY + timedelta(5), TODAY + timedelta(11)),))
    assert who(case("1"), week, Candidate("bb", 1)) == ("bb", {"aa": Why.LOWER})
    assert who(case("1"), week)[0] == "aa"
    assert who(case("1"), week, away_limit=5) == (None, {"aa": Why.AWAY_SOON})


def test_without_any_competence_registered_the_lever_decides() -> None:
    anybody = Candidate("aa", 1)
    assert who(case("1"), anybody)[0] == "aa"
    assert who(case("1"), anybody, assume_competence=0) == (None, {"aa": Why.INCOMPETENT})
    sure = Candidate("bb", 1, competences=frozenset({"cash_benefit"}))
    assert who(case("1"), anybody, sure)[0] == "bb"


def test_the_partner_office_helps_only_when_pressed_and_only_when_it_can() -> None:
    own, partner = Candidate("own", 1, load=900), Candidate("partner", 2)
    assert who(case("1"), own, partner)[0] == "partner"
    calm = Candidate("own", 1, load=100)
    assert who(case("1"), calm, partner) == ("own", {"partner": Why.OTHER_OFFICE})
    pressed_too = Candidate("partner", 2, load=700)
    assert who(case("1"), own, pressed_too) == ("own", {"partner": Why.OTHER_OFFICE})


def test_a_restricted_case_is_given_out_by_name_only() -> None:
    (choice,) = give([case("1", restricted=True)], [Candidate("aa", 1)])
    assert (choice.caseworker, choice.left) == (None, Why.RESTRICTED)


def test_nobody_there_is_said() -> None:
    (choice,) = give([case("1")], [])
    assert (choice.caseworker, choice.left) == (None, Why.AWAY)


def test_every_choice_is_explained_in_words() -> None:
    free, away = Candidate("aa", 1), Candidate("bb", 1, away=((TODAY, None),))
    busy = Candidate("cc", 1, load=500)
    (choice,) = give([case("1")], [free, away, busy])
    assert why_chosen(choice, "da") == ["+100: plads i forhold til den højeste belastning"]
    assert why_not(choice, "en") == [("cc", "had fewer points (50)"), ("bb", "is absent today")]
    assert sum(points for _, points in choice.parts) == choice.points
    assert set(WHY) == set(Why) and set(PARTS) == set(Part) and set(NOBODY) == set(Why) - {Why.LOWER}


@st.composite
def offices(draw: st.DrawFn) -> tuple[list[Waiting], list[Candidate], dict[str, int]]:
    days = st.integers(-20, 60).map(lambda number: TODAY + timedelta(number))
    types, parties = st.sampled_from(["x", "y", "z"]), st.frozensets(st.sampled_from("pqr"), max_size=2)
    people = [
        Candidate(
            initials,
            draw(st.sampled_from([1, 1, 1, 2])),
            draw(st.sampled_from([20, 50, 80, 100])),
            draw(st.integers(0, 400)),
            draw(st.none() | st.frozensets(types)),
            draw(st.lists(st.tuples(days, st.none() | days), max_size=2).map(tuple)),
            draw(st.frozensets(st.sampled_from(["01", "02"]), max_size=1)),
            draw(parties),
        )
        for initials in ("aa", "bb", "cc", "dd", "ee")[: draw(st.integers(0, 5))]
    ]
    waiting = [
        Waiting(
            f"{number:02}",
            draw(types),
            TODAY - timedelta(draw(st.integers(0, 5))),
            draw(st.none() | days),
            draw(st.booleans()),
            draw(st.none() | days),
            draw(st.sampled_from([50, 100, 200])),
            draw(parties),
            draw(parties),
            draw(st.frozensets(st.sampled_from(["aa", "bb"]), max_size=1)),
        )
        for number in range(draw(st.integers(0, 12)))
    ]
    levers = {"max_load": draw(st.integers(1, 8)), "assume_competence": draw(st.integers(0, 1))}
    return waiting, people, levers


@given(offices(), st.integers(0, 5))
def test_nobody_is_given_what_they_may_not_have(made: Any, seed: int) -> None:
    waiting, people, levers = made
    cases, loads = {one.number: one for one in waiting}, {one.initials: one.load for one in people}
    known = {one.initials: one for one in people}
    for choice in give(waiting, people, seed, **levers):
        if choice.caseworker is None:
            assert choice.left is not None
            continue
        got, it = known[choice.caseworker], cases[choice.number]
        loads[got.initials] += it.burden
        assert loads[got.initials] <= limit_of(got.weight, replace(LEVERS, **levers))
        assert not is_away(got.away, TODAY)
        assert it.number not in got.recused_cases and not got.recused_parties & it.parties
        assert got.competences is None or it.case_type in got.competences
        assert {initials for initials, _, _ in choice.others} == set(known) - {got.initials}


@pytest.mark.slow
@given(offices(), st.integers(0, 5), st.randoms(use_true_random=False))
def test_the_same_again_in_whatever_order_it_is_handed_in(made: Any, seed: int, chance: Random) -> None:
    waiting, people, levers = made
    first = give(waiting, people, seed, **levers)
    mixed = (chance.sample(waiting, len(waiting)), chance.sample(people, len(people)))
    assert give(*mixed, seed, **levers) == first
    how: dict[str, Any] = {"office": 1, "as_of": TODAY, "seed": seed, "explain": False}
    brief = distribute(waiting, people, replace(LEVERS, **levers), **how)
    assert [one.caseworker for one in brief] == [one.caseworker for one in first]


@given(offices(), st.integers(0, 5))
def test_no_case_is_passed_over_for_a_younger_one_like_it(made: Any, seed: int) -> None:
    waiting, people, levers = made
    like = [
        replace(one, parties=frozenset(), persons=frozenset(), same_person=frozenset(), burden=100)
        for one in waiting
    ]
    nobody_recused = [replace(one, recused_cases=frozenset()) for one in people]
    found = {one.number: one for one in give(like, nobody_recused, seed, **levers)}
    for old in like:
        for young in like:
            alike = (old.case_type, old.due_on, old.absolute, old.act_by)
            same = alike == (young.case_type, young.due_on, young.absolute, young.act_by)
            if same and old.received_on < young.received_on and found[young.number].caseworker:
                assert found[old.number].caseworker
                assert found[old.number].rank < found[young.number].rank


@given(offices())
def test_the_order_never_ties(made: Any) -> None:
    waiting, _, _ = made
    assert len({order_key(one) for one in waiting}) == len(waiting)


def test_the_seed_decides_between_equals_only() -> None:
    people = [Candidate(name, 1) for name in ("aa", "bb", "cc")]
    assert len({give([case("1")], people, seed)[0].caseworker for seed in range(30)}) == 3
    better = [*people, Candidate("dd", 1, competences=frozenset({"cash_benefit"}))]
    assert {give([case("1")], better, seed)[0].caseworker for seed in range(30)} == {"dd"}


@pytest.mark.slow
def test_a_thousand_cases_and_two_hundred_people_take_no_time_to_speak_of() -> None:
    waiting = [case(f"{n:04}", n % 300, persons=frozenset({f"p{n // 3}"})) for n in range(1000)]
    people = [Candidate(f"s{n:03}", 1, load=n % 400) for n in range(200)]
    begun = time.perf_counter()
    assert all(one.caseworker for one in give(waiting, people))
    assert time.perf_counter() - begun < 10  # about one second here; the limit only catches a runaway


def test_the_effect_counts_the_unassigned() -> None:
    """Lesson 21: a case nobody has is open, ages, and is likely to be late."""
    people = [Candidate("aa", 1), Candidate("bb", 1, weight=50)]
    held = [Held(str(n), TODAY - timedelta(9), TODAY + timedelta(20), 100, n == 0) for n in range(4)]
    waits = [Held("9", TODAY - timedelta(40), TODAY + timedelta(100))]
    now = effect(people, {"aa": held[:3], "bb": held[3:]}, waits, LEVERS, as_of=TODAY)
    assert now.people == (("aa", 300), ("bb", 200))
    assert (now.most, now.least, now.unassigned, now.oldest, now.mean_age) == (300, 200, 1, 40, 40)
    assert (now.breaches, now.matched) == (1, 25)
    # Five a month at full time is one in six days: the fourth of four is done after 24 days, past day 20.
    assert effect(people, {"aa": held}, [], LEVERS, as_of=TODAY).breaches == 1
    away = [replace(people[0], away=((TODAY, TODAY + timedelta(13)),)), people[1]]
    assert effect(away, {"aa": held}, [], LEVERS, as_of=TODAY).breaches == 3


@pytest.mark.parametrize(
    ("values", "found"), [([], 0), ([0, 0], 0), ([7], 0), ([1, 1, 1, 1], 0), ([0, 1], 500), ([1, 2, 3], 222)]
)
def test_gini(values: list[int], found: int) -> None:
    assert gini(values) == found
