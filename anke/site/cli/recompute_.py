"""`anke recompute`: after a change of what deadlines are counted by, every open case's deadline anew."""

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": (
        "Ingen frist har flyttet sig.",
        "{count} frister har flyttet sig ({cause}):",
        "Intet er ændret endnu: kør igen uden --dry-run.",
    ),
    "en": (
        "No deadline has moved.",
        "{count} deadlines have moved ({cause}):",
        "Nothing is changed yet: run again without --dry-run.",
    ),
}


@click.command(name="recompute")
@click.option("--cause", required=True, help='What has changed, in words: "en ny helligdag".')
@click.option("--dry-run", is_flag=True, help="List the cases that would move, and change nothing.")
@options.as_json
@options.language
def command(cause: str, dry_run: bool, as_json: bool, lang: str) -> None:
    """Compute the deadline of every open case by the content as it is now; list, show and record what moved.

    Run it after a change of the calendar or of a deadline's content. Safe to stop and to run again.
    """
    options.start()
    require_store()
    from anke.casework.cases import commands
    from anke.site.today import house_now

    if not cause.strip():
        raise Failure('Say what has changed: --cause "en ny helligdag".')
    moved = commands.recompute_deadlines(cause=cause.strip(), recorded_at=house_now(), dry_run=dry_run)
    if as_json:
        rows = [{"case": one.number, "before": f"{one.before}", "after": f"{one.after}"} for one in moved]
        options.answer({"cause": cause, "dry_run": dry_run, "moved": rows})
        return
    nothing, some, only = WORDS[lang]
    click.echo(some.format(count=len(moved), cause=cause) if moved else nothing)
    for one in moved:
        click.echo(f"  {one.number}: {one.before} → {one.after}")
    if dry_run and moved:
        click.echo(only)
