"""Words that stand in a letter around its text, in the letter's own language."""

from typing import Final

from anke.content.schema.base import Text

CASE: Final = Text(da="Sag", en="Case")
ABOUT: Final = Text(da="Sagstype:", en="Case type:")
OFFICE: Final = Text(da="Kontor:", en="Office:")
PAGE: Final = Text(da="Side", en="Page")
OF: Final = Text(da="af", en="of")
ENCLOSURES: Final = Text(da="Bilag", en="Enclosures")
DRAFT: Final = Text(da="Udkast – ikke sendt", en="Draft – not sent")
SYNTHETIC: Final = Text(da="Syntetiske data – ikke et rigtigt brev", en="Synthetic data – not a real letter")
CHANNEL: Final = {
    "digital_post": Text(da="Digital Post", en="Digital Post"),
    "letter": Text(da="Almindeligt brev", en="Letter on paper"),
}


def mark(language: str, *, draft: bool, synthetic: bool) -> str | None:
    """What every page says of itself; None on a real letter that was sent."""
    said = [text[language] for text, holds in ((DRAFT, draft), (SYNTHETIC, synthetic)) if holds]
    return " · ".join(said) or None
