"""The cockpit: six words for a plan's promises, what is still possible in words, and the small lines."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import translation

from anke.rules.bearing import Bearing
from anke.rules.definitions import Kind, Measure
from anke.rules.periods import Period, parse_period
from anke.rules.reach import Waiting
from anke.rules.scoring import Status
from anke.rules.working_days import day_number
from anke.steering.results import cockpit, figures, outlook, queries, reach_words, sparks, trends
from anke.steering.results.evidence import Evidence
from anke.steering.results.sparks import Spot
from anke.steering.results.tests.made_up import GOOD, answers, reported, told

Q3 = parse_period("2025Q3")
TODAY = date(2025, 10, 15)
SEPTEMBER = day_number(date(2025, 9, 30))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def whole(one: figures.Figure, measure: Measure) -> figures.Figure:
    """The figure with the numbers that make it what it is."""
    if one.value is None:
        return one
    if measure.kind is Kind.MEAN_DURATION:
        return replace(one, numerator=int(one.value * 7 * one.denominator))
    if measure.kind is Kind.SHARE_WITHIN:
        return replace(one, numerator=int(one.value * one.denominator / 100))
    number = int(one.value)
    return replace(one, numerator=number, denominator=number if measure.kind is Kind.COUNT else 500)


def waits(monkeypatch: pytest.MonkeyPatch, piles: Mapping[str, tuple[Waiting, ...]]) -> None:
    """Let these cases wait, by subgoal."""

    def waiting(measure: Measure, day: date, known_at: object) -> tuple[Waiting, ...]:
        return piles.get(measure.id.partition("/")[2], ())

    monkeypatch.setattr(figures, "waiting", waiting)


def judged(
    monkeypatch: pytest.MonkeyPatch,
    values: Mapping[str, str | None],
    piles: Mapping[str, tuple[Waiting, ...]] | None = None,
    *,
    cases: int = 100,
    period: Period = Q3,
    today: date = TODAY,
    evidence: Mapping[str, Evidence] | None = None,
) -> tuple[queries.Contract, outlook.Outlooks]:
    answers(monkeypatch, values, cases=cases)
    made_up = figures.ask

    def ask(measures: Iterable[Measure], periods: Iterable[Period], known_at: datetime | None) -> object:
        every = {one.id: one for one in measures}
        found = made_up(every.values(), periods, known_at)
        return {place: whole(figure, every[place[0]]) for place, figure in found.items()}

    monkeypatch.setattr(figures, "ask", ask)
    told(monkeypatch, evidence or {})
    waits(monkeypatch, piles or {})
    found = queries.contract("2025", period, lang="en", today=today)
    return found, outlook.of(found, today)


def test_the_words_of_a_running_year(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = GOOD | {"1.3.a": "80.0", "1.6.a": None, "1.6.c": "9"}
    growing_old = {"1.2.a": (Waiting(SEPTEMBER - 180, 50),)}
    of_others = {"2.2.1": Evidence(figures=(reported("9.0", Q3),))}
    contract, found = judged(monkeypatch, bad, growing_old, evidence=of_others)
    words = {name: one.bearing for name, one in found.subgoals.items()}
    assert words["1.2.a"] is Bearing.ON_COURSE
    assert words["1.4.a"] is Bearing.MET  # nobody waits, and what comes now cannot grow old enough this year
    assert words["1.3.a"] is Bearing.AT_RISK  # the year is not over: not lost
    assert words["1.6.a"] is Bearing.UNDECIDED
    assert words["1.6.c"] is Bearing.ON_COURSE  # nine of ten, and three quarters of the year have gone
    assert words["1.7.a"] is Bearing.AWAITING
    assert words["2.2.1"] is Bearing.AWAITING  # the figure is there, the mean of the state is not
    assert words["1.8.a"] is Bearing.UNDECIDED
    assert found.goals["1.6"].bearing is Bearing.UNDECIDED
    assert contract.subgoal("1.3.a").status is Status.NOT_MET  # the report's own word stays
    assert sum(found.count(one) for one in Bearing) == 14


def test_a_good_figure_is_at_risk_where_the_late_ones_are_only_not_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late = (Waiting(SEPTEMBER - 200, 10),)
    contract, found = judged(monkeypatch, GOOD, {"1.1.a": late})
    one = found.subgoals["1.1.a"]
    assert contract.subgoal("1.1.a").status is Status.MET
    assert one.bearing is Bearing.AT_RISK
    behind = {one.goal.id: one.parts for one in cockpit.behind(contract, found)}
    assert set(behind) == {"1.1", "2.4"}  # 2.4 was due in April
    assert [part.id for part, _, _ in behind["1.1"]] == ["1.1.a"]
    assert "not once the cases that are too old already are decided" in behind["1.1"][0][1]


def test_a_year_that_is_over_is_met_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    over = {"period": parse_period("2025Q4"), "today": date(2026, 1, 20)}
    _, found = judged(monkeypatch, GOOD | {"1.4.a": "26.1", "1.6.c": "9"}, **over)
    words = {name: one.bearing for name, one in found.subgoals.items()}
    assert (words["1.2.a"], words["1.4.a"], words["1.6.c"]) == (Bearing.MET, Bearing.NOT_MET, Bearing.NOT_MET)


def test_a_plan_judged_from_print_has_its_words_too() -> None:
    contract = queries.printed("2024", "en")
    found = outlook.of(contract)
    same = {Bearing.MET: Status.MET, Bearing.NOT_MET: Status.NOT_MET}
    for goal in contract.goals:
        assert same.get(found.goals[goal.id].bearing, Status.UNDECIDED) is goal.status
    assert cockpit.complete_to(contract) == ""
    assert all(len(one.lines) == len(one.goal.subgoals) for one in cockpit.blocks(contract, found))


def test_what_a_stock_takes_is_said_in_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    old = (Waiting(SEPTEMBER - 400, 142), Waiting(SEPTEMBER - 300, 39), Waiting(SEPTEMBER - 20, 100))
    contract, found = judged(monkeypatch, GOOD | {"1.6.b": "142"}, {"1.6.b": old})
    told_ = reach_words.in_words(contract.subgoal("1.6.b"), found.subgoals["1.6.b"], date(2025, 12, 31), "en")
    assert told_ is not None
    assert told_.conclusion == (
        "If nothing is closed, 181 stand in the figure on 31 December 2025. 51 of them must be closed by "
        "then: 3.9 a week.",
    )
    assert dict(told_.rows)["Must be closed of these by the end of the year"] == "51 cases"
    assert "30 September 2025" in told_.assumption


def test_a_share_and_a_mean_say_what_is_still_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    piles = {"1.1.a": (Waiting(SEPTEMBER - 3, 20),), "1.4.a": (Waiting(SEPTEMBER - 10, 50),)}
    contract, found = judged(monkeypatch, GOOD | {"1.1.a": "90.0", "1.4.a": "27.0"}, piles)
    share, mean = (
        reach_words.in_words(contract.subgoal(name), found.subgoals[name], date(2025, 12, 31), "en")
        for name in ("1.1.a", "1.4.a")
    )
    assert share is not None and mean is not None
    assert dict(share.rows)["Cases that wait"] == "20 cases"
    assert dict(share.rows)["– can still be in time"] == "20 cases"
    assert any("At the year's pace" in line for line in share.conclusion)
    assert "If all that wait were decided tomorrow" in dict(mean.rows)


def test_who_answers_is_unknown_where_the_plan_does_not_say(monkeypatch: pytest.MonkeyPatch) -> None:
    contract, found = judged(monkeypatch, GOOD)
    units = {one.goal.id: one.unit for one in cockpit.blocks(contract, found)}
    assert units["1.4"] == "Responsible field (ressort): Ministry of Employment."
    assert units["1.8"] == "Responsible: unknown (the plan does not say)."


def test_what_is_open_says_what_it_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    contract, _ = judged(monkeypatch, GOOD)
    waiting = cockpit.waiting(contract)
    assert len(waiting) == contract.score.undecided
    assert all(lines for _, lines in waiting)


def test_a_trend_says_where_it_came_from_and_tells_of_a_break(monkeypatch: pytest.MonkeyPatch) -> None:
    contract, _ = judged(monkeypatch, GOOD)
    found = trends.of(contract)
    assert found["1.2.a"].words == (
        "From 29.6 weeks (Fourth quarter of 2023) to 29.6 weeks (Third quarter of 2025)."
    )
    assert "series break" in found["1.3.a"].words
    assert "1.8.a" not in found


def test_a_small_line_breaks_where_the_series_does_and_where_nothing_is_known() -> None:
    spots = [
        Spot(1.0, 2.0),
        Spot(2.0, 2.0),
        Spot(None, 2.0),
        Spot(4.0, 2.0),
        Spot(3.0, 2.0, 1),
        Spot(3.5, 2.0, 1),
    ]
    drawn = sparks.spark(spots)
    assert len(re.findall("<polyline", drawn)) == 2
    assert drawn.count('class="break"') == 1
    assert drawn.count('r="2"') == 1  # the figure that stands alone
    assert drawn.count('r="3.5"') == 1
    assert sparks.spark([Spot(1.0), Spot(None)]) == ""
    flat = sparks.spark([Spot(1.0), Spot(1.0)])
    assert "nan" not in flat.lower() and flat.count("<polyline") == 1
