"""LIX and its bands: the formula by hand, the same as another program's, and where sentences end."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.readability import BANDS, band, hints, readability, sentences

# a text, where its sentences end
ENDS = [
    ("Vi har læst din klage. Du får medhold.", ["Vi har læst din klage.", "Du får medhold."]),
    ("Det følger af § 22, stk. 1, nr. 2, i loven.", ["Det følger af § 22, stk. 1, nr. 2, i loven."]),
    ("Du skal bl.a. sende f.eks. lønsedler.", ["Du skal bl.a. sende f.eks. lønsedler."]),
    ("Du får 1.250 kr. om måneden.", ["Du får 1.250 kr. om måneden."]),
    ("Du får 1.250 kr. Pengene kommer i maj.", ["Du får 1.250 kr.", "Pengene kommer i maj."]),
    ("Brevet kom den 3. marts. Det var for sent.", ["Brevet kom den 3. marts.", "Det var for sent."]),
    ("Det skete i 2024. Siden har du flyttet.", ["Det skete i 2024.", "Siden har du flyttet."]),
    ("Er du uenig? Så skriv til os!", ["Er du uenig?", "Så skriv til os!"]),
    ("Han sagde: »Nej.« Vi spurgte A. Hansen.", ["Han sagde: »Nej.«", "Vi spurgte A. Hansen."]),
    ("Overskrift\n\nEn linje,\nder går videre.", ["Overskrift", "En linje, der går videre."]),
    ("Send:\n- løn\n- husleje", ["Send:", "løn", "husleje"]),
    ("Se m.v. og osv. Det er alt.", ["Se m.v. og osv.", "Det er alt."]),
    ("", []),
]


@pytest.mark.parametrize(("text", "ends"), ENDS)
def test_where_a_sentence_ends(text: str, ends: list[str]) -> None:
    assert sentences(text) == ends


@pytest.mark.parametrize(
    ("text", "lix"),
    [
        ("En ko gik hjem.", "4.0"),  # 4 words, 1 sentence, no long word
        ("Kommunen skal behandle din ansøgning igen.", "56.0"),  # 6/1 + 100 × 3/6
        ("Vi er enige i afgørelsen. Den gælder.", "17.8"),  # 7/2 + 100 × 1/7
    ],
)
def test_the_formula_by_hand(text: str, lix: str) -> None:
    assert readability(text).lix == Decimal(lix)


PLAIN = [
    "Vi har modtaget din klage. Den handler om en afgørelse fra kommunen. Du behøver ikke at gøre noget nu.",
    "Kommunen skal behandle sagen igen. Det betyder at du får en ny afgørelse inden sommeren er forbi.",
    "Ankestyrelsen stadfæster afgørelsen fordi oplysningerne viser at betingelserne ikke er opfyldt.",
]


@pytest.mark.slow
@pytest.mark.parametrize("text", PLAIN)
def test_another_program_finds_the_same(text: str) -> None:
    """textstat, where no abbreviation or bullet tells the two apart."""
    import textstat  # it brings SciPy along: not before it is asked for

    textstat.set_lang("da")
    assert abs(float(readability(text).lix or 0) - textstat.lix(text)) < 0.06


@pytest.mark.parametrize(
    ("lix", "name"),
    [
        ("0", "meget let"),
        ("24.4", "meget let"),
        ("24.5", "let"),
        ("34", "let"),
        ("35", "middel"),
        ("44.9", "svær"),
        ("54", "svær"),
        ("55", "meget svær"),
        ("120", "meget svær"),
    ],
)
def test_bands_of_bjornsson(lix: str, name: str) -> None:
    assert band(Decimal(lix))[0] == name


def test_the_bands_leave_no_hole() -> None:
    assert [most for most, _, _ in BANDS] == sorted({most for most, _, _ in BANDS})


def test_nothing_written_is_not_easy() -> None:
    assert (readability("  \n").lix, readability("").band) == (None, None)


def test_hints_stand_where_the_words_stand() -> None:
    told = readability("Såfremt du kan. Vi skal bede om svar i henhold til loven.")
    found = hints(told, {"såfremt": "hvis", "i henhold til": "efter", "til": ""})
    assert [(one.found, one.instead, one.sentence) for one in found] == [
        ("Såfremt", "hvis", 0),
        ("i henhold til", "efter", 1),
    ]


@given(st.text(max_size=400))
def test_any_text_is_measured(text: str) -> None:
    told = readability(text)
    assert told.words == sum(one.words for one in told.sentences)
    assert 0 <= told.long_words <= told.words
    assert (told.lix is None) == (told.words == 0)
