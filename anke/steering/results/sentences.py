"""What the report says of one promise, in words: its target, the distance to it, what is waited for."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from anke.content.schema.base import Text
from anke.content.schema.plan import Plan
from anke.content.schema.subgoal import DueDate, PlanUnit, PrintedFigure, Subgoal, TargetKind
from anke.rules.scoring import Comparator, Status, shown
from anke.steering.results import phrases
from anke.steering.results.verdicts import Missing, Target, Verdict

POINTS = Text(da="procentpoint", en="percentage points")
WAITING = {
    Missing.CASES: Text(
        da="Der er endnu ingen sager at måle på i perioden.",
        en="There are no cases to measure in the period yet.",
    ),
    Missing.YEAR: Text(
        da="Antallet vokser året igennem, {figure} indtil nu. Målet afgøres, når {year} er slut.",
        en="The number grows through the year, {figure} so far. It is decided when {year} is over.",
    ),
    Missing.FIGURE: Text(
        da="Venter på tallet for {year} (kilde: {reporter}).",
        en="Waits for the figure for {year} (source: {reporter}).",
    ),
    Missing.BENCHMARK: Text(
        da="Venter på sammenligningstallet for {year}: {benchmark} (kilde: {source}).",
        en="Waits for the benchmark for {year}: {benchmark} (source: {source}).",
    ),
    Missing.TARGET: Text(
        da="Der er ikke trykt noget måltal for {year}.", en="No target is printed for {year}."
    ),
    Missing.DELIVERY: Text(da="Endnu ikke registreret: {acts}.", en="Not registered yet: {acts}."),
    Missing.DUE_DATE: Text(
        da="Planen nævner ingen dato for »{undated}«. Den skal skrives ind i indholdet.",
        en="The plan gives no date for “{undated}”. It must be written into the content.",
    ),
    Missing.CELLS: Text(
        da="Der mangler {absent} af {expected} tal.", en="{absent} of {expected} figures are missing."
    ),
    Missing.PRECISION: Text(
        da="De trykte tal er afrundet for groft til at afgøre det.",
        en="The printed figures are rounded too coarsely to decide it.",
    ),
    Missing.PRINTED: Text(
        da="Der er ikke trykt noget resultat for {year}.", en="No result is printed for {year}."
    ),
    Missing.PRINTED_BENCHMARK: Text(
        da="Der er ikke trykt noget sammenligningstal for {year} ({benchmark}).",
        en="No benchmark is printed for {year} ({benchmark}).",
    ),
    Missing.LOST: Text(
        da="Målboksen er gået tabt i planens tekst; intet af det trykte kan afgøre målet.",
        en="The goal box is lost from the plan's text; nothing printed can decide the goal.",
    ),
}
# On which side of the target: by comparator, (the figure is greater, the figure is less).
OVER, UNDER = (
    Text(da="{x} over målet", en="{x} above the target"),
    Text(da="{x} under målet", en="{x} below the target"),
)
OUTSIDE = Text(da="{x} uden for målet", en="{x} outside the target")
INSIDE = Text(da="{x} inden for målet", en="{x} inside the target")
EXACT = Text(da="præcis på målet", en="exactly on the target")
UNKNOWN = Text(da="kendes ikke", en="not known")
DUE = Text(da="senest {day}", en="{day} at the latest")
NO_DUE = Text(da="ingen dato i planen", en="no date in the plan")
DONE_ON = Text(da="registreret {day}", en="registered {day}")
NOT_DONE = Text(da="endnu ikke registreret", en="not registered yet")


def figure(value: Decimal | None, unit: PlanUnit, decimals: int, target: Target | None, lang: str) -> str:
    """A figure as shown; with more decimals where rounding would make it look like its target.

    >>> at_most = Target(TargetKind.VALUE, Decimal("30.0"), Comparator.AT_MOST)
    >>> figure(Decimal("30.04"), PlanUnit.WEEKS, 1, at_most, "da")
    '30,04 uger'
    """
    if value is None:
        return phrases.NO_FIGURE[lang]
    mark = None if target is None else target.value
    if unit is PlanUnit.LEVEL and value == value.to_integral_value():
        decimals = 0
    while (
        mark is not None
        and value != mark
        and shown(value, decimals) == shown(mark, decimals)
        and decimals < 4
    ):
        decimals += 1
    return phrases.with_unit(value, unit, decimals, lang)


def target(
    found: Target | None, subgoal: Subgoal, lang: str, due: Mapping[str, date | None] | None = None
) -> str:
    """What is asked: `mindst 97,0 pct.`; of a delivery, by when."""
    if found is None:
        return UNKNOWN[lang]
    if found.kind is TargetKind.NONE:
        return phrases.NO_TARGET[lang]
    if found.kind is TargetKind.DONE:
        return _by_when((due or {}).values(), lang)
    asked = phrases.ASKED[found.comparator][lang]
    if found.kind is TargetKind.VALUE and found.value is not None:
        amount = phrases.with_unit(found.value, subgoal.unit, _decimals(found.value, subgoal), lang)
        return f"{asked}{'' if asked.endswith('±') else ' '}{amount}"
    return f"{asked} {_benchmark(found, subgoal, lang)}"


def _by_when(days: Iterable[date | None], lang: str) -> str:
    known = sorted({one for one in days if one is not None})
    if not known:
        return NO_DUE[lang]
    return DUE[lang].format(day=phrases.listed((phrases.day(one, lang) for one in known), lang))


def _benchmark(found: Target, subgoal: Subgoal, lang: str) -> str:
    title = "" if subgoal.benchmark is None else lowered(subgoal.benchmark.title[lang])
    if found.distance is not None:
        title += f" {phrases.MINUS} {phrases.number(found.distance, subgoal.decimals, lang)} {POINTS[lang]}"
    if found.value is None:
        return title
    return f"{phrases.with_unit(found.value, subgoal.unit, subgoal.decimals, lang)} ({title})"


def _decimals(value: Decimal, subgoal: Subgoal) -> int:
    whole = subgoal.unit is PlanUnit.LEVEL and value == value.to_integral_value()
    return 0 if whole else subgoal.decimals


def distance(away: Decimal | None, found: Target, subgoal: Subgoal, lang: str) -> str:
    """How far from the target and on which side; empty where there is nothing to measure. `away` is positive
    on the right side."""
    if away is None or subgoal.unit is PlanUnit.DONE:
        return ""
    if away == 0:
        return EXACT[lang]
    decimals = subgoal.decimals
    while shown(away, decimals) == 0 and decimals < 4:
        decimals += 1
    return _side(away, found.comparator)[lang].format(x=amount(abs(away), subgoal, decimals, lang))


def _side(away: Decimal, comparator: Comparator) -> Text:
    if comparator is Comparator.WITHIN:
        return INSIDE if away > 0 else OUTSIDE
    more = comparator in (Comparator.AT_LEAST, Comparator.EQUAL)
    return OVER if (away > 0) == more else UNDER


def amount(value: Decimal, subgoal: Subgoal, decimals: int, lang: str) -> str:
    """A difference between two figures: of percentages, in percentage points."""
    if subgoal.unit is PlanUnit.PERCENT:
        return f"{phrases.number(value, decimals, lang)} {POINTS[lang]}"
    return phrases.with_unit(value, subgoal.unit, decimals, lang)


def waiting(
    verdict: Verdict, subgoal: Subgoal, year: int, due: Mapping[str, date | None], lang: str
) -> str | None:
    """What an undecided promise waits for; None where it is decided."""
    if verdict.status is not Status.UNDECIDED:
        return None
    expected = verdict.target.value if verdict.target else None
    waited_for = [one for one in subgoal.due if one.act in verdict.open_acts]
    known = {
        "year": year,
        "figure": None if verdict.figure is None else phrases.number(verdict.figure, 0, lang),
        "reporter": subgoal.external.reported_by[lang] if subgoal.external else "",
        "benchmark": lowered(subgoal.benchmark.title[lang]) if subgoal.benchmark else "",
        "source": subgoal.benchmark.source[lang] if subgoal.benchmark else "",
        "acts": "; ".join(_act(one, due, lang) for one in waited_for if due.get(one.act)),
        "undated": "; ".join(lowered(one.text[lang]) for one in waited_for if not due.get(one.act)),
        "expected": expected,
        "absent": (expected or 0) - (verdict.figure or 0),
    }
    return " ".join(WAITING[one][lang].format(**known) for one in verdict.missing)


def deliveries(
    subgoal: Subgoal, done: Mapping[str, date | None], due: Mapping[str, date | None], lang: str
) -> tuple[str, ...]:
    """Each date of a delivery: what is asked, by when, and what has come."""
    found = []
    for one in subgoal.due:
        on = done.get(one.act)
        came = NOT_DONE[lang] if on is None else DONE_ON[lang].format(day=phrases.day(on, lang))
        found.append(f"{_act(one, due, lang)}: {came}")
    return tuple(found)


def delivered(subgoal: Subgoal, done: Mapping[str, date | None], lang: str) -> str:
    """In the place of a figure: when all of a delivery was there."""
    days = [done.get(one.act) for one in subgoal.due]
    known = [one for one in days if one is not None]
    if len(known) < len(days):
        return NOT_DONE[lang]
    return DONE_ON[lang].format(day=phrases.day(max(known), lang))


def _act(one: DueDate, due: Mapping[str, date | None], lang: str) -> str:
    when = due.get(one.act)
    limit = NO_DUE[lang] if when is None else DUE[lang].format(day=phrases.day(when, lang))
    return f"{lowered(one.text[lang])} ({limit})"


def lowered(text: str) -> str:
    """A title inside a sentence: its first letter small, unless it is an abbreviation.

    >>> lowered("Statens gennemsnit"), lowered("ISO 27001")
    ('statens gennemsnit', 'ISO 27001')
    """
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def ended(text: str) -> str:
    """With one full stop at its end.

    >>> ended("mindst 97,0 pct."), ended("højst 130 sager")
    ('mindst 97,0 pct.', 'højst 130 sager.')
    """
    return text if text.endswith(".") else f"{text}."


def printed(plan: Plan, subgoal: Subgoal, lang: str) -> str | None:
    """The plan's own printed result of its year, where there is one."""
    cell = subgoal.result(plan.year)
    return None if cell is None or cell.value is None else cell_printed(cell, cell.value, subgoal, lang)


def cell_printed(cell: PrintedFigure, value: Decimal, subgoal: Subgoal, lang: str) -> str:
    """A printed figure with its unit; one the paper marks as preliminary says so ("13,1**" in the paper)."""
    text = phrases.with_unit(value, subgoal.unit, 2 if cell.inferred else subgoal.decimals, lang)
    return f"{text} ({phrases.PRELIMINARY[lang]})" if cell.preliminary else text
