"""What is wrong in a content file, said so that the person who wrote it can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `file` is relative to the authority's folder, `line` counts from 1."""

    file: str
    line: int
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} — {self.do}"


class ContentError(Exception):
    """The content cannot be used. Carries every problem found, not the first only."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        super().__init__(f"{head} in the content:\n" + "\n".join(str(one) for one in self.problems))
