"""Who sees which case: the one rule, as a filter for lists and as a check of one case. Both say the same.

A role sees the cases of an office, a department or all (rules/roles.py). A restricted case is seen by the one
who has it, the leaders it lies under, the legal unit and the director. A sight given or taken
(`organisation`)
opens one case to one person, restricted or not.
"""

from datetime import datetime
from typing import Final

from django.db.models import Q

from anke.casework.cases.models import Case
from anke.events.apply import CaseState
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor, CaseScope
from anke.rules.refusal import Refused
from anke.rules.roles import POWERS, TRUSTED

NOBODY: Final = Q(pk__in=())


def within(scope: CaseScope) -> Q:
    """The filter that lets through what a scope admits, and nothing else."""
    return Q() if scope.everything else Q(office__in=sorted(scope.offices))


def trusted(actor: Actor) -> bool:
    """Whether somebody sees the restricted cases within reach; anybody else only their own of them."""
    return actor.machine or actor.role in TRUSTED


def seen_by(actor: Actor | None, at: datetime, granted: frozenset[str] | None = None) -> Q:
    """The filter of the cases somebody sees at a moment; nothing for nobody. `granted`: the sights given and
    taken at that moment, where they are known already."""
    if actor is None:
        return NOBODY
    reach = within(actor.scope)
    if not trusted(actor):
        reach &= Q(restricted=False) | Q(caseworker=actor.initials)
    if not _may_be_given(actor):
        granted = frozenset()
    elif granted is None:
        granted = organisation.granted_numbers(actor.initials, at=at)
    if not granted or not reach:  # an empty filter lets everything through: nothing can be added to it
        return reach
    return reach | Q(number__in=sorted(granted))


def sees(actor: Actor, state: CaseState, at: datetime) -> bool:
    """Whether somebody sees one case at a moment."""
    return _sees(actor, state.name, state, at)


def sees_row(actor: Actor, case: Case, at: datetime) -> bool:
    """The same of the register's row."""
    return _sees(actor, case.number, case, at)


def _sees(actor: Actor, number: str, case: Case | CaseState, at: datetime) -> bool:
    open_ = not case.restricted or organisation.may_open(actor, case.caseworker)
    if open_ and actor.scope.admits(case.office):
        return True
    return _may_be_given(actor) and organisation.is_granted(actor.initials, number, at=at)


def _may_be_given(actor: Actor) -> bool:
    """Whether the role can be given sight of a case at all: what somebody was given in another role counts
    no more in one that never sees a case."""
    return actor.role is not None and POWERS[actor.role].glass


def require(actor: Actor, state: CaseState, at: datetime) -> None:
    """Raise `Refused` for a case the person does not see, in the words for one that does not exist: which of
    the two it is is not told."""
    if not sees(actor, state, at):
        raise Refused(f"Der er ingen sag {state.name}.", f"There is no case {state.name}.")
