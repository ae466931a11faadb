"""The end of a measurement: the report, the executive board's approval, the follow-up, and corrections."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from anke.oversight.quality.acting import by, tell
from anke.oversight.quality.central.acting import central_of, held, require, words_of
from anke.oversight.quality.central.scoring import final_answers, lacking, report_of
from anke.oversight.quality.models import Correction, Measurement
from anke.oversight.quality.programme.doing import mark_done
from anke.oversight.quality.programme.wheel import AGENCY
from anke.rules.refusal import Refused
from anke.rules.roles import Role

Stage = Measurement.Stage


@transaction.atomic
def report_measurement(
    *, year: int, needs: str, happened_on: date, actor: str, recorded_at: datetime
) -> Measurement:
    """Write the report: freeze the figures, say what is needed across offices. With it the measurement is
    carried out. Raises `Refused`, with numbers, while ratings or agreements are missing."""
    require(actor, Role.LEGAL_UNIT)
    found = held(year, Stage.OPEN)
    unrated, unsettled = lacking(found)
    if unrated or unsettled:
        raise Refused(
            f"Der mangler {unrated} vurderinger, og {unsettled} uenigheder er ikke afklaret.",
            f"{unrated} ratings are missing, and {unsettled} disagreements are not settled.",
        )
    found.needs, found.report = words_of(needs), report_of(found)
    found.sha256 = hashlib.sha256(json.dumps(found.report, sort_keys=True).encode()).hexdigest()
    found.stage, found.reported_by, found.reported_on = Stage.REPORTED, actor, happened_on
    found.save()
    data = {"sha256": found.sha256, "needs": found.needs}
    tell(found, "measurement_reported", data, by(happened_on, actor, recorded_at))
    tell(found, "measurement_completed", {"year": year}, by(happened_on, actor, recorded_at))
    for activity in ("Q5A", "Q5B"):
        mark_done(
            activity=activity,
            period=str(year),
            unit=AGENCY,
            happened_on=happened_on,
            actor=actor,
            recorded_at=recorded_at,
        )
    return found


@transaction.atomic
def approve_measurement(*, year: int, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """The executive board approves the report."""
    require(actor, Role.DIRECTOR)
    found = held(year, Stage.REPORTED)
    found.stage, found.approved_by, found.approved_on = Stage.APPROVED, actor, happened_on
    found.save()
    tell(found, "measurement_approved", {}, by(happened_on, actor, recorded_at))
    mark_done(
        activity="Q5R",
        period=str(year),
        unit=AGENCY,
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


@transaction.atomic
def hold_follow_up(
    *, year: int, people: str, words: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Record the qualitative follow-up with the quality readers: who took part, what they had seen that the
    measurement does not count."""
    require(actor, Role.LEGAL_UNIT)
    found = held(year, *Stage)
    if found.followed_up_on is not None:
        raise Refused("Opfølgningen er registreret.", "The follow-up is recorded.")
    found.met_with, found.follow_up = words_of(people, 500), words_of(words)
    found.followed_up_on = happened_on
    found.save()
    data = {"people": found.met_with, "words": found.follow_up}
    tell(found, "follow_up_held", data, by(happened_on, actor, recorded_at))


@transaction.atomic
def correct_rating(
    *,
    year: int,
    part: str,
    number: str,
    criterion: str,
    answer: str,
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Correction:
    """Say, after the report, what a rating should have been, and the cause. The report stays as it was."""
    require(actor, Role.LEGAL_UNIT)
    found, why = held(year, Stage.REPORTED, Stage.APPROVED), words_of(reason, 500)
    asked = central_of(year).part(part).criterion(criterion) if part in ("A", "B") else None
    before = final_answers(found, part).get((number, criterion))
    if asked is None or before is None or answer not in [one.id for one in asked.answers] or answer == before:
        raise Refused(
            "Vælg en vurderet sag og et andet svar end det, rapporten regner med.",
            "Choose a rated case and another answer than the one the report counts.",
        )
    data = {
        "number": number,
        "part": part,
        "criterion": criterion,
        "before": before,
        "answer": answer,
        "reason": why,
    }
    _require_new(found, data)
    made = Correction.objects.create(measurement=found, by=actor, on=happened_on, **data)
    tell(found, "rating_corrected", data, by(happened_on, actor, recorded_at))
    return made


def _require_new(found: Measurement, data: Mapping[str, str]) -> None:
    """A form sent twice makes one correction; one that was wrong itself is corrected by another."""
    where = {name: data[name] for name in ("number", "part", "criterion")}
    last = found.corrections.filter(**where).order_by("-pk").first()
    if last is not None and last.answer == data["answer"]:
        raise Refused("Den rettelse er skrevet.", "That correction is written already.")
