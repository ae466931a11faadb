"""The report as PDF: tagged (PDF/UA-1), fonts inside, the same bytes for the same content."""

from dataclasses import asdict, replace
from pathlib import Path

from anke.content.schema.base import Text
from anke.printing import paper
from anke.steering.results.report import labels
from anke.steering.results.report.content import Report
from anke.steering.results.report.drawing import in_order

PAGE = Path(__file__).with_name("report.typ")
WORDS: dict[str, Text] = {
    "about": labels.ABOUT,
    "score": labels.SCORE,
    "goal": labels.GOAL,
    "title": labels.TITLE_HEAD,
    "status": labels.STATUS,
    "figure": labels.FIGURE,
    "target": labels.TARGET,
    "cases": labels.CASES,
    "waiting": labels.WAITING,
    "no_waiting": labels.NO_WAITING,
    "deliveries": labels.DELIVERIES,
    "breaks": labels.BREAKS,
    "gaps": labels.GAPS,
    "choices": labels.CHOICES,
    "choices_why": labels.CHOICES_WHY,
    "alternatives": labels.ALTERNATIVES,
    "doubts": labels.DOUBTS,
    "page": labels.PAGE,
    "of": labels.OF,
    "part": labels.PARTS,
    "what": labels.WHAT,
    "consequences": labels.CONSEQUENCES,
    "why": labels.REASON,
    "explanation": labels.EXPLANATION,
}


def pdf(report: Report) -> bytes:
    """A4, tagged; the same bytes for the same report."""
    return paper.pdf(PAGE.read_bytes(), "report", _words(report))


def _words(report: Report) -> dict[str, object]:
    lang, synthetic = report.lang, report.synthetic
    return {
        "words": {name: text[lang] for name, text in WORDS.items()},
        "lang": lang,
        "title": report.title,
        "subtitle": report.subtitle,
        "agency": report.contract.plan.agency[lang],
        "synthetic": labels.SYNTHETIC_SHORT[lang] if synthetic else None,
        "warnings": report.warnings,
        "facts": report.facts,
        "score": report.score,
        "counts": report.counts,
        "explanation": report.explanation,
        "strip": in_order(report.contract),
        "glance": [asdict(one) for one in report.glance],
        "consequences": report.consequences,
        "goals_title": report.goals_title,
        "goals": [(name, [asdict(row) for row in rows]) for name, rows in report.goals],
        "waiting": report.waiting,
        "deliveries": report.deliveries,
        "breaks": report.breaks,
        "tables": [asdict(replace(one, numbers=())) for one in report.tables],
        "choices": [asdict(one) for one in report.choices],
        "doubts": [asdict(one) for one in report.doubts],
        "gaps": [asdict(one) for one in report.gaps],
        "origins": asdict(report.origins),
        "deviations": asdict(report.deviations),
        "duties": [asdict(one) for one in report.duties],
        "stamp": report.stamp,
        "fingerprint": report.fingerprint,
    }
