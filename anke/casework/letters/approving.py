"""Who must see a letter before it is sent, and the acts of four eyes: submit, approve, return."""

from datetime import date
from typing import Any, Unpack

from django.db import transaction

from anke.casework.cases import commands as cases
from anke.casework.letters import drafting, finishing
from anke.casework.letters.about import About
from anke.casework.letters.acting import (
    DECISIVE,
    By,
    case_sealer,
    held_letter,
    note,
    settle,
    through_case,
)
from anke.casework.letters.models import Letter
from anke.content.load import content
from anke.content.schema.letter import ApprovalRule, LetterTemplate
from anke.events.queries import events_of, subject_id
from anke.organisation import queries as organisation
from anke.rules.letter_steps import LetterAct, LetterStatus, require_other, step
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.rules.roles import TITLES, Role
from anke.rules.steps import MAY, Act


def rule_for(template: LetterTemplate, about: About, outcome: str | None, day: date) -> ApprovalRule | None:
    """The rule that settles whether two must see a letter: the first of that day's table that fits."""
    approval = content().approval
    table = (approval.rules.on(day) if approval else None) or ()
    case: dict[str, Any] = {"outcome": outcome, "area": about.area, "case_type": about.case_type}
    return next((one for one in table if template.kind in one.kinds and one.when.fits(**case)), None)


def approvers(template: LetterTemplate, about: About, outcome: str | None, day: date) -> frozenset[Role]:
    """The roles one of which must approve; none where one person may send alone."""
    rule = rule_for(template, about, outcome, day)
    roles = frozenset(rule.roles) if rule else frozenset()
    two = content().casework.two_persons.on(day) if template.kind in DECISIVE else None
    if two is not None and two.asks(about.case_type, outcome):
        roles = roles or MAY[Act.APPROVE]
    return roles & MAY[Act.APPROVE] if template.kind in DECISIVE else roles


@transaction.atomic
def submit_letter(*, number: str, letter: int, version: int, **by: Unpack[By]) -> Letter:
    """Submit a letter for somebody else's approval, whole: its final text is pinned by its SHA-256."""
    state = cases.hold_case(number=number, **by)
    held = held_letter(subject_id("case", number), letter)
    template = drafting.template_of(held.template)
    settle(held, template.kind, state)
    after = step(LetterStatus(held.status), LetterAct.SUBMIT)
    drafting.require_version(held, version)
    about = drafting.case_about(number)
    who = approvers(template, about, held.outcome, by["happened_on"])
    if not who:
        raise Refused(
            "Brevet skal ikke godkendes af en anden. Du kan sende det selv.",
            "The letter needs nobody else's approval. You can send it yourself.",
        )
    text = finishing.finished(held, about, case_sealer(number), by["happened_on"])
    held.status, held.sha256 = str(after), text.sha256
    held.submitted_by, held.approved_by, held.returned = by["actor"], None, None
    held.authors = list(dict.fromkeys([*held.authors, by["actor"]]))
    held.save()
    if through_case(template.kind, state):
        cases.submit_draft(
            number=number,
            letter=str(letter),
            sha256=text.sha256,
            outcome=held.outcome,
            authors=held.authors,
            approvers=who,
            **by,
        )
    else:
        note(number, "letter_submitted", {"letter": str(letter), "sha256": text.sha256}, by)
    return held


@transaction.atomic
def approve_letter(*, number: str, letter: int, sha256: str, **by: Unpack[By]) -> Letter:
    """Approve a submitted letter: somebody else than its authors, in a role that may, and the very text.

    `sha256` is that of the text the person has read.
    """
    state = cases.hold_case(number=number, **by)
    held = held_letter(subject_id("case", number), letter)
    template = drafting.template_of(held.template)
    settle(held, template.kind, state)
    after = step(LetterStatus(held.status), LetterAct.APPROVE)
    require_other(by["actor"], held.authors)
    about = drafting.case_about(number)
    _require_role(by["actor"], approvers(template, about, held.outcome, by["happened_on"]))
    now = finishing.finished(held, about, case_sealer(number), by["happened_on"]).sha256
    if not sha256 == now == held.sha256:
        raise Refused(
            "Teksten er ikke længere den, der blev sendt til godkendelse: noget på sagen er ændret. Send "
            "brevet tilbage, så det kan sendes til godkendelse igen.",
            "The text is no longer the one that was submitted: something on the case has changed. Return the "
            "letter so that it can be submitted again.",
        )
    held.status, held.approved_by = str(after), by["actor"]
    held.save()
    if through_case(template.kind, state):
        cases.approve_draft(number=number, sha256=now, **by)
    else:
        note(number, "letter_approved", {"letter": str(letter), "sha256": now}, by)
    return held


@transaction.atomic
def return_letter(*, number: str, letter: int, reason: str, **by: Unpack[By]) -> Letter:
    """Send a letter back to draft, submitted or approved, and say why. Its author may take it back too."""
    state = cases.hold_case(number=number, **by)
    held = held_letter(subject_id("case", number), letter)
    template = drafting.template_of(held.template)
    settle(held, template.kind, state)
    was = LetterStatus(held.status)
    after = step(was, LetterAct.RETURN)
    why = " ".join(reason.split())[:1000]
    require_none(why)
    if len(why) < 3:
        raise Refused("Skriv, hvorfor brevet sendes tilbage.", "Write why the letter is returned.")
    own = by["actor"] in held.authors
    if not own:
        about = drafting.case_about(number)
        _require_role(by["actor"], approvers(template, about, held.outcome, by["happened_on"]))
    if through_case(template.kind, state):
        back = cases.take_back_draft if own and was is LetterStatus.SUBMITTED else cases.return_draft
        back(number=number, reason=_short(own), **by)
    held.status, held.sha256 = str(after), None
    held.submitted_by = held.approved_by = None
    held.returned = drafting.seal_reason(held, case_sealer(number), why)
    held.save()
    note(number, "letter_returned", {"letter": str(letter), "reason": why}, by)
    return held


def _short(own: bool) -> str:
    """What the case's own event says; the reason itself may be personal and stands sealed in the letter's."""
    return "taget tilbage af forfatteren" if own else "se begrundelsen ved brevet"


def approver_of(letter: Letter, number: str) -> str | None:
    """Who approved a letter: here, or by the case's own page where its draft waited there."""
    if letter.approved_by is not None:
        return letter.approved_by
    told = [one for one in events_of("case", number) if one.kind == "draft_approved"]
    return told[-1].actor if told else None


def require_four_eyes(letter: Letter, number: str) -> None:
    """Raise `Refused` unless somebody else than its authors has approved the letter, wherever they did."""
    approver = approver_of(letter, number)
    if approver is None or approver in letter.authors:
        raise Refused(
            "Brevet er godkendt af en, der selv har skrevet i det. Send det tilbage, og bed en anden.",
            "The letter was approved by somebody who has written in it. Return it and ask somebody else.",
        )


def _require_role(initials: str, roles: frozenset[Role]) -> None:
    actor = organisation.actor(initials)
    if actor is None or actor.role not in roles:
        titles = [TITLES[role] for role in Role if role in roles]
        da, en = " eller ".join(da for da, _ in titles), " or ".join(en for _, en in titles)
        raise Refused(f"Brevet skal godkendes af: {da}.", f"The letter is to be approved by: {en}.")
