"""A form that asks little of what nobody filled in, and whose fields may be shared by all who fill it in:
they are made once, and nothing about them changes."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

# What reads one value by the field's name, so that an empty one and none at all are the same.
_ONE_VALUE: Final = (forms.TextInput, forms.Textarea, forms.Select, forms.CheckboxInput)


_ASKED: Final = object()  # a field that is asked although it is empty


class QuickForm(forms.Form):
    """Cleans as every form of Django does, without an object for each field. It takes no files and no prefix,
    and none of its fields is disabled."""

    def _clean_fields(self) -> None:
        data, cleaned = self.data, self.cleaned_data
        for name, field in self.fields.items():
            try:
                value = _ASKED
                if name not in data or data[name] == "":
                    value = _left_empty(field)
                if value is _ASKED:
                    value = field.clean(field.widget.value_from_datadict(data, self.files, name))
                cleaned[name] = value
                if more := getattr(self, f"clean_{name}", None):
                    cleaned[name] = more()
            except ValidationError as wrong:
                self.add_error(name, wrong)


def _left_empty(field: forms.Field) -> Any:
    """What a field gives that is left empty, where it may be and reads one value: found out once a field."""
    known = field.__dict__
    if "_left_empty" not in known:
        widget = field.widget
        one = isinstance(widget, _ONE_VALUE) and not getattr(widget, "allow_multiple_selected", False)
        asked = field.required or not one
        known["_left_empty"] = _ASKED if asked else field.clean(widget.value_from_datadict({}, {}, ""))
    return known["_left_empty"]
