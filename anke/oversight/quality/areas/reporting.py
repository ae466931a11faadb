"""The acts of an office's half-yearly report: written by its management, discussed with the deputy director.

Only the discussion and its minutes make it done; then it is frozen, and what is wrong corrected beside it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from anke.organisation import queries as organisation
from anke.oversight.quality.acting import (
    LONG,
    begin,
    by,
    line_of,
    require_nobody,
    require_role,
    saved,
    sealed,
    tell,
    text_of,
)
from anke.oversight.quality.acting import held as row_of
from anke.oversight.quality.areas.figures import figures_of
from anke.oversight.quality.areas.rules import reports_of
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.models import OfficeReport, OfficeReportCorrection
from anke.oversight.quality.programme import doing
from anke.rules.local import require_past
from anke.rules.refusal import Refused, Stale

ACTIVITY: Final = "Q4"
Stage = OfficeReport.Stage


@transaction.atomic
def begin_office_report(
    *, office: int, period: str, happened_on: date, actor: str, recorded_at: datetime
) -> OfficeReport:
    """Begin the report of a half year: a draft with what the program counted, for people to complete. Begun
    twice, it is one. Raises `Refused` where it has gone on already."""
    require_role(actor, reports_of(period).written_by, office=office)
    if span_of(period)[0] > happened_on:
        raise Refused("Halvåret er ikke begyndt endnu.", "The half year has not begun yet.")
    made = OfficeReport(name=f"{ACTIVITY}/{period}/{office}", office=office, period=period, stage=Stage.DRAFT)
    made.figures, made.version, made.begun_by = figures_of(office, period, happened_on), 1, actor
    made.saved_by, made.saved_at = actor, recorded_at
    made, new = begin(made, "office", "period")
    if new:
        data = {"period": period, "office": office}
        tell(made, "office_report_begun", data, by(happened_on, actor, recorded_at))
    elif made.stage != Stage.DRAFT:
        raise Refused(f"Rapporten for {period} er begyndt.", f"The report for {period} is begun.")
    return made


@transaction.atomic
def save_office_report(
    *,
    report: int,
    version: int,
    words: Mapping[str, str],
    count_anew: bool = True,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> OfficeReport:
    """Keep what is written so far, and take the figures anew if asked. `version` is the one that was seen:
    `Stale` where somebody saved since."""
    held = _held(report, Stage.DRAFT, version=version)
    require_role(actor, reports_of(held.period).written_by, office=held.office)
    require_past(happened_on, recorded_at)
    before = held.words
    held.words = _said(held, words)
    if count_anew:
        held.figures = figures_of(held.office, held.period, happened_on)
    if count_anew or held.words != before:
        saved(held, actor, recorded_at)
    return held


@transaction.atomic
def submit_office_report(
    *,
    report: int,
    version: int,
    words: Mapping[str, str],
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> OfficeReport:
    """Submit it to the deputy director, after the half year's last day, with every part written. No employee
    is named in it."""
    held = _held(report, Stage.DRAFT, version=version)
    rules = reports_of(held.period)
    require_role(actor, rules.written_by, office=held.office)
    if happened_on <= span_of(held.period)[1]:
        raise Refused(
            "Halvåret er ikke slut: tal mangler endnu.",
            "The half year is not over: figures are missing.",
        )
    held.words, held.figures = _said(held, words), figures_of(held.office, held.period, happened_on)
    for one in rules.parts:
        if len(held.words[one.id]) < 3:
            raise Refused(f"Skriv først: {one.title.da}", f"Write this first: {one.title.en}")
    require_nobody(held.office, *held.words.values())
    held.stage, held.submitted_by, held.submitted_on = Stage.SUBMITTED, actor, happened_on
    held.returned_because = ""
    saved(held, actor, recorded_at)
    tell(held, "office_report_submitted", {}, by(happened_on, actor, recorded_at))
    return held


@transaction.atomic
def return_office_report(
    *, report: int, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> OfficeReport:
    """The deputy director sends it back before the discussion, and says why."""
    held = _held(report, Stage.SUBMITTED)
    require_role(actor, reports_of(held.period).discussed_with, office=held.office)
    held.stage, held.returned_because = Stage.DRAFT, line_of(reason)
    saved(held, actor, recorded_at)
    data = {"reason": held.returned_because}
    tell(held, "office_report_returned", data, by(happened_on, actor, recorded_at))
    return held


@transaction.atomic
def save_minutes(
    *,
    report: int,
    version: int,
    people: str,
    minutes: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> OfficeReport:
    """Keep what the deputy director has written of the discussion so far; nobody else reads it until it is
    recorded. `version`: as `save_office_report`."""
    held = _held(report, Stage.SUBMITTED, version=version)
    require_role(actor, reports_of(held.period).discussed_with, office=held.office)
    require_past(happened_on, recorded_at)
    said = text_of(" ".join(people.split()), least=0, most=500), text_of(minutes, least=0, most=2 * LONG)
    if said != (held.people, held.minutes):
        held.people, held.minutes = said
        saved(held, actor, recorded_at)
    return held


@transaction.atomic
def discuss_office_report(
    *,
    report: int,
    people: str,
    minutes: str,
    version: int | None = None,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> OfficeReport:
    """The deputy director discussed it with the office that day: who took part, and the minutes. It is frozen
    under one hash, and Q4 is done. `version`: the one that was seen, if it was."""
    held = _held(report, Stage.SUBMITTED, version=version)
    require_role(actor, reports_of(held.period).discussed_with, office=held.office)
    if held.submitted_on and happened_on < held.submitted_on:
        raise Refused(
            f"Rapporten blev først indsendt den {held.submitted_on:%d.%m.%Y}.",
            f"The report was submitted on {held.submitted_on} only.",
        )
    held.people, held.minutes = line_of(people), text_of(minutes, most=2 * LONG)
    require_nobody(held.office, held.minutes)
    held.stage, held.discussed_by, held.discussed_on = Stage.DISCUSSED, actor, happened_on
    held.sha256 = sealed(content_of(held))
    saved(held, actor, recorded_at)
    done = by(happened_on, actor, recorded_at)
    tell(held, "office_report_discussed", {"sha256": held.sha256, "people": held.people}, done)
    doing.mark_done(activity=ACTIVITY, period=held.period, unit=str(held.office), **done)
    return held


@transaction.atomic
def correct_office_report(
    *, report: int, words: str, cause: str, happened_on: date, actor: str, recorded_at: datetime
) -> OfficeReportCorrection:
    """Write beside a frozen report what it should have said, and the cause. The report stays as it was."""
    held = _held(report, Stage.DISCUSSED)
    rules = reports_of(held.period)
    require_role(actor, (*rules.written_by, *rules.discussed_with), office=held.office)
    said, why = text_of(words, most=2000), line_of(cause)
    require_nobody(held.office, said, why)
    made = OfficeReportCorrection.objects.create(report=held, words=said, cause=why, by=actor, on=happened_on)
    tell(held, "office_report_corrected", {"reason": why}, by(happened_on, actor, recorded_at))
    return made


def content_of(held: OfficeReport) -> dict[str, Any]:
    """What the hash is made of: everything the report says."""
    days = {"submitted_on": held.submitted_on, "discussed_on": held.discussed_on}
    return {
        "name": held.name,
        "office": held.office,
        "period": held.period,
        "figures": held.figures,
        "words": held.words,
        "submitted_by": held.submitted_by,
        "discussed_by": held.discussed_by,
        "people": held.people,
        "minutes": held.minutes,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


_MISSING: Final = ("Der er ingen sådan rapport.", "There is no such report.")


def _held(report: int, *stages: str, version: int | None = None) -> OfficeReport:
    held = row_of(OfficeReport, _MISSING, pk=report)
    who = organisation.named(held.saved_by)
    if held.stage == Stage.DISCUSSED and Stage.DISCUSSED not in stages:
        raise Stale(
            "Rapporten er drøftet og frosset: den ændres ikke mere. Skriv en rettelse med årsag i stedet.",
            "The report is discussed and frozen: it changes no more. Write a correction with its cause.",
        )
    if held.stage not in stages or (version is not None and version != held.version):
        raise Stale(
            f"{who} har ændret rapporten, siden du så den. Din tekst står her stadig.",
            f"{who} has changed the report since you saw it. Your text is still here.",
        )
    return held


def _said(held: OfficeReport, words: Mapping[str, str]) -> dict[str, str]:
    return {one.id: text_of(words.get(one.id, ""), least=0) for one in reports_of(held.period).parts}
