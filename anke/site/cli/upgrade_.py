"""`anke upgrade`: bring the database to this version: its tables, and what is derived from the events."""

from typing import Any

import click

from anke.site.cli import options


@click.command(name="upgrade")
@options.as_json
@options.quiet
def command(as_json: bool, quiet: bool) -> None:
    """Bring the tables of an installation to this version, and make the register anew where it lags behind.

    Safe to run at any time, and again after it was stopped: nothing that happened is touched.
    """
    options.start()
    done = upgrade(quiet=quiet or as_json)
    if as_json:
        options.answer(done)
    elif not quiet:
        made = f"; the register was made anew: {done['cases']:,} cases" if done["rebuilt"] else ""
        click.echo(f"The tables are those of this version{made}.")


def upgrade(*, quiet: bool) -> dict[str, Any]:
    """Migrate, and rebuild the register where it shows fewer cases than there are. Django must be started."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from anke.casework.cases import projection, queries
    from anke.events import queries as events

    there = events.count_subjects("case")
    rebuilt = queries.count_cases() != there
    if rebuilt:
        with options.progress("Making the register anew", total=there, quiet=quiet) as advance:
            projection.rebuild(advance)
    return {"rebuilt": rebuilt, "cases": there}
