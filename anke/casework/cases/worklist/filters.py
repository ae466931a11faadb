"""A list's question as filters of the register, and the same question put to groups of rows in thought.

Rows are filtered by the database; counts come from one grouped question whose groups are filtered here. A
test holds the two against each other.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import BooleanField, CharField, F, Q, QuerySet, Value, When
from django.db.models import Case as Choice
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from anke.casework.cases.models import Case
from anke.casework.cases.sight import seen_by
from anke.casework.cases.worklist.asked import NOBODY, Asked, week_of, weeks_old
from anke.content.load import content
from anke.organisation.queries import Actor
from anke.rules.next_step import Stage
from anke.rules.roles import LEADERS, Role
from anke.rules.steps import OPEN, Status

# Word for word the condition of the register's indexes, and without parameters, or SQLite would not use them.
_WAITS: Final = ", ".join(f"'{status}'" for status in (*OPEN, Status.DECIDED))
WAITING: Final = Q(
    RawSQL(f'"{Case._meta.db_table}"."status" IN ({_WAITS})', (), output_field=BooleanField())  # noqa: S611 - names of our own
)
_PAUSED: Final = Q(clock="follow_up")
_DEADLINE: Final = Q(clock="deadline")


def sighted(who: Actor, at: datetime, granted: frozenset[str] | None = None) -> QuerySet[Case]:
    """Every case somebody sees: where lists, boards and counts begin."""
    return Case.objects.filter(seen_by(who, at, granted))


def lists_of(who: Actor) -> tuple[str, ...]:
    """The lists a person has, the one the day begins with first."""
    if who.role in LEADERS:
        return ("reach", "unassigned", "approval", "mine")
    if who.role in (Role.LEGAL_UNIT, Role.STEERING_UNIT):
        return ("reach", "unassigned")
    if who.role is Role.QUALITY_READER:
        return ("reach",)
    return ("mine", "unassigned", "day", "reach")


def of_list(name: str, who: Actor) -> Q:
    """The cases of a list, within what the person sees."""
    if name == "mine":
        return Q(caseworker=who.initials)
    if name == "unassigned":
        return Q(caseworker__isnull=True)
    if name == "approval":
        return Q(stage=str(Stage.APPROVAL)) & ~Q(caseworker=who.initials)
    if name == "day":
        return Q(caseworker=who.initials) | Q(caseworker__isnull=True)
    return Q()


def of_due(due: str, today: date) -> Q:
    """The cases whose clock stands so; overdue is a deadline that has run out, past any other day."""
    sunday = today + timedelta(days=6 - today.weekday())
    after = sunday + timedelta(days=7)
    running = ~_PAUSED
    known = {
        "late": _DEADLINE & Q(clock_on__lt=today),
        "past": running & ~_DEADLINE & Q(clock_on__lt=today),
        "risk": running & Q(clock_on__gte=today, act_by__lt=today),
        "week": running & Q(clock_on__gte=today, clock_on__lte=sunday),
        "next": running & Q(clock_on__gt=sunday, clock_on__lte=after),
        "later": running & Q(clock_on__gt=after),
        "paused": _PAUSED,
        "stuck": _PAUSED & Q(clock_on__lt=today),
    }
    if due in known:
        return known[due]
    week = week_of(due)
    assert week is not None
    within = running & Q(clock_on__gte=week[0], clock_on__lte=week[1])
    return within & known["risk"] if due.endswith("-risk") else within


def filtered(cases: QuerySet[Case], asked: Asked, today: date) -> QuerySet[Case]:
    """The rows that answer the question, but for the list and the page."""
    found = cases
    if asked.find:
        found = found.filter(number__contains=asked.find)
    if asked.stage:
        found = found.filter(stage=asked.stage)
    if asked.area:
        types = [one.id for one in content().case_types.values() if one.area == asked.area]
        found = found.filter(case_type__in=types)
    if asked.type:
        found = found.filter(case_type=asked.type)
    if asked.office:
        found = found.filter(office=int(asked.office))
    if asked.who:
        nobody = asked.who == NOBODY
        found = found.filter(caseworker__isnull=True) if nobody else found.filter(caseworker=asked.who)
    if asked.due:
        found = found.filter(of_due(asked.due, today))
    if asked.informed:
        found = found.filter(_informed(asked.informed))
    if asked.guarded:
        found = found.filter(**{asked.guarded: True})
    return found.filter(of_age(asked.age, today)) if asked.age else found


def _informed(asked: str) -> Q:
    return Q(fully_informed__isnull=True) if asked == "unknown" else Q(fully_informed=asked == "yes")


def of_age(age: str, today: date) -> Q:
    """The cases so many weeks old: from the first number on, before the second."""
    low, high = weeks_old(age)
    since = Q(received_on__lte=_weeks_before(today, low))
    return since if high is None else since & Q(received_on__gt=_weeks_before(today, high))


def _weeks_before(today: date, weeks: int) -> date:
    try:
        return today - timedelta(weeks=weeks)
    except OverflowError:
        return date.min


def paged(found: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    """The rows after (or before) the place asked for, in order (or in reverse)."""
    column, back = asked.column, bool(asked.before and not asked.after)
    if asked.place:
        day, number = asked.place
        side = "lt" if back else "gt"
        beyond = Q(**{f"{column}__{side}": day}) | Q(**{column: day, f"number__{side}": number})
        found = found.filter(beyond, **{f"{column}__{side}e": day})  # the second lets the index be used
    return found.order_by(*((f"-{column}", "-number") if back else (column, "number")))


def bucket(today: date) -> Choice:
    """How a case's clock stands, one word a row: the due filters but `risk`, each case in exactly one."""
    names = ("stuck", "paused", "late", "past", "week", "next")
    whens = [When(of_due(name, today), then=Value(name)) for name in names]
    return Choice(*whens, default=Value("later"), output_field=CharField())


def hand(me: str, office: str, person: str) -> Choice:
    """Who has a case, in a list too long to be counted by person: nobody, oneself, the person asked for,
    somebody by name in the office asked for, else "*"."""
    whens = [When(caseworker__isnull=True, then=Value("")), When(caseworker=me, then=Value(me))]
    if person and person != NOBODY:
        whens.append(When(caseworker=person, then=Value(person)))
    if office:
        whens.append(When(office=int(office), then=F("caseworker")))
    return Choice(*whens, default=Value("*"), output_field=CharField())


def person() -> Coalesce:
    return Coalesce(F("caseworker"), Value(""))
