"""The picture of what is still possible: one name, nothing from outside, readable without colour."""

import pytest

from anke.steering.results.charts import Size
from anke.steering.results.ranges import Mark, Range, specification, svg

ONE = Range(
    name="From 0 to 239 cases can be reached",
    axis="Cases",
    low=Mark(0.0, "0"),
    high=Mark(239.0, "239"),
    now=Mark(167.0, "Now: 167 cases"),
    target=Mark(130.0, "Target: at most 130 cases"),
)


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_picture_says_its_figure_and_target_in_words(size: Size) -> None:
    drawn = svg(ONE, size)
    assert drawn.count("aria-label") == 1 and 'aria-label="From 0 to 239 cases can be reached"' in drawn
    assert "Now: 167 cases" in drawn and "Target: at most 130 cases" in drawn
    assert "<style" not in drawn and "style=" not in drawn and "http" not in drawn.replace("www.w3.org", "")
    assert "stroke-dasharray" in drawn  # the target is told from the rest without colour


@pytest.mark.parametrize(
    ("now", "target", "align"),
    [(167, 130, "left"), (100, 130, "right"), (235, 130, "right"), (5, 130, "left")],
)
def test_words_keep_off_the_target_and_the_edge(now: float, target: float, align: str) -> None:
    one = ONE._replace(now=Mark(now, "now"), target=Mark(target, "target"))
    marks = [layer["mark"] for layer in specification(one, "wide")["layer"]]
    assert [mark["align"] for mark in marks if mark.get("text") == "now"] == [align, align]


def test_without_a_figure_there_is_no_dot() -> None:
    marks = [layer["mark"] for layer in specification(ONE._replace(now=None), "wide")["layer"]]
    assert [mark for mark in marks if mark["type"] == "point"] == []
