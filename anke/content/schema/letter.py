"""Letters: their templates, who must approve them, which words could be plainer, which files may come in."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import History, Id, Strict, Text, Truth, Whole, wrong
from anke.content.schema.notes import Note
from anke.rules import merge_fields
from anke.rules.letter_parts import DECISION, PartRule
from anke.rules.roles import Role

Kind = Literal[
    "decision",
    "dismissal",
    "acknowledgement",
    "information_request",
    "party_hearing",
    "extension",
    "forwarding",
]
Recipient = Literal["appellant", "representative", "first_instance", "other"]


class Words(Strict):
    """Words of a letter. Danish always; English where the letter exists in English."""

    da: str = Field(min_length=1)
    en: str | None = None

    @model_validator(mode="after")
    def _fields_are_known(self) -> Self:
        for language in ("da", "en"):
            for fault in merge_fields.unknown(getattr(self, language) or ""):
                raise wrong(fault.en.split(":", 1)[1].strip(), "correct the field's name", (language,))
        return self

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") and self.en else self.da


class When(Strict):
    """Which cases: everything that is set must hold; nothing set: all."""

    outcomes: tuple[Id, ...] = ()
    areas: tuple[Id, ...] = ()
    case_types: tuple[Id, ...] = ()
    target: Truth | None = None  # measured by a target for many cases (yes), by a deadline of its own (no)

    def fits(
        self, *, outcome: str | None, area: str | None, case_type: str | None, target: bool | None = None
    ) -> bool:
        return (
            self.target in (None, target)
            and (not self.outcomes or outcome in self.outcomes)
            and (not self.areas or area in self.areas)
            and (not self.case_types or case_type in self.case_types)
        )

    @property
    def weight(self) -> int:
        """How many things it asks: the words that fit a case most narrowly are the ones used."""
        return sum(bool(one) for one in (self.outcomes, self.areas, self.case_types, self.target is not None))


class Standard(Strict):
    """A standard text, and the cases it is for."""

    when: When = When()
    text: Words


class Part(Strict):
    """A part of a letter: what it is for, why it must be there, and what usually stands in it."""

    id: Id
    title: Text
    heading: Truth = True  # whether its title stands over it in the letter
    required: Truth = False
    why: Text
    law: Text | None = None  # the section that asks for it
    help: Text | None = None
    standard: tuple[Standard, ...] = ()

    @model_validator(mode="after")
    def _law_behind(self) -> Self:
        if self.required and self.law is None:
            raise wrong("a required part without a law", "add law: and what asks for it, or 'choice'")
        return self

    def rule(self) -> PartRule:
        law = self.law or Text(da="-", en="-")
        return PartRule(
            self.id,
            (self.title.da, self.title.en),
            self.required,
            (self.why.da, self.why.en),
            (law.da, law.en),
        )

    def words(
        self, *, outcome: str | None, area: str, case_type: str, target: bool | None = None
    ) -> Words | None:
        """The standard text that fits the case most narrowly; the first of those that fit equally."""
        case: dict[str, Any] = {"outcome": outcome, "area": area, "case_type": case_type, "target": target}
        fitting = [one for one in self.standard if one.when.fits(**case)]
        return max(fitting, key=lambda one: one.when.weight).text if fitting else None


class Shape(Strict):
    """A template as it stands from a day on."""

    subject: Words  # the letter's title
    greeting: Words
    parts: tuple[Part, ...] = Field(min_length=1)
    closing: Words


class LetterTemplate(Strict):
    id: Id
    kind: Kind
    title: Text
    about: Text  # when it is used
    english: Truth  # whether the letter exists in English
    recipients: tuple[Recipient, ...] = Field(min_length=1)
    when: When = When()
    answer_within: Whole | None = Field(default=None, gt=0)  # days the recipient is given to answer
    shape: History[Shape]
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for at, entry in enumerate(self.shape.values):
            ids = [part.id for part in entry.value.parts]
            place = ("shape", "values", at, "value", "parts")
            if twice := sorted({one for one in ids if ids.count(one) > 1}):
                raise wrong(f"the part {twice[0]} stands twice", "give each its own id", place)
            if self.kind != "decision":
                continue
            asked = {part.id for part in entry.value.parts if part.required}
            if lacking := [one for one in DECISION if one not in asked]:
                what = f"a decision without the required part {lacking[0]}"
                raise wrong(what, f"a decision has {', '.join(DECISION)}, each required: true", place)
        return self

    def on(self, day: date) -> Shape | None:
        return self.shape.on(day)


class ApprovalRule(Strict):
    """Letters that a second person approves, and the roles that may. The first rule that fits counts."""

    kinds: tuple[Kind, ...] = Field(min_length=1)
    when: When = When()
    second_person: Truth
    roles: tuple[Role, ...] = ()

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.second_person != bool(self.roles):
            raise wrong("approval and roles do not fit", "name roles: exactly where second_person: true")
        return self


class Approval(Strict):
    rules: History[tuple[ApprovalRule, ...]]
    notes: tuple[Note, ...] = ()


class Plainer(Strict):
    """Words that could be plainer. An empty `instead`: rephrase, no single word will do."""

    words: dict[str, str]
    passive: tuple[str, ...]  # verbs in the passive: who does it?
    long_sentence: Whole = Field(gt=0)  # words; a longer sentence is pointed out


class PlainWords(Strict):
    danish: History[Plainer]
    known: tuple[str, ...] = ()  # words the dictionary lacks and the field uses
    notes: tuple[Note, ...] = ()


class FileType(Strict):
    id: Literal["pdf", "docx", "xlsx", "odt", "png", "jpeg", "txt"]
    title: Text


class UploadLimits(Strict):
    """What may come in. Sizes in bytes."""

    types: tuple[FileType, ...] = Field(min_length=1)
    largest_file: Whole = Field(gt=0)
    largest_upload: Whole = Field(gt=0)  # all files of one form
    most_files: Whole = Field(gt=0)  # in one form
    most_pages: Whole = Field(gt=0)  # of a PDF
    most_unpacked: Whole = Field(gt=0)  # what an office file may hold, unpacked
    most_ratio: Whole = Field(gt=1)  # unpacked to packed
    most_pixels: Whole = Field(gt=0)  # of a picture


class DocumentKind(Strict):
    """What a document is in a case."""

    id: Id
    title: Text


class Uploads(Strict):
    limits: History[UploadLimits]
    kinds: tuple[DocumentKind, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
