"""What every act on a report has in common: who may, at which stage, and that it ends as an event."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from anke.events import commands as events
from anke.organisation import queries as organisation
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused, Stale
from anke.rules.report_steps import STAGE_WORDS, Act, Stage, require_may, require_other_eyes, step
from anke.steering.reporting.models import Report

SUBJECT = "report"
LONGEST = 2000  # characters of what people write: as long as an event's text may be


def name_of(plan: str, period: str) -> str:
    """
    >>> name_of("2025", "2025Q3")
    '2025/2025Q3'
    """
    return f"{plan}/{period}"


def require_role(act: Act, actor: str) -> None:
    """Raise `Refused` where the person's role may never do the act, and for nobody."""
    found = organisation.actor(actor)
    if found is not None and found.machine and act in (Act.REMIND, Act.REVISE):
        return
    require_may(act, found.role if found else None)


def held(plan: str, period: str, act: Act, actor: str, expected: int | None = None) -> Report:
    """The report, held until the act ends, with its new stage set. Raises `Refused` where role, stage or four
    eyes forbid the act; `Stale` where somebody did something since the person looked (`expected`)."""
    require_role(act, actor)
    found = Report.objects.select_for_update().filter(plan=plan, period=period).first()
    if found is None:
        raise Refused(
            f"Rapporten {name_of(plan, period)} er ikke begyndt.",
            f"The report {name_of(plan, period)} has not been begun.",
        )
    if expected is not None and expected != found.version:
        raise stale(found)
    after = step(Stage(found.stage), act)
    require_other_eyes(act, actor, drafted=found.authors, reviewed=found.reviewed_by)
    found.stage, found.version = str(after), found.version + 1
    return found


def stale(found: Report) -> Stale:
    """What to tell somebody who acts on a report as it no longer is."""
    who = last_actor(found)
    da, en = STAGE_WORDS[Stage(found.stage)]
    return Stale(
        f"{who} har gjort noget ved rapporten, siden du så den. Nu er den {da}. Se den igen, og prøv så.",
        f"{who} has done something to the report since you looked. It is now {en}. Look again, then try.",
    )


def last_actor(found: Report) -> str:
    """The name of whoever did the last thing to a report."""
    from anke.events import queries

    told = queries.events_of(SUBJECT, name_of(found.plan, found.period))
    who = told[-1].actor if told else found.begun_by
    return organisation.names_of([who]).get(who, who)


def words_of(text: str, *, da: str, en: str) -> str:
    """What somebody wrote, tidied. Raises `Refused` where it is empty, too long or holds a personal number;
    `da` and `en` name it: "en begrundelse", "a reason"."""
    said = "\n".join(
        line.rstrip() for line in text.replace("\0", "").replace("\r\n", "\n").split("\n")
    ).strip()
    require_none(said)
    if not 3 <= len(said) <= LONGEST:
        raise Refused(
            f"Skriv {da}: mindst 3 og højst {LONGEST} tegn (der er {len(said)}).",
            f"Write {en}: at least 3 and at most {LONGEST} characters (there are {len(said)}).",
        )
    return said


def tell(
    report: Report,
    kind: str,
    data: Mapping[str, Any],
    *,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Record the act as an event of the report."""
    events.record(
        subject_kind=SUBJECT,
        subject_name=name_of(report.plan, report.period),
        kind=kind,
        happened_on=happened_on,
        actor=actor,
        data=data,
        recorded_at=recorded_at,
    )
