"""The form by which a case is registered, and what follows from it before it is saved: the deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import act_fields, clock_words
from anke.casework.cases.field_types import LONGEST, Cpr, day, long_text, pick, short_text, truth, yes_or_no
from anke.casework.cases.quick_form import QuickForm
from anke.casework.cases.times import binding_limit, clock_of
from anke.content.load import content
from anke.events.apply import CaseState
from anke.organisation import queries as organisation
from anke.organisation.queries import CaseScope
from anke.rules.steps import Status
from anke.rules.trace import day_in_words, sentences

_PERSON: Final = ("name", "cpr", "address", "email", "phone", "adjustments")
_APPEAL: Final = ("decided_on", "notified_on", "complained_on", "reconsidered_on", "file_number")
SECTIONS: Final = (
    ("case", ("case_type", "authority", "received_on", "fully_informed", "office")),
    ("appellant", ("name", "cpr", "address", "email", "phone", "adjustments", "protected")),
    ("representative", ("representative", "representative_address", "representative_phone")),
    ("decision", _APPEAL),
    ("points", ("points",)),
)
MOST_POINTS: Final = 20


@dataclass(frozen=True)
class Follows:
    """The deadline or target that follows from what is typed: its day, its name, and why, in sentences."""

    on: date
    in_words: str
    title: str
    nature: str
    trace: tuple[str, ...]
    target: bool


class RegisterForm(QuickForm):
    """Everything that is known of a case when it comes in. `scope`: the offices a case may be put in."""

    def __init__(self, typed: Any = None, *, lang: str, today: date, scope: CaseScope) -> None:
        super().__init__(typed, initial={"received_on": today})
        self._lang = lang
        self.fields |= _fields(get_language(), lang, scope)

    @property
    def names(self) -> dict[int, str]:
        """The first instances by code: what is offered while somebody writes."""
        return {code: one.title[self._lang] for code, one in content().authorities.items()}

    @property
    def sections(self) -> list[tuple[str, list[Any]]]:
        """The fields by section, in the order they are filled in."""
        return [(name, [self[one] for one in fields]) for name, fields in SECTIONS]

    def clean_authority(self) -> int:
        return found_authority(self.cleaned_data["authority"] or "", self._lang)

    def clean_points(self) -> list[str]:
        """One claim point a line."""
        lines = [line.strip() for line in (self.cleaned_data["points"] or "").splitlines()]
        points = [line for line in lines if line]
        if len(points) > MOST_POINTS:
            raise ValidationError(_("At most %(n)s claim points can be written here.") % {"n": MOST_POINTS})
        return points

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (
            any(given.get(name) for name in _APPEAL)
            and not given.get("decided_on")
            and "decided_on" not in self.errors
        ):
            self.add_error("decided_on", _("Write the day of the first instance’s decision."))
        if not given.get("office") and "case_type" in given:
            given["office"] = suggested_office(given["case_type"])
            if given["office"] is None:
                self.add_error("office", _("No office has this law area. Choose one."))
        return given

    @sensitive_variables()
    def as_case(self) -> dict[str, Any]:
        """What `commands.register_case` takes, of a valid form."""
        given = self.cleaned_data
        appellant = {part: given[part] for part in _PERSON if given[part]}
        appeal = {name: given[name] for name in _APPEAL if given[name]}
        return {
            "case_type": given["case_type"],
            "authority": given["authority"],
            "office": given["office"],
            "fully_informed": given["fully_informed"],
            "appellant": appellant or None,
            "protected": given["protected"],
            "appeal": appeal or None,
            "points": given["points"],
            "happened_on": given["received_on"],
        }

    @sensitive_variables()
    def representative(self) -> dict[str, str] | None:
        """The representative, where one is named."""
        given, prefix = self.cleaned_data, "representative"
        if not given[prefix]:
            return None
        parts = {
            "name": given[prefix],
            "address": given[f"{prefix}_address"],
            "phone": given[f"{prefix}_phone"],
        }
        return {part: text for part, text in parts.items() if text}


class _Office(forms.TypedChoiceField):
    """The offices of a scope. Their titles are asked for when they are shown; of one that was chosen, a scope
    of some offices knows by itself whether it is among them."""

    def __init__(self, scope: CaseScope, lang: str, **given: Any) -> None:
        self._scope = scope
        self._codes = frozenset(str(code) for code in scope.offices)
        nothing = ("", _("The office that has the law area"))

        def shown() -> list[tuple[Any, str]]:
            return [nothing, *(one for one in act_fields.offices(lang) if scope.admits(one[0]))]

        widget = forms.Select(attrs={"class": "form-select"})
        super().__init__(choices=shown, coerce=int, empty_value=None, widget=widget, **given)

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(value) if self._scope.everything else value in self._codes


@lru_cache(maxsize=256)
def _fields(language: str | None, lang: str, scope: CaseScope) -> Mapping[str, forms.Field]:
    """The fields in the language spoken now, made once for the same offices: nothing about them changes while
    a form is filled in, and making them costs more than reading them."""
    return MappingProxyType(_of_case(lang, scope) | _of_persons() | _of_decision())


def _of_case(lang: str, scope: CaseScope) -> dict[str, forms.Field]:
    authority = short_text(_("First instance"), _("Begin to write the name, and choose."))
    authority.widget.attrs |= {"list": "authorities", "autocomplete": "off"}
    return {
        "case_type": pick(_("Case type"), act_fields.case_types(lang)),
        "authority": authority,
        "received_on": day(_("Received"), _("The deadline runs from this day.")),
        "fully_informed": truth(_("Fully informed at receipt?"), unknown=True),
        "office": _Office(scope, lang, label=_("Office"), required=False),
    }


def _of_persons() -> dict[str, forms.Field]:
    hint = _("Ten digits, with or without a hyphen. Kept encrypted.")
    return {
        "name": short_text(_("Name"), required=False),
        "cpr": Cpr(label=_("Personal number (CPR)"), help_text=hint),
        "address": short_text(_("Address"), required=False, most=400),
        "email": act_fields.email_field(),
        "phone": short_text(_("Telephone"), required=False, most=40),
        "adjustments": long_text(
            _("What the person needs to take part"),
            _("For instance an interpreter, large print or a call instead of a letter."),
            required=False,
            most=1000,
        ),
        "protected": yes_or_no(_("Name or address is protected")),
        "representative": short_text(
            _("Name"), _("A relative, lawyer or organisation who acts for the appellant."), required=False
        ),
        "representative_address": short_text(_("Address"), required=False, most=400),
        "representative_phone": short_text(_("Telephone"), required=False, most=40),
    }


def _of_decision() -> dict[str, forms.Field]:
    return {
        "decided_on": day(_("The first instance’s decision"), required=False),
        "notified_on": day(
            _("Notified to the party"), _("The appeal period runs from this day."), required=False
        ),
        "complained_on": day(_("The complaint reached the first instance"), required=False),
        "reconsidered_on": day(_("Reconsidered by the first instance (genvurdering)"), required=False),
        "file_number": short_text(_("The first instance’s own case number"), required=False, most=100),
        "points": long_text(
            _("What is complained of?"),
            _("One claim point a line. Kept encrypted."),
            required=False,
            most=LONGEST,
        ),
    }


def found_authority(typed: str, lang: str) -> int:
    """The code of the first instance somebody means. Raises `ValidationError` with those that come near."""
    wanted = typed.strip().casefold()
    known, names = content().authorities, _authority_names()
    for words in (wanted, wanted.removesuffix(" kommune"), wanted.removesuffix(" municipality")):
        if words in names:
            return names[words]
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 and int(wanted) in known:
        return int(wanted)
    near = [one.title[lang] for one in known.values() if wanted and wanted in one.title[lang].casefold()]
    if len(near) == 1:
        return next(code for code, one in known.items() if one.title[lang] == near[0])
    if near:
        raise ValidationError(
            _("Several are called so: %(names)s. Write one of them.") % {"names": ", ".join(near[:8])}
        )
    raise ValidationError(_("There is no such first instance. Write its name, for instance Aarhus."))


@lru_cache(maxsize=1)
def _authority_names() -> Mapping[str, int]:
    """The first instances by what they are called in either language, in small letters."""
    known = content().authorities.items()
    return {one.title[which].casefold(): code for code, one in known for which in ("en", "da")}


def suggested_office(case_type: str) -> int | None:
    """The office that has the case type's law area; the first where there are several."""
    area = content().case_types[case_type].area
    return next((one.code for one in organisation.offices() if area in one.areas), None)


def follows(typed: Mapping[str, Any], lang: str) -> Follows | None:
    """The deadline of a case with this type, day of receipt and state of information; None where none is
    known."""
    case_type, received = str(typed.get("case_type")), typed.get("received_on")
    if case_type not in content().case_types or not isinstance(received, date):
        return None
    state = CaseState(
        "", Status.REGISTERED, case_type, 0, None, received, fully_informed=typed.get("fully_informed")
    )
    limit = binding_limit(state)
    if limit is None:
        return None
    clock = clock_of(state, limit)
    trace = tuple(sentences(clock.steps, lang, target=limit.is_target))
    return Follows(
        clock.original,
        day_in_words(clock.original, lang),
        limit.title[lang],
        clock_words.nature_words(limit),
        trace,
        limit.is_target,
    )
