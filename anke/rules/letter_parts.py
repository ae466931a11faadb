"""The parts of a letter: which must be there, and which are missing and why.

Forvaltningsloven asks of a written decision that goes against a party: its reasons (§ 22), which rules it
rests on, the main considerations where there was discretion, and the facts that weighed most (§ 24), and
guidance on redress (§ 25). A decision on an appeal also answers what the complainant has said.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

# The parts no template of a decision may leave out: docs/decisions/0064.
DECISION: Final = ("decision", "rules", "facts", "considerations", "reply", "redress")
# What a template leaves for the writer: [skriv: what is wanted] or [write: …].
GAP: Final = re.compile(r"\[(?:skriv|write):\s*([^\]\n]*)\]", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]")
FEWEST: Final = 3  # letters; fewer say nothing


@dataclass(frozen=True)
class PartRule:
    """A part of a letter. `why` and `law` are Danish and English; `required`: not sent without."""

    id: str
    title: tuple[str, str]
    required: bool
    why: tuple[str, str]
    law: tuple[str, str]


@dataclass(frozen=True)
class Missing:
    """What stands in a letter's way. `gap` is what the template still asks for, where the part is begun."""

    part: str
    da: str
    en: str
    gap: str | None = None

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.da


def gaps(text: str) -> list[str]:
    """What a text still asks its writer for.

    >>> gaps("Vi lægger vægt på [skriv: de vigtigste forhold].")
    ['de vigtigste forhold']
    """
    return GAP.findall(text)


def missing(rules: Iterable[PartRule], written: Mapping[str, str]) -> list[Missing]:
    """Everything a letter lacks, in the order of its parts. An empty list: it may go on.

    >>> words = ("Klagevejledning", "Redress"), True, ("Parten skal vide det", "So"), ("§ 25", "§ 25")
    >>> rule = PartRule("redress", *words)
    >>> missing([rule], {"redress": " - "})[0].da
    '»Klagevejledning« mangler (§ 25): Parten skal vide det.'
    >>> missing([rule], {"redress": "Du kan ikke klage videre."})
    []
    """
    found = []
    for rule in rules:
        text = written.get(rule.id, "")
        if open_gaps := gaps(text):
            found += [_unfilled(rule, gap) for gap in open_gaps]
        elif rule.required and len(_LETTERS.findall(text)) < FEWEST:
            da = f"»{rule.title[0]}« mangler ({rule.law[0]}): {rule.why[0].rstrip('.')}."
            en = f"“{rule.title[1]}” is missing ({rule.law[1]}): {rule.why[1].rstrip('.')}."
            found.append(Missing(rule.id, da, en))
    return found


def _unfilled(rule: PartRule, gap: str) -> Missing:
    return Missing(
        rule.id,
        f"»{rule.title[0]}« er ikke skrevet færdig: {gap}.",
        f"“{rule.title[1]}” is not finished: {gap}.",
        gap,
    )
