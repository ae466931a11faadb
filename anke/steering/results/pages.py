"""What the pages say beyond the contract's own words: the strip of goals, notices, notes, quotes, marks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anke.content import load
from anke.content.schema.base import Reference
from anke.content.schema.notes import Note, NoteKind, Quote
from anke.rules.local import local_date
from anke.rules.scoring import Status
from anke.steering.guarding import queries as guarding
from anke.steering.results import phrases, sentences
from anke.steering.results.answers import Contract, SubgoalPage, SubgoalResult
from anke.steering.results.asking import Asked

ORDER = (Status.MET, Status.UNDECIDED, Status.NOT_MET)  # left to right: certain, open, lost


@dataclass(frozen=True)
class Said:
    """Words of the paper or about it. `source`: where they stand; `address`: where that can be read."""

    words: str
    alternatives: tuple[str, ...] = ()
    source: str = ""
    address: str | None = None


@dataclass(frozen=True)
class NoteGroup:
    heading: str
    notes: tuple[Said, ...]


@dataclass(frozen=True)
class Then:
    """A figure as it was known, against what is known now."""

    heading: str
    words: tuple[str, ...]
    address: str


def plan_links(shown: str) -> list[tuple[str, str, bool]]:
    """Every plan, the latest first: its year, its address, whether it is the one shown."""
    years = sorted(load.content().plans, reverse=True)
    return [(year, f"{reverse('contract')}?plan={year}", year == shown) for year in years]


def other_figures(asked: Asked, printed: bool) -> tuple[str, str] | None:
    """The same plan judged from the other figures there are: the printed ones alone, or the events."""
    whole = reverse("contract") + asked.query(plan=asked.plan.id)
    if printed:
        return _("See the plan judged from the events"), whole
    results = (one.result(asked.plan.year) for one in asked.plan.subgoals())
    if not any(one is not None and one.value is not None for one in results):
        return None
    address = f"{reverse('contract')}?plan={asked.plan.id}&figures=printed"
    return _("See the plan judged from its printed figures alone"), address


def score_words(contract: Contract) -> str:
    """The score as a sentence: an interval as long as it is one."""
    found, lang = contract.score, contract.lang
    low, high = (phrases.number(one, 2, lang) for one in (found.low, found.high))
    if found.settled:
        return _("Goal fulfilment is %(score)s per cent.") % {"score": low}
    return _("Goal fulfilment is between %(low)s and %(high)s per cent.") % {"low": low, "high": high}


def score_explained(contract: Contract) -> str:
    known = {"n": len(contract.goals), "open": contract.score.undecided}
    said = _("Each of the %(n)s goals counts the same, and counts whole or not at all.") % known
    if contract.plan.weighted or contract.plan.graded:
        said = _("The %(n)s goals count by the weights and grades the plan gives them.") % known
    if contract.score.settled:
        return said
    more = ngettext(
        "While %(open)s goal is not decided, the truth is an interval and not one number.",
        "While %(open)s goals are not decided, the truth is an interval and not one number.",
        contract.score.undecided,
    )
    return f"{said} {more % known}"


def reason(part: SubgoalResult) -> str:
    """Why a part is not met, in a sentence or two."""
    if part.figure is None or not part.distance_text:
        said = part.deliveries or (part.target_text,)
        return " ".join(sentences.ended(line[:1].upper() + line[1:]) for line in said)
    known = {"figure": part.figure_text, "distance": part.distance_text, "target": part.target_text}
    return sentences.ended(_("%(figure)s – %(distance)s, which is %(target)s") % known)


def notices(asked: Asked, *, printed: bool = False) -> list[str]:
    """What a reader must know before reading on."""
    said = []
    if asked.empty and not printed:
        said.append(_("No events have been brought into the statistics yet, so there are no figures."))
    if asked.period.last >= asked.today and not printed:
        said.append(_("The period is not over. The figures go as far as the statistics do."))
    if printed:
        said.append(_("Judged from the figures printed in the results plan, and from nothing else."))
        return said
    if asked.frozen is not None and asked.known_at is not None:
        day = phrases.day(local_date(asked.known_at), asked.lang)
        told = _(
            "The figures of the finished report, as they were known on %(day)s. Later changes are told apart."
        )
        said.append(told % {"day": day})
    if asked.known_on is not None:
        day = phrases.day(asked.known_on, asked.lang)
        told = _("Shown as it was known on %(day)s. What was recorded later is not here.")
        said.append(told % {"day": day})
    return said


def remarks(asked: Asked, subgoal: str | None) -> list[str]:
    """The changes of basis recorded of the plan; with a subgoal, those that concern it."""
    found = guarding.remarks(asked.plan.id, subgoal, asked.known_at)
    return [phrases.remark(one.goal, one.words, one.on, asked.lang) for one in found]


def due(contract: Contract) -> str:
    """When the period is to be reported, by the letter and as moved to an open day."""
    if contract.due is None:
        return ""
    nominal = phrases.day(contract.due.nominal, contract.lang)
    shifted = phrases.day(contract.due.shifted, contract.lang)
    if nominal == shifted:
        return _("To be reported by %(day)s.") % {"day": shifted}
    said = _("To be reported by %(day)s. Day 21 is %(nominal)s, which is no working day.")
    return said % {"day": shifted, "nominal": nominal}


def then(page: SubgoalPage, now: SubgoalPage, asked: Asked) -> Then | None:
    """The figure as it was known on the day asked for, and how it differs from what is known now."""
    if asked.known_on is None:
        return None
    old, new, lang = page.result, now.result, asked.lang
    words = [_compared(old, new, lang)]
    if old.status is not new.status:
        changed = _("The subgoal was then %(then)s; now it is %(now)s.")
        words.append(changed % {"then": old.status_text, "now": new.status_text})
    heading = _("As known on %(day)s") % {"day": phrases.day(asked.known_on, lang)}
    address = reverse("goal", args=[asked.plan.id, old.id]) + asked.query(known_at=None)
    return Then(heading, tuple(words), address)


def _compared(old: SubgoalResult, new: SubgoalResult, lang: str) -> str:
    known = {"then": old.figure_text, "now": new.figure_text}
    if old.figure is None and new.figure is None:
        return _("There was no figure then, and there is none now.")
    if old.figure is None or new.figure is None:
        return _("Then: %(then)s. Now: %(now)s.") % known
    by = new.figure - old.figure
    if by == 0:
        return _("The figure was the same as now: %(now)s.") % known
    known["by"] = sentences.amount(abs(by), new.content, max(new.content.decimals, 2), lang)
    more, less = _("Then %(then)s, now %(now)s: %(by)s more."), _("Then %(then)s, now %(now)s: %(by)s less.")
    return (more if by > 0 else less) % known


def marks(page: SubgoalPage, asked: Asked) -> list[tuple[str, str]]:
    """What anybody needs to compute the same figure."""
    origin = page.result.origin
    if origin is None:
        return []
    known_on = local_date(asked.known_at) if asked.known_at else None
    known = _("now") if known_on is None else phrases.day(known_on, asked.lang)
    measure = origin.measure
    counted = "" if measure is None else f"{origin.numerator} / {origin.denominator}"
    found = [
        (_("Source"), origin.source),
        (_("Definition"), "" if measure is None else f"{measure.id} · {origin.definition}"),
        (_("Known at"), known),
        (_("Watermark"), "" if origin.watermark is None else str(origin.watermark)),
        (_("Numerator and denominator"), counted),
        (_("Fingerprint of the cases"), origin.digest or ""),
    ]
    return [(term, words) for term, words in found if words]


def notes(found: Iterable[Note], lang: str) -> list[NoteGroup]:
    """Notes by what they are: doubts first, then what has been chosen, then what is only worth knowing."""
    doubts = (NoteKind.AMBIGUITY, NoteKind.GAP, NoteKind.LOST)
    every = list(dict.fromkeys(found))
    open_, chosen = [n for n in every if n.kind in doubts], [n for n in every if n.kind is NoteKind.CHOICE]
    groups = (
        (_("What the plan leaves open"), open_),
        (_("What has been chosen here"), chosen),
        (_("Worth knowing"), [n for n in every if n.kind not in (*doubts, NoteKind.CHOICE)]),
    )
    return [NoteGroup(heading, tuple(_note(n, lang) for n in some)) for heading, some in groups if some]


def _note(note: Note, lang: str) -> Said:
    source = reference(note.reference) if note.reference else ""
    address = note.reference.href if note.reference else None
    return Said(note.text[lang], tuple(one[lang] for one in note.alternatives), source, address)


def quotes(found: Iterable[Quote]) -> list[Said]:
    """The paper's own words, in its own language."""
    return [Said(one.da, (), reference(one.reference), one.reference.href) for one in found]


def footnotes(page: SubgoalPage, lang: str) -> list[tuple[str, str, Said]]:
    """Mark, meaning and own words of each footnote."""
    return [(one.mark, one.meaning[lang], quotes([one.quote])[0]) for one in page.footnotes]


def reference(where: Reference) -> str:
    """Where something stands: the paper and its lines."""
    if where.lines is None:
        return where.title
    several = "-" in where.lines or "," in where.lines
    said = _("%(title)s, lines %(lines)s") if several else _("%(title)s, line %(lines)s")
    return said % {"title": where.title, "lines": where.lines.replace("-", phrases.DASH)}


def short(title: str) -> str:
    """A title of the paper without what it adds in brackets at its end.

    >>> short("Maksimal sagsbehandlingstid på 8 uger (andel, pct.)")
    'Maksimal sagsbehandlingstid på 8 uger'
    """
    bare = title.rstrip(" .*")
    return bare[: bare.rindex("(")].rstrip() if bare.endswith(")") and bare.rindex("(") > 20 else bare
