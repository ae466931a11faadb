"""No act lost, none doubled: what was acknowledged, against the events that were recorded."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psycopg


@dataclass(frozen=True)
class Count:
    """`unanswered`: recorded, but the load ended before the answer came; at most one a connection."""

    acknowledged: int
    recorded: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    unanswered: int

    def __str__(self) -> str:
        return (
            f"{self.acknowledged:,} acts acknowledged, {self.recorded:,} recorded: {len(self.lost)} lost, "
            f"{len(self.doubled)} doubled, {self.unanswered} recorded as the load ended"
        )


def acknowledged(answers: Path) -> list[str]:
    """The case numbers in the Locations that acts were answered with; a refusal has none."""
    found = []
    for line in answers.read_text().splitlines():
        status, _, location = line.partition("\t")
        if status in ("302", "303", "201", "200") and location:
            parts = [part for part in location.partition("?")[0].split("/") if part[:4].isdigit()]
            found += parts[:1]
    return found


def last_event(url: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT seq FROM events_ledger").fetchone()
    return int(found[0]) if found else 0


def count(url: str, kind: str, told: list[str], *, since: int) -> Count:
    """Acts of one kind that were acknowledged (`told`), against the events after number `since`."""
    question = (
        "SELECT s.name, count(*) FROM events_event e JOIN events_subject s ON s.id = e.subject_id "
        "WHERE e.seq > %s AND e.kind = %s GROUP BY s.name"
    )
    with psycopg.connect(url) as connection:
        recorded = dict(connection.execute(question, [since, kind]).fetchall())
    answered = Counter(told)
    twice = {name for told in (recorded, answered) for name, times in told.items() if times > 1}
    lost = tuple(sorted(answered.keys() - recorded.keys()))
    unanswered = len(recorded.keys() - answered.keys())
    return Count(len(told), sum(recorded.values()), lost, tuple(sorted(twice)), unanswered)


def open_cases(url: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM cases_case WHERE closed_on IS NULL").fetchone()
    return int(found[0]) if found else 0
