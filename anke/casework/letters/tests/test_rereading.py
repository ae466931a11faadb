"""What a reviewer reads again: the decision as it was sent, with aids; never a score."""

import pytest

from anke.casework.letters import queries
from anke.casework.letters.composing import Words
from anke.casework.letters.rereading import lacking
from anke.casework.letters.tests import writing
from anke.casework.letters.tests.writing import MOMENT, TODAY
from anke.content.load import content

pytestmark = pytest.mark.django_db


def test_a_decision_that_is_not_sent_is_not_read_again() -> None:
    people = writing.office()
    number = writing.case()
    writing.whole(number)
    assert queries.reread(number, day=TODAY, user=people["chef"], at=MOMENT) is None


def test_the_decision_is_read_as_it_was_sent_with_aids_beside() -> None:
    people = writing.office()
    number = writing.case()
    text = "Sagen afgøres nu. Såfremt du er uenig, kan afgørelsen indbringes for domstolene."
    letter = writing.fill(number, writing.begin(number), considerations=text)
    writing.send(number, letter)
    told = queries.reread(number, day=TODAY, user=people["chef"], at=MOMENT)
    assert told is not None and told.sent_on == TODAY and told.missing == ()
    assert "considerations" in [section.id for section in told.final.sections]
    assert {"afgøres", "indbringes"} <= {one.found for one in told.advice.passive}
    assert ("Såfremt", "hvis") in [(one.found, one.instead) for one in told.advice.plainer]
    assert told.advice.longest[0].words >= told.advice.longest[-1].words
    assert told.advice.band is not None
    assert queries.reread(number, day=TODAY, user=people["uwe"], at=MOMENT) is None  # another office


def test_parts_the_law_asks_for_are_named_where_they_are_missing() -> None:
    shape = content().letters["decision"].on(TODAY)
    assert shape is not None
    parts = {part.id: writing.GAPS.get(part.id, "Skrevet.") for part in shape.parts}
    assert lacking(shape, Words("Afgørelse", parts)) == ()
    [found] = lacking(shape, Words("Afgørelse", parts | {"redress": ""}))
    assert found.part == "redress" and "§ 25" in found["da"]
