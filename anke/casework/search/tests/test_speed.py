"""A hundred thousand cases: what is asked often is answered at once."""

import time

import pytest
from django.contrib.auth.models import User
from django.db import connection

from anke.casework.cases.queries import Case
from anke.casework.search import commands, queries
from anke.casework.search.models import Entry
from anke.casework.search.tests.library import MOMENT, case, engage, offices
from anke.rules.roles import Role

TIMES, ONES = 500, 200
LIMIT = 0.2  # seconds of the processor's time


def many() -> None:
    """Two hundred cases, and five hundred copies of each, made by the database itself."""
    for at in range(ONES):
        case(f"Part{at} Jensen", office=at % 3 + 1, points=(f"Hjælp til flytning nummer{at % 7}",))
    commands.follow()
    columns = ", ".join(
        field.column for field in Case._meta.concrete_fields if field.column not in ("subject_id", "number")
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copies (nr integer)")
        cursor.executemany("INSERT INTO copies VALUES (%s)", [(at,) for at in range(1, TIMES)])
        cursor.execute("CREATE TEMPORARY TABLE ones AS SELECT subject_id FROM cases_case")
        cursor.execute(
            "INSERT INTO events_subject (id, kind, name, position, head) "
            "SELECT s.id + 100000 * nr, kind, s.name || '-' || nr, position, head "
            "FROM events_subject s JOIN ones o ON o.subject_id = s.id CROSS JOIN copies"
        )
        cursor.execute(
            f"INSERT INTO cases_case (subject_id, number, {columns}) "
            f"SELECT c.subject_id + 100000 * nr, c.number || '-' || nr, {columns} "
            "FROM cases_case c JOIN ones o ON o.subject_id = c.subject_id CROSS JOIN copies"
        )
        cursor.execute(
            "INSERT INTO search_entry (subject_id, position, version, names, prose, stems, parts) "
            "SELECT e.subject_id + 100000 * nr, position, version, names || ' kopi' || nr, prose, stems, "
            "parts FROM search_entry e JOIN ones o ON o.subject_id = e.subject_id CROSS JOIN copies"
        )


def took(text: str, user: User) -> float:
    """The least processor's time of three searches, in seconds."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        queries.search(queries.Asked(text=text), user=user, at=MOMENT)
        spent.append(time.process_time() - begun)
    return min(spent)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_hundred_thousand_cases_are_searched_at_once() -> None:
    offices()
    director, anna = engage("dir", Role.DIRECTOR, None), engage("anna")
    many()
    assert Entry.objects.count() == Case.objects.count() == TIMES * ONES
    for user in (director, anna):
        for text in (
            "jensen flytning",
            "kopi77",
            "nummer3 -kopi5",
            '"hjælp til flytning"',
            "flyt*",
            "kontanthjælp",
        ):
            assert took(text, user) < LIMIT, (user.username, text)
