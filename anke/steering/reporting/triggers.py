"""What the database itself refuses: to change or delete what was frozen, and what was said of it since."""

from typing import Final

_REFUSAL: Final = "what was frozen is never changed or deleted"
TABLES: Final = (
    "reporting_frozen",
    "reporting_frozenfile",
    "reporting_revision",
    "reporting_revisionnote",
)
_STAGES: Final = "('frozen', 'handed_over', 'received')"
_REPORT: Final = "reporting_report"
# A frozen report goes on to be handed over and received; it never goes back, and never goes away.
_BACK: Final = f"OLD.stage IN {_STAGES} AND NEW.stage NOT IN {_STAGES}"
_GONE: Final = f"OLD.stage IN {_STAGES}"


def creating(vendor: str) -> list[str]:
    """The statements that make the triggers, for `sqlite` or `postgresql`."""
    if vendor == "sqlite":
        return [
            *(_sqlite(table, act) for table in TABLES for act in ("UPDATE", "DELETE")),
            *(_sqlite_replace(table) for table in TABLES),
            _sqlite(_REPORT, "UPDATE", f"WHEN {_BACK}"),
            _sqlite(_REPORT, "DELETE", f"WHEN {_GONE}"),
        ]
    made = [
        "CREATE OR REPLACE FUNCTION reporting_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    ]
    for table in TABLES:
        for act in ("UPDATE", "DELETE", "TRUNCATE"):
            made += _postgresql(table, act, "FOR EACH STATEMENT")
    made += _postgresql(_REPORT, "UPDATE", f"FOR EACH ROW WHEN ({_BACK})")
    made += _postgresql(_REPORT, "DELETE", f"FOR EACH ROW WHEN ({_GONE})")
    return made


def dropping(vendor: str) -> list[str]:
    """The statements that take them away: for tests, and for a store that is thrown away whole."""
    if vendor == "sqlite":
        named = [f"{table}_{act}" for table in TABLES for act in ("update", "delete", "replace")]
        return [
            f"DROP TRIGGER IF EXISTS {name}" for name in (*named, f"{_REPORT}_update", f"{_REPORT}_delete")
        ]
    pairs = [(table, act) for table in TABLES for act in ("update", "delete", "truncate")]
    pairs += [(_REPORT, "update"), (_REPORT, "delete")]
    dropped = [f"DROP TRIGGER IF EXISTS {table}_{act} ON {table}" for table, act in pairs]
    return [*dropped, "DROP FUNCTION IF EXISTS reporting_refuse()"]


def _sqlite(table: str, act: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )


def _sqlite_replace(table: str) -> str:
    """INSERT OR REPLACE would delete the row in its way without asking the trigger of deletion."""
    return (
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} "  # noqa: S608 - names of our own
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )


def _postgresql(table: str, act: str, how: str) -> list[str]:
    name = f"{table}_{act.lower()}"
    return [
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} {how} EXECUTE FUNCTION reporting_refuse()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
    ]
