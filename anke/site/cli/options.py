"""What every command shares: common options, progress on a terminal, the way of starting the program."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from anke.site.cli.failure import Failure

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")
quiet = click.option("--quiet", is_flag=True, help="Say nothing but the answer.")
language = click.option(
    "--lang",
    "lang",
    type=click.Choice(["da", "en"]),
    default="da",
    show_default=True,
    help="Language of the answer.",
)
workspace = click.option(
    "--workspace",
    metavar="NAME",
    default=None,
    help="Work on an imported log instead of the authority's own data.",
)


def project_home() -> Path:
    """Where the data lies: ANKE_HOME, else var/ beside the project."""
    return Path(os.environ.get("ANKE_HOME") or Path(__file__).resolve().parents[3] / "var").resolve()


def choose_home(workspace: str | None = None) -> Path:
    """Where the data lies that a command works on; with a workspace, ANKE_HOME/workspaces/NAME."""
    if workspace is not None:
        if not workspace.replace("-", "").replace("_", "").isalnum():
            raise Failure(f"'{workspace}' is no name for a workspace. Use letters, digits, - and _ only.")
        os.environ["ANKE_HOME"] = str(project_home() / "workspaces" / workspace)
        os.environ.pop("DATABASE_URL", None)
    return project_home()


def start(workspace: str | None = None) -> None:
    """Make Django ready. With a workspace, everything lies in ANKE_HOME/workspaces/NAME instead."""
    if not choose_home(workspace).is_dir() and workspace is not None:
        there = sorted(one.name for one in project_home().parent.glob("*") if one.is_dir())
        has = f"There are: {', '.join(there)}." if there else "There is none yet."
        raise Failure(
            f"There is no workspace '{workspace}'. {has} A log comes into one by: "
            "anke import LOG --mapping FILE"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anke.site.settings")
    import django

    django.setup()


def answer(found: Any) -> None:
    """Print an answer as JSON on standard output."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress(title: str, *, total: float | None, quiet: bool) -> Iterator[Callable[[float], None]]:
    """A progress bar on standard error while the work lasts; hands out `advance(amount)`.

    Silent with `quiet`, and where standard error is no terminal one line says what is being done.
    """
    if quiet:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        click.echo(f"{title} …", err=True)
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=total)
        yield lambda amount: bar.advance(task, amount)
