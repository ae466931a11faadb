"""`anke export`: new events into the statistics."""

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": {
        "working": "Opdaterer statistikken",
        "done": "{events} nye hændelser om sager er kommet med. "
        "Statistikken kender alt til og med hændelse nr. {watermark}.",
        "same": "Intet nyt. Statistikken kender alt til og med hændelse nr. {watermark}.",
    },
    "en": {
        "working": "Bringing the statistics up to date",
        "done": "{events} new events of cases came in. "
        "The statistics know everything up to event {watermark}.",
        "same": "Nothing new. The statistics know everything up to event {watermark}.",
    },
}


@click.command(name="export")
@options.as_json
@options.quiet
@options.language
@options.workspace
def command(as_json: bool, quiet: bool, lang: str, workspace: str | None) -> None:
    """Bring new events into the statistics, each exactly once.

    Figures know the events up to the watermark; this moves it. Run it every night, or whenever figures
    shall know the day's work. Stopped at any moment, even by a power cut, it loses nothing and doubles
    nothing: run it again.

    \b
    anke export              from the events to Parquet, and the sums by month
    anke export --json       for programs: events, files, watermark, removed
    """
    options.start(workspace)
    require_store()
    from anke.events.queries import head_seq
    from anke.steering.statistics import commands, queries

    words, known = WORDS[lang], queries.watermark()
    waiting = head_seq() - (known.seq if known else 0)
    try:
        with options.progress(words["working"], total=max(1, waiting), quiet=quiet or as_json) as advance:
            done = commands.export(advance=advance)
    except commands.Moved as problem:
        raise Failure(str(problem)) from None
    except OSError as problem:
        raise Failure(f"The statistics could not be written ({problem}). Nothing was changed.") from None
    if as_json:
        options.answer(vars(done))
    elif not quiet:
        click.echo(words["done" if done.events else "same"].format(**vars(done)))
