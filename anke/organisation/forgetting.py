"""Forgetting what is kept about one's own work, once its time is over. How long that is, the content says.

The database refuses to delete a reading by any way but this one, which lifts the refusal for as long as its
own transaction lasts: nobody else sees the log without it, and a stop in the middle leaves both as they were.
"""

from datetime import datetime

from django.db import connection, transaction

from anke.organisation import triggers
from anke.organisation.models import Notice, Reading


@transaction.atomic
def forget_readings(*, before: datetime) -> int:
    """Forget the readings made before a moment. Returns how many they were."""
    old = Reading.objects.filter(at__lt=before)
    if not old.exists():
        return 0
    with connection.cursor() as cursor:
        for statement in triggers.dropping(connection.vendor):
            cursor.execute(statement)
        gone = old.delete()[0]
        for statement in triggers.creating(connection.vendor):
            cursor.execute(statement)
    return gone


def forget_notices(*, before: datetime) -> int:
    """Forget the notices of acts before a moment that their recipient has seen. Returns how many."""
    return Notice.objects.filter(made_at__lt=before, seen_at__isnull=False).delete()[0]
