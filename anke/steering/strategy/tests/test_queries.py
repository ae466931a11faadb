"""The strategy as it is read: support by goals, the road map on a day, the papers alone."""

from datetime import UTC, date, datetime
from html import escape
from itertools import pairwise

import pytest

from anke.steering.strategy import commands, drawing, pages, queries
from anke.steering.strategy.answers import RoadMap
from anke.steering.strategy.tests.recording import PRINTED, by, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people() -> None:
    people()


def test_focus_areas_without_goals_and_goals_without_focus_area_are_named() -> None:
    found = queries.whole("2027")
    assert {one.area.id: one.unsupported_in for one in found.focuses} == {
        "FA-BORGER": (),
        "FA-TILSYN": (),
        "FA-AABEN": ("2025", "2024"),
        "FA-ENGAG": ("2025", "2024"),
    }
    without = [one.name for one in found.without_focus]
    assert "2025/1.10" in without and "2025/2.1" in without and "2025/1.1" not in without


def test_every_goal_of_the_plans_stands_once() -> None:
    found = queries.whole("2027")
    named = [goal.name for one in found.focuses for goal in one.supported_by]
    named += [goal.name for goal in found.without_focus]
    assert len(named) == len(set(named)) == 28


def test_the_older_strategy_is_in_no_plan_and_says_what_it_led_to() -> None:
    found = queries.whole("2018-2022")
    assert (found.plans, found.without_focus) == ((), ())
    assert [len(one.led_to) for one in found.content.earlier_focus_areas] == [1, 2, 1]
    assert [(len(one.short), len(one.long)) for one in found.focuses] == [(2, 2), (5, 5), (4, 5)]
    assert [len(one.actions) for one in found.focuses] == [3, 3, 3]


def at(day: date) -> RoadMap:
    return queries.road_map("2018-2022", day, datetime(day.year, day.month, day.day, 22, tzinfo=UTC))


def numbers(found: RoadMap) -> list[int]:
    return [bar.standing.number for lane in found.lanes for bar in lane.bars]


def test_the_road_map_on_a_day_finished_ones_leave_new_ones_come_history_is_kept() -> None:
    commands.begin_initiative(name=PRINTED, **by(date(2025, 3, 3)))
    commands.add_initiative(
        strategy="2018-2022", title_da="Nyt", title_en="New", focus="A", **by(date(2025, 4, 1))
    )
    commands.finish_initiative(name="2018-2022/18", outcome="vedtaget", **by(date(2025, 5, 1)))
    assert numbers(at(date(2025, 3, 1))) == [*range(1, 19)]
    assert numbers(at(date(2025, 4, 2))) == [*range(1, 20)]
    later = at(date(2025, 5, 2))
    assert numbers(later) == [*range(1, 18), 19]
    assert [one.number for one in later.gone] == [18]
    starts = {bar.standing.number: bar.first for lane in later.lanes for bar in lane.bars}
    assert {number for number, start in starts.items() if start} == {7}


def test_what_is_recorded_late_is_known_late() -> None:
    commands.begin_initiative(name=PRINTED, **by(date(2025, 3, 3), later=10))
    assert {bar.first for lane in at(date(2025, 3, 5)).lanes for bar in lane.bars} == {None}
    assert date(2025, 3, 3) in {bar.first for lane in at(date(2025, 3, 14)).lanes for bar in lane.bars}


def test_the_papers_alone() -> None:
    commands.name_owner(name=PRINTED, owner="Kvalitetsenheden", **by())
    commands.add_initiative(strategy="2027", title_da="Nyt", title_en="New", focus="FA-BORGER", **by())
    assert queries.whole("2027", recorded=False).initiatives == ()
    assert queries.initiative("2018-2022", 7, recorded=False).told.owner is None
    with pytest.raises(queries.StrategyError, match="has no initiative 1"):
        queries.initiative("2027", 1, recorded=False)


def test_a_strategy_nobody_wrote_is_told_which_there_are() -> None:
    with pytest.raises(queries.StrategyError, match=r"no strategy '2031'\. There are: 2027, 2018-2022"):
        queries.whole("2031")


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_picture_has_every_initiative_and_stays_within_its_frame(lang: str, size: drawing.Size) -> None:
    import re

    commands.begin_initiative(name=PRINTED, **by(date(2025, 3, 3)))
    commands.hold_initiative(name="2018-2022/2", reason="venter", **by())
    found = queries.road_map("2018-2022", date(2025, 6, 1))
    drawn = str(drawing.svg(pages.picture(found, lang), size))
    for one in (bar.standing for lane in found.lanes for bar in lane.bars):
        assert f"{one.number}. {escape(one.title[lang].split()[0])}" in drawn
    assert drawn.count('stroke-dasharray="4 3"') == 17  # a dashed box for each unknown start
    width = float(re.search(r'viewBox="0 0 (\d+)', drawn)[1])  # type: ignore[index]  # there is one
    assert all(0 <= float(x) <= width for x in re.findall(r' x[12]?="([\d.]+)"', drawn))
    assert "style=" not in drawn and "<script" not in drawn and "class" in drawn


def test_words_of_a_name_cannot_become_a_picture() -> None:
    title = 'Nyt <script>alert("x")</script>'
    commands.add_initiative(strategy="2027", title_da=title, title_en=title, focus="FA-BORGER", **by())
    drawn = str(drawing.svg(pages.picture(queries.road_map("2027", date(2025, 6, 1)), "da"), "wide"))
    assert "<script" not in drawn and "&lt;script&gt;" in drawn


def test_days_keep_their_order_as_places() -> None:
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 7, 2), date(2025, 12, 31), date(2026, 1, 1)]
    assert all(one < other for one, other in pairwise(drawing.year_of(day) for day in days))
