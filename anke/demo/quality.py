"""The synthetic authority's draws and central measurements of 2023 and 2024, each act on its own day: between
the events of the cases, so that a report frozen later knows of it. The words that make the seeds, and
everything anybody found, are made up.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from anke.casework.cases import projection
from anke.demo.moments import Clock
from anke.events.commands import NewEvent
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.rules.roles import Role

RUNNER, OTHER = "jurist", "direktoer"
WORDS: Final = {
    RUNNER: "syv svaler på en tråd i regnvejr, {name}",
    OTHER: "kaffen var kold, men mødet var varmt, {name}",
}
YEARS: Final = (2023, 2024)
PARTS: Final = ("Q5A", "Q5B")
EARLY: Final = (5, 30)  # UTC: before anybody of the simulation is at work
_NEEDS: Final = "Svar tydeligere på klagerens bemærkninger, og brug færre indskudte sætninger (opdigtet)."
_REMARKS: Final = (
    "God og klar konklusion (opdigtet).",
    "Retsreglerne er gengivet i deres helhed (opdigtet).",
    "Et af klagerens punkter er ikke nævnt (opdigtet).",
)
_POINTS: Final = {  # by criterion: the theme, and what the office will do
    "comments": ("comments", "Vi svarer på hvert punkt i klagen, før vi skriver begrundelsen (opdigtet)."),
    "correct": ("correctness", "Vi drøfter afgørelser med tvivl på det ugentlige sagsmøde (opdigtet)."),
}
Act = Callable[[int, Clock], object]


def days() -> list[tuple[datetime, Callable[[], object]]]:
    """What is done on which day, in order: the moment, and the acts."""
    found: list[tuple[datetime, Callable[[], object]]] = []
    for year in YEARS:
        late = 31 if year == YEARS[0] else 0  # the first measurement was late: reported after the end of May
        for month, day, act in _COURSE:
            on = date(year + 1, month, day) + timedelta(days=late if month > 4 else 0)
            found.append((datetime(on.year, on.month, on.day, *EARLY, tzinfo=UTC), _at(act, year, on)))
    return found


def between(
    events: Iterable[NewEvent],
    load: Callable[[Iterable[NewEvent]], object],
    moment: Callable[[NewEvent], float],
) -> None:
    """Load events in their order, and do on its day what is done in between."""
    source = _Ahead(events, moment)
    for at, act in days():
        load(source.until(at.timestamp()))
        act()
    load(source.until(float("inf")))


class _Ahead:
    """Events in their order, up to a moment."""

    def __init__(self, events: Iterable[NewEvent], moment: Callable[[NewEvent], float]) -> None:
        self._source, self._moment = iter(events), moment
        self._next = next(self._source, None)

    def until(self, end: float) -> Iterator[NewEvent]:
        while self._next is not None and self._moment(self._next) < end:
            yield self._next
            self._next = next(self._source, None)


def _at(act: Act, year: int, on: date) -> Callable[[], object]:
    return lambda: act(year, Clock(datetime(on.year, on.month, on.day, *EARLY, tzinfo=UTC), on))


def _draw(year: int, clock: Clock) -> None:
    projection.rebuild()  # the register as it was that day
    for activity in PARTS:
        name = commands.plan_draw(activity=activity, year=year, **clock.by(RUNNER)).name
        for who, words in WORDS.items():
            commands.promise_contribution(draw=name, words=words.format(name=name), **clock.by(who))
        commands.freeze_frame(draw=name, **clock.by(RUNNER))
        for who, words in WORDS.items():
            commands.reveal_contribution(draw=name, words=words.format(name=name), **clock.by(who))
    commands.open_measurement(year=year, **clock.by(RUNNER))


def _replace(year: int, clock: Clock) -> None:
    """One recipient turned out to be no private citizen: the next case in reserve comes in."""
    numbers = [number for drawn in queries.in_sample("Q5B", year).values() for number in drawn]
    reason = "Modtageren er en virksomhed (opdigtet)"
    if numbers:
        commands.replace_case(draw=f"Q5B/{year}", number=min(numbers), reason=reason, **clock.by(RUNNER))


def _rate(year: int, clock: Clock) -> None:
    given: dict[str, list[tuple[str, str, str, dict[str, str], str]]] = {}
    for one in queries.readings(year):
        answers = (_of_part_a if one.part == "A" else _of_part_b)(one.number, one.side)
        said = chance(one.number, "said", one.side)
        remark = _REMARKS[said % len(_REMARKS)] if said < 15 else ""
        given.setdefault(one.by, []).append((one.part, one.number, one.side, answers, remark))
    for who, rated in sorted(given.items()):
        commands.rate_cases(year=year, given=rated, **clock.by(who))


def _settle(year: int, clock: Clock) -> None:
    for number, criterion in queries.unsettled(year):
        how: dict[str, Any] = {"answer": "yes", "reason": "Vi gennemgik sagen sammen (opdigtet)"}
        commands.settle_rating(year=year, number=number, criterion=criterion, **how, **clock.by(RUNNER))


def _report(year: int, clock: Clock) -> None:
    commands.report_measurement(year=year, needs=_NEEDS, **clock.by(RUNNER))


def _follow_up(year: int, clock: Clock) -> None:
    people, words = "Kvint Kvalitetsmåler og Retsenheden", "Brevene begynder for langt fra sagen (opdigtet)."
    commands.hold_follow_up(year=year, people=people, words=words, **clock.by(RUNNER))


def _approve(year: int, clock: Clock) -> None:
    commands.approve_measurement(year=year, **clock.by(OTHER))


def _focus(year: int, clock: Clock) -> None:
    """Each office sets itself a focus point where its own result was lowest."""
    found = queries.measurement_of(year)
    report = (found.report if found else None) or {"A": []}
    rates = {
        (each["office"], one["id"]): float(each["rate"] or 100)
        for one in report["A"]
        for each in one["offices"]
    }
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    for office in sorted({office for office, _ in rates} & heads.keys()):
        lowest = min(_POINTS, key=lambda criterion: rates.get((office, criterion), 100.0))
        theme, words = _POINTS[lowest]
        by = clock.by(heads[office])
        told: dict[str, Any] = {"theme": theme, "words": words, "owner": heads[office]}
        ahead: dict[str, Any] = {
            "due_on": by["happened_on"] + timedelta(days=92),
            "measure_on": date(year + 3, 6, 30),  # when the first measurement of a year after it is reported
        }
        commands.set_focus_point(year=year, **told, **ahead, **by)


def _carry_out(year: int, clock: Clock) -> None:
    """What the offices set themselves is done, but in one of four; it waits for a later measurement."""
    for one in queries.focus_points(year):
        if one.office % 4:
            told: dict[str, Any] = {"action": one.id, "version": 1, "words": "Vi har gjort det (opdigtet)."}
            commands.do_action(**told, **clock.by(one.owner))


_COURSE: Final[tuple[tuple[int, int, Act], ...]] = (
    (2, 12, _draw),
    (3, 18, _replace),
    (4, 22, _rate),
    (5, 6, _settle),
    (5, 20, _report),
    (5, 23, _follow_up),
    (6, 3, _approve),
    (6, 17, _focus),
    (9, 1, _carry_out),
)


def chance(*parts: str) -> int:
    """A number from 0 to 99 that is always the same for the same parts."""
    return int(hashlib.sha256("/".join(parts).encode()).hexdigest(), 16) % 100


def _of_part_a(number: str, side: str) -> dict[str, str]:
    """Six in a hundred are not correct; now and then the other management sees it otherwise."""
    correct, comments, other = (chance(number, one) for one in ("correct", "comments", "other"))
    found = {
        "correct": "no" if correct < 6 else "yes",
        "comments": "none" if comments < 20 else "no" if comments < 32 else "yes",
    }
    if side == "other" and other < 5:
        found["correct"] = "yes" if found["correct"] == "no" else "no"
    return found


def _of_part_b(number: str, side: str) -> dict[str, str]:
    least = {"clear": 8, "understandable": 14, "language": 4, "spelling": 9, "commas": 22, "typography": 7}
    return {name: "no" if chance(number, name) < share else "yes" for name, share in least.items()}
