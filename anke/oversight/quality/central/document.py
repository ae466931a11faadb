"""The measurement's report for the executive board, built from what was frozen and from nothing else."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from anke.oversight.quality.central import wording
from anke.oversight.quality.central.focusing import focus_points
from anke.oversight.quality.central.reading import corrections_of
from anke.oversight.quality.central.scoring import words_of
from anke.oversight.quality.documents.labels import number
from anke.oversight.quality.documents.report import (
    Bar,
    Bars,
    Block,
    Cell,
    Danish,
    Heading,
    Points,
    Report,
    Table,
    Words,
)
from anke.oversight.quality.models import Measurement
from anke.rules.refusal import Refused

WHOLE = Decimal(100)
MOST = {"A": 100, "B": 100}


def document_of(found: Measurement, lang: str, *, synthetic: bool) -> Report:
    """The report in the reader's language. Raises `Refused` before it is written."""
    if found.report is None or found.reported_on is None:
        raise Refused(
            f"Rapporten for {found.year} er ikke skrevet endnu.",
            f"The report of {found.year} is not written yet.",
        )
    frozen = {"words": words_of(found.year), "draws": {}, **found.report}
    approved = found.approved_on
    stamp = (wording.APPROVED if approved else wording.WRITTEN)[lang]
    blocks = [
        *_result(frozen, lang),
        Heading(wording.NEEDS[lang]),
        Words(Danish(found.needs)),
        *(block for one in frozen["A"] for block in _criterion(one, frozen, lang)),
        *_part_b(frozen, lang),
        *_corrections(found, frozen, lang),
        *_focus(found, frozen, lang),
        *_follow_up(found, lang),
        *_how(frozen, lang),
    ]
    return Report(
        title=wording.TITLE[lang],
        subtitle=wording.SUBTITLE[lang].format(year=found.year),
        office=wording.FROM[lang],
        period=str(found.year),
        stamp=stamp.format(day=_day(approved or found.reported_on)),
        synthetic=synthetic,
        blocks=tuple(blocks),
        fingerprint=found.sha256,
        day=found.reported_on,
    )


def _result(frozen: dict[str, Any], lang: str) -> Iterator[Block]:
    said = frozen["words"]
    yield Heading(wording.RESULT[lang])
    rows: list[tuple[Cell, ...]] = [
        (_part(part, said, lang), _decimal(frozen["scores"][part]), MOST[part], said["scales"][part][lang])
        for part in ("A", "B")
    ]
    in_all = (wording.IN_ALL[lang], _decimal(frozen["total"]), sum(MOST.values()), said["total"][lang])
    heads = tuple(one[lang] for one in wording.RESULT_HEADS)
    yield Table(heads, (*rows, in_all), note=wording.BOTH[lang])
    bars = tuple(_bar(said["criteria"][one["id"]][lang], one) for part in ("A", "B") for one in frozen[part])
    yield Bars(wording.ALL_CRITERIA[lang], "%", bars, source=_sources(frozen, "AB", lang), most=WHOLE)


def _criterion(one: dict[str, Any], frozen: dict[str, Any], lang: str) -> Iterator[Block]:
    """A question of part 1: the agency, its offices, how far two managements agreed, if they are ranked."""
    title, names = frozen["words"]["criteria"][one["id"]][lang], frozen["words"]["offices"]
    yield Heading(title)
    yield Words(_rate(one, lang))
    if one["agreement"]:
        yield _agreement(one["agreement"], lang)
    offices = [(_name(names, each["office"], lang), each) for each in one["offices"]]
    bars = tuple(_bar(name, each) for name, each in offices)
    heading = wording.BY_OFFICE[lang].format(title=title)
    yield Bars(heading, "%", bars, source=_sources(frozen, "A", lang), most=WHOLE)
    rows = tuple((name, *_figures(each)) for name, each in offices)
    heads = tuple(head[lang] for head in wording.OFFICE_HEADS)
    yield Table(heads, rows, note=wording.INTERVALS[lang], title=heading)
    if one["ranking_refused"]:
        yield Words(one["ranking_refused"][lang == "en"])
    elif one["ranking"]:
        yield Words(wording.RANKED[lang].format(offices=", ".join(map(str, one["ranking"]))))


def _rate(one: dict[str, Any], lang: str) -> str:
    if one["rate"] is None:
        return wording.NO_RATE[lang]
    told = {key: number(_decimal(one[key]), lang) for key in ("rate", "low", "high", "plain")}
    effect = number(_decimal(one["design_effect"]), lang)
    return wording.RATE[lang].format(**told, of=one["of"], effect=effect)


def _agreement(told: dict[str, str | None], lang: str) -> Table:
    rows = tuple((name[lang], _decimal(told[key]), tells[lang]) for key, name, tells in wording.MEASURES)
    heads = tuple(head[lang] for head in wording.AGREEMENT_HEADS)
    return Table(heads, rows, note=wording.TOGETHER[lang], title=wording.AGREEMENT[lang])


def _part_b(frozen: dict[str, Any], lang: str) -> Iterator[Block]:
    said = frozen["words"]
    yield Heading(_part("B", said, lang))
    named = [(said["criteria"][one["id"]][lang], one) for one in frozen["B"]]
    bars = tuple(_bar(name, one) for name, one in named)
    title = said["parts"]["B"][lang]
    yield Bars(title, "%", bars, source=_sources(frozen, "B", lang), most=WHOLE)
    heads = (wording.QUESTION[lang], *(head[lang] for head in wording.OFFICE_HEADS[1:]))
    rows = tuple((name, *_figures(one)) for name, one in named)
    yield Table(heads, rows, note=wording.INTERVALS[lang], title=title)


def _corrections(found: Measurement, frozen: dict[str, Any], lang: str) -> Iterator[Block]:
    """Apart from the figures; without the cases' numbers, for a report goes to more people than a case."""
    said, rows = frozen["words"], corrections_of(found)
    yield Heading(wording.CORRECTIONS[lang])
    if not rows:
        yield Words(wording.NO_CORRECTIONS[lang])
        return
    answers = said["answers"]
    heads = tuple(head[lang] for head in wording.CORRECTION_HEADS)
    listed = tuple(
        (
            _day(one["on"]),
            said["criteria"][one["criterion"]][lang],
            answers[one["criterion"]][one["before"]][lang],
            answers[one["criterion"]][one["answer"]][lang],
            Danish(one["reason"]),
        )
        for one in rows
    )
    yield Table(heads, listed, note=wording.APART[lang])


def _focus(found: Measurement, frozen: dict[str, Any], lang: str) -> Iterator[Block]:
    """What each office set itself since: beside the report, as the corrections are."""
    points = focus_points(found.year)
    if points:
        names = frozen["words"]["offices"]
        rows = tuple(
            (_name(names, one.office, lang), Danish(one.words), _day(one.due_on), _day(one.measure_on))
            for one in points
        )
        yield Heading(wording.FOCUS[lang])
        yield Table(tuple(head[lang] for head in wording.FOCUS_HEADS), rows, note=wording.FOCUS_WHY[lang])


def _follow_up(found: Measurement, lang: str) -> Iterator[Block]:
    if found.followed_up_on is not None:
        yield Heading(wording.FOLLOW_UP[lang])
        yield Words(
            wording.FOLLOW_UP_SAID[lang].format(day=_day(found.followed_up_on), people=found.met_with)
        )
        yield Words(Danish(found.follow_up))


def _how(frozen: dict[str, Any], lang: str) -> Iterator[Block]:
    drawn = [
        wording.DRAWN[lang].format(name=one["name"], frame=one["frame_sha256"], seed=one["seed"])
        for _, one in sorted(frozen["draws"].items())
    ]
    yield Heading(wording.HOW[lang])
    yield Points((*(note[lang] for note in frozen["words"]["notes"]), *drawn))


def _figures(one: dict[str, Any]) -> tuple[Cell, ...]:
    return (one["good"], one["of"], *(_decimal(one[key]) for key in ("rate", "low", "high")))


def _bar(label: str, one: dict[str, Any]) -> Bar:
    value, low, high = (_decimal(one[key]) for key in ("rate", "low", "high"))
    return Bar(label, value, low, high, one["of"])


def _part(part: str, said: dict[str, Any], lang: str) -> str:
    return wording.PART[lang].format(number="AB".index(part) + 1, title=said["parts"][part][lang])


def _sources(frozen: dict[str, Any], parts: str, lang: str) -> str:
    known = [frozen["draws"][part] for part in parts if part in frozen["draws"]]
    return "; ".join(wording.SOURCE[lang].format(name=one["name"], cases=one["cases"]) for one in known)


def _name(names: dict[str, Any], code: int, lang: str) -> str:
    return f"{code} {names.get(str(code), {}).get(lang, '')}".strip()


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
