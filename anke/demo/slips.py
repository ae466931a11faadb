"""What goes wrong on paper: late records, mistakes corrected later, and old cases taken up again.

They change no milestone of a case, only what the register knew of it, and when.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anke.demo.assumed import Assumptions, Wait
from anke.demo.chance import log_normal, stream
from anke.demo.codes import case_types
from anke.demo.days import START, number
from anke.demo.intake import Answer
from anke.demo.simulation import Course
from anke.rules.queueing import NEVER, Real, Whole

REOPENED_WITHIN = (21, 300)  # days after the decision; the first leaves time to send it


@dataclass(frozen=True)
class Slips:
    """The slips of a course, row by row. Asked for one by one, each from a stream of its own."""

    assumed: Assumptions
    course: Course
    seed: int

    def _even(self, question: str) -> Real:
        return stream(self.seed, "slips", question).random(len(self.course.intake))

    def _days(self, question: str, wait: Wait) -> Whole:
        return 1 + log_normal(self._even(question), wait.median, wait.sigma).astype(np.int64)

    @cached_property
    def recent(self) -> Answer:
        """Cases that came to this register from their first day, and are looked at; only they have slips."""
        came = self.course.intake.received >= number(START)
        return np.asarray(came & (self.course.looked != NEVER))

    @cached_property
    def wrong_receipt(self) -> Answer:
        """Registered as received on the day of scanning."""
        share = self.assumed.behaviour.recording.wrong_receipt
        apart = self.course.registered > self.course.intake.received
        return np.asarray(self.recent & apart & (self._even("wrong_receipt") < share))

    @cached_property
    def first_kind(self) -> Whole:
        """The kind of case it is first registered as: for a few, another of the same first instance."""
        true, share = self.course.intake.case_type, self.assumed.behaviour.recording.wrong_kind
        wrong = self.recent & (self._even("wrong_kind") < share)
        pick = self._even("wrong_kind_which")
        found = true.copy()
        for name, kind in self.assumed.case_types.items():
            alike = [
                case_types()[other]
                for other, its in self.assumed.case_types.items()
                if other != name and its.source == kind.source and its.received
            ]
            if not alike or not kind.received:
                continue
            rows = np.flatnonzero(wrong & (true == case_types()[name]))
            found[rows] = np.array(alike)[(pick[rows] * len(alike)).astype(np.int64)]
        return found

    @cached_property
    def first_informed(self) -> Whole:
        share = self.assumed.behaviour.recording.wrong_assessment
        wrong = self.recent & (self._even("wrong_assessment") < share)
        return np.where(wrong, 1 - self.course.intake.informed, self.course.intake.informed)

    @cached_property
    def first_decided(self) -> Whole:
        """The day it is first recorded as decided: for a few, some days too early."""
        decided, share = self.course.decided, self.assumed.behaviour.recording.wrong_decision_day
        wrong = self.recent & (decided != NEVER) & (self._even("wrong_decision_day") < share)
        early = decided - 1 - (self._even("wrong_decision_by") * 7).astype(np.int64)
        return np.where(wrong & (early >= self.course.looked), early, decided)

    @cached_property
    def seen_after(self) -> Whole:
        """Days until a mistake is seen."""
        return self._days("seen", self.assumed.behaviour.recording.correction)

    @cached_property
    def decision_recorded(self) -> Whole:
        """The day the decision is recorded: for a few, weeks later."""
        late = self.assumed.behaviour.recording.late_decision
        slow = self.recent & (self._even("late_decision") < late.share)
        return self.course.decided + np.where(slow, self._days("late_decision_by", late), 0)

    @cached_property
    def reopens(self) -> Whole:
        """The row of the old case a case takes up again; NEVER for most. No old case is taken up twice."""
        course, intake = self.course, self.course.intake
        would = self.recent & (self._even("reopened") < self.assumed.behaviour.recording.reopened)
        pick, found = self._even("reopened_which"), np.full(len(intake), NEVER, dtype=np.int64)
        since, until = REOPENED_WITHIN
        for kind in np.unique(intake.case_type[would]):
            alike = (intake.case_type == kind) & (course.decided >= number(START))
            old = np.flatnonzero(alike)[np.argsort(course.decided[alike], kind="stable")]
            new = np.flatnonzero(would & (intake.case_type == kind))
            low = np.searchsorted(course.decided[old], intake.received[new] - until)
            high = np.searchsorted(course.decided[old], intake.received[new] - since)
            new, low, high = new[high > low], low[high > low], high[high > low]
            taken = old[low + (pick[new] * (high - low)).astype(np.int64)]
            taken, first = np.unique(taken, return_index=True)
            found[new[first]] = taken
        return found
