"""Personal data in events: encrypted with a key of the subject's own, so that deleting the key forgets the
data while the chain, which covers only the encrypted text, still holds.

AES-256-GCM; the subject's key is itself encrypted ("wrapped") with a key derived from ANKE_MASTER_KEY by
HKDF-SHA-256. The subject, the position and the field's name are bound in: a sealed value moved elsewhere does
not open.
"""

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SHREDDED: Final = "«shredded»"  # what stands where a personal value has been forgotten
SEALED: Final = "sealed"  # the key under which the encrypted text stands
_NONCE = 12  # bytes


class WrongMasterKey(Exception):  # noqa: N818 - told to the person who runs the installation
    """The keys of personal data were wrapped with another master key than the one given."""


@dataclass(frozen=True)
class Master:
    """What is derived from a master key: the key that wraps, and a fingerprint that says which it is."""

    fingerprint: str
    wrapping: AESGCM

    def wrap(self, key: bytes, subject: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self.wrapping.encrypt(nonce, key, subject.encode())

    def unwrap(self, wrapped: bytes, subject: str) -> bytes:
        try:
            return self.wrapping.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], subject.encode())
        except InvalidTag:
            raise WrongMasterKey(
                f"The key of {subject}'s personal data does not open with this master key. Set "
                "ANKE_MASTER_KEY (or ANKE_HOME/secrets/anke-master-key) to the one it was made with."
            ) from None


@lru_cache(maxsize=8)
def _derive(secret: str, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=b"anke", info=purpose).derive(secret.encode())


@lru_cache(maxsize=8)
def master(secret: str) -> Master:
    """The master derived from a secret text.

    >>> master("one").fingerprint == master("two").fingerprint
    False
    """
    return Master(_derive(secret, b"fingerprint", 8).hex(), AESGCM(_derive(secret, b"personal keys", 32)))


def current_master() -> Master:
    return master(settings.ANKE_MASTER_KEY)


def pseudonym(value: str) -> str:
    """32 hexadecimal digits that are equal for equal values, and lead nowhere without the master key.

    Two cases of one person are found by it without anybody keeping the personal number.
    """
    key = _derive(settings.ANKE_MASTER_KEY, b"pseudonyms", 32)
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:32]


def new_key() -> bytes:
    return AESGCM.generate_key(256)


def seal(key: bytes, place: str, value: Any) -> dict[str, str]:
    """A personal value, encrypted. `place` is `subject/position/field`."""
    nonce = os.urandom(_NONCE)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    return {SEALED: base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text, place.encode())).decode()}


def unseal(key: bytes, place: str, sealed: dict[str, str]) -> Any:
    """The value back. Raises `WrongMasterKey` where the key or place is not the one it was sealed with."""
    raw = base64.b64decode(sealed[SEALED])
    try:
        return json.loads(AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()))
    except InvalidTag:
        raise WrongMasterKey(f"The personal data at {place} do not open with the subject's key.") from None


def seal_bytes(cipher: AESGCM, place: str, raw: bytes) -> bytes:
    """Bytes, encrypted; the nonce stands before them."""
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, raw, place.encode())


def unseal_bytes(cipher: AESGCM, place: str, sealed: bytes) -> bytes:
    """The bytes back. Raises `WrongMasterKey` where they are not what was sealed at this place."""
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except InvalidTag:
        raise WrongMasterKey(f"What is sealed at {place} does not open with the subject's key.") from None
