"""What management may record on an initiative, in which order, and what is refused in both languages."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anke.events import queries as events
from anke.rules.refusal import Refused
from anke.steering.strategy import commands, queries
from anke.steering.strategy.tests.recording import DAY, PRINTED, by, people
from anke.steering.strategy.told import State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people() -> None:
    people()


def standing(name: str = PRINTED) -> queries.Standing:
    strategy, _, number = name.rpartition("/")
    return queries.initiative(strategy, int(number))


def test_what_nobody_has_recorded_is_unknown() -> None:
    for one in queries.whole("2018-2022").initiatives:
        assert (one.state, one.told.owner, one.told.begun_on, one.told.nature) == (
            State.UNKNOWN,
            None,
            None,
            None,
        )


def test_a_course_from_owner_to_end() -> None:
    commands.name_owner(name=PRINTED, owner="Kvalitetsenheden", **by())
    commands.begin_initiative(name=PRINTED, **by(date(2025, 3, 4)))
    commands.record_nature(name=PRINTED, nature="bounded", ends_on=date(2026, 1, 1), **by(date(2025, 3, 5)))
    commands.hold_initiative(name=PRINTED, reason="afventer it.", **by(date(2025, 4, 1)))
    assert standing().state is State.HELD
    commands.resume_initiative(name=PRINTED, reason="it er kommet", **by(date(2025, 5, 1)))
    commands.add_evidence(
        name=PRINTED, form="figure", title="Kritik", where="2025/1.7.a", **by(date(2025, 5, 2))
    )
    commands.link_goal(name=PRINTED, plan="2025", goal="1.8", reason="samme sag", **by(date(2025, 5, 3)))
    commands.finish_initiative(name=PRINTED, outcome="målt og fulgt op", **by(date(2025, 6, 1)))
    told = standing().told
    assert (told.state, told.owner, told.begun_on) == (State.FINISHED, "Kvalitetsenheden", date(2025, 3, 4))
    assert (told.finished_on, told.outcome, told.ends_on) == (
        date(2025, 6, 1),
        "målt og fulgt op",
        date(2026, 1, 1),
    )
    assert [one.where for one in told.evidence] == ["2025/1.7.a"]
    assert [one.name for one in queries.served_by("2025", "1.8")] == [PRINTED]
    assert len(told.history) == 8
    assert events.say(told.history[3]) == "Tiltaget blev sat på pause: afventer it."


def test_one_who_finished_by_mistake_takes_it_up_again() -> None:
    commands.finish_initiative(name=PRINTED, outcome="færdig", **by())
    commands.resume_initiative(name=PRINTED, reason="der manglede en del", **by())
    assert (standing().state, standing().told.finished_on) == (State.BEGUN, None)
    assert standing().told.begun_on is None  # still nobody has recorded when


def test_new_initiatives_take_the_next_number() -> None:
    new: dict[str, Any] = {"title_da": "Nyt tiltag", "title_en": "New", **by()}
    assert commands.add_initiative(strategy="2018-2022", focus="K", **new) == "2018-2022/19"
    assert commands.add_initiative(strategy="2018-2022", focus="A", **new) == "2018-2022/20"
    assert commands.add_initiative(strategy="2027", focus="FA-BORGER", **new) == "2027/1"
    commands.begin_initiative(name="2018-2022/19", **by())
    assert standing("2018-2022/19").printed is None
    assert [one.number for one in queries.whole("2018-2022").initiatives] == [*range(1, 21)]


Act = Callable[[], object]
REFUSED: list[tuple[str, Callable[..., object], dict[str, Any], str]] = [
    ("no such initiative", commands.begin_initiative, {"name": "2018-2022/19"}, "no initiative no. 19"),
    ("no such strategy", commands.begin_initiative, {"name": "1999/1"}, "no strategy “1999”"),
    ("no name at all", commands.begin_initiative, {"name": "x"}, "no strategy"),
    ("resumed before a hold", commands.resume_initiative, {"reason": "nu"}, "does not fit how far"),
    ("a day to come", commands.begin_initiative, {"happened_on": date(2025, 3, 4)}, "has not been yet"),
    ("an empty text", commands.name_owner, {"owner": " . "}, "at least 2"),
    ("a long text", commands.note_initiative, {"note": "x" * 501}, "at most 500"),
    ("a personal number", commands.note_initiative, {"note": "Se 010180-1234"}, "personal number"),
    (
        "a link of half",
        commands.add_evidence,
        {"form": "link", "title": "Notat", "where": "ast.dk"},
        "whole address",
    ),
    (
        "a link that would run",
        commands.add_evidence,
        {"form": "link", "title": "Notat", "where": "javascript:alert(1)"},
        "whole address",
    ),
    (
        "a figure nobody computes",
        commands.add_evidence,
        {"form": "figure", "title": "Tal", "where": "2025/9.9.a"},
        "plan and subgoal",
    ),
    (
        "a form of evidence",
        commands.add_evidence,
        {"form": "rumour", "title": "Tal", "where": "hørt"},
        "cannot be recorded",
    ),
    (
        "a goal the plan has not",
        commands.link_goal,
        {"plan": "2025", "goal": "9.9", "reason": "fordi"},
        "no goal 9.9",
    ),
    (
        "an ongoing one with an end",
        commands.record_nature,
        {"nature": "ongoing", "ends_on": date(2026, 1, 1)},
        "no planned end",
    ),
    (
        "a focus area of another strategy",
        commands.add_initiative,
        {"strategy": "2027", "title_da": "Nyt", "title_en": "New", "focus": "K"},
        "no focus area “K”",
    ),
    ("one who may not", commands.begin_initiative, {"actor": "minister"}, "Only the steering unit"),
    ("one who is not here", commands.begin_initiative, {"actor": "nobody"}, "Only the steering unit"),
]


@pytest.mark.parametrize(("what", "act", "given_", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused(what: str, act: Callable[..., object], given_: dict[str, Any], says: str) -> None:
    about = {} if act is commands.add_initiative else {"name": PRINTED}
    before = events.head_seq()
    with pytest.raises(Refused) as refused:
        act(**{**about, **by(), **given_})
    assert says in refused.value["en"]
    assert refused.value["da"] and refused.value["da"] != refused.value["en"]
    assert events.head_seq() == before


def test_an_end_before_the_beginning_is_refused() -> None:
    commands.begin_initiative(name=PRINTED, **by(date(2025, 3, 3)))
    for act in (
        lambda: commands.finish_initiative(name=PRINTED, outcome="slut", **by(date(2025, 3, 2))),
        lambda: commands.hold_initiative(name=PRINTED, reason="pause", **by(date(2025, 3, 2))),
        lambda: commands.record_nature(name=PRINTED, nature="bounded", ends_on=date(2025, 3, 2), **by()),
    ):
        with pytest.raises(Refused, match="not before it"):
            act()
    with pytest.raises(Refused, match="does not fit"):
        commands.begin_initiative(name=PRINTED, **by(later=1))


ACTS: dict[str, Act] = {
    "begin": lambda: commands.begin_initiative(name=PRINTED, **by()),
    "hold": lambda: commands.hold_initiative(name=PRINTED, reason="pause", **by()),
    "resume": lambda: commands.resume_initiative(name=PRINTED, reason="igen", **by()),
    "finish": lambda: commands.finish_initiative(name=PRINTED, outcome="slut", **by()),
    "note": lambda: commands.note_initiative(name=PRINTED, note="Set.", **by()),
}


@given(course=some.lists(some.sampled_from(sorted(ACTS)), max_size=8))
def test_whatever_is_tried_the_events_tell_a_course_that_can_be(course: list[str]) -> None:
    from django.db import transaction

    with transaction.atomic():
        done = 0
        for name in course:
            try:
                ACTS[name]()
            except Refused:
                continue
            done += 1
        told = standing().told
        assert len(told.history) == done
        assert (told.finished_on is not None) == (told.state is State.FINISHED)
        assert told.begun_on in (None, DAY)
        transaction.set_rollback(True)
