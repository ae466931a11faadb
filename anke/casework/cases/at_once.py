"""What is done to cases all day, done at once: the case is read as it is held for the act, and not before
that for the form.

Whatever stands in the way takes all of it back: a case somebody does not see, a form that is not filled in
right, an act that is refused. The page of the act (`act_views`) finds out again what it is, and says it.
"""

from typing import Final

from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import act_form, commands, once
from anke.casework.cases.act_fields import Ground
from anke.casework.cases.act_table import NEEDS, ROWS
from anke.casework.cases.looking import looker
from anke.events.apply import CaseState
from anke.events.problem import EventError
from anke.organisation.queries import moment_of
from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.rules.steps import Act

ACTS: Final = frozenset({Act.DECIDE})  # their forms ask for nothing but the case, their commands hold it once


class _NotSo(Exception):  # noqa: N818 - told to nobody
    """It is not done at once."""


@sensitive_variables()
def done(request: HttpRequest, number: str, act: str) -> tuple[str, int] | None:
    """The case's number, and how many events it has now. None where it was not done."""
    if request.method != "POST" or act not in ACTS:
        return None
    found = looker(request, at=moment_of(request))
    if found.actor is None:
        return None
    row, who = ROWS[Act(act)], found.actor.initials

    @sensitive_variables()
    def does() -> CaseState:
        with commands.holding(who, number) as state:
            fits = NEEDS.get(row.act)
            if fits is not None and not fits(state):
                raise _NotSo
            ground = Ground(state, found.lang, links=frozenset())
            form = act_form.form_for(row, ground, today=local_date(found.at), typed=request.POST)
            if not form.is_valid():
                raise _NotSo
            return act_form.do(row, form, state, actor=who, at=found.at, expected=seen(request))

    try:
        return once.once(once.mark_of(request, who), does, at=found.at)
    except (_NotSo, Refused, EventError):
        return None


def seen(request: HttpRequest) -> int | None:
    """How many events the case had when the form was made; None where it does not say."""
    told = request.POST.get("expected", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else None
