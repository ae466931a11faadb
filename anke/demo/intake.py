"""What comes in: every case the synthetic authority receives, with all that is decided about it by others.

Nothing here knows how long a case waits for its turn: that comes out of the queue (`simulation.py`).
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from anke.demo.assumed import Assumptions, CaseAssumption, Turn
from anke.demo.chance import Dice, log_normal, stream
from anke.demo.codes import case_types, outcomes
from anke.demo.days import Grid, number
from anke.rules.periods import parse_period
from anke.rules.queueing import NEVER, Real, Whole, draw_arrivals

Answer = NDArray[np.bool_]  # one a case
STAGES = 3  # the first look, the main work, and the work after a further wait
TURNS: dict[Turn, int] = {"statutory": 0, "first_look": 1, "ten_weeks": 2, "ordinary": 3, "last": 4}


@dataclass(frozen=True)
class Intake:
    """One row a case, in order of receipt within a kind. Days are days since 1970-01-01."""

    case_type: Whole  # code
    team: Whole  # place in `teams_of`
    authority: Whole  # code of the first instance
    received: Whole
    informed: Whole  # 1 where the case was fully informed at receipt
    heard: Whole  # 1 where a party is heard
    further: Whole  # 1 where there is a further wait
    error: Whole  # 1 where the first instance made an error in forwarding it
    stages: Whole
    hearing: Whole  # days from the first look until the party has been heard; 0 where none is
    information: (
        Whole  # days from the first look until the information has come; 0 where the case was informed
    )
    wait: Whole  # (cases, STAGES) days before each stage
    hours: Real  # (cases, STAGES)
    turn: Whole  # (cases, STAGES)
    leaves: Whole  # day the complainant would withdraw, or NEVER
    outcome: Whole  # code of what it is decided, when it is

    def __len__(self) -> int:
        return len(self.received)

    def only(self, rows: Whole) -> "Intake":
        """Some of the cases, in the order given."""
        return Intake(**{column.name: getattr(self, column.name)[rows] for column in fields(self)})


def teams_of(assumed: Assumptions) -> list[str]:
    return list(assumed.office_of_team)


def take_in(assumed: Assumptions, grid: Grid, *, scale: float, seed: int) -> Intake:
    """Every case received on the days of the grid, ordered by day of receipt and then by kind."""
    parts = [_Kind(assumed, grid, kind, scale, seed).cases() for kind in assumed.case_types]
    joined = {
        column.name: np.concatenate([getattr(part, column.name) for part in parts])
        for column in fields(Intake)
    }
    order = np.lexsort((joined["case_type"], joined["received"]))
    return Intake(**{name: column[order] for name, column in joined.items()})


class _Kind:
    """The cases of one kind."""

    def __init__(self, assumed: Assumptions, grid: Grid, kind: str, scale: float, seed: int) -> None:
        self.assumed, self.grid, self.kind, self.seed = assumed, grid, kind, seed
        self.of: CaseAssumption = assumed.case_types[kind]
        self.received = self._days_of_receipt(scale if self.of.scaled else 1.0)
        self.dice = Dice(seed, kind, len(self.received))

    def _days_of_receipt(self, scale: float) -> Whole:
        rng = stream(self.seed, self.kind, "arrivals")
        if self.of.by_quarter:
            return np.sort(
                np.concatenate([self._in_quarter(q, n, rng) for q, n in self.of.by_quarter.items()])
            )
        expected = self.grid.expected(self.of.received, self.assumed.behaviour) * scale
        return np.repeat(self.grid.numbers, draw_arrivals(expected, rng, self.grid.months))

    def _in_quarter(self, quarter: str, count: int, rng: np.random.Generator) -> Whole:
        period = parse_period(quarter)
        return rng.integers(number(period.first), number(period.last) + 1, count)

    def cases(self) -> Intake:
        of, dice = self.of, self.dice
        early = dice.happens("early", sum(of.early.values()))
        further = dice.happens("further", of.further.share if of.further else 0.0) & ~early
        informed = dice.happens("informed", of.informed)
        heard = dice.happens("heard", of.heard) & ~early
        error = dice.happens("error", of.first_instance_error)
        authority = self._authority()
        hearing, information, wait = self._waits(informed, heard, error)
        return Intake(
            case_type=np.full(dice.count, case_types()[self.kind]),
            team=self._team(),
            authority=authority,
            received=self.received,
            informed=informed.astype(np.int64),
            heard=heard.astype(np.int64),
            further=further.astype(np.int64),
            error=error.astype(np.int64),
            stages=np.where(early, 1, np.where(further, 3, 2)),
            hearing=hearing,
            information=information,
            wait=wait,
            hours=self._hours(),
            turn=self._turns(),
            leaves=self._leaves(),
            outcome=self._outcomes(early, further, authority),
        )

    def _team(self) -> Whole:
        """Cases are dealt to the teams of their kind in turn."""
        teams = teams_of(self.assumed)
        places = np.array([teams.index(team) for team in self.of.teams])
        return places[np.arange(self.dice.count) % len(places)]

    def _authority(self) -> Whole:
        """The first instance: municipalities in proportion to population, or the one the kind names."""
        organisation = self.assumed.organisation
        if self.of.source in organisation.sources:
            return np.full(self.dice.count, organisation.sources[self.of.source])
        weights = {code: float(people) for code, people in self.assumed.municipalities.population.items()}
        if self.of.source == "municipality_or_region":
            whole = sum(weights.values())
            weights |= dict.fromkeys(organisation.regions, whole * 0.1 / len(organisation.regions))
        return np.array(list(weights))[self.dice.choice("authority", weights)]

    def _waits(self, informed: Answer, heard: Answer, error: Answer) -> tuple[Whole, Whole, Whole]:
        """Days for hearing and for information, and days before each stage."""
        waiting, dice, of = self.assumed.behaviour.waiting, self.dice, self.of
        late = dice.happens("late_registration", waiting.late_registration.share) & (of.turn != "statutory")
        usual, unseen = (
            dice.days("registration", wait) for wait in (waiting.registration, waiting.late_registration)
        )
        lost = np.where(error, dice.days("error_wait", waiting.first_instance_error), 0)
        hearing = np.where(heard, dice.days("hearing", waiting.hearing), 0)
        information = np.where(informed, 0, dice.days("information", of.information))
        preparation = np.where(informed, dice.days("information", waiting.preparation), 0)
        further = dice.days("further_wait", of.further) if of.further else np.zeros_like(hearing)
        main = np.maximum(hearing, information + preparation)
        return hearing, information, np.stack([np.where(late, unseen, usual) + lost, main, further], axis=1)

    def _hours(self) -> Real:
        work, of = self.assumed.behaviour.work, self.of
        sigma = work.effort_sigma
        mean_one = np.exp(-(sigma**2) / 2)  # the mean of a log-normal with median 1 is exp(sigma²/2)
        main = log_normal(self.dice.even("hours"), of.hours * mean_one, sigma)
        more = of.further.hours * mean_one if of.further else 1.0
        further = log_normal(self.dice.even("further_hours"), more, sigma)
        return np.stack([np.full(self.dice.count, work.first_look_hours), main, further], axis=1)

    def _turns(self) -> Whole:
        """Statutory cases go first at every stage; for the others the first look has a turn of its own."""
        first: Turn = "statutory" if self.of.turn == "statutory" else "first_look"
        last = (self.of.further.turn if self.of.further else None) or self.of.turn
        return np.tile([TURNS[first], TURNS[self.of.turn], TURNS[last]], (self.dice.count, 1))

    def _leaves(self) -> Whole:
        would = self.dice.happens("withdraws", self.of.withdraws)
        patience = 3 + self.dice.days("withdrawal", self.assumed.behaviour.work.withdrawal)
        return np.where(would, self.received + patience, NEVER)

    def _outcomes(self, early: Answer, further: Answer, authority: Whole) -> Whole:
        found = (
            self._reversed(authority) if self.of.reversal is not None else self._of(self.of.late, "outcome")
        )
        if self.of.further_outcomes:
            found = np.where(further, self._of(self.of.further_outcomes, "outcome"), found)
        if self.of.early:
            found = np.where(early, self._of(self.of.early, "early_as"), found)
        return found

    def _of(self, shares: dict[str, float], question: str) -> Whole:
        codes = np.array([outcomes()[outcome] for outcome in shares])
        return codes[self.dice.choice(question, shares)]

    def _reversed(self, authority: Whole) -> Whole:
        rate = (self.of.reversal or 0.0) * municipal_leaning(self.assumed, authority, self.seed)
        turned = self.dice.happens("outcome", rate)
        return np.where(turned, self._of(self.of.reversed_as, "reversed_as"), outcomes()["affirmed"])


def municipal_leaning(assumed: Assumptions, authority: Whole, seed: int) -> Real:
    """How a first instance's reversal rate stands to the mean: about 1, weighted by population exactly 1."""
    population = assumed.municipalities.population
    weights = np.array(list(population.values()), dtype=np.float64)
    spread = assumed.behaviour.work.municipal_spread
    drawn = np.clip(stream(seed, "leaning").normal(0.0, spread, len(weights)), -2 * spread, 2 * spread)
    leaning = 1.0 + drawn - (drawn * weights).sum() / weights.sum()
    table = np.ones(int(authority.max(initial=0)) + 1 + max(population))
    table[list(population)] = leaning
    return np.asarray(table[authority])
