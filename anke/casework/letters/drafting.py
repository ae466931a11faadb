"""Writing a letter: begun from a template, saved version by version, thrown away while it is a draft."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, Unpack

from django.db import transaction
from django.db.models import Max

from anke.casework.cases import commands as cases
from anke.casework.cases.queries import Case
from anke.casework.letters import composing
from anke.casework.letters.about import About, about_of
from anke.casework.letters.acting import (
    By,
    case_sealer,
    held_letter,
    note,
    open_json,
    seal_json,
    settle,
    words_place,
)
from anke.casework.letters.composing import Words
from anke.casework.letters.models import Letter
from anke.content.load import content
from anke.content.schema.letter import LetterTemplate, Shape
from anke.events.commands import Sealer
from anke.events.queries import subject_id
from anke.rules.letter_steps import LetterAct, LetterStatus, step
from anke.rules.local import DENMARK
from anke.rules.refusal import Refused, Stale

LONGEST_TITLE: Final = 200
LONGEST_PART: Final = 20_000  # characters
MOST_ENCLOSURES: Final = 30
LANGUAGES: Final = ("da", "en")


def template_of(name: str) -> LetterTemplate:
    found = content().letters.get(name)
    if found is None:
        raise Refused("Der er ingen sådan brevskabelon.", "There is no such letter template.")
    return found


def shape_of(letter: Letter) -> Shape:
    """The template as it was when the letter was begun: a later change does not touch the letter."""
    shape = template_of(letter.template).on(letter.shape_from)
    if shape is None:
        raise Refused("Brevskabelonen findes ikke længere.", "The letter template is gone.")
    return shape


def case_about(number: str) -> About:
    return about_of(Case.objects.get(number=number))


@transaction.atomic
def begin_letter(
    *,
    number: str,
    template: str,
    recipient: str,
    language: str = "da",
    outcome: str | None = None,
    **by: Unpack[By],
) -> Letter:
    """Begin a letter from a template, to a party of the case. `outcome` is what a decision comes to."""
    cases.hold_case(number=number, **by)
    chosen, about = template_of(template), case_about(number)
    day = by["happened_on"]
    entry = chosen.shape.entry(day)
    if entry is None:
        raise Refused("Skabelonen gælder ikke på den dag.", "The template does not count on that day.")
    _require_language(chosen, language)
    _require_recipient(chosen, about, recipient)
    told = _outcome(chosen, outcome)
    key, subject = case_sealer(number), subject_id("case", number)
    letter = Letter(
        subject_id=subject,
        number=_next_number(subject),
        template=template,
        shape_from=entry.since,
        language=language,
        recipient=recipient,
        outcome=told,
        status=str(LetterStatus.DRAFT),
        version=1,
        saved_by=by["actor"],
        saved_at=by["recorded_at"],
        authors=[by["actor"]],
        begun_at=by["recorded_at"],
    )
    words = composing.standard_words(entry.value, about, told, language)
    letter.sealed = key.close(words_place(letter), words.to_json())
    letter.save(force_insert=True)
    note(number, "letter_begun", {"letter": str(letter.number), "template": template}, by)
    return letter


def _next_number(subject: int) -> int:
    last: int | None = Letter.objects.filter(subject_id=subject).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _require_language(template: LetterTemplate, language: str) -> None:
    if language not in LANGUAGES or (language == "en" and not template.english):
        raise Refused("Brevet findes kun på dansk.", "The letter exists in Danish only.")


def _require_recipient(template: LetterTemplate, about: About, recipient: str) -> None:
    party = about.party(recipient)
    if party is None:
        raise Refused(
            "Vælg en modtager blandt sagens parter.", "Choose a recipient among the parties of the case."
        )
    if party.kind not in template.recipients:
        raise Refused(
            "Brevet er ikke til den part. Vælg en anden modtager eller en anden skabelon.",
            "The letter is not for that party. Choose another recipient or another template.",
        )
    if not party.name:
        raise Refused(
            "Modtageren har intet navn på sagen. Registrér det først.",
            "The recipient has no name on the case. Record it first.",
        )


def _outcome(template: LetterTemplate, outcome: str | None) -> str | None:
    """The outcome a letter tells; the template's own where it has only one."""
    possible = template.when.outcomes
    if not possible:
        return None
    if len(possible) == 1:
        return possible[0]
    if outcome not in possible:
        raise Refused("Vælg, hvad afgørelsen går ud på.", "Choose what the decision comes to.")
    return outcome


@transaction.atomic
def save_letter(
    *,
    number: str,
    letter: int,
    title: str,
    parts: Mapping[str, str],
    version: int,
    enclosures: tuple[str, ...] = (),
    automatic: bool = False,
    **by: Unpack[By],
) -> Letter:
    """Save a letter's text as its next version. Unchanged words make no version.

    `version` is the one the person began from: where somebody has saved since, it is refused (`Stale`) and
    says who did, when. An automatic save by the same person tells no event; every other does.
    """
    state = cases.hold_case(number=number, **by)
    held = held_letter(subject_id("case", number), letter)
    settle(held, template_of(held.template).kind, state)
    step(LetterStatus(held.status), LetterAct.SAVE)
    if not (version < held.version and _just_saved_it(held, by)):
        require_version(held, version)
    key = case_sealer(number)
    before = words_of(held, key)
    after = checked(Words(title, dict(parts), enclosures), shape_of(held))
    after = replace(after, parts={**before.parts, **after.parts})
    if after == before:
        return held
    other_hand = held.saved_by != by["actor"]
    held.version += 1
    held.saved_by, held.saved_at = by["actor"], by["recorded_at"]
    held.authors = list(dict.fromkeys([*held.authors, by["actor"]]))
    held.sealed = key.close(words_place(held), after.to_json())
    held.save()
    if other_hand or not automatic:
        note(number, "letter_changed", {"letter": str(letter), "version": str(held.version)}, by)
    return held


def _just_saved_it(letter: Letter, by: By) -> bool:
    """Whether the version that came between is the person's own, of a moment ago: a save that was on its way
    when the next began."""
    return letter.saved_by == by["actor"] and by["recorded_at"] - letter.saved_at < timedelta(minutes=1)


def require_version(letter: Letter, version: int) -> None:
    if version == letter.version:
        return
    at = letter.saved_at.astimezone(DENMARK)
    raise Stale(
        f"{letter.saved_by} har gemt brevet kl. {at:%H.%M}, siden du åbnede det. Din tekst er ikke gemt; den "
        "står her endnu. Sammenlign de to, og gem igen.",
        f"{letter.saved_by} saved the letter at {at:%H:%M}, after you opened it. Your text is not saved; it "
        "still stands here. Compare the two, and save again.",
    )


def checked(words: Words, shape: Shape) -> Words:
    """The words tidied. Raises `Refused` for a part the template does not have, and for too much text."""
    known = {part.id for part in shape.parts}
    if unknown := set(words.parts) - known:
        name = sorted(unknown)[0][:40]
        raise Refused(f"Brevet har ingen del »{name}«.", f"The letter has no part “{name}”.")
    parts = {part: _tidy(text) for part, text in words.parts.items()}
    too_long = len(words.title) > LONGEST_TITLE or any(len(one) > LONGEST_PART for one in parts.values())
    if too_long or len(words.enclosures) > MOST_ENCLOSURES:
        raise Refused(
            f"Teksten er for lang: højst {LONGEST_TITLE} tegn i overskriften og {LONGEST_PART} i hver del.",
            f"The text is too long: at most {LONGEST_TITLE} characters in the title, {LONGEST_PART} a part.",
        )
    return Words(" ".join(words.title.split()), parts, tuple(dict.fromkeys(words.enclosures)))


def _tidy(text: str) -> str:
    """Line ends as one kind, and no characters that cannot be seen."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in plain if one in "\n\t" or one.isprintable()).strip()


def words_of(letter: Letter, key: Sealer) -> Words:
    """A letter's text as it was last saved."""
    return Words.from_json(key.open(words_place(letter), bytes(letter.sealed)))


@transaction.atomic
def discard_letter(*, number: str, letter: int, **by: Unpack[By]) -> None:
    """Throw a draft away. Its number is not used again for as long as a later one stands."""
    state = cases.hold_case(number=number, **by)
    held = held_letter(subject_id("case", number), letter)
    settle(held, template_of(held.template).kind, state)
    step(LetterStatus(held.status), LetterAct.SAVE)
    held.delete()
    note(number, "letter_discarded", {"letter": str(letter)}, by)


def returned_reason(letter: Letter, key: Sealer) -> str | None:
    """Why a letter was last sent back, for whoever writes on."""
    if letter.returned is None:
        return None
    told: str = open_json(key, f"letter/{letter.number}/returned", letter.returned)
    return told


def seal_reason(letter: Letter, key: Sealer, reason: str) -> bytes:
    return seal_json(key, f"letter/{letter.number}/returned", reason)


def answer_by(template: LetterTemplate, day: date) -> date | None:
    """The day the recipient is to answer by, where the letter asks for an answer: an open day."""
    if template.answer_within is None:
        return None
    from anke.rules.deadlines import DeadlineRule, Roll, deadline
    from anke.rules.definitions import Span

    rule = DeadlineRule(template.answer_within, Span.DAYS, 0, Roll.NEXT)
    return deadline(day, rule, content().calendar.to_rules())
