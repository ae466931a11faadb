"""`anke work`: what is done in the background, until it is stopped or once."""

import os
import signal
import time
from types import FrameType

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.serve_ import require_built

PAUSE = 5.0  # seconds between two looks at what is due


@click.command(name="work")
@click.option("--once", is_flag=True, help="Do what is due and stop: for cron.")
@click.option("--all", "every", is_flag=True, help="Do everything once, due or not, and stop.")
@click.option("--status", is_flag=True, help="Say how each job went, and do nothing.")
@options.as_json
@options.quiet
@options.workspace
def command(
    *, once: bool, every: bool, status: bool, as_json: bool, quiet: bool, workspace: str | None
) -> None:
    """Do the work in the background: webhooks, mail, letters, search, statistics, revisions, reminders.

    Each job is run by itself: one that fails is tried again and never stops the others. `anke serve` starts
    this beside the site; with --no-work it does not, and cron or a service runs this command instead.

    \b
    anke work              until Ctrl-C
    anke work --once       what is due, for cron
    anke work --status     how each job went the last time
    """
    options.start(workspace)
    require_built()
    if status:
        _tell(as_json)
    elif once or every:
        _once(every=every, as_json=as_json, quiet=quiet)
    else:
        _loop(quiet=quiet)


def _once(*, every: bool, as_json: bool, quiet: bool) -> None:
    from anke.casework.gateway import commands
    from anke.site.jobs import WORK
    from anke.site.today import house_now

    went = commands.run_due(WORK, at=house_now(), whether_due_or_not=every)
    if as_json:
        options.answer(went)
    elif not quiet:
        for name, failure in went.items():
            click.echo(f"{name}: {failure or 'done'}")
    if failed := [name for name, failure in went.items() if failure]:
        raise Failure(f"Not done: {', '.join(failed)}. It is tried again; anke work --status says more.")


def _loop(*, quiet: bool) -> None:
    from django.db import close_old_connections

    from anke.casework.gateway import commands
    from anke.site.jobs import WORK
    from anke.site.today import house_now

    stopped = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGTERM, stop)
    parent = os.getppid()
    if not quiet:
        click.echo("Working in the background  (Ctrl-C stops it)")
    while not stopped and os.getppid() == parent:  # whoever started it is still there
        close_old_connections()
        commands.run_due(WORK, at=house_now())
        ends = time.monotonic() + PAUSE
        while not stopped and time.monotonic() < ends:
            time.sleep(0.2)


def _tell(as_json: bool) -> None:
    from anke.casework.gateway import queries

    found = queries.jobs()
    if as_json:
        options.answer({"jobs": [vars(one) for one in found], "dead_letters": queries.count_dead()})
        return
    if not found:
        click.echo("No work has been done yet. Run: anke work")
    for one in found:
        said = f"failed {one.failures} times ({one.failure})" if one.failures else one.done or "has begun"
        click.echo(f"{one.name:14} {one.began_at:%Y-%m-%d %H:%M}  {said}")
    if dead := queries.count_dead():
        click.echo(f"{dead} deliveries were given up. See them on the page of webhooks.")
