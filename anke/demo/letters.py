"""Decisions to read again: letters of the synthetic authority's cases that were drawn or reviewed. Which
words a case has follows from its number; every word is made up."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from anke.casework.cases.queries import Case
from anke.casework.letters import commands
from anke.casework.letters.commands import SentBefore
from anke.content.schema.base import Strict
from anke.demo.assumed import read

_AT_ONCE = 500


class Style(Strict):
    """The parts of a decision in one manner of writing; an empty reply: there is none."""

    facts: str
    rules: str
    considerations: str
    reply: str


class Decisions(Strict):
    """decisions.yaml. `results`: the first words, by outcome."""

    title: str
    results: dict[str, str]
    redress: str
    contact: str
    styles: tuple[Style, ...]


def write_decisions(numbers: Iterable[str], *, actor: str, recorded_at: datetime) -> int:
    """Put the texts on those of these cases that are decided on their merits and sent; returns how many."""
    told, wanted = Decisions.model_validate(read("decisions")), sorted(set(numbers))
    found: list[SentBefore] = []
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Case.objects.filter(number__in=wanted[start : start + _AT_ONCE], dispatched_on__isnull=False)
        rows = rows.filter(people__kind="appellant", outcome__in=told.results).exclude(status="destroyed")
        for number, outcome, signer in rows.values_list("number", "outcome", "caseworker").distinct():
            parts = _parts(told, number, str(outcome))
            found.append(SentBefore(number, told.title, parts, signer or actor))
    return commands.bring_in_decisions(found, actor=actor, recorded_at=recorded_at)


def _parts(told: Decisions, number: str, outcome: str) -> dict[str, str]:
    style = told.styles[int.from_bytes(hashlib.sha256(number.encode()).digest()[:4]) % len(told.styles)]
    return {
        "decision": told.results[outcome],
        "facts": style.facts,
        "rules": style.rules,
        "considerations": style.considerations,
        "reply": style.reply,
        "redress": told.redress,
        "contact": told.contact,
    }
