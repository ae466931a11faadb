"""`anke token`: ways in for programs, made and taken back by whoever runs the machine."""

from datetime import timedelta

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.serve_ import require_built


@click.group(name="token")
def command() -> None:
    """Make and take back the tokens by which programs use the API.

    \b
    anke token make import --name "Intake" --scope cases:register --days 90
    anke token list import
    anke token revoke 3f9a2b11c0de
    """


@command.command(name="make")
@click.argument("owner", metavar="OWNER")
@click.option("--name", required=True, help="What the token is for.")
@click.option("--scope", "scopes", multiple=True, help="What it may do; repeatable. Default: all.")
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True, help="How long it lasts.")
@options.workspace
def make(owner: str, name: str, scopes: tuple[str, ...], days: int, workspace: str | None) -> None:
    """Make a token for OWNER: somebody's initials, or the name of a machine such as import.

    The token is printed once, and never again.
    """
    options.start(workspace)
    require_built()
    from anke.casework.gateway import commands, queries
    from anke.rules.refusal import Refused
    from anke.site.today import house_now

    try:
        made = commands.make_token(
            owner=owner,
            name=name,
            scopes=scopes or queries.scopes_of(owner),
            lasts=timedelta(days=days),
            actor="system",
            at=house_now(),
        )
    except Refused as refused:
        raise Failure(refused.en) from None
    click.echo(made)


@command.command(name="list")
@click.argument("owner", metavar="OWNER")
@options.as_json
@options.workspace
def show(owner: str, as_json: bool, workspace: str | None) -> None:
    """List OWNER's tokens; never their secrets."""
    options.start(workspace)
    require_built()
    from anke.casework.gateway import queries
    from anke.site.today import house_now

    found = queries.tokens_of(owner, at=house_now())
    if as_json:
        options.answer([vars(one) for one in found])
        return
    for one in found:
        click.echo(f"{one.public}  {one.state:8} until {one.expires_at:%Y-%m-%d}  {one.name}")


@command.command(name="revoke")
@click.argument("public", metavar="TOKEN")
@options.workspace
def revoke(public: str, workspace: str | None) -> None:
    """Take back the token that is named TOKEN (its middle part). It counts no more."""
    options.start(workspace)
    require_built()
    from anke.casework.gateway import commands
    from anke.rules.refusal import Refused
    from anke.site.today import house_now

    try:
        commands.revoke_token(public=public, actor="system", at=house_now())
    except Refused as refused:
        raise Failure(refused.en) from None
    click.echo("Taken back.")
