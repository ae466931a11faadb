"""What a letter lacks, and merge fields: an explicit list, and nothing in a value is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.letter_parts import DECISION, PartRule, gaps, missing
from anke.rules.merge_fields import FIELDS, UnknownField, merge, merged_as_far_as_possible, unknown

RULES = [PartRule(one, (one, one), True, ("fordi", "because"), ("§ 24", "s. 24")) for one in DECISION]
WHOLE = {one: f"Her står {one}." for one in DECISION}


def test_a_whole_letter_lacks_nothing() -> None:
    assert missing(RULES, WHOLE) == []


@pytest.mark.parametrize("part", DECISION)
@pytest.mark.parametrize("text", [None, "", " \n ", "-", "12", "…"])
def test_each_part_is_missed(part: str, text: str | None) -> None:
    written = {name: words for name, words in WHOLE.items() if name != part}
    found = missing(RULES, written if text is None else written | {part: text})
    assert [one.part for one in found] == [part]
    assert found[0].da == f"»{part}« mangler (§ 24): fordi."
    assert found[0]["en"] == f"“{part}” is missing (s. 24): because."


def test_what_the_template_still_asks_for_is_named() -> None:
    found = missing(RULES, WHOLE | {"facts": "Vi ved, at [skriv: hvad], og [Write: why]."})
    assert [one.gap for one in found] == ["hvad", "why"]
    assert found[0].da == "»facts« er ikke skrevet færdig: hvad."
    assert gaps("Beløbet er [ikke oplyst].") == []


def test_a_part_that_may_be_left_out_is_not_missed_but_must_be_finished() -> None:
    rule = PartRule("contact", ("Kontakt", "Contact"), False, ("x", "x"), ("-", "-"))
    assert missing([rule], {}) == []
    assert [one.gap for one in missing([rule], {"contact": "Ring [skriv: nummer]."})] == ["nummer"]


VALUES = {"sagsnummer": "2025-000001", "klager": "Bo"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Kære {modtagr}", "Linje 1, tegn 6: der er intet felt {modtagr}. Mente du {modtager}?"),
        ("A\nB {}", "Linje 2, tegn 3: der er intet felt {}. Felterne er: sagsnummer, "),
        ("{cpr}", "der er intet felt {cpr}"),
        ("{frist}", "sagen kender ikke fristen, eller den dag målet sigter mod ({frist})."),
    ],
)
def test_a_field_that_cannot_be_filled_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(UnknownField) as refused:
        merge(text, VALUES)
    assert says in refused.value.da


@pytest.mark.parametrize(
    "text", ["{0}", "{a b}", "{Klager}", "{{", "{klager.cpr}", "{klager!r}", "%(klager)s"]
)
def test_only_words_of_the_list_are_fields(text: str) -> None:
    assert merge(text, VALUES) == text


def test_a_value_is_never_read_as_a_field() -> None:
    assert merge("{klager} {sagsnummer}", {"klager": "{sagsnummer}", "sagsnummer": "7"}) == "{sagsnummer} 7"
    assert merged_as_far_as_possible("{klager}, {frist}", VALUES) == "Bo, {frist}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{førsteinstans} skal", "Kommunen skal"),
        ("Sagen er ny. {førsteinstans} skal", "Sagen er ny. Kommunen skal"),
        ("Et afsnit\n\n{førsteinstans} skal", "Et afsnit\n\nKommunen skal"),
        ("som {førsteinstans} har", "som kommunen har"),
        ("som bl.a. {førsteinstans} har", "som bl.a. kommunen har"),
        ("efter § 3, {førsteinstans}", "efter § 3, kommunen"),
    ],
)
def test_a_value_has_a_capital_where_it_begins_a_sentence(text: str, says: str) -> None:
    assert merge(text, {"førsteinstans": "kommunen"}) == says


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=30))
def test_every_field_of_the_list_is_known(name: str, before: str) -> None:
    assert name not in {fault.place.name for fault in unknown(f"{before}\n{{{name}}}")}
