"""The fields of the acts' forms: what each is called, what help it gives, what it takes.

A field is made for one case, since its choices are the case's own. The value it gives is the one the command
takes; a choice that is left empty gives None.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anke.casework.cases.case_page import party_kinds
from anke.casework.cases.field_types import day, long_text, pick, short_text, truth, yes_or_no
from anke.casework.cases.models import Party
from anke.casework.cases.particulars import appeal_words_of
from anke.content.load import content
from anke.events import queries as events
from anke.events.apply import CaseState
from anke.organisation import queries as organisation

Choices = Sequence[tuple[Any, str]]
ANNULLABLE: Final = (
    "information_requested",
    "information_received",
    "party_heard",
    "consultant_asked",
    "consultant_answered",
)


@dataclass(frozen=True)
class Ground:
    """What a field is made for: the case, the language, the party asked for, if one is, and the linked cases
    the person sees."""

    state: CaseState
    lang: str
    party: str = ""
    links: Collection[str] | None = None  # None: every one

    @property
    def area(self) -> str:
        return content().case_types[self.state.case_type].area


def outcomes(ground: Ground, *, without: Sequence[str] = ()) -> Choices:
    """The outcomes that are used in the case's law area."""
    known, area = content().outcomes.values(), ground.area
    fit = [one for one in known if not one.areas or area in one.areas]
    return [(one.id, one.title[ground.lang]) for one in fit if one.id not in without]


def _parties(ground: Ground) -> Choices:
    kinds = party_kinds()
    return [(key, f"{kinds[kind]} ({key})") for key, kind, _protected in ground.state.parties]


def _points(ground: Ground) -> Choices:
    return [(number, _("Claim point %(n)s") % {"n": number}) for number, _outcome in ground.state.points]


def _links(ground: Ground) -> Choices:
    return [(one, one) for one in ground.state.links if ground.links is None or one in ground.links]


def _extensions(ground: Ground) -> Choices:
    return [(until, f"{until:%d.%m.%Y}") for _granted, until in ground.state.extensions]


def _entries(ground: Ground) -> Choices:
    """The entries that can be annulled and are not yet, newest first."""
    told = events.events_of("case", ground.state.name)
    gone = {one.data["undoes"] for one in told if "undoes" in one.data}
    can = [one for one in told if one.kind in ANNULLABLE and one.position not in gone]
    return [
        (one.position, f"{one.happened_on:%d.%m.%Y}: {events.say(one, ground.lang)}") for one in reversed(can)
    ]


def _colleagues(ground: Ground) -> Choices:
    people = organisation.people(office=ground.state.office) if ground.state.office else []
    return [(one.initials, f"{one.name} ({one.initials}), {one.title(ground.lang)}") for one in people]


def offices(lang: str, *, without: int | None = None) -> Choices:
    """The offices by code."""
    english = lang == "en"
    titles = organisation.office_titles().items()
    return [(code, f"{words[english]} ({code})") for code, words in titles if code != without]


@lru_cache(maxsize=4)
def case_types(lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The case types, grouped by law area."""
    known = content()
    return [
        (
            area.title[lang],
            [(one.id, one.title[lang]) for one in known.case_types.values() if one.area == area.id],
        )
        for area in known.areas.values()
        if area.kind != "imported"
    ]


def authorities(lang: str) -> Choices:
    return [(one.code, one.title[lang]) for one in content().authorities.values()]


def procedures() -> Choices:
    return [
        ("office", _("In the office")),
        ("meeting", _("At an appeal meeting")),
        ("principle", _("At a principle meeting")),
    ]


def _party_of(ground: Ground) -> Party | None:
    if not ground.party:
        return None
    return Party.objects.filter(case__number=ground.state.name, key=ground.party).first()


def _described(name: str) -> Callable[[Ground], date | None]:
    return lambda ground: dict(ground.state.appeal).get(name)


def _person(part: str) -> Callable[[Ground], str]:
    return lambda ground: getattr(_party_of(ground), part, "") or ""


def _now(column: str) -> Callable[[Ground], Any]:
    return lambda ground: getattr(ground.state, column)


@dataclass(frozen=True)
class Kind:
    """One kind of field: the command's word for it (`param`), how it is made, and what stands in it first.
    `by`: all that its making depends on beside the language; where that is told, it is made once for each."""

    param: str
    made: Callable[[Ground], forms.Field]
    first: Callable[[Ground], Any] = lambda ground: None
    by: Callable[[Ground], Hashable] | None = None
    kept: dict[Hashable, forms.Field] = field(default_factory=dict, compare=False, repr=False)

    def of(self, ground: Ground) -> forms.Field:
        """The field of a case. One that is kept is shared: nothing about a field changes while it is filled
        in."""
        if self.by is None:
            return self.made(ground)
        alike = (get_language(), ground.lang, self.by(ground))
        if (known := self.kept.get(alike)) is None:
            known = self.kept[alike] = self.made(ground)
        return known


def _kind(
    param: str,
    made: Callable[[Ground], forms.Field],
    first: Callable[[Ground], Any] = lambda ground: None,
    by: Callable[[Ground], Hashable] | None = None,
) -> Kind:
    return Kind(param, made, first, by)


def _text(param: str, made: Callable[[], forms.Field]) -> Kind:
    """A field that is the same for every case, and empty at first."""
    return Kind(param, lambda ground: made(), by=lambda ground: None)


def _outcome_of_case(ground: Ground) -> forms.Field:
    """Where there are claim points the outcome follows from theirs and may be left out."""
    points = bool(ground.state.points)
    empty = _("What follows from the claim points") if points else None
    return pick(_("Outcome"), outcomes(ground, without=("withdrawn",)), empty=empty, blank=not points)


FIELDS: Final[Mapping[str, Kind]] = {
    "reason": _text(
        "reason", lambda: long_text(_("Why?"), _("It is read by others, also later. No personal numbers."))
    ),
    "why": _text("why", lambda: long_text(_("Why (if it needs saying)"), required=False)),
    "ground": _text(
        "ground",
        lambda: long_text(
            _("Ground"), _("In a sentence or two. The letter says it in full."), required=False
        ),
    ),
    "why_ground": _text(
        "ground", lambda: long_text(_("Ground"), _("For instance that the appeal period was not kept."))
    ),
    "conclusion": _text("conclusion", lambda: long_text(_("What the meeting came to"))),
    "matter": _text(
        "matter",
        lambda: long_text(_("What is complained of?"), _("One thing for each claim point. Kept encrypted.")),
    ),
    "source": _text("source", lambda: short_text(_("From whom?"), required=False)),
    "board": _text("board", lambda: short_text(_("Which board or meeting?"), required=False)),
    "other": _text(
        "other", lambda: short_text(_("The other case’s number"), _("For instance 2025-000123."), most=64)
    ),
    "answer_by": _text("answer_by", lambda: day(_("To be answered by"), required=False)),
    "follow_up_on": _text(
        "follow_up_on",
        lambda: day(
            _("The case is taken up again on"), _("Left empty, the usual wait is used."), required=False
        ),
    ),
    "until": _text("until", lambda: day(_("New deadline"))),
    "meeting_on": _text("meeting_on", lambda: day(_("Day of the meeting"))),
    "fully_informed": _kind(
        "fully_informed",
        lambda g: truth(_("Was the case fully informed when it was received?")),
        _now("fully_informed"),
    ),
    "error": _kind(
        "error",
        lambda g: truth(_("Did the first instance make an error in forwarding the case?")),
        _now("first_instance_error"),
    ),
    "treat": _text("treat", lambda: truth(_("Is the notification to be treated at a meeting?"))),
    "kind": _kind(
        "kind", lambda g: pick(_("Kind of party"), list(party_kinds().items())), lambda g: "representative"
    ),
    "party": _kind("party", lambda g: pick(_("Which party?"), _parties(g)), lambda g: g.party),
    "party_or_none": _kind(
        "party", lambda g: pick(_("Which party?"), _parties(g), empty=_("The appellant")), lambda g: g.party
    ),
    "name": _kind("name", lambda g: short_text(_("Name"), required=False, most=200), _person("name")),
    "cpr": _kind("cpr", lambda g: cpr_field(known=bool(getattr(_party_of(g), "person_key", None)))),
    "address": _kind(
        "address", lambda g: short_text(_("Address"), required=False, most=400), _person("address")
    ),
    "email": _kind("email", lambda g: email_field(), _person("email")),
    "phone": _kind("phone", lambda g: short_text(_("Telephone"), required=False, most=40), _person("phone")),
    "adjustments": _kind(
        "adjustments",
        lambda g: long_text(
            _("What the person needs to take part"),
            _("For instance an interpreter, large print or a call instead of a letter."),
            required=False,
            most=1000,
        ),
        _person("adjustments"),
    ),
    "protected": _kind(
        "protected", lambda g: yes_or_no(_("Name or address is protected")), _person("protected")
    ),
    "point": _kind("point", lambda g: pick(_("Which claim point?"), _points(g), coerce=int)),
    "outcome_of_point": _kind(
        "outcome", lambda g: pick(_("Outcome"), outcomes(g), empty=_("No outcome yet"))
    ),
    "outcome_of_case": _kind(
        "outcome", _outcome_of_case, by=lambda g: (id(content()), g.area, bool(g.state.points))
    ),
    "outcome_or_none": _kind(
        "outcome",
        lambda g: pick(
            _("What the draft comes to"), outcomes(g, without=("withdrawn",)), empty=_("Not said")
        ),
    ),
    "without_merits": _kind(
        "outcome",
        lambda g: pick(
            _("How?"), [(one, words) for one, words in outcomes(g) if one in ("dismissed", "referred")]
        ),
    ),
    "extension": _kind(
        "until", lambda g: pick(_("Which extension?"), _extensions(g), coerce=date.fromisoformat)
    ),
    "linked": _kind("other", lambda g: pick(_("Which case?"), _links(g))),
    "undoes": _kind(
        "undoes",
        lambda g: pick(
            _("Which entry?"), _entries(g), _("Only entries that move neither state nor clock."), coerce=int
        ),
    ),
    "caseworker": _kind(
        "caseworker", lambda g: pick(_("To whom?"), _colleagues(g), empty=_("Nobody yet")), _now("caseworker")
    ),
    "office": _kind(
        "office", lambda g: pick(_("Which office?"), offices(g.lang, without=g.state.office), coerce=int)
    ),
    "channel": _kind(
        "channel",
        lambda g: pick(
            _("How was it sent?"),
            [("digital_post", _("Digital Post")), ("letter", _("By post")), ("e-mail", _("Secure e-mail"))],
        ),
    ),
    "sha256": _kind(
        "sha256",
        lambda g: forms.CharField(widget=forms.HiddenInput, required=False, empty_value=None),
        lambda g: g.state.draft and g.state.draft[2],
    ),
    "decided_on": _kind(
        "decided_on", lambda g: day(_("The first instance’s decision")), _described("decided_on")
    ),
    "notified_on": _kind(
        "notified_on",
        lambda g: day(_("Notified to the party"), _("The appeal period runs from this day."), required=False),
        _described("notified_on"),
    ),
    "complained_on": _kind(
        "complained_on",
        lambda g: day(_("The complaint reached the first instance"), required=False),
        _described("complained_on"),
    ),
    "reconsidered_on": _kind(
        "reconsidered_on",
        lambda g: day(_("Reconsidered by the first instance (genvurdering)"), required=False),
        _described("reconsidered_on"),
    ),
    "file_number": _kind(
        "file_number",
        lambda g: short_text(_("The first instance’s own case number"), required=False, most=100),
        lambda g: appeal_words_of(g.state.name).get("file_number"),
    ),
    "procedure": _kind(
        "procedure",
        lambda g: pick(_("How is the case decided?"), procedures(), empty=_("Not said")),
        _now("procedure"),
    ),
    "remark": _kind(
        "remark",
        lambda g: long_text(_("Remark"), required=False),
        lambda g: appeal_words_of(g.state.name).get("remark"),
    ),
    "new_case_type": _kind(
        "new_case_type", lambda g: pick(_("Case type"), case_types(g.lang)), _now("case_type")
    ),
    "new_authority": _kind(
        "new_authority",
        lambda g: pick(_("First instance"), authorities(g.lang), coerce=int),
        _now("authority"),
    ),
    "new_office": _kind(
        "new_office",
        lambda g: pick(_("Office"), offices(g.lang), empty=_("None"), coerce=int),
        _now("office"),
    ),
    "new_received_on": _kind("new_received_on", lambda g: day(_("Received")), _now("received_on")),
    "new_fully_informed": _kind(
        "new_fully_informed",
        lambda g: truth(_("Fully informed at receipt"), unknown=True),
        _now("fully_informed"),
    ),
    "new_first_instance_error": _kind(
        "new_first_instance_error",
        lambda g: truth(_("Error in the first instance’s forwarding"), unknown=True),
        _now("first_instance_error"),
    ),
    "new_meeting_decided_on": _kind(
        "new_meeting_decided_on",
        lambda g: day(_("Decided whether to treat at a meeting"), required=False),
        _now("meeting_decided_on"),
    ),
    "new_outcome": _kind(
        "new_outcome", lambda g: pick(_("Outcome"), outcomes(g), empty=_("None")), _now("outcome")
    ),
    "new_decided_on": _kind(
        "new_decided_on", lambda g: day(_("Decided"), required=False), _now("decided_on")
    ),
    "new_closed_on": _kind("new_closed_on", lambda g: day(_("Closed"), required=False), _now("closed_on")),
}


def email_field() -> forms.Field:
    field = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    field.widget.attrs["class"] = "form-input"
    return field


def cpr_field(*, known: bool = False) -> forms.Field:
    """A personal number. It is never written back into the page, so it is typed again after a correction."""
    from anke.casework.cases.field_types import Cpr

    told = _("A number is registered. Left empty, it stays.") if known else ""
    return Cpr(
        label=_("Personal number (CPR)"),
        help_text=told or _("Ten digits, with or without a hyphen. Kept encrypted."),
    )
