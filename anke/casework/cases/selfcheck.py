"""The self-check: every case somebody must act on has somebody who can, and a day by which they must.

The database refuses a row without a next actor and a clock; what it cannot know is whether that actor is
still
here. A violation is a case that nobody would ever pick up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from anke.casework.cases.models import Case
from anke.organisation import queries as organisation
from anke.rules.steps import OPEN


@dataclass(frozen=True)
class Violation:
    """A case that would get stuck: which, what is wrong (an id), and what to do, in both languages."""

    number: str
    what: str
    da: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.da


def violations() -> list[Violation]:
    """Every open or unsent case that nobody who is here would act on, by number. Empty where all is well."""
    here = {one.initials for one in organisation.people()}
    offices = {one.code for one in organisation.offices()}
    found = [*_nobody(here), *_nowhere(offices), *_no_clock()]
    return sorted(found, key=lambda one: (one.number, one.what))


def _nobody(here: set[str]) -> Iterator[Violation]:
    waiting = Case.objects.filter(next_role__isnull=False, next_person__isnull=False)
    named = set(waiting.order_by().values_list("next_person", flat=True).distinct())
    for case in waiting.filter(next_person__in=sorted(one for one in named - here if one)):
        yield Violation(
            case.number,
            "nobody",
            f"{case.next_person} skal handle, men har ingen rolle her. Fordel sagen til en anden.",
            f"{case.next_person} must act but holds no role here. Assign the case to somebody else.",
        )


def _nowhere(offices: set[int]) -> Iterator[Violation]:
    waiting = Case.objects.filter(next_role__isnull=False)
    for case in waiting.exclude(office__in=sorted(offices)):
        yield Violation(
            case.number,
            "nowhere",
            "Sagen ligger ikke i et kontor, der findes. Flyt den til et kontor.",
            "The case lies in no office there is. Move it to one.",
        )


def _no_clock() -> Iterator[Violation]:
    """What the database's own constraint should make impossible; looked for all the same."""
    still_open = Case.objects.filter(status__in=[str(one) for one in OPEN])
    for case in still_open.filter(clock_on__isnull=True) | still_open.filter(next_role__isnull=True):
        yield Violation(
            case.number,
            "no_clock",
            "Sagen har ingen, der skal handle, eller ingen dag. Kør anke verify.",
            "The case has nobody who must act, or no day. Run anke verify.",
        )
