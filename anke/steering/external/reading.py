"""Proposals, their files and the history of every figure, as others are shown them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from anke.content.schema.base import Text
from anke.content.schema.reported import Part
from anke.events.queries import opener
from anke.files import vault
from anke.rules.numbers import write_number
from anke.rules.periods import Period, quarter, quarter_of
from anke.rules.refusal import Refused
from anke.steering.external.acting import answers_of, digest
from anke.steering.external.asks import Ask, ask_of, quarters_of, reported
from anke.steering.external.cards import Entry, EvidenceCard, ProposalCard, Suggestion
from anke.steering.external.computing import Answer
from anke.steering.external.models import Evidence, Proposal
from anke.steering.external.projection import SUBJECT
from anke.steering.external.proposing import STORE
from anke.steering.external.recorded import Word, latest, words_of

ROLES = {
    "figure": Text(da="Tallet", en="The figure"),
    "benchmark": Text(da="Sammenligningstallet", en="The benchmark"),
    "prepared": Text(da="Udarbejdet", en="Prepared"),
    "received": Text(da="Modtaget", en="Received"),
}


def proposal(number: str) -> ProposalCard | None:
    """One proposal; None where there is none."""
    row = Proposal.objects.prefetch_related("evidence").filter(number=number).first()
    return None if row is None else card(row)


def proposals(plan: str | None = None, status: str | None = None) -> list[ProposalCard]:
    """Proposals, the newest first."""
    rows = Proposal.objects.prefetch_related("evidence").order_by("-number")
    rows = rows.filter(plan=plan) if plan else rows
    return [card(one) for one in (rows.filter(status=status) if status else rows)]


def card(row: Proposal) -> ProposalCard:
    """A proposal's row as it is shown."""
    found: tuple[Answer, ...] = ()
    trouble, mark, title = None, "", Text(da=row.ask, en=row.ask)
    period = Period(date(int(row.plan), 1, 1), date(int(row.plan), 12, 31))
    try:
        ask = ask_of(row.plan, row.ask)
        title, period = ask.title, ask.read_period(row.period)
        found, mark = answers_of(row), digest(row)
    except Refused as refused:  # the plan no longer asks so
        trouble = Text(da=refused.da, en=refused.en)
    return ProposalCard(
        number=row.number,
        plan=row.plan,
        ask=row.ask,
        title=title,
        period=period,
        status=row.status,
        preliminary=row.preliminary,
        source=row.source,
        note=row.note,
        reason=row.reason,
        confirmed=row.confirmed,
        replaces=row.replaces,
        file=row.file,
        file_name=row.file_name,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
        parts=row.parts,
        answers=found,
        before=_before(row, found),
        evidence=tuple(_file(one) for one in sorted(row.evidence.all(), key=lambda one: one.number)),
        sha256=mark,
        trouble=trouble,
    )


def _before(row: Proposal, found: Iterable[Answer]) -> dict[str, Word]:
    """What is recorded of the same, without what this proposal itself led to."""
    mine = set(row.recorded.values())
    first = min(mine, default=None)
    words = words_of(row.plan, {one.subgoal for one in found})
    known = latest(one for one in words if one.seq not in mine and (first is None or one.seq < first))
    pairs = ((one, known.get((one.key, row.period if one.day is None else ""))) for one in found)
    return {one.key: word for one, word in pairs if word is not None}


def _file(row: Evidence) -> EvidenceCard:
    return EvidenceCard(row.number, row.name, row.media, row.size, row.sha256, row.added_by, row.added_at)


def raw_of(number: str, file: int) -> bytes | None:
    """A file as it was attached; None where there is none. Raises `vault.Damaged` where it cannot be had."""
    row = Evidence.objects.filter(proposal__number=number, number=file).first()
    key = opener(SUBJECT, number)
    if row is None or key is None:
        return None
    return key.open(STORE, vault.get(row.address, STORE))


def history(ask: Ask) -> list[Entry]:
    """Every word on what is asked for, the newest first: what it was before, who proposed and approved it."""
    rows = Proposal.objects.filter(plan=ask.plan.id, ask=ask.key).prefetch_related("evidence")
    led = {seq: row for row in rows for seq in row.recorded.values()}
    cards = {row.number: card(row) for row in led.values()}
    titles = _titles(ask)
    last: dict[tuple[str, str], Word] = {}
    found = []
    for word in words_of(ask.plan.id, [one.id for one in ask.subgoals]):
        key = (word.key, word.period.name if word.period else "")
        row = led.get(word.seq)
        title = titles.get(word.key, ROLES[word.role])
        found.append(Entry(word, last.get(key), title, cards[row.number] if row else None))
        last[key] = word
    return found[::-1]


def _titles(ask: Ask) -> dict[str, Text]:
    if ask.delivery:
        return {f"{ask.key}/{part.id}": part.title for part in ask.parts}
    steps = {step.id: step.title for step in ask.steps}
    return {f"{one.subgoal}/{one.role}": steps[one.step] for one in ask.goes}


def suggestions(ask: Ask, period: Period) -> dict[str, Suggestion]:
    """What the parts of an ask may be filled in with, from what was told or recorded before."""
    found: dict[str, Suggestion] = {}
    for part in ask.parts:
        if part.spread == "quarters":
            found |= _told_before(ask, part, period)
        elif part.spread == "areas":
            found |= _areas_before(ask, part)
        elif part.earlier is not None:
            found |= _a_year_before(ask, part, period)
    return found | (_delivered(ask) if ask.delivery else {})


def _told_before(ask: Ask, part: Part, period: Period) -> dict[str, Suggestion]:
    """Quarters that stood in an earlier approved proposal."""
    names = [f"{part.id}:{one.name}" for one in quarters_of(period)]
    found = {}
    approved = Proposal.objects.filter(ask=ask.key, status=Proposal.Status.APPROVED).order_by("number")
    for row in approved:
        for name in names:
            if name in row.parts:
                source = Text(da=f"fra forslag {row.number}", en=f"from proposal {row.number}")
                found[name] = Suggestion(row.parts[name], source)
    return found


def _areas_before(ask: Ask, part: Part) -> dict[str, Suggestion]:
    """The names of the areas as they were last approved; before that, those the rule leaves aside."""
    approved = Proposal.objects.filter(ask=ask.key, status=Proposal.Status.APPROVED)
    last = approved.order_by("-number").first()
    aside = [f"{part.id}:{name}" for step in ask.steps for name in step.aside]
    names = [name for name in last.parts if name.startswith(f"{part.id}:")] if last else aside
    nothing = Text(da="navnet", en="the name")
    return {name: Suggestion("", nothing) for name in names}


def _a_year_before(ask: Ask, part: Part, period: Period) -> dict[str, Suggestion]:
    """The same step's figure so many quarters before, as it is recorded; whichever plan it was for."""
    told, earlier = reported(), part.earlier
    form = next((one for one in (told.forms if told else ()) if one.id == ask.key), None)
    if form is None or earlier is None:
        return {}
    subgoals = [(one.plan, one.subgoal) for one in form.goes_to if one.step == earlier.step]
    wanted = _back(period, earlier.quarters)
    told_words = sorted(
        (word for plan, subgoal in subgoals for word in words_of(plan, [subgoal])), key=lambda one: one.seq
    )
    words = [one for one in told_words if one.role == "figure" and one.period == wanted]
    if not words or words[-1].value is None:
        return {}
    mark = " (foreløbigt)" if words[-1].preliminary else ""
    mark_en = " (preliminary)" if words[-1].preliminary else ""
    source = Text(da=f"oplyst for {wanted.name}{mark}", en=f"reported for {wanted.name}{mark_en}")
    return {part.id: Suggestion(f"{words[-1].value:f}", source)}


def _delivered(ask: Ask) -> dict[str, Suggestion]:
    source = Text(da="registreret", en="registered")
    known = latest(words_of(ask.plan.id, [ask.key]))
    found = {word.role: Suggestion(str(word.day), source) for word in known.values()}
    prepared = known.get((f"{ask.key}/prepared", ""))
    if prepared is not None:
        found["document"] = Suggestion(prepared.source, source)
    return found


def _back(period: Period, quarters: int) -> Period:
    def moved(one: Period) -> Period:
        count = one.first.year * 4 + (one.first.month - 1) // 3 - quarters
        return quarter(count // 4, count % 4 + 1)

    return Period(moved(quarter_of(period.first)).first, moved(quarter_of(period.last)).last)


def written(text: str, part: Part, lang: str) -> str:
    """A value of a proposal as people read it."""
    if part.kind == "number":
        return write_number(Decimal(text), lang)
    if part.kind == "day" and lang == "da":
        return f"{date.fromisoformat(text):%d.%m.%Y}"
    return text
