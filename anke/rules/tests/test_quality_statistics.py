"""Statistics of rated cases against values known from elsewhere or worked out by hand."""

from decimal import Decimal
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.rules.quality_statistics import (
    Interval,
    Rated,
    agency_rate,
    agreement,
    exact,
    ranking,
    wilson,
)


def percent(found: Interval) -> tuple[str, str]:
    return str(round(100 * found.low, 1)), str(round(100 * found.high, 1))


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (19, 20, "76.4", "99.1"),
        (0, 10, "0.0", "27.8"),  # z²/(10 + z²) = 3.8415/13.8415
        (10, 10, "72.2", "100.0"),
        (1, 2, "9.5", "90.5"),  # ½ ± z√(1/8 + z²/16)/(1 + z²/2)
    ],
)
def test_wilson(hits: int, of: int, low: str, high: str) -> None:
    assert percent(wilson(hits, of)) == (low, high)


@pytest.mark.parametrize(
    ("hits", "of", "population", "low", "high"),
    [
        (19, 20, None, "75.1", "99.9"),
        (0, 10, None, "0.0", "30.8"),  # 1 − 0.025^(1/10)
        (10, 10, None, "69.2", "100.0"),
        (10, 10, 10, "100.0", "100.0"),  # every case was read: nothing is left to chance
        (9, 10, 10, "90.0", "90.0"),
        # 5 of 10 drawn, all good: 8 good gives C(8,5)/C(10,5) = 56/252 = .22, 7 gives 21/252 = .083,
        # 6 gives 6/252 = .024: ruled out. So 7 to 10.
        (5, 5, 10, "70.0", "100.0"),
        (0, 5, 10, "0.0", "30.0"),
    ],
)
def test_exact(hits: int, of: int, population: int | None, low: str, high: str) -> None:
    assert percent(exact(hits, of, population)) == (low, high)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_exact_interval_is_every_number_of_good_cases_that_neither_tail_rules_out(
    data: st.DataObject,
) -> None:
    size = data.draw(st.integers(1, 40))
    of = data.draw(st.integers(1, size))
    hits = data.draw(st.integers(0, of))

    def tails(good: int) -> tuple[float, float]:
        chance = [comb(good, k) * comb(size - good, of - k) / comb(size, of) for k in range(of + 1)]
        return sum(chance[hits:]), sum(chance[: hits + 1])

    left = [good for good in range(size + 1) if min(tails(good)) > 0.025]
    found = exact(hits, of, size)
    assert (round(found.low * size), round(found.high * size)) == (min(left), max(left))


@pytest.mark.slow
@given(st.integers(1, 50), st.data())
@settings(max_examples=60, deadline=None)
def test_a_finite_population_narrows_and_a_great_one_does_nothing(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, of))
    wide, great = wilson(hits, of), wilson(hits, of, 10**9)
    assert abs(wide.low - great.low) < Decimal("0.00001") and abs(wide.high - great.high) < Decimal("0.00001")
    narrow = wilson(hits, of, of + 5)
    assert narrow.high - narrow.low <= wide.high - wide.low
    assert narrow.low <= Decimal(hits) / of + Decimal("0.000001")
    assert narrow.high >= Decimal(hits) / of - Decimal("0.000001")
    assert wilson(hits, of, of).low == wilson(hits, of, of).high


@pytest.mark.parametrize(("hits", "of", "population"), [(3, 2, None), (-1, 2, None), (0, 0, None), (2, 5, 4)])
def test_numbers_that_cannot_be_are_refused(hits: int, of: int, population: int | None) -> None:
    for interval in (wilson, exact):
        with pytest.raises(ValueError, match="does not hold"):
            interval(hits, of, population)
    with pytest.raises(ValueError, match="office 7"):
        Rated(7, 3, 2, 10)


@pytest.mark.parametrize(
    ("both", "first_only", "second_only", "neither", "coefficients"),
    [
        # percent, Cohen's kappa, Gwet's AC1, Krippendorff's alpha
        (18, 1, 1, 0, ("0.90", "-0.05", "0.89", "-0.03")),
        (10, 0, 0, 10, ("1.00", "1.00", "1.00", "1.00")),
        # half agree, and so would chance: kappa 0, AC1 0; alpha 1 − .5/(2·20·20/(40·39)) = .025
        (5, 5, 5, 5, ("0.50", "0.00", "0.00", "0.02")),
        # pₒ = 35/50; kappa: pₑ = .5·.6 + .5·.4 = .5 → .40; AC1: π = .55, pₑ = .495 → .205/.505
        (20, 5, 10, 15, ("0.70", "0.40", "0.41", "0.40")),
    ],
)
def test_agreement(
    both: int, first_only: int, second_only: int, neither: int, coefficients: tuple[str, ...]
) -> None:
    pairs = (
        [("y", "y")] * both + [("y", "n")] * first_only + [("n", "y")] * second_only + [("n", "n")] * neither
    )
    found = agreement(pairs)
    assert found is not None and found.of == len(pairs)
    told = (found.percent, found.kappa, found.ac1, found.alpha)
    assert [str(round(one, 2)) for one in told if one is not None] == list(coefficients)


def test_where_all_answers_are_the_same_no_coefficient_is_made_up() -> None:
    found = agreement([("yes", "yes")] * 20)
    assert found is not None
    assert (found.percent, found.kappa, found.ac1, found.alpha) == (1, None, None, None)
    assert agreement([]) is None


def test_the_agency_s_rate_weighs_each_office_by_what_it_decided() -> None:
    found = agency_rate([Rated(1, 20, 20, 3000), Rated(2, 10, 20, 1000), Rated(3, 0, 0, 500)])
    assert found is not None
    assert (found.rate, found.plain, found.of) == (Decimal("0.875"), Decimal("0.75"), 40)
    assert found.design_effect == Decimal("1.25")  # 40·(3000²/20 + 1000²/20)/4000²
    assert found.unrated == (3,)
    assert found.interval.low < found.rate < found.interval.high
    plain = wilson(35, 40, 4000)
    assert found.interval.high - found.interval.low > plain.high - plain.low


def test_equal_offices_cost_nothing_and_a_full_reading_leaves_no_doubt() -> None:
    equal = agency_rate([Rated(1, 19, 20, 500), Rated(2, 18, 20, 500)])
    assert equal is not None and equal.design_effect == 1 and equal.rate == equal.plain
    full = agency_rate([Rated(1, 3, 4, 4), Rated(2, 5, 5, 5)])
    assert full is not None and full.interval.low == full.interval.high == full.rate
    assert agency_rate([Rated(1, 0, 0, 9)]) is None


def test_offices_are_ranked_only_where_no_two_intervals_overlap() -> None:
    apart = [Rated(11, 1, 20, 800), Rated(12, 20, 20, 800)]
    assert ranking(apart).places == (12, 11) and ranking(apart).refused is None
    close = ranking([*apart, Rated(13, 19, 20, 800)])
    assert close.places == () and close.refused is not None
    assert "kontor 12 og 13" in close.refused[0] and "offices 12 and 13" in close.refused[1]
    assert ranking([Rated(1, 0, 0, 3), Rated(2, 1, 3, 3)]).refused is not None
