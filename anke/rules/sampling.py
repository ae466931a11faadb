"""Drawing cases by chance, so that anybody can repeat it: a frozen frame, a seed of two, a ticket per case.

- The frame is every case that can be drawn. Its SHA-256 is shown before the draw (`frame_hash`).
- Two people each promise a contribution by its hash (`commitment`) before the frame is frozen, and reveal it
  afterwards. The seed follows from both (`seed_of`): neither of them, nor whoever made the frame, knew it.
- Each case has a ticket: SHA-256 of seed and number (`ticket`). The lowest tickets of a stratum are drawn. A
  case's ticket does not depend on the other cases, so one that comes or goes disturbs no other.
- The tickets after them are the reserve, used in that order and no other.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice
from operator import eq

from anke.rules.refusal import Refused

LEAST_WORDS = 16  # characters of a contribution: what can be guessed from its hash promises nothing


@dataclass(frozen=True)
class Stratum:
    """What was drawn of one office: its cases in order of number; sample and reserve in order of ticket."""

    office: int
    frame: tuple[str, ...]
    sample: tuple[str, ...]
    reserve: tuple[str, ...]
    wanted: int

    @property
    def taken_whole(self) -> bool:
        """Whether there were no more cases than wanted, so that all of them were taken."""
        return len(self.frame) <= self.wanted


def frame_hash(numbers: Iterable[str]) -> str:
    """SHA-256 of the sorted case numbers, each on a line of its own (UTF-8, ended by a line feed).

    >>> frame_hash(["2024-000002", "2024-000001"]) == frame_hash(["2024-000001", "2024-000002"])
    True
    >>> frame_hash([])[:8]
    'e3b0c442'
    """
    rows = sorted(numbers)
    return hashlib.sha256("".join(f"{one}\n" for one in rows).encode()).hexdigest()


def commitment(words: str) -> str:
    """The hash by which a contribution is promised before anybody knows it.

    >>> commitment("regn over Aalborg i dag")[:8]
    'e409d6b0'
    """
    return hashlib.sha256(words.encode()).hexdigest()


def seed_of(draw: str, contributions: Sequence[str]) -> str:
    """The seed of a draw: SHA-256 of its name and its contributions in the order they were promised.

    The name is in it, so that the same two contributions never give the same draw twice.
    """
    return hashlib.sha256("\n".join((draw, *contributions)).encode()).hexdigest()


def ticket(seed: str, number: str) -> str:
    """A case's ticket: SHA-256 of seed, a slash and the number.

    >>> ticket("00", "2024-000001")[:8]
    'b507e2ca'
    """
    return hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()


def in_ticket_order(seed: str, numbers: Iterable[str], most: int) -> tuple[str, ...]:
    """At most so many of the numbers, those with the lowest tickets, lowest first."""
    sha256, begun = hashlib.sha256, f"{seed}/".encode()
    tickets = ((sha256(begun + number.encode()).digest(), number) for number in numbers)
    return tuple(number for _, number in nsmallest(most, tickets))


def draw(
    frame: Mapping[int, Iterable[str]], seed: str, wanted: Mapping[int, int], reserve: int
) -> tuple[Stratum, ...]:
    """Draw without replacement from each office's cases; `reserve` further tickets wait in order.

    An office with fewer cases than wanted gives all it has, and `taken_whole` says so. Raises `ValueError`
    for a case that stands in two offices, or twice.
    """
    strata = []
    for office in sorted(frame):
        cases, size = tuple(sorted(frame[office])), wanted.get(office, 0)
        drawn = in_ticket_order(seed, cases, size + reserve)
        strata.append(Stratum(office, cases, drawn[:size], drawn[size:], size))
    every = sorted(chain.from_iterable(one.frame for one in strata))
    if any(map(eq, every, islice(every, 1, None))):
        raise ValueError("A case stands twice in the frame. Each case lies in one office, once.")
    return tuple(strata)


def shares(total: int, sizes: Mapping[int, int]) -> dict[int, int]:
    """How many of `total` each office gives, in proportion to its size; largest remainders first, then the
    lowest office number (Hamilton's method). None gives more than it has.

    >>> shares(10, {1: 50, 2: 30, 3: 20}), shares(10, {1: 2, 2: 3}), shares(4, {1: 1, 2: 1, 3: 1})
    ({1: 5, 2: 3, 3: 2}, {1: 2, 2: 3}, {1: 1, 2: 1, 3: 1})
    """
    whole = sum(sizes.values())
    if whole <= total:
        return dict(sizes)
    given = {office: total * size // whole for office, size in sizes.items()}
    left = total - sum(given.values())
    order = sorted(sizes, key=lambda office: (-(total * sizes[office] % whole), office))
    return given | {office: given[office] + 1 for office in order[:left]}


def require_contribution(words: str) -> str:
    """A contribution, without blanks around it. Raises `Refused` for one that could be guessed."""
    said = words.strip()
    if len(said) < LEAST_WORDS:
        raise Refused(
            f"Skriv mindst {LEAST_WORDS} tegn, som ingen kan gætte, og husk dem ord for ord.",
            f"Write at least {LEAST_WORDS} characters nobody can guess, and remember them word for word.",
        )
    return said


def differences(frozen: Iterable[str], given: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which cases a frame has more, and which fewer, than the frozen one.

    >>> differences(["a", "b"], ["b", "c"])
    (('c',), ('a',))
    """
    old, new = set(frozen), set(given)
    return tuple(sorted(new - old)), tuple(sorted(old - new))
