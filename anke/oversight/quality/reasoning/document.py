"""An office's report on its reasons as a document, built from what was frozen."""

from collections.abc import Iterator
from typing import Any, Final

from anke.content.schema.base import Text
from anke.oversight.quality.documents.report import (
    Block,
    Cell,
    Danish,
    Examples,
    Heading,
    Report,
    Table,
    Words,
)
from anke.oversight.quality.models import Reasoning
from anke.oversight.quality.reasoning.reading import examples_of
from anke.rules.refusal import Refused

Told = dict[str, list[tuple[str, str]]]  # examples by kind: case and words
TITLE: Final = Text(da="Den gode begrundelse", en="The good reasoning")
STAMPS: Final = {
    "reported": Text(da="Skrevet {day}", en="Written on {day}"),
    "handed": Text(da="Overdraget til ledelsesteamet {day}", en="Handed to the management team on {day}"),
    "presented": Text(da="Fremlagt på chefmøde {day}", en="Presented at the managers' meeting on {day}"),
}
ABOUT: Final = Text(
    da="{cases} sager, trukket ved lodtrækning ({draw}), er læst af Retsenheden. Så få sager viser, hvad der "
    "forekommer, ikke hvor ofte: de tælles, og der regnes ingen procent.",
    en="{cases} cases, drawn by lot ({draw}), were read by the legal unit. So few tell what occurs, not "
    "how often: they are counted, and no percentage is computed.",
)
READ: Final = Text(da="Sådan blev begrundelserne læst", en="How the reasons were read")
QUESTION: Final = Text(da="Spørgsmål", en="Question")
EXAMPLES: Final = Text(da="Eksempler", en="Examples")


def document_of(part: Reasoning, office: str, lang: str, *, synthetic: bool) -> Report:
    """The report in the reader's language. `office`: its name as printed. `Refused` before it is written."""
    if part.report is None or part.reported_on is None:
        raise Refused("Rapporten er ikke skrevet endnu.", "The report is not written yet.")
    day = part.presented_on or part.handed_on or part.reported_on
    return Report(
        title=TITLE[lang],
        subtitle=office,
        office=office,
        period=part.period,
        stamp=STAMPS[str(part.stage)][lang].format(day=f"{day:%d.%m.%Y}"),
        synthetic=synthetic,
        blocks=tuple(_blocks(part.report, examples_of(part), lang)),
        fingerprint=part.sha256,
        day=part.reported_on,
    )


def _blocks(report: dict[str, Any], told: Told, lang: str) -> Iterator[Block]:
    yield Words(ABOUT[lang].format(cases=len(report["cases"]), draw=report["draw"]))
    for one in report["words"]:
        yield Heading(one["title"][lang])
        yield Words(Danish(one["words"]))
    yield Heading(EXAMPLES[lang])
    good, better = ([Danish(words) for _, words in told[name]] for name in ("good", "better"))
    yield Examples(tuple(good), tuple(better))
    yield Heading(READ[lang])
    yield from _tables(report["criteria"], lang)


def _tables(criteria: list[dict[str, Any]], lang: str) -> Iterator[Block]:
    """The counts; questions with the same answers stand in one table."""
    tables: dict[tuple[str, ...], list[tuple[Cell, ...]]] = {}
    for one in criteria:
        heads = (QUESTION[lang], *(each["title"][lang] for each in one["answers"]))
        row = (one["title"][lang], *(each["count"] for each in one["answers"]))
        tables.setdefault(heads, []).append(row)
    for heads, rows in tables.items():
        yield Table(heads, tuple(rows))
