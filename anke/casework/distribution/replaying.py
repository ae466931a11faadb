"""Replaying a run from what it was given then: at any time, with the same answer or a named doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from anke.casework.distribution.gathering import digest_of
from anke.casework.distribution.models import Run
from anke.rules.distribution import Candidate, Levers, Waiting, distribute


@dataclass(frozen=True)
class Replay:
    """What came out: whether what the run was given is unchanged, and the cases that came out otherwise."""

    cases: int
    unchanged: bool  # the digest still names what is kept
    differing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return self.unchanged and not self.differing


def replay(run: int) -> Replay:
    """Give out a run's cases again from its kept inputs, and hold the answer against its proposals."""
    kept = Run.objects.get(pk=run)
    told = kept.inputs
    found = distribute(
        [_waiting(one) for one in told["waiting"]],
        [_candidate(one) for one in told["people"]],
        Levers(**told["levers"]),
        office=told["office"],
        as_of=date.fromisoformat(told["as_of"]),
        seed=told["seed"],
        explain=False,
    )
    before = {
        number: (caseworker, points)
        for number, caseworker, points in kept.proposals.values_list("number", "caseworker", "points")
    }
    now = {one.number: (one.caseworker, one.points) for one in found}
    differing = sorted(
        number for number in before.keys() | now.keys() if before.get(number) != now.get(number)
    )
    return Replay(len(before), digest_of(told) == kept.digest, tuple(differing))


def _candidate(told: Mapping[str, Any]) -> Candidate:
    known = dict(told)
    known["away"] = tuple((_day(first), _day(last) if last else None) for first, last in told["away"])
    mastered = told["competences"]
    known["competences"] = None if mastered is None else frozenset(mastered)
    return Candidate(**known | _sets(told, "recused_cases", "recused_parties"))


def _waiting(told: Mapping[str, Any]) -> Waiting:
    days = {name: told[name] and _day(told[name]) for name in ("received_on", "due_on", "act_by")}
    return Waiting(**dict(told) | days | _sets(told, "parties", "persons", "same_person", "earlier"))


def _sets(told: Mapping[str, Any], *names: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(told[name]) for name in names}


def _day(text: str) -> date:
    return date.fromisoformat(text)
