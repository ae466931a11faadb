"""Drawing by chance: what must hold of every frame, and what a draw promises to those who come late."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.pairing import partners
from anke.rules.refusal import Refused
from anke.rules.sampling import (
    commitment,
    draw,
    frame_hash,
    require_contribution,
    seed_of,
    shares,
    ticket,
)

SEEDS = st.binary(min_size=32, max_size=32).map(bytes.hex)
FRAMES = st.dictionaries(
    st.integers(1, 9), st.sets(st.integers(0, 400), max_size=60), min_size=1, max_size=6
).map(lambda found: {office: [f"2024-{office}{one:05d}" for one in cases] for office, cases in found.items()})


@given(FRAMES, SEEDS, st.integers(1, 25), st.integers(0, 10))
def test_a_draw_is_without_replacement_and_of_its_own_office(
    frame: dict[int, list[str]], seed: str, size: int, reserve: int
) -> None:
    for one in draw(frame, seed, dict.fromkeys(frame, size), reserve):
        drawn = (*one.sample, *one.reserve)
        assert len(set(drawn)) == len(drawn) == min(len(one.frame), size + reserve)
        assert set(drawn) <= set(frame[one.office])
        assert one.taken_whole == (len(one.frame) <= size)
        assert one.taken_whole <= (set(one.sample) == set(one.frame))


@given(FRAMES, SEEDS, st.integers(1, 10))
def test_tickets_are_plain_sha256_and_the_lowest_are_drawn(
    frame: dict[int, list[str]], seed: str, size: int
) -> None:
    for one in draw(frame, seed, dict.fromkeys(frame, size), 0):
        by_hand = sorted(one.frame, key=lambda case: hashlib.sha256(f"{seed}/{case}".encode()).hexdigest())
        assert list(one.sample) == by_hand[:size]
        assert [ticket(seed, case) for case in one.sample] == sorted(ticket(seed, c) for c in one.sample)


@given(FRAMES, SEEDS, st.integers(1, 10), st.data())
def test_a_case_that_goes_or_comes_disturbs_no_other(
    frame: dict[int, list[str]], seed: str, size: int, data: st.DataObject
) -> None:
    """Only its own place changes hands: the next ticket comes in, nobody else goes out."""
    office = data.draw(st.sampled_from(sorted(frame)))
    wanted = dict.fromkeys(frame, size)
    before = {one.office: one for one in draw(frame, seed, wanted, 1)}
    if not frame[office]:
        return
    gone = data.draw(st.sampled_from(frame[office]))
    left = frame | {office: [case for case in frame[office] if case != gone]}
    after = {one.office: one for one in draw(left, seed, wanted, 1)}
    for other in frame.keys() - {office}:
        assert after[other] == before[other]
    old, new = set(before[office].sample), set(after[office].sample)
    assert old - new <= {gone}
    assert new - old <= set(before[office].reserve)
    assert frame_hash(c for cases in left.values() for c in cases) != frame_hash(
        c for cases in frame.values() for c in cases
    )


@pytest.mark.slow
def test_chance_is_flat_over_the_months() -> None:
    """Of 600 cases, 50 decided in each month, 2,000 draws of 20 take about as many from each month."""
    cases = [f"2024-{month:02d}{one:04d}" for month in range(1, 13) for one in range(50)]
    taken = Counter[str]()
    for number in range(2000):
        [one] = draw({1: cases}, seed_of("Q5A/2024", [str(number), "b"]), {1: 20}, 0)
        taken.update(case[5:7] for case in one.sample)
    expected = 2000 * 20 / 12
    assert (
        sum((each - expected) ** 2 / expected for each in taken.values()) < 31.3
    )  # chi-square, 11 df, 0.1 %


def test_a_case_in_two_offices_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        draw({1: ["a", "b"], 2: ["b"]}, "00", {1: 1, 2: 1}, 0)
    with pytest.raises(ValueError, match="twice"):
        draw({1: ["a", "a"]}, "00", {1: 1}, 0)


@given(st.integers(1, 200), st.dictionaries(st.integers(1, 20), st.integers(0, 500), min_size=1))
def test_shares_add_up_and_follow_the_sizes(total: int, sizes: dict[int, int]) -> None:
    given_ = shares(total, sizes)
    whole = sum(sizes.values())
    assert sum(given_.values()) == min(total, whole)
    assert all(0 <= given_[office] <= sizes[office] for office in sizes)
    if whole > total:
        assert all(abs(given_[office] - total * sizes[office] / whole) < 1 for office in sizes)


def test_the_seed_depends_on_both_and_on_the_draw() -> None:
    seeds = {
        seed_of("Q5A/2024", ["a", "b"]),
        seed_of("Q5A/2024", ["b", "a"]),
        seed_of("Q5A/2024", ["a", "c"]),
        seed_of("Q5B/2024", ["a", "b"]),
    }
    assert len(seeds) == 4
    assert commitment("a") != commitment("b")


def test_a_contribution_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(Refused, match="16 characters"):
        require_contribution("  kort ord  ")
    assert require_contribution("  seksten tegn er nok ") == "seksten tegn er nok"


@given(st.sets(st.integers(1, 99), min_size=2, max_size=20), st.integers(2000, 2100))
def test_every_office_is_read_once_and_by_another(offices: set[int], year: int) -> None:
    found = partners(offices, year)
    assert set(found) == set(found.values()) == offices
    assert all(office != other for office, other in found.items())
