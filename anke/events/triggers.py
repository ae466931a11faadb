"""What the database itself refuses: to change or delete an event, whoever asks and by whatever way."""

from typing import Final

_REFUSAL: Final = "events are never changed or deleted"

_SQLITE: Final = {
    "events_refuse_update": "BEFORE UPDATE ON events_event",
    "events_refuse_delete": "BEFORE DELETE ON events_event",
    # INSERT OR REPLACE would delete the row in its way without asking the trigger above.
    "events_refuse_replace": (
        "BEFORE INSERT ON events_event "
        "WHEN EXISTS (SELECT 1 FROM events_event WHERE seq = NEW.seq) OR EXISTS "
        "(SELECT 1 FROM events_event WHERE subject_id = NEW.subject_id AND position = NEW.position)"
    ),
}
_FUNCTION: Final = (
    "CREATE OR REPLACE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
)
_POSTGRESQL: Final = ("events_refuse_update", "events_refuse_delete", "events_refuse_truncate")


def creating(vendor: str) -> list[str]:
    """The statements that make the triggers, for `sqlite` or `postgresql`."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            for name, when in _SQLITE.items()
        ]
    if vendor == "postgresql":
        made = [_FUNCTION]
        for name in _POSTGRESQL:
            act = name.rpartition("_")[2].upper()
            made.append(
                f"CREATE TRIGGER {name} BEFORE {act} ON events_event "
                "FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()"
            )
            # … and also in a session that plays a replica, where ordinary triggers sleep.
            made.append(f"ALTER TABLE events_event ENABLE ALWAYS TRIGGER {name}")
        return made
    raise ValueError(f"anke knows SQLite and PostgreSQL, not {vendor}.")


def dropping(vendor: str) -> list[str]:
    """The statements that take them away: for tests, and for a store that is thrown away whole."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]
    if vendor == "postgresql":
        dropped = [f"DROP TRIGGER IF EXISTS {name} ON events_event" for name in _POSTGRESQL]
        return [*dropped, "DROP FUNCTION IF EXISTS events_refuse()"]
    raise ValueError(f"anke knows SQLite and PostgreSQL, not {vendor}.")
