"""`anke cases`: the cases behind every figure of a report, so that somebody else can compute them again."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from anke.content.load import content
from anke.content.schema.plan import PlanError
from anke.rules.periods import Period, PeriodError, parse_period
from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.figure_ import moment
from anke.site.cli.verify_ import require_store

if TYPE_CHECKING:
    from anke.rules.definitions import Measure
    from anke.steering.results.queries import Contract
    from anke.steering.statistics.queries import FigureCase

    Asked = tuple[str, Measure, Period]

COLUMNS = (
    "figure", "case", "counted", "reason", "received_on", "stop_on", "days", "case_type", "outcome", "office",
    "authority",
)  # fmt: skip
AT_ONCE = 50_000  # cases that are held in memory together
Row = tuple[str | int | None, ...]


@click.command(name="cases")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A report in JSON: its plan, its period, and what was known when it was made.",
)
@click.option(
    "--plan", "plan_id", metavar="YEAR", help="The results plan. Default: that of the period's year."
)
@click.option("--period", "period_text", metavar="PERIOD", help="2025Q3, 2025-07 or 2025.")
@click.option(
    "--known-at", "known_text", metavar="DATE", help="As known at the end of a day, or at a moment."
)
@click.option(
    "--figure", "only", multiple=True, metavar="ID", help="Only this figure, such as 1.2.a. May be repeated."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file.")
@options.as_json
@options.quiet
def command(
    *,
    report_file: Path | None,
    plan_id: str | None,
    period_text: str | None,
    known_text: str | None,
    only: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Export every case of every figure of a report: counted or not, why, and its dates, as CSV.

    With the report's JSON, docs/proofs/figures.py computes each figure again from this list and says which
    does not hold. It needs nothing of this program. The list names cases: hand it on as what it is.

    \b
    anke report --period 2025Q3 --out report.json
    anke cases --report report.json --out cases.csv
    python3 docs/proofs/figures.py report.json cases.csv
    """
    wanted = _of_report(report_file, plan_id, period_text, known_text)
    options.start()
    require_store()
    found = _contract(*wanted)
    chosen = _chosen(found, only)
    with _opened(out) as file:
        written = _as_json(file, chosen, found) if as_json else _as_csv(file, chosen, found)
    if not quiet:
        click.echo(f"{written} rows, {len(chosen)} figures", err=True)


def _of_report(
    file: Path | None, plan_id: str | None, period: str | None, known: str | None
) -> tuple[str, Period, datetime | None]:
    """Plan, period and moment: as written in a report, or as asked for."""
    if file is None:
        if period is None:
            raise Failure("Say which report: --report FILE, or --period 2025Q3.")
        asked = _period(period)
        known_at = None if known is None else moment(known, datetime.now(UTC))
        return plan_id or str(asked.last.year), asked, known_at
    if plan_id or period or known:
        raise Failure(
            "--report says plan, period and moment already. Leave out --plan, --period and --known-at."
        )
    told = _read(file)
    known_at_text = told.get("known_at") or told.get("known_until")
    try:
        return (
            str(told["plan"]),
            _period(str(told["period"])),
            None if known_at_text is None else datetime.fromisoformat(known_at_text),
        )
    except (KeyError, ValueError, TypeError):
        raise Failure(f"'{file}' is no report in JSON. Write one: anke report --out report.json") from None


def _read(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise Failure(f"'{file}' could not be read: {problem.strerror}.") from None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Failure(f"'{file}' is no report in JSON. Write one: anke report --out report.json")
    return told


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except PeriodError as problem:
        raise Failure(str(problem)) from None


def _contract(plan_id: str, period: Period, known_at: datetime | None) -> "Contract":
    from anke.steering.results import queries

    try:
        return queries.contract(plan_id, period, known_at, guards=False)
    except PlanError as problem:
        raise Failure(str(problem)) from None


def _chosen(found: "Contract", only: tuple[str, ...]) -> "list[Asked]":
    from anke.steering.results import queries

    every = queries.behind(found)
    unknown = sorted(set(only) - {name for name, _, _ in every})
    if unknown:
        has = ", ".join(name for name, _, _ in every) or "none"
        raise Failure(f"The report has no figure {unknown[0]} computed from cases. It has: {has}.")
    return [one for one in every if not only or one[0] in only]


def _as_csv(file: IO[str], chosen: "Iterable[Asked]", found: "Contract") -> int:
    rows, out = 0, csv.writer(file, lineterminator="\n")
    out.writerow(COLUMNS)
    for rows, row in enumerate(_rows(chosen, found.known_at), 1):  # noqa: B007 - how many there were
        out.writerow(row)
    return rows


def _as_json(file: IO[str], chosen: "Iterable[Asked]", found: "Contract") -> int:
    """A list of objects, one on each line."""
    rows = 0
    file.write("[")
    for rows, row in enumerate(_rows(chosen, found.known_at), 1):
        named = dict(zip(COLUMNS, row, strict=True))
        file.write(("\n" if rows == 1 else ",\n") + json.dumps(named, ensure_ascii=False))
    file.write("\n]\n")
    return rows


def _rows(chosen: "Iterable[Asked]", known_at: datetime | None) -> Iterator[Row]:
    for name, measure, period in chosen:
        for case in _cases(measure, period, known_at):
            yield _row(name, case)


def _cases(measure: "Measure", period: Period, known_at: datetime | None) -> "Iterator[FigureCase]":
    from anke.steering.statistics import queries

    offset, more = 0, True
    while more:
        page = queries.cases(measure, period, known_at, offset=offset, limit=AT_ONCE)
        yield from page
        offset, more = offset + AT_ONCE, len(page) == AT_ONCE


def _row(figure: str, case: "FigureCase") -> Row:
    types = content().case_type_by_code
    return (
        figure,
        case.id,
        "yes" if case.counted else "no",
        case.reason,
        case.received_on.isoformat() if case.received_on else "",
        case.stop_on.isoformat() if case.stop_on else "",
        case.days,
        types[case.case_type].id if case.case_type in types else case.case_type,
        case.outcome,
        case.office,
        case.authority,
    )


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[str]]:
    if out is None:
        yield sys.stdout
        return
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise Failure(f"'{out}' cannot be a file. Name one in a folder that is there, such as cases.csv.")
    draft = out.with_name(f".{out.name}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            draft.chmod(0o600)
            yield file
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
