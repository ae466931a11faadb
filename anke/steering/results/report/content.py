"""What the report says, the same in every form: facts, tables of words, lists. No layout."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from anke.content.schema.base import Text
from anke.content.schema.notes import Note, NoteKind
from anke.content.schema.subgoal import PlanUnit
from anke.rules.local import DENMARK
from anke.rules.scoring import Status
from anke.steering.results import phrases
from anke.steering.results.answers import CellResult, Contract, GoalResult, Guards, SubgoalResult
from anke.steering.results.report import labels
from anke.steering.results.report.additions import Additions, Duty


@dataclass(frozen=True)
class Row:
    """A line of the table of goals: a goal of several parts, one of its parts, or a goal of one part."""

    id: str
    title: str
    remark: str  # what is special about it: any-of, preliminary, …
    status: Status
    status_text: str
    figure: str
    target: str
    distance: str
    cases: str
    notes: str
    level: int  # 0: a goal, 1: a part
    explanation: str = ""  # what the authority says about it


@dataclass(frozen=True)
class Table:
    title: str
    why: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # the first cell of a row is its heading
    numeric: bool = True  # cells after the first are numbers
    numbers: tuple[tuple[Decimal | None, ...], ...] = ()  # the same cells to count with; None: only words


@dataclass(frozen=True)
class Said:
    """A note as it is printed: to which goal it belongs, its words, what else could have been."""

    about: str
    text: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    contract: Contract
    lang: str
    title: str
    subtitle: str
    synthetic: bool
    warnings: tuple[str, ...]  # made-up figures, a period that is not over
    facts: tuple[tuple[str, str], ...]
    score: str
    counts: str
    explanation: str
    goals_title: str
    goals: tuple[tuple[str, tuple[Row, ...]], ...]  # by group of goals
    notes: str  # how many notes there are, and where
    waiting: tuple[tuple[str, str], ...]  # (subgoal, what for)
    deliveries: tuple[tuple[str, str], ...]
    breaks: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]  # guards, boards
    choices: tuple[Said, ...]
    doubts: tuple[Said, ...]
    gaps: tuple[Said, ...]
    origins: Table
    explanations: tuple[tuple[str, str], ...]  # (goal or subgoal, words), in the order of the goals
    deviations: Table
    duties: tuple[Table, ...]  # appendices
    stamp: str
    fingerprint: str
    additions: Additions

    def word(self, text: Text) -> str:
        return text[self.lang]


def report(contract: Contract, *, synthetic: bool, additions: Additions) -> Report:
    """The content of a report. `synthetic`: every event behind it is made up."""
    lang, plan, score = contract.lang, contract.plan, contract.score
    title = (labels.PRINTED_TITLE if contract.printed else labels.TITLE)[lang].format(year=plan.year)
    warnings = [labels.SYNTHETIC[lang]] if synthetic and not contract.printed else []
    warnings += [] if contract.closed else [labels.OPEN[lang]]
    subgoals = [one for goal in contract.goals for one in goal.subgoals]
    return Report(
        contract=contract,
        lang=lang,
        title=title,
        subtitle=f"{plan.agency[lang]} · {phrases.period_name(contract.period, lang)}",
        synthetic=synthetic and not contract.printed,
        warnings=tuple(warnings),
        facts=(*_facts(contract), *_edition(additions, lang)),
        score=contract.score_text,
        counts=labels.COUNTS[lang].format(met=score.met, not_met=score.not_met, undecided=score.undecided),
        explanation="" if score.settled else labels.INTERVAL[lang].format(count=len(contract.goals)),
        goals_title=labels.GOALS[lang].format(count=len(contract.goals)),
        goals=_groups(contract, additions),
        notes=labels.NOTE_COUNT[lang].format(
            notes=len(_choices(contract)) + len(_doubts(contract)) + len(plan.gaps)
        ),
        waiting=tuple((one.id, one.waiting_for) for one in subgoals if one.waiting_for),
        deliveries=tuple((one.id, phrases.capital(text)) for one in subgoals for text in one.deliveries),
        breaks=tuple((one.id, cut.reason[lang]) for one in subgoals for cut in one.content.series_breaks),
        tables=tuple(table for table in (_guards(subgoals, lang), _boards(subgoals, lang)) if table.rows),
        choices=_choices(contract),
        doubts=_doubts(contract),
        gaps=tuple(Said("", one.text[lang], ()) for one in plan.gaps),
        origins=_origins(subgoals, contract.footing_text, lang),
        explanations=_explanations(contract, additions),
        deviations=_deviations(additions, plan.reporting.deviations[lang], lang),
        duties=tuple(_duty(number, one, lang) for number, one in enumerate(additions.duties, 1)),
        stamp=additions.stamp,
        fingerprint=additions.fingerprint,
        additions=additions,
    )


def _facts(contract: Contract) -> list[tuple[str, str]]:
    lang, plan = contract.lang, contract.plan
    found = [
        (labels.AGENCY[lang], plan.agency[lang]),
        (labels.MINISTRY[lang], plan.ministry[lang]),
        (labels.PERIOD[lang], phrases.period_name(contract.period, lang)),
        (labels.STANDING[lang], phrases.capital(contract.standing_text)),
    ]
    if contract.printed:
        return found
    found.insert(3, (labels.JUDGED[lang], contract.footing_text))
    if contract.due is not None:
        days = {name: phrases.day(getattr(contract.due, name), lang) for name in ("nominal", "shifted")}
        moved = contract.due.nominal != contract.due.shifted
        found.append(
            (labels.DUE[lang], (labels.DUE_MOVED if moved else labels.DUE_SAME)[lang].format(**days))
        )
    found.append((labels.KNOWN_AT[lang], known_at(contract)))
    return found


def known_at(contract: Contract) -> str:
    """The moment it was known at, or the last event's, and that event's number."""
    moment = contract.known_at or contract.known_until
    if moment is None or contract.watermark is None:
        return labels.NOTHING[contract.lang]
    local = moment.astimezone(DENMARK)
    said = f"{phrases.day(local.date(), contract.lang)} {local:%H:%M}"
    seq = phrases.number(Decimal(contract.watermark), 0, contract.lang)
    return labels.UNTIL[contract.lang].format(moment=said, seq=seq)


def _edition(additions: Additions, lang: str) -> list[tuple[str, str]]:
    said = ((labels.STAMP, additions.stamp), (labels.FINGERPRINT, additions.fingerprint))
    return [(name[lang], words) for name, words in said if words]


def _explanations(contract: Contract, additions: Additions) -> tuple[tuple[str, str], ...]:
    known = [name for goal in contract.goals for name in (goal.id, *(one.id for one in goal.subgoals))]
    return tuple((name, additions.explanations[name]) for name in known if additions.explanations.get(name))


def _deviations(additions: Additions, why: str, lang: str) -> Table:
    heads = tuple(one[lang] for one in (labels.AREA, labels.WHAT, labels.REPORTED_BY, labels.ON))
    rows = tuple(
        (labels.DEVIATION_AREA[one.area][lang], one.words, one.by, phrases.day(one.on, lang))
        for one in additions.deviations
    )
    return Table(labels.DEVIATIONS[lang], why, heads, rows, numeric=False)


def _duty(number: int, duty: Duty, lang: str) -> Table:
    title = labels.APPENDIX[lang].format(number=number, title=duty.title)
    return Table(title, duty.note, duty.columns, duty.rows)


def _groups(contract: Contract, additions: Additions) -> tuple[tuple[str, tuple[Row, ...]], ...]:
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


def weeks(days: Decimal | int | None, lang: str) -> str:
    """Days as weeks, without the unit."""
    return phrases.DASH if days is None else phrases.number(Decimal(days) / 7, 1, lang)


def _guards(subgoals: list[SubgoalResult], lang: str) -> Table:
    rows = tuple((one.id, *_guard(one.guards, lang)) for one in subgoals if one.guards is not None)
    words = (
        labels.PENDING, labels.MEAN_AGE, labels.MEDIAN_AGE, labels.P90_AGE, labels.OLDEST,
        labels.RECEIVED, labels.DECIDED, labels.CLEARANCE,
    )  # fmt: skip
    heads = (labels.GOAL[lang], *(one[lang] for one in words))
    numbers = tuple(_counted(one.guards) for one in subgoals if one.guards is not None)
    return Table(labels.GUARDS[lang], labels.GUARDS_WHY[lang], heads, rows, numbers=numbers)


def _counted(found: Guards) -> tuple[Decimal | None, ...]:
    """The guard figures in the order of their columns; ages in weeks."""
    ages = (found.mean_age, found.median_age, found.p90_age, found.oldest_age)
    weeks_old = (None if days is None else Decimal(days) / 7 for days in ages)
    return (
        Decimal(found.pending),
        *weeks_old,
        Decimal(found.received),
        Decimal(found.decided),
        found.clearance,
    )


def _guard(found: Guards, lang: str) -> tuple[str, ...]:
    ages = (found.mean_age, found.median_age, found.p90_age, found.oldest_age)
    counts = [phrases.number(Decimal(one), 0, lang) for one in (found.pending, found.received, found.decided)]
    clearance = (
        phrases.NO_FIGURE[lang] if found.clearance is None else phrases.number(found.clearance, 1, lang)
    )
    return (counts[0], *(weeks(one, lang) for one in ages), *counts[1:], clearance)


def _boards(subgoals: list[SubgoalResult], lang: str) -> Table:
    cells = [cell for one in subgoals for cell in one.cells]
    boards = list(dict.fromkeys(cell.board_title for cell in cells))
    figures = list(dict.fromkeys(cell.figure_short for cell in cells))
    shown = {(cell.board_title, cell.figure_short): _cell(cell, lang) for cell in cells}
    value = {(cell.board_title, cell.figure_short): cell.value for cell in cells}
    rows = tuple((board, *(shown[board, figure] for figure in figures)) for board in boards)
    numbers = tuple(tuple(value[board, figure] for figure in figures) for board in boards)
    title = labels.BOARDS[lang].format(boards=len(boards))
    return Table(title, "", (labels.BOARD[lang], *figures), rows, numbers=numbers)


def _cell(cell: CellResult, lang: str) -> str:
    """The head of the column says what is counted, so a number of cases needs no unit."""
    if cell.value is None or cell.unit != PlanUnit.CASES:
        return cell.shown
    return phrases.number(cell.value, 0, lang)


def _choices(contract: Contract) -> tuple[Said, ...]:
    plan, lang = contract.plan, contract.lang
    judging = (plan.scoring.rounding, *plan.scoring.notes, *plan.reporting.notes)
    found = [_said(labels.SCORING[lang], one, lang) for one in judging if one.kind is NoteKind.CHOICE]
    found += [_said(labels.COUNTING[lang], one, lang) for one in plan.counting]
    return tuple(
        found + [_said(name, one, lang) for name, one in _noted(contract) if one.kind is NoteKind.CHOICE]
    )


def _doubts(contract: Contract) -> tuple[Said, ...]:
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


def _origins(subgoals: list[SubgoalResult], footing: str, lang: str) -> Table:
    """Where a figure covers something else than the whole report, its source says what."""
    rows = []
    for one in subgoals:
        if one.origin is not None:
            seen = one.origin
            covers = "" if one.footing_text in ("", footing) else f", {one.footing_text}"
            rows.append((one.id, f"{seen.source}{covers}", seen.definition or "", seen.digest or ""))
    heads = tuple(one[lang] for one in (labels.GOAL, labels.SOURCE, labels.DEFINITION, labels.DIGEST))
    why = labels.ORIGINS_WHY[lang] if any(row[-1] for row in rows) else ""
    return Table(labels.ORIGINS[lang], why, heads, tuple(rows), numeric=False)
