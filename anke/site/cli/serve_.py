"""`anke serve`: the site on this machine."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure

HOST, PORT, WORKERS = "127.0.0.1", 8000, 2
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - for those who ask for it
HELP_TAKEN = (
    "Port {port} on {host} is taken by another program. Stop that one, "
    "or choose another port: anke serve --port {other} (or PORT={other})."
)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    envvar="PORT",
    show_default=True,
    show_envvar=True,
    help="Port to listen on.",
)
@click.option(
    "--host", default=HOST, show_default=True, help="Address to listen on; 0.0.0.0 for every network."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=WORKERS, show_default=True, help="Processes that answer."
)
@click.option("--no-work", is_flag=True, help="Leave the work in the background to `anke work`.")
@options.quiet
@options.workspace
def command(*, port: int, host: str, workers: int, no_work: bool, quiet: bool, workspace: str | None) -> None:
    """Serve the site on this machine, until Ctrl-C.

    \b
    anke serve                 http://127.0.0.1:8000/
    anke serve --port 8080     another port
    """
    options.start(workspace)
    serve(port, host=host, workers=workers, quiet=quiet, work=not no_work)


def serve(
    port: int = PORT, *, host: str = HOST, workers: int = WORKERS, quiet: bool = False, work: bool = True
) -> None:
    """Serve until stopped, with `anke work` beside it if `work`. Django must be started.

    Refuses where nothing is built or the port is taken.
    """
    require_built()
    require_free(host, port)
    allow_host(host)
    say_where(host, port)
    if not quiet:
        click.echo(f"The site is at {address(host, port)}  (Ctrl-C stops it)")
        if host in EVERYWHERE and "ANKE_ALLOWED_HOSTS" not in os.environ:
            click.echo("Other machines are answered only by a name that ANKE_ALLOWED_HOSTS lists.")
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "anke.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    with working() if work else nullcontext():
        server.serve()


@contextmanager
def working() -> Iterator[None]:
    """`anke work` in a process of its own, as long as this lasts. It ends by itself when this one is gone."""
    program = [sys.executable, "-m", "anke.site.cli.main", "work", "--quiet"]
    process = subprocess.Popen(program)  # noqa: S603 - our own program, with words of our own
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the site.

    >>> address("0.0.0.0", 8080)
    'http://127.0.0.1:8080/'
    """
    reached = HOST if host in EVERYWHERE else host
    return f"http://[{reached}]:{port}/" if ":" in reached else f"http://{reached}:{port}/"


def say_where(host: str, port: int) -> None:
    """What is sent out – calendars, mail, webhooks – leads to the address that is served, unless ANKE_ADDRESS
    says which one the world knows."""
    from django.conf import settings

    settings.ANKE_ADDRESS = os.environ.setdefault("ANKE_ADDRESS", address(host, port).rstrip("/"))


def require_built() -> None:
    """Something to show: the styles fetched, the tables made."""
    from django.contrib.staticfiles import finders
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    if finders.find("dkfds/css/dkfds.min.css") is None:
        raise Failure("The styles of the site are not here yet. Run: python -m anke.site.assets")
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as problem:
        raise Failure(f"The database cannot be reached ({problem}). Check DATABASE_URL.") from problem
    if behind:
        raise Failure(
            "Nothing is built here yet. Run anke demo for a synthetic authority, "
            "or anke import for a log of your own."
        )


def require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Failure(
                f"Only an administrator may listen on port {port}. Choose one above 1023."
            ) from None
        except socket.gaierror:
            raise Failure(f"'{host}' is no address of this machine. Try 127.0.0.1 or 0.0.0.0.") from None
        except OSError as problem:
            if problem.errno == 99:
                raise Failure(f"'{host}' is no address of this machine. Try 127.0.0.1 or 0.0.0.0.") from None
            raise Failure(
                HELP_TAKEN.format(port=port, host=host, other=port + 1 if port < 65535 else 8001)
            ) from None


def allow_host(host: str) -> None:
    """Whoever asks for a host by name means it to be answered."""
    named = host not in (HOST, "localhost", *EVERYWHERE)
    if named and "ANKE_ALLOWED_HOSTS" not in os.environ:
        os.environ["ANKE_ALLOWED_HOSTS"] = f"127.0.0.1,localhost,[::1],{host}"
