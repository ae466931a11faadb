"""`anke guard`: is every results plan as it was adopted? Adopt the plans whose year has begun."""

from dataclasses import asdict
from typing import Any

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": {
        "good": "{plan}: som den blev lagt fast den {day} (SHA-256 {sha256}).",
        "loose": "{plan}: ikke lagt fast endnu.",
        "fixed": "Lagt fast: {plans}.",
        "none": "Der var ingen plan at lægge fast.",
        "place": "  {path}: {old} → {new}",
        "definition": "  definitionen af {name} er ikke i den version, der er i kraft",
    },
    "en": {
        "good": "{plan}: as it was fixed on {day} (SHA-256 {sha256}).",
        "loose": "{plan}: not fixed yet.",
        "fixed": "Fixed: {plans}.",
        "none": "There was no plan to fix.",
        "place": "  {path}: {old} → {new}",
        "definition": "  the definition of {name} is not in the version in force",
    },
}


@click.command(name="guard")
@click.option("--adopt", is_flag=True, help="Fix the plans whose year has begun and that are not fixed yet.")
@options.as_json
@options.language
def command(adopt: bool, as_json: bool, lang: str) -> None:
    """Check that every results plan is as it was adopted; name every place that is not.

    Ends with status 1 where a plan was changed. A slip of our own data against the signed paper is put right
    on the plan's page, by two persons.

    \b
    anke guard               every plan, in words
    anke guard --adopt       fix the plans in use (`anke work` does it too)
    anke guard --json        for programs: sha256, adopted, differences, remarks
    """
    options.start()
    require_store()
    from anke.site.today import house_now
    from anke.steering.guarding import commands, queries

    words = WORDS[lang]
    if adopt:
        done = commands.adopt_due(actor="system", recorded_at=house_now())
        if not as_json:
            click.echo(words["fixed"].format(plans=", ".join(done)) if done else words["none"])
    found = queries.guards()
    if as_json:
        options.answer([_data(one) for one in found])
    else:
        for one in found:
            click.echo("\n".join(in_words(one, lang)))
    changed = [one.plan for one in found if one.changed]
    if changed:
        raise Failure(f"Changed since they were fixed: {', '.join(changed)}.")


def in_words(found: Any, lang: str) -> list[str]:
    """How a plan stands, with every place that differs."""
    words = WORDS[lang]
    if found.told is None:
        return [words["loose"].format(plan=found.plan)]
    if not found.changed:
        known = {"plan": found.plan, "day": found.told.adopted_on, "sha256": found.told.sha256}
        return [words["good"].format(**known)]
    from anke.steering.guarding import queries

    lines = [f"{found.plan}: {said}" for said in queries.warnings(found.plan, lang)]
    lines += [
        words["place"].format(path=one.path, old=one.old or "–", new=one.new or "–")
        for one in found.differences
    ]
    return lines + [words["definition"].format(name=name) for name in found.definitions]


def _data(found: Any) -> dict[str, Any]:
    told = found.told
    return {
        "plan": found.plan,
        "sha256": found.sha256,
        "adopted": None
        if told is None
        else {"on": told.adopted_on, "by": told.adopted_by, "sha256": told.sha256},
        "changed": found.changed,
        "differences": [asdict(one) for one in found.differences],
        "definitions": list(found.definitions),
        "corrections": []
        if told is None
        else [
            {"reason": one.reason, "by": one.by, "approved_by": one.approved_by, "on": one.approved_on}
            for one in told.corrections
        ],
        "remarks": [] if told is None else [asdict(one) for one in told.remarks],
    }
