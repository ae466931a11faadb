"""The register compared with its events: two streams in the same order, walked side by side."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db import transaction

from anke.casework.cases.models import Case
from anke.casework.cases.projection import DERIVED, FIELDS, row_of
from anke.casework.cases.times import Usual
from anke.events import queries as events
from anke.events.apply import CaseState, fold

_BATCH: Final = 1_000
# Not `act_by`: it follows from the usual times of the night before, not from the events.
_COLUMNS: Final = (*FIELDS, *(column for column in DERIVED if column != "act_by"), "head")
Shown = tuple[int, dict[str, Any]]  # subject id, row


def differences(advance: Callable[[int], object], most: int) -> list[str]:
    """One line per difference, at most `most`; a last line for the cases beyond."""
    broken: dict[str, str] = {}
    told: list[str] = []
    beyond = 0
    for number in _suspects(advance, broken):
        if len(told) >= most:
            beyond += 1
        elif number in broken:
            told.append(f"case {number}: its events cannot be replayed: {broken.pop(number)}")
        else:
            told += _confirmed(number)
    told += [f"case {number}: not in the register, and {why}" for number, why in broken.items()]
    return [*told[:most], f"… and {beyond} more cases"] if beyond else told[:most]


def _suspects(advance: Callable[[int], object], broken: dict[str, str]) -> Iterator[str]:
    """Numbers of the cases in which register and replay differ, or that only one of them knows."""
    shown, seen = _shown(), 0
    row = next(shown, None)
    for subject_id, head, state in events.case_states(broken.__setitem__):
        while row is not None and row[0] < subject_id:
            yield row[1]["number"]
            row = next(shown, None)
        if row is None or row[0] != subject_id:
            yield state.name
        else:
            if row[1] != _replayed(state, head):
                yield state.name
            row = next(shown, None)
        seen += 1
        if seen % _BATCH == 0:
            advance(_BATCH)
    advance(seen % _BATCH)
    while row is not None:
        yield row[1]["number"]
        row = next(shown, None)


def _shown() -> Iterator[Shown]:
    """The register's rows by subject id, a batch at a time."""
    rows = Case.objects.order_by("subject_id").values_list("subject_id", *_COLUMNS)
    after = 0
    while some := list(rows.filter(subject_id__gt=after)[:_BATCH]):
        for subject_id, *row in some:
            yield subject_id, dict(zip(_COLUMNS, row, strict=True))
        after = some[-1][0]


def _confirmed(number: str) -> list[str]:
    """The differences in one case, looked at alone with its row held: an act done meanwhile makes none."""
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(number=number).first()
        told = events.events_of("case", number)
        state = fold(told)
        if state is None:
            return [] if case is None else [f"case {number}: in the register, but it has no events"]
        if case is None:
            return [f"case {number}: not in the register, though it has {state.last_position} events"]
        replayed = _replayed(state, told[-1].hash)
        return [
            f"case {number}, {column}: the register says {_said(getattr(case, column))}, "
            f"the events say {_said(replayed[column])}"
            for column in _COLUMNS
            if getattr(case, column) != replayed[column]
        ]


def _replayed(state: CaseState, head: str) -> dict[str, Any]:
    row = row_of(state, Usual()) | {"head": head}
    del row["act_by"]
    return row


def _said(value: object) -> str:
    return "nothing" if value is None else str(value)
