"""What a plan asks for from outside: each thing with its parts, its rules and the periods it is asked for.

A subgoal answered from outside is asked for by a form of the content (`reported.yaml`), several together
where one set of figures answers them all. Where no form names it, its figure is asked for as it is. A
delivery is asked for by its own subgoal: document, and both dates.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from anke.content import load
from anke.content.schema.base import Text
from anke.content.schema.notes import Note
from anke.content.schema.plan import Plan
from anke.content.schema.reported import Form, GoesTo, Part, Reported, ReportedUnit, Step
from anke.content.schema.subgoal import Basis, Subgoal
from anke.rules.periods import Period, PeriodError, parse_period, quarter, quarter_of, whole_year
from anke.rules.refusal import Refused
from anke.steering.results import queries as results

DELIVERIES: Final = (Basis.DELIVERABLE, Basis.ACTIVITY)
Asked = Literal["quarter", "year", "once"]


@dataclass(frozen=True)
class Ask:
    """One thing a plan asks for. `key` names it within the plan: a form's id, or a subgoal's."""

    plan: Plan
    key: str
    title: Text
    lead: Text | None
    asked: Asked
    covers: Literal["year", "four_quarters", "year_to_date"]
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    goes: tuple[GoesTo, ...]
    subgoals: tuple[Subgoal, ...]
    notes: tuple[Note, ...]

    @property
    def delivery(self) -> bool:
        return self.asked == "once"

    @property
    def owed_by(self) -> Text:
        """Who has the figure, by the plan; a delivery is owed by the authority itself."""
        told = next((one.external.reported_by for one in self.subgoals if one.external), None)
        return told or self.plan.agency

    def period(self, upto: Period) -> Period:
        """The period its figure is about when asked for at the end of a quarter."""
        if self.covers == "year":
            return whole_year(self.plan.year)
        if self.covers == "year_to_date":
            return upto.year_to_date
        return Period(_quarters_before(upto, 3).first, upto.last)

    def periods(self) -> tuple[Period, ...]:
        """Every period that may be reported on, in order, each once."""
        return tuple(dict.fromkeys(self.period(one) for one in self._quarters()))

    def _quarters(self) -> list[Period]:
        return [quarter(self.plan.year, number) for number in (1, 2, 3, 4)]

    def read_period(self, text: str) -> Period:
        """The period somebody names, or the one that ends with the quarter somebody names. Raises `Refused`
        where it is none this is asked for."""
        try:
            found = parse_period(text)
        except PeriodError:
            found = None
        if found is not None and found in self._quarters() and self.covers != "year":
            found = self.period(found)
        if found not in self.periods():
            names = ", ".join(one.name for one in self.periods())
            raise Refused(
                f"»{text[:24]}« er ikke en periode, der bedes om her. Skriv en af: {names}.",
                f"“{text[:24]}” is no period asked for here. Write one of: {names}.",
            )
        return found


def require_over(ask: Ask, period: Period, today: date, *, preliminary: bool) -> None:
    """Raise `Refused` for a final figure of a period that is not over. What is measured within the year (the
    year to date) may be final at any time."""
    if ask.delivery or ask.covers == "year_to_date" or preliminary or period.last < today:
        return
    raise Refused(
        f"Perioden {period.name} er ikke omme. Mærk tallet foreløbigt, eller vent, til det er endeligt.",
        f"The period {period.name} is not over. Mark the figure preliminary, or wait until it is final.",
    )


def quarters_of(period: Period) -> tuple[Period, ...]:
    """The quarters a period is made of, in order."""
    firsts = dict.fromkeys(quarter_of(date(year, month, 1)) for year, month in period.months)
    return tuple(firsts)


def reported() -> Reported | None:
    return load.content().reported


def largest_import() -> int:
    """The most bytes a file of figures may have."""
    told = reported()
    return told.largest_import if told else 262_144


def evidence_needed() -> bool:
    """Whether a figure is approved only with a file that shows it."""
    told = reported()
    return told is None or told.evidence_needed


def unit_of(unit_id: str) -> ReportedUnit:
    """A unit with its words; one the content does not name is called by its id."""
    told = reported()
    for one in told.units if told else ():
        if one.id == unit_id:
            return one
    words = unit_id.replace("_", " ")
    return ReportedUnit(id=unit_id, title=Text(da=words, en=words))


def asks_of(plan: Plan) -> tuple[Ask, ...]:
    """Everything a plan asks for from outside, in the order of its goals."""
    found: dict[str, Ask] = {}
    forms = {goes.subgoal: form for form in _forms() for goes in form.of_plan(plan.id)}
    for subgoal in plan.subgoals():
        ask = _ask(plan, subgoal, forms)
        if ask is not None:
            found.setdefault(ask.key, ask)
    return tuple(found.values())


def ask_of(plan_id: str, key: str) -> Ask:
    """One thing asked for. Raises `Refused` with those there are."""
    plans = load.content().plans
    if plan_id not in plans:
        names = ", ".join(sorted(plans))
        raise Refused(
            f"Der er ingen resultatplan »{plan_id[:8]}«. Der er: {names}.",
            f"There is no results plan “{plan_id[:8]}”. There are: {names}.",
        )
    every = asks_of(plans[plan_id])
    for one in every:
        if key in (one.key, *(subgoal.id for subgoal in one.subgoals)):
            return one
    names = ", ".join(one.key for one in every)
    raise Refused(
        f"Planen for {plan_id} beder ikke om »{key[:40]}« udefra. Den beder om: {names}.",
        f"The plan for {plan_id} does not ask for “{key[:40]}” from outside. It asks for: {names}.",
    )


def reports_upto(plan: Plan, until: date) -> Iterator[Period]:
    """The quarters of the plan's year that have ended by a day."""
    for number in (1, 2, 3, 4):
        if (one := quarter(plan.year, number)).last < until:
            yield one


def due_of(ask: Ask, upto: Period) -> date | None:
    """By when it is asked for at the end of a quarter: the day that quarter's report is due."""
    due = results.due_of(ask.plan, upto)
    return due.shifted if due else None


def delivery_dues(ask: Ask) -> dict[str, date | None]:
    """When each act of a delivery is due; None where the plan does not say."""
    found: dict[str, date | None] = {}
    for one in ask.subgoals[0].due:
        day = one.due
        if one.with_report:
            report = results.due_of(ask.plan, parse_period(one.with_report))
            day = report.shifted if report else day
        found[one.act] = day
    return found


def _forms() -> Iterable[Form]:
    told = reported()
    return told.forms if told else ()


def _ask(plan: Plan, subgoal: Subgoal, forms: dict[str, Form]) -> Ask | None:
    if subgoal.basis in DELIVERIES:
        return _delivery(plan, subgoal)
    if subgoal.basis is not Basis.EXTERNAL:
        return None
    form = forms.get(subgoal.id)
    return _plain(plan, subgoal) if form is None else _formed(plan, form)


def _formed(plan: Plan, form: Form) -> Ask:
    goes = form.of_plan(plan.id)
    ids = dict.fromkeys(one.subgoal for one in goes)
    return Ask(
        plan=plan,
        key=form.id,
        title=form.title,
        lead=form.lead,
        asked=form.asked,
        covers=form.covers,
        parts=form.parts,
        steps=form.steps,
        goes=goes,
        subgoals=tuple(plan.subgoal(one) for one in ids),
        notes=form.notes,
    )


def _plain(plan: Plan, subgoal: Subgoal) -> Ask:
    """The figure as it is, and what it is held against where the target leans on that."""
    wanted = [("value", subgoal.short, "figure")]
    if subgoal.benchmark is not None:
        wanted.append(("benchmark", subgoal.benchmark.title, "benchmark"))
    unit, decimals = subgoal.unit.value, subgoal.decimals
    parts = [Part(id=one, title=title, unit=unit, required=one == "value") for one, title, _ in wanted]
    steps = [
        Step(id=f"{one}_given", title=title, rule="given", of=(one,), unit=unit, decimals=decimals)
        for one, title, _ in wanted
    ]
    goes = [
        GoesTo(plan=plan.id, step=step.id, subgoal=subgoal.id, role="figure" if at == 0 else "benchmark")
        for at, step in enumerate(steps)
    ]
    return Ask(
        plan, subgoal.id, subgoal.short, None, "quarter", "year_to_date",
        tuple(parts), tuple(steps), tuple(goes), (subgoal,), (),
    )  # fmt: skip


def _delivery(plan: Plan, subgoal: Subgoal) -> Ask:
    told = reported()
    parts = told.delivery if told else _DELIVERY
    notes = told.delivery_notes if told else ()
    return Ask(
        plan, subgoal.id, subgoal.short, subgoal.title, "once", "year", parts, (), (), (subgoal,), notes
    )


_DELIVERY: Final = (
    Part(id="document", title=Text(da="Dokument", en="Document"), kind="words"),
    Part(id="prepared", title=Text(da="Udarbejdet", en="Prepared"), kind="day"),
    Part(id="received", title=Text(da="Modtaget", en="Received"), kind="day", required=False),
)


def _quarters_before(upto: Period, back: int) -> Period:
    count = upto.last.year * 4 + (upto.last.month - 1) // 3 - back
    return quarter(count // 4, count % 4 + 1)
