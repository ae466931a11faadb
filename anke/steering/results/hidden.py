"""What a figure does not say: the cases that wait, and whether the right ones are decided."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from anke.content.schema.subgoal import PlanUnit
from anke.rules.moving import WORDS
from anke.steering.results import phrases
from anke.steering.results.answers import Guards
from anke.steering.results.tables import Row, Table


@dataclass(frozen=True)
class Hidden:
    """`warning`: where the newest are decided before the oldest. `explained`: what the words mean."""

    table: Table
    warning: str
    explained: tuple[str, ...]


def of(found: Guards, lang: str) -> Hidden:
    say = _Say(found, lang)
    rows = tuple(Row(one) for one in (*say.pile(), *say.touched(), *say.flow(), *say.decided()))
    return Hidden(
        Table(_("Those that wait, and those that were decided"), (_("What"), _("Figure")), rows),
        say.warning(),
        (WORDS[lang == "en"], say.disposition_explained(), say.newest_explained()),
    )


@dataclass(frozen=True)
class _Say:
    found: Guards
    lang: str

    def pile(self) -> list[tuple[str, str]]:
        found = self.found
        return [
            (_("Cases pending on the last day"), self.cases(found.pending)),
            (_("Their mean age"), self.weeks(found.mean_age)),
            (_("Half of them are older than"), self.weeks(found.median_age)),
            (_("One in ten is older than"), self.weeks(found.p90_age)),
            (_("The oldest"), self.weeks(found.oldest_age)),
        ]

    def touched(self) -> list[tuple[str, str]]:
        found = self.found
        if not found.oldest_tenth:
            return []
        return [
            (_("The oldest tenth"), self.cases(found.oldest_tenth)),
            (_("– touched in the last 30 days"), self.part(found.touched_month, found.oldest_tenth)),
            (_("– touched in the last 91 days"), self.part(found.touched_quarter, found.oldest_tenth)),
        ]

    def flow(self) -> list[tuple[str, str]]:
        found = self.found
        clearance = phrases.NO_FIGURE[self.lang]
        if found.clearance is not None:
            clearance = phrases.number(found.clearance, 1, self.lang)
        return [
            (_("Received in the period"), self.cases(found.received)),
            (_("Decided in the period"), self.cases(found.decided)),
            (_("Decided for every 100 received (clearance rate)"), clearance),
            (
                _("Time to decide all that wait at this pace (disposition time)"),
                self.weeks(found.disposition),
            ),
        ]

    def decided(self) -> list[tuple[str, str]]:
        found = self.found
        rows = [
            (_("Half of those decided took at most"), self.weeks(found.decided_median)),
            (_("Nine in ten of those decided took at most"), self.weeks(found.decided_p90)),
        ]
        if found.lately:
            label = _("Decided in the last 91 days, and received later than half of those that wait")
            rows.append((label, self.part(found.newest, found.lately)))
        return rows

    def warning(self) -> str:
        if not self.found.newest_first:
            return ""
        share = self.percent(self.found.newest, self.found.lately)
        return _(
            "The newest are decided before the oldest: %(share)s of the cases decided in the last 91 days "
            "had come later than half of those that still wait. A mean looks better for it."
        ) % {"share": share}

    def disposition_explained(self) -> str:
        return _(
            "Disposition time is CEPEJ's: pending cases divided by the cases decided, times the days of the "
            "period. Median and ninetieth percentile are by nearest rank."
        )

    def newest_explained(self) -> str:
        return _(
            "The test of the newest first: of the cases decided in the last 91 days, how many were received "
            "after the middle one of those that wait. Taken in the order they came, none would have been; "
            "above half, a warning is given."
        )

    def part(self, some: int, whole: int) -> str:
        return f"{phrases.count(some, self.lang)} ({self.percent(some, whole)})"

    def percent(self, some: int, whole: int) -> str:
        return phrases.with_unit(Decimal(100 * some) / whole, PlanUnit.PERCENT, 0, self.lang)

    def weeks(self, days: Decimal | int | None) -> str:
        if days is None:
            return phrases.NO_FIGURE[self.lang]
        return phrases.with_unit(Decimal(days) / 7, PlanUnit.WEEKS, 1, self.lang)

    def cases(self, count: int) -> str:
        return phrases.with_unit(Decimal(count), PlanUnit.CASES, 0, self.lang)
