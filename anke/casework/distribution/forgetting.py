"""Forgetting runs whose time is over: what they explained lies too far back. How long, the content says."""

from datetime import datetime

from django.db import transaction

from anke.casework.distribution.models import Run


@transaction.atomic
def forget_runs(*, before: datetime) -> int:
    """Forget the runs made before a moment, with all they found. Returns how many they were.

    Where each case went stays in its events.
    """
    old = Run.objects.filter(made_at__lt=before)
    gone = old.count()
    old.delete()
    return gone
