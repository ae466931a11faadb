"""The levers by which cases are given out: each a whole number through time, with meaning and reference."""

import json
from dataclasses import fields
from datetime import date
from hashlib import sha256
from typing import Self

from pydantic import Field, model_validator

from anke.content.schema.base import Day, History, Id, Reference, Strict, Text, Whole, wrong
from anke.content.schema.notes import Note
from anke.rules.distribution import Levers

NAMES = tuple(field.name for field in fields(Levers))


class Lever(Strict):
    """One lever: what it is called, what it counts in, and its value through time."""

    id: Id
    title: Text
    unit: Text
    history: History[Whole]
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        for at, entry in enumerate(self.history.values):
            if not 0 <= entry.value <= 100_000:
                at_value = ("history", "values", at, "value")
                raise wrong(
                    "a lever lies outside its range", "write a whole number from 0 to 100000", at_value
                )
        return self


class Alternative(Strict):
    """Other values of some levers, to compare a proposal with. Never used to give out a case."""

    id: Id
    title: Text
    changes: dict[Id, Whole] = Field(min_length=1)


class Partner(Strict):
    """An office that may send cases to another when it is pressed (makkerkontor), from a day on."""

    office: Whole
    partner: Whole | None  # None: no longer
    since: Day = Field(alias="from")
    reference: Reference


class Distribution(Strict):
    """Everything that settles who gets which case, but for the people and the cases themselves."""

    reference: Reference
    levers: tuple[Lever, ...]
    alternatives: tuple[Alternative, ...] = ()
    burdens: dict[Id, Whole] = Field(default_factory=dict)
    partners: tuple[Partner, ...] = ()
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        given = [lever.id for lever in self.levers]
        for at, name in enumerate(given):
            if name not in NAMES or name in given[:at]:
                raise wrong(
                    f"there is no lever {name}, or it stands twice",
                    f"write each of: {', '.join(NAMES)}",
                    ("levers", at, "id"),
                )
        if missing := sorted(set(NAMES) - set(given)):
            raise wrong(f"the lever {missing[0]} is missing", "write it among the levers", ("levers",))
        for at, other in enumerate(self.alternatives):
            if unknown := sorted(set(other.changes) - set(NAMES)):
                at_changes = ("alternatives", at, "changes")
                raise wrong(
                    f"there is no lever {unknown[0]}", f"write one of: {', '.join(NAMES)}", at_changes
                )
        return self

    def levers_on(self, day: date, alternative: str | None = None) -> Levers:
        """The levers in force on a day; before a lever's first day, its first value. `alternative` (an id)
        puts its values in their place."""
        values = {
            one.id: one.history.values[0].value if (found := one.history.on(day)) is None else found
            for one in self.levers
        }
        changes = next((one.changes for one in self.alternatives if one.id == alternative), None)
        if alternative is not None and changes is None:
            raise KeyError(alternative)
        return Levers(**(values | (changes or {})))

    def partner_of(self, office: int, day: date) -> int | None:
        """The office that takes another's cases on a day."""
        found = None
        for one in sorted(self.partners, key=lambda entry: entry.since):
            if one.office == office and one.since <= day:
                found = one.partner
        return found

    def fingerprint(self) -> str:
        """Sixteen hex digits that change when any value here does: each run keeps them."""
        whole = json.dumps(self.model_dump(mode="json", by_alias=True), sort_keys=True)
        return sha256(whole.encode()).hexdigest()[:16]
