"""The synthetic authority's thematic follow-ups (Q6): one of 2024 that is over, one of 2025 under way. Every
word is made up, and the cases are chosen on purpose, as the memo says."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final

from anke.demo.moments import Clock
from anke.demo.quality import OTHER, RUNNER, chance
from anke.demo.showcase import HEAD, OFFICE
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.rules.refusal import Refused
from anke.rules.roles import Role

_TOPICS: Final = {
    2024: "Prøvelsesintensitet: hvor meget efterprøver vi førsteinstansens skøn? (opdigtet)",
    2025: "Partshøring, når nye oplysninger kommer til undervejs (opdigtet)",
}
_QUESTION: Final = "Gør kontorerne det samme i sager, der ligner hinanden? (opdigtet)"
_WHY: Final = "Valgt, fordi skønnet fylder meget i sagen (opdigtet)"
_SEEN: Final = {
    "good": "Brevet viser, hvad der er efterprøvet, og hvorfor (opdigtet).",
    "bad": "Det står ikke i brevet, om skønnet er efterprøvet (opdigtet).",
    "plain": "Sagen giver ikke anledning til bemærkninger (opdigtet).",
}
_REPLY: Final = "Vi gennemgår notatet på kontormødet og retter vores standardtekst (opdigtet)."


def follow_up_themes(clock: Clock) -> list[str]:
    """Do both; returns the cases that were read."""
    first = _begun(2024, date(2024, 3, 4), clock)
    read = _read(first, 2023, date(2024, 5, 13), clock)
    later = _begun(2025, date(2025, 5, 5), clock)
    again = _read(later, 2024, date(2025, 9, 8), clock)
    if read:
        _over(first, clock)
    if again:
        until = date(2025, 10, 24)
        asked = clock.by(RUNNER, date(2025, 9, 24))
        commands.ask_offices(thematic=later, offices=_asked(), until=until, **asked)
    return [*read, *again]


def _begun(year: int, on: date, clock: Clock) -> int:
    members = [RUNNER, HEAD, *(one.initials for one in organisation.people(role=Role.DEPUTY_DIRECTOR))]
    how: dict[str, Any] = {"topic": _TOPICS[year], "question": _QUESTION, "members": members}
    made = commands.recommend_thematic(year=year, **how, **clock.by(RUNNER, on)).pk
    why, later = "Temaet går på tværs af kontorerne (opdigtet)", on + timedelta(days=14)
    commands.approve_thematic(thematic=made, reason=why, **clock.by(OTHER, later))
    outside = "Overvejet og fravalgt: spørgsmålet kan belyses her i huset (opdigtet)"
    commands.consider_outside(thematic=made, used=False, reason=outside, **clock.by(RUNNER, later))
    memo = "Et kort notat om, hvad vi vil se efter, og i hvilke sager (opdigtet)."
    commands.open_thematic(thematic=made, memo=memo, **clock.by(RUNNER, later + timedelta(days=7)))
    return made


def _read(thematic: int, drawn: int, on: date, clock: Clock) -> list[str]:
    read = []
    for number in [numbers[-1] for _, numbers in sorted(queries.in_sample("Q5A", drawn).items())][:8]:
        kind = ("good", "bad", "plain")[chance(number, "theme") % 3]
        with suppress(Refused):  # restricted since
            commands.read_thematic_case(
                thematic=thematic,
                number=number,
                why=_WHY,
                kind=kind,
                words=_SEEN[kind],
                **clock.by(RUNNER, on),
            )
            read.append(number)
    return read


def _over(thematic: int, clock: Clock) -> None:
    """The offices are asked and reply, most of them; the memo is presented."""
    asked = date(2024, 8, 19)
    commands.ask_offices(thematic=thematic, offices=_asked(), **clock.by(RUNNER, asked))
    heads = {one.office: one.initials for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    for at, office in enumerate(_asked()):
        if office in heads and at % 4 != 3:  # one in four never replied
            day = asked + timedelta(days=9 + 4 * at)
            commands.reply_thematic(thematic=thematic, words=_REPLY, **clock.by(heads[office], day))
    commands.present_thematic(
        thematic=thematic,
        memo="Kontorerne efterprøver skønnet forskelligt; eksemplerne viser hvordan (opdigtet).",
        proposals="En fast sætning om prøvelsen i alle afgørelser og et tema på næste seminar (opdigtet).",
        **clock.by(RUNNER, date(2024, 11, 18)),
    )


def _asked() -> list[int]:
    case_offices = {one.office for one in organisation.people(role=Role.CASEWORKER)}
    every = [one.code for one in organisation.offices() if one.code in case_offices]
    return sorted({OFFICE, *every[::2]} & set(every))
