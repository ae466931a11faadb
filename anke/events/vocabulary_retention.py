"""What can happen to a destruction list, an archived case and a person's insight. Codes 120 to 149.

Subjects: `destruction`, named by the list's number; `traces`, named by the day they were forgotten;
`archive`, named by the case's number; `insight`, named by the number of the case asked about. No name of a
person is in any of them.
"""

from collections.abc import Mapping
from typing import Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_DIGEST: Final = Field("sha256", f.SHA256)


def _of(
    subject: str, name: str, code: int, da: str, en: str, *fields: Field, moves: Mapping[str | None, str]
) -> KindOfEvent:
    return KindOfEvent(name, code, subject, (da, en), fields, moves=moves)


OF_RETENTION: Final = (
    _of(
        "destruction",
        "destruction_listed",
        120,
        "En sletteliste med {cases} sager blev lavet (SHA-256 {sha256}).",
        "A destruction list of {cases} cases was made (SHA-256 {sha256}).",
        Field("cases", f.DECIMAL),
        _DIGEST,
        moves={None: "listed"},
    ),
    _of(
        "destruction",
        "destruction_approved",
        121,
        "Slettelisten blev godkendt (SHA-256 {sha256}).",
        "The destruction list was approved (SHA-256 {sha256}).",
        _DIGEST,
        moves={"listed": "approved_once", "approved_once": "approved"},
    ),
    _of(
        "destruction",
        "destruction_dropped",
        122,
        "Slettelisten blev opgivet: {reason}.",
        "The destruction list was dropped: {reason}.",
        Field("reason", f.TEXT),
        moves={"listed": "dropped", "approved_once": "dropped", "approved": "dropped"},
    ),
    _of(
        "destruction",
        "destruction_done",
        123,
        "Listen blev udført: {destroyed} sager blev slettet, og {kept} blev bevaret.",
        "The list was carried out: {destroyed} cases were destroyed, and {kept} were kept.",
        Field("destroyed", f.DECIMAL),
        Field("kept", f.DECIMAL),
        _DIGEST,
        moves={"approved": "done"},
    ),
    _of(
        "traces",
        "traces_forgotten",
        124,
        "Glemt, fordi tiden er gået: {count} fra før {before} ({what}).",
        "Forgotten, their time being over: {count} from before {before} ({what}).",
        Field("what", f.TEXT),
        Field("before", f.DAY),
        Field("count", f.DECIMAL),
        moves={None: "forgotten", "forgotten": "forgotten"},
    ),
    _of(
        "archive",
        "case_archived",
        130,
        "Sagen blev arkiveret med {files} filer (fortegnelsens SHA-256 {sha256}).",
        "The case was archived in {files} files (the manifest's SHA-256 {sha256}).",
        Field("files", f.DECIMAL),
        _DIGEST,
        moves={None: "archived", "archived": "archived", "verified": "archived"},
    ),
    _of(
        "archive",
        "archive_verified",
        131,
        "Arkivet af sagen blev efterprøvet (fortegnelsens SHA-256 {sha256}).",
        "The archive of the case was verified (the manifest's SHA-256 {sha256}).",
        _DIGEST,
        moves={"archived": "verified", "verified": "verified"},
    ),
    _of(
        "insight",
        "personal_data_given",
        140,
        "En part fik sine oplysninger fra {cases} sager: {reason} (SHA-256 {sha256}).",
        "A party was given the data of {cases} cases: {reason} (SHA-256 {sha256}).",
        Field("cases", f.DECIMAL),
        Field("reason", f.TEXT),
        _DIGEST,
        moves={None: "given", "given": "given"},
    ),
)
