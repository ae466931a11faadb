"""What the pages of distribution show, made ready for their templates: words, lines, bars."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from anke.casework.distribution.queries import Effect
from anke.content.load import content
from anke.organisation import queries as organisation
from anke.organisation.queries import OfficeCard


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: what is needed to know it again, and how pressing it is."""

    number: str
    case_type: str
    received_on: date
    due_on: date | None
    act_by: date | None
    status: str
    late: int  # days by which the deadline or target day is past; 0 where it is not
    aim: bool = False  # the day is that of a target for many cases, and no deadline of this one


@dataclass(frozen=True)
class Measure:
    """A row of the comparison. A cell: its column, its value, whether no other proposal has a better one."""

    title: str
    hint: str
    cells: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class Load:
    """A person's load before and after, in ordinary cases at full time; bars in percent of the longest."""

    initials: str
    now: float
    then: float
    bar_now: int
    bar_then: int

    @property
    def change(self) -> float:
        return self.then - self.now


def case_line(case: Any, lang: str, today: date) -> CaseLine:
    kind = content().case_types[case.case_type].title[lang]
    late = max((today - case.due_on).days, 0) if case.due_on else 0
    return CaseLine(
        case.number,
        kind,
        case.received_on,
        case.due_on,
        case.act_by,
        case.status,
        late,
        case.clock == "target",
    )


def comparison(effects: Sequence[Effect]) -> list[Measure]:
    """The columns against each other, row by row; the best of the proposals is marked where they differ."""
    full_time, days = _("ordinary cases at full time"), _("days since receipt")
    rows: list[tuple[str, str, str, int, bool]] = [  # title, hint, value, decimals, whether more is better
        (_("Highest load"), full_time, "most", 1, False),
        (_("Lowest load"), full_time, "least", 1, True),
        (_("Unevenness"), _("Gini: 0 is all alike, 1 is one person with everything"), "gini", 2, False),
        (
            _("Deadlines and targets likely to be missed"),
            _("an estimate; a case nobody has counts as missed"),
            "breaches",
            0,
            False,
        ),
        (_("Cases without a caseworker"), "", "unassigned", 0, False),
        (_("Mean age of the cases without a caseworker"), days, "mean_age", 0, False),
        (_("Age of the oldest case without a caseworker"), days, "oldest", 0, False),
        (_("Cases with somebody registered for the case type"), _("per cent"), "matched", 0, True),
    ]
    return [
        Measure(title, hint, _cells(effects, value, places=places, high=high))
        for title, hint, value, places, high in rows
    ]


def effect_title(effect: Effect) -> str:
    if effect.id == "now":
        return _("Now")
    return _("Proposal") if effect.id == "proposed" else effect.title


def loads(effects: Iterable[Effect]) -> list[Load]:
    """Everybody's load now and as proposed, by initials."""
    known = {one.id: one.people for one in effects}
    now, then = known["now"], known["proposed"]
    longest = max((*now.values(), *then.values(), 1))
    return [
        Load(
            who,
            now.get(who, 0) / 100,
            load / 100,
            now.get(who, 0) * 100 // longest,
            load * 100 // longest,
        )
        for who, load in sorted(then.items())
    ]


def types_of(areas: Collection[str], mastered: Collection[str], lang: str) -> list[tuple[str, str, bool]]:
    """The case types of an office's law areas, and those mastered besides: id, title, whether mastered."""
    known = content().case_types.values()
    shown = [one for one in known if one.area in areas or one.id in mastered]
    return [(one.id, one.title[lang], one.id in mastered) for one in shown]


def title_of(office: OfficeCard, lang: str) -> str:
    return office.title_en if lang == "en" else office.title_da


def office_title(code: int | None, lang: str) -> str:
    found = next((one for one in organisation.offices() if one.code == code), None)
    return title_of(found, lang) if found else ""


def seed_of(day: date) -> int:
    """The seed offered on a day: the day itself, so that whoever tries again the same day sees the same."""
    return day.year * 10_000 + day.month * 100 + day.day


def whole(text: str, *, most: int) -> int | None:
    """A whole number up to `most`, as somebody wrote it; None for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        return None
    number = int(text)
    return number if number <= most else None


def _cells(
    effects: Sequence[Effect], name: str, *, places: int, high: bool
) -> tuple[tuple[str, str, bool], ...]:
    values = [getattr(one, name) for one in effects]
    best = (max if high else min)(values[1:])  # the first is the office as it is
    differ = len(set(values[1:])) > 1
    return tuple(
        (effect_title(one), _number(value, places), differ and one.id != "now" and value == best)
        for one, value in zip(effects, values, strict=True)
    )


def _number(value: float, places: int) -> str:
    return number_format(value, decimal_pos=places, use_l10n=True)
