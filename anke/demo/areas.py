"""The synthetic authority's follow-up on main areas (Q3), reports from office to deputy director (Q4) and
good reasoning (Q7): three half years of each, a few late, a few never done. Every word is made up."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final

from anke.demo.moments import Clock
from anke.demo.quality import RUNNER, WORDS, chance
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.wheel import periods

HALVES: Final = ("2024H1", "2024H2", "2025H1")
THEMES: Final = ("reasons", "comments", "clarity", "practice")
_GOOD: Final = (
    "Konklusionen står først i de fleste breve (opdigtet).",
    "Begrundelsen tager fat i netop denne sag (opdigtet).",
    "Sagerne er oplyst, før der afgøres (opdigtet).",
)
_BETTER: Final = (
    "Retsreglerne fylder mere end vurderingen (opdigtet).",
    "Klagerens punkter samles til ét svar i stedet for ét ad gangen (opdigtet).",
    "Lange sætninger gør svaret svært at finde (opdigtet).",
)
_CONCLUDED: Final = "Vi bruger de gode breve som eksempler og ser på temaet igen til foråret (opdigtet)."
_REPORTED: Final = {
    "employees": "Begrundelserne er gode, men svar på bemærkninger er korte hos mange (opdigtet).",
    "areas": "Ens praksis på hovedområderne; to typer af sager volder besvær (opdigtet).",
    "competences": "Kontoret har de rigtige kompetencer, men få, der kender de nye regler (opdigtet).",
    "next_period": "Sidemandsoplæring og et fast punkt på kontormødet hver måned (opdigtet).",
}
_MINUTES: Final = (
    "Vi gennemgik tallene og blev enige om at se på svar til klageren i næste halvår (opdigtet)."
)


def follow_up_areas(clock: Clock) -> None:
    """Q3 and Q4 of every case-processing office, half year by half year."""
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    deputies = {one.department: one.initials for one in organisation.people(role=Role.DEPUTY_DIRECTOR)}
    case_offices = {one.office for one in organisation.people(role=Role.CASEWORKER)}
    for half in HALVES:
        last = _span(half)[1]
        for one in organisation.offices():
            if one.code in case_offices and one.code in heads:
                if _share(half, one.code, "q3") >= 7:  # the rest never got to it
                    _area(half, one.code, one.areas, heads[one.code], clock)
                if one.department in deputies and _share(half, one.code, "q4") >= 10:
                    _report(half, one.code, (heads[one.code], deputies[one.department]), last, clock)


def _area(half: str, office: int, areas: tuple[str, ...], head: str, clock: Clock) -> None:
    first, last = _span(half)
    share = _share(half, office, "theme")
    theme, area = THEMES[share % len(THEMES)], sorted(areas)[share % len(areas)]
    held_on = last - timedelta(days=share % 25 + 2)
    by: dict[str, Any] = {"office": office, "period": half, "area": area, "theme": theme}
    made = commands.begin_area_follow_up(**by, **clock.by(head, first + timedelta(days=70)))
    reviews = list(_reviews(office, half))[:8]
    if len(reviews) < 3:  # nothing to rest it on
        commands.drop_area_follow_up(
            follow_up=made.pk, reason="For få sager (opdigtet)", **clock.by(head, held_on)
        )
        return
    commands.reuse_reviews(follow_up=made.pk, reviews=reviews, **clock.by(head, held_on))
    drawn = queries.in_sample("Q5A", int(half[:4])).get(office, ())
    for number in drawn[:1]:
        with suppress(Refused):  # read in a monthly review already, or closed to the head
            commands.choose_area_case(
                follow_up=made.pk,
                number=number,
                strengths=_GOOD[share % 3],
                improvements=_BETTER[share % 3],
                **clock.by(head, held_on),
            )
    words = {
        "strengths": _GOOD[share % 3],
        "improvements": _BETTER[share // 3 % 3],
        "conclusions": _CONCLUDED,
        "people": "Kontorets ledelsesteam",
    }
    commands.complete_area_follow_up(
        follow_up=made.pk, version=made.version, words=words, **clock.by(head, held_on)
    )


def _reviews(office: int, half: str) -> Iterator[int]:
    """The reviews of the half year's first four months that feedback was given on."""
    for month in range(1, 5):
        begins = _span(half)[0].month - 1 + month
        for row in queries.month_of_office(office, f"{half[:4]}-{begins:02d}").rows:
            if row.state == "told" and row.review is not None:
                yield row.review


def _report(half: str, office: int, who: tuple[str, str], last: date, clock: Clock) -> None:
    """Written in the month after the half year; one in ten late."""
    head, deputy = who
    share = _share(half, office, "late")
    submitted = last + timedelta(days=12 + share % 9 + (25 if share < 10 else 0))
    made = commands.begin_office_report(office=office, period=half, **clock.by(head, submitted))
    held = commands.submit_office_report(
        report=made.pk, version=made.version, words=_REPORTED, **clock.by(head, submitted)
    )
    commands.discuss_office_report(
        report=held.pk,
        people="Vicedirektøren og kontorets ledelsesteam",
        minutes=_MINUTES,
        **clock.by(deputy, submitted + timedelta(days=7)),
    )


def read_reasons(clock: Clock) -> list[str]:
    """Q7 of each half year: two offices of two departments. Returns the cases that were read."""
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    case_offices = {one.office for one in organisation.people(role=Role.CASEWORKER)}
    by_department: dict[int, list[int]] = {}
    for one in organisation.offices():
        if one.code in case_offices and one.code in heads:
            by_department.setdefault(one.department, []).append(one.code)
    two = [offices for _, offices in sorted(by_department.items())][:2]
    read: list[str] = []
    for at, half in enumerate(HALVES):
        if len(two) == 2:
            chosen = [offices[at % len(offices)] for offices in two]
            read += _reasoned(half, chosen, heads, clock)
    return read


def _reasoned(half: str, chosen: list[int], heads: dict[int | None, str], clock: Clock) -> list[str]:
    first, last = _span(half)
    begun, written = first + timedelta(days=40), first + timedelta(days=130)
    name = commands.plan_reasoning(period=half, offices=chosen, **clock.by(RUNNER, begun)).name
    for who, words in WORDS.items():
        commands.promise_contribution(draw=name, words=words.format(name=name), **clock.by(who, begun))
    try:
        commands.freeze_frame(draw=name, **clock.by(RUNNER, begun))
    except Refused:  # nothing was decided in a very small authority
        return []
    for who, words in WORDS.items():
        commands.reveal_contribution(draw=name, words=words.format(name=name), **clock.by(who, begun))
    commands.begin_reasoning(period=half, **clock.by(RUNNER, begun))
    read = [
        number for numbers in queries.in_sample(f"Q7{half[4:]}", int(half[:4])).values() for number in numbers
    ]
    for number in read:
        commands.read_reasons(
            period=half, number=number, version=0, **_read(half, number), **clock.by(RUNNER, written)
        )
    written_words = {one: f"{_GOOD[at % 3]} {_BETTER[at % 3]}" for at, one in enumerate(_parts(half))}
    for office in sorted(queries.in_sample(f"Q7{half[4:]}", int(half[:4]))):
        told: dict[str, Any] = {"period": half, "office": office}
        commands.report_reasoning(
            **told, words=written_words, **clock.by(RUNNER, written + timedelta(days=20))
        )
        to = heads[office]
        commands.hand_over_reasoning(**told, to=to, **clock.by(RUNNER, written + timedelta(days=22)))
        if half != HALVES[-1]:  # the latest is not presented yet: it waits on the office's list
            said = "Gennemgået på chefmødet med to gode eksempler (opdigtet)."
            commands.present_reasoning(
                **told, words=said, **clock.by(to, min(last, written + timedelta(days=35)))
            )
    return read


def _read(half: str, number: str) -> dict[str, Any]:
    reasonings = queries.programme_of(int(half[:4])).reasonings
    assert reasonings is not None  # the programme has it
    answers = {one.id: "better" if chance(number, one.id) < 25 else "good" for one in reasonings.criteria}
    better = _BETTER[chance(number, "word") % 3] if "better" in answers.values() else ""
    return {"answers": answers, "strengths": _GOOD[chance(number, "good") % 3], "improvements": better}


def _parts(half: str) -> list[str]:
    reasonings = queries.programme_of(int(half[:4])).reasonings
    return [one.id for one in reasonings.parts] if reasonings else []


def _span(half: str) -> tuple[date, date]:
    _, first, last = next(one for one in periods("half_year", int(half[:4])) if one[0] == half)
    return first, last


def _share(half: str, office: int, what: str) -> int:
    return chance(half, str(office), what)
