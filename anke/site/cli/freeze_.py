"""`anke freeze`: freeze an approved report to the ministry under one hash."""

from datetime import UTC, datetime
from typing import Any

import click

from anke.rules.local import local_date
from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.figure_ import moment
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": {
        "frozen": "Rapporten {report} er fastfrosset. SHA-256: {fingerprint}",
        "missing": "Den var ikke fuldstændig. Der manglede:",
    },
    "en": {
        "frozen": "The report {report} is frozen. SHA-256: {fingerprint}",
        "missing": "It was not complete. What was missing:",
    },
}


@click.command(name="freeze")
@click.option("--plan", required=True, metavar="YEAR", help="The results plan.")
@click.option("--period", required=True, metavar="PERIOD", help="A quarter (2025Q3), or the year (2025).")
@click.option("--by", required=True, metavar="INITIALS", help="Who freezes it: the director.")
@click.option("--reason", default="", metavar="WORDS", help="Why, although something is missing.")
@click.option(
    "--known-at", "known_text", metavar="DATE", help="As known at the end of a day, or at a moment."
)
@options.as_json
@options.quiet
@options.language
def command(
    *,
    plan: str,
    period: str,
    by: str,
    reason: str,
    known_text: str | None,
    as_json: bool,
    quiet: bool,
    lang: str,
) -> None:
    """Freeze an approved report: every figure, every word and every form of it under one SHA-256.

    New events are brought into the statistics first. Where something is missing it says what, and freezes
    only with --reason, which is kept. Nothing opens a frozen report again: later changes are revisions.

    \b
    anke freeze --plan 2025 --period 2025Q3 --by direktoer
    anke freeze --plan 2025 --period 2025Q3 --by direktoer --reason "The benchmark comes in November"
    """
    known_at = None if known_text is None else moment(known_text, datetime.now(UTC))
    options.start()
    require_store()
    report = {"plan": plan, "period": period}
    found = _frozen(report, {"actor": by, "reason": reason, "known_at": known_at}, lang)
    if as_json:
        options.answer(found)
    elif not quiet:
        click.echo(WORDS[lang]["frozen"].format(**found))
        if found["missing"]:
            click.echo(WORDS[lang]["missing"])
        for one in found["missing"]:
            click.echo(f"  {one[lang]}")


def _frozen(report: dict[str, Any], how: dict[str, Any], lang: str) -> dict[str, Any]:
    """Freeze it; what came of it, for people and programs."""
    import json

    from anke.rules.refusal import Refused
    from anke.site.context import is_synthetic
    from anke.site.today import house_now
    from anke.steering.reporting import commands
    from anke.steering.statistics import commands as statistics

    now = house_now()
    try:
        statistics.export()
        frozen = commands.freeze_report(
            **report,
            **how,
            happened_on=local_date(now),
            recorded_at=house_now(),
            synthetic=is_synthetic(),
        )
    except Refused as refused:
        raise Failure(refused[lang]) from None
    told = json.loads(frozen.manifest)
    return {
        "report": "/".join(report.values()),
        "fingerprint": frozen.fingerprint,
        "known_at": frozen.known_at,
        "watermark": frozen.watermark,
        "missing": told["missing"],
        "reason": frozen.reason,
        "files": told["files"],
    }
