"""The contract of a period, with figures and evidence made up for the case at hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from anke.rules.periods import Period, parse_period
from anke.rules.scoring import Status
from anke.steering.results import queries
from anke.steering.results.evidence import Evidence
from anke.steering.results.queries import Contract, PlanError
from anke.steering.results.tests.made_up import GOOD, answers, reported, told

Q1, Q3, Q4 = parse_period("2025Q1"), parse_period("2025Q3"), parse_period("2025Q4")
YEAR = parse_period("2025")


@pytest.fixture(autouse=True)
def _nothing_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, {})


def judged(period: Period = Q3, **more: object) -> Contract:
    return queries.contract("2025", period, **more)  # type: ignore[arg-type] # handed on as given


def test_figures_that_meet_their_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    found = judged()
    met = [goal.id for goal in found.goals if goal.status is Status.MET]
    assert met == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"]
    assert found.footing_text == "1. januar – 30. september 2025"
    assert found.standing_text == "foreløbig, året til dato"
    assert not found.final
    assert not found.goal("1.1").final


@pytest.mark.parametrize(
    ("subgoal", "value", "status", "shown"),
    [
        ("1.1.a", "96.95", Status.NOT_MET, "96,95 pct."),  # rounds to 97,0, but is not compared rounded
        ("1.1.a", "97", Status.MET, "97,0 pct."),
        ("1.2.a", "30.04", Status.NOT_MET, "30,04 uger"),
        ("1.2.a", "30", Status.MET, "30,0 uger"),
        ("1.6.b", "131", Status.NOT_MET, "131 sager"),
        ("1.6.c", "10", Status.MET, "10 sager"),
        ("1.6.c", "9", Status.UNDECIDED, "9 sager"),  # it only grows, and the year is not over
    ],
)
def test_figures_are_compared_unrounded(
    monkeypatch: pytest.MonkeyPatch, subgoal: str, value: str, status: Status, shown: str
) -> None:
    answers(monkeypatch, GOOD | {subgoal: value})
    found = judged().subgoal(subgoal)
    assert (found.status, found.figure_text) == (status, shown)


def test_a_mean_has_its_guards_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    assert [one.id for goal in judged().goals for one in goal.subgoals if one.guards] == ["1.2.a", "1.4.a"]


def test_an_empty_period_has_no_figures_and_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, dict.fromkeys(GOOD) | {"1.6.b": "0", "1.6.c": "0"}, cases=0)
    found = judged()
    for name in GOOD:
        assert found.subgoal(name).figure is None
        assert found.subgoal(name).figure_text == "intet tal"
        assert found.subgoal(name).waiting_for == "Der er endnu ingen sager at måle på i perioden."
    told(monkeypatch, {"2.4.a": Evidence(done=(("prepared", date(2025, 4, 1)),))})
    only = [goal.id for goal in judged().goals if goal.status is not Status.UNDECIDED]
    assert only == ["2.4"]  # the one promise that was due in April, and kept


def test_where_there_are_cases_a_count_of_none_is_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD | {"1.6.c": "0"})
    assert judged().subgoal("1.6.c").figure == 0
    assert judged().subgoal("1.6.c").status is Status.UNDECIDED


def test_the_boards_report_holds_24_figures_or_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    whole = judged().subgoal("1.5.a")
    assert (len(whole.cells), whole.figure, whole.status) == (24, 24, Status.MET)
    assert {cell.board_title for cell in whole.cells} >= {"Adoptionsnævnet", "Psykolognævnet"}
    silent = {f"1.5.a/board_su/{figure}": None for figure in ("I", "II", "III", "IV")}
    answers(monkeypatch, GOOD | silent)
    short = judged().subgoal("1.5.a")
    assert (short.figure, short.status) == (20, Status.UNDECIDED)
    assert short.waiting_for == "Der mangler 4 af 24 tal."


def test_a_board_without_decisions_has_answered_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD | {"1.5.a/board_su/I": None})
    found = judged().subgoal("1.5.a")
    assert found.status is Status.MET
    assert [cell.shown for cell in found.cells if cell.value is None] == ["ingen afgjorte sager"]


def test_one_part_is_enough_where_the_plan_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    year = parse_period("2025")
    told(monkeypatch, {"2.1.1": Evidence(figures=(reported("-1.9", year),))})
    found = judged(Q4)
    assert found.subgoal("2.1.1").status is Status.MET  # 1.9 per cent below the budget: within ±2
    assert found.subgoal("2.1.2").status is Status.UNDECIDED
    assert (found.goal("2.1").status, found.goal("2.1").final) == (Status.MET, True)
    told(monkeypatch, {"2.1.1": Evidence(figures=(reported("2.1", year),))})
    assert judged(Q4).goal("2.1").status is Status.UNDECIDED


def test_a_benchmark_goal_waits_for_both_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    mine, others = reported("1.8", YEAR), reported("1.8", YEAR)
    cases = [
        (Evidence(), Status.UNDECIDED, "under statens gennemsnit"),
        (Evidence(figures=(mine,)), Status.UNDECIDED, "under statens gennemsnit"),
        (
            Evidence(figures=(mine,), benchmarks=(others,)),
            Status.NOT_MET,
            "under 1,8 pct. (statens gennemsnit)",
        ),
        (Evidence((mine,), (reported("1.9", YEAR),)), Status.MET, "under 1,9 pct. (statens gennemsnit)"),
    ]
    for evidence, status, target in cases:
        told(monkeypatch, {"1.7.a": evidence})
        found = judged(Q4).subgoal("1.7.a")
        assert (found.status, found.target_text) == (status, target)
        assert (found.waiting_for is not None) == (status is Status.UNDECIDED)


def test_a_preliminary_figure_decides_but_not_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    told(monkeypatch, {"2.2.2": Evidence(figures=(reported("-6.1", Q3, preliminary=True),))})
    found = judged(Q4)
    assert (found.goal("2.2").status, found.goal("2.2").final) == (Status.MET, False)


def test_the_figure_that_reaches_furthest_counts_and_of_two_the_last_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(monkeypatch, GOOD)
    figures = (reported("-3.0", Q1, seq=1), reported("-6.0", Q3, seq=2), reported("-6.1", Q3, seq=3))
    told(monkeypatch, {"2.2.2": Evidence(figures=figures)})
    assert judged(Q1).subgoal("2.2.2").figure == Decimal("-3.0")
    assert judged(Q3).subgoal("2.2.2").figure == Decimal("-6.1")


@pytest.mark.parametrize(
    ("done", "known", "status"),
    [
        ((), date(2025, 4, 22), Status.UNDECIDED),  # due today, the day after Easter Monday
        ((), date(2025, 4, 23), Status.NOT_MET),
        ((("prepared", date(2025, 4, 22)),), date(2025, 4, 23), Status.MET),
        ((("prepared", date(2025, 4, 23)),), date(2025, 4, 23), Status.NOT_MET),
    ],
)
def test_a_delivery_is_due_when_the_report_it_goes_with_is(
    monkeypatch: pytest.MonkeyPatch, done: tuple[tuple[str, date], ...], known: date, status: Status
) -> None:
    answers(monkeypatch, GOOD)
    told(monkeypatch, {"2.4.a": Evidence(done=done)})
    moment = datetime(known.year, known.month, known.day, 20, tzinfo=UTC)
    assert judged(Q1, known_at=moment).subgoal("2.4.a").status is status


def test_a_delivery_with_two_dates_needs_both(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    prepared = ("prepared", date(2025, 12, 30))
    for done, status in [
        ((prepared,), Status.UNDECIDED),
        ((prepared, ("received", date(2026, 1, 21))), Status.MET),
        ((prepared, ("received", date(2026, 1, 22))), Status.NOT_MET),
        ((("prepared", date(2026, 1, 2)),), Status.NOT_MET),
    ]:
        told(monkeypatch, {"1.10.a": Evidence(done=done)})
        assert judged(Q4).subgoal("1.10.a").status is status


def test_without_a_date_in_the_plan_even_a_delivery_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    told(monkeypatch, {"2.3.b": Evidence(done=(("prepared", date(2025, 6, 27)),))})
    found = judged().subgoal("2.3.b")
    assert found.status is Status.UNDECIDED
    assert "Planen nævner ingen dato" in (found.waiting_for or "")


def test_a_running_period_is_never_final_and_no_delivery_is_late_before_its_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(monkeypatch, GOOD)
    running = judged(Q4, today=date(2025, 10, 15))
    assert not running.closed
    assert not running.goal("1.1").final
    assert running.subgoal("1.8.a").status is Status.UNDECIDED
    over = judged(Q4, today=date(2026, 3, 1))
    assert over.goal("1.1").final
    assert over.subgoal("1.8.a").status is Status.NOT_MET


def test_the_report_of_the_first_quarter_is_due_after_easter_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    due = judged(Q1).due
    assert due is not None
    assert (due.nominal, due.shifted) == (date(2025, 4, 21), date(2025, 4, 22))
    assert judged(parse_period("2025-02")).due is None


def test_a_plan_judges_its_own_year_only(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    with pytest.raises(PlanError, match="outside plan 2025"):
        judged(parse_period("2024Q4"))
    with pytest.raises(PlanError, match="There are: 2024, 2025"):
        queries.contract("2031", Q3)
    with pytest.raises(PlanError, match=r"no subgoal 1\.1\.z"):
        queries.subgoal_page("2025", "1.1.z", Q3)


def test_a_page_explains_its_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    page = queries.subgoal_page("2025", "1.1.c", Q3)
    assert page.definition[0] == "Der tælles sager om tilbud til forsikrede ledige."
    assert any("senest 4 uger efter modtagelsen" in one for one in page.definition)
    assert any("førsteinstansen begik fejl" in one for one in page.definition)
    assert len(page.history) == 12
    assert len(page.choices) == 7
    assert {note.kind for note in page.result.notes} >= {"choice"}


def test_figures_across_a_series_break_are_never_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    page = queries.subgoal_page("2025", "1.3.a", Q3)
    assert page.change is not None
    assert page.change.refused
    assert page.change.difference is None
    assert "10 til 12 uger" in page.change.text
    assert {one.segment for one in page.history if one.period.last.year < 2025} == {0}
    assert {one.segment for one in page.history if one.period.last.year == 2025} == {1}
    unbroken = queries.subgoal_page("2025", "1.4.a", Q3).change
    assert unbroken is not None
    assert (unbroken.refused, unbroken.difference) == (False, 0)


def test_each_year_of_a_history_goes_by_its_own_limit_and_target(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    plan = queries.plan("2025")
    assert plan.measure("1.3.a", 2024).limit != plan.measure("1.3.a", 2025).limit
    history = queries.subgoal_page("2025", "1.4.a", Q3).history
    assert {one.period.last.year: one.target for one in history} == {
        2022: None, 2023: Decimal("20.0"), 2024: Decimal("20.0"), 2025: Decimal("26.0"),
    }  # fmt: skip
