"""What an installation chooses about logging in, read once from its environment by `settings.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

HERE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class ChosenProvider:
    """The OpenID Connect provider people log in by."""

    issuer: str
    client_id: str
    client_secret: str
    name: str = "OpenID Connect"
    claim: str = "preferred_username"  # holds a person's initials
    scopes: tuple[str, ...] = ("openid", "profile")
    strong: frozenset[str] = frozenset()  # values of amr or acr that count as a second factor

    @property
    def key(self) -> str:
        """Under which links to people are kept. Another issuer's subjects are other people."""
        return f"oidc-{sha256(self.issuer.encode()).hexdigest()[:16]}"

    @property
    def described_at(self) -> str:
        """Where the provider says what it is (OpenID Connect Discovery 1.0, section 4)."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def chosen_provider(environment: Mapping[str, str]) -> ChosenProvider | None:
    """The provider the environment names, if any. Refuses a half-named one, and one without TLS."""
    issuer = environment.get("ANKE_OIDC_ISSUER", "")
    if not issuer:
        return None
    at = urlsplit(issuer)
    if at.scheme != "https" and not (at.scheme == "http" and at.hostname in HERE):
        raise ImproperlyConfigured("ANKE_OIDC_ISSUER must begin with https://")
    needed = {name: environment.get(f"ANKE_OIDC_{name}", "") for name in ("CLIENT_ID", "CLIENT_SECRET")}
    for name, value in needed.items():
        if not value:
            raise ImproperlyConfigured(f"ANKE_OIDC_ISSUER is set, so ANKE_OIDC_{name} must be too.")
    return ChosenProvider(
        issuer=issuer,
        client_id=needed["CLIENT_ID"],
        client_secret=needed["CLIENT_SECRET"],
        name=environment.get("ANKE_OIDC_NAME") or ChosenProvider.name,
        claim=environment.get("ANKE_OIDC_CLAIM") or ChosenProvider.claim,
        scopes=tuple(environment.get("ANKE_OIDC_SCOPES", "").split()) or ChosenProvider.scopes,
        strong=frozenset(environment.get("ANKE_OIDC_MFA", "").replace(",", " ").split()),
    )


def yes(environment: Mapping[str, str], name: str) -> bool:
    """Whether a switch is on: 1.

    >>> yes({"A": "1"}, "A"), yes({"A": "0"}, "A"), yes({}, "A")
    (True, False, False)
    """
    return environment.get(name) == "1"


def number(environment: Mapping[str, str], name: str, default: int) -> int:
    """A whole number, 0 or above.

    >>> number({"A": "5"}, "A", 1), number({}, "A", 1)
    (5, 1)
    """
    given = environment.get(name, "")
    if given and not given.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not '{given}'.")
    return int(given) if given else default
