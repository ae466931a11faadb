"""`anke distribute`: who would get the cases of an office that nobody has, and why; or give them out."""

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from anke.rules.distribution_words import why_chosen, why_not
from anke.rules.local import local_date
from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

if TYPE_CHECKING:
    from anke.casework.distribution.queries import Trial


@click.command(name="distribute")
@click.option("--office", type=int, metavar="NUMBER", help="The office whose cases they are.")
@click.option(
    "--seed", type=click.IntRange(0, 10**12), help="Of the lots between equals: the day, if left out."
)
@click.option("--dry-run", is_flag=True, help="Only show what would happen; keep nothing.")
@click.option("--by", metavar="INITIALS", help="Who gives the cases out: somebody who leads the office.")
@click.option(
    "--replay", "replayed", type=int, metavar="RUN", help="Hold an earlier run against the rule again."
)
@options.as_json
@options.quiet
@options.language
def command(
    *,
    office: int | None,
    seed: int | None,
    dry_run: bool,
    by: str | None,
    replayed: int | None,
    as_json: bool,
    quiet: bool,
    lang: str,
) -> None:
    """Give out the cases of an office that nobody has, by the rule of distribution.

    The same cases, people, levers, day and seed give the same answer.

    \b
    anke distribute --office 13 --dry-run                 who would get what, and why
    anke distribute --office 13 --dry-run --json --seed 7
    anke distribute --office 13 --by chef13               do it; undone on the run's page
    anke distribute --replay 4                            from what run 4 was given: the same?
    """
    if replayed is not None:
        _replay(replayed, as_json=as_json, lang=lang)
        return
    if office is None:
        raise Failure("Write which office: --office and its number.")
    if dry_run == (by is not None):
        raise Failure("Write either --dry-run, or --by and the initials of who gives the cases out.")
    now = _ready()
    today = local_date(now)
    chosen = int(f"{today:%Y%m%d}") if seed is None else seed
    found = _found(office, chosen, today)
    run = None if by is None else _applied(office, chosen, by, now)
    if as_json:
        options.answer(_as_data(found, office, chosen, today, lang) | {"run": run})
    else:
        _say(_in_words(found, lang, brief=quiet), run, lang)


def _ready() -> datetime:
    """Make the program ready; the moment it is to this installation."""
    options.start()
    require_store()
    from anke.site.today import house_now

    return house_now()


def _say(lines: list[str], run: int | None, lang: str) -> None:
    for line in lines:
        click.echo(line)
    if run is not None:
        click.echo(f"Kørsel {run} er sat i værk." if lang == "da" else f"Run {run} has been applied.")


def _replay(run: int, *, as_json: bool, lang: str) -> None:
    """Say whether an earlier run comes out the same; fail if it does not."""
    _ready()
    from anke.casework.distribution import queries

    if queries.find_run(run) is None:
        raise Failure(f"There is no run {run}.")
    found = queries.replay(run)
    if as_json:
        options.answer(asdict(found) | {"run": run, "holds": found.holds})
    if not found.holds:
        what = ", ".join(found.differing[:5]) or "what it was given has been changed"
        raise Failure(f"Run {run} does not come out the same: {what}.")
    if not as_json:
        da, en = f"{found.cases} sager, samme resultat.", f"{found.cases} cases, the same result."
        click.echo(da if lang == "da" else en)


def _found(office: int, seed: int, today: date) -> "Trial":
    from anke.casework.distribution import queries
    from anke.organisation import queries as organisation
    from anke.rules.refusal import Refused

    if office not in (codes := [one.code for one in organisation.offices()]):
        raise Failure(f"There is no office {office}. There are: {', '.join(map(str, codes)) or 'none'}.")
    try:
        return queries.trial(office=office, seed=seed, as_of=today)
    except Refused as refused:
        raise Failure(str(refused)) from None


def _applied(office: int, seed: int, by: str, now: datetime) -> int:
    from django.db import transaction

    from anke.casework.distribution import commands
    from anke.rules.refusal import Refused

    how: dict[str, Any] = {"actor": by, "recorded_at": now}
    try:
        with transaction.atomic():
            run = commands.propose_run(office=office, seed=seed, as_of=local_date(now), **how)
            commands.apply_run(run=run, **how)
    except Refused as refused:
        raise Failure(str(refused)) from None
    return run


def _as_data(found: "Trial", office: int, seed: int, today: date, lang: str) -> dict[str, Any]:
    return {
        "office": office,
        "as_of": today,
        "seed": seed,
        "levers": found.levers,
        "digest": found.digest,
        "effects": list(found.effects),
        "cases": [
            asdict(one)
            | {
                "parts": [{"for": part, "points": points} for part, points in one.parts],
                "others": [{"who": who, "why": why, "points": points} for who, why, points in one.others],
                "why": why_chosen(one, lang),
            }
            for one in found.choices
        ],
    }


def _in_words(found: "Trial", lang: str, *, brief: bool) -> list[str]:
    if not found.choices:
        return [
            "Alle kontorets sager har en sagsbehandler." if lang == "da" else "Every case has a caseworker."
        ]
    lines = []
    for one in found.choices:
        lines.append(f"{one.number}  {one.caseworker or '–'}  {'; '.join(why_chosen(one, lang))}")
        if not brief:
            lines += [f"    {initials} {words}" for initials, words in why_not(one, lang)]
    return lines
