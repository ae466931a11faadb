"""A letter as PDF: tagged (PDF/UA-1), fonts inside, the same bytes for the same letter."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from anke.casework.letters import words
from anke.casework.letters.about import date_line
from anke.casework.letters.composing import FinalText
from anke.printing import paper

PAGE = Path(__file__).with_name("letter.typ")


def pdf(letter: FinalText, *, day: date, draft: bool, synthetic: bool) -> bytes:
    """A4, tagged. A sign that no font inside has is written by its name."""
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
    return paper.pdf(PAGE.read_bytes(), "letter", told)
