"""The plan's notes as the report prints them: what has been chosen, and what else is in doubt."""

from anke.content.schema.notes import Note, NoteKind
from anke.steering.results.answers import Contract
from anke.steering.results.report import labels
from anke.steering.results.report.shapes import Said


def choices(contract: Contract) -> tuple[Said, ...]:
    plan, lang = contract.plan, contract.lang
    judging = (plan.scoring.rounding, *plan.scoring.notes, *plan.reporting.notes)
    found = [_said(labels.SCORING[lang], one, lang) for one in judging if one.kind is NoteKind.CHOICE]
    found += [_said(labels.COUNTING[lang], one, lang) for one in plan.counting]
    return tuple(
        found + [_said(name, one, lang) for name, one in _noted(contract) if one.kind is NoteKind.CHOICE]
    )


def doubts(contract: Contract) -> tuple[Said, ...]:
    plan, lang = contract.plan, contract.lang
    general = (*plan.notes, *plan.scoring.notes, *plan.reporting.notes)
    found = [("", one) for one in general] + _noted(contract)
    return tuple(_said(name, one, lang) for name, one in found if one.kind is not NoteKind.CHOICE)


def _noted(contract: Contract) -> list[tuple[str, Note]]:
    found = []
    for goal in contract.goals:
        found += [(goal.id, one) for one in goal.notes]
        found += [(part.id, one) for part in goal.subgoals for one in part.notes]
    return found


def _said(about: str, note: Note, lang: str) -> Said:
    return Said(about, note.text[lang], tuple(one[lang] for one in note.alternatives))
