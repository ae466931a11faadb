"""What is asked of ours: the requests of the people `people.py` told of, as their browsers send them."""

import itertools
import json
import random
from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from benchmarks.casework.moment import today
from benchmarks.casework.wrk import Request

Told = dict[str, Any]
WORKLIST, PAGE = "/cases/", "/cases/{number}/"
REGISTER, DECIDE = "/cases/new/", "/cases/{number}/act/decide/"
_AT_ONCE = 60_000  # requests written down for one load: more than it can send


def caseworkers(told: Told) -> list[dict[str, Any]]:
    return [person for person in told["people"] if person["role"] == "caseworker" and person["numbers"]]


def lists(told: Told, roles: Sequence[str] = ("caseworker",)) -> list[Request]:
    """Everybody's first page of work."""
    asked = [person for person in told["people"] if person["role"] in roles]
    return [Request("GET", WORKLIST, person["cookie"]) for person in asked]


def pages(told: Told) -> list[Request]:
    """Each caseworker's cases, one page after the other, people mixed."""
    asked = [
        Request("GET", PAGE.format(number=number), person["cookie"])
        for person in caseworkers(told)
        for number in person["numbers"]
    ]
    random.Random(5).shuffle(asked)
    return asked


def registrations(told: Told) -> list[Request]:
    """A new case after the other, by caseworkers in turn."""
    people = itertools.cycle(caseworkers(told))
    return [_registration(told, next(people), number) for number in range(_AT_ONCE)]


def _registration(told: Told, person: dict[str, Any], number: int) -> Request:
    said = {
        "csrfmiddlewaretoken": told["csrf"],
        "once": token_urlsafe(16),
        "case_type": "cash_benefit",
        "authority": "101",
        "office": str(person["office"]),
        "received_on": today().isoformat(),
        "name": "Opdigtet Prøvesen",
        "cpr": f"0000{number // 10_000 % 100:02}-{number % 10_000:04}",  # no day is the 00th
    }
    return Request("POST", REGISTER, person["cookie"], body=urlencode(said))


def new_pages(told: Told) -> list[Request]:
    """Cases nobody has opened before: each is asked for once."""
    people = {person["initials"]: person for person in caseworkers(told)}
    asked = [
        Request("GET", PAGE.format(number=number), people[initials]["cookie"])
        for initials, rows in told["decide"].items()
        if initials in people
        for number, _ in reversed(rows[len(rows) // 2 :])
    ]
    random.Random(6).shuffle(asked)
    return asked


def api_lists(told: Told) -> list[Request]:
    """Everybody's work, asked for by programs."""
    return [Request("GET", "/api/worklist?limit=25", person["token"]) for person in caseworkers(told)]


def api_registrations(told: Told) -> list[Request]:
    """New cases, registered by programs."""
    people = itertools.cycle(caseworkers(told))
    return [_api_registration(next(people), number) for number in range(_AT_ONCE)]


def _api_registration(person: dict[str, Any], number: int) -> Request:
    cpr = f"0000{number // 10_000 % 100:02}-{number % 10_000:04}"
    said = {
        "case_type": "cash_benefit",
        "authority": 101,
        "office": person["office"],
        "received_on": today().isoformat(),
        "appellant": {"name": "Opdigtet Prøvesen", "cpr": cpr},
    }
    return Request("POST", "/api/cases", person["token"], "application/json", json.dumps(said))


def decisions(told: Told) -> list[Request]:
    """Each caseworker's open cases in turn, decided; each asked for once."""
    people = {person["initials"]: person for person in caseworkers(told)}
    ways = [
        [(people[initials], number, position) for number, position in numbers]
        for initials, numbers in sorted(told["decide"].items())
        if initials in people
    ]
    mixed = [one for row in itertools.zip_longest(*ways) for one in row if one]
    return [_decision(told, *one) for one in mixed]


def _decision(told: Told, person: dict[str, Any], number: str, position: int) -> Request:
    said = {
        "csrfmiddlewaretoken": told["csrf"],
        "once": token_urlsafe(16),
        "expected": str(position),
        "outcome_of_case": "affirmed",
        "happened_on": today().isoformat(),
    }
    return Request("POST", DECIDE.format(number=number), person["cookie"], body=urlencode(said))
