"""Freezing a report: the one act after which nothing of it is ever changed."""

from datetime import date, datetime, timedelta

from django.db import transaction

from anke.events import queries as events
from anke.rules.chain import instant
from anke.rules.local import local_date
from anke.rules.periods import parse_period
from anke.rules.refusal import Refused
from anke.rules.report_steps import Act, Stage, require_other_eyes, step
from anke.steering.guarding import commands as guarding
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
    """Freeze an approved report as known at a moment (default: now).

    Written outside any transaction, since that takes seconds, and put down in one: of two people who freeze
    at once one wins, and the other is told by whom. `Incomplete` lists what is missing; with a `reason`, kept
    in the manifest, it is frozen all the same. `synthetic`: everything behind it is made up.
    """
    acting.require_role(Act.FREEZE, actor)
    wanted = due.require_reportable(plan, period, happened_on)
    report = _approved(plan, period, actor, expected)
    if known_at and known_at > recorded_at:
        raise Refused(
            "Det tidspunkt er ikke kommet endnu: intet er kendt på det.",
            "That moment has not come yet: nothing is known at it.",
        )
    moment = known_at or _now(recorded_at)
    _require_over(moment, wanted.period.last)
    day = min(happened_on, local_date(moment)) if known_at else happened_on
    contracts = {lang: _contract(report, moment, lang, day) for lang in LANGS}
    both = contracts["da"], contracts["en"]
    lacks = missing.lacks(report, *both, today=day, known_at=moment, now=known_at is None)
    why = acting.words_of(reason, da="en begrundelse", en="a reason") if lacks and reason.strip() else ""
    if lacks and not why:
        raise Incomplete(lacks)
    occasion = Occasion(actor, happened_on, moment, _watermark(moment, lacks), synthetic, lacks, why)
    return _put_down(report, pack(report, contracts, occasion), occasion, recorded_at=recorded_at)


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


def _now(recorded_at: datetime) -> datetime:
    """The clock, or the last event's moment where that is later: recorded time never runs back."""
    last = next(events.since(events.head_seq() - 1, 1), None)
    return recorded_at if last is None else max(recorded_at, last.recorded_at)


def _require_over(moment: datetime, last: date) -> None:
    """Raise `Refused` for a moment at which the period was not over."""
    if local_date(moment) <= last:
        raise Refused(
            f"Perioden var ikke slut på det tidspunkt. Vælg et fra {last + timedelta(days=1):%d.%m.%Y} eller "
            "senere.",
            f"The period was not over at that moment. Choose one from {last + timedelta(days=1)} on.",
        )


def _watermark(moment: datetime, lacks: tuple[Lack, ...]) -> int:
    """The last event the figures know: of the moment, or of the statistics where those are behind."""
    seq, mark = events.seq_at(moment), statistics.watermark()
    behind = any(one.kind == "statistics" for one in lacks)
    return min(seq, mark.seq if mark else 0) if behind else seq


def _contract(report: Report, moment: datetime, lang: str, day: date) -> Contract:
    return results.contract(report.plan, parse_period(report.period), moment, lang, today=day)


@transaction.atomic
def _put_down(report: Report, made: Package, occasion: Occasion, *, recorded_at: datetime) -> Frozen:
    actor, day = occasion.actor, occasion.on
    held = acting.held(report.plan, report.period, Act.FREEZE, actor, report.version)
    guarding.adopt_used(plan_id=held.plan, happened_on=day, actor=actor, recorded_at=recorded_at)
    frozen = Frozen.objects.create(
        report=held,
        manifest=made.manifest,
        fingerprint=made.fingerprint,
        known_at=occasion.known_at,
        watermark=occasion.watermark,
        frozen_on=day,
        frozen_by=actor,
        frozen_at=recorded_at,
        reason=occasion.reason,
    )
    for (lang, form), raw in made.files.items():
        FrozenFile.objects.create(frozen=frozen, lang=lang, form=form, sha256=sha256(raw), raw=raw)
    held.save()
    data = {
        "plan": held.plan,
        "period": held.period,
        "known_at": instant(occasion.known_at),
        "watermark": occasion.watermark,
        "fingerprint": made.fingerprint,
    } | ({"reason": occasion.reason} if occasion.reason else {})
    acting.tell(held, "report_frozen", data, happened_on=day, actor=actor, recorded_at=recorded_at)
    return frozen
