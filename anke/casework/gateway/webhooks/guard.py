"""Where a webhook may go: to the world by https, never into this house's own network.

The name is looked up once, every address it has is judged, and the connection is made to an address that was
judged: a name that answers differently the second time leads nowhere. Redirects are not followed.
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from anke.rules.refusal import Refused

LONGEST: Final = 500
# Addresses that carry another one inside: what they lead to is not what they look like.
_WORLD: Final = IPv6Network("2000::/3")  # all that is given out; anything else is special
_WRAPPED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("2002::/16"), IPv6Network("2001::/32"))


@dataclass(frozen=True)
class Target:
    """Where a connection is made, and what is asked for there."""

    address: str
    port: int
    host: str
    path: str
    tls: bool


class Blocked(Exception):  # noqa: N818 - told to the person who wants it
    """The address is one no webhook may go to; or it has none. The message is an id."""


def require_url(url: str) -> str:
    """The address as it is kept. Raises `Refused` for one that cannot be a webhook's."""
    try:
        _parts(url)
    except Blocked:
        raise Refused(
            "Skriv en adresse, der begynder med https:// og højst er 500 tegn, uden navn og adgangskode.",
            "Write an address that begins with https://, of at most 500 characters, without a password.",
        ) from None
    return url


def _parts(url: str) -> tuple[str, int, str, bool]:
    """(host, port, path, whether by TLS)."""
    if len(url) > LONGEST or not url.isascii() or any(one.isspace() or ord(one) < 33 for one in url):
        raise Blocked("url")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Blocked("url") from None
    tls = parts.scheme == "https"
    if not (tls or (parts.scheme == "http" and settings.ANKE_WEBHOOK_PRIVATE)) or not parts.hostname:
        raise Blocked("scheme")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Blocked("url")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.hostname, port or (443 if tls else 80), path, tls


def target_of(url: str) -> Target:
    """Where to connect for an address. Raises `Blocked` where it leads into a private network."""
    host, port, path, tls = _parts(url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Blocked("name") from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not addresses or not (settings.ANKE_WEBHOOK_PRIVATE or all(map(is_public, addresses))):
        raise Blocked("address")
    return Target(addresses[0], port, host, path, tls)


def is_public(address: str) -> bool:
    """Whether an address is of the world and not of a house.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    >>> is_public("169.254.169.254"), is_public("64:ff9b::7f00:1"), is_public("fe80::1%eth0")
    (False, False, False)
    >>> is_public("::7f00:1"), is_public("fec0::1"), is_public("2606:4700::1111")
    (False, False, True)
    """
    try:
        one = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(one, IPv6Address):
        if one.ipv4_mapped is not None:
            return is_public(str(one.ipv4_mapped))
        if one not in _WORLD or any(one in net for net in _WRAPPED):
            return False
    return one.is_global and not one.is_multicast
