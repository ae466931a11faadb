"""`anke propose`: figures from outside out of a CSV or XLSX file; shown first, then proposed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

if TYPE_CHECKING:
    from anke.steering.external.commands import File
    from anke.steering.external.queries import Group, Preview

MARKS = {"comma": ",", "point": "."}


@click.command(name="propose")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--by", metavar="INITIALS", help="Who proposes: the steering unit, a deputy director, the director."
)
@click.option("--yes", is_flag=True, help="Propose what the file tells; without it, it is only shown.")
@click.option("--decimal", type=click.Choice(sorted(MARKS)), help="The sign before decimals in this file.")
@click.option("--sure", is_flag=True, help="What is unusual is right.")
@click.option(
    "--source", default="", metavar="WORDS", help="Where the figures come from, for lines that do not say."
)
@click.option(
    "--evidence",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A file that shows the figures; may be given several times.",
)
@options.as_json
@options.language
def command(
    *,
    file: Path,
    by: str | None,
    yes: bool,
    decimal: str | None,
    sure: bool,
    source: str,
    evidence: tuple[Path, ...],
    as_json: bool,
    lang: str,
) -> None:
    """Propose figures from outside (budget, sick leave, maturity, deliveries …) out of a file.

    The file has a line for every part of a figure; templates are on the pages of "Figures from outside".
    Without --yes nothing is written. A figure counts once somebody else has approved it.

    \b
    anke propose sick-leave.csv                              what it would bring
    anke propose sick-leave.csv --decimal comma --json
    anke propose sick-leave.xlsx --by styring --yes --evidence extract.pdf
    """
    if yes and by is None:
        raise Failure("Write who proposes the figures: --by and their initials.")
    options.start()
    require_store()
    from anke.steering.external import commands

    given = commands.File(file.name, file.read_bytes())
    shown = _preview(given, MARKS.get(decimal or "", ""), sure, source)
    if not shown.ready:
        _tell(shown, (), as_json=as_json, lang=lang)
        raise Failure("Nothing was proposed. Put the lines above right, or answer what is asked.")
    files = [commands.File(one.name, one.read_bytes()) for one in evidence]
    made = _proposed(given, shown, files, by) if yes and by is not None else []
    _tell(shown, tuple(made), as_json=as_json, lang=lang)


def _preview(file: "File", mark: str, sure: bool, source: str) -> "Preview":
    from anke.site.today import house_now
    from anke.steering.external import queries

    return queries.preview(file=file, mark=mark, sure=sure, source=source, at=house_now())


def _proposed(file: "File", shown: "Preview", evidence: list["File"], by: str) -> list[str]:
    """Propose everything, with its evidence, or nothing; the proposals' numbers."""
    from django.db import transaction

    from anke.rules.refusal import Refused
    from anke.site.today import house_now
    from anke.steering.external import commands

    how: Any = {"actor": by, "recorded_at": house_now()}
    try:
        with transaction.atomic():
            made = commands.import_figures(file=file, proposals=shown.proposals, **how)
            for one in made:
                for shows in evidence:
                    commands.attach_evidence(number=one.number, file=shows, **how)
    except Refused as refused:
        raise Failure(str(refused)) from None
    return [one.number for one in made]


def _tell(shown: "Preview", made: tuple[str, ...], *, as_json: bool, lang: str) -> None:
    if as_json:
        options.answer(_as_data(shown, made, lang))
        return
    for trouble in (*shown.problems, *shown.questions):
        place = f"{shown.name}:{trouble.line}" if trouble.line else shown.name
        click.echo(f"{place}: {trouble.said[lang]}")
    for group in shown.groups:
        for line in _in_words(group, lang):
            click.echo(line)
    if made:
        numbers = ", ".join(made)
        da, en = f"Oplyst som forslag {numbers}.", f"Proposed as {numbers}."
        click.echo(da if lang == "da" else en)
    elif shown.ready:
        da, en = "Intet er gemt. Tilføj --yes og --by.", "Nothing is kept. Add --yes and --by."
        click.echo(da if lang == "da" else en)


def _in_words(group: "Group", lang: str) -> list[str]:
    lines = [f"{group.ask.plan.id} {group.ask.title[lang]}, {group.period.name} ({group.figures.source})"]
    for one in group.answers:
        sums = f"  {one.arithmetic[lang]}" if one.arithmetic else ""
        lines.append(f"  {one.subgoal}  {one.title[lang]}: {one.shown(lang)}{sums}")
    return lines


def _as_data(shown: "Preview", made: tuple[str, ...], lang: str) -> dict[str, Any]:
    return {
        "file": shown.name,
        "sha256": shown.sha256,
        "ready": shown.ready,
        "proposed": list(made),
        "problems": [{"line": one.line, "said": one.said[lang]} for one in shown.problems],
        "questions": [
            {"line": one.line, "said": one.said[lang], "readings": dict(one.readings)}
            for one in shown.questions
        ],
        "figures": [
            {
                "plan": group.ask.plan.id,
                "form": group.ask.key,
                "period": group.period.name,
                "preliminary": group.figures.preliminary,
                "source": group.figures.source,
                "parts": group.told.texts(),
                "answers": [
                    {
                        "subgoal": one.subgoal,
                        "as": one.role,
                        "value": str(one.value if one.day is None else one.day),
                        "arithmetic": one.arithmetic[lang] if one.arithmetic else None,
                    }
                    for one in group.answers
                ],
            }
            for group in shown.groups
        ],
    }
