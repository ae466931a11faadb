"""The final text of a letter as the case stands: every field filled in, or a refusal that says what lacks."""

from collections.abc import Iterable
from datetime import date

from anke.casework.letters import composing, drafting
from anke.casework.letters.about import About, Addressee, field_values, office_title, person_name
from anke.casework.letters.acting import open_json
from anke.casework.letters.composing import Enclosed, FinalText, Setting, Words
from anke.casework.letters.models import Document, Letter
from anke.events.commands import Sealer
from anke.rules.refusal import Refused


def setting_of(letter: Letter, about: About, key: Sealer, day: date, words: Words) -> Setting:
    """What surrounds a letter's words, as the case stands on a day."""
    template, language = drafting.template_of(letter.template), letter.language
    recipient: Addressee | None = about.party(letter.recipient)
    values = field_values(
        about,
        recipient=recipient,
        outcome=letter.outcome,
        answer_by=drafting.answer_by(template, day),
        language=language,
    )
    return Setting(
        about=about,
        recipient=recipient,
        template=letter.template,
        shape=drafting.shape_of(letter),
        language=language,
        values=values,
        office=office_title(about.office, language) or "",
        signer=person_name(letter.saved_by) or letter.saved_by,
        enclosures=enclosed(letter.subject_id, words.enclosures, key),
    )


def enclosed(subject: int, wanted: Iterable[str], key: Sealer) -> tuple[Enclosed, ...]:
    """The documents a letter encloses ("3": the newest version of document 3), in the order chosen."""
    found = []
    for name in wanted:
        if not name.isdecimal():
            continue
        versions = Document.objects.filter(subject_id=subject, number=int(name)).order_by("-version")
        if document := versions.first():
            place = f"document/{document.number}/{document.version}"
            title = open_json(key, place, document.sealed)["title"]
            found.append(Enclosed(document.number, document.version, title, document.sha256))
    return tuple(found)


def finished(letter: Letter, about: About, key: Sealer, day: date) -> FinalText:
    """The final text. Raises `Refused`, naming everything that is missing, where there is none yet."""
    words = drafting.words_of(letter, key)
    setting = setting_of(letter, about, key, day, words)
    if setting.recipient is None:
        raise Refused(
            "Modtageren er ikke længere part i sagen. Begynd et nyt brev.",
            "The recipient is no longer a party of the case. Begin a new letter.",
        )
    if found := composing.faults(setting.shape, words, setting.values):
        raise Refused(" ".join(one.da for one in found), " ".join(one.en for one in found))
    return composing.final(setting, words)
