"""The history as events for the store: every row told with its data, in the words of the vocabulary."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from anke.demo.assumed import Assumptions
from anke.demo.codes import case_types, outcomes
from anke.demo.days import day
from anke.demo.history import EXTENDED_BY, RANKS, TAKEN_OVER, History
from anke.demo.intake import teams_of
from anke.demo.people import address, initials, is_protected, name, needs, personal_number
from anke.demo.simulation import Course
from anke.demo.slips import Slips
from anke.events.commands import NewEvent
from anke.rules.queueing import NEVER, Whole

Data = dict[str, Any]
INTAKE, TAKEOVER = "visitation", "overtagelse"  # who records what no caseworker does
NOBODY = (
    "supervision_access",
    "supervision_general",
    "advance_statement",
    "intermunicipal",
)  # no private party
# Decisions of the children and young persons committee go straight to the appeals authority.
NEVER_RECONSIDERED = ("compulsory_measures",)
NOTHING: Data = {}


class Teller:
    """Tells the events of one authority. `caseworkers` says how many each office has."""

    def __init__(
        self, assumed: Assumptions, course: Course, slips: Slips, caseworkers: dict[int, int]
    ) -> None:
        intake = course.intake
        offices = np.array([assumed.office_of_team[team] for team in teams_of(assumed)])
        self.kinds = {code: kind for kind, code in case_types().items()}
        self.outcomes = {code: outcome for outcome, code in outcomes().items()}
        self.private = [code for kind, code in case_types().items() if kind not in NOBODY]
        self.unreconsidered = [code for kind, code in case_types().items() if kind in NEVER_RECONSIDERED]
        self.true_kind, self.first_kind = intake.case_type.tolist(), slips.first_kind.tolist()
        self.informed, self.first_informed = intake.informed.tolist(), slips.first_informed.tolist()
        self.error, self.further = intake.error.tolist(), intake.further.tolist()
        self.outcome, self.reopens = intake.outcome.tolist(), slips.reopens.tolist()
        self.authority = _inherited(intake.authority, slips.reopens).tolist()
        self.person = _inherited(np.arange(len(intake)), slips.reopens).tolist()
        self.received, self.decided = intake.received.tolist(), course.decided.tolist()
        self.office = offices[intake.team].tolist()
        self.caseworkers = caseworkers
        self.names = numbered(course, slips)

    def events(self, history: History) -> Iterator[NewEvent]:
        """The events in the order recorded."""
        tell = [getattr(self, f"_{rank.replace(':', '_')}", _nothing) for rank in RANKS]
        kinds = [rank.partition(":")[0] for rank in RANKS]
        actors: list[Callable[[int], str]] = [_actor(self, rank) for rank in RANKS]
        days = _days(history.happened)
        moments: dict[int, datetime] = {}
        columns = (history.case, history.rank, history.happened, history.recorded, history.other)
        for case, rank, happened, recorded, other in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            moment = moments.get(recorded)
            if moment is None:
                moments.clear()
                moment = moments[recorded] = datetime.fromtimestamp(recorded, UTC)
            actor = TAKEOVER if recorded == TAKEN_OVER else actors[rank](case)
            yield NewEvent(
                "case",
                self.names[case],
                kinds[rank],
                days[happened],
                actor,
                tell[rank](case, happened, other),
                moment,
            )

    def caseworker(self, case: int, step: int = 0) -> str:
        office = self.office[case]
        return initials(office, (case + step) % self.caseworkers[office])

    def _case_registered(self, case: int, happened: int, other: int) -> Data:
        kind = self.first_kind[case]
        data: Data = {
            "case_type": self.kinds[kind],
            "authority": self.authority[case],
            "office": self.office[case],
        }
        if self.true_kind[case] in self.private:
            data |= _appellant(self.person[case])
        if self.reopens[case] != NEVER:
            data["reopens"] = self.names[self.reopens[case]]
        return data

    def _appeal_described(self, case: int, happened: int, other: int) -> Data:
        """The first instance decided, told the citizen, got the complaint, and sent it on with its
        reasons."""
        sent = self.received[case]
        complained = sent - 3 - case % 26
        notified = complained - 1 - case * 7 % 27
        said = {"decided_on": notified - case % 4, "notified_on": notified, "complained_on": complained}
        if self.true_kind[case] not in self.unreconsidered:
            said["reconsidered_on"] = sent - case % 3
        return {what: day(each).isoformat() for what, each in said.items()}

    def _information_assessed(self, case: int, happened: int, other: int) -> Data:
        return {"fully_informed": self.first_informed[case] == 1}

    def _case_assigned_office(self, case: int, happened: int, other: int) -> Data:
        return {"office": self.office[case]}

    def _case_assigned_caseworker(self, case: int, happened: int, other: int) -> Data:
        return {"office": self.office[case], "caseworker": self.caseworker(case)}

    def _case_assigned_other(self, case: int, happened: int, other: int) -> Data:
        return {"office": self.office[case], "caseworker": self.caseworker(case, 1)}

    def _clock_paused(self, case: int, happened: int, other: int) -> Data:
        return {"reason": "Afventer oplysninger"}

    def _deadline_extended(self, case: int, happened: int, other: int) -> Data:
        return {
            "until": day(happened + EXTENDED_BY).isoformat(),
            "reason": "Mange sager venter på at blive behandlet",
        }

    def _meeting_treatment_decided(self, case: int, happened: int, other: int) -> Data:
        return {"treat": self.further[case] == 1}

    def _case_decided(self, case: int, happened: int, other: int) -> Data:
        return {"outcome": self.outcomes[self.outcome[case]]}

    def _first_instance_error_found_at_first(self, case: int, happened: int, other: int) -> Data:
        return {"error": True, "reason": "Sagen var sendt til en forkert postkasse"}

    def _first_instance_error_found_later(self, case: int, happened: int, other: int) -> Data:
        if self.error[case]:
            return {"error": True, "reason": "Klagen var registreret forkert hos førsteinstansen"}
        return {"error": False, "reason": "Fristen blev overskredet i Ankestyrelsen"}

    def _registration_corrected_received_on(self, case: int, happened: int, other: int) -> Data:
        changes = {"received_on": day(self.received[case]).isoformat()}
        return {"changes": changes, "reason": "Registreret med den dag, klagen blev scannet"}

    def _registration_corrected_case_type(self, case: int, happened: int, other: int) -> Data:
        changes = {"case_type": self.kinds[self.true_kind[case]]}
        return {"changes": changes, "reason": "Registreret som en forkert sagstype"}

    def _registration_corrected_fully_informed(self, case: int, happened: int, other: int) -> Data:
        changes = {"fully_informed": self.informed[case] == 1}
        return {"changes": changes, "reason": "Vurderingen af, om sagen var fuldt oplyst, var forkert"}

    def _registration_corrected_decided_on(self, case: int, happened: int, other: int) -> Data:
        decided = day(self.decided[case]).isoformat()
        return {"changes": {"decided_on": decided, "closed_on": decided}, "reason": "Forkert afgørelsesdato"}

    def _case_reopened(self, case: int, happened: int, other: int) -> Data:
        return {"as": self.names[other]}


def _appellant(person: int) -> Data:
    """Who complains, as a registration tells it."""
    said: dict[str, str] = {
        "name": name(person),
        "cpr": personal_number(person),
        "address": address(person),
    }
    if needed := needs(person):
        said["adjustments"] = needed
    return {"appellant": said} | ({"protected": True} if is_protected(person) else {})


BY_INTAKE = {
    "case_registered",
    "appeal_described",
    "information_assessed",
    "case_assigned:office",
    "information_requested",
    "case_reopened",
}


def _actor(teller: Teller, rank: str) -> Callable[[int], str]:
    if rank in BY_INTAKE:
        return lambda case: INTAKE
    return teller.caseworker


def _nothing(case: int, happened: int, other: int) -> Data:
    return NOTHING


def _inherited(own: Whole, reopens: Whole) -> Whole:
    """A reopened case has the first instance and the person of the case it takes up, however often."""
    found = own.copy()
    for case in np.flatnonzero(
        reopens != NEVER
    ):  # in order of receipt: the old case comes before the new one
        found[case] = found[reopens[case]]
    return found


def _days(numbers: Whole) -> dict[int, date]:
    return {int(each): day(each) for each in np.unique(numbers)}


def numbered(course: Course, slips: Slips) -> list[str]:
    """The numbers: year of receipt as first registered, and a running number in order of registration."""
    received = np.where(slips.wrong_receipt, course.registered, course.intake.received)
    years = received.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    order = np.lexsort((np.arange(len(years)), course.registered))
    names = [""] * len(years)
    running: dict[int, int] = {}
    for case, year in zip(order.tolist(), years[order].tolist(), strict=True):
        running[year] = running.get(year, 0) + 1
        names[case] = f"{year}-{running[year]:06d}"
    return names
