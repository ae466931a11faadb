"""A small authority for the tests of quality: three offices with their heads, the legal unit, quality
readers; and decided cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from anke.casework.cases import commands as cases
from anke.organisation import commands as organisation
from anke.oversight.quality import commands, triggers
from anke.rules.roles import Role

AT = datetime(2025, 2, 3, 9, tzinfo=UTC)
BEFORE = datetime(2024, 1, 1, 9, tzinfo=UTC)
TODAY = date(2025, 2, 3)
WORDS = {"jurist": "regn over Aalborg i dag", "direktoer": "tolv svaner på søen"}
OFFICES = (11, 12, 13)


def by(actor: str, at: datetime = AT) -> dict[str, Any]:
    return {"actor": actor, "happened_on": at.date(), "recorded_at": at}


def establish(offices: tuple[int, ...] = OFFICES) -> None:
    """Offices 11, 12 … with head and caseworker each (chef11, k11), and those who run the programme."""
    then = by("system", BEFORE)
    organisation.establish_department(code=1, title_da="Afdeling", title_en="Department", **then)
    for code in offices:
        areas = ["municipal_social"]
        organisation.establish_office(
            code=code, title_da=f"Kontor {code}", title_en=f"Office {code}", department=1, areas=areas, **then
        )
        appoint(f"chef{code}", Role.HEAD_OF_OFFICE, office=code)
        appoint(f"k{code}", Role.CASEWORKER, office=code)
    for initials, role in (
        ("jurist", Role.LEGAL_UNIT),
        ("jurist2", Role.LEGAL_UNIT),
        ("direktoer", Role.DIRECTOR),
        ("kvalitet", Role.QUALITY_READER),
        ("kvalitet2", Role.QUALITY_READER),
        ("styring", Role.STEERING_UNIT),
    ):
        appoint(initials, role)


def appoint(initials: str, role: Role, **where: Any) -> None:
    made = {"initials": initials, "name": initials.title(), "role": role}
    organisation.appoint_staff(**made, **where, **by("system", BEFORE))


def appoint_now(initials: str, *, office: int, at: datetime = AT) -> None:
    """One more caseworker, after things have happened already."""
    made = {"initials": initials, "name": initials.title(), "role": Role.CASEWORKER, "office": office}
    organisation.appoint_staff(**made, **by("system", at))


def decide(
    count: int, office: int, *, on: date = date(2024, 6, 3), case_type: str = "social_other", **more: Any
) -> list[str]:
    """So many cases of an office, decided on a day; their numbers."""
    made = []
    for _ in range(count):
        received = {"actor": "system", "happened_on": on - timedelta(days=30), "recorded_at": AT}
        told = {"case_type": case_type, "authority": 101, "office": office, **more}
        number = cases.register_case(**told, **received).name
        cases.decide_case(number=number, outcome="affirmed", **(received | {"happened_on": on}))
        made.append(number)
    return made


def make_draw(activity: str = "Q5A", year: int = 2024) -> str:
    """A draw from its plan to its cases; its name."""
    made = frozen_draw(activity, year)
    for who, words in WORDS.items():
        commands.reveal_contribution(draw=made, words=words, **by(who))
    return made


def frozen_draw(activity: str = "Q5A", year: int = 2024) -> str:
    made = commands.plan_draw(activity=activity, year=year, **by("jurist")).name
    for who, words in WORDS.items():
        commands.promise_contribution(draw=made, words=words, **by(who))
    commands.freeze_frame(draw=made, **by("jurist"))
    return made


@contextmanager
def unguarded() -> Iterator[None]:
    """As somebody with the database in hand and the will to cheat: without its guards, while it lasts."""
    # PostgreSQL alters no table that has constraints left to look at.
    first = ["SET CONSTRAINTS ALL IMMEDIATE"] if connection.vendor == "postgresql" else []
    with connection.cursor() as cursor:
        for statement in (*first, *triggers.dropping(connection.vendor)):
            cursor.execute(statement)
        yield
        for statement in (*first, *triggers.creating(connection.vendor)):
            cursor.execute(statement)
