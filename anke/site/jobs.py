"""The work in the background, named where the building is put together: `anke work` does it.

A job is told the moment and says in a few words what it did. It is handed no other state: whatever it needs
to know lies in the database, so that it can be stopped at any moment and begun anew.
"""

from datetime import datetime, timedelta
from typing import Final

from anke.casework.cases import commands as cases
from anke.casework.gateway import commands as gateway
from anke.casework.letters import commands as letters
from anke.casework.search import commands as search
from anke.rules.local import local_date
from anke.site.identity import post
from anke.site.today import house_now
from anke.steering.external import commands as external
from anke.steering.guarding import commands as guarding
from anke.steering.reporting import commands as reporting
from anke.steering.statistics import commands as statistics


def webhooks(at: datetime) -> str:
    made, went = gateway.collect(at=at), gateway.deliver(at=at)
    return f"{made} new, {went.delivered} delivered, {went.failed} to try again, {went.given_up} given up"


def mail(at: datetime) -> str:
    sent = post.send_waiting(at)
    left, refusal = post.waiting()
    return f"{sent} sent, {left} waiting" + (f" ({refusal})" if refusal else "")


def letters_out(at: datetime) -> str:
    sent, left = letters.retry(at=house_now())
    return f"{sent} sent, {left} waiting"


def index(at: datetime) -> str:
    return f"{search.follow()} events behind"


def sweep_index(at: datetime) -> str:
    swept = search.sweep()
    return f"{swept.mended} mended, {swept.removed} removed, {swept.left} left"


def sweep_documents(at: datetime) -> str:
    swept, evidence = letters.sweep(now=at), external.sweep(now=at)
    return f"{swept.orphans + swept.drafts + evidence} left behind, {swept.forgotten} forgotten"


def usual_times(at: datetime) -> str:
    return f"{cases.refresh_usual_times(today=local_date(house_now()))} usual times"


def export(at: datetime) -> str:
    return f"{statistics.export().events} events"


def revisions(at: datetime) -> str:
    now = house_now()
    return f"{len(reporting.check_revisions(today=local_date(now), recorded_at=now))} revisions"


def reminders(at: datetime) -> str:
    now = house_now()
    return f"{len(reporting.remind(today=local_date(now), recorded_at=now))} reminders"


def adopt_plans(at: datetime) -> str:
    done = guarding.adopt_due(actor="system", recorded_at=house_now())
    return f"fixed: {', '.join(done) or 'none'}"


def tidy(at: datetime) -> str:
    answers, delivered = gateway.forget_answers(at=at), gateway.forget_delivered(at=at)
    return f"{answers} answers and {delivered} deliveries let go"


WORK: Final = (
    gateway.Work("webhooks", timedelta(seconds=10), webhooks),
    gateway.Work("mail", timedelta(seconds=30), mail),
    gateway.Work("search", timedelta(seconds=15), index),
    gateway.Work("letters", timedelta(minutes=1), letters_out),
    gateway.Work("statistics", timedelta(hours=1), export),
    gateway.Work("revisions", timedelta(hours=1), revisions),
    gateway.Work("reminders", timedelta(hours=6), reminders),
    gateway.Work("plans", timedelta(hours=1), adopt_plans),
    gateway.Work("usual times", timedelta(days=1), usual_times),
    gateway.Work("search sweep", timedelta(days=1), sweep_index),
    gateway.Work("documents", timedelta(days=1), sweep_documents),
    gateway.Work("tidying", timedelta(days=1), tidy),
)
