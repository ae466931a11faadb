"""The types of fields in the forms of cases: days, texts, choices, yes or no, a personal number."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from anke.events.vocabulary import holds_cpr

_DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d%m%Y")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CPR: Final = re.compile(r"(\d{6})[- ]?(\d{4})")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # all but tabs and the ends of lines
LONGEST: Final = 2000  # characters of a text in an event


def no_cpr(text: str) -> None:
    """Raise `ValidationError` for a text with a personal number in it: those have a field of their own."""
    if holds_cpr(text):
        raise ValidationError(
            _("The text seems to hold a personal number. Take it out: it has a field of its own.")
        )


def no_control(text: str) -> None:
    """Raise `ValidationError` for signs nobody can see."""
    if _CONTROL.search(text):
        raise ValidationError(_("The text holds signs that cannot be kept. Type it again."))


class Text(forms.CharField):
    """A text that is kept as typed, without a personal number; nothing typed is None."""

    def __init__(self, *, long: bool, most: int, **given: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
        # The words are Django's; named here, they have a Danish of ours on every form.
        missing = {"required": _("This field is required.")}
        checks = [no_cpr, no_control]
        super().__init__(max_length=most, widget=widget, validators=checks, error_messages=missing, **given)
        self.widget.attrs["class"] = "form-input"

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What a form that comes back shows: nothing of a text with a personal number in it."""
        return "" if holds_cpr(str(data or "")) else data

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return text.replace("\r\n", "\n") if text else ("" if self.required else None)


def long_text(label: str, help_text: str = "", *, required: bool = True, most: int = LONGEST) -> Text:
    return Text(long=True, most=most, label=label, help_text=help_text, required=required)


def short_text(label: str, help_text: str = "", *, required: bool = True, most: int = 200) -> Text:
    return Text(long=False, most=most, label=label, help_text=help_text, required=required)


class Day(forms.DateField):
    """A day. As browsers send it, it is read without trying the ways in which people write days."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and _ISO.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass  # there is no such day: said as of every other
        return super().to_python(value)


def day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    """A day, as the browser's calendar or a person writes it."""
    widget = forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d")
    wrong = {"invalid": _("Write a day as day.month.year, for instance 3.12.2026.")}
    return Day(
        label=label,
        help_text=help_text,
        required=required,
        widget=widget,
        input_formats=_DAYS,
        error_messages=wrong,
    )


def pick(
    label: str,
    choices: Sequence[tuple[Any, Any]],
    help_text: str = "",
    *,
    empty: str | None = None,
    blank: bool = True,
    coerce: Callable[[str], Any] = str,
) -> forms.TypedChoiceField:
    """A choice. `empty`: what it is called to choose nothing, where that can be done; `blank`: whether
    nothing is chosen at first although something must be."""
    needed = empty is None
    first = [("", empty if empty is not None else _("Choose …"))] if not needed or blank else []
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        required=needed,
        choices=[*first, *choices],
        coerce=coerce,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def truth(label: str, *, unknown: bool = False) -> forms.TypedChoiceField:
    """Yes or no, neither of them chosen beforehand; `unknown`: or that nobody knows."""
    choices = [("True", _("Yes")), ("False", _("No"))]
    return forms.TypedChoiceField(
        label=label,
        required=not unknown,
        choices=[*choices, ("", _("Not assessed"))] if unknown else choices,
        coerce=lambda text: text == "True",
        empty_value=None,
        widget=forms.RadioSelect(attrs={"class": "form-radio radio-large"}),
    )


def yes_or_no(label: str, help_text: str = "") -> forms.BooleanField:
    box = forms.CheckboxInput(attrs={"class": "form-checkbox checkbox-large"})
    return forms.BooleanField(label=label, help_text=help_text, required=False, widget=box)


class Cpr(forms.CharField):
    """A personal number as ten digits with a hyphen; never shown again. Any ten digits are taken: newer
    numbers fit no check digit, and made-up ones are of no day."""

    def __init__(self, **given: Any) -> None:
        attrs = {"class": "form-input", "inputmode": "numeric", "autocomplete": "off", "maxlength": "11"}
        super().__init__(required=False, widget=Unshown(attrs=attrs), **given)

    def clean(self, value: Any) -> str | None:
        text = " ".join(str(value or "").split())
        if not text:
            return None
        match = _CPR.fullmatch(text)
        if match is None:
            raise ValidationError(_("A personal number has ten digits, with or without a hyphen."))
        return f"{match[1]}-{match[2]}"


class Unshown(forms.TextInput):
    """An input that never shows what was typed: a page that comes back holds no personal number."""

    def format_value(self, value: Any) -> None:
        return None
