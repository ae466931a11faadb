"""What the database itself refuses of documents and letters: to change what was sent, or what one is."""

from typing import Final

_SENT: Final = "what was dispatched is never changed or deleted"
_FIXED: Final = "a document is written once; a new version is a new row"
_DOCUMENT: Final = "letters_document"
_LETTER: Final = "letters_letter"
# The only column of a document that ever changes, once: from nothing to the day it was dispatched.
_KEPT: Final = (
    "subject_id",
    "number",
    "version",
    "kind",
    "sealed",
    "media",
    "size",
    "pages",
    "sha256",
    "address",
    "added_on",
    "added_at",
    "added_by",
    "letter_id",
)
_TRIGGERS: Final = {
    "letters_document_fixed": (_DOCUMENT, "UPDATE", _FIXED),
    "letters_document_sent": (_DOCUMENT, "UPDATE", _SENT),
    "letters_document_kept": (_DOCUMENT, "DELETE", _SENT),
    "letters_letter_sent": (_LETTER, "UPDATE", _SENT),
    "letters_letter_kept": (_LETTER, "DELETE", _SENT),
}


def _condition(name: str, differs: str) -> str:
    if name == "letters_document_fixed":
        return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in _KEPT)
    return "OLD.dispatched_on IS NOT NULL"


def creating(vendor: str) -> list[str]:
    """The statements that make the triggers, for `sqlite` or `postgresql`."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {_condition(name, 'IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
            for name, (table, act, why) in _TRIGGERS.items()
        ]
    if vendor == "postgresql":
        made = [
            "CREATE OR REPLACE FUNCTION letters_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$"
        ]
        for name, (table, act, why) in _TRIGGERS.items():
            made.append(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW "
                f"WHEN ({_condition(name, 'IS DISTINCT FROM')}) EXECUTE FUNCTION letters_refuse('{why}')"
            )
            made.append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
        for table in (_DOCUMENT, _LETTER):
            made.append(
                f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION letters_refuse('{_SENT}')"
            )
            made.append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_whole")
        return made
    raise ValueError(f"anke knows SQLite and PostgreSQL, not {vendor}.")


def dropping(vendor: str) -> list[str]:
    """The statements that take them away: for tests, and for a store that is thrown away whole."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS]
    if vendor == "postgresql":
        dropped = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (table, _, _) in _TRIGGERS.items()]
        dropped += [f"DROP TRIGGER IF EXISTS {table}_whole ON {table}" for table in (_DOCUMENT, _LETTER)]
        return [*dropped, "DROP FUNCTION IF EXISTS letters_refuse()"]
    raise ValueError(f"anke knows SQLite and PostgreSQL, not {vendor}.")
