"""The `anke` command: one program for everything. Each command lies in a file of its own beside this one
and is loaded only when it is asked for, so that `anke --help` answers at once."""

import importlib
import io
import os
import sys

import click

from anke.site.cli.failure import Failure

COMMANDS = {
    "demo": "Build a synthetic authority, print its results report and serve the site.",
    "serve": "Serve the site on this machine.",
    "check": "Check the content: every promise, deadline and label, with its reference.",
    "distribute": "Give out the cases of an office that nobody has, and say why to whom.",
    "deadline": "Count a deadline from a date, and say why it falls where it does.",
    "import": "Take in an event log (XES or CSV) from elsewhere, into a workspace of its own.",
    "report": "Print the results report of a period.",
    "freeze": "Freeze an approved report to the ministry under one hash.",
    "revisions": "List what frozen reports would say otherwise now.",
    "propose": "Propose figures from outside out of a file; a second person approves them.",
    "figure": "Print one figure, and the cases it counts.",
    "cases": "Export the cases behind every figure of a report, for whoever checks it.",
    "plan": "Read a results plan from a StratML file.",
    "guard": "Check that every results plan is as it was adopted.",
    "draw": "Show a draw of cases for quality review, and compute it again.",
    "measurement": "Write the central quality measurement's report of a year.",
    "strategy": "Print the strategy: focus areas, goals, and how far each initiative is.",
    "explain": "Tell a case's story: what was done, who acts next, its deadlines and why.",
    "selfcheck": "Check that no case would get stuck: each has a next actor and a clock.",
    "recompute": "Compute every open case's deadline anew after the calendar or a limit has changed.",
    "verify": "Replay every event; compare with all that is derived from them; check the chain.",
    "export": "Bring new events into the statistics.",
    "staff": "Make offices, appoint people to roles and end appointments.",
    "account": "See how somebody logs in; help one who no longer can.",
    "upgrade": "Bring the database of an installation to this version.",
    "retention": "List, show and carry out the destruction of cases; forget readings whose time is over.",
    "search": "Find cases by what is in them, as somebody here sees them.",
    "reindex": "See that every case can be found, and nothing that is forgotten.",
    "work": "Do the work in the background: webhooks, mail, letters, search, statistics.",
    "token": "Make and take back the tokens by which programs use the API.",
    "post": "Hand over the letters that wait, and tidy the store of documents.",
    "rotate": "Change the master key that closes all personal data.",
    "backup": "Write everything this authority has to one file.",
    "restore": "Bring a backup back.",
}


class LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"anke.site.cli.{cmd_name}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="anke")
def anke() -> None:
    """anke runs an administrative appeals authority.

    What the authority has promised is data (anke check). What it does is an event (anke verify).
    Every figure is a question put to the events (anke figure, anke report).

    New here? Start with:  anke demo
    """


def main() -> None:
    _open_streams()
    output = sys.stdout
    try:
        anke.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except Failure as problem:
        click.echo(f"anke: {problem}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)
    except SystemExit:
        if sys.stdout is not output:  # click met the broken pipe first, and put another in its place
            sys.exit(0)
        raise
    except OSError as problem:
        where = f"{problem.filename}: " if problem.filename else ""
        click.echo(f"anke: {where}{problem.strerror or problem}. The work was not done to its end.", err=True)
        _drop_output()
        sys.exit(1)


def _open_streams() -> None:
    """Where nobody listens there is still somewhere to write; a sign the listener has no letter for is no
    reason to stop."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _drop_output() -> None:
    """What could not be written is not tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()
