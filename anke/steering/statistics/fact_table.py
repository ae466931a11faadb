"""The facts in DuckDB: one row per case as known after one event, asked by the compiled measures."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import duckdb
import numpy as np
import pyarrow as pa

from anke.rules.facts import COLUMNS
from anke.rules.fold import HALVES, LIMBS, Column, Facts, arrange, blank, derive
from anke.rules.working_days import WorkingDays

T = TypeVar("T")
_REMEMBERED = 500  # answers, a few numbers each


class FactTable:
    """A database in memory that holds the table `facts`. Not for two threads at once."""

    def __init__(self, facts: Facts, upto: int, working: WorkingDays) -> None:
        """Takes the columns out of `facts` as it goes, to hold them only once."""
        self._working = working.cumulative
        self._duck = duckdb.connect(":memory:")
        self._duck.execute("SET enable_progress_bar = false")
        self.rows = 0
        self.codes: tuple[int, ...] = ()  # of the case types there are
        self.upto = upto
        self._answers: dict[Hashable, Any] = {}
        self._take(arrange(facts, self._working), "CREATE TABLE facts AS SELECT * FROM handed")
        self._look()

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._duck.execute(sql).fetchall()
        return found

    def remembered(self, question: Hashable, find: Callable[[], T]) -> T:
        """The answer to a question: found once, then told from memory for as long as the facts stay."""
        if question not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[question] = find()
        answer: T = self._answers[question]
        return answer

    def ask_arrow(self, sql: str) -> pa.Table:
        return self._duck.sql(sql).to_arrow_table()

    def ask_beside(self, other: pa.Table, sql: str) -> pa.Table:
        """A question that also reads another table, by the name `handed`."""
        self._duck.register("handed", other)
        try:
            return self._duck.sql(sql).to_arrow_table()
        finally:
            self._duck.unregister("handed")

    def facts_of(self, subjects: Column) -> Facts:
        """The facts of a few cases as the fold holds them: place `i` is subject `subjects[i]`, rising."""
        self._duck.register("wanted", arrow_table({"subject": subjects.astype(np.int32)}))
        found = self._duck.execute(
            f"SELECT subject, {', '.join((*COLUMNS, *LIMBS))} FROM facts SEMI JOIN wanted USING (subject)"  # noqa: S608 - columns
        ).fetchnumpy()
        self._duck.unregister("wanted")
        facts = blank(len(subjects))
        at = np.searchsorted(subjects, found["subject"])
        for name in COLUMNS:
            facts[name][at] = found[name]
        for number, half in enumerate(HALVES):
            high, low = (found[limb].astype(np.uint64) for limb in LIMBS[2 * number : 2 * number + 2])
            facts[half][at] = (high << np.uint64(32)) | low
        return facts

    def amend(self, subjects: Column, facts: Facts, upto: int) -> None:
        """Put these cases' facts in place of what was known of them: the table is then as known after
        `upto`.
        """
        born = np.flatnonzero(facts[HALVES[0]] | facts[HALVES[1]])
        rows = {name: values[born] for name, values in facts.items()}
        table = derive({"subject": subjects[born].astype(np.int32), **rows}, self._working)
        self._duck.execute("BEGIN")
        self._take(table, "DELETE FROM facts WHERE subject IN (SELECT subject FROM handed)")
        self._take(table, "INSERT INTO facts BY NAME SELECT * FROM handed")
        self._duck.execute("COMMIT")
        self.upto = upto
        self._look()

    def close(self) -> None:
        self._duck.close()

    def _take(self, table: Mapping[str, Column], sql: str) -> None:
        self._duck.register("handed", arrow_table(table))
        self._duck.execute(sql)
        self._duck.unregister("handed")

    def _look(self) -> None:
        self._answers.clear()
        self.rows = self.ask("SELECT count(*) FROM facts")[0][0]
        self.codes = tuple(code for (code,) in self.ask("SELECT DISTINCT case_type FROM facts ORDER BY 1"))


def arrow_table(columns: Mapping[str, Column]) -> pa.Table:
    """Whole columns of numbers as Arrow, nothing copied (`pa.table` would begin by importing pandas)."""
    return pa.table({name: arrow_array(values) for name, values in columns.items()})


def arrow_array(values: Column, said: Column | None = None) -> pa.Array:
    """Numbers as Arrow; null where `said` (booleans) is not."""
    kept = np.ascontiguousarray(values)
    valid = None if said is None else pa.py_buffer(np.packbits(said, bitorder="little"))
    return pa.Array.from_buffers(pa.from_numpy_dtype(kept.dtype), len(kept), [valid, pa.py_buffer(kept)])


def taken(days: Iterable[tuple[int, int, int]]) -> str:
    """The days stocks are taken on, (measure, day, passed), as the table the measures ask for."""
    rows = ", ".join(f"({measure}, {day}, {passed})" for measure, day, passed in days)
    return f"WITH taken(measure, day, passed) AS (VALUES {rows or '(-1, 0, 0)'}) "


def together(arms: Sequence[str]) -> str:
    return "\nUNION ALL\n".join(arms)
