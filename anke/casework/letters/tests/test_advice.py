"""Help while writing: what is pointed out, what is left alone, and that nothing of it stops or is kept."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from anke.casework.letters import models, spelling
from anke.casework.letters.advice import Advice, advice
from anke.casework.letters.composing import Section, blocks
from anke.casework.letters.tests.test_final_forms import LETTER

DAY = date(2025, 10, 15)
there = pytest.mark.skipif(not spelling.is_there(), reason="python -m anke.site.assets brings the dictionary")


def helped(text: str, language: str = "da") -> Advice:
    return advice(replace(LETTER, language=language, sections=(Section("facts", None, blocks(text)),)), DAY)


def test_words_that_could_be_plainer_and_who_does_it() -> None:
    told = helped("Såfremt De ønsker det, vurderes sagen i henhold til loven. Såfremt ikke, så ikke.")
    assert [(one.found, one.instead) for one in told.plainer] == [
        ("Såfremt", "hvis"),
        ("i henhold til", "efter"),
    ]
    assert [one.found for one in told.passive] == ["vurderes"]


def test_a_long_sentence_is_pointed_out_and_the_figure_has_its_name() -> None:
    told = helped("Vi " + "har set på det " * 8 + "igen.")
    assert [one.words for one in told.long_sentences] == [34]
    assert told.band is not None and told.lix is not None


def test_an_english_letter_is_measured_and_no_danish_is_asked_of_it() -> None:
    told = helped("We have decided your appeal. Såfremt.", language="en")
    assert (told.plainer, told.passive, told.unknown, told.spelling) == ((), (), (), False)
    assert told.lix is not None


@there
@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Vi har læst din klage.", []),
        ("Vi har vurdeert det.", ["vurdeert"]),
        ("Kirsten Holm bor på Egevej 14.", []),  # the letter's own names
        ("Det følger af § 22, stk. 1, jf. nr. 2, m.v.", []),
        ("Se [skriv: vurdeert] og {afgjort_i_førsteinstans}.", []),
        ("Skriv til x@example.org eller https://example.org/vurdeert.", []),
        ("Ankestyrelsen hjemviser og stadfæster efter genvurdering.", []),
    ],
)
def test_words_the_dictionary_does_not_know(text: str, unknown: list[str]) -> None:
    assert [one.word for one in helped(text).unknown] == unknown


@there
def test_what_a_word_may_have_been_meant_to_be() -> None:
    [one] = helped("Det er vores afgørlse.").unknown
    assert one.perhaps == ("afgørelse",)


def test_without_a_dictionary_there_is_no_spelling_and_no_fault(tmp_path: Path, settings: Any) -> None:
    settings.ANKE_DICTIONARIES = tmp_path
    told = helped("Vi har vurdeert det.")
    assert (told.spelling, told.unknown) == (False, ())


def test_no_table_keeps_how_somebody_writes() -> None:
    names = {
        field.name
        for model in (models.Letter, models.Document, models.DocumentText, models.Dispatch)
        for field in model._meta.local_fields
    }
    assert not {name for name in names if any(word in name for word in ("lix", "score", "spell", "read"))}
