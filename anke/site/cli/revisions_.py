"""`anke revisions`: what frozen reports would say otherwise now."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import click

from anke.rules.local import local_date
from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": {
        "none": "Ingen tal i fastfrosne rapporter er blevet andre.",
        "new": "{count} nye revisioner.",
        "score": " · målopfyldelsen ville ændre sig",
        "routine": "rutine",
        "correction": "rettelse",
        "definition": "ændret definition",
    },
    "en": {
        "none": "No figure of a frozen report has become another.",
        "new": "{count} new revisions.",
        "score": " · the score would change",
        "routine": "routine",
        "correction": "correction",
        "definition": "changed definition",
    },
}


@click.command(name="revisions")
@click.option("--plan", metavar="YEAR", help="Of one results plan only.")
@click.option("--no-check", is_flag=True, help="Only list what was found before.")
@options.as_json
@options.quiet
@options.language
def command(*, plan: str | None, no_check: bool, as_json: bool, quiet: bool, lang: str) -> None:
    """Ask every figure of every frozen report again, and list what has become another since.

    Each difference is recorded once, with its kind (routine, correction, definition), its cause, and whether
    the score would have changed. Frozen reports are never touched. `anke work` does this after each export.

    \b
    anke revisions                 look again, then list all
    anke revisions --no-check      only list
    anke revisions --json          for programs
    """
    options.start()
    require_store()
    new = 0 if no_check else _check(plan)
    found = _listed(plan)
    if as_json:
        options.answer({"new": new, "revisions": found})
        return
    words = WORDS[lang]
    if not quiet:
        click.echo(words["new"].format(count=new) if found else words["none"])
    for one in found:
        said = words["score"] if one["score_before"] != one["score_after"] else ""
        click.echo(
            f"{one['report']:14} {one['figure']:12} {_shown(one['old'], one['cases_before'])} → "
            f"{_shown(one['new'], one['cases_after'])}  {words[one['kind']]}{said}"
        )


_FOUR = Decimal("0.0001")


def _shown(value: str | None, cases: int | None) -> str:
    """A figure to four digits after the point, and how many cases it counts.

    >>> _shown("28.428571428571", 93), _shown(None, None)
    ('28.4286 (93)', '–')
    """
    if value is None:
        return "–"
    figure = Decimal(value)
    short = figure.quantize(_FOUR, ROUND_HALF_UP) if len(value.partition(".")[2]) > 4 else figure
    return f"{short}" + ("" if cases is None else f" ({cases})")


def _check(plan: str | None) -> int:
    from anke.site.today import house_now
    from anke.steering.reporting import commands, queries

    if plan is not None and plan not in {one.plan.id for one in queries.due_reports()}:
        raise Failure(f"There is no results plan '{plan}'.")
    now = house_now()
    return len(commands.check_revisions(today=local_date(now), recorded_at=now, plan=plan))


def _listed(plan: str | None) -> list[dict[str, Any]]:
    from anke.steering.reporting import queries

    return [
        {
            "report": f"{one.report.plan}/{one.report.period}",
            "number": one.number,
            "figure": one.figure,
            "goal": one.goal,
            "kind": one.kind,
            "old": one.old["value"],
            "new": one.new["value"],
            "cases_before": one.old.get("denominator"),
            "cases_after": one.new.get("denominator"),
            "status_before": one.goal_before.get("status"),
            "status_after": one.goal_after.get("status"),
            "score_before": [one.score_before["low"], one.score_before["high"]],
            "score_after": [one.score_after["low"], one.score_after["high"]],
            "causes": one.causes,
            "found_on": one.found_on,
        }
        for one in queries.every_revision()
        if plan in (None, one.report.plan)
    ]
