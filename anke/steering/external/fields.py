"""The fields of a form as the page shows them: what was typed, what is wrong with it, what must be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from anke.content.schema.reported import Part
from anke.rules.periods import Period
from anke.steering.external.asks import Ask, unit_of
from anke.steering.external.cards import Suggestion
from anke.steering.external.pages import detail_text, lang
from anke.steering.external.told import Told, names_of

LONGEST = 300  # characters of one field
SPARE = 1  # empty rows after the areas that are filled in or expected


@dataclass(frozen=True)
class Field:
    """One field: `label` says what, `row` which quarter or area it is."""

    id: str
    name: str
    label: str
    kind: str
    hint: str = ""
    unit: str = ""
    value: str = ""
    required: bool = False
    error: str = ""
    readings: tuple[tuple[str, str], ...] = ()  # sign for decimals, the number then
    source: str = ""


@dataclass(frozen=True)
class AreaRow:
    """A row of an area: its name, and its level."""

    name: Field
    value: Field


@dataclass(frozen=True)
class Block:
    """A part of a form: one field, its quarters, or its areas."""

    id: str
    title: str
    hint: str
    spread: str
    fields: tuple[Field, ...] = ()
    areas: tuple[AreaRow, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Typed:
    """What came from a form: texts by name, the sign for decimals by name, names given twice."""

    texts: dict[str, str]
    marks: dict[str, str]
    twice: frozenset[str]


def typed_of(ask: Ask, given: QueryDict) -> Typed:
    """What was typed into a form. Areas are pairs of name and value; nothing else is taken."""
    texts: dict[str, str] = {}
    twice: set[str] = set()
    for part in ask.parts:
        if part.spread == "areas":
            twice |= _areas(part, given, texts)
        else:
            named = (name for name in given if name.partition(":")[0] == part.id)
            texts.update((name, _clean(given.get(name) or "")) for name in named)
    chosen = {name[5:]: str(given.get(name)) for name in given if name.startswith("mark.")}
    marks = {name: mark for name, mark in chosen.items() if mark in (",", ".")}
    return Typed(texts, marks, frozenset(twice))


def _areas(part: Part, given: QueryDict, texts: dict[str, str]) -> set[str]:
    twice, seen = set(), set()
    names, values = given.getlist(f"{part.id}.name"), given.getlist(f"{part.id}.value")
    for name, value in zip(names[:60], values[:60], strict=False):
        called, level = _clean(name), _clean(value)
        if not level:
            continue
        if called.casefold() in seen:
            twice.add(called)
        seen.add(called.casefold())
        texts[f"{part.id}:{called}"] = level
    return twice


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST]


@dataclass(frozen=True)
class _Look:
    """What stands in a form, what is said of it, and what it may be filled in with."""

    period: Period
    texts: Mapping[str, str]
    said: "Says"
    found: Mapping[str, Suggestion]


def blocks(
    ask: Ask,
    period: Period,
    texts: Mapping[str, str],
    told: Told | None,
    found: Mapping[str, Suggestion],
) -> list[Block]:
    """The form's parts with what stands in them; `found` is what they may be filled in with."""
    look = _Look(period, texts, _said(told), found)
    return [_block(at, part, look) for at, part in enumerate(ask.parts)]


def _block(at: int, part: Part, look: _Look) -> Block:
    hint, title = part.hint[lang()] if part.hint else "", part.title[lang()]
    if part.spread == "areas":
        error = look.said.get(part.id, ("", ()))[0]
        return Block(f"part-{at}", title, hint, part.spread, areas=_rows(at, part, look), error=error)
    names = names_of(part, look.period)
    fields = tuple(_field(f"f-{at}-{number}", name, part, look) for number, name in enumerate(names))
    return Block(f"part-{at}", title, hint, part.spread, fields)


Says = Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]


def _said(told: Told | None) -> Says:
    """What is wrong or asked, by name: the words, and the ways the number can be read."""
    found: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}
    for asked in told.questions if told else ():
        readings = tuple((mark, plainly(value)) for mark, value in asked.readings)
        found[asked.name] = (asked.said[lang()], readings)
    for one in told.problems if told else ():
        found[one.name] = (one.said[lang()], ())
    return found


def plainly(value: Decimal) -> str:
    """A number without a sign between its thousands: two readings of one text are never alike."""
    return f"{value:f}" if lang() == "en" else f"{value:f}".replace(".", ",")


def _field(html_id: str, name: str, part: Part, look: _Look) -> Field:
    detail = name.partition(":")[2]
    error, readings = look.said.get(name, ("", ()))
    value, suggestion, source = look.texts.get(name, ""), look.found.get(name), ""
    if not look.texts and suggestion is not None:
        value, source = _as_typed(part, suggestion.text), suggestion.source[lang()]
    return Field(
        id=html_id,
        name=name,
        label=detail_text(detail) if detail else part.title[lang()],
        kind=part.kind,
        hint="" if detail or part.hint is None else part.hint[lang()],
        unit=unit_of(part.unit).title[lang()] if part.unit else "",
        value=value,
        required=part.required,
        error=error,
        readings=readings,
        source=source,
    )


def _as_typed(part: Part, text: str) -> str:
    """A value found elsewhere, as somebody would type it: so that it is read in one way only."""
    return text.replace(".", ",") if part.kind == "number" and lang() == "da" else text


def _rows(at: int, part: Part, look: _Look) -> tuple[AreaRow, ...]:
    begin = f"{part.id}:"
    known = look.texts or dict.fromkeys(look.found, "")
    given = [(name[len(begin) :], value) for name, value in known.items() if name.startswith(begin)]
    empty = max((part.expected or 0) - len(given), SPARE)
    rows = [*given, *[("", "")] * empty]
    return tuple(_row(f"f-{at}-{number}", part, pair, look.said) for number, pair in enumerate(rows, 1))


def _row(html_id: str, part: Part, pair: tuple[str, str], said: Says) -> AreaRow:
    called, value = pair
    error, readings = said.get(f"{part.id}:{called}", ("", ())) if value else ("", ())
    number = {"number": html_id.rpartition("-")[2]}
    label = _("Area %(number)s") % number
    name = Field(f"{html_id}-name", f"{part.id}.name", label, "words", value=called)
    level = Field(
        f"{html_id}-value",
        f"{part.id}.value",
        _("Value of area %(number)s") % number,
        "number",
        unit=unit_of(part.unit or "").title[lang()],
        value=value,
        error=error,
        readings=readings,
    )
    return AreaRow(name, level)
