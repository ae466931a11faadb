"""Where a command's answer goes: to the terminal, or to a file, whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path

import click

from anke.site.cli.failure import Failure


def require_place(out: Path) -> None:
    """Raises `Failure` where a file cannot lie there."""
    if out.is_dir():
        raise Failure(f"'{out}' is a folder. Name a file in it, such as {out / 'report.pdf'}.")
    if out.exists() and not out.is_file():
        raise Failure(f"'{out}' is no file but a device or a pipe. Leave --out away and use > or | instead.")
    if not out.absolute().parent.is_dir():
        raise Failure(f"There is no folder '{out.parent}'. Make it first, or name another.")


def show(made: str | bytes) -> None:
    """To standard output."""
    if isinstance(made, bytes):
        sys.stdout.buffer.write(made)
    else:
        click.echo(made, nl=False)


def write(out: Path, made: str | bytes) -> None:
    """The whole file under its name, or nothing: written beside it first, then renamed."""
    try:
        with tempfile.NamedTemporaryFile(
            dir=out.absolute().parent, prefix=f".{out.name}.", delete=False
        ) as draft:
            draft.write(made if isinstance(made, bytes) else made.encode())
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).chmod(0o644)
        Path(draft.name).replace(out)
    except OSError as problem:
        raise Failure(f"'{out}' could not be written: {problem.strerror}. Nothing was changed.") from None
