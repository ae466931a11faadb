"""One's deadlines as a calendar (iCalendar, RFC 5545), at an address with a secret of its own.

An entry says the case's number, its type, what kind of day it is, and where the case is; no name, nothing
of its content. Days are whole days and have no hour. Its id is the case's and the clock's: a moved deadline
moves the entry in the calendar.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from icalendar import Calendar, Event

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case
from anke.casework.gateway.models import Feed
from anke.casework.gateway.scopes import allowed
from anke.casework.gateway.tokens import digest_of, new_public
from anke.content.load import content
from anke.organisation import queries as organisation
from anke.rules.local import local_date
from anke.rules.refusal import Refused

MOST: Final = 1_000  # entries of a calendar
WORDS: Final = {  # the kinds of days in rules/next_step.py
    "deadline": ("frist", "deadline"),
    "target": ("måldag", "target day"),
    "follow_up": ("tages op igen", "taken up again"),
    "approval": ("godkendelse", "approval"),
    "meeting": ("møde", "meeting"),
    "dispatch": ("afgørelsen sendes", "decision sent"),
    "review": ("gennemgang", "review"),
}
_ENTRY: Final = ("number", "case_type", "clock", "clock_on")


@transaction.atomic
def make_feed(*, owner: str, at: datetime) -> str:
    """A calendar's address for a person, the part after /calendar/; an earlier one leads nowhere any more."""
    who = organisation.actor(owner)
    if who is None or "cases:read" not in allowed(who):
        raise Refused("Din rolle ser ingen sager.", "Your role sees no cases.")
    Feed.objects.filter(owner=owner, revoked_at__isnull=True).update(revoked_at=at)
    public, secret = new_public(), secrets.token_urlsafe(24)
    Feed.objects.create(public=public, digest=digest_of(secret), owner=owner, made_at=at)
    return f"{public}.{secret}"


@transaction.atomic
def revoke_feed(*, owner: str, at: datetime) -> None:
    """Let a person's calendar address lead nowhere."""
    if not Feed.objects.filter(owner=owner, revoked_at__isnull=True).update(revoked_at=at):
        raise Refused("Du har ingen kalenderadresse.", "You have no calendar address.")


def owner_of(address: str) -> str | None:
    """Whose calendar an address shows; None where it leads nowhere."""
    public, _, secret = address.partition(".")
    row = Feed.objects.filter(public=public, revoked_at__isnull=True).first()
    given = digest_of(secret)
    return row.owner if row is not None and hmac.compare_digest(row.digest, given) else None


def calendar_of(owner: str, *, at: datetime, lang: str) -> tuple[bytes, list[str]]:
    """A person's days as iCalendar, and the cases it names. Empty for one who no longer works here."""
    actor, english = organisation.actor(owner), lang.startswith("en")
    mine = Q(next_person=owner) | Q(caseworker=owner)
    found = Case.objects.filter(cases.seen_by(actor, at)).filter(mine, clock_on__isnull=False)
    rows = found.order_by("clock_on", "number").values(*_ENTRY)[:MOST]
    stamp = datetime.combine(local_date(at), datetime.min.time(), tzinfo=UTC)  # the same text all day
    made = Calendar()
    made.add("prodid", "-//anke//deadlines//DA")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Deadlines" if english else "Frister")
    made.add("x-wr-timezone", settings.TIME_ZONE)
    for row in rows:
        number, clock, day = row["number"], str(row["clock"]), row["clock_on"]
        assert day is not None
        one, words = Event(), WORDS.get(clock, (clock, clock))[english]
        one.add("uid", f"{number}-{clock}@anke")
        one.add("summary", f"{number} · {content().case_types[row['case_type']].title[lang]} · {words}")
        one.add("dtstart", day)
        one.add("dtend", day + timedelta(days=1))
        one.add("dtstamp", stamp)
        one.add("transp", "TRANSPARENT")
        one.add("class", "PRIVATE")
        if link := _link(number):
            one.add("url", link)
        made.add_component(one)
    return made.to_ical(), [row["number"] for row in rows]


def _link(number: str) -> str | None:
    try:
        return f"{settings.ANKE_ADDRESS}{reverse('case', args=[number])}"
    except NoReverseMatch:
        return None
