"""What is typed: units, signs, commas and points, the unusual and the missing: refused or asked about."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.content import load
from anke.rules.numbers import Ambiguous, read_number, write_number
from anke.rules.refusal import Refused
from anke.steering.external.asks import Ask, ask_of, asks_of
from anke.steering.external.computing import answers
from anke.steering.external.told import How, Told, read

TODAY = date(2026, 1, 20)
AREAS = {f"areas:Område {number}": "4" for number in range(1, 9)} | {"areas:Support": "3"}
SICK = {f"own:{name}": "12" for name in ("2024Q4", "2025Q1", "2025Q2", "2025Q3")}
YEAR = {"iso27001": "2025Q1..2025Q3", "sick_leave": "2024Q4..2025Q3"}


def ask(key: str) -> Ask:
    return ask_of("2025", key)


def told(key: str, typed: dict[str, str], *, mark: str = "", sure: bool = False) -> Told:
    one = ask(key)
    period = one.read_period(YEAR.get(key, "2025"))
    return read(one, period, typed, How(TODAY, {"": mark}, sure))


# form, what is typed, of which part the complaint is, what it says
WRONG = [
    (
        "budget",
        {"base": "400 t.kr.", "realised": "400"},
        "base",
        "in thousand DKK, and million DKK is asked for",
    ),
    ("budget", {"base": "400", "realised": "2 pct."}, "realised", "in %, and million DKK is asked for"),
    ("budget", {"base": "400 æbler", "realised": "400"}, "base", "unit “æbler” is not known"),
    ("budget", {"base": "fire", "realised": "400"}, "base", "is no number"),
    ("budget", {"base": "400" * 5, "realised": "1"}, "base", "too large to be right"),
    ("budget", {"base": "400"}, "realised", "Write a number"),
    ("sick_leave", SICK | {"own:2025Q1": "-13"}, "own:2025Q1", "cannot be negative"),
    ("sick_leave", SICK | {"own:2025Q1": "90 timer"}, "own:2025Q1", "in hours, and days per"),
    ("sick_leave", SICK | {"own:2025Q1": "400"}, "own:2025Q1", "be at most 366"),
    ("sick_leave", SICK | {"state": "0"}, "state", "must be above 0"),
    ("sick_leave", SICK | {"own:2023Q1": "13"}, "own:2023Q1", "does not belong to the period"),
    (
        "sick_leave",
        {name: "12" for name in SICK if name != "own:2024Q4"},
        "own:2024Q4",
        "Write a number",
    ),
    ("iso27001", AREAS | {"areas:Område 1": "80"}, "areas:Område 1", "lie from 1 to 5"),
    ("iso27001", AREAS | {"areas:Område 1": "80 %"}, "areas:Område 1", "in %, and level is asked for"),
    ("iso27001", AREAS | {"areas:": "4"}, "areas:", "name has 1 to 80 characters"),
    ("iso27001", {}, "areas", "at least one area"),
    ("ombudsman", {"cases": "200", "criticised": "201"}, "criticised", "larger than “Cases handled”"),
    ("ombudsman", {"cases": "200,5", "criticised": "2"}, "cases", "whole number"),
    ("ombudsman", {"cases": "200", "criticised": "-1"}, "criticised", "cannot be negative"),
    ("ombudsman", {"criticised": "1"}, "cases", "Write a number"),
    ("ombudsman", {"state": "101"}, "state", "be at most 100"),
    ("ombudsman", {"others": "1"}, "others", "does not belong here. Write one of: cases"),
    ("1.8.a", {"document": "M", "prepared": "2026-02-30"}, "prepared", "is no date"),
    ("1.8.a", {"document": "M", "prepared": "21.01.2026"}, "prepared", "has not come yet"),
    ("1.8.a", {"document": "M"}, "prepared", "Write a date"),
    ("1.8.a", {"prepared": "2025-12-01"}, "document", "what the document is called"),
    ("1.8.a", {"document": "010180-1234", "prepared": "2025-12-01"}, "document", "personal number"),
    (
        "1.10.a",
        {"document": "V", "prepared": "2025-12-02", "received": "2025-12-01"},
        "received",
        "received before it was prepared",
    ),
]


@pytest.mark.parametrize(("key", "typed", "name", "says"), WRONG, ids=[f"{row[0]} {row[3]}" for row in WRONG])
def test_what_is_wrong_is_refused_with_what_to_do(
    key: str, typed: dict[str, str], name: str, says: str
) -> None:
    found = told(key, typed)
    assert [one.name for one in found.problems] == [name]
    assert says in str(found.problems[0].said)
    assert found.problems[0].said.da != found.problems[0].said.en


def test_comma_and_point_are_both_understood() -> None:
    typed = {"base": "1.234,5", "follow_up": "1,234.5 mio. kr.", "realised": "−1 234,50"}
    found = told("budget", typed)
    assert found.clear
    assert list(found.numbers.values()) == [Decimal("1234.5"), Decimal("1234.5"), Decimal("-1234.5")]


def test_a_number_that_can_be_read_in_two_ways_is_asked_about() -> None:
    found = told("budget", {"base": "1.234", "realised": "1200"})
    (asked,) = found.questions
    assert asked.name == "base" and found.problems == ()
    assert asked.readings == ((",", Decimal(1234)), (".", Decimal("1.234")))
    assert told("budget", {"base": "1.234", "realised": "1200"}, mark=",").numbers["base"] == 1234
    assert told("budget", {"base": "1.234", "realised": "1"}, mark=".").numbers["base"] == Decimal("1.234")


def test_what_is_unusual_is_asked_about_and_taken_when_it_is_right() -> None:
    typed = SICK | {"own:2025Q1": "3,3"}  # the days within the quarter, not on the scale of a year
    (asked,) = told("sick_leave", typed).questions
    assert (asked.name, asked.readings) == ("own:2025Q1", ())
    assert "3.3 is unusual (in days per full-time equivalent the figure tends to lie from 5 to 30)" in str(
        asked.said
    )
    assert told("sick_leave", typed, sure=True).clear


def test_another_number_of_areas_is_asked_about() -> None:
    fewer = dict(list(AREAS.items())[:5])
    (asked,) = told("iso27001", fewer).questions
    assert "5 areas are written, and the measurement is expected to have 9" in str(asked.said)
    assert told("iso27001", fewer, sure=True).clear


@pytest.mark.parametrize("sure", [False, True])
def test_too_many_areas_are_refused_however_sure_somebody_is(sure: bool) -> None:
    many = {f"areas:Område {number}": "3" for number in range(41)}
    (problem,) = told("iso27001", many, sure=sure).problems
    assert problem.said.en == "Write at most 40 areas."


# form, what is typed, what it comes to: (subgoal, as what, value, arithmetic)
COMES_TO = [
    (
        "budget",
        {"base": "-4", "realised": "-4,2"},
        [("2.1.1", "figure", "-5", "(−4.2 − −4) / |−4| × 100")],
    ),
    (
        "sick_leave",
        {**SICK, "own:2025Q3": "13,2", "state": "9,6"},
        [("2.2.1", "figure", "12.3", "(12 + 12 + 12 + 13.2) / 4"), ("2.2.1", "benchmark", "9.6", None)],
    ),
    ("iso27001", AREAS, [("2.3.a", "figure", "4", "min(4; 4; 4; 4; 4; 4; 4; 4)")]),  # without Support
    (
        "ombudsman",
        {"cases": "220", "criticised": "2"},
        [("1.7.a", "figure", "0.909090909", "2 / 220 × 100")],
    ),
    ("ombudsman", {"state": "2,1"}, [("1.7.a", "benchmark", "2.1", None)]),
]


@pytest.mark.parametrize(("key", "typed", "comes_to"), COMES_TO)
def test_what_it_comes_to_is_said_with_its_arithmetic(
    key: str, typed: dict[str, str], comes_to: list[tuple[str, str, str, str | None]]
) -> None:
    found = answers(ask(key), told(key, typed))
    said = [
        (one.subgoal, one.role, str(one.value), one.arithmetic.en if one.arithmetic else None)
        for one in found
    ]
    assert said == comes_to


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("budget", {"base": "0", "realised": "4"}, "0 was budgeted"),
        ("budget", {"base": "0,000000001", "realised": "1999"}, "too large to be right"),
        ("ombudsman", {}, "not enough to compute"),
    ],
)
def test_where_a_rule_has_no_answer_it_says_so(key: str, typed: dict[str, str], says: str) -> None:
    with pytest.raises(Refused, match=says):
        answers(ask(key), told(key, typed))


@pytest.mark.parametrize(
    ("text", "day"),
    [("31.12.2025", "2025-12-31"), ("31/12-2025", "2025-12-31"), ("2025-12-31", "2025-12-31")],
)
def test_a_day_is_read_as_people_write_it(text: str, day: str) -> None:
    found = told("1.8.a", {"document": "Måling", "prepared": text})
    assert found.texts() == {"prepared": day, "document": "Måling"}


def test_everything_a_plan_asks_for_from_outside_has_a_form() -> None:
    for plan in load.content().plans.values():
        asked = {subgoal.id for one in asks_of(plan) for subgoal in one.subgoals}
        wanted = {one.id for one in plan.subgoals() if one.basis in ("external", "deliverable", "activity")}
        assert asked == wanted
    keys = [one.key for one in asks_of(load.content().plans["2025"])]
    expected = ["ombudsman", "1.8.a", "1.9.a", "1.10.a", "budget", "sick_leave", "iso27001", "2.3.b", "2.4.a"]
    assert keys == expected


def test_a_subgoal_no_form_names_is_asked_for_its_figure_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another authority needs no file of forms."""
    for module in ("asks", "told"):
        monkeypatch.setattr(f"anke.steering.external.{module}.reported", lambda: None)
    plan = load.content().plans["2025"]
    keys = [one.key for one in asks_of(plan)]
    assert keys[:1] == ["1.7.a"] and keys[4:] == [
        "2.1.1",
        "2.1.2",
        "2.2.1",
        "2.2.2",
        "2.3.a",
        "2.3.b",
        "2.4.a",
    ]
    one = ask_of("2025", "1.7.a")
    found = read(one, one.read_period("2025Q4"), {"value": "0,9", "benchmark": "2,1 percent"}, How(TODAY))
    assert [(one.key, str(one.value)) for one in answers(one, found)] == [
        ("1.7.a/figure", "0.9"),
        ("1.7.a/benchmark", "2.1"),
    ]
    wrong = read(one, one.read_period("2025Q4"), {"value": "9 cases"}, How(TODAY))
    assert "unit “cases” is not known" in str(wrong.problems[0].said)


def test_what_is_not_asked_for_is_told_what_is() -> None:
    with pytest.raises(Refused, match=r"does not ask for “1\.2\.a” from outside\. It asks for: ombudsman"):
        ask_of("2025", "1.2.a")
    with pytest.raises(Refused, match="no results plan “1999”"):
        ask_of("1999", "budget")
    with pytest.raises(Refused, match=r"no period asked for here\. Write one of: 2024Q2\.\.2025Q1"):
        ask("sick_leave").read_period("2024Q3")
    with pytest.raises(Refused, match=r"no period asked for here\. Write one of: 2025\."):
        ask("budget").read_period("2025Q3")


def test_a_quarter_names_the_period_that_ends_with_it() -> None:
    assert ask("sick_leave").read_period("2025Q3").name == "2024Q4..2025Q3"
    assert ask("iso27001").read_period("2025Q2").name == "2025Q1..2025Q2"


numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False)


@given(numbers, st.sampled_from(["da", "en"]))
def test_what_the_program_writes_it_reads_again(value: Decimal, lang: str) -> None:
    mark = "," if lang == "da" else "."
    assert read_number(write_number(value, lang), mark)[0] == value


@given(numbers, st.sampled_from(["da", "en"]))
def test_without_the_sign_it_is_read_right_or_asked_about(value: Decimal, lang: str) -> None:
    try:
        assert read_number(write_number(value, lang))[0] == value
    except Ambiguous as asked:
        assert value in (asked.whole, asked.parted, -asked.whole, -asked.parted)


@given(st.text(max_size=50))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        value, _ = read_number(text)
        assert value.is_finite()
    except Refused as refused:
        assert refused.da and refused.en
