"""`anke retention`: what is to be destroyed, the lists, carrying one out; and traces whose time is over.

Approving stays on the pages: whoever approves logs in, and sees the very list.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

if TYPE_CHECKING:
    from anke.casework.retention.queries import ListPage

T = TypeVar("T")
WORDS = {
    "da": {
        "due": "{n} sager skal slettes og er på ingen liste.",
        "list": "Liste {number}: {stage}, {count} sager, lavet {made_on} af {made_by}",
        "none": "Der er ingen lister.",
        "approve": "To skal nu godkende listen hver for sig på siden /retention/{number}/.",
        "first": "Godkendt af {who} {at}",
        "case": "  {number}  afsluttet {closed_on}, slettes fra {destroy_on}: {state}{kept}",
        "done": "{destroyed} sager er slettet, {kept} er bevaret, {left} venter.",
        "trace": "{title}: {count} fra før {before} {what}.",
        "would": "ville blive glemt",
        "gone": "er glemt",
    },
    "en": {
        "due": "{n} cases are to be destroyed and are on no list.",
        "list": "List {number}: {stage}, {count} cases, made on {made_on} by {made_by}",
        "none": "There are no lists.",
        "approve": "Two must now approve the list, each for themselves, on the page /retention/{number}/.",
        "first": "Approved by {who} {at}",
        "case": "  {number}  closed {closed_on}, to be destroyed from {destroy_on}: {state}{kept}",
        "done": "{destroyed} cases are destroyed, {kept} are kept, {left} wait.",
        "trace": "{title}: {count} from before {before} {what}.",
        "would": "would be forgotten",
        "gone": "are forgotten",
    },
}
STAGES = {
    "listed": ("venter på to godkendelser", "waits for two approvals"),
    "approved_once": ("venter på én godkendelse mere", "waits for one more approval"),
    "approved": ("godkendt af to, kan udføres", "approved by two, to be carried out"),
    "done": ("udført", "carried out"),
    "dropped": ("opgivet", "dropped"),
}
STATES = {"waiting": ("venter", "waits"), "destroyed": ("slettet", "destroyed"), "kept": ("bevaret", "kept")}
_by = click.option(
    "--by", "actor", metavar="INITIALS", required=True, help="Who does it: legal unit or director."
)


@click.group(name="retention")
def command() -> None:
    """See what is to be destroyed, and carry out a list that two have approved on the pages.

    \b
    anke retention due                        how many cases are due, and the lists there are
    anke retention make --by jurist           freeze a list of all that is due
    anke retention show 2025-1                its cases, why, and who has approved it
    anke retention carry-out 2025-1 --by jurist
    anke retention traces --by jurist --dry-run    readings, runs and notices whose time is over
    """


@command.command()
@options.as_json
@options.language
def due(*, as_json: bool, lang: str) -> None:
    """How many cases are due and on no list, and every list there is."""
    now, words = _ready(), WORDS[lang]
    from anke.casework.retention import queries

    count, lists = queries.due(local_date(now)), queries.lists()
    told = [{"number": one.number, "stage": one.stage, "made_on": one.made_on} for one in lists]
    if as_json:
        options.answer({"due": count, "lists": told})
        return
    click.echo(words["due"].format(n=count))
    for one in lists:
        click.echo(f"  {one.number}  {one.made_on}  {STAGES[one.stage][lang == 'en']}")
    if not lists:
        click.echo(words["none"])


@command.command()
@_by
@options.as_json
@options.language
def make(*, actor: str, as_json: bool, lang: str) -> None:
    """Freeze a list of every case whose time has come. Nothing is destroyed by it."""
    now = _ready()
    from anke.casework.retention import commands

    made = _done(lambda: commands.make_list(actor=actor, recorded_at=now), lang)
    _say_list(made.number, lang, as_json=as_json)
    if not as_json:
        click.echo(WORDS[lang]["approve"].format(number=made.number))


@command.command()
@click.argument("number", metavar="LIST")
@options.as_json
@options.language
def show(*, number: str, as_json: bool, lang: str) -> None:
    """A list: its cases, why each, and who has approved it."""
    _ready()
    _say_list(number, lang, as_json=as_json)


@command.command("carry-out")
@click.argument("number", metavar="LIST")
@_by
@options.as_json
@options.language
def carry_out(*, number: str, actor: str, as_json: bool, lang: str) -> None:
    """Destroy the waiting cases of a list that two have approved. Stopped, it goes on when run again.

    Nothing can bring them back. What something keeps by now is kept, and the list says why.
    """
    now = _ready()
    from anke.casework.retention import commands

    done = _done(lambda: commands.carry_out(number=number, actor=actor, recorded_at=now), lang)
    if as_json:
        options.answer(vars(done))
    else:
        click.echo(WORDS[lang]["done"].format(**vars(done)))


@command.command()
@_by
@click.option("--dry-run", is_flag=True, help="Only say how many; forget nothing.")
@options.as_json
@options.language
def traces(*, actor: str, dry_run: bool, as_json: bool, lang: str) -> None:
    """Forget readings, runs of the distribution and seen notices older than retention.yaml says."""
    now, words = _ready(), WORDS[lang]
    from anke.casework.retention import commands

    found = _done(lambda: commands.forget_traces(actor=actor, recorded_at=now, dry_run=dry_run), lang)
    if as_json:
        options.answer([vars(one) for one in found])
        return
    what = words["would" if dry_run else "gone"]
    for one in found:
        title = one.title_en if lang == "en" else one.title_da
        click.echo(words["trace"].format(title=title, count=one.count, before=one.before, what=what))


def _ready() -> datetime:
    options.start()
    require_store()
    from anke.site.today import house_now

    return house_now()


def _done(act: Callable[[], T], lang: str) -> T:
    try:
        return act()
    except Refused as refused:
        raise Failure(refused[lang]) from None


def _say_list(number: str, lang: str, *, as_json: bool) -> None:
    from anke.casework.retention import queries

    found = queries.list_page(number, lang=lang, start=0, limit=10_000)
    if found is None:
        numbers = ", ".join(one.number for one in queries.lists()) or "–"
        raise Failure(f"There is no destruction list {number}. There are: {numbers}.")
    if as_json:
        options.answer(_as_data(found))
        return
    english, words, made = lang == "en", WORDS[lang], found.list
    stage = STAGES[made.stage][english]
    told = {"number": number, "stage": stage, "count": found.count, "made_on": made.made_on}
    click.echo(words["list"].format(**told, made_by=made.made_by))
    click.echo(f"  SHA-256 {made.sha256}")
    for who, at in ((made.first_by, made.first_at), (made.second_by, made.second_at)):
        if who:
            click.echo(f"  {words['first'].format(who=who, at=f'{at:%Y-%m-%d %H:%M}')}")
    for row in found.rows:
        kept = f" ({row.kept})" if row.kept else ""
        days = {"closed_on": row.closed_on, "destroy_on": row.destroy_on}
        state = STATES[row.state][english]
        click.echo(words["case"].format(number=row.number, **days, state=state, kept=kept))


def _as_data(found: "ListPage") -> dict[str, Any]:
    made = found.list
    return {
        "number": made.number,
        "stage": made.stage,
        "sha256": made.sha256,
        "intact": found.intact,
        "made_by": made.made_by,
        "approved_by": [who for who in (made.first_by, made.second_by) if who],
        "cases": [vars(row) for row in found.rows],
    }
