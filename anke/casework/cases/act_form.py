"""The form of an act: its fields by the table, the day it happened, what it was sent with."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anke.casework.cases.act_fields import FIELDS, Ground
from anke.casework.cases.act_table import Row
from anke.casework.cases.field_types import day
from anke.casework.cases.quick_form import QuickForm
from anke.events.apply import CaseState


def form_for(row: Row, ground: Ground, *, today: date, typed: Any = None) -> forms.Form:
    """The form, empty or with what was typed. `today`: the day an act is dated where nobody says another."""
    form = QuickForm(typed, initial={"happened_on": today})
    for name in row.fields:
        kind = FIELDS[name]
        form.fields[name] = kind.of(ground)
        form.initial[name] = kind.first(ground)
    form.fields["happened_on"] = _happened_on(get_language())
    return form


@lru_cache(maxsize=8)
def _happened_on(language: str | None) -> forms.Field:
    """The day of an act, in the language spoken now."""
    return day(_("When did it happen?"), _("Today, or an earlier day if you record it afterwards."))


def do(
    row: Row, form: forms.Form, state: CaseState, *, actor: str, at: datetime, expected: int | None
) -> CaseState:
    """Do the act a valid form asks for. Raises what the command raises."""
    typed = {FIELDS[name].param: form.cleaned_data[name] for name in row.fields}
    return row.does(
        number=state.name,
        happened_on=form.cleaned_data["happened_on"],
        actor=actor,
        recorded_at=at,
        expected=expected,
        **row.fits(typed, state),
    )
