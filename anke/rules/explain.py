"""From the course of a time limit to the steps that explain it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from anke.rules.calendar import WEEKEND
from anke.rules.course import Course, Extension
from anke.rules.deadlines import Roll
from anke.rules.definitions import Span
from anke.rules.pauses import Days, Pause
from anke.rules.trace import Step, closed_step

_DAY = timedelta(days=1)
_LIMITS = {
    Span.WORKING_DAYS: "limit_working_days",
    Span.MONTHS: "limit_months",
    Span.WEEKS: "limit_days",
    Span.DAYS: "limit_days",
}


def explain(
    course: Course,
    *,
    original: date,
    stray: Sequence[date],
    removed: Sequence[Extension],
    stopped: date | None,
) -> tuple[Step, ...]:
    """The steps from the day of the event to the deadline, in the order a person would take them."""
    return tuple(_steps(course, original, stray, removed, stopped))


def _steps(
    course: Course, original: date, stray: Sequence[date], removed: Sequence[Extension], stopped: date | None
) -> Iterator[Step]:
    rule = course.rule
    yield Step(_first(course), course.received)
    yield Step(_LIMITS[rule.span], None, {"number": rule.value, "span": rule.span.value})
    yield from _pauses(course)
    for day in stray:
        yield Step("resumed_running", day)
    if course.fallen is not None:
        yield from _skipped(course, course.fallen)
        yield from _short_month(course)
        if course.fallen != course.deadline:
            yield Step("counted", course.fallen)
        yield from _roll(course, course.fallen)
    yield from _extensions(course, removed)
    if course.deadline != original:
        yield Step("original", original)
    if stopped is not None:
        yield Step("stopped", stopped)
    if course.deadline is not None:
        yield Step("deadline", course.deadline)


def _first(course: Course) -> str:
    """A closed day can be where counting begins, and is not counted itself."""
    if not course.rule.first_day:
        return "day_zero"
    closed = course.rule.span is Span.WORKING_DAYS and course.calendar.why_closed(course.received)
    return "day_one_closed" if closed else "day_one"


def _pauses(course: Course) -> Iterator[Step]:
    """Every pause that touched the clock, with the days it took."""
    unit = Span.WORKING_DAYS if course.days.index else Span.DAYS
    for pause in course.pauses:
        begin = max(pause.start, course.zero + _DAY)
        reason = "; ".join(pause.reasons)
        if course.deadline is not None and begin > course.deadline:
            continue
        if pause.end is None:
            yield Step("stands_still", begin, {}, reason)
        elif pause.end > begin:
            last = pause.end - _DAY
            number = course.days.count(begin - _DAY, last)
            values: dict[str, int | str] = {"last": last.isoformat(), "number": number, "span": unit.value}
            yield Step("paused", begin, values, reason)


def _skipped(course: Course, end: date) -> Iterator[Step]:
    """The closed days a rule in working days passed over: holidays by name, weekends by number."""
    if course.rule.span is not Span.WORKING_DAYS:
        return
    weekend, holidays = 0, list[Step]()
    day = course.zero + _DAY
    while day <= end:
        reason = course.calendar.why_closed(day)
        if reason in WEEKEND and not _paused(course.pauses, day):
            weekend += 1
        elif reason and not _paused(course.pauses, day):
            holidays.append(Step("holiday", day, {"name": reason}))
        day += _DAY
    if weekend:
        yield Step("weekend" if weekend > 1 else "weekend_day", None, {"number": weekend})
    yield from holidays


def _short_month(course: Course) -> Iterator[Step]:
    wanted = course.received.day - course.rule.first_day
    if course.rule.span is Span.MONTHS and wanted > 0:
        fell = Days().add(course.zero, course.length)
        if fell.day != wanted:
            yield Step("last_of_month", fell, {"number": wanted})


def _roll(course: Course, fallen: date) -> Iterator[Step]:
    """The closed days between where the limit fell and where it was moved to."""
    end = course.ruled
    if end is None or end == fallen:
        return
    step = _DAY if end > fallen else -_DAY
    day = fallen
    while day != end:
        reason = course.calendar.why_closed(day)
        if reason:
            yield closed_step(day, reason)
        day += step
    yield Step("rolled_next" if course.rule.roll is Roll.NEXT else "rolled_previous", end)


def _extensions(course: Course, removed: Sequence[Extension]) -> Iterator[Step]:
    for extension in course.extensions:
        yield Step("extended", extension.until, {"on": extension.on.isoformat()}, extension.reason)
        end = course.extended(extension)
        if end is not None and end != extension.until:
            yield Step("extension_moved", end)
        if end is not None and course.ruled is not None and end <= course.ruled:
            yield Step("extension_idle", extension.until)
    for extension in removed:
        yield Step("extension_removed", extension.until, {"on": extension.on.isoformat()}, extension.reason)


def _paused(pauses: Sequence[Pause], day: date) -> bool:
    return any(pause.holds(day) for pause in pauses)
