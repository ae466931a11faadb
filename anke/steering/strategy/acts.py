"""The acts on an initiative as forms: which there are, what each asks for, in which state it is offered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anke.content import load
from anke.rules.personal_numbers import holds_number
from anke.steering.strategy import commands
from anke.steering.strategy.told import State

_DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y")
_OPEN: Final = (State.UNKNOWN, State.BEGUN, State.HELD)


@dataclass(frozen=True)
class Row:
    """One act: its address, its words, its command, its fields in order, and the states it is offered in."""

    act: str
    title: str | Promise
    help: str | Promise
    does: Callable[..., object]
    fields: tuple[str, ...]
    states: tuple[State, ...] = tuple(State)
    dated: bool = False  # asks for the day it happened; else it is dated today


ROWS: Final = (
    Row(
        "owner",
        gettext_lazy("Name who is responsible"),
        gettext_lazy("A unit or a person. The papers name nobody."),
        commands.name_owner,
        ("owner",),
    ),
    Row(
        "begin",
        gettext_lazy("Record that it was begun"),
        gettext_lazy("The day the work was set going. It becomes the start on the road map."),
        commands.begin_initiative,
        (),
        (State.UNKNOWN,),
        dated=True,
    ),
    Row(
        "hold",
        gettext_lazy("Put it on hold"),
        "",
        commands.hold_initiative,
        ("reason",),
        (State.UNKNOWN, State.BEGUN),
        dated=True,
    ),
    Row(
        "resume",
        gettext_lazy("Resume it"),
        "",
        commands.resume_initiative,
        ("reason",),
        (State.HELD, State.FINISHED),
        dated=True,
    ),
    Row(
        "finish",
        gettext_lazy("Record that it is finished"),
        gettext_lazy("It leaves the road map. Its history stays here."),
        commands.finish_initiative,
        ("outcome",),
        _OPEN,
        dated=True,
    ),
    Row(
        "nature",
        gettext_lazy("Say whether it is bounded or ongoing"),
        gettext_lazy("The brochure says that both kinds exist, and not which is which."),
        commands.record_nature,
        ("nature", "ends_on"),
    ),
    Row(
        "evidence",
        gettext_lazy("Add evidence"),
        gettext_lazy("A document, a link or a figure that shows what was done."),
        commands.add_evidence,
        ("form", "title", "where"),
    ),
    Row(
        "goal",
        gettext_lazy("Link it to a goal"),
        gettext_lazy("A goal of a results plan that the initiative serves."),
        commands.link_goal,
        ("goal", "reason"),
    ),
    Row("note", gettext_lazy("Write a note"), "", commands.note_initiative, ("note",)),
)
NEW: Final = Row(
    "new",
    gettext_lazy("Add a new initiative"),
    gettext_lazy("It gets the next number of the strategy."),
    commands.add_initiative,
    ("title_da", "title_en", "focus"),
)
BY_ACT: Final[Mapping[str, Row]] = {row.act: row for row in ROWS}


def offered(state: State) -> tuple[Row, ...]:
    """The acts that fit how far an initiative is."""
    return tuple(row for row in ROWS if state in row.states)


def form_for(row: Row, strategy: str, lang: str, *, today: date, typed: Any = None) -> forms.Form:
    """The form of an act, empty or with what was typed."""
    form = forms.Form(typed, initial={"happened_on": today})
    for name in row.fields:
        form.fields[name] = _field(name, strategy, lang)
    if row.dated:
        form.fields["happened_on"] = _day(_("When did it happen?"))
    return form


def do(row: Row, form: forms.Form, *, actor: str, at: datetime, today: date, **about: str) -> object:
    """Do the act a valid form asks for. Raises `Refused`."""
    given = dict(form.cleaned_data)
    if "goal" in given:
        given["plan"], _slash, given["goal"] = given["goal"].partition("/")
    return row.does(**({"happened_on": today} | given), **about, actor=actor, recorded_at=at)


def _field(name: str, strategy: str, lang: str) -> forms.Field:
    if name == "focus":
        areas = load.content().strategy[strategy].focus_areas
        return _pick(_("Focus area"), [(one.id, one.title[lang]) for one in areas])
    return _goals(lang) if name == "goal" else _plain()[name]


def _plain() -> dict[str, forms.Field]:
    """The fields that are the same for every initiative, in the reader's language."""
    place = _("Where the document lies, the whole address of the link, or plan and subgoal: 2025/1.2.a")
    natures = [("bounded", _("bounded in time")), ("ongoing", _("ongoing"))]
    kinds = [("document", _("document")), ("link", _("link")), ("figure", _("figure"))]
    return {
        "owner": _text(_("Who is responsible?")),
        "outcome": _text(_("What came of it?")),
        "reason": _text(_("Why?")),
        "title": _text(_("What is it called?")),
        "title_da": _text(_("Name in Danish")),
        "title_en": _text(_("Name in English")),
        "where": _text(_("Where is it?"), place),
        "note": _text(_("Note"), long=True),
        "ends_on": _day(_("Planned end"), required=False),
        "nature": _radios(_("Nature"), natures),
        "form": _radios(_("What is it?"), kinds),
    }


def _goals(lang: str) -> forms.ChoiceField:
    """Every goal of every results plan, the latest plan first."""
    plans = sorted(load.content().plans.values(), key=lambda plan: plan.year, reverse=True)
    goals = [
        (f"{plan.id}/{goal.id}", f"{plan.year}: {goal.id} {goal.title[lang]}")
        for plan in plans
        for goal in plan.goals
    ]
    return _pick(_("Goal"), goals)


def _no_number(text: str) -> None:
    if holds_number(text):
        raise ValidationError(_("The text seems to hold a personal number. Write it without."))


def _required() -> dict[str, str]:
    return {"required": _("This field is required.")}


def _text(label: str, hint: str = "", *, long: bool = False) -> forms.CharField:
    classes = {"class": "form-input", "autocomplete": "off"}
    widget = forms.Textarea(attrs={**classes, "rows": 3}) if long else forms.TextInput(attrs=classes)
    return forms.CharField(
        label=label,
        help_text=hint,
        min_length=2,
        max_length=commands.LONGEST,
        widget=widget,
        validators=[_no_number],
        error_messages=_required(),
    )


def _day(label: str, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d")
    wrong = {"invalid": _("Write a day as day.month.year, for instance 3.12.2026.")}
    return forms.DateField(
        label=label, required=required, widget=widget, input_formats=_DAYS, error_messages=wrong | _required()
    )


def _radios(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs={"class": "form-radio"})
    return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=_required())


def _pick(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(
        label=label, choices=[("", _("Choose")), *choices], widget=widget, error_messages=_required()
    )
