"""What can be asked of the demonstration."""

from anke.demo.days import TODAY
from anke.demo.establishment import Login, logins
from anke.demo.models import Build
from anke.events.queries import head_seq

__all__ = ["TODAY", "Login", "build", "holds_real_events", "logins"]


def build() -> Build | None:
    """The synthetic authority in this database, if it holds one."""
    return Build.objects.first()


def holds_real_events() -> bool:
    """Whether somebody else's events lie in this database."""
    return build() is None and head_seq() > 0
