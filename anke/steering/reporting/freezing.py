"""Freezing a report: the one act after which nothing of it is ever changed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from anke.rules.chain import instant
from anke.rules.local import local_date
from anke.rules.periods import parse_period
from anke.rules.refusal import Refused
from anke.rules.report_steps import Act, Stage, require_other_eyes, step
from anke.steering.reporting import acting, due, missing
from anke.steering.reporting.missing import Lack
from anke.steering.reporting.models import Frozen, FrozenFile, Report
from anke.steering.reporting.package import LANGS, Occasion, Package, pack, sha256
from anke.steering.results import queries as results
from anke.steering.results.queries import Contract
from anke.steering.statistics import queries as statistics


class Incomplete(Refused):
    """Something is missing: `lacks`. With a recorded reason the report can be frozen all the same."""

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        self.lacks = lacks
        da, en = (" ".join(f"· {one.words[lang]}" for one in lacks) for lang in LANGS)
        super().__init__(
            f"Rapporten er ikke fuldstændig. {da} Skriv en begrundelse for at fastfryse den alligevel.",
            f"The report is not complete. {en} Write a reason to freeze it all the same.",
        )


def freeze_report(
    *,
    plan: str,
    period: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    synthetic: bool,
    known_at: datetime | None = None,
    reason: str = "",
    expected: int | None = None,
) -> Frozen:
    """Freeze an approved report as known at a moment (default: all that the statistics know).

    Written outside any transaction, since that takes seconds, and put down in one: of two people who freeze at
    once one wins, and the other is told by whom. `Incomplete` lists what is missing; with a `reason`, which is
    kept in the manifest, it is frozen all the same. `synthetic`: everything behind it is made up.
    """
    acting.require_role(Act.FREEZE, actor)
    wanted = due.require_reportable(plan, period, happened_on)
    report = _approved(plan, period, actor, expected)
    moment = _moment(known_at, recorded_at, wanted.period.last)
    day = min(happened_on, local_date(moment)) if known_at else happened_on
    contracts = {lang: _contract(report, moment, lang, day) for lang in LANGS}
    lacks = missing.lacks(report, contracts["da"], contracts["en"], known_at=known_at)
    why = acting.words_of(reason, da="en begrundelse", en="a reason") if lacks and reason.strip() else ""
    if lacks and not why:
        raise Incomplete(lacks)
    made = pack(report, contracts, Occasion(actor, happened_on, moment, synthetic, lacks, why))
    return _put_down(
        report, made, moment, reason=why, happened_on=happened_on, actor=actor, recorded_at=recorded_at
    )


def what_is_missing(report: Report, contracts: Mapping[str, Contract]) -> tuple[Lack, ...]:
    """What would be told if the report were frozen now."""
    return missing.lacks(report, contracts["da"], contracts["en"], known_at=None)


def _approved(plan: str, period: str, actor: str, expected: int | None) -> Report:
    """The report as it is, looked at before the work is done; looked at again when it is put down."""
    found = Report.objects.filter(plan=plan, period=period).first()
    if found is None:
        name = acting.name_of(plan, period)
        raise Refused(f"Rapporten {name} er ikke begyndt.", f"The report {name} has not been begun.")
    if expected is not None and expected != found.version:
        raise acting.stale(found)
    step(Stage(found.stage), Act.FREEZE)
    require_other_eyes(Act.FREEZE, actor, drafted=found.authors, reviewed=found.reviewed_by)
    return found


def _moment(known_at: datetime | None, recorded_at: datetime, last: date) -> datetime:
    """The moment its figures know: a given one, else as far as the statistics have come; now, where nothing
    has been recorded since the period ended."""
    mark = statistics.watermark()
    known = mark.recorded_at if mark and local_date(mark.recorded_at) > last else recorded_at
    moment = known_at or known
    if moment > recorded_at:
        raise Refused(
            "Det tidspunkt er ikke kommet endnu: intet er kendt på det.",
            "That moment has not come yet: nothing is known at it.",
        )
    if known_at and local_date(known_at) <= last:
        raise Refused(
            f"Perioden var ikke slut på det tidspunkt. Vælg et efter {last + timedelta(days=1):%d.%m.%Y}.",
            f"The period was not over at that moment. Choose one from {last + timedelta(days=1)} on.",
        )
    return moment


def _contract(report: Report, moment: datetime, lang: str, day: date) -> Contract:
    return results.contract(report.plan, parse_period(report.period), moment, lang, today=day)


@transaction.atomic
def _put_down(
    report: Report,
    made: Package,
    moment: datetime,
    *,
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Frozen:
    held = acting.held(report.plan, report.period, Act.FREEZE, actor, report.version)
    frozen = Frozen.objects.create(
        report=held,
        manifest=made.manifest,
        fingerprint=made.fingerprint,
        known_at=moment,
        watermark=made.watermark,
        frozen_on=happened_on,
        frozen_by=actor,
        frozen_at=recorded_at,
        reason=reason,
    )
    for (lang, form), raw in made.files.items():
        FrozenFile.objects.create(frozen=frozen, lang=lang, form=form, sha256=sha256(raw), raw=raw)
    held.save()
    data = {
        "plan": held.plan,
        "period": held.period,
        "known_at": instant(moment),
        "watermark": made.watermark,
        "fingerprint": made.fingerprint,
    } | ({"reason": reason} if reason else {})
    acting.tell(held, "report_frozen", data, happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    return frozen

