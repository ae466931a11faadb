"""What the monthly follow-up of a half year found that an office can reuse, and how many cases were read in
all: each once, however often it was looked at."""

from dataclasses import dataclass

from django.db.models import QuerySet

from anke.oversight.quality.halves import span_of
from anke.oversight.quality.models import AreaCase, AreaFollowUp, Review


@dataclass(frozen=True)
class CasesRead:
    """An office's half year: cases of the monthly follow-up, cases chosen for main areas, those of the first
    that were reused in the second, and how many different cases that is."""

    monthly: int
    chosen: int
    reused: int
    distinct: int


def reviews_of(office: int, period: str) -> QuerySet[Review]:
    """The monthly reviews of a half year that the employee was given feedback on."""
    first, last = span_of(period)
    months = [f"{first.year}-{month:02d}" for month in range(first.month, last.month + 1)]
    return Review.objects.filter(office=office, month__in=months, stage=Review.Stage.TOLD)


def cases_read(office: int, period: str) -> CasesRead:
    """How many cases an office has read in a half year."""
    monthly = set(reviews_of(office, period).values_list("number", flat=True))
    done = AreaCase.objects.filter(
        follow_up__office=office, follow_up__period=period, follow_up__stage=AreaFollowUp.Stage.DONE
    )
    chosen = set(done.filter(review__isnull=True).values_list("number", flat=True)) - monthly
    reused = set(done.filter(review__isnull=False).values_list("number", flat=True))
    return CasesRead(len(monthly), len(chosen), len(reused), len(monthly | chosen | reused))
