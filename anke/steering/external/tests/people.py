"""Who reports figures in the tests, and figures they report."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from anke.organisation import commands as organisation
from anke.rules.roles import Role
from anke.steering.external import commands, queries
from anke.steering.external.models import Proposal

NOW = datetime(2026, 1, 20, 9, tzinfo=UTC)  # the plan for 2025 is over, its last report due the day after
STEERING, COLLEAGUE, DIRECTOR, DEPUTY, WORKER = "sty", "sty2", "dir", "vice", "sag"
BUDGET = {"base": "400,0", "follow_up": "405", "realised": "408,0"}
SICK = {"own:2024Q4": "12,1", "own:2025Q1": "13", "own:2025Q2": "12,2", "own:2025Q3": "11,9"}
EVIDENCE = commands.File("opgørelse.txt", b"Opgjort den 5. januar 2026.")


def engage() -> None:
    """Two of the steering unit, the director, a deputy director, and a caseworker."""
    by: dict[str, Any] = {"happened_on": date(2025, 1, 2), "actor": "test", "recorded_at": NOW}
    organisation.establish_department(code=1, title_da="En", title_en="One", **by)
    organisation.establish_office(
        code=3, title_da="Tre", title_en="Three", department=1, areas=["family_law"], **by
    )
    roles = {
        STEERING: Role.STEERING_UNIT,
        COLLEAGUE: Role.STEERING_UNIT,
        DIRECTOR: Role.DIRECTOR,
        DEPUTY: Role.DEPUTY_DIRECTOR,
        WORKER: Role.CASEWORKER,
    }
    places = {DEPUTY: {"department": 1}, WORKER: {"office": 3}}
    for initials, role in roles.items():
        place = places.get(initials, {})
        organisation.appoint_staff(initials=initials, name=initials.title(), role=role, **place, **by)


def by(actor: str = STEERING, after: int = 0) -> dict[str, Any]:
    """Who acts, and when: minutes after `NOW`."""
    return {"actor": actor, "recorded_at": NOW + timedelta(minutes=after)}


def figures(ask: str = "budget", period: str = "2025", **more: Any) -> commands.Figures:
    parts: Mapping[str, str] = more.pop("parts", BUDGET if ask == "budget" else SICK)
    return commands.Figures("2025", ask, period, parts, more.pop("source", "Økonomifunktionen"), **more)


def proposed(ask: str = "budget", period: str = "2025", **more: Any) -> Proposal:
    """Figures proposed by the steering unit, with a file that shows them."""
    return commands.propose(figures=figures(ask, period, **more), evidence=[EVIDENCE], **by())


def approved(row: Proposal, who: str = DIRECTOR) -> Proposal:
    """The figures approved as they are shown."""
    card = queries.proposal(row.number)
    assert card is not None
    return commands.approve(number=row.number, sha256=card.sha256, **by(who, 1))
