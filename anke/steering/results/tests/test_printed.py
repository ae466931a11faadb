"""A plan judged from its printed figures alone: what the papers decide, and what they leave open."""

from decimal import Decimal

import pytest

from anke.rules.scoring import Status
from anke.steering.results import history, queries
from anke.steering.results.queries import PlanError


def by_status(plan: str) -> dict[Status, list[str]]:
    contract = queries.printed(plan)
    return {status: [goal.id for goal in contract.goals if goal.status is status] for status in Status}


def test_2024_as_printed() -> None:
    assert by_status("2024") == {
        Status.MET: ["1.1", "1.3"],
        Status.NOT_MET: ["1.2", "1.4", "1.6", "2.1"],
        Status.UNDECIDED: ["1.5", "1.7", "1.8", "1.9", "1.10", "2.2", "2.3", "2.4"],
    }
    score = queries.printed("2024").score
    assert (score.low, score.high) == (Decimal("14.29"), Decimal("71.43"))


def test_2025_has_no_printed_result_yet() -> None:
    assert by_status("2025")[Status.UNDECIDED] == [goal.id for goal in queries.plan("2025").goals]
    assert queries.printed("2025").score_text == "mellem 0,00 og 100,00 pct."


@pytest.mark.parametrize(
    ("subgoal", "figure", "target", "distance", "status"),
    [
        ("1.1.a", "98,8 pct.", "mindst 97,0 pct.", "1,8 procentpoint over målet", Status.MET),
        ("1.2.a", "27,5 uger", "højst 13,0 uger", "14,5 uger over målet", Status.NOT_MET),
        ("1.3.a", "92,7 pct.", "mindst 90,0 pct.", "2,7 procentpoint over målet", Status.MET),
        ("1.6.b", "213 sager", "højst 150 sager", "63 sager over målet", Status.NOT_MET),
        ("1.6.c", "4 sager", "intet måltal", "", Status.UNDECIDED),
        ("2.1.1", "5,4 pct.", "højst ±2,0 pct.", "3,4 procentpoint uden for målet", Status.NOT_MET),
        ("2.2.1", "13,1 dage pr. årsværk", "højst statens gennemsnit", "", Status.UNDECIDED),
        ("2.2.2", "−2,24 pct.", "højst −5,0 pct.", "2,8 procentpoint over målet", Status.NOT_MET),
    ],
)
def test_what_stands_beside_each_figure_of_2024(
    subgoal: str, figure: str, target: str, distance: str, status: Status
) -> None:
    found = queries.printed("2024").subgoal(subgoal)
    shown = (found.figure_text, found.target_text, found.distance_text, found.status)
    assert shown == (figure, target, distance, status)


def test_preliminary_and_inferred_figures_say_so_and_are_never_final() -> None:
    contract = queries.printed("2024")
    assert contract.subgoal("2.2.1").preliminary
    assert contract.subgoal("2.2.2").inferred
    assert not contract.subgoal("2.2.2").final
    assert contract.subgoal("1.1.a").final


def test_every_undecided_promise_says_what_is_missing() -> None:
    for plan in ("2024", "2025"):
        for lang in ("da", "en"):
            for goal in queries.printed(plan, lang).goals:
                for one in goal.subgoals:
                    assert (one.waiting_for is None) == (one.status is not Status.UNDECIDED), one.id


def test_an_unknown_plan_names_those_there_are() -> None:
    with pytest.raises(PlanError, match="2024, 2025"):
        queries.printed("2023")


def test_what_the_paper_of_2025_prints_for_the_years_before() -> None:
    """Worked by hand from the tables of the plan: 1.7 in 2022 asks for 1.9 points below the state's mean."""
    plan = queries.plan("2025")
    from anke.steering.results import history

    rows = {one.label: one for one in history.printed(plan.subgoal("1.7.a"), "da")}
    assert rows["2022"].target == Decimal("1.5")
    assert rows["2022"].status is Status.MET
    assert rows["2023"].status is Status.MET
    assert rows["2024"].status is Status.UNDECIDED
    sick = {one.label: one.status for one in history.printed(plan.subgoal("2.2.1"), "da")}
    assert sick["2023"] is Status.NOT_MET


@pytest.mark.parametrize(
    ("lang", "mark"), [("da", "13,1 dage pr. årsværk (foreløbigt)"), ("en", "(preliminary)")]
)
def test_what_the_paper_marks_as_preliminary_is_marked_in_its_row_too(lang: str, mark: str) -> None:
    """13,1** in the paper; 13,4* beside it is final."""
    subgoal = queries.plan("2025").subgoal("2.2.1")
    rows = {one.label: one.shown for one in history.printed(subgoal, lang)}
    assert rows["2024"].endswith(mark)
    assert "(" not in rows["2023"]
