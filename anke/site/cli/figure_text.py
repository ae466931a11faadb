"""A figure as data for programs, and as text for people."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from anke.rules.definitions import Kind, Unit
from anke.rules.local import DENMARK
from anke.rules.scoring import shown

if TYPE_CHECKING:
    from anke.site.cli.figure_ import Answer
    from anke.steering.statistics.queries import FigureCase, Guards

_DECIMALS = {Unit.PERCENT: 1, Unit.WEEKS: 1, Unit.DAYS: 1, Unit.CASES: 0}
WORDS: dict[str, dict[str, str]] = {
    "da": {
        "percent": "pct.",
        "weeks": "uger",
        "days": "dage",
        "cases": "sager",
        "none": "intet tal: ingen sager falder under opgørelsen i perioden",
        "share": "{part} af {cases} sager",
        "mean": "{part} dage i alt, {cases} sager",
        "older": "{part} af {cases} verserende sager",
        "period": "Periode",
        "known": "Kendt",
        "now": "nu: alt til og med hændelse {watermark}",
        "then": "den {moment}: alt til og med hændelse {watermark}",
        "definition": "Definition",
        "digest": "Fingeraftryk af sagerne",
        "newer": "{newer} nyere hændelser er ikke med i statistikken endnu. Kør: anke export",
        "synthetic": "Opdigtede data: ingen af sagerne findes.",
        "beside": "Ved siden af gennemsnittet",
        "pending": "verserende sager: {pending}; alder i dage: gennemsnit {mean}, median {median}, "
        "90 pct. er højst {p90}, ældste {oldest}",
        "clearance": "modtaget {received}, afgjort {decided}{rate}",
        "rate": " ({clearance} afgjort pr. 100 modtagne)",
        "case": "Sag",
        "received": "Modtaget",
        "stopped": "Slut",
        "length": "Dage",
        "in": "Med",
        "why": "Begrundelse",
        "yes": "ja",
        "no": "nej",
    },
    "en": {
        "percent": "per cent",
        "weeks": "weeks",
        "days": "days",
        "cases": "cases",
        "none": "no figure: no case falls under the measure in the period",
        "share": "{part} of {cases} cases",
        "mean": "{part} days in all, {cases} cases",
        "older": "{part} of {cases} pending cases",
        "period": "Period",
        "known": "Known",
        "now": "now: everything up to event {watermark}",
        "then": "at {moment}: everything up to event {watermark}",
        "definition": "Definition",
        "digest": "Fingerprint of the cases",
        "newer": "{newer} newer events are not in the statistics yet. Run: anke export",
        "synthetic": "Made-up data: none of the cases exists.",
        "beside": "Beside the mean",
        "pending": "pending cases: {pending}; age in days: mean {mean}, median {median}, "
        "90 per cent are at most {p90}, oldest {oldest}",
        "clearance": "received {received}, decided {decided}{rate}",
        "rate": " ({clearance} decided per 100 received)",
        "case": "Case",
        "received": "Received",
        "stopped": "Stopped",
        "length": "Days",
        "in": "In",
        "why": "Reason",
        "yes": "yes",
        "no": "no",
    },
}


def as_data(found: "Answer") -> dict[str, Any]:
    """The figure for programs. Numbers that are not whole are text, so that no digit is lost."""
    figure, period = found.figure, found.figure.period
    data: dict[str, Any] = {
        "measure": figure.measure,
        "title": found.wanted.title,
        "period": {"name": period.name, "first": period.first, "last": period.last},
        "value": None if figure.value is None else str(figure.value),
        "unit": figure.unit.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "known_at": None if figure.known_at is None else figure.known_at.isoformat(),
        "watermark": figure.watermark,
        "definition": figure.definition,
        "digest": figure.digest,
        "newer_events": found.newer,
        "synthetic": found.synthetic,
    }
    if found.guards is not None:
        data["guards"] = vars(found.guards)
    if found.cases is not None:
        data["cases"] = [_case(one) for one in found.cases]
    return data


def _case(one: "FigureCase") -> dict[str, Any]:
    data = vars(one)
    return {"id": data["id"], "in": data["counted"]} | {
        name: value for name, value in data.items() if name not in ("id", "counted")
    }


def in_words(found: "Answer", lang: str, *, brief: bool) -> str:
    """The figure for people; `brief`: the figure alone, and its cases where they are asked for."""
    words, figure = WORDS[lang], found.figure
    value = words["none"] if figure.value is None else number(figure.value, _DECIMALS[figure.unit], lang)
    unit = "" if figure.value is None else f" {words[figure.unit.value]}"
    lines = [f"{value}{unit}"]
    if not brief:
        lines = [f"{figure.measure}  {found.wanted.title}", "", f"  {lines[0]}{_of(found, lang)}", ""]
        lines += _rests_on(found, lang)
    if found.cases is not None:
        lines += ["", *_listed(found, lang)]
    return "\n".join(lines)


def _of(found: "Answer", lang: str) -> str:
    """What the value is a part of."""
    figure, kind = found.figure, found.wanted.measure.kind
    if figure.value is None or kind in (Kind.COUNT, Kind.STOCK):
        return ""
    form = {Kind.MEAN_DURATION: "mean", Kind.STOCK_OLDER_THAN: "older"}.get(kind, "share")
    part, cases = whole(figure.numerator, lang), whole(figure.denominator, lang)
    return f"  ({WORDS[lang][form].format(part=part, cases=cases)})"


def _rests_on(found: "Answer", lang: str) -> list[str]:
    words, figure = WORDS[lang], found.figure
    known = "now" if figure.known_at is None else "then"
    moment = figure.known_at and f"{figure.known_at.astimezone(DENMARK):%Y-%m-%d %H:%M}"
    rows = [
        (words["period"], f"{figure.period.name} ({figure.period.first} – {figure.period.last})"),
        (words["known"], words[known].format(watermark=whole(figure.watermark, lang), moment=moment)),
        (words["definition"], figure.definition),
        (words["digest"], figure.digest),
    ]
    wide = max(len(name) for name, _ in rows)
    lines = [f"  {name:<{wide}}  {said}" for name, said in rows]
    if found.guards is not None:
        lines += ["", f"  {words['beside']}:", *(f"    {line}" for line in _guards(found.guards, lang))]
    if found.newer:
        lines += ["", f"  {words['newer'].format(newer=whole(found.newer, lang))}"]
    if found.synthetic:
        lines += ["", f"  {words['synthetic']}"]
    return lines


def _guards(guards: "Guards", lang: str) -> list[str]:
    words = WORDS[lang]
    ages = {
        "mean": guards.mean_age,
        "median": guards.median_age,
        "p90": guards.p90_age,
        "oldest": guards.oldest_age,
    }
    said = {name: "–" if age is None else number(Decimal(age), 0, lang) for name, age in ages.items()}
    rate = ""
    if guards.clearance is not None:
        rate = words["rate"].format(clearance=number(guards.clearance, 1, lang))
    received, decided = whole(guards.received, lang), whole(guards.decided, lang)
    return [
        words["pending"].format(pending=whole(guards.pending, lang), **said),
        words["clearance"].format(received=received, decided=decided, rate=rate),
    ]


def _listed(found: "Answer", lang: str) -> list[str]:
    from anke.steering.statistics.queries import reason_in_words

    words = WORDS[lang]
    heads = [words[name] for name in ("case", "received", "stopped", "length", "in", "why")]
    rows = [heads] + [
        [
            one.id,
            _day(one.received_on),
            _day(one.stop_on),
            "–" if one.days is None else whole(one.days, lang),
            words["yes" if one.counted else "no"],
            reason_in_words(one.reason, lang, found.wanted.exclusions),
        ]
        for one in found.cases or []
    ]
    wide = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    return [
        "  ".join(text.ljust(size) for text, size in zip(row, wide, strict=True)).rstrip() for row in rows
    ]


def _day(day: date | None) -> str:
    return "–" if day is None else day.isoformat()


def whole(value: int, lang: str) -> str:
    return number(Decimal(value), 0, lang)


def number(value: Decimal, decimals: int, lang: str) -> str:
    """A number with Danish or English separators.

    >>> number(Decimal("1234.45"), 1, "da"), number(Decimal("1234.45"), 1, "en")
    ('1.234,5', '1,234.5')
    """
    text = f"{shown(value, decimals):,}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))
