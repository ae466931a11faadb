"""Questions about inquiries: those of the cases one may see, whose step is next, and how they stand office by
office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from anke.casework.cases import queries as cases
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, User
from anke.oversight.quality.inquiries.procedure import may_take, next_step, procedure_of
from anke.oversight.quality.models import Inquiry
from anke.rules.roles import Role

MOST = 300  # rows in one list


@dataclass(frozen=True)
class StepState:
    """A step of the procedure as it stands; `on` None: not taken yet. `comes`: it is the one to be taken."""

    id: str
    title: tuple[str, str]  # Danish, English
    kind: str
    by: tuple[Role, ...]
    on: date | None
    who: str
    words: str
    comes: bool


@dataclass(frozen=True)
class InquiryCard:
    """`waits_for`: the title of the next step; empty when only closing is left, or it is closed. `mine`: the
    person who asked may take it."""

    row: Inquiry
    steps: tuple[StepState, ...]
    waits_for: tuple[str, str]
    roles: tuple[Role, ...]
    mine: bool
    overdue: bool

    @property
    def next(self) -> StepState | None:
        return next((one for one in self.steps if one.comes), None)


@dataclass(frozen=True)
class InquiryCount:
    """The inquiries of an office that came in a period: so many, open, overdue, closed; of which learning was
    drawn, and measures in similar cases taken."""

    office: int
    came: int
    open: int
    overdue: int
    closed: int
    learnt: int
    measures: int


def inquiries(
    person: Person,
    *,
    user: User,
    at: datetime,
    today: date,
    office: int | None = None,
    kind: str = "",
    closed: bool = False,
) -> list[InquiryCard]:
    """The inquiries in cases somebody may see, by the day they are due (closed ones: newest first)."""
    found = Inquiry.objects.filter(stage=Inquiry.Stage.CLOSED if closed else Inquiry.Stage.OPEN)
    if office is not None:
        found = found.filter(office=office)
    if kind:
        found = found.filter(kind=kind)
    found = found.order_by("-closed_on", "-pk") if closed else found.order_by("due_on", "pk")
    rows = _seen(found.prefetch_related("steps"), user, at)[:MOST]
    return [_card(row, person, today) for row in rows]


def any_inquiries() -> bool:
    """Whether there are inquiries at all, whoever may see them."""
    return Inquiry.objects.exists()


def inquiry_for(inquiry: int, person: Person, *, user: User, at: datetime, today: date) -> InquiryCard | None:
    """One inquiry, where its case may be seen; None else, as if there were none."""
    rows = _seen(Inquiry.objects.filter(pk=inquiry).prefetch_related("steps"), user, at)
    return _card(rows[0], person, today) if rows else None


def inquiries_due(person: Person, *, at: datetime, today: date) -> list[InquiryCard]:
    """The inquiries whose next step is this person's, by the day they are due: as handler, in the role a step
    names, or as head of the office whose handler does not work there any more."""
    found = Inquiry.objects.filter(stage=Inquiry.Stage.OPEN).prefetch_related("steps")
    seen = cases.Case.objects.filter(cases.seen_by(organisation.actor(person.initials), at))
    rows = list(found.filter(number__in=seen.values("number")))
    here = {one.initials for one in organisation.people()} if rows else set()
    cards = [_card(row, person, today) for row in rows]
    mine = [one for one in cards if one.mine or _left_to(person, one, here)]
    return sorted(mine, key=lambda one: (one.row.due_on, one.row.pk))


def count_inquiries(
    *, user: User, at: datetime, first: date, last: date, today: date
) -> tuple[InquiryCount, ...]:
    """How the inquiries that came from a day to a day stand, office by office; of cases one may see only."""
    by_office: dict[int, list[Inquiry]] = {}
    for row in _seen(Inquiry.objects.filter(received_on__range=(first, last)), user, at):
        by_office.setdefault(row.office, []).append(row)
    return tuple(_count(office, rows, today) for office, rows in sorted(by_office.items()))


def _seen(rows: Iterable[Inquiry], user: User, at: datetime) -> list[Inquiry]:
    rows = list(rows)
    seen = cases.visible_numbers({one.number for one in rows}, user=user, at=at)
    return [one for one in rows if one.number in seen]


def _card(row: Inquiry, person: Person, today: date) -> InquiryCard:
    procedure = procedure_of(row.kind, row.received_on)
    taken = {one.step: one for one in row.steps.all()}
    comes = next_step(procedure, taken) if row.stage == Inquiry.Stage.OPEN else None
    steps = []
    for one in procedure.steps:
        done = taken.get(one.id)
        on, who, words = (done.on, done.by, done.words) if done else (None, "", "")
        title = (one.title.da, one.title.en)
        steps.append(StepState(one.id, title, one.kind, one.by, on, who, words, one is comes))
    mine = may_take(comes, row, person) if comes else _closes(row, person)
    return InquiryCard(
        row=row,
        steps=tuple(steps),
        waits_for=(comes.title.da, comes.title.en) if comes else ("", ""),
        roles=comes.by if comes else (),
        mine=mine,
        overdue=row.stage == Inquiry.Stage.OPEN and row.due_on < today and not _answered(steps),
    )


def _answered(steps: list[StepState]) -> bool:
    return any(one.kind == "answer" and one.on for one in steps)


def _closes(row: Inquiry, person: Person) -> bool:
    return row.stage == Inquiry.Stage.OPEN and row.handler == person.initials


def _left_to(person: Person, card: InquiryCard, here: set[str]) -> bool:
    head = person.role is Role.HEAD_OF_OFFICE and person.office == card.row.office
    return head and card.row.handler not in here and not card.roles


def _count(office: int, rows: list[Inquiry], today: date) -> InquiryCount:
    open_ = [one for one in rows if one.stage == Inquiry.Stage.OPEN]
    return InquiryCount(
        office=office,
        came=len(rows),
        open=len(open_),
        overdue=sum(one.due_on < today for one in open_),
        closed=len(rows) - len(open_),
        learnt=sum(bool(one.learnt) for one in rows),
        measures=sum(bool(one.measures) for one in rows),
    )
