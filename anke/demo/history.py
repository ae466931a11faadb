"""From what became of the cases to everything that happened to them: one row an event, in the order recorded.

The order in a case is the order in which things were recorded; nobody records an act on a case that is not
registered yet, so a late record pushes the later ones before it.
"""

from dataclasses import dataclass

import numpy as np

from anke.demo.assumed import Assumptions
from anke.demo.chance import stream
from anke.demo.codes import case_types
from anke.demo.days import START, TODAY, number
from anke.demo.intake import Answer
from anke.demo.simulation import Course
from anke.demo.slips import Slips
from anke.rules.calendar import EXPIRY
from anke.rules.queueing import NEVER, Real, Whole

# In this order when several happen on one day. The words are kinds of events, `:` says which of several.
RANKS = (
    "case_registered",
    "appeal_described",
    "information_assessed",
    "first_instance_error_found:at_first",
    "case_assigned:office",
    "information_requested",
    "clock_paused",
    "information_received",
    "clock_resumed",
    "party_heard",
    "case_assigned:caseworker",
    "case_assigned:other",
    "deadline_extended",
    "meeting_treatment_decided",
    "consultant_asked",
    "information_requested:again",
    "consultant_answered",
    "information_received:again",
    "case_decided",
    "decision_dispatched",
    "case_withdrawn",
    "first_instance_error_found:later",
    "registration_corrected:received_on",
    "registration_corrected:case_type",
    "registration_corrected:fully_informed",
    "registration_corrected:decided_on",
    "case_reopened",
)
AFTER_THE_END = RANKS.index("case_decided")
DAY, MINUTE = 86_400, 60
OPENS, OPEN_FOR = 7 * 3600, 450  # seconds after midnight UTC; minutes
TAKEN_OVER = number(START) * DAY + 4 * 3600  # when the backlog of the old register was brought in
KNOWN_UNTIL = number(TODAY) * DAY + OPENS  # the morning of today
EXTENDED_AFTER, EXTENDED_BY = 182, 91  # days
# No first instance's decision is appealed in these.
NO_APPEAL = (
    "supervision_access",
    "supervision_general",
    "advance_statement",
    "intermunicipal",
    "notification",
)
PAUSE_SPARES = ("compulsory_measures", "notification", "insured_unemployed_offers")


@dataclass(frozen=True)
class History:
    """One row an event. `rank` is a place in RANKS; `recorded` is in seconds since 1970-01-01 UTC; `other` is
    the row of the other case, where there is one."""

    case: Whole
    rank: Whole
    happened: Whole
    recorded: Whole
    other: Whole

    def __len__(self) -> int:
        return len(self.case)


def write_history(assumed: Assumptions, course: Course, slips: Slips, seed: int) -> History:
    """Everything that happened to the cases still pending at the start or received since, as known today."""
    return _Chronicle(assumed, course, slips, seed).written()


class _Chronicle:
    def __init__(self, assumed: Assumptions, course: Course, slips: Slips, seed: int) -> None:
        self.assumed, self.course, self.intake, self.slips, self.seed = (
            assumed,
            course,
            course.intake,
            slips,
            seed,
        )
        ended = np.maximum(course.decided, course.withdrawn)
        self.ended = np.where(ended == NEVER, np.iinfo(np.int64).max, ended)
        self.here = self.ended >= number(START)
        self.rows = np.arange(len(self.intake))
        self._columns: list[tuple[Whole, ...]] = []

    def written(self) -> History:
        for tell in (
            self._intake,
            self._information,
            self._work,
            self._end,
            self._mistakes,
            self._reopenings,
        ):
            tell()
        case, rank, order, happened, known, other = (
            np.concatenate(column) for column in zip(*self._columns, strict=True)
        )
        place = np.lexsort((rank, order, case))
        case, rank, happened, known, other = (
            case[place],
            rank[place],
            happened[place],
            known[place],
            other[place],
        )
        recorded = _never_back(case, self._moments(case, happened, known))
        place = np.lexsort((np.arange(len(case)), recorded))
        place = place[recorded[place] <= KNOWN_UNTIL]
        return History(case[place], rank[place], happened[place], recorded[place], other[place])

    def _add(
        self,
        what: str,
        rows: Whole,
        order: Whole,
        *,
        happened: Whole | None = None,
        known: Whole | None = None,
        other: Whole | None = None,
    ) -> None:
        """An event in the cases `rows` on the days `order`; told as `happened`, recorded on `known` or later.

        Where the case ended before, or is not in the register, it is left out.
        """
        rank = RANKS.index(what)
        keep = self.here[rows]
        if rank < AFTER_THE_END:
            ended = self.ended[rows] - np.where(self.course.withdrawn[rows] == NEVER, 0, 1)
            keep &= (order <= ended) | (rank == 0)
        told = order if happened is None else happened
        none = np.full(len(rows), NEVER)
        columns = (
            rows,
            np.full(len(rows), rank),
            order,
            told,
            order if known is None else known,
            none if other is None else other,
        )
        self._columns.append(tuple(column[keep] for column in columns))

    def _some(self, question: str, share: float) -> Answer:
        return np.asarray(self._even(question) < share)

    def _even(self, question: str) -> Real:
        return stream(self.seed, "history", question).random(len(self.intake))

    def _intake(self) -> None:
        intake, course, slips = self.intake, self.course, self.slips
        told = np.where(slips.wrong_receipt, course.registered, intake.received)
        known = np.where(self._taken_over(), intake.received, course.registered)
        self._add("case_registered", self.rows, intake.received, happened=told, known=known)
        appealed = np.flatnonzero(~np.isin(intake.case_type, [case_types()[kind] for kind in NO_APPEAL]))
        self._add(
            "appeal_described",
            appealed,
            intake.received[appealed],
            happened=told[appealed],
            known=known[appealed],
        )
        looked = np.flatnonzero(course.looked != NEVER)
        self._add("information_assessed", looked, course.looked[looked])
        going_on = looked[intake.stages[looked] > 1]
        self._add("case_assigned:office", going_on, course.looked[going_on])
        insured = intake.case_type == case_types()["insured_unemployed_offers"]
        wrong = looked[(intake.error[looked] == 1) & ~insured[looked]]
        self._add("first_instance_error_found:at_first", wrong, course.looked[wrong])
        late = np.flatnonzero(insured & (course.decided - intake.received > 28) & (course.decided != NEVER))
        self._add("first_instance_error_found:later", late, course.decided[late] + 5)

    def _taken_over(self) -> Answer:
        return np.asarray(self.course.registered < number(START))

    def _information(self) -> None:
        intake, course = self.intake, self.course
        asks = np.flatnonzero((course.looked != NEVER) & (intake.stages > 1) & (intake.informed == 0))
        since, until = course.looked[asks], course.looked[asks] + intake.information[asks]
        self._add("information_requested", asks, since)
        self._add("information_received", asks, until)
        spared = np.isin(intake.case_type, [case_types()[kind] for kind in PAUSE_SPARES])
        pausing = (self._some("paused", self.assumed.behaviour.recording.paused) & ~spared)[asks]
        self._add("clock_paused", asks[pausing], since[pausing])
        self._add("clock_resumed", asks[pausing], until[pausing])
        heard = np.flatnonzero((course.looked != NEVER) & (intake.heard == 1))
        self._add("party_heard", heard, course.looked[heard] + intake.hearing[heard])

    def _work(self) -> None:
        intake, course, recording = self.intake, self.course, self.assumed.behaviour.recording
        worked = np.flatnonzero(course.worked != NEVER)
        ready = course.looked + intake.wait[:, 1]
        begun = np.maximum(ready, course.worked - 1 - (self._even("begun") * 9).astype(np.int64))
        self._add("case_assigned:caseworker", worked, begun[worked])
        handed = worked[self._some("handed_over", recording.handed_over)[worked]]
        self._add("case_assigned:other", handed, course.worked[handed])
        put_off = np.flatnonzero(self._some("extended", recording.extended) & (course.looked != NEVER))
        self._add(
            "deadline_extended", put_off, np.maximum(intake.received + EXTENDED_AFTER, course.looked)[put_off]
        )
        met = worked[intake.case_type[worked] == case_types()["notification"]]
        self._add("meeting_treatment_decided", met, course.worked[met])
        for kind, asked, answered in (
            ("consultant", "consultant_asked", "consultant_answered"),
            ("statement", "information_requested:again", "information_received:again"),
        ):
            codes = [
                case_types()[name]
                for name, its in self.assumed.case_types.items()
                if its.further and its.further.kind == kind
            ]
            rows = worked[(intake.further[worked] == 1) & np.isin(intake.case_type[worked], codes)]
            self._add(asked, rows, course.worked[rows])
            self._add(answered, rows, course.worked[rows] + intake.wait[rows, 2])

    def _end(self) -> None:
        course, slips = self.course, self.slips
        decided = np.flatnonzero(course.decided != NEVER)
        day = course.decided[decided]
        told, known = slips.first_decided[decided], slips.decision_recorded[decided]
        self._add("case_decided", decided, day, happened=told, known=known)
        sent = _at_work(day + (self._even("sent")[decided] ** 2 * 5).astype(np.int64))
        self._add("decision_dispatched", decided, sent)
        gone = np.flatnonzero(course.withdrawn != NEVER)
        self._add("case_withdrawn", gone, course.withdrawn[gone])

    def _mistakes(self) -> None:
        intake, course, slips = self.intake, self.course, self.slips
        looked = course.looked + slips.seen_after
        decided = np.maximum(course.decided, slips.decision_recorded) + slips.seen_after
        for what, wrong, seen in (
            ("received_on", slips.wrong_receipt, looked),
            ("case_type", slips.first_kind != intake.case_type, looked),
            ("fully_informed", slips.first_informed != intake.informed, looked),
            ("decided_on", slips.first_decided != course.decided, decided),
        ):
            rows = np.flatnonzero(wrong)
            self._add(f"registration_corrected:{what}", rows, _at_work(seen[rows]))

    def _reopenings(self) -> None:
        new = np.flatnonzero(self.slips.reopens != NEVER)
        old = self.slips.reopens[new]
        self._add(
            "case_reopened", old, self.intake.received[new], known=self.course.registered[new], other=new
        )

    def _moments(self, case: Whole, happened: Whole, known: Whole) -> Whole:
        """When each event would be recorded if nothing stood before it: a minute of a working day."""
        day = _at_work(np.maximum(happened, known))
        minute = stream(self.seed, "history", "minute").integers(0, OPEN_FOR, len(case))
        moment = day * DAY + OPENS + minute * MINUTE
        return np.where(self._taken_over()[case] & (happened < number(START)), TAKEN_OVER, moment)


def _at_work(day: Whole) -> Whole:
    """The day itself where people are at work, else the next such day."""
    return EXPIRY.index.add(day - 1, 1).astype(np.int64)


def _never_back(case: Whole, moment: Whole) -> Whole:
    """Within a case nothing is recorded before what stands before it. `case` must not fall."""
    step = int(moment.max(initial=0)) + 1
    return np.asarray(np.maximum.accumulate(case * step + moment) - case * step)
