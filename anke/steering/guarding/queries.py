"""The door for reading: is a plan as it was adopted, what was remarked, which definitions held when."""

from dataclasses import dataclass
from datetime import date, datetime

from anke.content import load
from anke.content.schema.base import Text
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, User
from anke.steering.guarding import told
from anke.steering.guarding.canonical import Difference, differences, digest, text_of
from anke.steering.guarding.commands import ACTORS, changed_definitions
from anke.steering.guarding.told import Correction, Remark, Told, Version

__all__ = [
    "Correction",
    "Difference",
    "Guard",
    "Remark",
    "Told",
    "Version",
    "guard",
    "guards",
    "may_guard",
    "remarks",
    "versions",
    "warnings",
]
NAMED = 5  # differences named in a warning
CHANGED = Text(
    da="PLANEN ER ÆNDRET, efter at den blev lagt fast den {day}: {what}. En plan ændres ikke i sit år.",
    en="THE PLAN HAS BEEN CHANGED since it was fixed on {day}: {what}. "
    "A plan is not changed within its year.",
)
PLACE = Text(da="{path} fra {old} til {new}", en="{path} from {old} to {new}")
DEFINITION = Text(da="definitionen af {name}", en="the definition of {name}")
MORE = Text(da="og {n} steder til", en="and {n} more places")
NOTHING = Text(da="intet", en="nothing")


@dataclass(frozen=True)
class Guard:
    """A plan against what was adopted. `told` is None where it has not been adopted."""

    plan: str
    title: Text
    first: date  # its first day
    sha256: str  # of the text now
    told: Told | None
    differences: tuple[Difference, ...]
    definitions: tuple[str, ...]  # names of definitions that are not in the version in force

    @property
    def changed(self) -> bool:
        return bool(self.differences or self.definitions)

    @property
    def judged(self) -> bool:
        """Whether what is judged can hang on what was changed, and not only words."""
        return bool(self.definitions) or any(one.judged for one in self.differences)


def guard(plan_id: str) -> Guard:
    """How a plan stands against what was adopted. LookupError where there is no such plan."""
    plan = load.content().plans[plan_id]
    text, known = text_of(plan), told.told_of(plan_id)
    return Guard(
        plan=plan_id,
        title=plan.title,
        first=plan.valid.first,
        sha256=digest(text),
        told=known,
        differences=() if known is None else differences(known.text, text),
        definitions=() if known is None else tuple(one.id for one in changed_definitions(plan)),
    )


def guards() -> tuple[Guard, ...]:
    """Every plan, the latest first."""
    plans = load.content().plans
    return tuple(guard(name) for name in sorted(plans, reverse=True))


def warnings(plan_id: str, lang: str) -> tuple[str, ...]:
    """What a reader of a plan's figures must be told aloud: that it is not as it was adopted, and where."""
    if plan_id not in load.content().plans:  # a plan of an imported log: nobody adopts those
        return ()
    found = guard(plan_id)
    if found.told is None or not found.changed:
        return ()
    places = [
        PLACE[lang].format(path=one.path, old=one.old or NOTHING[lang], new=one.new or NOTHING[lang])
        for one in sorted(found.differences, key=lambda one: not one.judged)
    ]
    places += [DEFINITION[lang].format(name=name) for name in found.definitions]
    named = places[:NAMED]
    if len(places) > NAMED:
        named.append(MORE[lang].format(n=len(places) - NAMED))
    day = found.told.adopted_on.isoformat()
    return (CHANGED[lang].format(day=day, what="; ".join(named)),)


def remarks(plan_id: str, goal: str | None = None, known_at: datetime | None = None) -> tuple[Remark, ...]:
    """The changes of basis recorded of a plan, as known at a moment. With a goal or subgoal: those of it, of
    its parts or the goal it is part of, and of the whole plan."""
    known = told.told_of(plan_id, known_at)
    every = known.remarks if known else ()
    return every if goal is None else tuple(one for one in every if _concerns(one.goal, goal))


def versions(name: str) -> tuple[Version, ...]:
    """Every version of a definition (2025/1.2.a) with the day it came into force, the oldest first."""
    return told.versions_of(name)


def may_guard(user: User) -> Person | None:
    """Who has logged in, where they may guard a plan; else None."""
    found = organisation.person_for(user)
    return found if found is not None and found.role in ACTORS else None


def _concerns(remarked: str | None, asked: str) -> bool:
    """
    >>> [_concerns(*pair) for pair in ((None, "1.2"), ("1.2", "1.2.a"), ("1.2.a", "1.2"), ("1.1", "1.10"))]
    [True, True, True, False]
    """
    return (
        remarked is None or f"{asked}.".startswith(f"{remarked}.") or f"{remarked}.".startswith(f"{asked}.")
    )
