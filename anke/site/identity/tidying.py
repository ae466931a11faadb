"""What the edge need not remember any longer is thrown away: sessions that ended, tries, mail that left."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Final

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session

from anke.site.identity.models import Kept, Mail

TRIES: Final = timedelta(days=30)  # for whoever looks into an attack
MAIL: Final = timedelta(days=30)  # that it was sent; its words are forgotten at once (post.py)


def tidy(now: datetime) -> None:
    """Throw away what is over at a moment (UTC). Two workers may do it at once."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - TRIES).delete()
    Mail.objects.filter(sent_at__lt=now - MAIL).delete()
    Kept.objects.filter(expires__lt=now).delete()
