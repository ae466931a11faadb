"""Replay: every date of a clock from what happened, whatever the order it is told in."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.clock import (
    Clock,
    ClockEvent,
    Extended,
    ExtensionRemoved,
    Paused,
    Received,
    Resumed,
    Stopped,
    replay,
)
from anke.rules.deadlines import DeadlineError, DeadlineRule, Roll, deadline
from anke.rules.definitions import Span

EIGHT_WEEKS = DeadlineRule(8, Span.WEEKS)
TWENTY_WORKING_DAYS = DeadlineRule(20, Span.WORKING_DAYS)
RULES = {"8w": EIGHT_WEEKS, "20wd": TWENTY_WORKING_DAYS, "1m": DeadlineRule(1, Span.MONTHS)}


def day(text: str) -> date:
    """A day of 2025 written day.month"""
    number, month = text.split(".")
    return date(2025, int(month), int(number))


def happened(story: str) -> list[ClockEvent]:
    """`+d.m` received, `p d.m` paused, `r` resumed, `xd.m>d.m` extended, `-` taken back, `s` stopped."""
    events: list[ClockEvent] = []
    for word in story.split():
        on, _, until = word[1:].partition(">")
        when = day(on)
        events.append(
            {
                "+": lambda on=when: Received(on),
                "p": lambda on=when: Paused(on),
                "r": lambda on=when: Resumed(on),
                "x": lambda on=when, until=until: Extended(on, day(until)),
                "-": lambda on=when, until=until: ExtensionRemoved(on, day(until)),
                "s": lambda on=when: Stopped(on),
            }[word[0]]()
        )
    return events


# rule, what happened, original, current
STORIES = [
    ("8w", "+1.4", "27.5", "27.5"),
    ("8w", "+1.4 p10.4 r20.4", "27.5", "6.6"),  # ten days on which the clock stood still
    ("8w", "+1.4 p10.4 r10.4", "27.5", "27.5"),  # stopped and started on one day: it has not stood still
    ("8w", "+1.4 p10.4 r20.4 p1.5 r6.5", "27.5", "11.6"),  # two pauses
    ("8w", "+1.4 p10.4 p15.4 r20.4 r25.4", "27.5", "11.6"),  # overlapping: counted once
    ("8w", "+1.4 p10.4 p12.4 r14.4 r20.4", "27.5", "6.6"),  # one inside the other
    ("8w", "+1.4 p10.4 r15.4 p15.4 r20.4", "27.5", "6.6"),  # one after the other
    ("8w", "+1.4 p25.3 r6.4", "27.5", "31.5"),  # begun before receipt: 2 to 5 April count
    ("8w", "+1.4 p28.5 r20.6", "27.5", "27.5"),  # paused too late: the day had passed
    ("8w", "+1.4 p27.5 r30.5", "27.5", "30.5"),  # paused on the last day itself
    ("8w", "+1.4 p1.5", "27.5", None),  # stands still yet
    ("8w", "+1.4 p1.6", "27.5", "27.5"),  # … but too late to matter
    ("8w", "+1.4 r5.4", "27.5", "27.5"),  # started, though it ran
    ("20wd", "+1.4", "2.5", "2.5"),
    ("20wd", "+1.4 p10.4 r20.4", "2.5", "9.5"),  # 10, 11, 14, 15 and 16 April: five working days
    ("20wd", "+1.4 p17.4 r22.4", "2.5", "2.5"),  # Easter only: no working day was lost
    ("20wd", "+1.4 p5.4 r7.4", "2.5", "2.5"),  # a weekend
    ("1m", "+31.1", "28.2", "28.2"),
    ("1m", "+31.1 p3.2 r10.2", "28.2", "7.3"),  # from date to date, then seven calendar days
    # extensions
    ("8w", "+1.4 x20.5>16.6", "27.5", "16.6"),
    ("8w", "+1.4 x20.5>16.6 -21.5>16.6", "27.5", "27.5"),
    ("8w", "+1.4 x20.5>16.6 -20.5>16.6", "27.5", "27.5"),  # on the same day: taken back
    ("8w", "+1.4 x20.5>16.6 -21.5>16.6 x22.5>16.6", "27.5", "16.6"),  # granted anew
    ("8w", "+1.4 x20.5>16.6 x21.5>30.6 -22.5>30.6", "27.5", "16.6"),
    ("8w", "+1.4 x5.4>10.4", "27.5", "27.5"),  # never shortens
    ("8w", "+1.4 p10.4 r20.4 x20.5>16.6", "27.5", "16.6"),  # the pause was known when it was granted
    ("8w", "+1.4 x20.5>16.6 p25.5 r30.5", "27.5", "21.6"),  # paused after it was granted: five days more
    ("8w", "+1.4 x20.5>16.6 p25.5 r30.5 -2.6>16.6", "27.5", "1.6"),  # extend, pause, remove the extension
    ("20wd", "+1.4 x20.4>12.5 p28.4 r30.4", "2.5", "14.5"),
    # decided
    ("8w", "+1.4 s20.4 p25.4 r1.5", "27.5", "27.5"),  # what comes after the end moves nothing
    ("8w", "+1.4 p10.4 s15.4", "27.5", None),
]


@pytest.mark.parametrize(("rule", "story", "original", "current"), STORIES)
def test_stories(rule: str, story: str, original: str, current: str | None) -> None:
    clock = replay(happened(story), RULES[rule])
    assert clock.original == day(original)
    assert clock.current == (day(current) if current else None)


def test_every_story_is_the_same_in_any_order() -> None:
    for rule, story, _, _ in STORIES:
        events = happened(story)
        told = replay(events, RULES[rule])
        for order in itertools.islice(itertools.permutations(events), 200):
            assert replay(order, RULES[rule]) == told


def test_the_original_and_every_superseded_deadline_are_kept_with_their_cause() -> None:
    clock = replay(happened("+1.4 p10.4 r20.4 x1.6>30.6 -5.6>30.6"), EIGHT_WEEKS)
    assert [(was.deadline, was.replaced_on) for was in clock.superseded] == [
        (day("27.5"), day("10.4")),
        (day("6.6"), day("1.6")),
        (day("30.6"), day("5.6")),
    ]
    assert clock.superseded[0].cause == (Paused(day("10.4")), Resumed(day("20.4")))
    assert clock.superseded[1].cause == (Extended(day("1.6"), day("30.6")),)
    assert (clock.original, clock.current) == (day("27.5"), day("6.6"))


def test_a_deadline_that_stands_still_is_superseded_by_the_pause() -> None:
    clock = replay(happened("+1.4 p10.4"), EIGHT_WEEKS)
    assert [(was.deadline, was.since, was.replaced_on) for was in clock.superseded] == [
        (day("27.5"), day("1.4"), day("10.4"))
    ]


def test_due_today_is_not_overdue() -> None:
    clock = replay(happened("+1.4"), EIGHT_WEEKS)
    assert [clock.overdue(day(today)) for today in ("26.5", "27.5", "28.5")] == [False, False, True]
    assert [clock.days_left(day(today)) for today in ("26.5", "27.5", "28.5", "30.5")] == [1, 0, -1, -3]


def test_days_left_as_the_rule_counts_them() -> None:
    clock = replay(happened("+1.4"), TWENTY_WORKING_DAYS)
    assert clock.days_left(day("1.4")) == 20
    assert clock.days_left(day("16.4")) == clock.days_left(day("21.4")) == 9  # Easter takes none
    assert clock.days_left(day("6.5")) == -2


def test_while_the_clock_stands_still_the_days_left_do_too() -> None:
    clock = replay(happened("+1.4 p10.4"), EIGHT_WEEKS)
    assert clock.days_left(day("9.4")) == 48
    assert {clock.days_left(day(today)) for today in ("10.4", "20.4", "1.9")} == {48}
    assert clock.is_paused(day("10.4")) and not clock.is_paused(day("9.4"))
    assert not clock.overdue(day("1.9"))
    again = replay(happened("+1.4 p10.4 r1.9"), EIGHT_WEEKS)
    assert again.current is not None and (again.current - day("31.8")).days == 48


def test_an_extension_gives_days_while_the_clock_stands_still() -> None:
    clock = replay(happened("+1.4 x20.5>16.6 p25.5"), EIGHT_WEEKS)
    assert clock.current is None
    assert clock.days_left(day("1.8")) == (day("16.6") - day("24.5")).days


def test_a_pause_never_hides_age() -> None:
    clock = replay(happened("+1.4 p10.4 r20.4"), EIGHT_WEEKS)
    assert (clock.age(day("1.5")), clock.net_days(day("1.5"))) == (30, 20)
    still = replay(happened("+1.4 p10.4"), EIGHT_WEEKS)
    assert (still.age(day("1.5")), still.net_days(day("1.5"))) == (30, 8)


def test_the_clock_stops_with_the_decision() -> None:
    clock = replay(happened("+1.4 p10.4 r20.4 s6.6"), EIGHT_WEEKS)
    assert (clock.age(day("1.12")), clock.net_days(day("1.12"))) == (66, 56)
    assert clock.met() is True and clock.met_original() is False
    late = replay(happened("+1.4 s28.5"), EIGHT_WEEKS)
    assert late.met() is False and late.overdue(day("1.12"))
    assert replay(happened("+1.4"), EIGHT_WEEKS).met() is None
    assert not late.is_paused(day("1.12"))


def test_a_night_with_another_length_changes_nothing() -> None:
    """Summer time began on 30 March 2025 and ended on 26 October 2025."""
    spring = replay(happened("+28.3"), DeadlineRule(3, Span.DAYS))
    autumn = replay(happened("+24.10"), DeadlineRule(3, Span.DAYS))
    assert (spring.current, autumn.current) == (day("31.3"), day("27.10"))


def test_a_roll_forward_passes_over_paused_days() -> None:
    """Fell on Saturday 12 April; on Monday the clock stood still."""
    rule = DeadlineRule(11, Span.DAYS, roll=Roll.NEXT)
    assert replay(happened("+1.4"), rule).current == day("14.4")
    assert replay(happened("+1.4 p13.4 r16.4"), rule).current == day("16.4")
    assert replay(happened("+1.4 p13.4"), rule).current is None
    back = DeadlineRule(11, Span.DAYS, roll=Roll.PREVIOUS)
    assert replay(happened("+1.4"), back).current == day("11.4")


@pytest.mark.parametrize(("story", "found"), [("p1.4 r2.4", "none"), ("+1.4 +2.4", "2025-04-01, 2025-04-02")])
def test_a_clock_needs_one_day_of_receipt(story: str, found: str) -> None:
    with pytest.raises(DeadlineError, match=f"exactly one day of receipt; found: {found}"):
        replay(happened(story), EIGHT_WEEKS)


starts = st.dates(date(1992, 1, 1), date(2045, 12, 31))
rules = st.builds(
    DeadlineRule,
    value=st.integers(1, 30),
    span=st.sampled_from(Span),
    first_day=st.sampled_from([0, 1]),
    roll=st.sampled_from(Roll),
).filter(lambda rule: rule.span is not Span.MONTHS or rule.value <= 12)
stretches = st.lists(st.tuples(st.integers(-20, 90), st.integers(0, 60)), max_size=5)
grants = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3)


def told(
    start: date, pauses: list[tuple[int, int]], extensions: list[tuple[int, int]] | None = None
) -> list[ClockEvent]:
    events: list[ClockEvent] = [Received(start)]
    for after, length in pauses:
        begin = start + timedelta(days=after)
        events += [Paused(begin), Resumed(begin + timedelta(days=length))]
    for after, length in extensions or []:
        on = start + timedelta(days=after)
        events.append(Extended(on, on + timedelta(days=length)))
    return events


def current(clock: Clock) -> date:
    """The deadline; a clock that stands still has none, which is later than any."""
    return clock.current or date.max


@given(starts, rules, stretches, grants, st.randoms())
def test_any_order_tells_the_same(start: date, rule: DeadlineRule, pauses, grants, random) -> None:
    events = told(start, pauses, grants)
    shuffled = events[:]
    random.shuffle(shuffled)
    assert replay(shuffled, rule) == replay(events, rule)


@given(starts, rules, stretches, grants, st.tuples(st.integers(-20, 90), st.integers(0, 60)))
def test_a_pause_never_shortens(start, rule, pauses, grants, another) -> None:
    after, length = another
    before = replay(told(start, pauses, grants), rule)
    longer = replay(told(start, [*pauses, (after, length)], grants), rule)
    still = replay([*told(start, pauses, grants), Paused(start + timedelta(days=after))], rule)
    assert current(before) <= current(longer) <= current(still)
    assert before.original == longer.original == still.original


@given(starts, rules, stretches, grants, st.tuples(*[st.integers(0, 60)] * 3))
def test_an_extension_taken_back_was_never_there(start, rule, pauses, grants, another) -> None:
    after, length, later = another
    events = told(start, pauses, grants)
    on = start + timedelta(days=after)
    until = on + timedelta(days=length)
    if any(isinstance(event, Extended) and event.until == until for event in events):
        return  # taking one back takes back every extension to that day
    extended = [*events, Extended(on, until)]
    removed = [*extended, ExtensionRemoved(on + timedelta(days=later), until)]
    plain = replay(events, rule)
    assert current(plain) <= current(replay(extended, rule))
    assert replay(removed, rule).current == plain.current


@given(starts, rules, stretches, grants)
def test_overlapping_pauses_count_once(start, rule, pauses, grants) -> None:
    twice = [*pauses, *pauses]
    assert (
        replay(told(start, twice, grants), rule).current == replay(told(start, pauses, grants), rule).current
    )


@given(starts, rules, stretches, st.integers(0, 150))
def test_the_days_left_lead_to_the_deadline(start, rule, pauses, after: int) -> None:
    clock = replay(told(start, pauses), rule)
    today = start + timedelta(days=after)
    assert clock.overdue(today) == (clock.current is not None and today > clock.current)
    if today == clock.current:
        assert clock.days_left(today) == 0
    assert 0 <= clock.net_days(today) <= clock.age(today) == after


@given(starts, rules, stretches, grants)
def test_the_history_is_what_each_day_s_replay_said(start, rule, pauses, grants) -> None:
    """Replaying day by day and replaying everything at once agree."""
    events = told(start, pauses, grants)
    clock = replay(events, rule)
    days = sorted({max(event.on, start) for event in events})
    said = [replay([event for event in events if event.on <= on], rule).current for on in days]
    known = [deadline for deadline in said if deadline is not None]
    changes = [one for one, _ in itertools.groupby(known)]
    expected = changes[:-1] if said[-1] is not None else changes
    assert [was.deadline for was in clock.superseded] == expected


@given(starts, rules)
def test_without_pauses_the_clock_is_the_rule(start: date, rule: DeadlineRule) -> None:
    clock = replay([Received(start)], rule)
    assert clock.current == clock.original == deadline(start, rule)
    assert clock.superseded == ()
