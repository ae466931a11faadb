"""The Danish words are all there, and say what the English say."""

import functools
import re

from anke.site import messages

SAID = functools.cache(messages.phrases)
PLACE = re.compile(r"%\(\w+\)s")


def test_every_phrase_has_its_danish() -> None:
    lacking = messages.missing(messages.catalog(), SAID())
    assert not lacking, "run python -m anke.site.messages and write the Danish of: " + "; ".join(
        one.text for one in lacking
    )


def test_no_phrase_stands_in_the_catalogue_that_no_page_says() -> None:
    said = {one.text for one in SAID()}
    kept = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in messages.catalog()}
    assert kept - {""} == said


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    for entry in messages.catalog():
        english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        danish = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        wanted = {place for text in english for place in PLACE.findall(text)}
        for text in danish:
            assert {*PLACE.findall(text)} == wanted or entry.id == "", text


def test_a_missing_and_a_fuzzy_translation_are_found() -> None:
    catalog = messages.catalog()
    phrases = {messages.Phrase("Log in"): ["x"], messages.Phrase("Never said"): ["x"]}
    catalog["Log in"].flags.add("fuzzy")
    assert messages.missing(catalog, phrases) == [messages.Phrase("Log in"), messages.Phrase("Never said")]
