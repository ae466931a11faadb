"""What the strategy's pages show, ready for the reader: rows of words and addresses in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anke.content import load
from anke.content.schema.base import Reference
from anke.content.schema.notes import Note, Quote
from anke.content.schema.strategy import Strategy, StrategyGoal
from anke.events import queries as events
from anke.organisation import queries as organisation
from anke.rules.local import local_date
from anke.rules.trace import MONTHS
from anke.steering.strategy import drawing, queries
from anke.steering.strategy.answers import Bar, Focus, PlanGoal, RoadMap, Standing, Whole
from anke.steering.strategy.asking import Asked
from anke.steering.strategy.drawing import Picture, Row
from anke.steering.strategy.told import Evidence, State


@dataclass(frozen=True)
class Said:
    """Words of a paper or about it. `source`: where they stand."""

    words: str
    source: str = ""
    address: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoalLine:
    """A goal of a results plan: its name, its page, and how it stands where the reader may know."""

    label: str
    address: str
    status: str = ""  # met | not_met | undecided
    status_text: str = ""


@dataclass(frozen=True)
class Line:
    """An initiative in a table."""

    number: int
    title: str
    focus: str
    state: str
    start: str
    owner: str
    nature: str
    end: str
    address: str
    added: bool


@dataclass(frozen=True)
class TermGoal:
    """A goal of the strategy in the paper's words, its meaning in English, and the goals read with it."""

    words: Said
    meaning: str
    notes: tuple[Said, ...]
    read_with: tuple[GoalLine, ...]


def day(when: date, lang: str) -> str:
    """
    >>> day(date(2025, 4, 22), "da"), day(date(2025, 4, 22), "en")
    ('22. april 2025', '22 April 2025')
    """
    da, en = MONTHS[when.month - 1]
    return f"{when.day} {en} {when.year}" if lang == "en" else f"{when.day}. {da} {when.year}"


def state(one: Standing) -> str:
    return {
        State.UNKNOWN: _("unknown"),
        State.BEGUN: _("under way"),
        State.HELD: _("on hold"),
        State.FINISHED: _("finished"),
    }[one.state]


def nature(one: Standing) -> str:
    return {"bounded": _("bounded in time"), "ongoing": _("ongoing"), None: _("unknown")}[one.told.nature]


def line(one: Standing, areas: dict[str, str], asked: Asked) -> Line:
    told, lang = one.told, asked.lang
    end = told.finished_on or told.ends_on
    planned = told.finished_on is None and told.ends_on is not None
    return Line(
        number=one.number,
        title=one.title[lang],
        focus=areas[one.focus],
        state=state(one),
        start=day(told.begun_on, lang) if told.begun_on else _("unknown"),
        owner=told.owner or _("unknown"),
        nature=nature(one),
        end=(day(end, lang) + (f" ({_('planned')})" if planned else "")) if end else "–",
        address=reverse("initiative", args=[one.strategy, one.number]) + asked.query(strategy=None),
        added=one.printed is None,
    )


def cells(row: Line) -> list[str]:
    """A line for a sheet. A text that a program would take for a formula is marked as text."""
    told = [str(row.number), row.title, row.focus, row.state, row.start, row.owner, row.nature, row.end]
    return [f"'{one}" if one[:1] in "=+-@\t" and one else one for one in told]


def areas(content: Strategy, lang: str) -> dict[str, str]:
    return {area.id: area.title[lang] for area in content.focus_areas}


def chooser(asked: Asked, name: str) -> list[tuple[str, str, bool]]:
    """Every strategy: its title, its address on this page, whether it is the one shown."""
    found = load.content().strategy
    return [
        (found[one].title[asked.lang], reverse(name) + asked.query(strategy=one), one == asked.strategy)
        for one in queries.names()
    ]


def reference(where: Reference) -> str:
    """Where something stands: the paper and its lines."""
    if where.lines is None:
        return where.title
    several = "-" in where.lines or "," in where.lines
    said = _("%(title)s, lines %(lines)s") if several else _("%(title)s, line %(lines)s")
    return said % {"title": where.title, "lines": where.lines.replace("-", "–")}


def quote(found: Quote) -> Said:
    return Said(found.da, reference(found.reference), found.reference.href)


def notes(found: Iterable[Note], lang: str) -> list[Said]:
    """Doubts and choices, each with where they come from."""
    return [
        Said(
            one.text[lang],
            reference(one.reference) if one.reference else "",
            one.reference.href if one.reference else None,
            tuple(other[lang] for other in one.alternatives),
        )
        for one in found
    ]


def goal_line(goal: PlanGoal, lang: str, statuses: dict[str, tuple[str, str]]) -> GoalLine:
    address = f"{reverse('contract')}?plan={goal.plan}#goal-{goal.goal}"
    known = statuses.get(goal.name, ("", ""))
    return GoalLine(f"{goal.plan}: {goal.goal} {goal.title[lang]}", address, *known)


def term_goal(goal: StrategyGoal, lang: str, statuses: dict[str, tuple[str, str]]) -> TermGoal:
    linked = (queries.goal_named(name) for name in goal.read_with)
    return TermGoal(
        quote(goal.quote),
        goal.en if lang == "en" else "",
        tuple(notes(goal.notes, lang)),
        tuple(goal_line(one, lang, statuses) for one in linked),
    )


def focus(
    found: Focus, whole: Whole, asked: Asked, statuses: dict[str, tuple[str, str]]
) -> dict[str, object]:
    """One focus area with its table of initiatives, its actions, goals and support."""
    lang, titles = asked.lang, areas(whole.content, asked.lang)
    levels = {one.id: one.title[lang] for one in whole.content.levels}
    terms = whole.content.terms
    goals = [
        (terms.short[lang] if terms else _("Short term"), found.short),
        (terms.long[lang] if terms else _("Long term"), found.long),
    ]
    return {
        "id": found.area.id,
        "title": found.area.title[lang],
        "heading": found.area.heading[lang] if found.area.heading else "",
        "quote": quote(found.area.quote) if found.area.quote else None,
        "actions": [
            (levels[one.level_read_as], one.text[lang], quote(one.quote) if one.quote else None)
            for one in found.actions
        ],
        "lines": [line(one, titles, asked) for one in found.initiatives],
        "goals": [(title, [term_goal(one, lang, statuses) for one in some]) for title, some in goals if some],
        "supported_by": [goal_line(one, lang, statuses) for one in found.supported_by],
        "unsupported": _unsupported(found),
    }


def _unsupported(found: Focus) -> str:
    plans = sorted(found.unsupported_in)
    if not plans:
        return ""
    said = ngettext(
        "No goal of the results plan for %(years)s names this focus area.",
        "No goal of the results plans for %(years)s names this focus area.",
        len(plans),
    )
    return said % {"years": _(" and ").join(plans)}


def evidence(one: Evidence, lang: str) -> SafeString:
    """What shows something: a link where it leads somewhere, else words."""
    when = day(one.on, lang)
    if one.form == "link":
        return format_html('<a href="{}" rel="noreferrer">{}</a> ({})', one.where, one.title, when)
    if one.form == "figure":
        plan, _slash, subgoal = one.where.partition("/")
        address = reverse("goal", args=[plan, subgoal])
        return format_html('<a href="{}">{}</a>: {} ({})', address, one.where, one.title, when)
    return format_html("{}: {} ({})", one.title, one.where, when)


def history(one: Standing, lang: str) -> list[tuple[str, str, str, str]]:
    """What happened, the latest first: day, sentence, by whom, and the day recorded where it is another."""
    found = list(reversed(one.told.history))
    names = organisation.names_of(event.actor for event in found)
    return [
        (
            day(event.happened_on, lang),
            events.say(event, lang),
            names.get(event.actor, event.actor),
            ""
            if local_date(event.recorded_at) == event.happened_on
            else day(local_date(event.recorded_at), lang),
        )
        for event in found
    ]


def picture(found: RoadMap, lang: str) -> Picture:
    """The road map for the pen."""
    bars = [bar for lane in found.lanes for bar in lane.bars]
    unknown = sum(bar.first is None for bar in bars)
    said = _(
        "Road map: %(n)s initiatives, of which %(unknown)s have no known start. The table below has the same."
    )
    return Picture(
        name=said % {"n": len(bars), "unknown": unknown},
        unknown=_("Start unknown"),
        years=found.years,
        today=drawing.year_of(found.today),
        today_label=_("today") if found.known_at is None else day(found.today, lang),
        lanes=tuple(
            (lane.area.title[lang], tuple(_row(bar, lang) for bar in lane.bars)) for lane in found.lanes
        ),
    )


def _row(bar: Bar, lang: str) -> Row:
    held = bar.standing.state is State.HELD
    label = f"{bar.standing.number}. {bar.standing.title[lang]}"
    if bar.first is None:
        last = drawing.year_of(bar.last) if bar.last else None
        return Row(label, "held_unknown" if held else "unknown", "", None, last, bar.planned)
    words = _("on hold") if held else _("from %(day)s") % {"day": day(bar.first, lang)}
    last = drawing.year_of(bar.last) if bar.last else None
    return Row(label, "held" if held else "begun", words, drawing.year_of(bar.first), last, bar.planned)
