"""`anke plan`: a results plan out of a StratML file, as content."""

from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure


@click.command(name="plan")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--results", is_flag=True, help="The report the file holds, instead of the plan.")
@options.as_json
@options.quiet
def command(*, file: Path, results: bool, as_json: bool, quiet: bool) -> None:
    """Read a results plan from a StratML file that `anke report --format stratml` wrote.

    It is printed as a content file: put it in plans/ of the authority's folder, and run: anke check

    \b
    anke report --plan 2025 --format stratml --out 2025.xml
    anke plan 2025.xml > 2025.yaml
    anke plan 2025.xml --results --json      the goals, figures and cases' fingerprints it reports
    """
    options.start()
    from anke.steering.results import queries

    try:
        found = queries.read_stratml(_bytes(file))
    except queries.StratmlError as problem:
        raise Failure(f"{file}: {problem}") from None
    if results:
        options.answer(found.report)
        return
    written = _plain(found.plan.model_dump(by_alias=True, exclude_defaults=True))
    if as_json:
        options.answer(written)
    else:
        click.echo(_yaml(written, found.plan.title.da, brief=quiet), nl=False)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except IsADirectoryError:
        raise Failure(f"'{file}' is a folder. Name a StratML file in it.") from None
    except OSError as problem:
        raise Failure(f"'{file}' could not be read: {problem.strerror}.") from None


def _yaml(written: Any, title: str, *, brief: bool) -> str:
    import yaml

    body: str = yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=110)
    return body if brief else f"# {title}, read from a StratML file. Check it with: anke check\n{body}"


def _plain(value: Any) -> Any:
    """What YAML has words for; numbers as people write them."""
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, str | int | float | date | None) else str(value)
