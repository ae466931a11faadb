"""Bring the synthetic authority's draft to the director's approval, in a process of its own: a test freezes
it from the command line then. Run with the environment of a house (tests/house.py)."""

from datetime import UTC, date, datetime
from typing import Any

import django


def main() -> None:
    django.setup()
    from anke.steering.reporting import commands, queries

    day = date(2025, 10, 15)
    by: dict[str, Any] = {
        "plan": "2025",
        "period": "2025Q3",
        "happened_on": day,
        "recorded_at": datetime(2025, 10, 15, 9, tzinfo=UTC),
    }
    there = queries.explained("2025", "2025Q3")
    for goal in queries.goals_to_explain(queries.due_report("2025", "2025Q3"), None, day):
        if goal not in there:
            commands.explain_goal(**by, goal=goal, words="Derfor (opdigtet)", expected=0, actor="styring")
    commands.submit_report(**by, actor="styring")
    commands.review_report(**by, actor="vicedir1")
    commands.approve_report(**by, actor="direktoer")


if __name__ == "__main__":
    main()
