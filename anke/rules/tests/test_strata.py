"""Taking a measure apart by case type changes nothing about who belongs."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from anke.rules.definitions import Clause, Exclusion, Kind, Measure, Unit
from anke.rules.strata import strata

CODES = range(1, 7)
CLAUSES = st.builds(
    Clause,
    case_types=st.lists(st.sampled_from(CODES), max_size=4, unique=True).map(tuple),
    outcomes=st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple),
    fully_informed=st.sampled_from([None, True, False]),
    first_instance_error=st.sampled_from([None, True, False]),
)
MEASURES = st.builds(
    lambda population, excluded, hits: Measure(
        "m", Kind.RATE, Unit.PERCENT, tuple(population), exclusions=tuple(excluded), hits=hits
    ),
    st.lists(CLAUSES, min_size=1, max_size=3),
    st.lists(st.builds(Exclusion, st.just("why"), CLAUSES, st.booleans()), max_size=2),
    CLAUSES,
)


def residues(clauses: tuple[Clause, ...], code: int) -> set[Clause]:
    """What is left to ask about a case of this type."""
    mine = [clause for clause in clauses if not clause.case_types or code in clause.case_types]
    left = {replace(clause, case_types=()) for clause in mine}
    return {Clause()} if Clause() in left else left


@given(MEASURES, st.sets(st.sampled_from(CODES)))
def test_every_type_is_in_one_stratum_that_asks_the_same(measure: Measure, codes: set[int]) -> None:
    found = strata(measure, sorted(codes))
    for code in codes:
        mine = [one for one in found if one.first <= code <= one.last]
        asked = residues(measure.population, code)
        assert [set(one.population) for one in mine] == ([asked] if asked else [])
        for one in mine:
            assert set(one.hits) == residues((measure.hits,) if measure.hits else (), code)
            assert {(e.when, e.only_late) for e in one.exclusions} == {
                (residue, e.only_late) for e in measure.exclusions for residue in residues((e.when,), code)
            }


def test_neighbours_that_ask_the_same_make_one_stratum() -> None:
    measure = Measure("m", Kind.COUNT, Unit.CASES, (Clause(case_types=(1, 2, 5)),))
    assert [(one.first, one.last) for one in strata(measure, (1, 2, 5))] == [(1, 5)]
    assert [(one.first, one.last) for one in strata(measure, (1, 2, 4, 5))] == [(1, 2), (5, 5)]
