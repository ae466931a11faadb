"""The lines of the report's tables of goals: a goal of several parts, its parts, a goal of one part."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from anke.steering.results import phrases
from anke.steering.results.answers import Contract, GoalResult, SubgoalResult
from anke.steering.results.report import labels
from anke.steering.results.report.additions import Additions
from anke.steering.results.report.shapes import Row


def groups(contract: Contract, additions: Additions) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    groups: dict[str, list[Row]] = {}
    final = not contract.final and not contract.printed
    for goal in contract.goals:
        groups.setdefault(goal.group_text, []).extend(
            _rows(goal, contract.lang, final=final, said=additions.explanations)
        )
    return tuple((title, tuple(rows)) for title, rows in groups.items())


def _rows(goal: GoalResult, lang: str, *, final: bool, said: Mapping[str, str]) -> list[Row]:
    """A goal with one part is one line; otherwise a line for the goal and one for each part.

    `final`: say of what is final that it is. `said`: explanations, by goal or part."""
    if len(goal.subgoals) == 1:
        only = goal.subgoals[0]
        row = _row((goal.id, goal.title), only, lang, level=0, final=final, notes=goal.note_count)
        words = " ".join(said[name] for name in (goal.id, only.id) if said.get(name))
        return [replace(row, explanation=words)]
    head = Row(
        id=goal.id,
        title=goal.title,
        remark=labels.ANY_OF[lang] if goal.logic == "any_of" else "",
        status=goal.status,
        status_text=phrases.BRIEFLY[goal.status][lang],
        figure="",
        target="",
        distance="",
        cases="",
        notes=str(goal.note_count or ""),
        level=0,
        explanation=said.get(goal.id, ""),
    )
    parts = [_row((one.id, one.short), one, lang, level=1, final=final) for one in goal.subgoals]
    return [head, *(replace(row, explanation=said.get(row.id, "")) for row in parts)]


def _row(
    head: tuple[str, str], one: SubgoalResult, lang: str, *, level: int, final: bool, notes: int = 0
) -> Row:
    marks = [
        labels.PRELIMINARY[lang] if one.preliminary else "",
        labels.INFERRED[lang] if one.inferred else "",
        labels.FINAL[lang] if final and one.final else "",
    ]
    return Row(
        id=head[0],
        title=head[1],
        remark=", ".join(mark for mark in marks if mark),
        status=one.status,
        status_text=phrases.BRIEFLY[one.status][lang],
        figure=one.figure_text,
        target=one.target_text,
        distance=one.distance_text,
        cases=cases(one, lang),
        notes=str(notes or ""),
        level=level,
    )


def cases(one: SubgoalResult, lang: str) -> str:
    """What a figure counts: `numerator / denominator` of a share, the number of cases of a mean."""
    origin = one.origin
    if origin is None or origin.numerator is None or origin.denominator is None:
        return ""
    whole = phrases.number(Decimal(origin.denominator), 0, lang)
    if origin.measure is not None and origin.measure.kind in ("share_within", "rate", "stock_older_than"):
        return f"{phrases.number(Decimal(origin.numerator), 0, lang)} / {whole}"
    return whole
