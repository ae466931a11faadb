"""The mapping: what the columns and activities of a log mean, and which figures to compute for it.

A mapping is YAML, written by whoever knows the log; docs/how-to/import-a-log.md shows one line by line.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from anke.content import wording
from anke.content.load import content
from anke.content.marked import read
from anke.content.schema.base import Strict, Text, wrong
from anke.events.logs.problem import LogError
from anke.events.logs.steps import ONCE
from anke.rules.deadlines import DeadlineError, parse_limit
from anke.rules.definitions import Clause, Kind, Limit, Measure, Unit

KEPT_AS = "mapping.yaml"
CASE_TYPE = "imported"
_PRESENTATION = {"title", "limit", "figures", "mean_in", "stop", "rate"}  # change figures, but no event
_DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def _zone(given: str) -> str:
    try:
        ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise wrong(f"'{given}' is no time zone", "write its name, such as Europe/Copenhagen") from None
    return given


def _format(given: str) -> str:
    if given == "iso":
        return given
    try:
        datetime.strptime(datetime(2024, 12, 31, 13, 45).strftime(given), given)  # noqa: DTZ001, DTZ007 - a trial
    except ValueError:
        raise wrong(
            f"'{given}' is no date format", 'write iso, or a pattern such as "%d-%m-%Y %H:%M"'
        ) from None
    if "%" not in given:
        raise wrong(f"'{given}' is no date format", 'write iso, or a pattern such as "%d-%m-%Y %H:%M"')
    return given


def _limit(given: Any) -> Limit:
    try:
        return parse_limit(str(given))
    except DeadlineError as problem:
        what, _, do = str(problem).partition(". ")
        raise wrong(what, do) from None


def _delimiter(given: Any) -> str:
    found = _DELIMITERS.get(str(given), str(given))
    if len(found) != 1 or found in '"\r\n':
        raise wrong(f"'{given}' is no delimiter", 'write one sign in quotes, such as ";", or tab')
    return found


def _outcome(given: str) -> str:
    known = content().outcomes
    if given not in known:
        raise wrong(f"'{given}' is no outcome", f"write one of: {', '.join(known)}")
    return given


Word = Annotated[str, BeforeValidator(str), Field(min_length=1)]  # a bare number in YAML is a word here
Words = tuple[Word, ...]
OutcomeId = Annotated[str, AfterValidator(_outcome)]


class When(Strict):
    """A column with a date or a moment, and how it is written: `iso`, or a pattern of strptime."""

    column: str
    format: Annotated[str, AfterValidator(_format)] = "iso"


class CsvForm(Strict):
    """How the CSV is written; what is left out is found out."""

    delimiter: Annotated[str, BeforeValidator(_delimiter)] | None = None
    encoding: Literal["utf-8", "utf-8-sig", "cp1252"] | None = None


class Activities(Strict):
    """The activities of the log that mean each step. `ignored`: known, and of no interest."""

    received: Words = ()
    informed: Words = ()
    information_requested: Words = ()
    information_received: Words = ()
    party_heard: Words = ()
    consultant_asked: Words = ()
    consultant_answered: Words = ()
    paused: Words = ()
    resumed: Words = ()
    decided: Words = ()
    dispatched: Words = ()
    withdrawn: Words = ()
    closed: Words = ()
    ignored: Words = ()

    def steps(self) -> dict[str, str]:
        """activity → step."""
        return {activity: step for step, named in self for activity in named}

    @model_validator(mode="after")
    def _once(self) -> Self:
        seen: dict[str, str] = {}
        for step, named in self:
            for at, activity in enumerate(named):
                if activity in seen:
                    raise wrong(
                        f"'{activity}' stands under {seen[activity]} and under {step}", "keep one", (step, at)
                    )
                seen[activity] = step
        return self


class Dates(Strict):
    """Days that stand in a column of the case, rather than in an activity."""

    received: When | None = None
    informed: When | None = None
    decided: When | None = None
    withdrawn: When | None = None
    closed: When | None = None
    deadline: When | None = None

    def given(self) -> dict[str, When]:
        return {step: when for step, when in self if when is not None}


class Outcomes(Strict):
    """Where the outcome stands, and what its values mean; any other value, or none, counts as `otherwise`."""

    column: str
    values: dict[str, OutcomeId]
    otherwise: OutcomeId = "completed"


class Rate(Strict):
    """The share a rate asks for: cases with one of these outcomes, or cases fully informed at receipt."""

    outcomes: tuple[OutcomeId, ...] = ()
    fully_informed: bool | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.outcomes and self.fully_informed is None:
            raise wrong("the rate asks for nothing", "write outcomes: or fully_informed:")
        return self


class Mapping(Strict):
    """A whole mapping. Without other word, columns are named as XES names them."""

    title: Text | None = None
    format: Literal["csv", "xes"] | None = None
    csv: CsvForm = CsvForm()
    case: str = "case:concept:name"
    activity: str | None = "concept:name"
    timestamp: When = When(column="time:timestamp")
    time_zone: Annotated[str, AfterValidator(_zone)]
    only: dict[str, Words] = Field(default_factory=dict)  # column → the values of the rows to read
    activities: Activities = Activities()
    dates: Dates = Dates()
    last: tuple[Literal["informed", "decided", "dispatched", "withdrawn", "closed"], ...] = ()
    outcome: Outcomes | None = None
    limit: Annotated[Limit, BeforeValidator(_limit)] | None = None
    mean_in: Literal["days", "weeks"] = "weeks"
    stop: Literal["decided", "closed"] = "decided"
    rate: Rate | None = None
    figures: tuple[Kind, ...] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        dates = self.dates.given()
        for step in ONCE:
            if step in dates and getattr(self.activities, step):
                raise wrong(
                    f"{step} is told by activities and by a column", "keep one of them", ("dates", step)
                )
        if "received" not in dates and not self.activities.received:
            raise wrong(
                "nothing says when a case is received", "name it under activities: or under dates:", ()
            )
        if self.activity is None and self.activities.steps():
            raise wrong(
                "activities are named, but no column holds them", "write activity: and the column's name"
            )
        return self

    @model_validator(mode="after")
    def _computable(self) -> Self:
        for at, kind in enumerate(self.figures or ()):
            if kind in (Kind.SHARE_WITHIN, Kind.STOCK_OLDER_THAN) and self.limit is None:
                raise wrong(f"{kind} needs a limit", "write limit: 8 weeks, for example", ("figures", at))
            if kind is Kind.RATE and self.rate is None:
                raise wrong("rate needs what it asks for", "write rate: {outcomes: […]}", ("figures", at))
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def required(self) -> list[str]:
        """The columns no log can do without."""
        named = [self.case] if self.activity is None else [self.case, self.activity, self.timestamp.column]
        return [*named, *(when.column for step, when in self.dates.given().items() if step == "received")]

    def columns(self) -> list[str]:
        """Every column that is read, each once."""
        named = [*self.required(), *self.only, *(when.column for when in self.dates.given().values())]
        return list(dict.fromkeys(named + ([self.outcome.column] if self.outcome else [])))

    def same_events(self, other: "Mapping") -> bool:
        """Whether both make the same events; figures may differ."""
        return self.model_dump(exclude=_PRESENTATION) == other.model_dump(exclude=_PRESENTATION)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping. Raises `LogError` with every problem, each with its line."""
    try:
        marked = read(path.name, path.read_bytes())
    except OSError as problem:
        raise LogError(f"The mapping {path} cannot be read: {problem.strerror}.") from None
    problems = list(marked.problems)
    if not problems:
        try:
            return Mapping.model_validate(marked.data)
        except ValidationError as error:
            problems = wording.problems(marked, Mapping, error)
    raise LogError("The mapping cannot be used:\n" + "\n".join(str(problem) for problem in sorted(problems)))


def measures(mapping: Mapping) -> list[Measure]:
    """The figures of a mapping as measures, each with its kind's name as id.

    Without `figures:`, all that can be computed: those with a limit need `limit:`, the rate needs `rate:`.
    """
    return [_measure(mapping, kind) for kind in mapping.figures or _possible(mapping)]


def _possible(mapping: Mapping) -> list[Kind]:
    without = set() if mapping.limit else {Kind.SHARE_WITHIN, Kind.STOCK_OLDER_THAN}
    return [kind for kind in Kind if kind not in without and (kind is not Kind.RATE or mapping.rate)]


def _measure(mapping: Mapping, kind: Kind) -> Measure:
    known = content()
    clause = Clause(case_types=(known.case_types[CASE_TYPE].code,))
    mean = Unit.DAYS if mapping.mean_in == "days" else Unit.WEEKS
    unit = {Kind.SHARE_WITHIN: Unit.PERCENT, Kind.RATE: Unit.PERCENT, Kind.MEAN_DURATION: mean}
    hits = None
    if kind is Kind.RATE and mapping.rate:
        codes = tuple(known.outcomes[name].code for name in mapping.rate.outcomes)
        hits = Clause(outcomes=codes, fully_informed=mapping.rate.fully_informed)
    return Measure(
        kind.value,
        kind,
        unit.get(kind, Unit.CASES),
        (clause,),
        stop=f"{mapping.stop}_on",
        limit=mapping.limit if kind in (Kind.SHARE_WITHIN, Kind.STOCK_OLDER_THAN) else None,
        hits=hits,
    )


def saved_mapping(home: Path) -> Mapping | None:
    """The mapping a workspace was made with; None where the home is no workspace of an imported log."""
    path = home / KEPT_AS
    return read_mapping(path) if path.is_file() else None


def saved_measures(home: Path) -> list[Measure] | None:
    """The measures of a workspace; None where the home is no workspace of an imported log."""
    mapping = saved_mapping(home)
    return None if mapping is None else measures(mapping)
