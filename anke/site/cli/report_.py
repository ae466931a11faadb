"""`anke report`: the results plan judged for a period, in the form asked for."""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anke.content.load import ContentError
from anke.content.schema.plan import PlanError
from anke.rules.local import local_date
from anke.rules.periods import Period, PeriodError, latest_closed_quarter, parse_period
from anke.site.cli import options, output
from anke.site.cli.failure import Failure
from anke.site.cli.figure_ import moment
from anke.site.cli.verify_ import require_store

if TYPE_CHECKING:
    from anke.steering.results.queries import Contract, Duty

FORMATS = ("text", "json", "html", "pdf", "xlsx", "docx", "stratml")
BINARY = ("pdf", "xlsx", "docx")
SUFFIXES = {f".{one}": one for one in FORMATS} | {".txt": "text", ".htm": "html", ".xml": "stratml"}


@dataclass(frozen=True)
class Wanted:
    """Which report, of what, in which language."""

    plan_id: str | None
    period: str | None
    known_at: datetime | None
    printed: bool
    form: str
    lang: str


@click.command(name="report")
@click.option(
    "--plan", "plan_id", metavar="YEAR", help="The results plan. Default: that of the period's year."
)
@click.option(
    "--period", metavar="PERIOD", help="2025Q3, 2025-07 or 2025. Default: the latest closed quarter."
)
@click.option("--year", metavar="YEAR", help="The annual report: every goal for the plan's whole year.")
@click.option(
    "--known-at", "known_text", metavar="DATE", help="As known at the end of a day, or at a moment."
)
@click.option("--printed", is_flag=True, help="Judge the plan's year from its printed figures alone.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: text, or what the name of --out says."
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file, whole or not at all."
)
@options.as_json
@options.quiet
@options.language
@options.workspace
def command(
    *,
    plan_id: str | None,
    period: str | None,
    year: str | None,
    known_text: str | None,
    printed: bool,
    form: str | None,
    out: Path | None,
    as_json: bool,
    quiet: bool,
    lang: str,
    workspace: str | None,
) -> None:
    """Print the results report of a period: every goal, its status, and the score.

    The score is an interval until every goal can be decided. Quarters are judged on the year to date.

    \b
    anke report                                          the latest closed quarter
    anke report --plan 2025 --period 2025Q3 --out r.pdf  for the ministry
    anke report --year 2025 --out annual.docx            the annual report
    anke report --period 2025Q2 --known-at 2025-07-21    as it was known that evening
    anke report --plan 2024 --printed                    from the printed figures alone
    """
    chosen = _form(form, out, as_json)
    period = _one_period(period, year)
    known_at = None if known_text is None else moment(known_text, datetime.now(UTC))
    if out is not None:
        output.require_place(out)
    options.start(workspace)
    wanted = Wanted(plan_id, period, known_at, printed, chosen, lang)
    made = _made(wanted, workspace)
    if out is None:
        output.show(made)
        return
    output.write(out, made)
    if not quiet:
        click.echo(f"{out}", err=True)


def _made(wanted: Wanted, workspace: str | None) -> str | bytes:
    if workspace is not None:
        from anke.site.cli import report_workspace

        require_store()
        return report_workspace.made(wanted, workspace)
    from anke.site.context import is_synthetic
    from anke.steering.results import queries

    colour = wanted.form == "text" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    try:
        found = _contract(wanted)
        added = queries.Additions(duties=_duties(found))
        return queries.report(found, wanted.form, synthetic=is_synthetic(), colour=colour, additions=added)
    except (PlanError, PeriodError) as problem:
        raise Failure(str(problem)) from None
    except ContentError:
        raise Failure("The content has mistakes in it. Run 'anke check' to see them.") from None


def _contract(wanted: Wanted) -> "Contract":
    from anke.site.context import is_synthetic
    from anke.steering.results import queries
    from anke.steering.statistics import queries as statistics

    today = today_here()
    if wanted.printed:
        if wanted.period is not None or wanted.known_at is not None:
            raise Failure(
                "--printed judges a plan's whole year as printed: leave out --period and --known-at."
            )
        return queries.printed(wanted.plan_id or str(latest_closed_quarter(today).last.year), wanted.lang)
    period = _period(wanted, today)
    if wanted.period is None and wanted.plan_id is None:
        require_store()  # before a plan is missed that nobody named
    plan = queries.plan(wanted.plan_id or str(period.last.year))
    require_store()
    if is_synthetic() and statistics.watermark() is None:
        raise Failure("The synthetic authority here was not built to its end. Run: anke demo")
    return queries.contract(plan.id, period, wanted.known_at, wanted.lang, today=today)


def _duties(found: "Contract") -> "tuple[Duty, ...]":
    """What is reported besides the goals; of printed figures there is no more than the paper."""
    from anke.steering.results import queries

    if found.printed:
        return ()
    return queries.duties(found.plan.id, found.period, found.known_at, found.lang, today=today_here())


def _one_period(period: str | None, year: str | None) -> str | None:
    """A period, or the year of an annual report; both together are two questions."""
    if year is None:
        return period
    if period is not None:
        raise Failure(f"--year {year} and --period {period} ask for two things. Leave one of them out.")
    if not (len(year) == 4 and year.isdecimal()):
        raise Failure(f"'{year}' is no year. Write four digits, such as --year 2025.")
    return year


def _period(wanted: Wanted, today: date) -> Period:
    """What was asked for; else the latest closed quarter, of the plan's year where a plan is named."""
    if wanted.period is not None:
        return parse_period(wanted.period)
    latest = latest_closed_quarter(today)
    if wanted.plan_id is None or wanted.plan_id == str(latest.last.year):
        return latest
    from anke.steering.results import queries

    return min(latest, parse_period(f"{queries.plan(wanted.plan_id).year}Q4"))


def today_here() -> date:
    """The day it is: for a made-up authority the day it says it is, else the day in Denmark."""
    said = options.project_home() / "today"
    if not said.is_file():
        return local_date(datetime.now(UTC))
    try:
        return date.fromisoformat(said.read_text(encoding="utf-8").strip())
    except ValueError:
        raise Failure(
            f"{said} holds no day. Write one line such as 2025-10-15, or remove the file."
        ) from None


def _form(form: str | None, out: Path | None, as_json: bool) -> str:
    if as_json:
        if form not in (None, "json"):
            raise Failure(f"--json and --format {form} ask for two things. Leave one of them out.")
        return "json"
    chosen = form or SUFFIXES.get(out.suffix.lower() if out else "", "text")
    if chosen in BINARY and out is None and sys.stdout.isatty():
        raise Failure(
            f"A {chosen} file is no text for a terminal. Say where it shall lie: --out report.{chosen}"
        )
    return chosen
