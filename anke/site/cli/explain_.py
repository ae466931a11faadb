"""`anke explain`: a case's story, with its deadlines and why they fall where they do."""

from datetime import date
from typing import Any

import click

from anke.rules.trace import day_in_words
from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": {
        "head": "Sag {number}: {title}. Sagen er {status}.",
        "next": "Næste skridt: {who}, senest {day} ({clock}).",
        "done": "Der er ikke mere at gøre ved sagen.",
        "any": "kontorets leder",
        "age": "Alder: {age} dage, heraf {net} dage, hvor fristen løb.",
        "deadline": "Frist: {title}",
        "target": "Mål for gennemsnittet, ikke en frist for den enkelte sag: {title}",
        "none": "Der er ingen kendt frist for denne sagstype.",
        "still": "Fristen står stille.",
        "story": "Historie",
        "undone": " [taget tilbage ved hændelse {by}]",
    },
    "en": {
        "head": "Case {number}: {title}. It is {status}.",
        "next": "Next: {who}, by {day} ({clock}).",
        "done": "Nothing is left to do to the case.",
        "any": "the head of the office",
        "age": "Age: {age} days, on {net} of which the clock ran.",
        "deadline": "Deadline: {title}",
        "target": "Target for the mean, no deadline for the single case: {title}",
        "none": "No time limit is known for this kind of case.",
        "still": "The clock stands still.",
        "story": "Story",
        "undone": " [taken back by event {by}]",
    },
}
CLOCKS = {
    "deadline": ("frist", "deadline"),
    "target": ("måldag", "target day"),
    "follow_up": ("tages op igen", "taken up again"),
    "approval": ("godkendelse", "approval"),
    "meeting": ("møde", "meeting"),
    "dispatch": ("afsendelse", "dispatch"),
    "review": ("gennemgang", "review"),
}


@click.command(name="explain")
@click.argument("number", metavar="CASE")
@click.option("--today", metavar="DAY", help="Count days left and age as of this day (default: today).")
@options.as_json
@options.language
@options.workspace
def command(number: str, today: str | None, as_json: bool, lang: str, workspace: str | None) -> None:
    """Tell a case's story: what was done, who acts next, its deadlines, and why each falls where it does.

    \b
    anke explain 2025-000123
    anke explain 2025-000123 --json     for programs: state, next, deadlines with trace, events
    """
    options.start(workspace)
    require_store()
    from anke.casework.cases import queries
    from anke.rules.deadlines import DeadlineError, parse_day

    try:
        on = parse_day(today) if today else _today()
    except DeadlineError as problem:
        raise Failure(str(problem)) from None
    told = queries.explain(number, today=on, lang=lang)
    if told is None:
        raise Failure(f"There is no case {number}. Write its whole number, such as 2025-000123.")
    if as_json:
        options.answer(told)
    else:
        click.echo("\n".join(in_words(told, lang)))


def _today() -> date:
    """The day it is here; of a demonstration, the day it has."""
    from anke.rules.local import local_date
    from anke.site.today import house_now

    return local_date(house_now())


def in_words(told: dict[str, Any], lang: str) -> list[str]:
    """The story for a person."""
    words, step = WORDS[lang], told["next"]
    lines = [words["head"].format(number=told["case"], title=told["title"], status=told["status_words"])]
    if step:
        who = step["person"] or words["any"]
        day, clock = day_in_words(date.fromisoformat(step["on"]), lang), CLOCKS[step["clock"]][lang == "en"]
        lines.append(words["next"].format(who=who, day=day, clock=clock))
    else:
        lines.append(words["done"])
    lines += [words["age"].format(age=told["age_days"], net=told["net_days"]), ""]
    for one in told["deadlines"]:
        kind = "deadline" if one["binds"] == "each_case" else "target"
        lines.append(words[kind].format(title=one["title"]))
        lines += [f"  {number}. {said}" for number, said in enumerate(one["trace"], 1)]
        lines += [] if one["current"] else [f"  {words['still']}"]
        lines.append("")
    if not told["deadlines"]:
        lines += [words["none"], ""]
    lines.append(words["story"])
    for one in told["events"]:
        undone = words["undone"].format(by=one["undone_by"]) if one["undone_by"] else ""
        lines.append(f"  {one['position']:>3}. {one['happened_on']}  {one['who']}: {one['said']}{undone}")
    return lines
