"""What one kind of event is: its data, its sentence, the state it needs, what it says about a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from anke.events import codes
from anke.events.fields import Field
from anke.events.problem import BadData
from anke.rules.facts import NO, YES
from anke.rules.steps import Act

Data = Mapping[str, Any]
Words = Callable[[date, Data], dict[str, Any]]  # column -> new value; None takes the value back
EPOCH: Final = date(1970, 1, 1).toordinal()


def _nothing(happened_on: date, data: Data) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class KindOfEvent:
    """One kind of event. `moves`, for other subjects than cases: from which state (None: unborn) to which."""

    name: str
    code: int  # in the statistics; never changed, never used again
    subject: str  # the kind of subject it happens to; "*": any
    sentence: tuple[str, str]  # Danish, English; a part in [ ] is left out where its value is missing
    fields: tuple[Field, ...] = ()
    act: Act | None = None  # cases: the row in rules/steps.py
    moves: Mapping[str | None, str] = field(default_factory=dict)
    birth: bool = False
    says: Words = _nothing

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self.fields if entry.required)

    @cached_property
    def optional(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self.fields if not entry.required)

    @cached_property
    def personal(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self.fields if entry.personal)

    def words(self, happened_on: date, data: Data) -> dict[str, Any]:
        """What the event says about the case: column → value (id, code, date, bool), None = taken back."""
        return self.says(happened_on, data)

    def patch(self, happened_on: date, data: Data) -> dict[str, int]:
        """The same in whole numbers, as `rules/facts.py` keeps them. 0 = taken back."""
        return {column: number(column, value) for column, value in self.says(happened_on, data).items()}


def about_case(
    name: str, code: int, act: Act | None, da: str, en: str, *fields: Field, **more: Any
) -> KindOfEvent:
    """A kind that happens to a case, taking the step `act` of rules/steps.py."""
    return KindOfEvent(name, code, "case", (da, en), fields, act, **more)


def number(column: str, value: Any) -> int:
    """A fact's value as a whole number.

    >>> number("received_on", date(1970, 1, 2)), number("fully_informed", False), number("outcome", None)
    (1, 1, 0)
    """
    if value is None:
        return 0
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.toordinal() - EPOCH
    if column == "case_type":
        return codes.case_types()[value]
    if column == "outcome":
        return codes.outcomes()[value]
    return int(value)


def check_data(kind: KindOfEvent, data: Data) -> None:
    """Raise `BadData` unless every required value is there, nothing is unknown, and each is of its type.

    No message repeats a value: it may be personal.
    """
    left = len(data)
    for entry in kind.fields:
        if entry.name not in data:
            if entry.required:
                raise BadData(f"{kind.name} needs '{entry.name}': write {entry.type.want}.")
            continue
        left -= 1
        if not entry.type.fits(data[entry.name]):
            raise BadData(f"'{entry.name}' in {kind.name} is not as it must be: write {entry.type.want}.")
    if left:
        known = {entry.name for entry in kind.fields}
        unknown = ", ".join(sorted(_shown(name) for name in data if name not in known))
        raise BadData(f"{kind.name} knows no '{unknown}'. It takes: {', '.join(sorted(known)) or 'nothing'}.")


def _shown(name: object) -> str:
    """A name as it may be repeated: one that is no word may be a value in the wrong place."""
    return name if isinstance(name, str) and name.isidentifier() else "…"
