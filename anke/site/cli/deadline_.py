"""`anke deadline`: a day and a time limit in, the deadline and the reasons out. Needs no database."""

from datetime import date
from typing import Any

import click

from anke.rules.calendar import Calendars
from anke.rules.clock import Clock, ClockEvent, Extended, Paused, Received, Resumed, replay
from anke.rules.deadlines import DeadlineError, DeadlineRule, Roll, parse_day, parse_limit
from anke.rules.definitions import Span
from anke.rules.trace import Step, day_in_words, length_in_words, sentence, sentences
from anke.rules.working_days import CalendarError
from anke.site.cli import options
from anke.site.cli.failure import Failure

WORDS = {
    "da": {
        "no date": "Fristen står stille: endnu ingen dato.",
        "still": "Tilbage, når fristen løber igen: {left}.",
        "over": "Over fristen: {over}.",
        "left": "Tilbage: {left}.",
    },
    "en": {
        "no date": "The clock stands still: no date yet.",
        "still": "Left when the clock runs again: {left}.",
        "over": "Past the deadline: {over}.",
        "left": "Left: {left}.",
    },
}


@click.command(name="deadline")
@click.argument("start", metavar="FROM")
@click.argument("limit", metavar="LIMIT", nargs=-1, required=True)
@click.option(
    "--roll",
    type=click.Choice([roll.value for roll in Roll]),
    default="no",
    show_default=True,
    help="Where a limit ends that would end on a closed day.",
)
@click.option(
    "--first-day",
    type=click.Choice(["0", "1"]),
    default="0",
    show_default=True,
    help="Whether FROM is day 0 (counting begins the day after) or day 1.",
)
@click.option(
    "--calendar",
    type=click.Choice(["working", "expiry"]),
    help="Which days are open. Default: working for working days, else expiry (days a period can end on).",
)
@click.option(
    "--pause",
    "pauses",
    multiple=True,
    metavar="A..B",
    help="The clock stands still from A and runs again on B. Without B it stands still yet. Repeatable.",
)
@click.option(
    "--extend",
    "extensions",
    multiple=True,
    metavar="UNTIL[@DAY]",
    help="The deadline is put off to UNTIL; pauses after DAY, when it was granted, move it on. Repeatable.",
)
@click.option("--today", metavar="DAY", help="Also say how many days are left on this day.")
@options.language
@options.as_json
def command(
    *,
    start: str,
    limit: tuple[str, ...],
    roll: str,
    first_day: str,
    calendar: str | None,
    pauses: tuple[str, ...],
    extensions: tuple[str, ...],
    today: str | None,
    lang: str,
    as_json: bool,
) -> None:
    """Count a deadline from a date, and say why it falls where it does.

    FROM is the day of the event, such as the day a complaint came in. LIMIT is a number and a unit, in
    English or Danish.

    \b
    anke deadline 2025-04-01 "20 working days"
    anke deadline 2026-04-17 "4 uger" --roll next
    anke deadline 2025-01-31 "1 month" --pause 2025-02-03..2025-02-10 --lang en
    """
    try:
        asked = parse_limit(" ".join(limit))
        rule = DeadlineRule(asked.value, asked.span, int(first_day), Roll(roll), calendar)
        clock = _clock(parse_day(start), rule, pauses, extensions)
        day = parse_day(today) if today else None
    except (DeadlineError, CalendarError) as problem:
        raise Failure(str(problem)) from None
    if as_json:
        options.answer(_as_data(clock, lang, day))
    else:
        click.echo(_in_words(clock, lang, day))


def _calendars() -> Calendars:
    """The authority's own calendars. Only their two files are read, so that the answer comes at once."""
    from pydantic import ValidationError

    from anke.content.load import ContentError, folder
    from anke.content.marked import read
    from anke.content.schema.calendar import Closings

    found = {}
    for name in ("working", "expiry"):
        try:
            path = folder() / "calendar" / f"{name}.yaml"
            found[name] = Closings.model_validate(read(path.name, path.read_bytes()).data).to_rules()
        except (ContentError, ValidationError, OSError):
            raise Failure("The content's calendar cannot be read. Run 'anke check' to see why.") from None
    return Calendars(**found)


def _clock(received: date, rule: DeadlineRule, pauses: tuple[str, ...], extensions: tuple[str, ...]) -> Clock:
    """An extension without its day was granted on the last day of the limit it prolongs."""
    calendars = _calendars()
    events: list[ClockEvent] = [Received(received)]
    for text in pauses:
        events += _pause(text)
    clock = replay(events, rule, calendars)
    for text in extensions:
        until, _, granted = text.partition("@")
        last = parse_day(until)
        on = parse_day(granted) if granted else min(last, clock.current or received)
        if last < on:
            raise DeadlineError(f"The extension '{text}' ends before it was granted. Write UNTIL@DAY.")
        events.append(Extended(on, last))
    return replay(events, rule, calendars)


def _pause(text: str) -> list[ClockEvent]:
    begin, dots, end = text.partition("..")
    if not dots:
        raise DeadlineError(f"'{text}' is no pause. Write two days with .. between: 2025-04-10..2025-04-20.")
    if not end:
        return [Paused(parse_day(begin))]
    if parse_day(end) < parse_day(begin):
        raise DeadlineError(f"The pause '{text}' ends before it begins. Write the earlier day first.")
    return [Paused(parse_day(begin)), Resumed(parse_day(end))]


def _as_data(clock: Clock, lang: str, today: date | None) -> dict[str, Any]:
    rule = clock.rule
    found: dict[str, Any] = {
        "date": clock.current,
        "rule": {
            "text": length_in_words(rule.value, rule.span, lang),
            "value": rule.value,
            "span": rule.span.value,
            "first_day": rule.first_day,
            "roll": rule.roll.value,
            "calendar": rule.calendar_name,
        },
        "from": clock.received,
        "original": clock.original,
        "superseded": [
            {
                "date": was.deadline,
                "since": was.since,
                "replaced_on": was.replaced_on,
                "cause": [_cause(event) for event in was.cause],
            }
            for was in clock.superseded
        ],
        "pauses": [{"from": pause.start, "until": pause.end} for pause in clock.pauses],
        "trace": sentences(clock.steps, lang),
        "steps": [step.as_data() for step in clock.steps],
    }
    if today:
        found["today"] = {
            "date": today,
            "days_left": clock.days_left(today),
            "overdue": clock.overdue(today),
            "paused": clock.is_paused(today),
            "age": clock.age(today),
            "net_days": clock.net_days(today),
        }
    return found


def _cause(event: ClockEvent) -> dict[str, Any]:
    names = {Paused: "paused", Resumed: "resumed", Extended: "extended"}
    found: dict[str, Any] = {"event": names.get(type(event), "received"), "on": event.on}
    return found | ({"until": event.until} if isinstance(event, Extended) else {})


def _in_words(clock: Clock, lang: str, today: date | None) -> str:
    """The date first, then why."""
    words = WORDS[lang]
    head = words["no date"]
    if clock.current is not None:
        day = day_in_words(clock.current, lang)
        head = f"{day[0].upper()}{day[1:]}  ({clock.current.isoformat()})"
    lines = [click.style(head, bold=True), ""]
    lines += [f"  {one}" for one in sentences(clock.steps, lang)]
    for was in clock.superseded:
        if was.deadline == clock.original:
            continue  # told already
        step = Step("superseded", was.deadline, {"last": was.replaced_on.isoformat()})
        lines.append(f"  {sentence(step, lang)}")
    if today:
        left = clock.days_left(today)
        kind = "over" if clock.overdue(today) else "still" if clock.current is None else "left"
        unit = Span.WORKING_DAYS if clock.rule.span is Span.WORKING_DAYS else Span.DAYS
        days = length_in_words(abs(left), unit, lang)
        lines += ["", words[kind].format(left=days, over=days)]
    return "\n".join(lines)
