"""What can still be reached, in words and numbers: what it comes to, and the numbers it rests on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from anke.content.schema.subgoal import PlanUnit
from anke.rules.definitions import Kind
from anke.rules.reach import Chance, Reach, Sofar
from anke.steering.results import phrases
from anke.steering.results.answers import SubgoalResult
from anke.steering.results.outlook import Outlook


@dataclass(frozen=True)
class ReachWords:
    """`conclusion`: what it comes to. `assumption`: what is taken for granted. `rows`: label, number."""

    conclusion: tuple[str, ...]
    assumption: str
    rows: tuple[tuple[str, str], ...]


def in_words(part: SubgoalResult, outlook: Outlook, last: date, lang: str) -> ReachWords | None:
    """None where nothing is left to reach, or nothing can be told. `last`: the year's last day."""
    found, so_far, measure = outlook.reach, outlook.so_far, part.origin.measure if part.origin else None
    if found is None or so_far is None or measure is None or outlook.day is None or not so_far.days_left:
        return None
    say = _Say(part, found, so_far, outlook.day, last, lang)
    match measure.kind:
        case Kind.SHARE_WITHIN | Kind.RATE:
            return ReachWords(*say.share())
        case Kind.MEAN_DURATION:
            return ReachWords(*say.mean())
        case Kind.STOCK | Kind.STOCK_OLDER_THAN:
            return ReachWords(*say.stock())
        case Kind.COUNT:
            return ReachWords(*say.count())


def what_it_takes(part: SubgoalResult, outlook: Outlook, last: date, lang: str) -> str:
    """The conclusion alone, for a list of goals that are behind; empty where nothing can be told."""
    found = in_words(part, outlook, last, lang)
    return " ".join(found.conclusion) if found else ""


Said = tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class _Say:
    part: SubgoalResult
    found: Reach
    so_far: Sofar
    day: date
    last: date
    lang: str

    def share(self) -> Said:
        found = self.found
        rows = [
            (_("Cases that wait"), self.cases(found.waiting)),
            (_("– past the limit already: they count late when they are decided"), self.cases(found.lost)),
            (_("– can still be in time"), self.cases(found.in_time)),
            (_("– of these, the limit runs out before the year does"), self.cases(found.turning)),
            (
                _("Highest with these cases: all that can be are in time, no late one is decided"),
                self.value(found.high),
            ),
            (
                _("Lowest with these cases: all that are or can become late are decided late"),
                self.value(found.low),
            ),
        ]
        if found.needed:
            rows.append(
                (_("More cases in time, and none late, to reach the target"), self.cases(found.needed))
            )
        if found.lost and found.needed_with_lost:
            label = _("– the same if the late ones are decided this year too")
            rows.append((label, self.cases(found.needed_with_lost)))
        rows += self.pace_rows()
        return self.conclusion(self.share_short()), self.assumption(), tuple(rows)

    def share_short(self) -> list[str]:
        found, said = self.found, []
        if found.chance is Chance.ONLY_NEW and found.needed:
            missing = found.needed - found.in_time
            said.append(
                _("The cases that wait are not enough: it takes %(needed)s more in time and none late, and "
                  "only %(in_time)s of those that wait can still be in time. So %(missing)s at least must be "
                  "cases that are not received yet.")
                % {"needed": self.number(found.needed), "in_time": self.number(found.in_time),
                   "missing": self.number(missing)}
            )  # fmt: skip
        elif found.needed:
            said.append(
                _("It takes %(needed)s more decided in time, and none late.")
                % {"needed": self.number(found.needed)}
            )
        if self.needs_a_rate() and found.of_usual is not None and found.usual:
            said.append(self.of_usual())
        return said

    def of_usual(self) -> str:
        found = self.found
        assert found.of_usual is not None
        known = {"usual": self.number(found.usual), "of": self.number(int(found.of_usual))}
        if found.of_usual > found.usual:
            return (
                _("At the year's pace %(usual)s more are decided, and all of them in time is not enough.")
                % known
            )
        if found.of_usual == 0:
            return (
                _("At the year's pace %(usual)s more are decided, and none of them has to be in time.")
                % known
            )
        known["part"] = self.value(Fraction(100 * int(found.of_usual), found.usual))
        return (
            _("At the year's pace %(usual)s more are decided; %(of)s of them (%(part)s) must be in time.")
            % known
        )

    def mean(self) -> Said:
        found = self.found
        rows = [
            (_("Cases that wait"), self.cases(found.waiting)),
            (
                _("Lowest with these cases: the youngest are decided at once, the others not this year"),
                self.value(found.low),
            ),
            (
                _("Highest with these cases: the oldest are all decided on the last day of the year"),
                self.value(found.high),
            ),
            (_("If all that wait were decided tomorrow"), self.value(found.if_all)),
        ]
        if found.needed:
            rows.append(
                (
                    _("Cases decided on the very day they come that would reach the target"),
                    self.cases(found.needed),
                )
            )
        rows += self.pace_rows()
        said = []
        if found.chance is Chance.ONLY_NEW and found.needed:
            new = _(
                "No choice among the cases that wait brings it there. Only new ones can: %(needed)s of them, "
                "if each were decided the day it comes."
            )
            said.append(new % {"needed": self.number(found.needed)})
        if found.of_usual is not None and found.usual:
            said.append(self.mean_left())
        return self.conclusion(said), self.assumption(), tuple(rows)

    def mean_left(self) -> str:
        found = self.found
        assert found.of_usual is not None
        known = {"usual": self.number(found.usual)}
        if found.of_usual < 0:
            return (
                _("At the year's pace %(usual)s more are decided, and no mean of theirs is low enough.")
                % known
            )
        known["mean"] = self.value(found.of_usual)
        return _("At the year's pace %(usual)s more are decided; their mean may be %(mean)s at most.") % known

    def stock(self) -> Said:
        found = self.found
        most = 0 if found.high is None else int(found.high)
        rows = [
            (_("Cases that wait"), self.cases(found.waiting)),
            (_("In the figure at the end of the year if none of them is closed"), self.cases(most)),
            (_("Lowest: all of these are closed"), self.cases(0)),
        ]
        if found.needed is not None:
            rows.append((_("Must be closed of these by the end of the year"), self.cases(found.needed)))
        said = []
        if found.needed:
            known = {
                "most": self.number(most),
                "needed": self.number(found.needed),
                "last": phrases.day(self.last, self.lang),
                "pace": self.decimal(Fraction(found.needed * 7, self.so_far.days_left)),
            }
            close = _(
                "If nothing is closed, %(most)s stand in the figure on %(last)s. %(needed)s of them must be "
                "closed by then: %(pace)s a week."
            )
            said.append(close % known)
        ceiling = _("A case received from now on cannot become old enough this year.")
        return (
            self.conclusion(said),
            self.assumption() + ("" if found.ceiling is None else " " + ceiling),
            tuple(rows),
        )

    def count(self) -> Said:
        found = self.found
        rows = [
            (_("So far"), self.cases(int(found.low or 0))),
            (_("Cases that wait and can still count"), self.cases(found.waiting)),
            (_("Still lacking"), self.cases(found.needed or 0)),
        ]
        said = []
        if found.needed:
            known = {
                "needed": self.number(found.needed),
                "last": phrases.day(self.last, self.lang),
                "pace": self.decimal(Fraction(found.needed * 365, self.so_far.days_left * 12)),
                "usual": self.decimal(self.monthly()),
            }
            more = _(
                "%(needed)s more by %(last)s: %(pace)s a month. The year's pace until now is %(usual)s a "
                "month."
            )
            said.append(more % known)
        return self.conclusion(said), self.assumption(), tuple(rows)

    def monthly(self) -> Fraction:
        gone = self.so_far.days_gone
        return Fraction(self.so_far.denominator * 365, 12 * gone) if gone else Fraction(0)

    def needs_a_rate(self) -> bool:
        return self.part.content.unit is PlanUnit.PERCENT

    def pace_rows(self) -> list[tuple[str, str]]:
        found = self.found
        if found.of_usual is None or not found.usual:
            return []
        rows = [(_("Decided in the days left, at the year's pace"), self.cases(found.usual))]
        if self.needs_a_rate():
            return [*rows, (_("– of them, must be in time"), self.cases(int(found.of_usual)))]
        none = _("no mean is low enough")
        return [
            *rows,
            (_("– the mean they may have"), none if found.of_usual < 0 else self.value(found.of_usual)),
        ]

    def conclusion(self, more: list[str]) -> tuple[str, ...]:
        match self.found.chance:
            case Chance.SECURED:
                return (_("Nothing left of the year can bring the figure to the wrong side of its target."),)
            case Chance.LOST:
                return (_("The target can no longer be reached, whatever happens."),)
            case _:
                return tuple(more)

    def assumption(self) -> str:
        return _(
            "Reckoned from what is decided up to and including %(day)s. How many cases are still to be "
            "received is not known and not guessed; what is recorded is taken to be right."
        ) % {"day": phrases.day(self.day, self.lang)}

    def value(self, reached: Fraction | None) -> str:
        return value(reached, self.part, self.lang)

    def cases(self, count: int) -> str:
        return phrases.with_unit(Decimal(count), PlanUnit.CASES, 0, self.lang)

    def number(self, count: int) -> str:
        return phrases.number(Decimal(count), 0, self.lang)

    def decimal(self, value: Fraction) -> str:
        return phrases.number(Decimal(value.numerator) / Decimal(value.denominator), 1, self.lang)


def value(reached: Fraction | None, part: SubgoalResult, lang: str) -> str:
    """An exact value as a figure of that subgoal is written."""
    if reached is None:
        return phrases.NO_FIGURE[lang]
    exact = Decimal(reached.numerator) / Decimal(reached.denominator)
    return phrases.with_unit(exact, part.content.unit, part.content.decimals, lang)
