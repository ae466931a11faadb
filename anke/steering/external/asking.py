"""What a page asks for, and what a form was filled in with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from anke.content import load
from anke.content.schema.plan import Plan
from anke.rules.periods import Period, PeriodError, latest_closed_quarter, parse_period, quarter
from anke.rules.refusal import Refused
from anke.steering.external import commands, queries
from anke.steering.external.asks import Ask, require_over
from anke.steering.external.computing import Answer, answers
from anke.steering.external.fields import typed_of
from anke.steering.external.pages import lang
from anke.steering.external.told import How, Problem, Told, read


@dataclass(frozen=True)
class Form:
    """A form as it stands: what was typed, what it says, and what that answers."""

    period: Period
    texts: Mapping[str, str]
    told: Told
    marks: Mapping[str, str] = field(default_factory=dict)
    sure: bool = False
    source: str = ""
    note: str = ""
    preliminary: bool = False
    replaces: str = ""
    answers: tuple[Answer, ...] = ()
    trouble: Refused | None = None

    @property
    def ready(self) -> bool:
        return self.told.clear and bool(self.answers) and self.trouble is None

    def figures(self, ask: Ask) -> commands.Figures:
        """What is proposed."""
        return commands.Figures(
            plan=ask.plan.id,
            ask=ask.key,
            period=self.period.name,
            parts=self.texts,
            source=self.source,
            preliminary=self.preliminary,
            note=self.note,
            marks=self.marks,
            sure=self.sure,
            replaces=self.replaces,
        )


def plan_and_quarter(given: QueryDict, today: date) -> tuple[Plan, Period]:
    """The plan and the quarter asked for; else those of the latest quarter that is over. 404 or 400 where
    they do not exist."""
    plans, closed = load.content().plans, latest_closed_quarter(today)
    chosen = given.get("plan") or max(
        (name for name, one in plans.items() if one.year <= closed.last.year), default=min(plans)
    )
    if chosen not in plans:
        raise Http404(_("There is no results plan “%(plan)s”.") % {"plan": chosen[:40]})
    plan = plans[chosen]
    quarters = [quarter(plan.year, number) for number in (1, 2, 3, 4)]
    text = given.get("period", "")
    if not text:
        return plan, max((one for one in quarters if one.last <= closed.last), default=quarters[0])
    try:
        found = parse_period(text)
    except PeriodError:
        found = None
    if found not in quarters:
        raise BadRequest(_("“%(text)s” is no quarter of the plan.") % {"text": text[:40]})
    return plan, found


def period_of(ask: Ask, given: Mapping[str, Any], today: date) -> Period:
    """The period asked for; else the one of the latest quarter that is over. 400 where it is none."""
    text = str(given.get("period") or "")
    if text:
        try:
            return ask.read_period(text)
        except Refused as refused:
            raise BadRequest(refused[lang()]) from None
    closed = latest_closed_quarter(today)
    ended = [quarter(ask.plan.year, n) for n in (1, 2, 3, 4) if quarter(ask.plan.year, n).last <= closed.last]
    return ask.period(ended[-1] if ended else quarter(ask.plan.year, 1))


def empty(ask: Ask, given: QueryDict, today: date) -> Form:
    """A form to fill in; with `from`, what a returned proposal told."""
    before = queries.proposal(given.get("from", "")[:16])
    if before is not None and (before.plan, before.ask) == (ask.plan.id, ask.key):
        texts = dict(before.parts)
        if lang() == "da":
            texts = {name: _danish(ask, name, text) for name, text in texts.items()}
        return Form(
            before.period,
            texts,
            Told(),
            source=before.source,
            note=before.note,
            preliminary=before.preliminary,
            replaces=before.number,
        )
    return Form(period_of(ask, given, today), {}, Told(), source=ask.owed_by[lang()])


def _danish(ask: Ask, name: str, text: str) -> str:
    part = next((one for one in ask.parts if one.id == name.partition(":")[0]), None)
    return text.replace(".", ",") if part is not None and part.kind == "number" else text


def filled(ask: Ask, given: QueryDict, today: date) -> Form:
    """A form as it was sent, read and computed."""
    typed, period = typed_of(ask, given), period_of(ask, given, today)
    sure = given.get("sure") == "yes"
    told = read(ask, period, typed.texts, How(today, typed.marks, sure))
    if typed.twice:
        told = _twice(told, typed.twice)
    trouble: Refused | None = None
    found: tuple[Answer, ...] = ()
    if told.clear:
        try:
            found = answers(ask, told)
            require_over(ask, period, today, preliminary=given.get("preliminary") == "yes")
        except Refused as refused:
            trouble = refused
    return Form(
        period=period,
        texts=typed.texts,
        told=told,
        marks=typed.marks,
        sure=sure,
        source=" ".join(given.get("source", "").replace("\0", "").split()),
        note=given.get("note", ""),
        preliminary=given.get("preliminary") == "yes",
        replaces=given.get("replaces", "")[:16],
        answers=found,
        trouble=trouble,
    )


def _twice(told: Told, names: frozenset[str]) -> Told:
    said = Refused(
        f"»{', '.join(sorted(names))}« står to gange. Behold den ene.",
        f"“{', '.join(sorted(names))}” stands twice. Keep one.",
    )
    problem = Problem(next(iter(told.numbers), "areas").partition(":")[0], said)
    return Told(told.numbers, told.days, told.words, (*told.problems, problem), told.questions)
