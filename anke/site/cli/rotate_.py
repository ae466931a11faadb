"""`anke rotate`: change the master key that closes all personal data."""

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store


@click.command(name="rotate")
@options.as_json
def command(as_json: bool) -> None:
    """Change the master key: every key of personal data and every second factor is closed with a new one.

    Stop the site first. Safe to stop and to run again: it goes on where it was. Backups made before
    still open
    with the old key only; destroy it when they are gone.
    """
    options.start()
    require_store()
    from anke.events.commands import WrongMasterKey
    from anke.site.identity.sealing import WrongKey
    from anke.site.rotation import CannotRotate, rotate

    try:
        done = rotate(options.project_home())
    except (CannotRotate, WrongMasterKey, WrongKey) as problem:
        raise Failure(str(problem)) from None
    if as_json:
        options.answer(done)
    else:
        click.echo(
            f"The master key is changed: {done['keys']:,} keys of personal data and "
            f"{done['second_factors']:,} second factors are closed with the new one. Start the site again."
        )
