"""Figures, dates and statuses as people write them, in Danish and English."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from anke.content.schema.base import Text
from anke.content.schema.subgoal import Basis, PlanUnit
from anke.rules.bearing import Bearing
from anke.rules.periods import Period
from anke.rules.scoring import Comparator, Logic, Score, Status, shown
from anke.rules.trace import MONTHS

MINUS, DASH = "−", "–"
NO_FIGURE = Text(da="intet tal", en="no figure")
PRELIMINARY = Text(da="foreløbigt", en="preliminary")
NO_TARGET = Text(da="intet måltal", en="no target")

STATUS = {
    Status.MET: Text(da="opfyldt", en="met"),
    Status.NOT_MET: Text(da="ikke opfyldt", en="not met"),
    Status.UNDECIDED: Text(da="kan endnu ikke afgøres", en="not yet decidable"),
}
BRIEFLY = STATUS | {Status.UNDECIDED: Text(da="ikke afgjort", en="undecided")}
BEARING = {
    Bearing.MET: Text(da="opfyldt", en="met"),
    Bearing.ON_COURSE: Text(da="på vej", en="on course"),
    Bearing.AT_RISK: Text(da="i fare", en="at risk"),
    Bearing.NOT_MET: Text(da="ikke opfyldt", en="not met"),
    Bearing.UNDECIDED: Text(da="kan endnu ikke afgøres", en="not yet decidable"),
    Bearing.AWAITING: Text(da="afventer tal udefra", en="awaiting external figure"),
}
LOGIC = {
    Logic.ALL_OF: Text(da="Alle dele skal være opfyldt.", en="Every part must be met."),
    Logic.ANY_OF: Text(da="Mindst én del skal være opfyldt.", en="At least one part must be met."),
}
REQUIRES = Text(da="Det kræver også, at {goals} er opfyldt.", en="It also requires that {goals} is met.")
GROUP = {
    "strategic_core": Text(da="Strategiske og kernefaglige mål", en="Strategic and core goals"),
    "economic_organisational": Text(
        da="Økonomiske og organisatoriske mål", en="Economic and organisational goals"
    ),
}
BASIS = {
    Basis.COMPUTED: Text(da="beregnet af sagerne", en="computed from the cases"),
    Basis.EXTERNAL: Text(da="oplyst udefra", en="reported from outside"),
    Basis.DELIVERABLE: Text(da="leverance med frist", en="delivery with a due date"),
    Basis.ACTIVITY: Text(da="aktivitet i løbet af året", en="activity during the year"),
    Basis.COMPLETENESS: Text(da="fuldstændig rapport", en="complete report"),
    Basis.LOST: Text(da="kriteriet er gået tabt", en="the criterion is lost"),
}
# one and many
UNIT = {
    PlanUnit.PERCENT: (Text(da="pct.", en="%"), Text(da="pct.", en="%")),
    PlanUnit.WEEKS: (Text(da="uge", en="week"), Text(da="uger", en="weeks")),
    PlanUnit.CASES: (Text(da="sag", en="case"), Text(da="sager", en="cases")),
    PlanUnit.DAYS_PER_FTE: (
        Text(da="dag pr. årsværk", en="day per full-time equivalent"),
        Text(da="dage pr. årsværk", en="days per full-time equivalent"),
    ),
    PlanUnit.LEVEL: (Text(da="niveau", en="level"), Text(da="niveau", en="level")),
    PlanUnit.CELLS: (Text(da="tal", en="figure"), Text(da="tal", en="figures")),
    PlanUnit.DONE: (Text(da="udført", en="done"), Text(da="udført", en="done")),
}
ASKED = {
    Comparator.AT_LEAST: Text(da="mindst", en="at least"),
    Comparator.AT_MOST: Text(da="højst", en="at most"),
    Comparator.BELOW: Text(da="under", en="below"),
    Comparator.WITHIN: Text(da="højst ±", en="at most ±"),
    Comparator.EQUAL: Text(da="alle", en="all"),
}


def number(value: Decimal, decimals: int, lang: str) -> str:
    """A number with Danish or English separators, rounded half away from zero.

    >>> number(Decimal("1234.45"), 1, "da"), number(Decimal("-2.24"), 1, "en"), number(Decimal(213), 0, "da")
    ('1.234,5', '−2.2', '213')
    """
    rounded = shown(value, decimals)
    text = f"{abs(rounded):,}"
    if not lang.startswith("en"):
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if rounded < 0 else text


def count(value: int, lang: str) -> str:
    """
    >>> count(12345, "da"), count(12345, "en")
    ('12.345', '12,345')
    """
    return number(Decimal(value), 0, lang)


def with_unit(value: Decimal, unit: PlanUnit, decimals: int, lang: str) -> str:
    """
    >>> with_unit(Decimal("97.44"), PlanUnit.PERCENT, 1, "da"), with_unit(Decimal(1), PlanUnit.CASES, 0, "en")
    ('97,4 pct.', '1 case')
    >>> with_unit(Decimal(4), PlanUnit.LEVEL, 0, "da"), with_unit(Decimal("97.44"), PlanUnit.PERCENT, 1, "en")
    ('niveau 4', '97.4%')
    """
    text, (one, many) = number(value, decimals, lang), UNIT[unit]
    if unit is PlanUnit.LEVEL:
        return f"{one[lang]} {text}"
    word = (one if shown(value, decimals) == 1 else many)[lang]
    return f"{text}{word}" if word == "%" else f"{text} {word}"


def day(when: date, lang: str) -> str:
    """
    >>> day(date(2025, 4, 22), "da"), day(date(2025, 4, 22), "en")
    ('22. april 2025', '22 April 2025')
    """
    da, en = MONTHS[when.month - 1]
    return f"{when.day} {en} {when.year}" if lang.startswith("en") else f"{when.day}. {da} {when.year}"


def period(which: Period, lang: str) -> str:
    """A period by its first and last day.

    >>> from anke.rules.periods import parse_period
    >>> period(parse_period("2025Q1..2025Q3"), "da")
    '1. januar – 30. september 2025'
    """
    first = day(which.first, lang)
    if which.first.year == which.last.year:
        first = first.removesuffix(f" {which.first.year}")
    return f"{first} {DASH} {day(which.last, lang)}"


def period_name(which: Period, lang: str) -> str:
    """A period by its name.

    >>> from anke.rules.periods import parse_period
    >>> [period_name(parse_period(text), "da") for text in ("2025Q3", "2025", "2025-07", "2025Q1..2025Q3")]
    ['3. kvartal 2025', '2025', 'juli 2025', '1. januar – 30. september 2025']
    """
    english, months = lang.startswith("en"), len(which.months)
    if months == 1:
        return f"{MONTHS[which.first.month - 1][english]} {which.first.year}"
    if months == 3 and which.first.month % 3 == 1:
        which_one = which.first.month // 3 + 1
        name = (
            f"{('First', 'Second', 'Third', 'Fourth')[which_one - 1]} quarter of"
            if english
            else f"{which_one}. kvartal"
        )
        return f"{name} {which.first.year}"
    if months == 12 and which.first.month == 1:
        return str(which.first.year)
    return period(which, lang)


def listed(items: Iterable[str], lang: str) -> str:
    """
    >>> listed(["a", "b", "c"], "da"), listed(["a"], "en")
    ('a, b og c', 'a')
    """
    *most, last = items
    word = "and" if lang.startswith("en") else "og"
    return f"{', '.join(most)} {word} {last}" if most else last


def score(found: Score, lang: str) -> str:
    """A number where there is one, an interval where there is none.

    >>> score(Score(Decimal("14.29"), Decimal("71.43"), 2, 4, 8), "da")
    'mellem 14,29 og 71,43 pct.'
    """
    high = with_unit(found.high, PlanUnit.PERCENT, 2, lang)
    if found.settled:
        return high
    words = Text(da="mellem {low} og {high}", en="between {low} and {high}")
    return words[lang].format(low=number(found.low, 2, lang), high=high)


REMARK = Text(da="Ændring i grundlaget fra {day}: {words}", en="Change of basis from {day}: {words}")
REMARK_OF = Text(
    da="Ændring i grundlaget for {goal} fra {day}: {words}",
    en="Change of basis of {goal} from {day}: {words}",
)


def remark(goal: str | None, words: str, on: date, lang: str) -> str:
    """A change of what a promise rests on; it leaves the promise as it is.

    >>> remark("1.2", "Loven blev ændret.", date(2025, 7, 1), "da")
    'Ændring i grundlaget for 1.2 fra 1. juli 2025: Loven blev ændret.'
    """
    said = REMARK_OF if goal else REMARK
    return said[lang].format(goal=goal, day=day(on, lang), words=words)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
