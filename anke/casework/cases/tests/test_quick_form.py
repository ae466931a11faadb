"""A quick form gives and refuses what Django's own gives and refuses, whatever is typed; fields that are
shared are the same for all who share them."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from anke.casework.cases import register_form
from anke.casework.cases.act_fields import FIELDS, Ground
from anke.casework.cases.field_types import Cpr, day, long_text, pick, short_text, truth, yes_or_no
from anke.casework.cases.quick_form import QuickForm
from anke.casework.cases.register_form import RegisterForm
from anke.events.apply import CaseState
from anke.organisation.queries import CaseScope
from anke.rules.steps import Status

FIELDS_OF_ALL_KINDS = {
    "name": lambda: short_text("Name"),
    "why": lambda: long_text("Why", required=False),
    "on": lambda: day("On"),
    "until": lambda: day("Until", required=False),
    "error": lambda: truth("Error"),
    "informed": lambda: truth("Informed", unknown=True),
    "protected": lambda: yes_or_no("Protected"),
    "cpr": lambda: Cpr(label="CPR"),
    "email": lambda: forms.EmailField(required=False),
    "office": lambda: pick("Office", [(1, "One"), (2, "Two")], empty="None", coerce=int),
    "kind": lambda: pick("Kind", [("a", "A")]),
    "several": lambda: forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False),
}
WORDS = " |a|b|1|2|3|True|False|on|2025-01-03|3.1.2025|31.2.2025|\x00|000001-1234|010180-1234|x@example.dk"
TYPED = st.sampled_from(["", *WORDS.split("|"), "x" * 300])


def _outcome(kind: type[forms.Form], typed: QueryDict) -> tuple[dict[str, Any], dict[str, Any]]:
    form = kind(typed)
    form.fields |= {name: made() for name, made in FIELDS_OF_ALL_KINDS.items()}
    form.is_valid()
    return form.cleaned_data, form.errors.get_json_data()


@given(st.dictionaries(st.sampled_from(sorted(FIELDS_OF_ALL_KINDS)), st.lists(TYPED, min_size=1, max_size=2)))
def test_it_cleans_as_djangos_own(typed: dict[str, list[str]]) -> None:
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        sent.setlist(name, values)
    with override("en"):
        assert _outcome(QuickForm, sent) == _outcome(forms.Form, sent)


def test_an_office_of_ones_own_is_taken_without_asking_and_another_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(register_form.organisation, "office_titles", lambda: pytest.fail("asked"))
    form = RegisterForm({}, lang="da", today=date(2025, 1, 3), scope=CaseScope(offices=frozenset({3, 7})))
    office = form.fields["office"]
    assert (office.clean("7"), office.clean("")) == (7, None)
    for wrong in ("8", "x", "07"):
        with pytest.raises(ValidationError):
            office.clean(wrong)


def test_the_offices_are_shown_by_the_names_they_have_now(monkeypatch: pytest.MonkeyPatch) -> None:
    form = RegisterForm(lang="da", today=date(2025, 1, 3), scope=CaseScope(offices=frozenset({3})))
    for name in ("Gammelt navn", "Nyt navn"):
        titles = {3: (name, "Name"), 4: ("Et andet", "Another")}
        monkeypatch.setattr(register_form.organisation, "office_titles", lambda titles=titles: titles)
        shown = str(form["office"])
        assert name in shown and "Et andet" not in shown


def test_a_field_that_is_kept_is_made_anew_where_its_choices_differ() -> None:
    kind = FIELDS["outcome_of_case"]
    plain = CaseState("2025-000001", Status.REGISTERED, "cash_benefit", 101, 1, date(2025, 1, 3))
    with_points = CaseState(
        "2025-000002", Status.REGISTERED, "cash_benefit", 101, 1, date(2025, 1, 3), points=((1, None),)
    )
    with override("da"):
        first = kind.of(Ground(plain, "da"))
        assert kind.of(Ground(plain, "da")) is first
        assert kind.of(Ground(with_points, "da")).required is not first.required
    with override("en"):
        assert kind.of(Ground(plain, "en")).label != first.label
