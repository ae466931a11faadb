"""What the database itself refuses: to change or delete a row of the reading log, by whatever way."""

from typing import Final

_REFUSAL: Final = "readings are never changed or deleted"
_TABLE: Final = "organisation_reading"
_SQLITE: Final = {
    "organisation_refuse_update": f"BEFORE UPDATE ON {_TABLE}",
    "organisation_refuse_delete": f"BEFORE DELETE ON {_TABLE}",
    # INSERT OR REPLACE would delete the row in its way without asking the trigger above.
    "organisation_refuse_replace": (
        f"BEFORE INSERT ON {_TABLE} WHEN EXISTS (SELECT 1 FROM {_TABLE} WHERE id = NEW.id)"  # noqa: S608 - names of our own
    ),
}
_FUNCTION: Final = (
    "CREATE OR REPLACE FUNCTION organisation_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
)
_POSTGRESQL: Final = (
    "organisation_refuse_update",
    "organisation_refuse_delete",
    "organisation_refuse_truncate",
)


def creating(vendor: str) -> list[str]:
    """The statements that make the triggers, for `sqlite` or `postgresql`."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            for name, when in _SQLITE.items()
        ]
    made = [_FUNCTION]
    for name in _POSTGRESQL:
        act = name.rpartition("_")[2].upper()
        made.append(
            f"CREATE TRIGGER {name} BEFORE {act} ON {_TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION organisation_refuse()"
        )
        made.append(f"ALTER TABLE {_TABLE} ENABLE ALWAYS TRIGGER {name}")
    return made


def dropping(vendor: str) -> list[str]:
    """The statements that take them away: for tests, and for a log that is thrown away whole."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]
    dropped = [f"DROP TRIGGER IF EXISTS {name} ON {_TABLE}" for name in _POSTGRESQL]
    return [*dropped, "DROP FUNCTION IF EXISTS organisation_refuse()"]
