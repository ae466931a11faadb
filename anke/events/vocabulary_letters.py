"""The vocabulary of a case's documents and letters: the kinds of `vocabulary.py` with the codes 31 to 49.

None of them moves the case; what a document or a recipient is called is personal.
"""

from typing import Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_DOCUMENT = Field("document", f.TEXT)
_LETTER = Field("letter", f.TEXT)
_HASH = Field("sha256", f.SHA256)


def _case(name: str, code: int, da: str, en: str, *fields: Field) -> KindOfEvent:
    return KindOfEvent(name, code, "case", (da, en), fields)


OF_LETTERS: Final = (
    _case(
        "document_added",
        31,
        "Dokument {document} blev lagt på sagen ({document_kind}).",
        "Document {document} was added to the case ({document_kind}).",
        _DOCUMENT,
        Field("document_kind", f.TEXT),
        _HASH,
        Field("title", f.TEXT, required=False, personal=True),
    ),
    _case(
        "letter_begun",
        32,
        "Brev {letter} blev påbegyndt ({template}).",
        "Letter {letter} was begun ({template}).",
        _LETTER,
        Field("template", f.TEXT),
    ),
    _case(
        "letter_changed",
        33,
        "Brev {letter} blev ændret (udgave {version}).",
        "Letter {letter} was changed (version {version}).",
        _LETTER,
        Field("version", f.TEXT),
    ),
    _case(
        "letter_submitted",
        34,
        "Brev {letter} blev sendt til godkendelse.",
        "Letter {letter} was submitted for approval.",
        _LETTER,
        _HASH,
    ),
    _case(
        "letter_approved", 35, "Brev {letter} blev godkendt.", "Letter {letter} was approved.", _LETTER, _HASH
    ),
    _case(
        "letter_returned",
        36,
        "Brev {letter} blev sendt tilbage til udkast.",
        "Letter {letter} was returned to draft.",
        _LETTER,
        Field("reason", f.TEXT, required=False, personal=True),
    ),
    _case(
        "letter_dispatched",
        37,
        "Brev {letter} blev sendt ({channel}) som dokument {document}.",
        "Letter {letter} was sent ({channel}) as document {document}.",
        _LETTER,
        _DOCUMENT,
        _HASH,
        Field("channel", f.TEXT),
        Field("message", f.TEXT),
    ),
    _case(
        "letter_discarded",
        38,
        "Udkastet til brev {letter} blev kasseret.",
        "The draft of letter {letter} was discarded.",
        _LETTER,
    ),
    _case(
        "letter_brought_in",
        39,
        "Teksten af en afgørelse, der var sendt, blev lagt på sagen som brev {letter}.",
        "The text of a decision that had been sent was put on the case as letter {letter}.",
        _LETTER,
        _HASH,
    ),
)
