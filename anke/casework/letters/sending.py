"""Sending a letter, one act: the case moves as the letter says, the very document is kept, the post is handed
it after the act is whole."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Unpack
from uuid import UUID, uuid5

from django.db import transaction

from anke.casework.cases import commands as cases
from anke.casework.letters import adding, approving, as_pdf, delivering, drafting, finishing
from anke.casework.letters.about import About, Addressee
from anke.casework.letters.acting import By, case_sealer, held_letter, note, seal_json, settle
from anke.casework.letters.composing import FinalText
from anke.casework.letters.models import Dispatch, Document, Letter
from anke.casework.letters.synthetic import is_synthetic
from anke.content.schema.letter import LetterTemplate
from anke.events.apply import CaseState
from anke.events.commands import Sealer
from anke.events.queries import subject_id
from anke.rules.letter_steps import Channel, LetterAct, LetterStatus, step
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.rules.steps import OPEN, Status

_NUMBERS = UUID("6d0f6a3e-2c33-5a46-9a55-0d0f5a6c8f10")  # the space our message numbers lie in


@dataclass(frozen=True)
class _Sending:
    """A letter about to be sent, with all that the act needs of it."""

    number: str
    letter: Letter
    template: LetterTemplate
    about: About
    state: CaseState
    text: FinalText
    channel: Channel


@transaction.atomic
def send_letter(
    *, number: str, letter: int, version: int, channel: str, ground: str = "", **by: Unpack[By]
) -> Dispatch:
    """Send a letter. A decision decides the case and is dispatched with it, in the same act.

    `version` is the text the person saw. `ground`: why a case is closed without merits, for a dismissal or a
    forwarding. Raises `Refused` for a letter that lacks a part, that somebody else must approve first, or
    whose text is no longer the one approved.
    """
    key = case_sealer(number)
    made = _prepared(number, letter, (version, channel), key, by)
    _move_case(made, ground, by)
    day = by["happened_on"]
    raw = as_pdf.pdf(made.text, day=day, draft=False, synthetic=is_synthetic())
    document = adding.final_document(
        made.letter, raw=raw, title=made.text.title, text=made.text.plain(), key=key, by=by
    )
    for one in made.text.enclosures:
        Document.objects.filter(
            subject_id=made.letter.subject_id,
            number=one.number,
            version=one.version,
            dispatched_on__isnull=True,
        ).update(dispatched_on=day)
    made.letter.status, made.letter.sha256 = str(LetterStatus.SENT), made.text.sha256
    made.letter.dispatched_on = day
    made.letter.save()
    row = _logged(made, document, key, by)
    told = {"letter": str(letter), "document": str(document.number), "sha256": document.sha256}
    note(number, "letter_dispatched", told | {"channel": channel, "message": str(row.digital_id)}, by)
    _post_later(row.pk, by["recorded_at"])
    return row


def _post_later(dispatch: int, at: datetime) -> None:
    """Nothing leaves the house before the act is whole."""
    transaction.on_commit(lambda: delivering.deliver(dispatch, at=at), robust=True)


def _prepared(number: str, letter: int, asked: tuple[int, str], key: Sealer, by: By) -> _Sending:
    version, channel = asked
    state = cases.hold_case(number=number, **by)
    held = held_letter(subject_id("case", number), letter)
    template, about = drafting.template_of(held.template), drafting.case_about(number)
    settle(held, template.kind, state)
    two = bool(approving.approvers(template, about, held.outcome, by["happened_on"]))
    step(LetterStatus(held.status), LetterAct.SEND if two else LetterAct.SEND_ALONE)
    drafting.require_version(held, version)
    if two:
        approving.require_four_eyes(held, number)
    text = finishing.finished(held, about, key, by["happened_on"])
    if (two or held.sha256 is not None) and held.sha256 != text.sha256:
        raise Refused(
            "Teksten er ikke længere den, der blev godkendt: noget på sagen er ændret. Send brevet tilbage, "
            "så det kan godkendes igen.",
            "The text is no longer the one approved: something on the case has changed. Return the letter so "
            "that it can be approved again.",
        )
    made = _Sending(number, held, template, about, state, text, _channel(channel))
    _require_reachable(made)
    return made


def _channel(name: str) -> Channel:
    if name not in list(Channel):
        raise Refused("Vælg, hvordan brevet skal sendes.", "Choose how the letter is to be sent.")
    return Channel(name)


def _require_reachable(made: _Sending) -> None:
    party = made.about.party(made.letter.recipient)
    assert party is not None
    numbered = made.channel is not Channel.DIGITAL_POST or delivering.recipient_id(made.number, party.key)
    if refused := unreachable(replace(party, digital=bool(numbered)), made.channel):
        raise refused


def unreachable(party: Addressee, channel: Channel) -> Refused | None:
    """Why a letter cannot reach somebody that way; None where it can."""
    if channel is Channel.LETTER and not party.address.strip():
        return Refused(
            "Modtageren har ingen adresse på sagen. Registrér den, eller send med Digital Post.",
            "The recipient has no address on the case. Record it, or send by Digital Post.",
        )
    if channel is Channel.DIGITAL_POST and not party.digital:
        return Refused(
            "Modtageren har intet CPR-nummer på sagen og kan ikke nås i Digital Post. Send som brev.",
            "The recipient has no personal number on the case and cannot be reached by Digital Post. Send a "
            "letter.",
        )
    return None


def _move_case(made: _Sending, ground: str, by: By) -> None:
    """What the letter does to its case: decides or closes it, asks, hears; most letters move nothing."""
    number, kind, recipient = made.number, made.template.kind, made.letter.recipient
    day = drafting.answer_by(made.template, by["happened_on"])
    if kind == "party_hearing":
        cases.hear_party(number=number, party=recipient, answer_by=day, **by)
    elif kind == "information_request":
        party = made.about.party(recipient)
        source = {"first_instance": "førsteinstansen", "other": "en anden"}.get(party.kind if party else "")
        cases.request_information(number=number, source=source or f"part {recipient}", answer_by=day, **by)
    elif kind in ("decision", "dismissal", "forwarding"):
        _end_case(made, kind, ground, by)
        cases.dispatch_decision(
            number=number,
            letter=str(made.letter.number),
            sha256=made.text.sha256,
            channel=str(made.channel),
            **by,
        )


def _end_case(made: _Sending, kind: str, ground: str, by: By) -> None:
    outcome = made.letter.outcome or "dismissed"
    if made.state.status is Status.DECIDED:
        if made.state.outcome != outcome:
            raise Refused(
                "Sagen er afgjort med et andet udfald end brevets.",
                "The case was decided with another outcome than the letter's.",
            )
        return
    if made.state.status not in OPEN:
        raise Refused("Sagen er allerede lukket.", "The case is closed already.")
    if kind == "decision":
        cases.decide_case(number=made.number, outcome=outcome, **by)
        return
    why = " ".join(ground.split())[:500]
    require_none(why)
    if not why:
        raise Refused(
            "Skriv kort, hvorfor sagen lukkes uden at blive afgjort.",
            "Write briefly why the case is closed without being decided.",
        )
    cases.dismiss_case(number=made.number, ground=why, outcome=outcome, **by)


def _logged(made: _Sending, document: Document, key: Sealer, by: By) -> Dispatch:
    party = made.about.party(made.letter.recipient)
    identity = uuid5(_NUMBERS, f"{made.number}/{made.letter.number}/{document.sha256}")
    told: dict[str, Any] = {
        "title": made.text.title,
        "recipient": made.text.recipient,
        "address": made.text.address,
    }
    told["final"] = made.text.to_dict()
    return Dispatch.objects.create(
        letter=made.letter,
        document=document,
        channel=str(made.channel),
        digital_id=identity,
        sealed=seal_json(key, f"dispatch/{identity}", told),
        sent_on=by["happened_on"],
        sent_at=by["recorded_at"],
        sent_by=by["actor"],
        trouble="",
        notice="waiting" if party and party.email else "none",
        notice_trouble="",
    )
