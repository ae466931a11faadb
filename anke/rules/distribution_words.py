"""The explanation of a distribution in words, Danish and English."""

from collections.abc import Sequence
from typing import Final

from anke.rules.distribution import Choice, Part, Why

WHY: Final[dict[Why, tuple[str, str]]] = {
    Why.LOWER: ("havde færre point", "had fewer points"),
    Why.AWAY: ("er fraværende i dag", "is absent today"),
    Why.AWAY_SOON: ("er snart fraværende i for lang tid", "will soon be absent for too long"),
    Why.RECUSED: ("er inhabil i sagen", "is recused from the case"),
    Why.INCOMPETENT: ("har ikke sagstypen som kompetence", "does not master the case type"),
    Why.FULL: ("har nået den højeste belastning", "has reached the maximum load"),
    Why.OTHER_OFFICE: (
        "sidder i makkerkontoret, som ikke tager sager nu",
        "is in the partner office, which takes no cases now",
    ),
    Why.RESTRICTED: (
        "adgangen til sagen er begrænset; den fordeles ved navn",
        "sight of the case is restricted; it is given out by name",
    ),
}
NOBODY: Final[dict[Why, tuple[str, str]]] = {
    Why.AWAY: ("Ingen er til stede.", "Nobody is present."),
    Why.AWAY_SOON: ("De mulige er snart væk i for lang tid.", "Those who could will soon be away too long."),
    Why.RECUSED: ("De mulige er inhabile.", "Those who could are recused."),
    Why.INCOMPETENT: ("Ingen til stede har sagstypen.", "Nobody present masters the case type."),
    Why.FULL: (
        "Alle, der kunne få den, har nået den højeste belastning.",
        "Everybody who could have it has reached the maximum load.",
    ),
    Why.OTHER_OFFICE: (
        "Kontoret har ingen, og makkerkontoret tager ikke sager nu.",
        "The office has nobody, and the partner office takes no cases now.",
    ),
    Why.RESTRICTED: (
        "Adgangen til sagen er begrænset. Fordel den ved navn på sagens side.",
        "Sight of the case is restricted. Give it out by name on the case's page.",
    ),
}
PARTS: Final[dict[Part, tuple[str, str]]] = {
    Part.SAME_PERSON: (
        "har en anden åben sag for samme person",
        "has another open case of the same person",
    ),
    Part.EARLIER: ("har haft en tidligere sag for personen", "had an earlier case of the person"),
    Part.ROOM: ("plads i forhold til den højeste belastning", "room up to the maximum load"),
    Part.COMPETENCE: ("sagstypen er registreret som kompetence", "the case type is registered as mastered"),
    Part.AWAY_DAYS: ("fravær i den kommende tid", "absence ahead"),
    Part.PARTNER: ("sidder i makkerkontoret", "is in the partner office"),
}


def why_chosen(choice: Choice, language: str = "da") -> list[str]:
    """Each part of the points in words, or the one reason why nobody got the case.

    >>> why_chosen(Choice("1", 1, None, None, 0, (), (), Why.FULL), "en")
    ['Everybody who could have it has reached the maximum load.']
    """
    english = language.startswith("en")
    if choice.left is not None:
        return [NOBODY[choice.left][english]]
    return [f"{points:+d}: {PARTS[part][english]}" for part, points in choice.parts]


def why_not(choice: Choice, language: str = "da") -> list[tuple[str, str]]:
    """Everybody else with the reason: those with most points first, then by reason and initials."""
    english = language.startswith("en")

    def told(why: Why, points: int | None) -> str:
        words = WHY[why][english]
        return words if points is None else f"{words} ({points})"

    ranked: Sequence[tuple[str, Why, int | None]] = sorted(
        choice.others, key=lambda one: (one[2] is None, -(one[2] or 0), one[1], one[0])
    )
    return [(initials, told(why, points)) for initials, why, points in ranked]
