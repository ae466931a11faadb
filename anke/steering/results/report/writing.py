"""A contract written in the form asked for. Each form is read in only when somebody wants it."""

import re
from dataclasses import replace
from importlib import import_module

from anke.steering.results.answers import Contract
from anke.steering.results.report.additions import Additions

# Each form with the module and the function that write it.
WRITERS = {
    "text": ("as_text", "text"),
    "json": ("as_data", "as_json"),
    "html": ("as_page", "html"),
    "pdf": ("as_pdf", "pdf"),
    "xlsx": ("as_sheet", "xlsx"),
    "docx": ("as_document", "docx"),
    "stratml": ("as_stratml", "stratml"),
}
FORMS = tuple(WRITERS)
NOTHING = Additions()
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(
    found: Contract, form: str, *, synthetic: bool, colour: bool = False, additions: Additions = NOTHING
) -> str | bytes:
    """A contract written as text, json, html, stratml (str), pdf, xlsx or docx (bytes). The same contract and
    additions give the same bytes.

    `synthetic`: every event behind it is made up, and the report says so. `colour`: text for a terminal.
    `additions`: what people add to the figures. ValueError names the forms there are.
    """
    if form not in WRITERS:
        raise ValueError(f"'{form}' is no form of a report. Write one of: {', '.join(FORMS)}.")
    from anke.steering.results.report import content

    written = content.report(found, synthetic=synthetic, additions=_printable(additions))
    module, name = WRITERS[form]
    write = getattr(import_module(f"{__package__}.{module}"), name)
    made: str | bytes = write(written, colour=colour) if form == "text" else write(written)
    return made


def _printable(additions: Additions) -> Additions:
    """What people wrote, without the control characters that come along from other programs."""
    return replace(
        additions,
        explanations={name: _cleaned(words) for name, words in additions.explanations.items()},
        deviations=tuple(
            replace(one, words=_cleaned(one.words), by=_cleaned(one.by)) for one in additions.deviations
        ),
        stamp=_cleaned(additions.stamp),
    )


def _cleaned(words: str) -> str:
    """
    >>> _cleaned("a\\x0bb\\r\\nc")
    'a b\\nc'
    """
    return _UNPRINTABLE.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n"))
