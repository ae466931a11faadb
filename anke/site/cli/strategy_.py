"""`anke strategy`: the strategy's focus areas and initiatives, as known on a day."""

from datetime import date, datetime, time
from typing import Any

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": {
        "unknown": "ukendt", "begun": "i gang", "held": "på pause", "finished": "afsluttet",
        "start": "start", "owner": "ansvarlig", "none": "Intet mål i resultatplanen for {plans} nævner det.",
    },
    "en": {
        "unknown": "unknown", "begun": "under way", "held": "on hold", "finished": "finished",
        "start": "start", "owner": "responsible", "none": "No goal of the results plan for {plans} names it.",
    },
}  # fmt: skip


@click.command(name="strategy")
@click.option("--strategy", "name", metavar="NAME", help="2018-2022 or 2027. Default: all.")
@click.option("--known-at", "known_on", metavar="DAY", help="As it looked at the end of a day.")
@options.as_json
@options.language
def command(name: str | None, known_on: str | None, as_json: bool, lang: str) -> None:
    """Print the strategy: focus areas, the goals that support them, and how far each initiative is.

    What nobody has recorded is unknown: null in JSON.

    \b
    anke strategy                                         every strategy, in words
    anke strategy --strategy 2018-2022 --json             for programs
    anke strategy --known-at 2025-03-01                   as it looked that evening
    """
    options.start()
    require_store()
    from anke.steering.strategy import queries

    try:
        found = [
            queries.whole(one, _moment(known_on)) for one in (queries.names() if name is None else [name])
        ]
    except queries.StrategyError as problem:
        raise Failure(str(problem)) from None
    if as_json:
        options.answer([_data(one, lang) for one in found])
    else:
        for one in found:
            click.echo("\n".join(_in_words(one, lang)))


def _moment(day: str | None) -> datetime | None:
    from anke.rules.local import DENMARK

    if day is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), time.max, DENMARK)
    except ValueError:
        raise Failure(f"'{day}' is no day. Write it as 2025-03-01.") from None


def _data(found: Any, lang: str) -> dict[str, Any]:
    return {
        "strategy": found.id,
        "title": found.content.title[lang],
        "known_at": found.known_at,
        "focus_areas": [
            {
                "id": one.area.id,
                "title": one.area.title[lang],
                "goals": [goal.name for goal in one.supported_by],
                "plans_without_a_goal": list(one.unsupported_in),
            }
            for one in found.focuses
        ],
        "goals_without_focus_area": [goal.name for goal in found.without_focus],
        "goals": [
            {"id": goal.id, "focus": goal.focus, "term": goal.term, "text": goal.quote.da}
            for goal in found.content.goals
        ],
        "initiatives": [_initiative(one, lang) for one in found.initiatives],
    }


def _initiative(one: Any, lang: str) -> dict[str, Any]:
    told = one.told
    return {
        "number": one.number,
        "title": one.title[lang],
        "focus": one.focus,
        "printed": one.printed is not None,
        "state": one.state.value,
        "owner": told.owner,
        "start": told.begun_on,
        "nature": told.nature,
        "planned_end": told.ends_on,
        "finished_on": told.finished_on,
        "outcome": told.outcome,
        "evidence": [
            {"form": shown.form, "title": shown.title, "where": shown.where, "on": shown.on}
            for shown in told.evidence
        ],
        "goals": [{"goal": f"{link.plan}/{link.goal}", "reason": link.reason} for link in told.links],
        "events": [event.seq for event in told.history],
    }


def _in_words(found: Any, lang: str) -> list[str]:
    words, lines = WORDS[lang], [found.content.title[lang]]
    for focus in found.focuses:
        lines.append(f"  {focus.area.title[lang]}")
        if focus.unsupported_in:
            lines.append("    " + words["none"].format(plans=", ".join(sorted(focus.unsupported_in))))
        for one in focus.initiatives:
            start = one.told.begun_on or words["unknown"]
            owner = one.told.owner or words["unknown"]
            lines.append(
                f"    {one.number:>2}. {one.title[lang]}: {words[one.state.value]}, "
                f"{words['start']} {start}, {words['owner']} {owner}"
            )
    return lines
