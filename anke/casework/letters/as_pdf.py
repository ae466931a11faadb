"""A letter as PDF: tagged (PDF/UA-1), fonts inside, the same bytes for the same letter."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from anke.casework.letters import words
from anke.casework.letters.about import date_line
from anke.casework.letters.composing import FinalText

PAGE = Path(__file__).with_name("letter.typ")


def pdf(letter: FinalText, *, day: date, draft: bool, synthetic: bool) -> bytes:
    """A4, tagged. No clock, no font of this machine and no address goes into it."""
    import typst

    language = letter.language
    told = asdict(letter) | {
        "date": date_line(day, language),
        "mark": words.mark(language, draft=draft, synthetic=synthetic),
        "enclosures": [one.title for one in letter.enclosures],
        "words": {
            "case": words.CASE[language],
            "about": words.ABOUT[language],
            "office": words.OFFICE[language],
            "page": words.PAGE[language],
            "of": words.OF[language],
            "enclosures": words.ENCLOSURES[language],
        },
    }
    made: bytes = typst.compile(
        PAGE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"letter": json.dumps(told, ensure_ascii=False)},
    )
    return made
