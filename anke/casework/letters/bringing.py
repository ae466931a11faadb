"""Decisions that were sent before letters were written here: their texts, brought in so that they can be read
again. No document and no row of the dispatch log is made: what was sent lies where it was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anke.casework.cases import commands as cases
from anke.casework.cases.queries import Case
from anke.casework.letters import composing, drafting, finishing
from anke.casework.letters.about import about_of
from anke.casework.letters.acting import By, case_sealer, note, words_place
from anke.casework.letters.composing import Words
from anke.casework.letters.models import Letter
from anke.rules.letter_steps import LetterStatus
from anke.rules.local import local_date
from anke.rules.refusal import Refused


@dataclass(frozen=True)
class SentBefore:
    """A decision as it was sent: its parts by the template's ids, and who signed it (initials)."""

    number: str
    title: str
    parts: Mapping[str, str]
    signed_by: str


@transaction.atomic
def bring_in_decisions(
    told: Iterable[SentBefore], *, template: str = "decision", actor: str, recorded_at: datetime
) -> int:
    """Set down the texts of decisions that were sent already, one a case; a case that has a letter keeps it.
    Returns how many. Raises `Refused`, and brings none in, for a case that is not decided and dispatched or
    names no appellant, and for a part the template does not have."""
    wanted = {one.number: one for one in told}
    by = By(actor=actor, happened_on=local_date(recorded_at), recorded_at=recorded_at)
    rows = {case.number: case for case in Case.objects.filter(number__in=sorted(wanted))}
    has = set(Letter.objects.filter(subject_id__in=[one.pk for one in rows.values()]).values_list("subject"))
    brought = 0
    for number, one in sorted(wanted.items()):
        case = rows.get(number)
        if case is None or case.dispatched_on is None or case.outcome is None:
            raise Refused(
                f"Sag {number} er ikke afgjort og sendt.", f"Case {number} is not decided and sent."
            )
        if (case.pk,) not in has:
            _bring_in(one, case, template, by)
            brought += 1
    return brought


def _bring_in(one: SentBefore, case: Case, template: str, by: By) -> None:
    cases.hold_case(number=one.number, **by)
    about = about_of(case)
    if about.appellant is None:
        raise Refused(f"Sag {one.number} har ingen klager.", f"Case {one.number} has no appellant.")
    entry = drafting.template_of(template).shape.entry(by["happened_on"])
    assert entry is not None  # every template counts on some day
    key, signer = case_sealer(one.number), one.signed_by
    letter = Letter(subject_id=case.pk, number=1, template=template, shape_from=entry.since)
    letter.language, letter.recipient, letter.outcome = "da", about.appellant.key, case.outcome
    letter.status, letter.version = str(LetterStatus.SENT), 1
    letter.saved_by, letter.authors, letter.dispatched_on = signer, [signer], case.dispatched_on
    letter.saved_at = letter.begun_at = by["recorded_at"]
    words = drafting.checked(Words(one.title, one.parts), entry.value)
    letter.sealed = key.close(words_place(letter), words.to_json())
    setting = finishing.setting_of(letter, about, key, by["happened_on"], words)
    letter.sha256 = composing.final(setting, words).sha256
    letter.save(force_insert=True)
    note(one.number, "letter_brought_in", {"letter": "1", "sha256": letter.sha256}, by)
