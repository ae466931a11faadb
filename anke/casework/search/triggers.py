"""What the database itself sees to: the words of a row are findable as soon as the row is there, and a row is
gone in the very transaction in which its case is destroyed or its key of personal data deleted, whoever does
it."""

from typing import Final

_ENTRY: Final = "search_entry"
_INDEX: Final = "search_index"  # SQLite's FTS5 table; its text lies in search_entry
_COLUMNS: Final = ("names", "prose", "stems")


def _listed(prefix: str = "") -> str:
    return ", ".join(f"{prefix}{column}" for column in _COLUMNS)


_ADD: Final = f"INSERT INTO {_INDEX}(rowid, {_listed()}) VALUES (NEW.subject_id, {_listed('NEW.')});"  # noqa: S608 - names of our own
_TAKE: Final = (
    f"INSERT INTO {_INDEX}({_INDEX}, rowid, {_listed()}) "  # noqa: S608 - names of our own
    f"VALUES ('delete', OLD.subject_id, {_listed('OLD.')});"
)
# When a case leaves the index: (table, when it happens, which case).
_LEAVING: Final = {
    "search_forget_key": ("events_personalkey", "AFTER DELETE", "", "OLD.subject_id"),
    "search_forget_case": (
        "cases_case",
        "AFTER UPDATE OF status",
        "WHEN (NEW.status = 'destroyed')",
        "NEW.subject_id",
    ),
}


def creating(vendor: str) -> list[str]:
    """The statements that make index and triggers, for `sqlite` or `postgresql`."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def dropping(vendor: str) -> list[str]:
    """The statements that take them away."""
    if vendor == "sqlite":
        names = ("search_entry_added", "search_entry_changed", "search_entry_taken", *_LEAVING)
        return [*(f"DROP TRIGGER IF EXISTS {name}" for name in names), f"DROP TABLE IF EXISTS {_INDEX}"]
    return [
        *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (table, *_) in _LEAVING.items()),
        *(f"DROP FUNCTION IF EXISTS {name}()" for name in _LEAVING),
    ]


def _sqlite() -> list[str]:
    made = [
        f"CREATE VIRTUAL TABLE {_INDEX} USING fts5({_listed()}, content='{_ENTRY}', "
        "content_rowid='subject_id', tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
        f"CREATE TRIGGER search_entry_added AFTER INSERT ON {_ENTRY} BEGIN {_ADD} END",
        f"CREATE TRIGGER search_entry_taken AFTER DELETE ON {_ENTRY} BEGIN {_TAKE} END",
        f"CREATE TRIGGER search_entry_changed AFTER UPDATE ON {_ENTRY} BEGIN {_TAKE} {_ADD} END",
    ]
    for name, (table, moment, when, case) in _LEAVING.items():
        act = f"BEGIN DELETE FROM {_ENTRY} WHERE subject_id = {case}; END"  # noqa: S608 - names of our own
        made.append(f"CREATE TRIGGER {name} {moment} ON {table} {when} {act}")
    return made


def _postgresql() -> list[str]:
    made = [
        f"ALTER TABLE {_ENTRY} ADD COLUMN exact tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('simple'::regconfig, names), 'A') || "
        "setweight(to_tsvector('simple'::regconfig, prose), 'C')) STORED",
        f"ALTER TABLE {_ENTRY} ADD COLUMN stemmed tsvector GENERATED ALWAYS AS ("
        "to_tsvector('danish'::regconfig, prose)) STORED",
        f"CREATE INDEX search_entry_exact ON {_ENTRY} USING gin (exact)",
        f"CREATE INDEX search_entry_stemmed ON {_ENTRY} USING gin (stemmed)",
    ]
    for name, (table, moment, when, case) in _LEAVING.items():
        made += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "  # noqa: S608 - names of our own
            f"$$ BEGIN DELETE FROM {_ENTRY} WHERE subject_id = {case}; RETURN NULL; END $$",
            f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {name}()",
        ]
    return made
