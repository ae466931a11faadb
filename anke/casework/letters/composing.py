"""From a draft to the final text: what the letter says, and nothing else. Its SHA-256 is what is approved."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from anke.casework.letters.about import AUTHORITY, About, Addressee
from anke.content.load import content
from anke.content.schema.letter import Shape
from anke.rules import merge_fields
from anke.rules.letter_parts import Missing, missing

_BULLET = re.compile(r"^\s*[-•*]\s+")


@dataclass(frozen=True)
class Words:
    """A draft's own words: its title, its parts by id, and the documents it encloses ("3" or "3.2")."""

    title: str
    parts: Mapping[str, str]
    enclosures: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_json(cls, raw: bytes) -> "Words":
        told = json.loads(raw)
        return cls(told["title"], told["parts"], tuple(told.get("enclosures", ())))


@dataclass(frozen=True)
class Enclosed:
    """A document that goes with the letter."""

    number: int
    version: int
    title: str
    sha256: str


@dataclass(frozen=True)
class Block:
    """A paragraph (its lines), or a list (its items)."""

    kind: str  # paragraph or list
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    id: str
    heading: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class FinalText:
    """Everything a letter says, but the day it is sent."""

    template: str
    language: str
    number: str
    case_type: str
    authority: str
    office: str
    recipient: str
    address: tuple[str, ...]
    title: str
    greeting: str
    sections: tuple[Section, ...]
    closing: str
    signer: str
    enclosures: tuple[Enclosed, ...]

    @property
    def sha256(self) -> str:
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "FinalText":
        """The text back from JSON, equal to what it was."""
        sections = tuple(
            Section(
                one["id"],
                one["heading"],
                tuple(Block(block["kind"], tuple(block["lines"])) for block in one["blocks"]),
            )
            for one in told["sections"]
        )
        enclosures = tuple(Enclosed(**one) for one in told["enclosures"])
        fixed = {"sections": sections, "enclosures": enclosures, "address": tuple(told["address"])}
        return cls(**{**told, **fixed})

    def plain(self) -> str:
        """As running text: for reading aloud, searching and measuring."""
        lines = [self.title, self.greeting]
        for section in self.sections:
            lines += [section.heading] if section.heading else []
            for block in section.blocks:
                mark = "- " if block.kind == "list" else ""
                lines.append("\n".join(f"{mark}{line}" for line in block.lines))
        return "\n\n".join([*lines, self.closing, self.signer])


@dataclass(frozen=True)
class Fault:
    """Why a letter cannot go on: a part that is missing, or a field that cannot be filled."""

    part: str
    da: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.da


def blocks(text: str) -> tuple[Block, ...]:
    """A text as paragraphs and lists.

    >>> blocks("Send:\\n- løn\\n- husleje\\n\\nTak.")
    (Block(kind='paragraph', lines=('Send:',)), Block(kind='list', lines=('løn', 'husleje')), Block(kind='paragraph', lines=('Tak.',)))
    """  # noqa: E501 - what is printed stands on one line
    made: list[Block] = []
    kind, held = "", list[str]()
    for line in [*text.splitlines(), ""]:
        bullet = _BULLET.match(line)
        now = "list" if bullet else "paragraph" if line.strip() else ""
        if now != kind and held:
            made.append(Block(kind, tuple(held)))
            held = []
        kind = now
        if now:
            held.append((line[bullet.end() :] if bullet else line).strip())
    return tuple(made)


def faults(shape: Shape, words: Words, values: Mapping[str, str]) -> list[Fault]:
    """Everything that stands in the way of sending a letter, part by part."""
    rules = [part.rule() for part in shape.parts]
    found = [_fault(one) for one in missing(rules, words.parts)]
    for part, text in [("title", words.title), *words.parts.items()]:
        try:
            merge_fields.merge(text, values)
        except merge_fields.UnknownField as problem:
            title = next((one.title for one in shape.parts if one.id == part), None)
            da, en = (title.da, title.en) if title else ("Overskriften", "The title")
            found.append(Fault(part, f"»{da}«: {problem.da}", f"“{en}”: {problem.en}"))
    if not words.title.strip():
        found.insert(0, Fault("title", "Brevet har ingen overskrift.", "The letter has no title."))
    return found


def _fault(one: Missing) -> Fault:
    return Fault(one.part, one.da, one.en)


@dataclass(frozen=True)
class Setting:
    """What surrounds a letter's words: who sends it, to whom, with what."""

    about: About
    recipient: Addressee | None
    template: str
    shape: Shape
    language: str
    values: Mapping[str, str]
    office: str
    signer: str
    enclosures: tuple[Enclosed, ...]


def final(setting: Setting, words: Words) -> FinalText:
    """The final text. Fields without a value stay as they are written: `faults` has named them."""
    shape, language = setting.shape, setting.language

    def filled(text: str) -> str:
        return merge_fields.merged_as_far_as_possible(text.strip(), setting.values)

    made = []
    for part in shape.parts:
        text = filled(words.parts.get(part.id, ""))
        if text:
            made.append(Section(part.id, part.title[language] if part.heading else None, blocks(text)))
    recipient = setting.recipient
    address = recipient.address.splitlines() if recipient else []
    return FinalText(
        template=setting.template,
        language=language,
        number=setting.about.number,
        case_type=content().case_types[setting.about.case_type].title[language],
        authority=AUTHORITY[language],
        office=setting.office,
        recipient=recipient.name if recipient else "",
        address=tuple(line.strip() for line in address if line.strip()),
        title=filled(words.title),
        greeting=filled(shape.greeting[language]),
        sections=tuple(made),
        closing=filled(shape.closing[language]),
        signer=setting.signer,
        enclosures=setting.enclosures,
    )


def standard_words(shape: Shape, about: About, outcome: str | None, language: str) -> Words:
    """What a new letter begins with: the template's standard texts for this case."""
    case: dict[str, Any] = {"outcome": outcome, "area": about.area, "case_type": about.case_type}
    case["target"] = about.target
    parts = {part.id: words[language] if (words := part.words(**case)) else "" for part in shape.parts}
    return Words(shape.subject[language], parts)
