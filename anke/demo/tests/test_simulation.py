"""The synthetic authority behaves: its queues are queues, and its figures stand beside the printed ones."""

import numpy as np
import pytest

from anke.demo.assumed import assumptions
from anke.demo.commands import SEED
from anke.demo.days import START, TODAY, Grid, number
from anke.demo.intake import teams_of
from anke.demo.simulation import hours_of, sample, simulate
from anke.demo.tests.figures import MUNICIPAL, REVERSALS, C, Figures
from anke.rules.periods import month, quarter, whole_year
from anke.rules.queueing import NEVER

# Printed in the results plan of 2025 (goals 1.1–1.4, 1.6): figure → 2023, 2024, how near it must come.
PRINTED = {
    "1.1.a": (97.4, 98.8, 1.0),
    "1.1.b": (97.4, 98.9, 1.0),
    "1.1.c": (98.0, 99.4, 1.0),
    "1.2.a": (18.5, 27.5, 1.0),
    "1.3.a": (95.0, 92.7, 1.0),
    "1.4.a": (19.9, 25.2, 1.0),
    "1.6.a": (93.0, 86.7, 1.0),
    "1.6.b": (None, 213, 213 * 0.05),
    "1.6.c": (10, 4, 0.5),
}
# Printed for 2022 (Talportal): cases, and reversals in per cent. 2023 had 49,000 decisions, 2022 had 47,000.
PRINTED_CASES = {
    9_883: ["work_injury"],
    18_420: [*MUNICIPAL, "sickness_benefit"],
    6_488: ["udk_maintenance", "udk_other"],
    666: ["intermunicipal"],
    1_373: ["notification"],
    1_545: ["compulsory_measures"],
    45: ["adoption_without_consent"],
    1_408: ["supervision_access", "supervision_general", "advance_statement"],
}
PRINTED_REVERSALS = {"work_injury": 28.6, "municipal": 30.2, "udbetaling_danmark": 10.5}


@pytest.fixture(scope="module")
def whole():
    return simulate(assumptions(), scale=1, seed=SEED)


@pytest.fixture(scope="module")
def tenth():
    return simulate(assumptions(), scale=0.1, seed=SEED)


@pytest.mark.slow
@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("figure", PRINTED)
def test_the_figures_come_out_as_printed(whole, figure, year):
    printed, near = PRINTED[figure][year - 2023], PRINTED[figure][2]
    if printed is None:
        pytest.skip("not printed")
    assert Figures(whole).all(whole_year(year))[figure] == pytest.approx(printed, abs=near)


@pytest.mark.slow
@pytest.mark.parametrize(("area", "rate"), PRINTED_REVERSALS.items())
def test_reversal_rates_come_out_as_printed(whole, area, rate):
    for year in (2023, 2024):
        assert Figures(whole).reversal(REVERSALS[area], whole_year(year)) == pytest.approx(rate, abs=1.0)


@pytest.mark.slow
def test_areas_stand_in_their_printed_proportions(whole):
    figures = Figures(whole)
    decided = figures.decided_in(whole_year(2023))
    assert decided.sum() == pytest.approx(49_000, rel=0.02)
    for cases, kinds in PRINTED_CASES.items():
        found = (decided & figures.of_kind(*kinds)).sum()
        assert found == pytest.approx(cases * 49 / 47, rel=0.05, abs=4), kinds


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_another_seed_tells_the_same_story(seed):
    """The large areas hold for any seed; the small ones (a team of four) are more at the mercy of chance."""
    figures = Figures(simulate(assumptions(), scale=1, seed=seed))
    for year in (2023, 2024):
        found = figures.all(whole_year(year))
        for figure in ("1.1.a", "1.1.b", "1.2.a", "1.4.a", "1.6.c"):
            assert found[figure] == pytest.approx(PRINTED[figure][year - 2023], abs=1.0)
        assert found["1.1.c"] >= 97 - 1.5
        assert found["1.6.a"] >= 80


def test_a_tenth_waits_as_long_as_the_whole(tenth):
    """Scale changes counts, not waiting times; kinds that goals count whole are kept whole."""
    figures = Figures(tenth)
    for year in (2023, 2024):
        found = figures.all(whole_year(year))
        for figure in ("1.1.a", "1.1.b", "1.1.c", "1.2.a", "1.3.a", "1.4.a", "1.6.b", "1.6.c"):
            assert found[figure] == pytest.approx(
                PRINTED[figure][year - 2023] or 141, abs=1.3 if year else 0, rel=0.05
            )
    assert figures.of_kind("work_injury").sum() < 7000
    assert (figures.of_kind("supervision_general") & figures.decided_in(whole_year(2024))).sum() > 700


def test_the_same_seed_gives_the_same_authority(tenth):
    again = simulate(assumptions(), scale=0.1, seed=SEED)
    other = simulate(assumptions(), scale=0.1, seed=SEED + 1)
    assert (again.decided == tenth.decided).all()
    assert (again.intake.authority == tenth.intake.authority).all()
    assert len(other.decided) != len(tenth.decided) or (other.decided != tenth.decided).any()


def test_waiting_comes_from_the_hours(tenth):
    """Half the people from 2024 on: the same cases, and they wait longer."""
    assumed = assumptions()
    fewer = {
        team: {year: tuple(n / 2 if year >= 2024 else n for n in four) for year, four in years.items()}
        for team, years in assumed.staff.items()
    }
    short = simulate(assumed.model_copy(update={"staff": fewer}), scale=1, seed=SEED)
    usual = simulate(assumed, scale=1, seed=SEED)
    assert (short.intake.received == usual.intake.received).all()
    before, after = whole_year(2023), whole_year(2024)
    assert Figures(short).all(before) == Figures(usual).all(before)
    assert Figures(short).all(after)["1.2.a"] > Figures(usual).all(after)["1.2.a"] + 3
    assert Figures(short).pending_at(after).sum() > 1.5 * Figures(usual).pending_at(after).sum()


def test_a_backlog_stands_at_the_start(tenth):
    figures = Figures(tenth)
    pending = figures.pending_at(month(2022, 12))
    ages = number(START) - tenth.intake.received[pending]
    assert 1500 < pending.sum() < 4000
    assert ages.max() > 365
    assert 40 < np.median(ages) < 120


def test_milestones_follow_one_another(tenth):
    intake = tenth.intake
    assert (tenth.registered >= intake.received).all()
    looked = tenth.looked != NEVER
    assert (tenth.looked[looked] >= tenth.registered[looked]).all()
    decided = tenth.decided != NEVER
    assert (tenth.decided[decided] >= tenth.looked[decided]).all()
    assert not (decided & (tenth.withdrawn != NEVER)).any()
    assert tenth.decided.max() <= number(TODAY)


def test_decisions_fall_on_days_at_work(tenth):
    at_work = Grid().at_work
    decided = tenth.decided[tenth.decided != NEVER] - Grid().numbers[0]
    assert at_work[decided].all()


def test_statutory_cases_do_not_wait_for_others():
    assumed = assumptions()
    for team in ("children", "notifications", "insured", "supervision_access"):
        hours = hours_of(assumed, team, Grid(), scale=1.0, seed=SEED)
        assert hours.sum() > 0
    assert teams_of(assumed) == list(assumed.staff)


def test_a_sample_takes_from_every_kind(whole):
    rows = sample(whole, assumptions(), scale=0.05, seed=SEED)
    assert (np.diff(rows) > 0).all()
    assert set(np.unique(whole.intake.case_type[rows])) >= set(np.unique(whole.intake.case_type)) - {
        C["advance_statement"]
    }


def test_first_instance_errors_and_slow_registration_are_there(whole):
    assert 0.002 < whole.intake.error.mean() < 0.01
    late = whole.registered - whole.intake.received > 14
    assert 0.008 < late.mean() < 0.03


def test_quarters_of_2025_go_on_plausibly(whole):
    figures = Figures(whole)
    found = [figures.weeks(figures.decided_in(quarter(2025, n)) & figures.population_1_2) for n in (1, 2, 3)]
    assert all(26 < weeks < 33 for weeks in found)
