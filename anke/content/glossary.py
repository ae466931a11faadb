"""The glossary as a page: docs/glossary.md is made from the content, never by hand.

Make it again with: python -m anke.content.glossary
"""

from pathlib import Path

from anke.content import load
from anke.content.schema.base import Reference
from anke.content.schema.glossary import Entry

PAGE = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
HEAD = """# Glossary

Danish on the screen, English in the code. Made from `anke/content/{authority}/glossary.yaml` by
`python -m anke.content.glossary`; change it there. Explanations are in this program's own words.

| Dansk | English | Id | What it means | Where from |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page as Markdown, in Danish alphabetical order."""
    entries = sorted(load.content().glossary.values(), key=lambda entry: in_danish_order(entry.term.da))
    return HEAD.format(authority=load.folder().name) + "".join(_line(entry) for entry in entries)


def in_danish_order(word: str) -> list[int]:
    """A key to sort Danish words by: æ, ø and å come last, in this order.

    >>> sorted(["år", "æble", "zebra", "øl"], key=in_danish_order)
    ['zebra', 'æble', 'øl', 'år']
    """
    return [ord("z") + 1 + "æøå".index(letter) if letter in "æøå" else ord(letter) for letter in word.lower()]


def _line(entry: Entry) -> str:
    danish = f"{entry.term.da} ({entry.abbreviation})" if entry.abbreviation else entry.term.da
    meaning = f"{entry.definition.da} · {entry.definition.en}"
    cells = (danish, entry.term.en, f"`{entry.id}`", meaning, _from(entry.reference))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _from(reference: Reference) -> str:
    title = f"[{reference.title}]({reference.href})" if reference.href else reference.title
    lines = reference.lines or ""
    if not lines:
        return title
    return (
        f"{title}, {'lines' if '-' in lines or ',' in lines else 'line'} {lines}"
        if lines[0].isdigit()
        else title
    )


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
