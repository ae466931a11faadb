"""`anke verify`: does everything still hold? The chain of events, and all that is derived from them."""

from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure

_SHOWN: Final = 20  # breaks and differences spelt out for a person; --json has them all
# What is derived from the events, and the question each room answers: a list of differences, or none.
DERIVED: Final = {
    "register": ("anke.casework.cases.queries", "compare_with_replay"),
    "statistics": ("anke.steering.statistics.queries", "compare_with_events"),
    "index": ("anke.casework.search.queries", "differences"),
    "documents": ("anke.casework.letters.queries", "differences"),
    "proposals": ("anke.steering.external.queries", "differences"),
    "reports": ("anke.steering.reporting.queries", "differences"),
    "quality": ("anke.oversight.quality.queries", "differences"),
}
WORDS: Final = {
    "da": {
        "chain": "Kontrollerer kæden",
        "register": "Sammenligner sagsregistret med hændelserne",
        "statistics": "Sammenligner statistikken med hændelserne",
        "index": "Sammenligner søgningen med sagsregistret",
        "documents": "Kontrollerer dokumenterne",
        "proposals": "Kontrollerer tal udefra",
        "reports": "Kontrollerer de fastfrosne rapporter",
        "quality": "Kontrollerer udtræk og målinger af kvalitet",
        "whole": "{events} hændelser i {subjects} kæder: alt hænger sammen.",
        "register same": "Sagsregistret siger det samme som hændelserne.",
        "statistics same": "Statistikken siger det samme som hændelserne.",
        "index same": "Søgningen siger det samme som de hændelser, den har fulgt.",
        "documents same": "Hvert dokument ligger, som det blev lagt på sagen.",
        "proposals same": "Hvert forslag om tal udefra er, som hændelserne siger, og dets bilag er der.",
        "reports same": "Hver fastfrossen rapport er, som den blev fastfrosset.",
        "quality same": "Hvert udtræk og hver måling af kvalitet er, som de blev frosset og skrevet.",
        "broken": "{count} brud på kæden ({events} hændelser i {subjects} kæder):",
        "differ": "{count} forskelle mellem hændelserne og det, der er udledt af dem:",
        "more": "… og {count} til (se dem alle med --json)",
        "failure": "Noget stemmer ikke. Ret ikke i databasen; hent en sikkerhedskopi frem (anke restore).",
    },
    "en": {
        "chain": "Checking the chain",
        "register": "Comparing the register of cases with the events",
        "statistics": "Comparing the statistics with the events",
        "index": "Comparing the search with the register",
        "documents": "Checking the documents",
        "proposals": "Checking figures from outside",
        "reports": "Checking the frozen reports",
        "quality": "Checking draws and measurements of quality",
        "whole": "{events} events in {subjects} chains: everything holds.",
        "register same": "The register of cases says what the events say.",
        "statistics same": "The statistics say what the events say.",
        "index same": "The search says the same as the events it has followed.",
        "documents same": "Every document lies as it was put on its case.",
        "proposals same": "Every proposal of figures from outside is as the events say, with its files.",
        "reports same": "Every frozen report is as it was frozen.",
        "quality same": "Every draw and every measurement of quality is as it was frozen and written.",
        "broken": "{count} breaks in the chain ({events} events in {subjects} chains):",
        "differ": "{count} differences between the events and what is derived from them:",
        "more": "… and {count} more (see them all with --json)",
        "failure": "Something does not hold. Do not repair it by hand; restore a backup (anke restore).",
    },
}


@click.command(name="verify")
@options.as_json
@options.quiet
@options.language
@options.workspace
def command(as_json: bool, quiet: bool, lang: str, workspace: str | None) -> None:
    """Replay every event; compare with all that is derived from them; check the chain.

    Names the first broken link of each subject: which event, and what is wrong with it. Ends with status 1
    when anything is.

    \b
    anke verify              in words
    anke verify --json       for programs: ok, events, subjects, breaks, differences
    """
    options.start(workspace)
    require_store()
    found = verify(quiet=quiet or as_json, lang=lang)
    if as_json:
        options.answer(found)
    elif not (quiet and found["ok"]):
        click.echo(in_words(found, lang))
    if not found["ok"]:
        raise Failure(WORDS[lang]["failure"])


def require_store() -> None:
    """There are events here to be looked at, in tables as this program knows them."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(name).exists():
        raise Failure("There is no database here yet. Make one: anke demo, or anke restore FILE.")
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as problem:
        do = (
            f"May {name} and its folder be written?"
            if connection.vendor == "sqlite"
            else "Check DATABASE_URL."
        )
        raise Failure(f"The database cannot be reached ({problem}). {do}") from problem
    if behind:
        raise Failure(
            "The database is not set up for this version of anke. Run: anke demo, or anke restore FILE."
        )


def verify(*, quiet: bool, lang: str) -> dict[str, Any]:
    """Everything `anke verify` finds out, as its JSON says it. Django must be started."""
    from anke.events import queries
    from anke.events.verify import verify_store

    words = WORDS[lang]
    with options.progress(words["chain"], total=queries.head_seq() or 1, quiet=quiet) as advance:
        chain = verify_store(advance)
    differences: dict[str, list[str]] = {}
    for name, (module, function) in DERIVED.items():
        compare: Callable[[Callable[[float], None]], list[str]] = getattr(import_module(module), function)
        total = chain.subjects if name == "register" else chain.events
        with options.progress(words[name], total=total or 1, quiet=quiet) as advance:
            try:
                differences[name] = compare(advance)
            except (ValueError, LookupError, TypeError) as problem:  # events that make no sense any more
                differences[name] = [f"cannot be compared ({type(problem).__name__}: {problem})"]
    return {
        "ok": not chain.breaks and not any(differences.values()),
        "events": chain.events,
        "subjects": chain.subjects,
        "breaks": [asdict(one) | {"text": str(one)} for one in chain.breaks],
        "differences": [f"{name}: {one}" for name, ones in differences.items() for one in ones],
        "compared": list(differences),
    }


def in_words(found: dict[str, Any], lang: str) -> str:
    """What was found, for a person."""
    words = WORDS[lang]
    counts = {name: number_in_words(found[name], lang) for name in ("events", "subjects")}
    if found["ok"]:
        return "\n".join(
            [words["whole"].format(**counts), *(words[f"{one} same"] for one in found["compared"])]
        )
    lines = []
    for title, ones in (("broken", [b["text"] for b in found["breaks"]]), ("differ", found["differences"])):
        if ones:
            lines += [words[title].format(count=len(ones), **counts), *(f"  {one}" for one in ones[:_SHOWN])]
        if len(ones) > _SHOWN:
            lines.append("  " + words["more"].format(count=len(ones) - _SHOWN))
    return "\n".join(lines)


def number_in_words(number: int, lang: str) -> str:
    """A whole number with its thousands parted.

    >>> number_in_words(1200000, "da"), number_in_words(1200000, "en")
    ('1.200.000', '1,200,000')
    """
    text = f"{number:,}"
    return text if lang == "en" else text.replace(",", ".")
