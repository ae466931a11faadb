"""The figures of the results contract worked out anew with numpy, from what became of the simulated cases.

Independent of the statistics: other code, other data. Populations as the plan of 2025 states them.
"""

import numpy as np

from anke.demo.codes import case_types, outcomes
from anke.demo.days import number
from anke.demo.simulation import Course
from anke.rules.calendar import WORKING
from anke.rules.periods import Period
from anke.rules.queueing import NEVER

C, O = case_types(), outcomes()  # noqa: E741 - codes, written as short as they are used
MUNICIPAL = ["disability_children", "disability_adults", "social_other", "cash_benefit"]
MUNICIPAL += ["early_retirement_flexjob", "municipal_employment_other"]
ORDINARY = [*MUNICIPAL, "social_supervision", "family_law", "unemployment_insurance", "holiday_act"]
ORDINARY += ["employment_contract_act", "immigration_service", "senior_pension"]
REVERSALS = {
    "work_injury": ["work_injury"],
    "municipal": [*MUNICIPAL, "sickness_benefit"],
    "municipal_without_sickness": MUNICIPAL,
    "udbetaling_danmark": ["udk_maintenance", "udk_other"],
}


class Figures:
    def __init__(self, course: Course):
        self.course, self.intake = course, course.intake

    def of_kind(self, *kinds):
        return np.isin(self.intake.case_type, [C[kind] for kind in kinds])

    def decided_in(self, period: Period):
        return within(self.course.decided, period)

    def share(self, cases, days, limit):
        return 100 * (days[cases] <= limit).mean() if cases.any() else None

    def weeks(self, cases):
        return (self.course.decided - self.intake.received)[cases].mean() / 7 if cases.any() else None

    @property
    def population_1_2(self):
        informed_elsewhere = self.of_kind("udk_maintenance", "udk_other", "sickness_benefit")
        return self.of_kind(*ORDINARY) | (informed_elsewhere & (self.intake.informed == 0))

    def all(self, period: Period, weeks_1_3: int = 10):
        decided, days = self.decided_in(period), self.course.decided - self.intake.received
        to_meeting = np.where(self.course.worked == NEVER, self.course.decided, self.course.worked)
        met = self.of_kind("notification") & within(to_meeting, period)
        insured = decided & self.of_kind("insured_unemployed_offers")
        insured &= ~((days > 28) & (self.intake.error == 1))
        ten_weeks = self.of_kind("udk_maintenance", "sickness_benefit") & (self.intake.informed == 1)
        access = decided & self.of_kind("supervision_access")
        working = WORKING.index.count(
            self.intake.received, np.maximum(self.course.decided, self.intake.received)
        )
        return {
            "1.1.a": self.share(decided & self.of_kind("compulsory_measures"), days, 56),
            "1.1.b": self.share(met, to_meeting - self.intake.received, 56),
            "1.1.c": self.share(insured, days, 28),
            "1.2.a": self.weeks(decided & self.population_1_2),
            "1.3.a": self.share(decided & ten_weeks, days, weeks_1_3 * 7),
            "1.4.a": self.weeks(decided & self.of_kind("work_injury")),
            "1.6.a": self.share(access, working, 20),
            "1.6.b": self.older_than_a_year(period),
            "1.6.c": int((decided & (self.intake.outcome == O["advance_statement_given"])).sum()),
            "decided": int(decided.sum()),
            "received": int(within(self.intake.received, period).sum()),
        }

    def older_than_a_year(self, period: Period):
        supervision = self.of_kind("supervision_general", "advance_statement")
        last = period.last
        year_before = number(
            last.replace(year=last.year - 1, day=min(last.day, 28) if last.month == 2 else last.day)
        )
        return int((supervision & self.pending_at(period) & (self.intake.received < year_before)).sum())

    def pending_at(self, period: Period):
        last, came = number(period.last), self.intake.received
        ended = np.where(self.course.decided != NEVER, self.course.decided, self.course.withdrawn)
        return (came <= last) & ((ended == NEVER) | (ended > last))

    def reversal(self, kinds, period: Period):
        cases = self.decided_in(period) & self.of_kind(*kinds)
        merits = cases & ~np.isin(self.intake.outcome, [O["dismissed"], O["referred"]])
        turned = np.isin(self.intake.outcome, [O["changed"], O["annulled"], O["remanded"]])
        return 100 * turned[merits].mean() if merits.any() else None


def within(days, period: Period):
    return (days >= number(period.first)) & (days <= number(period.last))
