"""A question to a reviewer and the answers there are."""

from pydantic import Field

from anke.content.schema.base import Id, Strict, Text, Truth


class Answer(Strict):
    """An answer a reviewer can give. `good`: whether it counts as met; left out: it is not counted."""

    id: Id
    title: Text
    good: Truth | None = None


class Criterion(Strict):
    id: Id
    title: Text
    help: Text | None = None
    answers: tuple[Answer, ...] = Field(min_length=2)
