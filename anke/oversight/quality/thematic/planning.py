"""The beginning of a thematic follow-up: the working group recommends, the executive board decides, outside
help is considered, the opening memo is presented."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from django.db import transaction

from anke.content.schema.quality_areas import Thematics
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import LONG, By, begin, by, line_of, require_role, tell, text_of
from anke.oversight.quality.acting import held as row_of
from anke.oversight.quality.models import Thematic, ThematicMember
from anke.oversight.quality.programme.content import model_of, programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import TITLES, Role

ACTIVITY: Final = "Q6"
Stage = Thematic.Stage


def rules_of(year: int) -> Thematics:
    """Raises `Refused` where the programme has no Q6 in that year."""
    found = programme_of(year).thematics
    if found is None:
        raise Refused(f"Programmet har ingen Q6 i {year}.", f"The programme has no Q6 in {year}.")
    return found


def most_of(year: int) -> int | None:
    """How many a year at most, as the model says; None: it sets no limit."""
    found = next((one for one in model_of(year).activities if one.id == ACTIVITY), None)
    return found.frequency.at_most if found and found.frequency else None


@transaction.atomic
def recommend_thematic(
    *,
    year: int,
    topic: str,
    question: str,
    members: Collection[str],
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Thematic:
    """The working group recommends a theme for a year: what is to be found out, and why. Sent twice, it is
    one. Raises `Refused` for a group that lacks somebody it must have, and where the year is full."""
    rules = rules_of(year)
    require_role(actor, rules.recommended_by)
    if year not in (happened_on.year, happened_on.year + 1):
        raise Refused(
            "Indstil et tema for i år eller næste år.", "Recommend a theme for this year or the next."
        )
    _require_room(year)
    group = _group(rules, members)
    count = Thematic.objects.filter(year=year).count()
    made = Thematic(name=f"{ACTIVITY}/{year}/{count + 1}", year=year, topic=line_of(topic, most=200))
    made.question, made.stage = text_of(question, most=2000), Stage.RECOMMENDED
    made.recommended_by, made.recommended_on = actor, happened_on
    made, new = begin(made, "year", "topic", "question", stage=Stage.RECOMMENDED)
    if not new:
        return made
    ThematicMember.objects.bulk_create(
        ThematicMember(thematic=made, who=who, role=str(role)) for who, role in sorted(group.items())
    )
    data = {"topic": made.topic, "people": ", ".join(sorted(group))}
    tell(made, "thematic_recommended", data, by(happened_on, actor, recorded_at))
    return made


@transaction.atomic
def approve_thematic(
    *, thematic: int, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> Thematic:
    """The executive board decides to carry the theme out. A third of the year is refused."""
    found = held(thematic, Stage.RECOMMENDED)
    require_role(actor, rules_of(found.year).decided_by)
    _require_room(found.year)
    return _decide(found, Stage.APPROVED, "thematic_approved", reason, by(happened_on, actor, recorded_at))


@transaction.atomic
def refuse_thematic(
    *, thematic: int, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> Thematic:
    """The executive board decides against the theme, and says why."""
    found = held(thematic, Stage.RECOMMENDED)
    require_role(actor, rules_of(found.year).decided_by)
    return _decide(found, Stage.REFUSED, "thematic_refused", reason, by(happened_on, actor, recorded_at))


@transaction.atomic
def consider_outside(
    *, thematic: int, used: bool, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> Thematic:
    """Set down that involving outside resources was considered, and what came of it: used or not, and why."""
    found = held(thematic, Stage.RECOMMENDED, Stage.APPROVED, Stage.OPENED)
    require_role(actor, rules_of(found.year).recommended_by)
    found.outside, found.outside_because = used, line_of(reason)
    found.save()
    data = {"used": used, "reason": found.outside_because}
    tell(found, "outside_help_considered", data, by(happened_on, actor, recorded_at))
    return found


@transaction.atomic
def open_thematic(
    *,
    thematic: int,
    memo: str = "",
    reason: str = "",
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Thematic:
    """Present the opening memo to the executive board, before further work; or leave it out, with a `reason`.
    One of the two."""
    found = held(thematic, Stage.APPROVED)
    require_role(actor, rules_of(found.year).recommended_by)
    if bool(memo.strip()) == bool(reason.strip()):
        raise Refused(
            "Skriv det indledende notat, eller skriv, hvorfor det er udeladt.",
            "Write the opening memo, or write why it is left out.",
        )
    data = {}
    if memo.strip():
        found.opening = text_of(memo, most=2 * LONG)
    else:
        found.no_opening = data["reason"] = line_of(reason)
    found.stage, found.opened_on = Stage.OPENED, happened_on
    found.save()
    tell(found, "thematic_opened", data, by(happened_on, actor, recorded_at))
    return found


def held(thematic: int, *stages: str) -> Thematic:
    """The follow-up, held until the act ends. Raises `Refused` where there is none, or not so far."""
    missing = "Der er ingen sådan opfølgning.", "There is no such follow-up."
    found = row_of(Thematic, missing, pk=thematic)
    if found.stage not in stages:
        raise Refused(*_FROZEN if found.stage == Stage.PRESENTED else _NOT_NOW)
    return found


_FROZEN = (
    "Notatet er forelagt og frosset: det ændres ikke mere.",
    "The memo is presented and frozen: it changes no more.",
)
_NOT_NOW = ("Det er ikke tid til det nu. Se, hvor langt temaet er.", "Not now. See how far the theme is.")


def _require_room(year: int) -> None:
    most = most_of(year)
    of_year = Thematic.objects.select_for_update().filter(year=year).values_list("stage", flat=True)
    count = sum(one not in (Stage.REFUSED, Stage.RECOMMENDED) for one in of_year)
    if most is not None and count >= most:
        raise Refused(
            f"Der er allerede besluttet {count} temaer for {year}; modellen siger højst {most} om året.",
            f"There are {count} themes decided for {year} already; the model says {most} a year at most.",
        )


def _decide(found: Thematic, stage: str, kind: str, reason: str, done: By) -> Thematic:
    found.stage, found.decided_because = stage, line_of(reason)
    found.decided_by, found.decided_on = done["actor"], done["happened_on"]
    found.save()
    tell(found, kind, {"reason": found.decided_because}, done)
    return found


def _group(rules: Thematics, members: Collection[str]) -> dict[str, Role]:
    """The working group by initials. Raises `Refused` for who is not here, and for whoever is missing."""
    known = {one.initials: one for one in organisation.people()}
    strangers = sorted(set(members) - set(known))
    if strangers:
        raise Refused(f"{strangers[0][:64]} arbejder ikke her.", f"{strangers[0][:64]} does not work here.")
    group = {who: known[who].role for who in set(members)}
    for rule in rules.members:
        da, en = TITLES[rule.role]
        if Counter(group.values())[rule.role] < rule.at_least:
            raise Refused(
                f"Arbejdsgruppen skal have mindst {rule.at_least} {da}.",
                f"The working group must have {rule.at_least} {en} at least.",
            )
        lacks = [one.name for one in known.values() if one.role is rule.role and one.initials not in group]
        if rule.every and lacks:
            raise Refused(f"Arbejdsgruppen mangler {lacks[0]} ({da}).", f"The group lacks {lacks[0]} ({en}).")
    return group
