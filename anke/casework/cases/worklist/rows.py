"""A row of a list in words: what is left, what is usual, what that means, who is next."""

from datetime import date
from typing import Any, Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from anke.casework.cases.times import LIMITS, Usual
from anke.casework.cases.worklist.listing import Leaf, Shown, Wait
from anke.content.load import content
from anke.organisation import queries as organisation
from anke.rules.next_step import Stage
from anke.rules.roles import TITLES, Role

SOON: Final = 7  # days
STAGES: Final[dict[str, str | Promise]] = {
    Stage.UNASSIGNED: gettext_lazy("Unassigned"),
    Stage.IN_HAND: gettext_lazy("In hand"),
    Stage.WAITING: gettext_lazy("Paused"),
    Stage.APPROVAL: gettext_lazy("For approval"),
    Stage.READY: gettext_lazy("Approved"),
    Stage.MEETING: gettext_lazy("Before a meeting"),
    Stage.SENDING: gettext_lazy("To be sent"),
}
CLOCKS: Final[dict[str, str | Promise]] = {
    "deadline": gettext_lazy("deadline"),
    "target": gettext_lazy("target day"),
    "follow_up": gettext_lazy("follow-up"),
    "approval": gettext_lazy("approval due"),
    "meeting": gettext_lazy("meeting"),
    "dispatch": gettext_lazy("to be sent by"),
    "review": gettext_lazy("review"),
}


class Line:
    """A row as it is read. `level`: late, past (any day but a deadline), risk, soon, own, paused or calm.
    `left` are days, negative when passed.

    `usual` and `slack` are days, None where the clock is no deadline or nothing is known of such cases. What
    is not asked for is not worked out: most of a row is kept by the page under its `key`, which holds all
    that those parts depend on, but for the language.
    """

    def __init__(self, row: Shown, leaf: Leaf, *, me: str, today: date, usual: Usual, lang: str) -> None:
        self._row, self._lang, self._today = row, lang, today
        self._wait = leaf.waits.get(row.subject_id)
        named = leaf.appellants.get(row.subject_id, ())
        self.appellant, self.hidden = appellant(named, mine=row.caseworker == me)
        self.named = bool(self.appellant)
        self.number, self.position, self.protected = row.number, row.position, row.protected
        self.usual = usual.days.get(f"{row.case_type}/{row.stage}") if row.clock in LIMITS else None
        self.level = level_of(row, today, self.usual)
        self.my_move = row.next_person == me
        self.key = (row, today, self.usual, self._wait, self.my_move)

    def __getattr__(self, name: str) -> Any:
        """What stands in the register's row as it is."""
        if name in Shown._fields:
            return getattr(self._row, name)
        raise AttributeError(name)

    @property
    def caseworker(self) -> str:
        return self._row.caseworker or ""

    @property
    def caseworker_name(self) -> str:
        return organisation.name_of(self.caseworker) or self.caseworker

    @property
    def left(self) -> int:
        return (self._row.clock_on - self._today).days

    @property
    def slack(self) -> int | None:
        return None if self.usual is None else self.left - self.usual

    @property
    def case_type(self) -> str:
        return content().case_types[self._row.case_type].title[self._lang]

    @property
    def authority(self) -> str:
        return _authority(self._row.authority, self._lang)

    @property
    def stage_words(self) -> str:
        return str(STAGES.get(self._row.stage, self._row.stage))

    @property
    def next_words(self) -> str:
        if self.my_move:
            return _("you")
        person = self._row.next_person
        if person:
            return organisation.name_of(person) or person
        return _role(self._row.next_role, self._lang)

    @property
    def clock_words(self) -> str:
        return str(CLOCKS.get(self._row.clock, self._row.clock))

    @property
    def target(self) -> bool:
        """Whether the day is that of a target for many cases, and no deadline of this one."""
        return self._row.clock == "target"

    @property
    def left_words(self) -> str:
        return days_left(self.left)

    @property
    def reason(self) -> str:
        return reason(self._row, self.left, self.usual, self._wait)

    @property
    def age(self) -> int:
        return (self._today - self._row.received_on).days

    @property
    def age_words(self) -> str:
        return weeks(self.age)


def lines(leaf: Leaf, *, me: str, today: date, usual: Usual, lang: str) -> list[Line]:
    return [Line(row, leaf, me=me, today=today, usual=usual, lang=lang) for row in leaf.rows]


def level_of(row: Shown, today: date, usual: int | None) -> str:
    """How near a case is to missing its day. Due today is not late; only a deadline is ever missed.

    "own": such cases usually take longer than the whole limit, so that only its own day tells it from others.
    """
    if row.clock == "follow_up":
        return "paused" if row.clock_on >= today else "late"
    if row.clock_on < today:
        return "late" if row.clock == "deadline" else "past"
    if row.act_by < today:
        return "risk"
    if (row.act_by - today).days <= SOON:
        return "soon"
    return "own" if usual and row.act_by == row.clock_on else "calm"


def days_left(left: int) -> str:
    """How far a day is, in words."""
    if left == 0:
        return _("today")
    if left < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -left) % {"n": -left}
    return ngettext("in %(n)s day", "in %(n)s days", left) % {"n": left}


def reason(row: Shown, left: int, usual: int | None, wait: Wait | None) -> str:
    """Why the row stands where it stands."""
    if row.clock == "follow_up":
        return _waited(row, wait)
    if left < 0:
        return _too_late(-left, row.clock)
    if usual is None:
        return _("due today") if left == 0 else ""
    return _against_usual(left, usual, beyond=bool(usual) and row.act_by == row.clock_on)


def _against_usual(left: int, usual: int, *, beyond: bool) -> str:
    """The days left against those such cases usually need; `beyond`: more than the whole limit."""
    slack = left - usual
    given = {"usual": usual, "slack": abs(slack)}
    if beyond:
        return _("usually %(usual)s days from here: more than the limit gives at all") % given
    if slack < 0:
        return _("usually %(usual)s days from here: %(slack)s behind") % given
    if slack == 0:
        return _("usually %(usual)s days from here: just enough") % given
    return _("usually %(usual)s days from here: %(slack)s to spare") % given


def _too_late(days: int, clock: str) -> str:
    if clock == "target":
        return ngettext("%(n)s day past the target", "%(n)s days past the target", days) % {"n": days}
    if clock != "deadline":
        return ngettext("%(n)s day past that day", "%(n)s days past that day", days) % {"n": days}
    return ngettext("%(n)s day too late", "%(n)s days too late", days) % {"n": days}


def _waited(row: Shown, wait: Wait | None) -> str:
    for_whom = {
        "party_heard": _("the party’s answer"),
        "consultant_asked": _("the medical consultant’s answer"),
        "information_requested": _("the information asked for"),
    }
    what = "" if wait is None else wait.words or for_whom.get(wait.kind, "")
    if not what:
        return _("waits for an answer")
    return _("waits: %(what)s") % {"what": what[:120]}


def appellant(named: tuple[tuple[str, bool], ...], *, mine: bool) -> tuple[str, bool]:
    """Who complains, and whether the name is hidden: a protected one is shown to who has the case only."""
    if not named:
        return "", False
    name, protected = named[0]
    hidden = protected and not mine
    shown = _("Protected") if hidden else name
    return (f"{shown} +{len(named) - 1}" if len(named) > 1 else shown), hidden


def _authority(code: int, lang: str) -> str:
    known = content().authorities.get(code)
    return known.title[lang] if known else str(code)


def _role(role: str, lang: str) -> str:
    try:
        danish, english = TITLES[Role(role)]
    except (ValueError, KeyError):
        return role
    return english if lang == "en" else danish


def weeks(days: int) -> str:
    """An age as it is read in a list: in days while young, then in weeks."""
    if days < 14:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s week", "%(n)s weeks", days // 7) % {"n": days // 7}


def short_day(value: date) -> str:
    """A day as lists show it; in English with the month in letters, so that it is read as no other day."""
    form = "j M Y" if (get_language() or "").startswith("en") else "d.m.Y"
    return str(formats.date_format(value, form, use_l10n=False))
