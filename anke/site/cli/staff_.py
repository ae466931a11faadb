"""`anke staff`: the departments, offices and people of an installation, outside the demonstration.

Everything is an event: nobody is deleted, an appointment ends.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import click

from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.rules.roles import TITLES, Role
from anke.site.cli import options
from anke.site.cli.failure import Failure

WORDS = {
    "da": {
        "department": "Afdeling {code} er oprettet.",
        "office": "Kontor {code} er oprettet.",
        "appointed": "{initials} er {role} fra {day}.",
        "account": "Kontoen {username} er åbnet; den logger ind gennem login-tjenesten.",
        "ended": "{initials} har ingen rolle efter {day} og ser ingen sager.",
        "nobody": "Der er endnu ingen.",
    },
    "en": {
        "department": "Department {code} is made.",
        "office": "Office {code} is made.",
        "appointed": "{initials} is {role} from {day}.",
        "account": "The account {username} is open; it logs in through the log-in service.",
        "ended": "{initials} holds no role after {day} and sees no cases.",
        "nobody": "There is nobody yet.",
    },
}
_by = click.option(
    "--by",
    "actor",
    metavar="INITIALS",
    default="system",
    show_default=True,
    help="Who does it, for the record.",
)
_on = click.option("--on", "day", metavar="DAY", help="The day it holds from, or ends with (default: today).")


@click.group(name="staff")
def command() -> None:
    """Make departments and offices, appoint people, end appointments.

    \b
    anke staff department 1 --da "Socialområdet" --en "Social affairs"
    anke staff office 13 --da "Handicap" --en "Disability" --department 1 --area municipal_social
    anke staff appoint ABC --name "Anna Berg" --role caseworker --office 13 --account anna.berg
    anke staff end ABC --on 2026-12-31
    anke staff list
    """


@command.command()
@click.argument("code", type=click.IntRange(1, 32_767))
@click.option("--da", required=True, help="Its name in Danish.")
@click.option("--en", required=True, help="Its name in English.")
@_on
@_by
@options.language
def department(*, code: int, da: str, en: str, day: str | None, actor: str, lang: str) -> None:
    """Make a department."""
    by = _ready(day, actor)
    from anke.organisation import commands

    _done(lambda: commands.establish_department(code=code, title_da=da, title_en=en, **by), lang)
    click.echo(WORDS[lang]["department"].format(code=code))


@command.command()
@click.argument("code", type=click.IntRange(1, 32_767))
@click.option("--da", required=True, help="Its name in Danish.")
@click.option("--en", required=True, help="Its name in English.")
@click.option(
    "--department", "unit", type=int, required=True, metavar="CODE", help="The department it is in."
)
@click.option(
    "--area", "areas", multiple=True, metavar="ID", help="A law area it handles; may be given again."
)
@_on
@_by
@options.language
def office(
    *, code: int, da: str, en: str, unit: int, areas: tuple[str, ...], day: str | None, actor: str, lang: str
) -> None:
    """Make an office in a department."""
    by = _ready(day, actor)
    from anke.content.load import content
    from anke.organisation import commands

    if unknown := sorted(set(areas) - set(content().areas)):
        raise Failure(f"There is no law area {unknown[0]}. There are: {', '.join(sorted(content().areas))}.")
    titles: dict[str, Any] = {"title_da": da, "title_en": en}
    _done(lambda: commands.establish_office(code=code, **titles, department=unit, areas=areas, **by), lang)
    click.echo(WORDS[lang]["office"].format(code=code))


@command.command()
@click.argument("initials")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", type=click.Choice([str(one) for one in Role]), required=True, help="What they do.")
@click.option("--office", "place", type=int, metavar="CODE", help="For roles held in an office.")
@click.option("--department", "unit", type=int, metavar="CODE", help="For a deputy director.")
@click.option("--share", default="1", show_default=True, help="Share of full time, such as 0.8.")
@click.option("--account", "username", metavar="NAME", help="Also open an account with this user name.")
@_on
@_by
@options.language
def appoint(
    *,
    initials: str,
    name: str,
    role: str,
    place: int | None,
    unit: int | None,
    share: str,
    username: str | None,
    day: str | None,
    actor: str,
    lang: str,
) -> None:
    """Give a person a role from a day on. Somebody who left may come back under the same initials."""
    by = _ready(day, actor)
    _require_place(place, unit)
    held = {"role": Role(role), "office": place, "department": unit, "weight": _share(share)}
    _done(lambda: _appoint(initials, name, username, held, by), lang)
    title = TITLES[Role(role)][lang == "en"]
    click.echo(WORDS[lang]["appointed"].format(initials=initials, role=title, day=by["happened_on"]))
    if username:
        click.echo(WORDS[lang]["account"].format(username=username))


@command.command()
@click.argument("initials")
@_on
@_by
@options.language
def end(*, initials: str, day: str | None, actor: str, lang: str) -> None:
    """End a person's role with a day. Their cases stay with them until somebody hands them over."""
    by = _ready(day, actor)
    from anke.organisation import commands

    _done(lambda: commands.end_appointment(initials=initials, **by), lang)
    click.echo(WORDS[lang]["ended"].format(initials=initials, day=by["happened_on"]))


@command.command("list")
@options.as_json
@options.language
def everybody(*, as_json: bool, lang: str) -> None:
    """Everybody with a role in force."""
    _ready(None, "system")
    from anke.organisation import queries

    people = queries.people()
    if as_json:
        told = [{"initials": one.initials, "name": one.name, "role": str(one.role)} for one in people]
        options.answer([row | {"office": one.office} for row, one in zip(told, people, strict=True)])
        return
    for one in people:
        where = "" if one.office is None else str(one.office)
        click.echo(f"{one.initials:<12}{where:<6}{TITLES[one.role][lang == 'en']:<30}{one.name}")
    if not people:
        click.echo(WORDS[lang]["nobody"])


def _appoint(
    initials: str, name: str, username: str | None, held: dict[str, Any], by: dict[str, Any]
) -> None:
    """The role and the account, both or neither."""
    from django.db import transaction

    from anke.organisation import commands

    with transaction.atomic():
        commands.appoint_staff(initials=initials, name=name, **held, **by)
        if username:
            commands.open_account(initials=initials, username=username, password=None, **by)


def _require_place(office: int | None, unit: int | None) -> None:
    """Raise `Failure` for an office or department there is not, with those there are."""
    from anke.organisation import queries

    offices = queries.offices()
    if office is not None and office not in {one.code for one in offices}:
        known = ", ".join(f"{one.code} {one.title_da}" for one in offices) or "none yet: anke staff office"
        raise Failure(f"There is no office {office}. There are: {known}.")
    units = queries.departments()
    if unit is not None and unit not in units:
        known = ", ".join(map(str, units)) or "none yet: anke staff department"
        raise Failure(f"There is no department {unit}. There are: {known}.")


def _share(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except ArithmeticError:
        raise Failure(f"'{text}' is no share of full time. Write for example --share 0.8.") from None


def _ready(day: str | None, actor: str) -> dict[str, Any]:
    """Make the program ready; who does it, on which day, recorded when."""
    options.start()
    from anke.site.cli.verify_ import require_store
    from anke.site.today import house_now

    require_store()
    now = house_now()
    try:
        happened_on = date.fromisoformat(day) if day else local_date(now)
    except ValueError:
        raise Failure(f"'{day}' is no day. Write it as 2026-12-31.") from None
    return {"happened_on": happened_on, "actor": actor, "recorded_at": now}


def _done(act: Callable[[], object], lang: str) -> None:
    try:
        act()
    except Refused as refused:
        raise Failure(refused[lang]) from None
