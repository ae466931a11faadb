"""What a frozen report says, read out of its own bytes: the page shows what was frozen and nothing else."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from anke.rules.periods import parse_period
from anke.steering.reporting.models import Frozen, FrozenFile, Report
from anke.steering.reporting.package import MEDIA

ORDER = ("met", "undecided", "not_met")
_WIDTH, _GAP = 1400, 8  # of the strip of goals, in its own units


@dataclass(frozen=True)
class Part:
    """A goal's part as it was frozen."""

    id: str
    title: str
    status: str
    figure: str
    target: str
    waiting: str
    bearing: str


@dataclass(frozen=True)
class ToldGoal:
    """A goal as it was frozen, with the words people wrote."""

    id: str
    title: str
    status: str
    bearing: str
    parts: tuple[Part, ...]
    explanation: str

    @property
    def failing(self) -> tuple[Part, ...]:
        """The parts a reader will ask about."""
        return tuple(
            one for one in self.parts if one.status == "not_met" or one.bearing in ("not_met", "at_risk")
        )


@dataclass(frozen=True)
class Cell:
    """A goal in the strip: where it begins and how wide it is."""

    status: str
    x: int
    width: int


@dataclass(frozen=True)
class Download:
    """A form to take away."""

    lang: str
    form: str
    suffix: str
    size: int
    sha256: str


@dataclass(frozen=True)
class ToldReport:
    """A frozen report for a reader, in their language."""

    report: Report
    frozen: Frozen
    title: str
    goals: tuple[ToldGoal, ...]
    score: dict[str, Any]  # low, high, text, met, not_met, undecided
    deviations: tuple[dict[str, str], ...]
    duties: tuple[dict[str, Any], ...]
    missing: tuple[str, ...]
    downloads: tuple[Download, ...]
    manifest: dict[str, Any]
    synthetic: bool

    @property
    def to_date(self) -> bool:
        """Whether it judges a part of the year: what is met or not can still turn."""
        return not annual(self.report)

    @property
    def failing(self) -> tuple[ToldGoal, ...]:
        return tuple(one for one in self.goals if one.status == "not_met")

    @property
    def at_risk(self) -> tuple[ToldGoal, ...]:
        return tuple(one for one in self.goals if one.status != "not_met" and one.bearing == "at_risk")

    @property
    def strip(self) -> tuple[Cell, ...]:
        return strip(one.status for one in self.goals)


@dataclass(frozen=True)
class Summary:
    """A frozen report in the list: enough to see which goals fail."""

    report: Report
    frozen_on: date
    fingerprint: str
    counts: dict[str, int]  # goals by status
    score: dict[str, str]
    failing: tuple[tuple[str, str], ...]  # id, title
    at_risk: tuple[tuple[str, str], ...]
    strip: tuple[Cell, ...]
    revisions: int
    score_changed: bool  # a revision since would have changed the score

    @property
    def to_date(self) -> bool:
        """Whether it judges a part of the year: what is met or not can still turn."""
        return not annual(self.report)


def strip(statuses: Any) -> tuple[Cell, ...]:
    """The goals side by side: met, open, not met."""
    found = sorted(statuses, key=ORDER.index)
    step = _WIDTH // max(len(found), 1)
    return tuple(Cell(status, at * step + _GAP // 2, step - _GAP) for at, status in enumerate(found))


def summary(report: Report, lang: str) -> Summary:
    """A frozen report as the list shows it."""
    frozen = report.frozen
    told = json.loads(frozen.manifest)
    statuses = {goal: one["status"] for goal, one in told["goals"].items()}
    revisions = list(report.revisions.all())  # fetched with the list
    return Summary(
        report=report,
        frozen_on=frozen.frozen_on,
        fingerprint=frozen.fingerprint,
        counts={status: list(statuses.values()).count(status) for status in ORDER},
        score=told["score"],
        failing=tuple(
            (goal, told["titles"][goal][lang]) for goal, status in statuses.items() if status == "not_met"
        ),
        at_risk=tuple(
            (goal, told["titles"][goal][lang])
            for goal, word in told["bearings"]["goals"].items()
            if word == "at_risk" and statuses[goal] != "not_met"
        ),
        strip=strip(statuses.values()),
        revisions=len(revisions),
        score_changed=any(one.score_before != one.score_after for one in revisions),
    )


def told_report(report: Report, lang: str) -> ToldReport:
    """The whole of a frozen report."""
    frozen = Frozen.objects.get(report=report)
    manifest = json.loads(frozen.manifest)
    raw = FrozenFile.objects.get(frozen=frozen, lang=lang, form="json").raw
    said = json.loads(bytes(raw))
    return ToldReport(
        report=report,
        frozen=frozen,
        title=said["title"],
        goals=tuple(_goal(one, manifest["bearings"]) for one in said["goals"]),
        score=said["score"],
        deviations=tuple(said["deviations"]),
        duties=tuple(said["duties"]),
        missing=tuple(one[lang] for one in manifest["missing"]),
        downloads=_downloads(manifest, lang),
        manifest=manifest,
        synthetic=manifest["synthetic"],
    )


def _goal(said: dict[str, Any], bearings: dict[str, dict[str, str]]) -> ToldGoal:
    parts = tuple(
        Part(
            one["id"],
            one["title"],
            one["status"],
            one["figure_text"],
            one["target_text"],
            one["waiting_for"] or "",
            bearings["parts"][one["id"]],
        )
        for one in said["subgoals"]
    )
    bearing = bearings["goals"][said["id"]]
    return ToldGoal(said["id"], said["title"], said["status"], bearing, parts, said["explanation"])


def _downloads(manifest: dict[str, Any], lang: str) -> tuple[Download, ...]:
    """Every form, the reader's language first, in the order people ask for them."""
    forms = list(MEDIA)
    listed = sorted(manifest["files"], key=lambda one: (one["lang"] != lang, forms.index(one["form"])))
    return tuple(
        Download(one["lang"], one["form"], MEDIA[one["form"]][0], one["size"], one["sha256"])
        for one in listed
    )


def annual(report: Report) -> bool:
    """Whether it is the report of the whole year."""
    return len(parse_period(report.period).months) == 12
