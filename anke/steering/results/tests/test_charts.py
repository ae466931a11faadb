"""The pictures: right by Vega-Lite's own schema, lawful under a strict policy, never joined over a break."""

import re

import altair
import pytest

from anke.steering.results import charts
from anke.steering.results.charts import Break, Chart, Point

POINTS = tuple(
    Point(f"{n % 4 + 1}. kvt.\n{2023 + n // 4}", 20.0 + n, 13.0 if n < 8 else 30.0, "Mål") for n in range(11)
)
WITH_BREAK = Chart("Sager & <uger>", "Uger", POINTS, "30,0", (Break(8, "10 → 12 uger"),))
EMPTY = Chart("Ingen tal", "Uger", tuple(Point(str(n), None) for n in range(4)))


@pytest.mark.slow
@pytest.mark.parametrize("chart", [WITH_BREAK, EMPTY, Chart("Tom", "Uger", ())])
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_specification_is_right_and_can_be_drawn(chart: Chart, size: charts.Size) -> None:
    altair.LayerChart.from_dict(charts.specification(chart, size))
    assert charts.svg(chart, size).startswith('<svg role="img"')


def test_a_strict_content_policy_has_nothing_to_stop() -> None:
    drawn = charts.svg(WITH_BREAK, "wide")
    assert re.findall(r"style=|<style|<script|url\(|href|\son\w+=", drawn) == []


def test_the_picture_has_one_name_and_no_other() -> None:
    drawn = charts.svg(WITH_BREAK, "narrow")
    assert 'aria-label="Sager &amp; &lt;uger&gt;"' in drawn
    assert drawn.count("aria-") == drawn.count("role=") == 1


def test_no_line_is_drawn_across_a_series_break_or_a_missing_figure() -> None:
    hole = [*POINTS[:3], POINTS[3]._replace(value=None), *POINTS[4:]]
    chart = Chart("x", "y", tuple(hole), breaks=(Break(8, "b"),))
    line = next(one for one in charts.specification(chart, "wide")["layer"] if one["mark"]["type"] == "line")
    parts = [[row["x"] for row in line["data"]["values"] if row["part"] == part] for part in range(3)]
    assert parts == [[0, 1, 2], [4, 5, 6, 7], [8, 9, 10]]


def test_decimals_are_written_as_the_reader_writes_them() -> None:
    small = tuple(Point(str(n), 0.1 * n) for n in range(4))
    assert "0,1" in charts.svg(Chart("x", "y", small), "wide")
    assert "0.1" in charts.svg(Chart("x", "y", small, decimal_comma=False), "wide")
