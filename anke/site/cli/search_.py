"""`anke search`: find cases as somebody sees them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure

if TYPE_CHECKING:
    from anke.organisation.queries import User

WORDS = {
    "da": {
        "none": "Ingen af de sager, {who} ser, svarer til det.",
        "more": "Flere end {count} sager; her er de første {shown}.",
        "some": "{count} sager.",
    },
    "en": {
        "none": "None of the cases {who} sees answers to that.",
        "more": "More than {count} cases; here are the first {shown}.",
        "some": "{count} cases.",
    },
}


@click.command(name="search")
@click.argument("text", metavar="QUERY")
@click.option("--as", "initials", metavar="INITIALS", required=True, help="Whose sight of cases counts.")
@options.as_json
@options.quiet
@options.language
def command(*, text: str, initials: str, as_json: bool, quiet: bool, lang: str) -> None:
    """Find cases by words, a name or a case number, as a person here sees them.

    Every word must be there; "words in quotes" stand together; begin* finds every ending; -word must not be
    there. What is found is set down in the log of readings. A personal number is not taken: what is typed
    here is kept by the shell.

    \b
    anke search 'flytning depositum' --as anna
    anke search 2025-000123 --as anna --json
    """
    options.start()
    found = _found(text, initials)
    if as_json:
        options.answer(found)
    else:
        click.echo(_in_words(found, initials, lang, quiet=quiet))


def _found(text: str, initials: str) -> dict[str, Any]:
    from anke.casework.search import commands, queries
    from anke.organisation import commands as organisation

    words, person = queries.parted(text)
    if person:
        raise Failure(
            "That holds a personal number, and the shell keeps what is typed. Use the search page instead."
        )
    now = datetime.now(UTC)
    left = commands.follow(most=2_000)
    answer = queries.search(queries.Asked(text=words), user=_user(initials), at=now)
    numbers = [hit.number for hit in answer.hits]
    organisation.record_reading(who=initials, numbers=numbers, what="search", at=now)
    return {
        "count": answer.count,
        "more": answer.more,
        "events_not_followed": left,
        "cases": [
            {
                "number": hit.number,
                "case_type": hit.case_type,
                "status": hit.status,
                "received_on": hit.received_on,
                "caseworker": hit.caseworker,
                "snippets": ["".join(part for part, _ in piece.parts) for piece in hit.snippets],
            }
            for hit in answer.hits
        ],
    }


def _user(initials: str) -> "User":
    from anke.organisation import queries as organisation

    user = organisation.user_of(initials)
    if user is None:
        raise Failure(
            f"{initials} has no account here, or no role in force. Write the initials of one who has."
        )
    return user


def _in_words(found: dict[str, Any], who: str, lang: str, *, quiet: bool) -> str:
    words, lines = WORDS[lang], []
    if not found["cases"]:
        return words["none"].format(who=who)
    for one in found["cases"]:
        lines.append(f"{one['number']}  {one['received_on']}  {one['case_type']}  {one['status']}")
        lines += [f"    {piece}" for piece in one["snippets"] if not quiet]
    said = words["more" if found["more"] else "some"]
    return "\n".join([*lines, said.format(count=found["count"], shown=len(found["cases"]))])
