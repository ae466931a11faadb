"""Two years of monthly follow-up in the synthetic authority: a case of every employee, of the month or the
latest of the three before, read by the head of the office. Every word is made up; which case, how it was
judged, what was late and what was forgotten, is by lot."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from anke.casework.cases import queries as cases
from anke.demo.days import TODAY
from anke.demo.moments import Clock
from anke.demo.quality import PARTS, YEARS
from anke.demo.showcase import COLLEAGUE, HEAD, OFFICE, WORKER
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.queries import Earlier, programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role

MONTHS: Final = [(2023 + at // 12, at % 12 + 1) for at in range(8, 33)]  # September 2023 to September 2025
LEFT: Final = (2025, 6)  # the months since are left to the head who can log in, with their cases
LAPSED: Final = "Ingen afgjort sag at læse (opdigtet)"
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
_BACK: Final = 3  # months: where nothing was decided in the month


def review_monthly(clock: Clock) -> list[str]:
    """Bring the reviews in, let lapse what had nothing to read, and begin this month's in the office of those
    who log in. Returns the cases read in that office."""
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    staff = {one.initials: one.office for one in organisation.people(role=Role.CASEWORKER)}
    made, idle = list[Earlier](), list[tuple[str, str, str]]()
    for month, chosen in _chosen(staff):
        for who, office in sorted(staff.items()):
            if office not in heads or _forgotten(month, who):
                continue
            if office == OFFICE and month > f"{LEFT[0]}-{LEFT[1]:02d}":
                continue
            if who in chosen:
                made.append(_one(month, who, office, chosen[who], heads[office]))
            else:
                idle.append((month, who, heads[office]))
    commands.bring_in_reviews(made, **clock.of_machine("demo"))
    for month, who, head in idle:
        commands.lapse_review(employee=who, month=month, reason=LAPSED, **clock.by(head, _last(month)))
    read = [one.number for one in made if one.office == OFFICE]
    return read + _under_way(clock)


def _chosen(staff: dict[str, int | None]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each month, and the case of each employee that is read: by lot, none twice."""
    decided: list[dict[str, list[str]]] = []
    read: set[str] = set()
    for year, month in MONTHS:
        first = date(year, month, 1)
        mine: dict[str, list[str]] = {}
        for one in cases.decided_between(first, first.replace(day=monthrange(year, month)[1])):
            who = one.caseworker or ""
            if staff.get(who) == one.office and not (one.restricted or one.destroyed):
                mine.setdefault(who, []).append(one.number)
        decided.append(mine)
        chosen = {}
        for who in sorted(staff):
            for of_month in reversed(decided[-_BACK - 1 :]):
                left = [number for number in of_month.get(who, ()) if number not in read]
                if left:
                    chosen[who] = min(left, key=_chance)
                    read.add(chosen[who])
                    break
        yield f"{first:%Y-%m}", chosen


def _forgotten(month: str, who: str) -> bool:
    """Three in a hundred were never done, and in a holiday month more: they stand as missing."""
    return _chance(f"{month}/{who}/forgotten") % 100 < (8 if month.endswith("-07") else 3)


def _under_way(clock: Clock) -> list[str]:
    """This month in the office of those who log in: the head reads the one, who reads the other."""
    month = f"{TODAY:%Y-%m}"
    try:
        commands.name_reviewer(employee=COLLEAGUE, who=WORKER, **clock.by(HEAD))
        made = commands.begin_review(employee=WORKER, month=month, **clock.by(HEAD))
    except Refused:  # in a very small authority there may be no case to read
        return []
    monthly = programme_of(TODAY.year).monthly
    assert monthly is not None  # the programme has one
    answers = {one.id: "good" for one in monthly.questions[:3]}
    commands.save_review(
        review=made.pk,
        version=made.version,
        answers=answers,
        strengths=f"{GOOD[0]} (opdigtet)",
        improvements="",
        **clock.by(HEAD),
    )
    return [made.number]


def _one(month: str, who: str, office: int | None, number: str, head: str) -> Earlier:
    """The judgement follows from the case's own chance, so that the same demonstration says the same."""
    chance = _chance(number)
    monthly = programme_of(int(month[:4])).monthly
    assert monthly is not None and office is not None  # the programme has one; the head's office is one
    answers = {
        one.id: ("better", "none", *["good"] * 8)[(chance >> (4 * at)) % 10]
        for at, one in enumerate(monthly.questions)
    }
    late = 9 + chance % 12 if chance % 100 < 5 else 0  # five in a hundred were told in the month after
    read_on = date.fromisoformat(f"{month}-28") - timedelta(days=chance % 4 + 3)
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
        told_on=min(TODAY, read_on + timedelta(days=chance % 3 + late)),
        told_how="talk" if chance % 4 else "writing",
        reply=REPLY if chance % 5 == 0 else "",
    )


def drawn_to_read() -> list[str]:
    """The cases of the latest measurement."""
    drawn = [queries.in_sample(activity, YEARS[-1]) for activity in PARTS]
    return [number for one in drawn for numbers in one.values() for number in numbers]


def left_to_read() -> list[str]:
    """The cases of the office of those who log in that its head can still come upon."""
    first = date(LEFT[0], LEFT[1], 1)
    found = cases.decided_between(first, TODAY)
    return [one.number for one in found if one.office == OFFICE and one.caseworker in (WORKER, COLLEAGUE)]


def _last(month: str) -> date:
    first = date.fromisoformat(f"{month}-01")
    return min(TODAY, first.replace(day=monthrange(first.year, first.month)[1]))


def _chance(number: str) -> int:
    return int.from_bytes(sha256(number.encode()).digest()[:8])
