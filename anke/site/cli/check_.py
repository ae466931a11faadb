"""anke check: is every promise, deadline and label in order, and where does each come from?"""

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import click

from anke.content import load
from anke.content.load import Content, ContentError, Reading
from anke.content.schema.base import Reference
from anke.content.whole import put_together
from anke.site.cli import options
from anke.site.cli.failure import Failure

COUNTED = {
    "documents": ("dokumenter", "documents"),
    "areas": ("lovområder", "law areas"),
    "case_types": ("sagstyper", "case types"),
    "deadlines": ("frister", "deadlines"),
    "outcomes": ("udfald", "outcomes"),
    "municipalities": ("kommuner", "municipalities"),
    "regions": ("regioner, gamle og nye", "regions, old and new"),
    "other_authorities": ("andre førsteinstanser", "other first instances"),
    "boards": ("nævn", "boards"),
    "holidays": ("helligdage", "public holidays"),
    "plans": ("resultatplaner", "results plans"),
    "goals": ("mål i planerne", "goals in the plans"),
    "quality_activities": ("kvalitetsaktiviteter", "quality activities"),
    "initiatives": ("strategiske tiltag", "strategic initiatives"),
    "terms": ("ord i ordlisten", "terms in the glossary"),
    "published_figures": ("offentliggjorte tal", "published figures"),
    "references": ("referencer", "references"),
    "notes": ("noter om tvivl, valg og huller", "notes on doubts, choices and gaps"),
}
KINDS = {
    "ambiguity": ("kan læses på flere måder", "can be read in several ways"),
    "choice": ("programmets valg", "this program's choice"),
    "observation": ("værd at vide", "worth knowing"),
    "misprint": ("trykfejl eller modstrid", "misprint or contradiction"),
    "gap": ("hul", "gap"),
    "lost": ("gået tabt i kilden", "lost in the source"),
    "outside": ("kendt fra andre kilder", "known from elsewhere"),
    "to_check": ("skal efterprøves i loven", "to be checked against the law"),
}


def count(content: Content) -> dict[str, int]:
    """How much of each thing there is."""
    kinds = Counter(one.kind for one in content.authorities.values())
    published = content.published
    return {
        "documents": len(content.documents),
        "areas": len(content.areas),
        "case_types": len(content.case_types),
        "deadlines": len(content.deadlines),
        "outcomes": len(content.outcomes),
        "municipalities": kinds["municipality"],
        "regions": kinds["region"],
        "other_authorities": kinds["state"] + kinds["other"],
        "boards": len(content.boards.boards) if content.boards else 0,
        "holidays": len(content.calendar.holidays),
        "plans": len(content.plans),
        "goals": sum(len(plan.goals) for plan in content.plans.values()),
        "quality_activities": sum(len(model.activities) for model in content.quality.values()),
        "initiatives": sum(len(one.initiatives) for one in content.strategy.values()),
        "terms": len(content.glossary),
        "published_figures": len(published.totals) + len(published.by_area) if published else 0,
        "references": sum(isinstance(piece, Reference) for _, _, piece in content.parts()),
        "notes": sum(1 for _ in content.notes()),
    }


def list_notes(reading: Reading, content: Content, lang: str) -> list[dict[str, Any]]:
    """Every note with its place, in the order of files and lines."""
    found = [
        {
            "file": file,
            "line": reading.marked[file].line(path),
            "kind": note.kind.value,
            "text": note.text[lang],
        }
        for file, path, note in content.notes()
    ]
    return sorted(found, key=lambda one: (one["file"], one["line"]))


def chosen_folder(name: str | None) -> Path:
    """The folder named, the authority named, or the one ANKE_AUTHORITY names."""
    if name and Path(name).is_dir():
        return Path(name)
    try:
        return load.folder(name)
    except ContentError as error:
        known = ", ".join(load.authorities())
        if name is None:
            raise Failure(f"{error.problems[0].what}. Set ANKE_AUTHORITY to one of: {known}.") from error
        said = f"'{name}' is neither a folder nor an authority."
        raise Failure(f"{said} Give a folder's path, or one of: {known}.") from error


def say_problems(reading: Reading, as_json: bool) -> None:
    problems = sorted(set(reading.problems))
    if as_json:
        options.answer({"ok": False, "problems": [vars(one) for one in problems]})
        raise SystemExit(1)
    for problem in problems:
        click.echo(str(problem))
    number = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    raise Failure(f"{number} in the content. Put the lines above right, then run anke check again.")


def say_counts(content: Content, lang: str) -> None:
    at = 1 if lang == "en" else 0
    click.echo("Indholdet er i orden." if lang == "da" else "The content is in order.")
    for name, number in count(content).items():
        click.echo(f"{number:>7}  {COUNTED[name][at]}")
    for kind, number in Counter(note.kind.value for _, _, note in content.notes()).most_common():
        click.echo(f"{number:>15}  {KINDS[kind][at]}")
    click.echo("Læs dem: anke check --notes" if lang == "da" else "Read them: anke check --notes --lang en")


def _place_of(draft: Path) -> str:
    """Where a draft of a plan would lie: in plans/, under the year it names, or else its own name."""
    named = re.search(
        r"^year: *(\d{4}) *$", draft.read_text(encoding="utf-8", errors="replace"), re.MULTILINE
    )
    return f"plans/{named[1] if named else draft.stem}.yaml"


def changed_plans(chosen: Path, lang: str) -> list[str]:
    """What is to be told of plans that were changed after they were fixed. Nothing of a draft, and nothing
    where there is no database that knows what was fixed."""
    here = options.project_home() / "anke.sqlite3"
    if chosen != load.folder() or not (here.is_file() or "DATABASE_URL" in os.environ):
        return []
    options.start()
    from django.db import DatabaseError

    from anke.steering.guarding import queries

    try:
        return [said for one in queries.guards() for said in queries.warnings(one.plan, lang)]
    except DatabaseError:  # tables of another version: `anke verify` and `anke upgrade` speak of those
        return []


@click.command()
@click.argument("folder", required=False)
@click.option("--notes", "with_notes", is_flag=True, help="List every doubt, choice and gap, with its place.")
@click.option(
    "--plan",
    "draft",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A draft of a plan, checked as if it lay in plans/ under the year it names.",
)
@options.as_json
@options.quiet
@options.language
def command(
    *, folder: str | None, with_notes: bool, draft: Path | None, as_json: bool, quiet: bool, lang: str
) -> None:
    """Check the content: plans, deadlines, case types, calendar, first instances, words.

    Every problem is listed at once as file:line: what is wrong — what to do. Exit status 1 if there is any.
    FOLDER is the path of a content folder or the name of an authority (default: ANKE_AUTHORITY, else
    ankestyrelsen).

    \b
    anke check                      what there is, and how many doubts it carries
    anke check --notes --lang en    every doubt the papers leave open, and every choice made
    anke check path/to/draft        a draft, before it is put in place
    anke check --plan 2026.yaml     a draft of next year's plan, among the authority's own files
    """
    chosen = chosen_folder(folder)
    reading = load.read_folder(chosen, {} if draft is None else {_place_of(draft): draft})
    if reading.problems:
        say_problems(reading, as_json)
    content = put_together(reading.documents)
    notes = list_notes(reading, content, lang) if with_notes else None
    if as_json:
        found = {"ok": True, "problems": [], "counts": count(content)}
        options.answer(found if notes is None else {**found, "notes": notes})
    elif notes is not None:
        for note in notes:
            kind = KINDS[note["kind"]][1 if lang == "en" else 0]
            click.echo(f"{note['file']}:{note['line']}: [{kind}] {note['text']}")
    elif not quiet:
        say_counts(content, lang)
    if changed := changed_plans(chosen, lang):
        raise Failure("\n".join(changed))
