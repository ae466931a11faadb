"""What every act on a proposal has in common: who does it, the row held, the event told and the row made."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict

from anke.events import commands as events
from anke.organisation import queries as organisation
from anke.rules.local import local_date
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import ANSWERABLE
from anke.steering.external import projection
from anke.steering.external.asks import Ask, ask_of
from anke.steering.external.computing import Answer, answers
from anke.steering.external.models import Proposal
from anke.steering.external.told import How, Told, read

LONGEST_NOTE = 500


class By(TypedDict):
    """Who does it (initials), and the moment it is recorded (UTC)."""

    actor: str
    recorded_at: datetime


def require_answerable(initials: str) -> None:
    """Raise `Refused` for whoever may neither report figures from outside nor approve them."""
    found = organisation.actor(initials)
    if found is None or found.role not in ANSWERABLE:
        raise Refused(
            "Kun styringsenheden, en vicedirektør eller direktøren kan oplyse og godkende tal udefra.",
            "Only the steering unit, a deputy director or the director can report figures from outside and "
            "approve them.",
        )


def held(number: str) -> Proposal:
    """A proposal, held until the act ends. Raises `Refused` where there is none."""
    found = Proposal.objects.select_for_update().filter(number=number).first()
    if found is None:
        raise Refused(f"Der er intet forslag {number[:16]}.", f"There is no proposal {number[:16]}.")
    return found


def require_open(row: Proposal) -> None:
    """Raise `Stale`, with who did what and when, where the proposal has been settled."""
    if row.status == Proposal.Status.PROPOSED or row.settled_at is None:
        return
    da, en = {
        "approved": ("godkendt", "approved"),
        "returned": ("sendt tilbage", "returned"),
        "withdrawn": ("trukket tilbage", "withdrawn"),
    }[row.status]
    who = organisation.names_of([row.settled_by]).get(row.settled_by, row.settled_by)
    day = local_date(row.settled_at)
    raise Stale(
        f"Forslaget er allerede {da} af {who} ({row.settled_by}) den {day:%d.%m.%Y}.",
        f"The proposal was {en} already by {who} ({row.settled_by}) on {day}.",
    )


def words(text: str, longest: int = LONGEST_NOTE) -> str:
    """A text as it may be kept. Raises `Refused` for a personal number, or for too much."""
    said = " ".join(text.replace("\0", "").split())
    require_none(said)
    if len(said) > longest:
        raise Refused(f"Skriv højst {longest} tegn.", f"Write at most {longest} characters.")
    return said


def tell(number: str, kind: str, data: Mapping[str, Any], by: By) -> Proposal:
    """Record what was done, today, and make the row what the events say."""
    events.record(
        subject_kind=projection.SUBJECT,
        subject_name=number,
        kind=kind,
        happened_on=local_date(by["recorded_at"]),
        actor=by["actor"],
        data=data,
        recorded_at=by["recorded_at"],
    )
    return projection.keep(number)


def told_of(row: Proposal) -> tuple[Ask, Told]:
    """What a proposal tells, as the content of today reads it."""
    ask = ask_of(row.plan, row.ask)
    how = How(today=local_date(row.proposed_at), marks={"": "."}, sure=True)
    return ask, read(ask, ask.read_period(row.period), row.parts, how)


def answers_of(row: Proposal) -> tuple[Answer, ...]:
    """What the figures of a proposal answer. Raises `Refused` where the plan no longer asks so."""
    ask, told = told_of(row)
    if told.problems:
        raise told.problems[0].said
    return answers(ask, told)


def digest(row: Proposal) -> str:
    """What is approved: the figures, what they answer, and the files that show them."""
    found = {
        "number": row.number,
        "plan": row.plan,
        "ask": row.ask,
        "period": row.period,
        "parts": row.parts,
        "preliminary": row.preliminary,
        "source": row.source,
        "answers": {one.key: str(one.value if one.day is None else one.day) for one in answers_of(row)},
        "evidence": [one.sha256 for one in row.evidence.order_by("number")],
    }
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
