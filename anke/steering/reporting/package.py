"""What is frozen of a report: its forms, byte for byte, and the manifest that puts all under one hash.

Two SHA-256 stand in it. `content_sha256` is of the manifest without the list of forms: it is printed in every
form. The fingerprint is of the whole manifest, forms and all; a form cannot name a hash of itself.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from anke.content.schema.base import Text
from anke.content.schema.plan import Plan
from anke.rules.chain import canonical, instant
from anke.rules.trace import day_in_words
from anke.steering.reporting import figures
from anke.steering.reporting.missing import Lack
from anke.steering.reporting.models import Report
from anke.steering.results import queries as results
from anke.steering.results.queries import Additions, Contract

LANGS: Final = ("da", "en")
MEDIA: Final = {  # the name a form has as a file, and what it is called on the web
    "pdf": ("pdf", "application/pdf"),
    "html": ("html", "text/html; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "text": ("txt", "text/plain; charset=utf-8"),
    "json": ("json", "application/json"),
    "stratml": ("xml", "application/xml"),
}
STAMP: Final = Text(da="Fastfrosset {day}", en="Frozen on {day}")
DRAFT: Final = Text(da="UDKAST – ikke afleveret", en="DRAFT – not handed over")
_CODE: Final = ("*.py", "*.html", "*.typ", "*.po")  # what decides how a report is counted and written


@dataclass(frozen=True)
class Package:
    """All that is to be kept of a report that is frozen."""

    manifest: str
    fingerprint: str
    files: Mapping[tuple[str, str], bytes]  # by language and form


@dataclass(frozen=True)
class Occasion:
    """Who freezes a report, when, as known at which moment, and why although it is incomplete."""

    actor: str
    on: date
    known_at: datetime
    watermark: int  # the last event its figures know
    synthetic: bool
    lacks: tuple[Lack, ...] = ()
    reason: str = ""


def pack(report: Report, contracts: Mapping[str, Contract], occasion: Occasion) -> Package:
    """Write every form in both languages, and the manifest over them. The same input gives the same bytes."""
    told = _content(report, contracts, occasion)
    content_sha256 = sha256(canonical(told).encode())
    files: dict[tuple[str, str], bytes] = {}
    for lang in LANGS:
        stamp = STAMP[lang].format(day=day_in_words(occasion.on, lang))
        added = additions(report, contracts[lang], stamp, today=occasion.on)
        for form in results.FORMS:
            files[lang, form] = _written(
                contracts[lang],
                form,
                replace(added, fingerprint=content_sha256),
                synthetic=occasion.synthetic,
            )
    listed = [
        {"lang": lang, "form": form, "size": len(raw), "sha256": sha256(raw)}
        for (lang, form), raw in sorted(files.items())
    ]
    manifest = canonical({**told, "content_sha256": content_sha256, "files": listed})
    return Package(manifest, sha256(manifest.encode()), files)


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def additions(report: Report, contract: Contract, stamp: str, *, today: date) -> Additions:
    """What people wrote and the two other duties, as the report's forms take it."""
    said = report.explanations.exclude(words="").values_list("goal", "words")
    noted = report.deviations.filter(withdrawn=False).order_by("number")
    return Additions(
        explanations=dict(said),
        deviations=tuple(
            results.Deviation(area=one.area, words=one.words, by=one.noted_by, on=one.noted_on)  # type: ignore[arg-type]  # one of Deviation.Area
            for one in noted
        ),
        duties=results.duties(report.plan, contract.period, contract.known_at, contract.lang, today=today),
        stamp=stamp,
    )


def _written(contract: Contract, form: str, added: Additions, *, synthetic: bool) -> bytes:
    made = results.report(contract, form, synthetic=synthetic, additions=added)
    return made if isinstance(made, bytes) else made.encode()


def _content(report: Report, contracts: Mapping[str, Contract], occasion: Occasion) -> dict[str, Any]:
    """Everything but the forms, as plain data."""
    danish, english = contracts["da"], contracts["en"]
    added = additions(report, danish, "", today=occasion.on)
    return {
        "format": "anke frozen report 1",
        "plan": report.plan,
        "period": report.period,
        "judged": {"from": danish.footing.first.isoformat(), "to": danish.footing.last.isoformat()},
        "known_at": instant(occasion.known_at),
        "watermark": occasion.watermark,
        "frozen_on": occasion.on.isoformat(),
        "people": {
            "drafted": list(report.authors),
            "reviewed": report.reviewed_by,
            "approved": report.approved_by,
            "frozen": occasion.actor,
        },
        "synthetic": occasion.synthetic,
        "code": {"version": code_version(), "source_sha256": source_sha256()},
        "content": {"plan_sha256": plan_sha256(danish.plan)},
        "titles": {goal.id: {"da": goal.title, "en": english.goal(goal.id).title} for goal in danish.goals},
        "goals": figures.goals_of(danish),
        "score": figures.score_of(figures.goals_of(danish).values()),
        "bearings": figures.bearings_of(danish, occasion.on),
        "figures": figures.figures_of(danish),
        "definitions": figures.definitions_of(danish),
        "explanations": dict(added.explanations),
        "deviations": [
            {"area": one.area, "words": one.words, "by": one.by, "on": one.on.isoformat()}
            for one in added.deviations
        ],
        "duties": [asdict(one) for one in added.duties],
        "missing": [
            {"kind": one.kind, "about": one.about, "da": one.words.da, "en": one.words.en}
            for one in occasion.lacks
        ],
        "reason": occasion.reason,
    }


def plan_sha256(plan: Plan) -> str:
    """Which text of the plan it was judged by: SHA-256 of the plan as canonical JSON."""
    return sha256(canonical(plan.model_dump(mode="json")).encode())


@cache
def code_version() -> str:
    """The version of this program."""
    return metadata.version("anke")


@cache
def source_sha256() -> str:
    """SHA-256 over the program's source, file by file in order of their paths."""
    root = Path(__file__).parents[2]
    found = sorted(path for pattern in _CODE for path in root.rglob(pattern) if "tests" not in path.parts)
    whole = hashlib.sha256()
    for path in found:
        whole.update(f"{path.relative_to(root).as_posix()}\0{sha256(path.read_bytes())}\n".encode())
    return whole.hexdigest()
