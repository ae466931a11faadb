"""`anke selfcheck`: would any case get stuck? Each has somebody who acts next, and a day by which."""

from dataclasses import asdict

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": (
        "Ingen sag sidder fast: {count} åbne sager har alle en, der skal handle, og en dag.",
        "{count} sager ville sidde fast:",
    ),
    "en": (
        "No case is stuck: {count} open cases all have somebody who must act, and a day.",
        "{count} cases would get stuck:",
    ),
}
_SHOWN = 20


@click.command(name="selfcheck")
@options.as_json
@options.language
@options.workspace
def command(as_json: bool, lang: str, workspace: str | None) -> None:
    """Check that every open case has somebody who acts next, who is here, and a day by which; and that every
    results plan is as it was fixed.

    Ends with status 1 where one is not.

    \b
    anke selfcheck              in words
    anke selfcheck --json       for programs: open, violations
    """
    options.start(workspace)
    require_store()
    from anke.casework.cases import queries
    from anke.site.cli.guard_ import in_words
    from anke.steering.guarding import queries as guarding

    found, waiting = queries.violations(), queries.count_waiting()
    if as_json:
        options.answer({"open": waiting, "violations": [asdict(one) for one in found]})
    else:
        good, bad = WORDS[lang]
        click.echo(bad.format(count=len(found)) if found else good.format(count=waiting))
        for one in found[:_SHOWN]:
            click.echo(f"  {one.number}: {one.en if lang == 'en' else one.da}")
    changed = [one for one in guarding.guards() if one.changed]
    if not as_json:
        for plan in changed:
            click.echo("\n".join(in_words(plan, lang)))
    if found:
        raise Failure(f"{len(found)} cases would get stuck. Assign them, or move them to an office.")
    if changed:
        names = ", ".join(plan.plan for plan in changed)
        raise Failure(f"Results plans changed since they were fixed: {names}. See: anke guard")
