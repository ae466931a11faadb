"""Two hundred people, logged in, and the cases they would open: told as JSON. Run in a process of its own.

Logging in itself is not measured: a session each is made as Django makes it.
"""

import json
import random
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from anke.casework.cases.approval import is_needed
from anke.casework.cases.models import Case
from anke.casework.cases.queries import visible
from anke.casework.gateway import commands as gateway
from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.rules.roles import Role
from anke.rules.steps import Status
from benchmarks.casework.moment import now

CSRF = "anke0benchmark0token0anke0bench0"  # 32 letters: a secret as Django keeps it in the cookie
PAGES, DECISIONS = 5, 400  # cases a person opens; cases of an office that are there to be decided


def cookie(user: User) -> str:
    """The Cookie header of somebody logged in."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(user)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def token(person: Person) -> str:
    """An Authorization header of a program that works for somebody."""
    made = gateway.make_token(
        owner=person.initials,
        name="benchmark",
        scopes=("cases:read", "cases:register"),
        lasts=timedelta(days=1),
        actor=person.initials,
        at=now(),
    )
    return f"Bearer {made}"


def told() -> dict[str, Any]:
    """Each person: initials, role, office, cookie, cases to open; and for each caseworker cases to decide."""
    draw = random.Random(7)
    people = []
    for user in User.objects.filter(staff__isnull=False).select_related("staff").order_by("username"):
        person = organisation.person_for(user)
        if person is None:
            continue
        seen = visible(user, at=now()).filter(status=str(Status.REGISTERED))
        if person.role == Role.CASEWORKER:
            seen = seen.filter(caseworker=person.initials)
        numbers = list(seen.order_by("act_by", "number").values_list("number", flat=True)[: PAGES * 4])
        people.append(
            {
                "initials": person.initials,
                "role": str(person.role),
                "office": person.office,
                "cookie": cookie(user),
                "token": token(person) if person.role == Role.CASEWORKER else "",
                "numbers": draw.sample(numbers, min(PAGES, len(numbers))),
            }
        )
    return {"people": people, "decide": _to_decide(people), "csrf": CSRF}


def _to_decide(people: list[dict[str, Any]]) -> dict[str, list[tuple[str, int]]]:
    """Open cases of each caseworker that nobody above opens and one person may decide, with how many events
    each has: deciding them disturbs no other measurement."""
    opened = {number for person in people for number in person["numbers"]}
    found: dict[str, list[tuple[str, int]]] = {}
    for person in people:
        if person["role"] == Role.CASEWORKER:
            mine = Case.objects.filter(caseworker=person["initials"], status=str(Status.REGISTERED))
            rows = mine.order_by("-received_on").values_list("number", "position", "case_type")[:DECISIONS]
            found[person["initials"]] = [
                (number, position)
                for number, position, case_type in rows
                if number not in opened and not is_needed(case_type, "affirmed", now().date())
            ]
    return found


if __name__ == "__main__":
    call_command("migrate", verbosity=0)  # rooms that came after the cases were filled in
    print(json.dumps(told()))
