"""What a measurement found: counted answers, intervals, agreement, the two scores and their sum."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from anke.content.schema.base import Text
from anke.content.schema.quality_form import Criterion
from anke.organisation import queries as organisation
from anke.oversight.quality.central.acting import central_of
from anke.oversight.quality.models import Draw, Frame, Measurement
from anke.rules import quality_statistics as statistics
from anke.rules.quality_statistics import Rated

Answers = dict[tuple[str, str], str]  # number, criterion: answer
_TENTH = Decimal("0.1")


def lacking(found: Measurement) -> tuple[int, int]:
    """How many readings are not rated, and how many disagreements are not settled."""
    return found.counted.filter(rated_by="").count(), len(disagreements(found, unsettled=True))


def disagreements(found: Measurement, *, unsettled: bool = False) -> list[tuple[str, str]]:
    """(case, criterion) where the two sides of part A gave different answers."""
    sides: dict[str, list[dict[str, str]]] = {}
    for one in found.counted.filter(part="A", answers__isnull=False).order_by("number", "side"):
        sides.setdefault(one.number, []).append(one.answers or {})
    settled = set(found.settled.values_list("number", "criterion")) if unsettled else set()
    return [
        (number, criterion)
        for number, both in sides.items()
        if len(both) == 2
        for criterion in both[0]
        if both[0][criterion] != both[1][criterion] and (number, criterion) not in settled
    ]


def final_answers(found: Measurement, part: str) -> Answers:
    """What counts for each case and criterion: what both said, what they agreed on, what the reader said."""
    rows = found.counted.filter(part=part, answers__isnull=False).exclude(side="other")
    answers = {(one.number, key): value for one in rows for key, value in (one.answers or {}).items()}
    if part == "A":
        settled = found.settled.values_list("number", "criterion", "answer")
        agreed = {(number, criterion): answer for number, criterion, answer in settled}
        answers |= {key: answer for key, answer in agreed.items() if key in answers}
    return answers


def report_of(found: Measurement) -> dict[str, Any]:
    """The report's figures. Shares and points as text with one decimal, rounded half up."""
    content = central_of(found.year)
    a = [_criterion_a(found, one) for one in content.part("A").criteria]
    b = [_criterion_b(found, one) for one in content.part("B").criteria]
    scores = {"A": _mean([one["rate"] for one in a]), "B": _mean([one["rate"] for one in b])}
    known = [one for one in scores.values() if one is not None]
    total = sum(map(Decimal, known), Decimal(0)) if len(known) == 2 else None
    return {
        "year": found.year,
        "A": a,
        "B": b,
        "scores": scores,
        "total": None if total is None else str(total),
        "words": words_of(found.year),
        "draws": _draws(found.year),
    }


def words_of(year: int) -> dict[str, Any]:
    """The words the figures are read by, in both languages: they are frozen with them."""
    content, names = central_of(year), organisation.office_titles()
    asked = [one for part in content.parts for one in part.criteria]
    return {
        "parts": {part.id: _both(part.title) for part in content.parts},
        "scales": {part.id: _both(part.scale) for part in content.parts},
        "total": _both(content.total),
        "criteria": {one.id: _both(one.title) for one in asked},
        "answers": {one.id: {each.id: _both(each.title) for each in one.answers} for one in asked},
        "notes": [_both(note.text) for note in content.notes],
        "offices": {str(code): {"da": da, "en": en} for code, (da, en) in sorted(names.items())},
    }


def _both(text: Text) -> dict[str, str]:
    return {"da": text.da, "en": text.en}


def _draws(year: int) -> dict[str, dict[str, str | int]]:
    """Which draws the cases came from, so that anybody can repeat them."""
    rows = Draw.objects.filter(activity__in=("Q5A", "Q5B"), year=year, stage=Draw.Stage.DRAWN)
    return {
        one.activity[-1]: {
            "name": one.name,
            "frame_sha256": one.frame_sha256,
            "seed": one.seed,
            "cases": sum(one.frames.values_list("cases", flat=True)),
        }
        for one in rows
    }


def _criterion_a(found: Measurement, asked: Criterion) -> dict[str, Any]:
    good = {one.id: one.good for one in asked.answers}
    answers = final_answers(found, "A")
    offices = _offices(found, "A")
    population = _population(found, "Q5A")
    rated = []
    for office, numbers in sorted(offices.items()):
        given = [good[answers[n, asked.id]] for n in numbers if (n, asked.id) in answers]
        counted = [one for one in given if one is not None]
        rated.append(Rated(office, sum(counted), len(counted), population.get(office, len(numbers))))
    agency = statistics.agency_rate(rated)
    told = statistics.agreement(_pairs(found, asked.id))
    ranked = statistics.ranking(rated)
    return {
        "id": asked.id,
        "rate": None if agency is None else _percent(agency.rate),
        "plain": None if agency is None else _percent(agency.plain),
        "low": None if agency is None else _percent(agency.interval.low),
        "high": None if agency is None else _percent(agency.interval.high),
        "of": sum(one.of for one in rated),
        "design_effect": None if agency is None else str(agency.design_effect.quantize(Decimal("0.01"))),
        "agreement": None
        if told is None
        else {
            "percent": _percent(told.percent),
            **{
                key: None if value is None else str(value.quantize(Decimal("0.01")))
                for key, value in (("kappa", told.kappa), ("ac1", told.ac1), ("alpha", told.alpha))
            },
        },
        "offices": [_office(one) for one in rated],
        "ranking": list(ranked.places),
        "ranking_refused": ranked.refused,
    }


def _office(one: Rated) -> dict[str, Any]:
    if not one.of:
        return {"office": one.office, "of": 0, "good": 0, "rate": None, "low": None, "high": None}
    interval = statistics.wilson(one.good, one.of, one.population)
    return {
        "office": one.office,
        "of": one.of,
        "good": one.good,
        "rate": _percent(Decimal(one.good) / one.of),
        "low": _percent(interval.low),
        "high": _percent(interval.high),
    }


def _criterion_b(found: Measurement, asked: Criterion) -> dict[str, Any]:
    good = {one.id: one.good for one in asked.answers}
    answers = final_answers(found, "B")
    counted = [good[answer] for (_, key), answer in answers.items() if key == asked.id]
    whole = [one for one in counted if one is not None]
    if not whole:
        return {"id": asked.id, "rate": None, "of": 0, "good": 0, "low": None, "high": None}
    interval = statistics.wilson(sum(whole), len(whole), sum(_population(found, "Q5B").values()))
    return {
        "id": asked.id,
        "rate": _percent(Decimal(sum(whole)) / len(whole)),
        "of": len(whole),
        "good": sum(whole),
        "low": _percent(interval.low),
        "high": _percent(interval.high),
    }


def _pairs(found: Measurement, criterion: str) -> list[tuple[str, str]]:
    sides: dict[str, dict[str, str]] = {}
    for one in found.counted.filter(part="A", answers__isnull=False):
        sides.setdefault(one.number, {})[one.side] = (one.answers or {})[criterion]
    return [(both["own"], both["other"]) for both in sides.values() if len(both) == 2]


def _offices(found: Measurement, part: str) -> dict[int, list[str]]:
    offices: dict[int, list[str]] = {}
    rows = found.counted.filter(part=part).exclude(side="other")
    for office, number in rows.values_list("office", "number"):
        offices.setdefault(office, []).append(number)
    return offices


def _population(found: Measurement, activity: str) -> Counter[int]:
    rows = Frame.objects.filter(draw__activity=activity, draw__year=found.year)
    return Counter(dict(rows.filter(draw__stage=Draw.Stage.DRAWN).values_list("office", "cases")))


def _percent(share: Decimal) -> str:
    return str((share * 100).quantize(_TENTH, ROUND_HALF_UP))


def _mean(rates: list[str | None]) -> str | None:
    known = [Decimal(one) for one in rates if one is not None]
    if not known:
        return None
    return str((sum(known, Decimal(0)) / len(known)).quantize(_TENTH, ROUND_HALF_UP))
