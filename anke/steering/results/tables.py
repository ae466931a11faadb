"""A subgoal in tables: what a figure hides, the boards' figures, what is printed."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from anke.content.schema.subgoal import PlanUnit
from anke.steering.results import phrases
from anke.steering.results.answers import Guards, SubgoalPage, SubgoalResult


@dataclass(frozen=True)
class Row:
    cells: tuple[str, ...]
    current: bool = False


@dataclass(frozen=True)
class Table:
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def guards(found: Guards, lang: str) -> Table:
    """What became of the cases that were not decided."""
    decided_of = _("Decided for every 100 received (clearance rate)")
    clearance = found.clearance
    rows = (
        (_("Cases pending on the last day"), _cases(found.pending, lang)),
        (_("Their mean age"), _weeks(found.mean_age, lang)),
        (_("Half of them are older than"), _weeks(found.median_age, lang)),
        (_("One in ten is older than"), _weeks(found.p90_age, lang)),
        (_("The oldest"), _weeks(found.oldest_age, lang)),
        (_("Received in the period"), _cases(found.received, lang)),
        (_("Decided in the period"), _cases(found.decided, lang)),
        (decided_of, phrases.NO_FIGURE[lang] if clearance is None else phrases.number(clearance, 1, lang)),
    )
    return Table(_("The cases that still wait"), (_("What"), _("Figure")), tuple(Row(one) for one in rows))


def _weeks(days: Decimal | int | None, lang: str) -> str:
    if days is None:
        return phrases.NO_FIGURE[lang]
    return phrases.with_unit(Decimal(days) / 7, PlanUnit.WEEKS, 1, lang)


def _cases(count: int, lang: str) -> str:
    return phrases.with_unit(Decimal(count), PlanUnit.CASES, 0, lang)


def cells(result: SubgoalResult) -> Table:
    """The boards' figures: a row for each board, a column for each figure."""
    boards: dict[str, list[str]] = {}
    heads: dict[str, str] = {}
    for one in result.cells:
        boards.setdefault(one.board_title, []).append(one.shown)
        heads[one.figure] = one.figure_title
    rows = tuple(Row((board, *shown)) for board, shown in boards.items())
    return Table(_("The boards’ figures"), (_("Board"), *heads.values()), rows)


def printed(page: SubgoalPage) -> Table:
    """The paper's own row, year by year."""
    rows = tuple(Row((one.label, one.shown, one.target_text)) for one in page.printed)
    return Table(_("As printed in the plan"), (_("Year"), _("Result"), _("Target")), rows)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
