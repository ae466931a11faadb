"""What the page of a case says of the appeal: the days of the first instance, and whether the complaint came
in time (content: the deadline `appeal_period`)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anke.casework.cases.times import calendars
from anke.content.load import content
from anke.content.schema.notes import NoteKind
from anke.events.apply import CaseState
from anke.rules.clock import Received, replay
from anke.rules.trace import day_in_words, sentences


@dataclass(frozen=True)
class Period:
    """Whether the appeal period was kept: `kept` is None where it cannot be told. `trace` says why the day is
    the one it is; `remarks` what the content adds, doubts included."""

    kept: bool | None
    words: str
    trace: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Appeal:
    """The days of the first instance and of the complaint, each with what it is."""

    days: tuple[tuple[str, date], ...]
    reconsidered: bool
    period: Period


def appeal_of(state: CaseState, lang: str) -> Appeal | None:
    """What is known of the appeal; None where nothing is."""
    if not state.appeal:
        return None
    said = dict(state.appeal)
    names = {
        "decided_on": _("The first instance decided"),
        "notified_on": _("The decision was notified"),
        "complained_on": _("The complaint came in"),
        "reconsidered_on": _("The first instance reconsidered (genvurdering)"),
    }
    days = tuple((names[what], day) for what, day in state.appeal if what in names)
    return Appeal(days, "reconsidered_on" in said, _period(said, lang))


def _period(said: dict[str, date], lang: str) -> Period:
    notified, complained = said.get("notified_on"), said.get("complained_on")
    limit = content().deadlines.get("appeal_period")
    rule = limit.rule_on(notified) if limit and notified else None
    if limit is None or notified is None or rule is None:
        return Period(
            None,
            _("Whether the appeal period was kept cannot be told: the day of notification is not known."),
        )
    clock = replay([Received(notified)], rule, calendars())
    trace = tuple(sentences(clock.steps, lang))
    doubts = tuple(one.text[lang] for one in limit.notes if one.kind is NoteKind.TO_CHECK)
    last = clock.original
    if complained is None:
        words = _("The appeal period ran until %(day)s. When the complaint came in is not registered.")
        return Period(None, words % {"day": day_in_words(last, lang)}, trace, doubts)
    if complained <= last:
        words = _("The appeal period was kept: it ran until %(day)s.")
        return Period(True, words % {"day": day_in_words(last, lang)}, trace, doubts)
    late = (complained - last).days
    words = ngettext(
        "The complaint came %(n)s day too late: the appeal period ran until %(day)s.",
        "The complaint came %(n)s days too late: the appeal period ran until %(day)s.",
        late,
    )
    remarks = tuple(one.text[lang] for one in limit.notes if one.kind is NoteKind.OBSERVATION)[:1]
    return Period(False, words % {"n": late, "day": day_in_words(last, lang)}, trace, (*remarks, *doubts))
