"""Reading aids: the longest sentences, and passives that are found or left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.plain_language import longest, passives
from anke.rules.readability import readability

LISTED = ("afgøres", "findes ikke at", "træffes")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sagen afgøres af os.", ["afgøres"]),
        ("Afgøres sagen nu?", ["Afgøres"]),
        ("Udgiften findes ikke at kunne dækkes.", ["findes ikke at", "dækkes"]),
        ("Klagen skal sendes til os og kan derfor ikke behandles.", ["sendes"]),
        ("Du bør også høres.", ["høres"]),
        ("Vi træffer afgørelsen.", []),
        ("Du kan læse deres brev.", []),
        ("Vi kan mødes her, og det må lykkes.", []),
        ("De skal deres pligt.", []),
        ("Du kan spørge Johannes.", []),
        ("Afgørelsen kan så indbringes for domstolene.", ["indbringes"]),
        ("Sagen må afgøres.", ["afgøres"]),  # in the list and after a modal verb: once
        ("", []),
    ],
)
def test_passives(text: str, found: list[str]) -> None:
    assert [one.found for one in passives(readability(text), LISTED)] == found


def test_without_a_list_only_the_grammar_speaks() -> None:
    told = readability("Sagen afgøres. Den skal afgøres.")
    assert [(one.found, one.sentence) for one in passives(told, ())] == [("afgøres", 1)]


@given(st.text(alphabet="abc .\n", max_size=200), st.integers(0, 5))
def test_the_longest_are_as_many_as_asked_and_none_left_out_is_longer(text: str, most: int) -> None:
    told = readability(text)
    shown = longest(told, most)
    assert len(shown) == min(most, len(told.sentences))
    left = list(told.sentences)
    for one in shown:
        left.remove(one)
    assert all(one.words <= min((two.words for two in shown), default=10**9) for one in left) or most == 0
