"""A measure taken apart by case type: runs of neighbouring codes about which it asks the same.

Facts lie by case type, so a question about one run reads only that run. The strata of a measure share no
case, so what is counted in each adds up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from anke.rules.definitions import Clause, Exclusion, Measure

ANY = Clause()


@dataclass(frozen=True)
class Stratum:
    """Cases with a type code from `first` to `last`. A case belongs where any clause holds; none names a
    type.
    """

    first: int
    last: int
    population: tuple[Clause, ...]
    exclusions: tuple[Exclusion, ...]
    hits: tuple[Clause, ...]


def strata(measure: Measure, codes: Sequence[int]) -> tuple[Stratum, ...]:
    """The strata of a measure, given all codes of case types there are.

    >>> from anke.rules.definitions import Kind, Unit
    >>> two = (Clause(case_types=(1, 2)), Clause(case_types=(3,), fully_informed=True))
    >>> [(s.first, s.last) for s in strata(Measure("x", Kind.COUNT, Unit.CASES, two), (1, 2, 3, 9))]
    [(1, 2), (3, 3)]
    """
    found: list[Stratum] = []
    previous = None
    for code in sorted(codes):
        one = _of_code(measure, code)
        if (
            one.population
            and found
            and found[-1].last == previous
            and one == replace(found[-1], first=code, last=code)
        ):
            found[-1] = replace(found[-1], last=code)
        elif one.population:
            found.append(one)
        previous = code
    return tuple(found)


def _of_code(measure: Measure, code: int) -> Stratum:
    exclusions = tuple(
        replace(exclusion, when=when[0])
        for exclusion in measure.exclusions
        if (when := _residue((exclusion.when,), code))
    )
    hits = () if measure.hits is None else _residue((measure.hits,), code)
    return Stratum(code, code, _residue(measure.population, code), exclusions, hits)


def _residue(clauses: tuple[Clause, ...], code: int) -> tuple[Clause, ...]:
    """What the clauses still ask once the case type is known: nothing left to ask is `ANY` alone."""
    left = tuple(
        dict.fromkeys(
            replace(one, case_types=()) for one in clauses if not one.case_types or code in one.case_types
        )
    )
    return (ANY,) if ANY in left else left
