"""Browsers in the hands of people of every role, and what they type into the form of every act."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from anke.casework.cases.act_fields import Ground
from anke.casework.cases.act_form import form_for
from anke.casework.cases.act_table import ROWS
from anke.casework.cases.models import Case
from anke.casework.cases.projection import state_of
from anke.organisation.tests.people import somebody
from anke.rules.roles import POWERS, Reach, Role
from anke.rules.steps import MAY, Act

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=40)
# What is typed where the first choice of a field is not enough.
TYPED: dict[str, Any] = {
    "reason": "Fordi det er nødvendigt",
    "why_ground": "Klagefristen er overskredet",
    "conclusion": "Udsat",
    "matter": "Hjælp til flytning",
    "answer_by": SOON,
    "until": SOON,
    "meeting_on": SOON,
    "follow_up_on": SOON,
    "fully_informed": "True",
    "error": "True",
    "treat": "True",
    "name": "Ida Ibsen",
    "other": "2025-000002",
    "outcome_of_case": "affirmed",
    "decided_on": date(2025, 1, 15),
    "new_authority": 147,
}


@cache
def _handler() -> ClientHandler:
    return ClientHandler(enforce_csrf_checks=False)


def browser(user: User | None, lang: str = "da") -> Client:
    one = Client(headers={"accept-language": lang})
    one.handler = _handler()
    if user:
        one.force_login(user)
    return one


def user_of(role: Role, *, office: int = 1, department: int = 1) -> User:
    """Somebody in that role: in office 1 or department 1, where it is held in one."""
    initials = f"{role[:12]}{office}"
    if found := User.objects.filter(username=initials).first():
        return found
    reach = POWERS[role].cases
    return somebody(
        initials,
        role,
        office=office if reach is Reach.OFFICE else None,
        department=department if reach is Reach.DEPARTMENT else None,
    )


def doer(act: Act) -> User:
    """Somebody who may do an act: a caseworker where they may."""
    return user_of(Role.CASEWORKER if Role.CASEWORKER in MAY[act] else Role.DIRECTOR)


def typed(act: Act, number: str) -> dict[str, str]:
    """The form of an act, filled in as somebody would."""
    case = Case.objects.get(number=number)
    row, state = ROWS[act], state_of(case)
    form = form_for(row, Ground(state, "da", "P1" if state.parties else ""), today=TODAY)
    sent: dict[str, str] = {"expected": str(case.position), "happened_on": TODAY.isoformat()}
    for name in row.fields:
        field, first = form.fields[name], form.initial.get(name)
        choices = [str(value) for value, _ in getattr(field, "choices", []) if value not in ("", None)]
        if name.startswith("new_") or not field.required:
            choices = []
        value = TYPED.get(name, first if first not in (None, "") else next(iter(choices), ""))
        sent[name] = str(value) if not isinstance(value, bool) or choices else ("on" if value else "")
    return sent


def registering(**more: str) -> dict[str, str]:
    """The form by which a case is registered, filled in."""
    return {
        "case_type": "cash_benefit",
        "authority": "Aarhus",
        "received_on": "2025-03-03",
        "fully_informed": "True",
        "office": "1",
        "name": "Sofie Test",
        "cpr": "009912-4321",
        "address": "Testvej 1",
        "points": "Hjælp til flytning\nLedsagelse",
        "decided_on": "2025-01-06",
        "notified_on": "2025-01-08",
        "complained_on": "2025-01-20",
    } | more


def hidden(html: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def links_to_acts(html: str) -> set[str]:
    """The acts a page offers."""
    return set(re.findall(r'href="/cases/[^/"]+/act/(\w+)/"', html))
