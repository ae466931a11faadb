"""`anke demo`: a synthetic authority, its results report, and the site: one command for a newcomer."""

import fcntl
import json
import math
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.serve_ import HOST, PORT, address, require_free

if TYPE_CHECKING:
    from anke.demo.queries import Login
    from anke.steering.results.queries import Contract

WORDS: Final = {
    "da": {
        "building": "Bygger en syntetisk myndighed",
        "here": "Den syntetiske myndighed er her allerede (størrelse {scale}, {events} hændelser). "
        "Byg den forfra med --fresh.",
        "made up": "Alt herunder er opdigtet: sager, personer og tal. Intet af det er Ankestyrelsens.",
        "logins": "Log ind på siden med:",
        "later": "Se siderne med: anke serve",
    },
    "en": {
        "building": "Building a synthetic authority",
        "here": "The synthetic authority is here already (scale {scale}, {events} events). "
        "Build it anew with --fresh.",
        "made up": "Everything below is made up: cases, people and figures. None of it is Ankestyrelsen's.",
        "logins": "Log in to the site with:",
        "later": "See the pages with: anke serve",
    },
}


def _finite(_: click.Context, __: click.Parameter, scale: float | None) -> float | None:
    """A range of numbers lets nan through."""
    if scale is not None and not math.isfinite(scale):
        raise Failure(f"{scale} is no size. Write a number from 0.001 to 20, for example --scale 0.1.")
    return scale


@click.command(name="demo")
@click.option(
    "--scale",
    type=click.FloatRange(0.001, 20),
    callback=_finite,
    metavar="NUMBER",
    help="Its size: 1 is about 49,000 decisions a year. Default: 0.1.",
)
@click.option("--seed", type=click.IntRange(0), metavar="NUMBER", help="Another seed, another authority.")
@click.option("--fresh", is_flag=True, help="Throw the synthetic authority that is here away and build anew.")
@click.option("--no-serve", is_flag=True, help="Stop after the report.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    envvar="PORT",
    show_default=True,
    show_envvar=True,
    help="Port for the site.",
)
@options.as_json
@options.quiet
@options.language
def command(
    *,
    scale: float | None,
    seed: int | None,
    fresh: bool,
    no_serve: bool,
    port: int,
    as_json: bool,
    quiet: bool,
    lang: str,
) -> None:
    """Build a synthetic authority, print its results report, and serve the site.

    Its cases, people and passwords are made up; its waiting times come out of queues that are tuned to the
    figures Ankestyrelsen has printed for 2023 and 2024. Its today is 15 October 2025. A second run finds it
    built and starts at once.

    \b
    anke demo                  a tenth of the full size, in under a minute
    anke demo --scale 1        the full size: 1.3 million events
    anke demo --no-serve       stop after the report
    anke demo --fresh          throw it away and build it again
    """
    options.choose_home()
    if not no_serve:
        require_free(HOST, port)
    with _alone():
        options.start()
        _check_content()
        new = _built(scale, seed, fresh=fresh, quiet=quiet, lang=lang)
    found = _report(lang)
    where = None if no_serve else address(HOST, port)
    if as_json:
        options.answer(_as_data(found, where, new=new))
    else:
        _say(found, quiet=quiet, lang=lang)
    if not no_serve:
        _serve(port, quiet=quiet or as_json)
    elif not (quiet or as_json):
        click.echo(WORDS[lang]["later"], err=True)


def _serve(port: int, *, quiet: bool) -> None:
    """Become `anke serve`: its workers must not inherit the threads and connections that building left."""
    sys.stdout.flush()
    sys.stderr.flush()
    words = [sys.executable, "-m", "anke.site.cli.main", "serve", "--port", str(port)]
    os.execv(sys.executable, words + ["--quiet"] * quiet)  # noqa: S606 - this very program, and no shell


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else builds in this folder meanwhile."""
    home = options.project_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(home / "demo.lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as problem:
        raise Failure(
            f"The folder {home} cannot be made or written ({problem.strerror}). Name another in ANKE_HOME."
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise Failure(f"Another anke demo is building in {home}. Wait until it is done.") from None
    try:
        yield
    finally:
        os.close(handle)


def _check_content() -> None:
    from anke.content.load import ContentError, content

    try:
        content()
    except ContentError as problem:
        raise Failure("The content has mistakes in it. Run 'anke check' to see them.") from problem


def _built(scale: float | None, seed: int | None, *, fresh: bool, quiet: bool, lang: str) -> bool:
    """Build, unless it is built; whether it was now."""
    from django.core.management import call_command
    from django.db.utils import OperationalError

    from anke.demo import commands, queries

    try:
        call_command("migrate", verbosity=0)
        if fresh:
            commands.remove_authority()
            call_command("migrate", verbosity=0)
        if (there := queries.build()) is not None:
            _must_be_asked_for(there.scale, there.seed, scale, seed)
            commands.finish_authority()
            if not quiet:
                count = f"{there.events:,}".replace(",", "." if lang == "da" else ",")
                click.echo(WORDS[lang]["here"].format(scale=f"{there.scale:g}", events=count), err=True)
            return False
        with options.progress(WORDS[lang]["building"], total=100, quiet=quiet) as advance:
            commands.build_authority(
                scale=commands.SCALE if scale is None else scale,
                seed=commands.SEED if seed is None else seed,
                advance=advance,
            )
    except commands.CannotBuild as problem:
        raise Failure(str(problem)) from None
    except OperationalError as problem:
        raise Failure(
            f"The database cannot be used ({problem}). Check DATABASE_URL and ANKE_HOME."
        ) from problem
    return True


def _must_be_asked_for(scale: float, seed: int, asked_scale: float | None, asked_seed: int | None) -> None:
    if asked_scale not in (None, scale) or asked_seed not in (None, seed):
        raise Failure(
            f"A synthetic authority of scale {scale:g} and seed {seed} is here already. To throw it away and "
            "build the one you ask for, add --fresh."
        )


def _report(lang: str) -> "Contract":
    from anke.demo.queries import TODAY
    from anke.rules.periods import latest_closed_quarter
    from anke.steering.results import queries as results

    period = latest_closed_quarter(TODAY)
    return results.contract(str(period.last.year), period, lang=lang, today=TODAY)


def _say(found: "Contract", *, quiet: bool, lang: str) -> None:
    from anke.demo.queries import logins
    from anke.steering.results import queries as results

    words = WORDS[lang]
    if not quiet:
        click.echo(words["made up"] + "\n", err=True)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    click.echo(results.report(found, "text", synthetic=True, colour=colour), nl=False)
    click.echo("\n" + words["logins"])
    for login in logins():
        click.echo(f"  {login.username:<16}{login.password:<18}{_role(login, lang)}")


def _as_data(found: "Contract", where: str | None, *, new: bool) -> dict[str, Any]:
    from anke.demo.queries import build, logins
    from anke.steering.results import queries as results

    there = build()
    told = results.report(found, "json", synthetic=True, colour=False)
    return {
        "synthetic": True,
        "built": new,
        "authority": there
        and {"scale": there.scale, "seed": there.seed, "today": there.today, "events": there.events},
        "report": json.loads(told),
        "logins": [
            {"username": one.username, "password": one.password, "role": one.role[1]} for one in logins()
        ],
        "address": where,
    }


def _role(login: "Login", lang: str) -> str:
    return login.role[1 if lang == "en" else 0]
