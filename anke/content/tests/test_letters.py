"""The letters of the content: whole, in order, plain; and what a broken file is told."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from anke.content import load
from anke.content.schema.letter import LetterTemplate
from anke.rules.letter_parts import DECISION
from anke.rules.merge_fields import unknown
from anke.rules.readability import readability

DAY = date(2025, 10, 15)
TEMPLATES = load.content().letters
CASE = {"area": "municipal_social", "case_type": "disability_adults"}


def test_there_is_a_template_for_every_kind_of_letter() -> None:
    assert {one.kind for one in TEMPLATES.values()} == {
        "decision",
        "dismissal",
        "acknowledgement",
        "information_request",
        "party_hearing",
        "extension",
        "forwarding",
    }


def texts(template: LetterTemplate, language: str) -> list[str]:
    shape = template.on(DAY)
    assert shape is not None
    found = [one.text[language] for part in shape.parts for one in part.standard]
    return [shape.subject[language], shape.greeting[language], *found, shape.closing[language]]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_template_is_plain_and_its_fields_are_known(template: LetterTemplate) -> None:
    for text in texts(template, "da"):
        assert unknown(text) == []
        told = readability(text)
        assert not told.longer_than(30), text
    whole = readability("\n\n".join(texts(template, "da")))
    assert whole.lix is not None and whole.lix < 45, whole.lix


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_letter_that_exists_in_english_is_english_throughout(template: LetterTemplate) -> None:
    shape = template.on(DAY)
    assert shape is not None
    given = [shape.subject, shape.greeting, shape.closing, *(s.text for p in shape.parts for s in p.standard)]
    assert {one.en is not None for one in given} == {template.english}


def test_a_decision_has_what_the_law_asks() -> None:
    shape = TEMPLATES["decision"].on(DAY)
    assert shape is not None
    assert {part.id for part in shape.parts if part.required} == set(DECISION)
    assert all(part.law for part in shape.parts if part.required)


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        ("affirmed", "Vi er enige i afgørelsen"),
        ("changed", "Vi ændrer afgørelsen"),
        ("annulled", "Vi ophæver afgørelsen"),
        ("remanded", "Vi sender sagen tilbage"),
        (None, "Vi har nu behandlet din klage."),
    ],
)
def test_the_standard_text_follows_the_outcome(outcome: str | None, says: str) -> None:
    shape = TEMPLATES["decision"].on(DAY)
    assert shape is not None
    words = shape.parts[0].words(outcome=outcome, **CASE)
    assert words is not None and says in words.da


@pytest.mark.parametrize(
    ("letter", "part", "target_says"),
    [("acknowledgement", "next", "i gennemsnit"), ("extension", "new_date", "Det er ikke en frist")],
)
def test_a_letter_promises_no_deadline_where_there_is_only_a_target(
    letter: str, part: str, target_says: str
) -> None:
    """A mean target binds no single case: the person is told about when, not at the latest when."""
    shape = TEMPLATES[letter].on(DAY)
    assert shape is not None
    coming = next(one for one in shape.parts if one.id == part)
    for target, says in ((False, "senest den {frist}"), (True, target_says)):
        words = coming.words(outcome=None, target=target, **CASE)
        assert words is not None and says in words.da
        if target:
            assert "senest den {frist}" not in words.da and "by {frist}" not in words["en"]


def test_no_letter_of_a_case_with_a_target_says_by_when_it_is_decided() -> None:
    for template in TEMPLATES.values():
        for entry in template.shape.values:
            for part in entry.value.parts:
                words = part.words(outcome="affirmed", target=True, **CASE)
                assert words is None or "senest den {frist}" not in words.da, (template.id, part.id)


def test_the_most_narrow_text_is_used() -> None:
    shape = TEMPLATES["decision"].on(DAY)
    assert shape is not None
    redress = next(part for part in shape.parts if part.id == "redress")
    coercion = redress.words(outcome="affirmed", area="compulsory_measures", case_type="compulsory_measures")
    assert coercion is not None and "prøvet ved en domstol" in coercion.da
    other = redress.words(outcome="affirmed", **CASE)
    assert other is not None and "prøvet ved en domstol" not in other.da


BROKEN = [
    ("decision.yaml", "id: considerations", "id: consideration", "a decision without the required part"),
    ("decision.yaml", "outcomes: [remanded]", "outcomes: [remandd]", "there is no outcome 'remandd'"),
    ("decision.yaml", "{sagsnummer}, så", "{sagsnumer}, så", "there is no field {sagsnumer}"),
    ("decision.yaml", "id: contact", "id: reply", "the part reply stands twice"),
    ("extension.yaml", "required: true", "required: yes", "required"),
    ("approval.yaml", "second_person: false", "second_person: true", "approval and roles do not fit"),
    ("approval.yaml", "director]", "lawyers]", "lawyers"),
    ("uploads.yaml", "id: xlsx", "id: exe", "exe"),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), BROKEN)
def test_a_broken_file_is_told_what_is_wrong(
    tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    place = tmp_path / "house"
    copytree(load.folder(), place)
    path = place / "letters" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    told = [str(one) for one in load.check(place)]
    assert any(says in one and f"letters/{file}:" in one for one in told), told
