"""The board in words: tiles, pictures with their tables, and the address of the list behind each number."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anke.casework.cases.board.drawing import Bars, pictures
from anke.casework.cases.board.figures import Board, Load, Week
from anke.casework.cases.worklist.asked import NOBODY, Asked


@dataclass(frozen=True)
class Number:
    """A count with the list behind it; `address` is empty where no list holds exactly these cases."""

    label: str
    cases: int
    address: str
    level: str = ""


@dataclass(frozen=True)
class Part:
    """A picture, and its table: heads, and rows of a label and numbers."""

    id: str
    title: str
    words: str
    pictures: tuple[SafeString, SafeString]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Number, ...]], ...]


def to_list(office: int | None, **asked: str) -> str:
    """The list behind a number of the board."""
    given = {"list": "reach", "office": "" if office is None else str(office)} | asked
    return reverse("worklist") + Asked(**given).query()


def tiles(found: Board, office: int | None) -> list[Number]:
    waiting = found.waiting
    return [
        Number(_("Overdue"), waiting["late"], to_list(office, due="late"), "late"),
        Number(_("Target or own day passed"), waiting["past"], to_list(office, due="past"), "past"),
        Number(_("At risk"), waiting["risk"], to_list(office, due="risk"), "risk"),
        Number(_("Unassigned"), waiting["unassigned"], to_list(office, who=NOBODY), "week"),
        Number(_("Waits for my approval"), waiting["approval"], to_list(office, list="approval"), "week"),
        Number(_("Follow-up passed"), waiting["stuck"], to_list(office, due="stuck"), "stuck"),
        Number(_("Decided, not sent"), waiting["sending"], to_list(office, stage="sending"), "week"),
        Number(_("All that waits"), found.total, to_list(office), "all"),
    ]


def loads(found: Board, office: int | None) -> list[dict[str, Any]]:
    """A row a person: cases, by full time, overdue, past target, at risk, and how far a bar goes (0–20)."""
    most = max((one.per_full_time for one in found.loads), default=0) or 1
    return [_load(one, office, float(most)) for one in found.loads]


def _load(one: Load, office: int | None, most: float) -> dict[str, Any]:
    who = one.person.initials
    return {
        "person": one.person,
        "weight": one.person.weight,
        "cases": Number(_("Cases"), one.cases, to_list(office, who=who)),
        "late": Number(_("Overdue"), one.late, to_list(office, who=who, due="late")),
        "past": Number(_("Target or own day passed"), one.past, to_list(office, who=who, due="past")),
        "risk": Number(_("At risk"), one.risk, to_list(office, who=who, due="risk")),
        "per_full_time": one.per_full_time,
        "bar": round(float(one.per_full_time) / most * 20),
    }


def coming(found: Board, office: int | None) -> Part:
    """The weeks ahead: deadlines and other days falling, and those usually missed from here."""
    rows = tuple((_week(one), one.counts) for one in found.coming)
    heads = (_("Week"), _("Days falling"), _("of these at risk"))
    name = _("Days falling in the next eight weeks: %(told)s") % {"told": _aloud(rows)}
    table = tuple(
        (
            _week_of(one),
            (
                Number("", one.counts[0], to_list(office, due=one.name)),
                Number("", one.counts[1], to_list(office, due=f"{one.name}-risk")),
            ),
        )
        for one in found.coming
    )
    words = _(
        "A case is at risk when its day is nearer than such cases usually still need. "
        "What has passed already is not here."
    )
    bars = Bars(name, heads[1], heads[1:], rows, overlay=True)
    return Part("coming", _("What comes"), words, pictures(bars), heads, table)


def ages(found: Board, office: int | None) -> Part:
    """How old what waits is, in weeks since receipt."""
    rows = tuple((_age(age), (cases,)) for age, cases in found.ages)
    heads = (_("Weeks since receipt"), _("Cases"))
    name = _("Age of what waits, in weeks: %(told)s") % {"told": _aloud(rows)}
    table = tuple(
        (_age(age), (Number("", cases, to_list(office, age=age, sort="age")),)) for age, cases in found.ages
    )
    tenth, touched = found.oldest
    words = _("The oldest tenth is %(tenth)s cases; %(touched)s of them were touched within four weeks.") % {
        "tenth": tenth,
        "touched": touched,
    }
    return Part(
        "ages", _("How old it is"), words, pictures(Bars(name, heads[0], heads[1:], rows)), heads, table
    )


def flow(found: Board) -> Part:
    """In and out by week."""
    rows = tuple((_week(one), one.counts) for one in found.flow)
    heads = (_("Week"), _("Received"), _("Closed"))
    name = _("Received and closed by week: %(told)s") % {"told": _aloud(rows)}
    table = tuple((_week_of(one), tuple(Number("", n, "") for n in one.counts)) for one in found.flow)
    came, went = (sum(one.counts[at] for one in found.flow) for at in (0, 1))
    share = _("none came in") if not came else f"{went * 100 // came} %"
    words = _(
        "In eight weeks %(came)s came in and %(went)s were closed (%(share)s). The last week is not over."
    ) % {
        "came": came,
        "went": went,
        "share": share,
    }
    return Part(
        "flow", _("In and out"), words, pictures(Bars(name, _("Cases"), heads[1:], rows)), heads, table
    )


def _aloud(rows: tuple[tuple[str, tuple[int, ...]], ...]) -> str:
    return "; ".join(f"{place}: {', '.join(map(str, counts))}" for place, counts in rows)


def _week(one: Week) -> str:
    return str(int(one.name[6:]))


def _week_of(one: Week) -> str:
    return _("Week %(number)s, from %(day)s") % {"number": _week(one), "day": _short(one.monday)}


def _short(day: date) -> str:
    return f"{day.day}.{day.month}."


def _age(age: str) -> str:
    low, _dash, high = age.partition("-")
    return f"{low}–{high}" if high else f"{low}+"
