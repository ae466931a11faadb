"""How somebody is helped who can no longer log in: by those who run the machine; their events tell it."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction

from anke.events import commands as events
from anke.organisation import queries as organisation
from anke.rules.steps import Refused


@dataclass(frozen=True)
class Ways:
    """How somebody logs in: the account's number, whether it is linked to a provider, whether a second factor
    is on, and in how many browsers they are logged in."""

    initials: str
    account: int | None
    linked: bool
    second_factor: bool
    sessions: int


def ways(initials: str) -> Ways:
    """Raises `Refused` where nobody with a role in force has these initials."""
    found = organisation.colleague(initials)
    if found is None:
        raise Refused(f"Ingen med en rolle hedder {initials}.", f"Nobody with a role is called {initials}.")
    held = Authenticator.objects.filter(user_id=found.user, type=Authenticator.Type.TOTP)
    return Ways(
        initials,
        found.user,
        linked=found.user is not None and SocialAccount.objects.filter(user_id=found.user).exists(),
        second_factor=found.user is not None and held.exists(),
        sessions=len(_sessions(found.user)),
    )


@transaction.atomic
def release_link(*, initials: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """Let the next log-in by the provider with these initials be the person's again."""
    known = ways(initials)
    if not known.linked:
        raise Refused(
            f"{initials} er ikke forbundet med en login-tjeneste.",
            f"{initials} is not linked to a log-in service.",
        )
    SocialAccount.objects.filter(user_id=known.account).delete()
    _told("login_released", known, happened_on, actor, recorded_at)


@transaction.atomic
def remove_second_factor(*, initials: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """For somebody who has lost both phone and recovery codes. They are logged out everywhere."""
    known = ways(initials)
    if not known.second_factor:
        raise Refused(
            f"{initials} har ikke slået den anden faktor til.",
            f"{initials} has no second factor turned on.",
        )
    Authenticator.objects.filter(user_id=known.account).delete()
    log_out_everywhere(initials=initials)
    _told("second_factor_removed", known, happened_on, actor, recorded_at)


def log_out_everywhere(*, initials: str) -> int:
    """End every session of somebody; how many there were."""
    held = _sessions(ways(initials).account)
    for one in held:
        one.end()
    return len(held)


def _sessions(account: int | None) -> list[UserSession]:
    if account is None:
        return []
    return [one for one in UserSession.objects.filter(user_id=account) if not one.purge()]


def _told(kind: str, known: Ways, happened_on: date, actor: str, recorded_at: datetime) -> None:
    events.record(
        subject_kind="staff",
        subject_name=known.initials,
        kind=kind,
        data={},
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )
