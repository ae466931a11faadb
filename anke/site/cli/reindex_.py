"""`anke reindex`: see that every case can be found, and nothing that is forgotten."""

from dataclasses import asdict

import click

from anke.site.cli import options

WORDS = {
    "da": "{cases} sager: {mended} rettet, {removed} fjernet, {left} i brug og sprunget over.",
    "en": "{cases} cases: {mended} mended, {removed} removed, {left} in use and passed over.",
}


@click.command(name="reindex")
@click.option("--all", "anew", is_flag=True, help="Throw the index away and make it anew.")
@options.as_json
@options.quiet
@options.language
def command(*, anew: bool, as_json: bool, quiet: bool, lang: str) -> None:
    """Compare every case with the search index, by the position of its events, and mend what differs.

    Can be stopped anywhere and run again, and run every night. Exit status 0 when nothing differs any more.
    """
    options.start()
    from anke.casework.search import commands

    act = commands.reindex if anew else commands.sweep
    with options.progress("Indexing", total=None, quiet=quiet or as_json) as advance:
        swept = act(advance)
    if as_json:
        options.answer(asdict(swept))
    elif not quiet:
        click.echo(WORDS[lang].format(**asdict(swept)))
