"""`anke post`: hand over the letters that wait, and tidy the store of documents."""

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": (
        "{sent} afleveret, {waiting} venter stadig. Ryddet op: {orphans} filer uden sag, {drafts} halve, "
        "{forgotten} glemte."
    ),
    "en": (
        "{sent} handed over, {waiting} still wait. Tidied: {orphans} files without a case, {drafts} half "
        "written, {forgotten} forgotten."
    ),
}


@click.command(name="post")
@options.as_json
@options.quiet
@options.language
def command(*, as_json: bool, quiet: bool, lang: str) -> None:
    """Try again to hand over letters the post or the mail server did not take, and remove from the store of
    documents what a crash left and what is to be forgotten.

    Can be run at any time, and every few minutes. Ends with status 1 while a letter waits.
    """
    options.start()
    require_store()
    from anke.casework.letters import commands
    from anke.site.today import house_now

    now = house_now()
    sent, waiting = commands.retry(at=now)
    swept = commands.sweep(now=now)
    told = {
        "sent": sent,
        "waiting": waiting,
        "orphans": swept.orphans,
        "drafts": swept.drafts,
        "forgotten": swept.forgotten,
    }
    if as_json:
        options.answer(told)
    elif not quiet:
        click.echo(WORDS[lang].format(**told))
    if waiting:
        raise Failure("Letters wait. The page Letters that wait to leave says which, and why.")
