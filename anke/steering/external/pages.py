"""What the pages show of figures from outside: lines of tables, fields of forms, words for how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anke.content import load
from anke.content.schema.base import Reference
from anke.content.schema.notes import Note, NoteKind
from anke.content.schema.reported import Part, Step
from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.rules.local import local_date
from anke.rules.numbers import write_number
from anke.rules.periods import Period, quarter
from anke.rules.roles import ANSWERABLE
from anke.steering.external.asks import Ask, unit_of
from anke.steering.external.cards import Entry, ProposalCard, Standing
from anke.steering.external.computing import Answer
from anke.steering.external.reading import written
from anke.steering.external.recorded import Word
from anke.steering.results.queries import period_name

MET = {"approved": ("is-met", "check"), "preliminary": ("is-undecided", "hourglass")}
OTHER = {"overdue": ("is-not_met", "error"), "returned": ("is-not_met", "reply")}


def lang() -> str:
    """The reader's language: en or da."""
    return "en" if (get_language() or "").startswith("en") else "da"


def day(when: date | None) -> str:
    if when is None:
        return ""
    return f"{when:%Y-%m-%d}" if lang() == "en" else f"{when:%d.%m.%Y}"


def period(which: Period) -> str:
    return period_name(which, lang())


def within_words(which: Period) -> str:
    """A quarter within a sentence: "the third quarter of 2025"."""
    name = period(which)
    return f"the {name[:1].lower()}{name[1:]}" if lang() == "en" else name


def may_answer(who: Person | None) -> bool:
    return who is not None and who.role in ANSWERABLE


@dataclass(frozen=True)
class StandingLine:
    """One thing asked for, as the overview shows it."""

    title: str
    subgoals: tuple[tuple[str, str], ...]  # id, address of its page
    period: str
    state: str
    state_text: str
    css: str
    icon: str
    figures: tuple[str, ...]
    lacking: tuple[str, ...]
    due: str
    turn: str
    address: str
    history: str


def standing_line(one: Standing, who: Person | None) -> StandingLine:
    css, icon = (MET | OTHER).get(one.state, ("is-undecided", "time"))
    ask = one.ask
    address = reverse("external-form", args=[ask.plan.id, ask.key]) + f"?period={one.period.name}"
    if one.state == "proposed" and one.proposal is not None:
        address = reverse("external-proposal", args=[one.proposal.number])
    ids = [(sub.id, reverse("goal", args=[ask.plan.id, sub.id])) for sub in ask.subgoals]
    return StandingLine(
        title=ask.title[lang()],
        subgoals=tuple(ids),
        period=period(one.period),
        state=one.state,
        state_text=states()[one.state],
        css=css,
        icon=icon,
        figures=tuple(word_text(ask, word) for word in one.words),
        lacking=tuple(lacking_text(ask, key) for key in one.lacking),
        due=day(one.due) or _("not stated"),
        turn=turn(one, who),
        address=address,
        history=reverse("external-history", args=[ask.plan.id, ask.key]),
    )


def states() -> dict[str, str]:
    return {
        "not_yet": _("not asked for yet"),
        "asked": _("asked for"),
        "overdue": _("overdue"),
        "proposed": _("waits for approval"),
        "returned": _("returned"),
        "approved": _("approved"),
        "preliminary": _("preliminary"),
        "withdrawn": _("withdrawn"),
    }


def turn(one: Standing, who: Person | None) -> str:
    """Whose move it is."""
    if one.proposal is not None and one.state == "proposed":
        by = one.proposal.proposed_by
        if who is not None and who.initials != by and may_answer(who):
            return _("You, or another who approves")
        return _("Somebody else than %(who)s") % {"who": name_of(by)}
    if one.proposal is not None and one.state == "returned":
        return name_of(one.proposal.proposed_by)
    if one.ask.delivery and one.state in ("asked", "overdue"):
        return _("The steering unit")
    if one.state in ("asked", "overdue", "preliminary"):
        return _("The steering unit, from: %(source)s") % {"source": one.ask.owed_by[lang()]}
    return ""


def name_of(initials: str) -> str:
    return organisation.names_of([initials]).get(initials, initials)


def word_text(ask: Ask, word: Word) -> str:
    """A recorded figure or day, with what it answers."""
    title = titles(ask).get(word.key, word.key)
    text = f"{title}: {value_text(ask, word)}"
    return f"{text} ({_('preliminary')})" if word.preliminary else text


def value_text(ask: Ask, word: Word | None) -> str:
    if word is None:
        return "–"
    if word.value is None:
        return day(word.day)
    step = step_of(ask, word.key)
    decimals, unit = (step.decimals, step.unit) if step else (1, ask.subgoals[0].unit.value)
    return unit_of(unit).with_number(write_number(word.value, lang(), decimals), lang())


def step_of(ask: Ask, key: str) -> Step | None:
    """The step that answers that."""
    name = next((one.step for one in ask.goes if f"{one.subgoal}/{one.role}" == key), None)
    return next((one for one in ask.steps if one.id == name), None)


def titles(ask: Ask) -> dict[str, str]:
    """What each answer is called, by what it answers."""
    if ask.delivery:
        return {f"{ask.key}/{part.id}": part.title[lang()] for part in ask.parts}
    steps = {step.id: step.title[lang()] for step in ask.steps}
    return {f"{one.subgoal}/{one.role}": steps[one.step] for one in ask.goes}


def lacking_text(ask: Ask, key: str) -> str:
    return titles(ask).get(key, key)


@dataclass(frozen=True)
class AnswerLine:
    """What a proposal answers: old and new, with the arithmetic."""

    title: str
    subgoal: str
    address: str
    before: str
    after: str
    arithmetic: str
    exact: str  # unrounded, where that differs from what is shown


def answer_lines(
    ask: Ask, found: Iterable[Answer], before: Mapping[str, Word] | None = None
) -> list[AnswerLine]:
    known = before or {}
    return [
        AnswerLine(
            title=one.title[lang()],
            subgoal=one.subgoal,
            address=reverse("goal", args=[ask.plan.id, one.subgoal]),
            before=value_text(ask, known.get(one.key)),
            after=day(one.day) if one.day else one.shown(lang()),
            arithmetic=one.arithmetic[lang()] if one.arithmetic else "",
            exact="" if one.value is None else write_number(one.value, lang()),
        )
        for one in found
    ]


@dataclass(frozen=True)
class ProposalLine:
    """A proposal in a list."""

    number: str
    title: str
    period: str
    state_text: str
    css: str
    proposed: str
    settled: str
    mine: bool
    address: str


def proposal_line(card: ProposalCard, who: Person | None) -> ProposalLine:
    at = local_date(card.proposed_at)
    settled = ""
    if card.settled_at is not None:
        settled = f"{name_of(card.settled_by)}, {day(local_date(card.settled_at))}"
    css = {"approved": "is-met", "returned": "is-not_met"}.get(card.status, "is-undecided")
    return ProposalLine(
        number=card.number,
        title=card.title[lang()],
        period=period(card.period),
        state_text=states()[card.status],
        css=css,
        proposed=f"{name_of(card.proposed_by)}, {day(at)}",
        settled=settled,
        mine=who is not None and who.initials == card.proposed_by,
        address=reverse("external-proposal", args=[card.number]),
    )


def part_lines(ask: Ask, parts: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was told, in the order of the form: (label, value with its unit)."""
    return [
        (label_of(ask, name), _with_unit(written(text, part, lang()), part))
        for part in ask.parts
        for name, text in sorted(parts.items())
        if name.partition(":")[0] == part.id
    ]


def _with_unit(text: str, part: Part) -> str:
    return unit_of(part.unit).with_number(text, lang()) if part.unit else text


def label_of(ask: Ask, name: str) -> str:
    """What a part is called, with its quarter or area."""
    begin, _colon, detail = name.partition(":")
    part = next((one for one in ask.parts if one.id == begin), None)
    if part is None:
        return name
    if part.spread == "quarters":
        return f"{part.title[lang()]}, {detail_text(detail)}"
    return f"{part.title[lang()]}: {detail}" if detail else part.title[lang()]


def detail_text(name: str) -> str:
    year, _letter, number = name.partition("Q")
    return period(quarter(int(year), int(number)))


@dataclass(frozen=True)
class EntryLine:
    """One word in a figure's history."""

    when: str
    title: str
    period: str
    before: str
    after: str
    preliminary: bool
    source: str
    proposed: str
    approved: str
    number: str
    address: str


def entry_line(ask: Ask, one: Entry) -> EntryLine:
    word, card = one.word, one.proposal
    return EntryLine(
        when=day(local_date(word.recorded_at)),
        title=one.title[lang()],
        period=period(word.period) if word.period else "",
        before=value_text(ask, one.before),
        after=value_text(ask, word),
        preliminary=word.preliminary,
        source=word.source,
        proposed=name_of(card.proposed_by) if card else "",
        approved=name_of(card.settled_by) if card else name_of(word.actor),
        number=card.number if card else "",
        address=reverse("external-proposal", args=[card.number]) if card else "",
    )


@dataclass(frozen=True)
class Said:
    words: str
    alternatives: tuple[str, ...]
    source: str


def notes(found: Iterable[Note]) -> list[tuple[str, list[Said]]]:
    """Notes by what they are: what the paper leaves open, what has been chosen, what is worth knowing."""
    every = list(found)
    doubts = (NoteKind.AMBIGUITY, NoteKind.GAP, NoteKind.LOST)
    groups = (
        (_("What the plan leaves open"), [one for one in every if one.kind in doubts]),
        (_("What has been chosen here"), [one for one in every if one.kind is NoteKind.CHOICE]),
        (_("Worth knowing"), [one for one in every if one.kind not in (*doubts, NoteKind.CHOICE)]),
    )
    return [(heading, [_note(one) for one in some]) for heading, some in groups if some]


def _note(note: Note) -> Said:
    alternatives = tuple(one[lang()] for one in note.alternatives)
    return Said(note.text[lang()], alternatives, reference(note.reference) if note.reference else "")


def reference(where: Reference) -> str:
    if where.lines is None:
        return where.title
    return _("%(title)s, lines %(lines)s") % {"title": where.title, "lines": where.lines.replace("-", "–")}


def plans() -> list[str]:
    return sorted(load.content().plans, reverse=True)
