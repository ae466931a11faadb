"""An office's half-yearly report as a document: what was counted, what people wrote, how it was discussed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from anke.content.schema.base import Text
from anke.oversight.quality.areas import reading
from anke.oversight.quality.areas.rules import reports_of
from anke.oversight.quality.documents.report import (
    Bar,
    Bars,
    Block,
    Cell,
    Danish,
    Heading,
    Report,
    Table,
    Words,
)
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.models import OfficeReport

TITLE: Final = Text(da="Kontorets kvalitetsrapport", en="The office's quality report")
SUBTITLE: Final = Text(da="Til afdelingens vicedirektør (Q4)", en="To the department's deputy director (Q4)")
STAMPS: Final = {
    "draft": Text(da="Udkast", en="Draft"),
    "submitted": Text(da="Indsendt, ikke drøftet", en="Submitted, not discussed"),
    "discussed": Text(da="Drøftet {day}", en="Discussed on {day}"),
}
COUNTED: Final = Text(da="Hvad der er talt", en="What was counted")
TAKEN: Final = Text(
    da="Tallene er taget den {day}. De viser temaer og antal, aldrig hvem. Er der kun en eller to "
    "observationer, svar eller fraværende, er antallet udeladt (–), og det samme er de tal, det kunne regnes "
    "ud af.",
    en="The figures were taken on {day}. They show themes and counts, never whom. One or two findings, "
    "answers or people away are left out (–), and so are the counts they could be worked out from.",
)
CASES: Final = Text(
    da="Læste sager, hver talt én gang: {distinct}. Heraf {monthly} i den månedlige opfølgning og {chosen} "
    "valgt til hovedområder. Genbrugt fra den månedlige opfølgning og ikke talt igen: {reused}.",
    en="Cases read, each counted once: {distinct}. Of them {monthly} in the monthly follow-up and "
    "{chosen} chosen for main areas. Reused from the monthly follow-up and not counted again: {reused}.",
)
MONTHS: Final = Text(da="Den månedlige opfølgning", en="The monthly follow-up")
MONTH_HEADS: Final = (
    Text(da="Måned", en="Month"),
    Text(da="Skulle følges op", en="To be reviewed"),
    Text(da="Feedback givet", en="Feedback given"),
    Text(da="Mangler", en="Missing"),
    Text(da="Bortfaldet", en="Lapsed"),
    Text(da="For lidt på arbejde", en="Too little at work"),
)
ANSWERS: Final = Text(da="Svarene i den månedlige opfølgning", en="The answers of the monthly follow-up")
WITHHELD: Final = Text(
    da="Svarene vises ikke: for få medarbejdere står bag dem.",
    en="The answers are not shown: too few employees are behind them.",
)
QUESTION: Final = Text(da="Spørgsmål", en="Question")
THEMES: Final = Text(da="Temaer", en="Themes")
THEME_HEADS: Final = (
    Text(da="Tema", en="Theme"),
    Text(da="Godt", en="Good"),
    Text(da="Kan blive bedre", en="Could be better"),
    Text(da="Tiltag i gang", en="Actions open"),
    Text(da="Tiltag lukket", en="Actions closed"),
)
AREAS: Final = Text(da="Opfølgning på hovedområder", en="Follow-up on main areas")
NO_AREAS: Final = Text(da="Ingen opfølgning er afsluttet.", en="No follow-up was completed.")
AREA_CASES: Final = Text(
    da="Holdt {day} på {own} valgte og {reused} genbrugte sager.",
    en="Held on {day} on {own} chosen and {reused} reused cases.",
)
AREA_PARTS: Final = (
    ("strengths", Text(da="Går godt: ", en="Goes well: ")),
    ("improvements", Text(da="Kan blive bedre: ", en="Could be better: ")),
    ("conclusions", Text(da="Konklusion: ", en="Conclusion: ")),
)
INQUIRIES: Final = Text(da="Henvendelser efter afgørelsen", en="Inquiries after the decision")
INQUIRY_WORDS: Final = Text(
    da="{came} kom i halvåret; {closed} er afsluttet. Der er uddraget læring af {learnt} og truffet tiltag i "
    "lignende sager efter {measures}.",
    en="{came} came in the half year; {closed} are closed. Learning was drawn from {learnt}, and measures in "
    "similar cases were taken after {measures}.",
)
MEASURED: Final = Text(da="Den centrale kvalitetsmåling {year}", en="The central measurement of {year}")
MEASURE_TITLE: Final = Text(da="Kontorets resultat i del 1", en="The office's result in part 1")
ACTIONS: Final = Text(da="Læring", en="Learning")
ACTION_WORDS: Final = Text(
    da="{due} tiltag skulle måles igen i halvåret; {closed} er lukket af en ny måling, og {better} hjalp.",
    en="{due} actions were due to be measured again; {closed} are closed so, {better} helped.",
)
NO_ACTIONS: Final = Text(
    da="Ingen tiltag skulle måles igen i halvåret.", en="No action was to be measured again in the half year."
)
WRITTEN: Final = Text(da="Hvad kontoret skriver", en="What the office writes")
NOT_WRITTEN: Final = Text(da="Ikke skrevet endnu.", en="Not written yet.")
DISCUSSED: Final = Text(da="Drøftet med vicedirektøren", en="Discussed with the deputy director")
MINUTES: Final = Text(da="{day}. Deltagere: {people}", en="{day}. Who took part: {people}")
CORRECTIONS: Final = Text(da="Rettelser", en="Corrections")
CAUSE: Final = Text(da="Årsag: ", en="Cause: ")


def document_of(report: OfficeReport, office: str, lang: str, *, synthetic: bool) -> Report:
    """The report in the reader's language. `office`: its name as printed."""
    stamp = STAMPS[str(report.stage)][lang].format(day=_day(report.discussed_on))
    blocks = [*_counted(report, lang), *_written(report, lang), *_discussed(report, lang)]
    return Report(
        title=TITLE[lang],
        subtitle=SUBTITLE[lang],
        office=office,
        period=report.period,
        stamp=stamp,
        synthetic=synthetic,
        blocks=tuple(blocks),
        fingerprint=report.sha256,
        day=report.discussed_on or report.submitted_on or span_of(report.period)[1],
    )


def _counted(report: OfficeReport, lang: str) -> Iterator[Block]:
    told = report.figures
    yield Heading(COUNTED[lang])
    yield Words(TAKEN[lang].format(day=_day(date.fromisoformat(told["taken_on"]))))
    yield Words(CASES[lang].format(**told["cases"]))
    keys = ("month", "wanted", "told", "missing", "lapsed", "not_needed")
    rows = tuple(tuple(month[key] for key in keys) for month in told["months"])
    yield Table(tuple(one[lang] for one in MONTH_HEADS), rows, title=MONTHS[lang])
    yield from _answers(told["answers"], lang)
    if told["themes"]:
        yield Table(
            tuple(one[lang] for one in THEME_HEADS),
            tuple(
                (one["title"][lang], one["good"], one["better"], one["open"], one["closed"])
                for one in told["themes"]
            ),
            title=THEMES[lang],
        )
    yield from _areas(report, lang)
    yield Heading(INQUIRIES[lang], 2)
    yield Words(INQUIRY_WORDS[lang].format(**told["inquiries"]))
    if told["measurement"]:
        yield from _measured(told["measurement"], lang)
    yield Heading(ACTIONS[lang], 2)
    actions = told["actions"]
    yield Words(ACTION_WORDS[lang].format(**actions[0]) if actions else NO_ACTIONS[lang])


def _answers(answers: list[dict[str, Any]] | None, lang: str) -> Iterator[Block]:
    if answers is None:
        yield Words(WITHHELD[lang])
        return
    heads = (QUESTION[lang], *(each["title"][lang] for each in answers[0]["answers"]))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one["title"][lang], *(each["count"] for each in one["answers"])) for one in answers
    )
    yield Table(heads, rows, title=ANSWERS[lang])


def _areas(report: OfficeReport, lang: str) -> Iterator[Block]:
    yield Heading(AREAS[lang], 2)
    if not report.figures["areas"]:
        yield Words(NO_AREAS[lang])
    for one in report.figures["areas"]:
        area = reading.area_title(one["area"], lang)
        yield Words(f"{area}: {reading.theme_title(one['theme'], report.period, lang)}", strong=True)
        yield Words(AREA_CASES[lang].format(**one, day=_day(date.fromisoformat(one["held_on"]))))
        for name, title in AREA_PARTS:
            if one[name]:
                yield Words(Danish(one[name]), label=title[lang])


def _measured(found: dict[str, Any], lang: str) -> Iterator[Block]:
    yield Heading(MEASURED[lang].format(year=found["year"]), 2)
    bars = tuple(
        Bar(one["title"][lang], _decimal(one["rate"]), _decimal(one["low"]), _decimal(one["high"]), one["of"])
        for one in found["criteria"]
    )
    yield Bars(MEASURE_TITLE[lang], "%", bars, most=Decimal(100))


def _written(report: OfficeReport, lang: str) -> Iterator[Block]:
    yield Heading(WRITTEN[lang])
    for one in reports_of(report.period).parts:
        yield Heading(one.title[lang], 2)
        written = report.words.get(one.id)
        yield Words(Danish(written) if written else NOT_WRITTEN[lang])


def _discussed(report: OfficeReport, lang: str) -> Iterator[Block]:
    if report.discussed_on is None:
        return
    yield Heading(DISCUSSED[lang])
    yield Words(MINUTES[lang].format(day=_day(report.discussed_on), people=report.people))
    yield Words(Danish(report.minutes))
    rows = list(report.corrections.order_by("pk"))
    if rows:
        yield Heading(CORRECTIONS[lang])
    for one in rows:
        yield Words(Danish(one.words), label=f"{_day(one.on)}: ")
        yield Words(Danish(one.cause), label=CAUSE[lang])


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
