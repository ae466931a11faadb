"""What the database itself refuses of the quality programme: to change a frozen frame, a draw, a promised
contribution, a measurement that is reported, a report, memo or follow-up that is over. Whoever has the
database and not the program meets it too."""

from typing import Final, NamedTuple

REFUSAL: Final = "what was frozen, drawn or reported is never changed or deleted"
OF_WORDS_TABLES: Final = (
    *("areafollowup", "areacase", "officereport", "officereportcorrection", "reasoning", "reasoningcase"),
    *("thematic", "thematicmember", "thematiccase", "thematicoffice"),
)
TABLES: Final = tuple(
    f"quality_{one}"
    for one in ("draw", "contribution", "frame", "excluded", "drawn", "measurement", "rating", "settled",
                "correction", *OF_WORDS_TABLES)
)  # fmt: skip
ALWAYS: Final = "1 = 1"
GONE: Final = "[slettet med sagen]"  # stands where words about a case stood that is destroyed


class Rule(NamedTuple):
    """An act on a table that is refused where the condition holds. `!=`: differs, empty or not."""

    table: str
    act: str
    name: str
    when: str

    @property
    def called(self) -> str:
        return f"quality_{self.table}_{self.name}"


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f'OLD."{one}" != NEW."{one}"' for one in columns) + ")"


def _rewritten(*columns: str) -> str:
    """Words become others: any but the sign that they are gone with their case."""
    told = (f'OLD."{one}" != NEW."{one}" AND NEW."{one}" <> \'{GONE}\'' for one in columns)
    return "(" + " OR ".join(told) + ")"


def _draw_is_not(stage: str) -> str:
    return f"(SELECT stage FROM quality_draw WHERE id = NEW.draw_id) <> '{stage}'"  # noqa: S608 - our own


def _reported(row: str) -> str:
    return f"(SELECT stage FROM quality_measurement WHERE id = {row}.measurement_id) <> 'open'"  # noqa: S608 - our own


def _is_not(table: str, key: str, row: str, stage: str) -> str:
    return f"(SELECT stage FROM quality_{table} WHERE id = {row}.{key}) <> '{stage}'"  # noqa: S608 - our own


def _with(
    table: str, whole: str, key: str, stage: str, *rest: str, words: tuple[str, ...]
) -> tuple[Rule, ...]:
    """A part comes, changes and goes only while its whole is at a stage; its words may go with their case."""
    changes = f"({_changed(key, 'number', *rest)} OR {_rewritten(*words)})"
    return (
        Rule(table, "INSERT", "late", _is_not(whole, key, "NEW", stage)),
        Rule(table, "UPDATE", "fixed", f"{_is_not(whole, key, 'OLD', stage)} AND {changes}"),
        Rule(table, "DELETE", "kept", _is_not(whole, key, "OLD", stage)),
    )


_AREA: Final = (
    "name",
    "office",
    "period",
    "area",
    "theme",
    "focus",
    "stage",
    "strengths",
    "improvements",
    "conclusions",
    "people",
    "held_on",
)
_OFFICE: Final = (
    "name",
    "office",
    "period",
    "stage",
    "figures",
    "words",
    "submitted_by",
    "submitted_on",
    "discussed_by",
    "discussed_on",
    "people",
    "minutes",
    "sha256",
)
_THEME: Final = (
    "name",
    "year",
    "topic",
    "question",
    "stage",
    "outside",
    "outside_because",
    "opening",
    "no_opening",
    "opened_on",
    "memo",
    "proposals",
    "report",
    "presented_by",
    "presented_on",
    "sha256",
)
_REASONS: Final = (
    "name",
    "period",
    "office",
    "draw",
    "words",
    "report",
    "sha256",
    "reported_by",
    "reported_on",
)
_HANDED: Final = ("handed_to", "handed_on")
_SAID: Final = ("presented_by", "presented_on", "meeting", "stage")
OF_WORDS: Final = (
    Rule("areafollowup", "UPDATE", "over", f"OLD.stage <> 'open' AND {_changed(*_AREA)}"),
    Rule("areafollowup", "DELETE", "kept", "OLD.stage <> 'open'"),
    *_with(
        "areacase", "areafollowup", "follow_up_id", "open", "review_id", "by", "on",
        words=("strengths", "improvements"),
    ),
    Rule("officereport", "UPDATE", "frozen", f"OLD.sha256 <> '' AND {_changed(*_OFFICE)}"),
    Rule("officereport", "DELETE", "kept", "OLD.sha256 <> ''"),
    Rule("officereportcorrection", "UPDATE", "fixed", ALWAYS),
    Rule("officereportcorrection", "DELETE", "kept", ALWAYS),
    Rule("thematic", "UPDATE", "frozen", f"OLD.sha256 <> '' AND {_changed(*_THEME)}"),
    Rule("thematic", "DELETE", "kept", "OLD.sha256 <> ''"),
    Rule("thematicmember", "UPDATE", "fixed", ALWAYS),
    Rule("thematicmember", "DELETE", "kept", ALWAYS),
    *_with(
        "thematiccase", "thematic", "thematic_id", "opened", "office", "kind", "by", "on", "seal",
        words=("why", "words"),
    ),
    Rule("thematicoffice", "UPDATE", "said", f"OLD.reply <> '' AND {_changed('reply', 'by', 'on')}"),
    Rule("thematicoffice", "DELETE", "kept", ALWAYS),
    Rule("reasoning", "UPDATE", "frozen", f"OLD.sha256 <> '' AND {_changed(*_REASONS)}"),
    Rule("reasoning", "UPDATE", "back", "OLD.stage <> 'reading' AND NEW.stage = 'reading'"),
    Rule("reasoning", "UPDATE", "handed", f"OLD.handed_on IS NOT NULL AND {_changed(*_HANDED)}"),
    Rule("reasoning", "UPDATE", "told", f"OLD.presented_on IS NOT NULL AND {_changed(*_SAID)}"),
    Rule("reasoning", "DELETE", "kept", "OLD.sha256 <> ''"),
    *_with(
        "reasoningcase", "reasoning", "reasoning_id", "reading", "place", "version", "answers", "draft",
        "saved_by", "saved_at", "read_by", "read_on", "seal", words=("strengths", "improvements"),
    ),
)  # fmt: skip
_RATING: Final = (
    *("part", "number", "office", "side", "by_office", "by_person", "answers", "rated_by", "rated_at"),
    *("version", "draft", "saved_by", "saved_at", "out_because"),
)
_PLANNED: Final = ("name", "activity", "year", "first", "last", "rules", "planned_by", "planned_at")
_FROZEN: Final = ("frame_sha256", "frozen_at", "frozen_by")
_REPORT: Final = ("year", "report", "sha256", "needs", "reported_by", "reported_on", "opened_by", "opened_at")
RULES: Final = (
    Rule("draw", "UPDATE", "frozen", f"OLD.stage <> 'planned' AND {_changed(*_PLANNED, *_FROZEN)}"),
    Rule("draw", "UPDATE", "drawn", f"OLD.stage = 'drawn' AND {_changed('stage', 'seed', 'drawn_at')}"),
    Rule("draw", "UPDATE", "back", "OLD.stage IN ('frozen', 'abandoned') AND NEW.stage = 'planned'"),
    Rule("draw", "UPDATE", "over", "OLD.stage = 'abandoned' AND NEW.stage <> 'abandoned'"),
    Rule("draw", "DELETE", "kept", "OLD.stage <> 'planned'"),
    Rule("contribution", "INSERT", "late", _draw_is_not("planned")),
    Rule("contribution", "UPDATE", "fixed", _changed("draw_id", "place", "who", "sha256", "promised_at")),
    Rule("contribution", "UPDATE", "said", f"OLD.words <> '' AND {_changed('words', 'revealed_at')}"),
    Rule("contribution", "DELETE", "kept", ALWAYS),
    *(
        rule
        for table in ("frame", "excluded")
        for rule in (
            Rule(table, "INSERT", "late", _draw_is_not("planned")),
            Rule(table, "UPDATE", "fixed", ALWAYS),
            Rule(table, "DELETE", "kept", ALWAYS),
        )
    ),
    Rule("drawn", "INSERT", "late", _draw_is_not("frozen")),
    Rule("drawn", "UPDATE", "fixed", _changed("draw_id", "office", "place", "number", "reserve")),
    Rule("drawn", "UPDATE", "used", f"OLD.stands_for <> '' AND {_changed('stands_for')}"),
    Rule("drawn", "UPDATE", "out", f"OLD.out_because <> '' AND {_changed('out_because', 'out_at')}"),
    Rule("drawn", "DELETE", "kept", ALWAYS),
    Rule("measurement", "UPDATE", "reported", f"OLD.sha256 <> '' AND {_changed(*_REPORT)}"),
    Rule("measurement", "UPDATE", "back", "OLD.stage <> 'open' AND NEW.stage = 'open'"),
    Rule(
        "measurement", "UPDATE", "approved",
        f"OLD.stage = 'approved' AND {_changed('stage', 'approved_by', 'approved_on')}",
    ),
    Rule(
        "measurement", "UPDATE", "met",
        f"OLD.followed_up_on IS NOT NULL AND {_changed('met_with', 'follow_up', 'followed_up_on')}",
    ),
    Rule("measurement", "DELETE", "kept", "OLD.sha256 <> ''"),
    Rule(
        "rating", "UPDATE", "fixed",
        f"OLD.measurement_id <> NEW.measurement_id OR {_reported('OLD')} AND "
        f"({_changed(*_RATING)} OR {_rewritten('comment')})",
    ),
    Rule(
        "settled", "UPDATE", "fixed", f"{_reported('OLD')} OR OLD.measurement_id <> NEW.measurement_id"
    ),
    *(
        rule
        for table in ("rating", "settled")
        for rule in (
            Rule(table, "INSERT", "late", _reported("NEW")),
            Rule(table, "DELETE", "kept", _reported("OLD")),
        )
    ),
    Rule("correction", "UPDATE", "fixed", ALWAYS),
    Rule("correction", "DELETE", "kept", ALWAYS),
    *OF_WORDS,
)  # fmt: skip
# SQLite alone: INSERT OR REPLACE would delete the row in its way without asking the trigger of deletion.
_IN_THE_WAY: Final = {
    "draw": "id = NEW.id OR name = NEW.name",
    "contribution": "id = NEW.id OR draw_id = NEW.draw_id AND (place = NEW.place OR who = NEW.who)",
    "measurement": "id = NEW.id OR year = NEW.year",
    "correction": "id = NEW.id",
    "frame": "id = NEW.id",
    "excluded": "id = NEW.id",
    "drawn": "id = NEW.id",
    "rating": "id = NEW.id",
    "settled": "id = NEW.id",
    "areafollowup": "id = NEW.id OR name = NEW.name",
    "officereport": "id = NEW.id OR name = NEW.name OR office = NEW.office AND period = NEW.period",
    "officereportcorrection": "id = NEW.id",
    "thematic": "id = NEW.id OR name = NEW.name",
    "reasoning": "id = NEW.id OR name = NEW.name OR office = NEW.office AND period = NEW.period",
}
_REPLACING: Final = tuple(
    Rule(table, "INSERT", "replace", f"EXISTS (SELECT 1 FROM quality_{table} WHERE {way})")  # noqa: S608 - our own
    for table, way in _IN_THE_WAY.items()
)

EVERY: Final = (*RULES, *_REPLACING)  # of SQLite


def creating(vendor: str) -> list[str]:
    """The statements that make the triggers, for `sqlite` or `postgresql`."""
    if vendor == "sqlite":
        return [_sqlite(rule) for rule in EVERY]
    return [*(made for rule in RULES for made in _postgresql(rule)), *_emptying()]


def dropping(vendor: str) -> list[str]:
    """The statements that take them away: for tests, and for a store that is thrown away whole."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {rule.called}" for rule in EVERY]
    dropped = [
        one
        for rule in RULES
        for one in (
            f"DROP TRIGGER IF EXISTS {rule.called} ON quality_{rule.table}",
            f"DROP FUNCTION IF EXISTS {rule.called}()",
        )
    ]
    dropped += [f"DROP TRIGGER IF EXISTS {table}_emptied ON {table}" for table in TABLES]
    return [*dropped, "DROP FUNCTION IF EXISTS quality_refuse()"]


def _sqlite(rule: Rule) -> str:
    when = rule.when.replace("!=", "IS NOT")
    return (
        f"CREATE TRIGGER {rule.called} BEFORE {rule.act} ON quality_{rule.table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgresql(rule: Rule) -> list[str]:
    """The condition stands in the function: PostgreSQL lets no trigger's WHEN look into another table."""
    when, table = rule.when.replace("!=", "IS DISTINCT FROM"), f"quality_{rule.table}"
    back = "OLD" if rule.act == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {rule.called}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF; "
        f"RETURN {back}; END $$",
        f"CREATE TRIGGER {rule.called} BEFORE {rule.act} ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {rule.called}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {rule.called}",
    ]


def _emptying() -> list[str]:
    made = [
        "CREATE OR REPLACE FUNCTION quality_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    ]
    for table in TABLES:
        made.append(
            f"CREATE TRIGGER {table}_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION quality_refuse()"
        )
        made.append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_emptied")
    return made
