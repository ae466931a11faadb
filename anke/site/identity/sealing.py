"""Secrets of second factors as they lie in the database: AES-256-GCM, the key derived from ANKE_MASTER_KEY.

A backup without the master key therefore holds no usable second factor.
"""

import base64
import logging
import os
from functools import lru_cache
from typing import Final

from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

_NONCE: Final = 12  # bytes
_PURPOSE: Final = b"second factors"
_SECRETS: Final = ("secret", "seed")  # where an authenticator keeps what is to be secret
log = logging.getLogger(__name__)


class WrongKey(Exception):  # noqa: N818 - told to the person who runs the installation
    """The text was sealed with another master key, or was tampered with."""


@lru_cache(maxsize=8)
def _cipher(master: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=b"anke", info=_PURPOSE).derive(master.encode())
    return AESGCM(derived)


def seal(text: str, master: str | None = None) -> str:
    """
    >>> unseal(seal("JBSWY3DP", "one"), "one")
    'JBSWY3DP'
    """
    nonce = os.urandom(_NONCE)
    sealed = nonce + _cipher(master or settings.ANKE_MASTER_KEY).encrypt(nonce, text.encode(), _PURPOSE)
    return base64.b64encode(sealed).decode()


def unseal(text: str, master: str | None = None) -> str:
    """The text back; raises `WrongKey`."""
    try:
        raw = base64.b64decode(text, validate=True)
        opened = _cipher(master or settings.ANKE_MASTER_KEY).decrypt(raw[:_NONCE], raw[_NONCE:], _PURPOSE)
    except (InvalidTag, ValueError) as problem:
        raise WrongKey("A second factor does not open with this ANKE_MASTER_KEY.") from problem
    return opened.decode()


@transaction.atomic
def reseal(*, old: str, new: str) -> int:
    """Seal every second factor anew when the master key changes; how many. Goes with `rotate_master_key`."""
    changed = 0
    for one in Authenticator.objects.select_for_update().order_by("pk"):
        held = [name for name in _SECRETS if name in one.data]
        for name in held:
            one.data[name] = seal(unseal(one.data[name], old), new)
        one.save(update_fields=["data"])
        changed += bool(held)
    return changed
