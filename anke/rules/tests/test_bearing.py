"""The six words: every way of standing has one, and the rule's words fit the rule."""

from itertools import product

import pytest

from anke.rules.bearing import RULE, Bearing, Signs, bearing, combined
from anke.rules.reach import Chance
from anke.rules.scoring import Logic, Status, combine

EVERY = [
    Signs(*one)
    for one in product(
        Status, (True, False), (None, *Chance), (None, True, False), (None, True, False), (True, False)
    )
]


def test_nothing_is_called_met_or_lost_before_it_is() -> None:
    for one in EVERY:
        word = bearing(one)
        if word is Bearing.MET:
            assert one.today is Status.MET and (one.settled or one.chance is Chance.SECURED)
        if word is Bearing.NOT_MET:
            assert one.chance is Chance.LOST or (one.today is Status.NOT_MET and one.settled)
        if word is Bearing.AWAITING:
            assert one.outside


def test_every_line_of_the_rule_is_used_by_something_and_said_in_two_languages() -> None:
    used = {next(line for line in RULE if line.when(one)).words for one in EVERY}
    assert used == {line.words for line in RULE}
    assert {line.bearing for line in RULE} == set(Bearing)
    assert all(danish and english and danish != english for danish, english in used)


@pytest.mark.parametrize("logic", Logic)
def test_settled_parts_combine_as_the_score_does(logic: Logic) -> None:
    """Met, not met and undecided alone: the goal's word is the one its three-valued status says."""
    same = {Bearing.MET: Status.MET, Bearing.NOT_MET: Status.NOT_MET, Bearing.UNDECIDED: Status.UNDECIDED}
    for parts in product(same, repeat=3):
        assert same[combined(logic, parts)] is combine(logic, [same[one] for one in parts])


def test_a_goal_without_parts_is_undecided() -> None:
    assert combined(Logic.ALL_OF, []) is Bearing.UNDECIDED
