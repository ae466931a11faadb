"""Sealing more than fits in an event – a file, a letter – with the key of the subject it belongs to, so that
shredding the subject's personal data forgets it too."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from anke.events import personal
from anke.events.models import Event, Ledger, PersonalKey, Subject
from anke.events.problem import OutOfOrder


@dataclass(frozen=True)
class Sealer:
    """Closes and opens bytes with one subject's key. `place` says what the bytes are, and is bound in."""

    subject: str
    _key: AESGCM = field(repr=False)

    def close(self, place: str, raw: bytes) -> bytes:
        return personal.seal_bytes(self._key, f"{self.subject}/{place}", raw)

    def open(self, place: str, sealed: bytes) -> bytes:
        """Raises `WrongMasterKey` where the bytes are not what was sealed at this place."""
        return personal.unseal_bytes(self._key, f"{self.subject}/{place}", sealed)


def opener(subject_kind: str, subject_name: str) -> Sealer | None:
    """What opens a subject's sealed bytes; None where there is nothing any more that could."""
    kept = PersonalKey.objects.select_related("subject").filter(
        subject__kind=subject_kind, subject__name=subject_name
    )
    found = kept.first()
    return None if found is None else _sealer(found, subject_kind, subject_name)


def sealer(subject_kind: str, subject_name: str) -> Sealer:
    """What seals bytes for a subject; makes its key where it has none yet. Call inside a transaction.

    Raises `OutOfOrder` for a subject that is not known, or whose personal data were shredded.
    """
    if found := opener(subject_kind, subject_name):
        return found
    Ledger.objects.select_for_update().get_or_create(pk=1)  # whoever makes a key holds the writers' lock
    if found := opener(subject_kind, subject_name):
        return found
    subject = Subject.objects.filter(kind=subject_kind, name=subject_name).first()
    if subject is None:
        raise OutOfOrder(f"There is no {subject_kind} {subject_name} to seal anything for.")
    if Event.objects.filter(subject=subject, kind="personal_data_shredded").exists():
        raise OutOfOrder(
            f"The personal data of {subject_kind} {subject_name} were shredded; no new ones can be kept."
        )
    master, key = personal.current_master(), personal.new_key()
    name = f"{subject_kind}/{subject_name}"
    PersonalKey.objects.create(subject=subject, wrapped=master.wrap(key, name), master=master.fingerprint)
    return Sealer(name, AESGCM(key))


def _sealer(kept: PersonalKey, subject_kind: str, subject_name: str) -> Sealer:
    name = f"{subject_kind}/{subject_name}"
    return Sealer(name, AESGCM(personal.current_master().unwrap(bytes(kept.wrapped), name)))
