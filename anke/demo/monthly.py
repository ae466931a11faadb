"""Two years of monthly follow-up in the synthetic authority: a case of every employee who decided one in the
month, read by the head of the office. Every word is made up; which case, and how it was judged, is by lot."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Final

from anke.casework.cases import queries as cases
from anke.demo.days import TODAY
from anke.demo.showcase import OFFICE
from anke.organisation import queries as organisation
from anke.oversight.quality import commands
from anke.oversight.quality.queries import Earlier, programme_of
from anke.rules.roles import Role

MONTHS: Final = [(2023 + at // 12, at % 12 + 1) for at in range(8, 32)]  # September 2023 to August 2025
LEFT: Final = (2025, 6)  # the months since are left to the head who can log in
_MORNING: Final = datetime(TODAY.year, TODAY.month, TODAY.day, 8, 46, tzinfo=UTC)
GOOD: Final = (
    "Konklusionen står først, og klageren kan se, hvad der er afgjort.",
    "Begrundelsen er konkret og viser, hvad der blev lagt vægt på.",
    "Klagerens bemærkninger er besvaret punkt for punkt.",
    "Sagen er oplyst hurtigt og grundigt.",
    "Sproget er klart, og sætningerne er korte.",
)
BETTER: Final = (
    "Retsreglerne fylder mere end vurderingen. Byt om på dem.",
    "Et af klagerens punkter mangler et svar.",
    "Flere sætninger er over 30 ord. Del dem.",
    "Skriv, hvorfor de nye lægelige oplysninger ikke ændrer resultatet.",
)
REPLY: Final = "Tak. Det tager jeg med i de næste sager."


def review_monthly() -> int:
    """Bring the reviews in; returns how many."""
    return commands.bring_in_reviews(_earlier(), actor="demo", recorded_at=_MORNING)


def _earlier() -> Iterator[Earlier]:
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    staff = {one.initials: one.office for one in organisation.people(role=Role.CASEWORKER)}
    for year, month in MONTHS:
        chosen: dict[str, str] = {}
        first = date(year, month, 1)
        for one in cases.decided_between(first, first.replace(day=monthrange(year, month)[1])):
            who = one.caseworker or ""
            if staff.get(who) == one.office and not (one.restricted or one.destroyed):
                chosen[who] = min(chosen.get(who, one.number), one.number, key=_chance)
        for who, number in sorted(chosen.items()):
            office = staff[who]
            if office in heads and not (office == OFFICE and (year, month) > LEFT):
                yield _one(f"{first:%Y-%m}", who, office, number, heads[office])


def _one(month: str, who: str, office: int | None, number: str, head: str) -> Earlier:
    """The judgement follows from the case's own chance, so that the same demonstration says the same."""
    chance = _chance(number)
    monthly = programme_of(int(month[:4])).monthly
    assert monthly is not None and office is not None  # the programme has one; the head's office is one
    answers = {
        one.id: ("better", "none", *["good"] * 8)[(chance >> (4 * at)) % 10]
        for at, one in enumerate(monthly.questions)
    }
    read_on = date.fromisoformat(f"{month}-28") - timedelta(days=chance % 4)
    return Earlier(
        month=month,
        employee=who,
        office=office,
        number=number,
        reviewer=head,
        answers=answers,
        strengths=GOOD[chance % len(GOOD)],
        improvements=BETTER[chance % len(BETTER)] if "better" in answers.values() else "",
        submitted_on=read_on,
        told_on=read_on + timedelta(days=chance % 3),
        told_how="talk" if chance % 4 else "writing",
        reply=REPLY if chance % 5 == 0 else "",
    )


def _chance(number: str) -> int:
    return int.from_bytes(sha256(number.encode()).digest()[:8])
