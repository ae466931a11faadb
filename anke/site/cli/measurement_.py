"""`anke measurement`: the report of a year's central quality measurement, in the form asked for."""

import sys
from pathlib import Path

import click

from anke.rules.refusal import Refused
from anke.site.cli import options, output
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

FORMATS = ("html", "pdf", "docx", "xlsx")


@click.command(name="measurement")
@click.option("--year", required=True, type=int, help="The year whose decisions were measured.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: html, or what the name of --out says."
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file, whole or not at all."
)
@options.quiet
@options.language
def command(year: int, form: str | None, out: Path | None, quiet: bool, lang: str) -> None:
    """Write the report of a year's central quality measurement, from what was frozen and nothing else.

    \b
    anke measurement --year 2024 --out report.pdf            for the executive board
    anke measurement --year 2024 --lang en --out report.docx
    """
    suffix = out.suffix.lower().removeprefix(".") if out else "html"
    chosen = form or ("html" if suffix == "htm" else suffix)
    if chosen not in FORMATS:
        raise Failure(f"'.{suffix}' names no form of the report. End the name in .{', .'.join(FORMATS)}.")
    if chosen != "html" and out is None and sys.stdout.isatty():
        raise Failure(f"A {chosen} file is no text for a terminal. Say where it shall lie: --out r.{chosen}")
    if out is not None:
        output.require_place(out)
    options.start()
    require_store()
    made = _made(year, chosen, lang)
    if out is None:
        output.show(made)
        return
    output.write(out, made)
    if not quiet:
        click.echo(f"{out}", err=True)


def _made(year: int, form: str, lang: str) -> bytes:
    from anke.oversight.quality import queries
    from anke.site.context import is_synthetic

    found = queries.measurement_of(year)
    if found is None:
        known = ", ".join(str(one.year) for one in queries.measurements())
        raise Failure(
            f"There is no measurement of {year}. "
            + (f"There are: {known}." if known else "The legal unit begins one on its page.")
        )
    try:
        return queries.render(queries.document_of(found, lang, synthetic=is_synthetic()), form, lang)
    except Refused as problem:
        raise Failure(problem[lang]) from None
