"""The joint memo of a thematic follow-up as a document, built from what was frozen."""

from collections.abc import Iterator
from typing import Any, Final

from anke.content.schema.base import Text
from anke.oversight.quality.documents.report import Block, Danish, Examples, Heading, Points, Report, Words
from anke.oversight.quality.models import Thematic
from anke.oversight.quality.thematic.reading import examples_of
from anke.rules.refusal import Refused

TITLE: Final = Text(da="Tematisk kvalitetsopfølgning", en="Thematic quality follow-up")
FROM: Final = Text(da="Retsenheden", en="The legal unit")
STAMP: Final = Text(da="Forelagt direktionen {day}", en="Presented to the executive board on {day}")
QUESTION: Final = Text(da="Hvad der er undersøgt", en="What was looked into")
OPENING: Final = Text(da="Det indledende notat", en="The opening memo")
NO_OPENING: Final = Text(da="Udeladt: ", en="Left out: ")
FOUND: Final = Text(da="Hvad vi har set", en="What we saw")
EXAMPLES: Final = Text(da="Eksempler", en="Examples")
PLAIN: Final = Text(da="Andre iagttagelser", en="Other observations")
PROPOSALS: Final = Text(da="Forslag til det fremtidige arbejde", en="Proposals for future work")
REPLIES: Final = Text(da="Kontorernes tilbagemeldinger", en="The offices' replies")
OUTSIDE: Final = Text(da="Eksterne ressourcer", en="Outside resources")
USED: Final = Text(da="Inddraget: ", en="Used: ")
NOT_USED: Final = Text(da="Overvejet og ikke inddraget: ", en="Considered and not used: ")


def document_of(found: Thematic, offices: dict[int, str], lang: str, *, synthetic: bool) -> Report:
    """The memo in the reader's language. `offices`: names by code. `Refused` before it is presented."""
    if found.report is None or found.presented_on is None:
        raise Refused("Notatet er ikke forelagt endnu.", "The memo is not presented yet.")
    return Report(
        title=TITLE[lang],
        subtitle=Danish(found.topic),
        office=FROM[lang],
        period=str(found.year),
        stamp=STAMP[lang].format(day=f"{found.presented_on:%d.%m.%Y}"),
        synthetic=synthetic,
        blocks=tuple(_blocks(found.report | examples_of(found), offices, lang)),
        fingerprint=found.sha256,
        day=found.presented_on,
    )


def _blocks(memo: dict[str, Any], offices: dict[int, str], lang: str) -> Iterator[Block]:
    label = Words(memo["label"][lang], strong=True)
    yield label
    yield Heading(QUESTION[lang])
    yield Words(Danish(memo["question"]))
    yield Heading(OPENING[lang])
    label_of = "" if memo["opening"] else NO_OPENING[lang]
    yield Words(Danish(memo["opening"] or memo["no_opening"]), label=label_of)
    yield Heading(FOUND[lang])
    yield Words(Danish(memo["memo"]))
    yield Heading(EXAMPLES[lang])
    yield label  # wherever the cases are shown
    yield Examples(tuple(map(Danish, memo["good"])), tuple(map(Danish, memo["bad"])))
    if memo["plain"]:
        yield Heading(PLAIN[lang], 2)
        yield Points(tuple(map(Danish, memo["plain"])))
    yield Heading(PROPOSALS[lang])
    yield Words(Danish(memo["proposals"]))
    if memo["replies"]:
        yield Heading(REPLIES[lang])
    for office, words in memo["replies"]:
        yield Heading(offices.get(office, str(office)), 2)
        yield Words(Danish(words))
    used, why = memo["outside"]
    yield Heading(OUTSIDE[lang])
    yield Words(Danish(why), label=(USED if used else NOT_USED)[lang])
