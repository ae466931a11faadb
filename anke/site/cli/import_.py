"""`anke import`: a log from elsewhere into a workspace of its own, and what became of every row."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from anke.events.logs.recording import Recorded

from anke.content.load import ContentError
from anke.events.logs.gather import Counts, gather
from anke.events.logs.mapping import KEPT_AS, Mapping, measures, read_mapping, saved_mapping
from anke.events.logs.problem import LogError
from anke.events.logs.rejects import FILE as REJECTS
from anke.events.logs.rejects import write_rejects
from anke.events.logs.spool import Spool, spool
from anke.events.logs.steps import REASONS
from anke.rules.periods import quarter_of
from anke.site.cli import options
from anke.site.cli.failure import Failure

WORDS = {
    "da": {
        "reading": "Læser {log}",
        "recording": "Registrerer hændelserne",
        "projecting": "Opdaterer sagsregistret",
        "exporting": "Opdaterer statistikken",
        "rows": "{rows} rækker: {used} brugt, {ignored} uden interesse, {refused} afvist.",
        "cases": "{cases} sager, {events} hændelser i alt, {added} nye.",
        "same": "Intet nyt: alt i loggen var registreret i forvejen.",
        "due": "Loggens egne frister: {in_time} af {due} afsluttede sager sluttede i tide.",
        "refused": "Ikke registreret (se {rejects}):",
        "next": "Prøv nu:",
    },
    "en": {
        "reading": "Reading {log}",
        "recording": "Recording the events",
        "projecting": "Bringing the register up to date",
        "exporting": "Bringing the statistics up to date",
        "rows": "{rows} rows: {used} used, {ignored} of no interest, {refused} rejected.",
        "cases": "{cases} cases, {events} events in all, {added} new.",
        "same": "Nothing new: everything in the log was recorded already.",
        "due": "The log's own due days: {in_time} of {due} ended cases ended in time.",
        "refused": "Not recorded (see {rejects}):",
        "next": "Now try:",
    },
}


@dataclass(frozen=True)
class Import:
    """What is to be imported, and where to."""

    log: Path
    mapping_file: Path
    mapping: Mapping
    workspace: str
    home: Path
    lang: str
    quiet: bool


@click.command(name="import")
@click.argument("log", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    "mapping",
    type=click.Path(path_type=Path),
    required=True,
    help="What the log's columns and activities mean (YAML; see docs/how-to/import-a-log.md).",
)
@click.option("--workspace", metavar="NAME", help="The workspace to import into. Default: the log's name.")
@options.language
@options.as_json
@options.quiet
def command(
    *, log: Path, mapping: Path, workspace: str | None, lang: str, as_json: bool, quiet: bool
) -> None:
    """Take in an event log (XES or CSV, packed with gzip or not) from elsewhere, into a workspace of its own.

    All of it or nothing; the same log twice adds nothing, a log that has grown adds what is new. Whatever
    is not recorded is counted and listed in the workspace's rejects.csv, with its line and the reason.

    \b
    anke import permits.csv.gz --mapping permits.yaml --workspace permits
    anke figure share_within --workspace permits --period 2011Q1
    """
    name = workspace or re.sub(r"[^A-Za-z0-9_]+", "-", log.name.split(".")[0]).strip("-")
    try:
        asked = Import(
            log=log,
            mapping_file=mapping,
            mapping=read_mapping(mapping),
            workspace=name,
            home=options.project_home() / "workspaces" / name,
            lang=lang,
            quiet=quiet or as_json,
        )
        found = import_log(asked, datetime.now(UTC))
    except (LogError, ContentError) as problem:
        raise Failure(str(problem)) from None
    if as_json:
        options.answer(found)
    else:
        click.echo(in_words(found, lang))


def import_log(asked: Import, now: datetime) -> dict[str, Any]:
    """Import a log; no log knows what happens after `now`. Raises `LogError` or `Failure`."""
    words = WORDS[asked.lang]
    with spool() as waiting:
        title = words["reading"].format(log=asked.log.name)
        size = asked.log.stat().st_size if asked.log.is_file() else None
        with options.progress(title, total=size, quiet=asked.quiet) as advance:
            counts = gather(asked.log, asked.mapping, waiting, now=now, advance=advance)
        with _workspace(asked):
            return _record(asked, waiting, counts)


@contextmanager
def _workspace(asked: Import) -> Iterator[None]:
    """Start Django in the workspace. One that was not there before goes again if the import fails."""
    new = not asked.home.exists()
    try:
        asked.home.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Failure(
            f"The folder {asked.home} cannot be made: {problem.strerror}. Name another place in ANKE_HOME."
        ) from None
    try:
        options.start(asked.workspace)
        yield
    except BaseException:
        if new:
            from django.db import connections

            connections.close_all()
            shutil.rmtree(asked.home, ignore_errors=True)
        raise


def _record(asked: Import, waiting: Spool, counts: Counts) -> dict[str, Any]:
    """Everything that needs the workspace: its tables, the events, the register, the statistics."""
    from django.core.management import call_command
    from django.db import transaction

    from anke.casework.cases.projection import rebuild
    from anke.events.logs.recording import record_log
    from anke.events.queries import head_seq
    from anke.steering.statistics.commands import export

    words = WORDS[asked.lang]
    call_command("migrate", verbosity=0, interactive=False)
    if head_seq():
        _require_same_mapping(asked)
    else:
        _keep_mapping(asked)  # before the events, so that events never stand without it
    with transaction.atomic():
        with options.progress(words["recording"], total=None, quiet=asked.quiet) as advance:
            done = record_log(waiting, asked.mapping, advance=advance)
        if not done.cases:
            reasons = ", ".join(f"{why} {many}" for why, many in waiting.count("reject").items())
            raise LogError(
                f"No case of {asked.log.name} could be used ({reasons}). Nothing was imported: look at the "
                "mapping."
            )
        if done.added:
            with options.progress(words["projecting"], total=None, quiet=asked.quiet) as advance:
                rebuild(advance)
    _keep_mapping(asked)
    write_rejects(asked.home / REJECTS, waiting.rejects(), asked.lang)
    with options.progress(words["exporting"], total=None, quiet=asked.quiet) as advance:
        export(advance=advance)
    return _answer(asked, waiting, counts, done) | {"events": head_seq()}


def _require_same_mapping(asked: Import) -> None:
    before = saved_mapping(asked.home)
    if before is None:
        raise Failure(f"The workspace {asked.workspace} holds something else. Use another --workspace.")
    if not before.same_events(asked.mapping):
        raise Failure(
            f"The workspace {asked.workspace} was made with another mapping ({asked.home / KEPT_AS}). "
            "Use that one, or another --workspace."
        )


def _keep_mapping(asked: Import) -> None:
    kept = asked.home / KEPT_AS
    if asked.mapping_file.resolve() != kept:
        unfinished = kept.with_suffix(".part")
        shutil.copyfile(asked.mapping_file, unfinished)
        unfinished.replace(kept)


def _answer(asked: Import, waiting: Spool, counts: Counts, done: "Recorded") -> dict[str, Any]:
    """What became of every row of the log."""
    refused = waiting.rejected_rows()
    return {
        "workspace": asked.workspace,
        "home": asked.home,
        "log": asked.log.name,
        "rows": counts.rows,
        "used": counts.rows - counts.ignored - refused,
        "ignored": counts.ignored,
        "rejected": waiting.count("reject"),
        "rejected_rows": refused,
        "rejects": asked.home / REJECTS,
        "cases": done.cases,
        "added": done.added,
        "due": {"ended": done.due, "in_time": done.in_time},
        "figures": [measure.id for measure in measures(asked.mapping)],
        "latest_period": quarter_of(done.latest).name if done.latest else None,
    }


def in_words(found: dict[str, Any], lang: str) -> str:
    """What became of the log, for a person."""
    words, at = WORDS[lang], 1 if lang == "en" else 0
    lines = [
        f"{found['log']} → {found['home']}",
        "",
        words["rows"].format(refused=found["rejected_rows"], **found),
        words["cases"].format(**found) if found["added"] else words["same"],
    ]
    if found["due"]["ended"]:
        lines.append(words["due"].format(due=found["due"]["ended"], in_time=found["due"]["in_time"]))
    if found["rejected"]:
        lines += ["", words["refused"].format(rejects=found["rejects"])]
        lines += [f"  {many:>7}  {REASONS[reason][at]}" for reason, many in found["rejected"].items()]
    period = found["latest_period"]
    if period and found["figures"]:
        figure, name = found["figures"][0], found["workspace"]
        lines += ["", f"{words['next']} anke figure {figure} --workspace {name} --period {period} --cases"]
    return "\n".join(lines)
