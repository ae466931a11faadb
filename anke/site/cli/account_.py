"""`anke account`: how somebody logs in, and help for one who no longer can."""

from typing import Any

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS: dict[str, dict[str, str]] = {
    "da": {
        "account": "konto",
        "linked": "forbundet med login-tjenesten",
        "second_factor": "to faktorer",
        "sessions": "logget ind i browsere",
        "released": "Forbindelsen til login-tjenesten er løsnet. Næste login med {initials} bliver den nye.",
        "removed": "Den anden faktor er fjernet, og {initials} er logget ud alle steder.",
        "out": "{initials} er logget ud {count} steder.",
        "yes": "ja",
        "no": "nej",
    },
    "en": {
        "account": "account",
        "linked": "linked to the log-in service",
        "second_factor": "second factor",
        "sessions": "logged in in browsers",
        "released": "The link to the log-in service is released. The next log-in as {initials} makes one.",
        "removed": "The second factor is removed, and {initials} is logged out everywhere.",
        "out": "{initials} has been logged out in {count} places.",
        "yes": "yes",
        "no": "no",
    },
}


@click.command(name="account")
@click.argument("initials")
@click.option("--release-link", is_flag=True, help="Forget which identity of the log-in service they are.")
@click.option("--remove-second-factor", is_flag=True, help="For one who lost phone and recovery codes.")
@click.option("--log-out", is_flag=True, help="End every session of theirs.")
@click.option(
    "--by", "actor", metavar="INITIALS", help="Who does it, for the record; needed to change something."
)
@options.as_json
@options.language
@options.workspace
def command(
    *,
    initials: str,
    release_link: bool,
    remove_second_factor: bool,
    log_out: bool,
    actor: str | None,
    as_json: bool,
    lang: str,
    workspace: str | None,
) -> None:
    """See how somebody logs in, and help one who no longer can.

    Make sure that it is they who ask: whoever can have a second factor removed needs no second factor.

    \b
    anke account ABC                                   how they log in
    anke account ABC --release-link --by XYZ           their identity at the log-in service is a new one
    anke account ABC --remove-second-factor --by XYZ   phone and recovery codes are lost
    anke account ABC --log-out                         end every session of theirs
    """
    options.start(workspace)
    require_store()
    from anke.rules.steps import Refused

    if (release_link or remove_second_factor) and not actor:
        raise Failure("Say who does it, for the record: --by INITIALS")
    words = WORDS[lang]
    try:
        done = _done(initials, actor or "", release_link, remove_second_factor)
        ended = _logged_out(initials) if log_out else None
        found = _ways(initials)
    except Refused as refusal:
        raise Failure(refusal[lang]) from None
    if as_json:
        options.answer(found)
    else:
        _say(words, initials, done, ended, found)


def _say(
    words: dict[str, str], initials: str, done: list[str], ended: int | None, found: dict[str, Any]
) -> None:
    for name in done:
        click.echo(words[name].format(initials=initials))
    if ended is not None:
        click.echo(words["out"].format(initials=initials, count=ended))
    for name in ("account", "linked", "second_factor", "sessions"):
        value = found[name]
        click.echo(
            f"  {words[name]:<32}{words['yes' if value else 'no'] if isinstance(value, bool) else value}"
        )


def _done(initials: str, actor: str, release: bool, remove: bool) -> list[str]:
    from anke.rules.local import local_date
    from anke.site.identity import reset
    from anke.site.today import house_now

    now = house_now()
    by: dict[str, Any] = {"actor": actor, "happened_on": local_date(now), "recorded_at": now}
    if release:
        reset.release_link(initials=initials, **by)
    if remove:
        reset.remove_second_factor(initials=initials, **by)
    return ["released"] * release + ["removed"] * remove


def _logged_out(initials: str) -> int:
    from anke.site.identity import reset

    return reset.log_out_everywhere(initials=initials)


def _ways(initials: str) -> dict[str, Any]:
    from anke.site.identity import reset

    found = reset.ways(initials)
    return vars(found) | {"account": found.account is not None}
