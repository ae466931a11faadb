"""What the page of a case shows. Each part is worked out when it is first asked for: a part the page keeps
(`site/keeping.py`) costs nothing then."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import act_table, appeal_words, clock_words
from anke.casework.cases.looking import Looked
from anke.casework.cases.models import Case, Party
from anke.casework.cases.points import most_far_reaching
from anke.casework.cases.tabs import address_of
from anke.content.load import content
from anke.events import queries as events
from anke.events.apply import CaseState
from anke.events.queries import Recorded
from anke.organisation import queries as organisation
from anke.rules.roles import TITLES, Role
from anke.rules.step_words import STATUS_WORDS
from anke.rules.steps import Act, Status, may

MOST_BESIDE = 20  # other cases shown


@dataclass(frozen=True)
class NextStep:
    """Who must act, by when, and what that day is."""

    who: str
    mine: bool
    on: date
    far: str
    late: bool
    clock: str


@dataclass(frozen=True)
class PartyCard:
    """A party as the page shows it. `cpr`: whether a personal number is registered; never the number."""

    key: str
    kind: str
    name: str
    address: str
    email: str
    phone: str
    adjustments: str
    protected: bool
    cpr: bool
    change: str
    reveal: str

    @property
    def shape(self) -> tuple[object, ...]:
        """All that is shown of the party but the particulars themselves: those are never kept. The template
        keeps a party by it."""
        known = (bool(self.address), bool(self.email), bool(self.phone))
        return (self.key, self.kind, self.protected, self.cpr, self.change, self.reveal, *known)


@dataclass(frozen=True)
class Point:
    """A claim point: what is complained of, and what came of it."""

    number: int
    matter: str
    outcome: str
    ground: str


@dataclass(frozen=True)
class Beside:
    """Another case that belongs with this one. `how`: linked, or the same person's."""

    number: str
    address: str
    title: str
    status: str
    how: str


class CasePage:
    """One case, as one person sees it on one day."""

    def __init__(self, looked: Looked) -> None:
        self.looked, self.case = looked, looked.case
        self.lang, self.today = looked.looker.lang, looked.looker.today
        self._at = int(self.lang == "en")

    @property
    def state(self) -> CaseState:
        return self.looked.state

    @cached_property
    def title(self) -> str:
        return content().case_types[self.state.case_type].title[self.lang]

    @cached_property
    def area(self) -> str:
        known = content()
        title = known.areas[known.case_types[self.state.case_type].area].title[self.lang]
        return "" if title == self.title else title

    @cached_property
    def authority(self) -> str:
        found = content().authorities.get(self.state.authority)
        return found.title[self.lang] if found else str(self.state.authority)

    @cached_property
    def office(self) -> str:
        titles = organisation.office_titles().get(self.state.office or 0)
        return titles[self._at] if titles else _("no office")

    @cached_property
    def caseworker(self) -> str:
        return self._name(self.state.caseworker) if self.state.caseworker else ""

    @cached_property
    def _names(self) -> dict[str, str]:
        wanted = {self.state.caseworker, self.case.next_person} - {None}
        return organisation.names_of(str(one) for one in wanted) if wanted else {}

    def _name(self, initials: str) -> str:
        name = self._names.get(initials)
        return f"{name} ({initials})" if name else initials

    @cached_property
    def status(self) -> str:
        words = STATUS_WORDS[self.state.status][self._at]
        return words[0].upper() + words[1:]

    @cached_property
    def next(self) -> NextStep | None:
        """Who acts next and by when: what a caseworker must see first."""
        case = self.case
        if case.next_role is None or case.clock_on is None:
            return None
        mine = case.next_person == self.looked.who.initials
        who = self._name(case.next_person) if case.next_person else TITLES[Role(case.next_role)][self._at]
        words = {
            "deadline": _("the deadline"),
            "target": _("the target day"),
            "follow_up": _("the case is taken up again"),
            "approval": _("the draft is to be looked at"),
            "meeting": _("the meeting"),
            "dispatch": _("the decision is to be sent"),
            "review": _("the case is to be reviewed"),
        }
        far = clock_words.until(case.clock_on, self.today)
        late = case.clock_on < self.today and case.clock == "deadline"
        return NextStep(
            who[0].upper() + who[1:], mine, case.clock_on, far, late, words.get(case.clock or "", "")
        )

    @cached_property
    def clock(self) -> clock_words.ClockPanel | None:
        return clock_words.panel(self.state, self.today, self.lang)

    @cached_property
    def age(self) -> clock_words.Age:
        return clock_words.age(self.state, self.today)

    @cached_property
    def appeal(self) -> appeal_words.Appeal | None:
        return appeal_words.appeal_of(self.state, self.lang)

    @cached_property
    def procedure(self) -> str:
        words = {
            "office": _("Decided in the office"),
            "meeting": _("Decided at an appeal meeting"),
            "principle": _("Decided at a principle meeting"),
        }
        return words.get(self.state.procedure or "", "")

    @cached_property
    def outcome(self) -> str:
        """What the case ended with; while it is open, nothing."""
        return content().outcomes[self.state.outcome].title[self.lang] if self.state.outcome else ""

    @cached_property
    def ground(self) -> str:
        """Why it was decided so, or closed without a decision on the merits."""
        told = [one for one in self.told if one.kind in ("case_decided", "case_dismissed")]
        return str(told[-1].data.get("ground", "")) if told and self.state.outcome else ""

    @cached_property
    def follows(self) -> str:
        """The outcome that follows from the claim points as they stand; empty while one lacks its own."""
        settled = [outcome for _number, outcome in self.state.points]
        if not settled or None in settled:
            return ""
        known = [one for one in settled if one is not None]
        return content().outcomes[most_far_reaching(known, self.today)].title[self.lang]

    @cached_property
    def told(self) -> list[Recorded]:
        """The events of the case: asked for only where the page says a reason or a ground."""
        return events.events_of("case", self.state.name)

    @cached_property
    def error_reason(self) -> str:
        """Why the first instance is found to have made an error, or not."""
        told = [one for one in self.told if one.kind == "first_instance_error_found"]
        return str(told[-1].data["reason"]) if told else ""

    @cached_property
    @sensitive_variables()
    def points(self) -> list[Point]:
        """The claim points. What they are about is personal, and so never kept."""
        return self.known_points()

    @sensitive_variables()
    def known_points(self) -> list[Point]:
        if not self.case.points:
            return []
        matters, grounds = self._matters(), self._grounds()
        outcomes = content().outcomes
        return [
            Point(
                number,
                matters.get(number, _("(forgotten)")),
                outcomes[outcome].title[self.lang] if outcome else "",
                grounds.get(number, "") if outcome else "",
            )
            for number, outcome in self.state.points
        ]

    @sensitive_variables()
    def _matters(self) -> dict[int, str]:
        """What each claim point is about; none that was forgotten."""
        raised = [one for one in self.told if one.kind == "point_raised"]
        shown = events.reveal_many(raised)
        return {data["point"]: data["matter"] for data in shown if data["matter"] != events.SHREDDED}

    def _grounds(self) -> dict[int, str]:
        settled = (one.data for one in self.told if one.kind == "point_settled")
        return {data["point"]: data.get("ground", "") for data in settled}

    @cached_property
    @sensitive_variables()
    def parties(self) -> list[PartyCard]:
        """The parties by name, in the order they came."""
        return self.known_parties()

    @sensitive_variables()
    def known_parties(self) -> list[PartyCard]:
        return [self._party(one) for one in self.looked.whole.parties]

    @sensitive_variables()
    def _party(self, one: Party) -> PartyCard:
        number = self.state.name
        may_change = (Act.CHANGE_PARTY in self.acts.offered) if one.key else False
        return PartyCard(
            key=one.key,
            kind=party_kinds().get(one.kind, one.kind),
            name=one.name or no_name(),
            address=one.address,
            email=one.email,
            phone=one.phone,
            adjustments=one.adjustments,
            protected=one.protected,
            cpr=one.person_key is not None,
            change=f"{reverse('act', args=[number, Act.CHANGE_PARTY])}?party={one.key}" if may_change else "",
            reveal=reverse("case-cpr", args=[number, one.key]) if self.may_reveal else "",
        )

    @cached_property
    def may_reveal(self) -> bool:
        return may(Act.CHANGE_PARTY, self.looked.who.role)

    @cached_property
    def adjustments(self) -> list[PartyCard]:
        """The parties who need something to take part."""
        return [one for one in self.parties if one.adjustments]

    @cached_property
    def beside(self) -> list[Beside]:
        """The cases linked to this one and the other cases of its appellants, of those the person sees."""
        same, named = self.looked.whole.same, self._named
        if not same and not named:
            return []
        wanted = Q(subject_id__in=same) | Q(number__in=list(named))
        found = self.looked.looker.seen.filter(wanted).exclude(pk=self.case.pk)
        return [self._beside(one, named) for one in found.order_by("-received_on", "number")[:MOST_BESIDE]]

    @cached_property
    def _named(self) -> dict[str, str]:
        case = self.case
        named = dict.fromkeys(case.links, _("Linked")) if case.links else {}
        if case.reopened_as:
            named |= dict.fromkeys(case.reopened_as, _("Reopens this case"))
        return named | {case.reopens: _("Reopened as this case")} if case.reopens else named

    def _beside(self, case: Case, named: dict[str, str]) -> Beside:
        return Beside(
            case.number,
            reverse("case", args=[case.number]),
            content().case_types[case.case_type].title[self.lang],
            STATUS_WORDS[Status(case.status)][self._at],
            named.get(case.number, _("The same person")),
        )

    @cached_property
    def acts(self) -> act_table.Offer:
        """The acts this person can do now."""
        return act_table.offer(self.state, self.looked.who.role)

    @cached_property
    def letter(self) -> str:
        """Where a letter is begun; empty for those who write none in this case as it stands."""
        writes = Act.HEAR_PARTY in self.acts.offered
        return address_of("letters-new", self.state.name) if writes else ""

    @cached_property
    def way(self) -> tuple[str, str]:
        """The letter that does what is usually done next, as (address, words): the one submitted or approved,
        or the letters where a decision is not sent yet. Empty where there is none, or nothing to do.
        """
        number, draft, offered = self.state.name, self.state.draft, self.acts.offered
        if draft is not None and draft[3] and offered & {Act.APPROVE, Act.DECIDE, Act.TAKE_BACK}:
            words = {
                Status.SUBMITTED: _("Read the letter and approve it")
                if Act.APPROVE in offered
                else _("See the letter that waits for approval"),
                Status.APPROVED: _("Send the approved letter"),
            }
            told = words.get(self.state.status, "")
            address = address_of("letters-read", number, draft[3]) if told else ""
            return address, told
        if self.state.status is Status.DECIDED and Act.DISPATCH in offered:
            return address_of("letters-documents", number), _("Send the decision")
        return "", ""


def party_kinds() -> dict[str, str]:
    """What a party is called by its kind."""
    return {
        "appellant": _("Appellant"),
        "representative": _("Representative"),
        "first_instance": _("First instance"),
        "other": _("Other party"),
    }


def no_name() -> str:
    """What stands for a party whose name is not registered."""
    return _("(no name registered)")
