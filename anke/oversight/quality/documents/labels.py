"""The reports' own words, and numbers as the reader's language writes them."""

from decimal import Decimal
from typing import Final

from anke.content.schema.base import Text
from anke.oversight.quality.documents.report import Bar, Bars, Cell, Report

SYNTHETIC: Final = Text(da="Opdigtede tal", en="Made-up figures")
SYNTHETIC_WHY: Final = Text(
    da="Alle sager, personer og tal i rapporten er opdigtede.",
    en="Every case, person and figure in this report is made up.",
)
PAGE: Final = Text(da="side", en="page")
OF: Final = Text(da="af", en="of")
FINGERPRINT: Final = Text(da="Fingeraftryk", en="Fingerprint")
GOOD: Final = Text(da="Gode eksempler", en="Good examples")
BAD: Final = Text(da="Det kan blive bedre", en="Could be better")
LIMIT: Final = Text(da="Mål", en="Goal")
WHAT: Final = Text(da="Hvad", en="What")
FIGURE: Final = Text(da="Tal", en="Figure")
LOW: Final = Text(da="Interval fra", en="Interval from")
HIGH: Final = Text(da="Interval til", en="Interval to")
COUNT: Final = Text(da="Antal (n)", en="Number (n)")
INTERVAL: Final = Text(da="95\xa0%-interval", en="95\xa0% interval")
HOW_TO_READ: Final = Text(
    da="Prikken er tallet, stregen dets usikkerhed (95\xa0%-interval).",
    en="The dot is the figure, the line its uncertainty (95\xa0% interval).",
)
SOURCE: Final = Text(da="Kilde", en="Source")
NONE: Final = Text(da="Intet tal", en="No figure")
CONTENTS: Final = Text(da="Rapporten", en="The report")
PICTURE: Final = Text(da="Figur", en="Picture")
TABLE: Final = Text(da="Tabel", en="Table")
PERIOD: Final = Text(da="Periode", en="Period")
OFFICE: Final = Text(da="Fra", en="From")


def number(value: Cell, lang: str) -> str:
    """A cell as text.

    >>> number(Decimal("95.0"), "da"), number(Decimal("-0.05"), "en"), number(None, "da"), number(1234, "da")
    ('95,0', '−0.05', '–', '1234')
    """
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    text = text.replace("-", "−")
    return text if lang == "en" else text.replace(".", ",")


def measured(bar: Bar, unit: str, lang: str) -> str:
    """A figure with its interval and number.

    >>> measured(Bar("", Decimal("95.0"), Decimal("76.4"), Decimal("99.1"), 20), "%", "da")
    '95,0\\xa0% (76,4–99,1) · n\\xa0=\\xa020'
    """
    if bar.value is None:
        return NONE[lang]
    text = f"{number(bar.value, lang)}\xa0{unit}".rstrip("\xa0")
    if bar.low is not None and bar.high is not None:
        text += f" ({number(bar.low, lang)}–{number(bar.high, lang)})"
    return text if bar.of is None else f"{text} · n\xa0=\xa0{bar.of}"


def goal(bars: Bars, lang: str) -> str:
    """What the mark of the goal says; empty where there is none."""
    if bars.limit is None:
        return ""
    return f"{bars.limit_label or LIMIT[lang]} {number(bars.limit, lang)}\xa0{bars.unit}".rstrip("\xa0")


def spoken(bars: Bars, lang: str) -> str:
    """The picture in words, for whoever does not see it."""
    told = [f"{one.label}: {measured(one, bars.unit, lang)}" for one in bars.rows]
    return ". ".join([bars.title, *([goal(bars, lang)] if bars.limit is not None else []), *told]) + "."


def under(bars: Bars, lang: str) -> str:
    """The line under a picture: how to read it, and where it comes from."""
    said = [HOW_TO_READ[lang]] if any(one.low is not None for one in bars.rows) else []
    return " ".join([*said, *([f"{SOURCE[lang]}: {bars.source}"] if bars.source else [])])


def is_number(cell: Cell) -> bool:
    return isinstance(cell, int | Decimal)


def to_the_right(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> tuple[bool, ...]:
    """For each column whether it holds numbers, dashes aside; of nothing but dashes, all but the first do.

    >>> to_the_right(("a", "b", "c", "d"), (("x", 1, "y", None), ("z", None, "w", None)))
    (False, True, False, True)
    """
    return tuple(
        bool(rows)
        and (at > 0 or any(is_number(row[at]) for row in rows))
        and all(is_number(row[at]) or row[at] is None for row in rows)
        for at in range(len(columns))
    )


def edge(report: Report, lang: str) -> str:
    """What stands on every page: which report, its stamp, that it is made up."""
    said = (report.title, report.period, report.stamp, SYNTHETIC[lang] if report.synthetic else "")
    return " · ".join(one for one in said if one)
