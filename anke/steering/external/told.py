"""From what was typed or imported to values: each checked against its part, with what to do where it fails.

What was told is a mapping of names to texts: `base` for a part told once, `own:2025Q1` for a quarter,
`areas:Support` for a named area. What can be read in two ways, and what is unusual, is asked about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from anke.content.schema.reported import Part
from anke.rules.numbers import Ambiguous, read_number, write_number
from anke.rules.periods import Period
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.steering.external.asks import Ask, quarters_of, reported, unit_of

MOST_AREAS: Final = 40
LONGEST_NAME: Final = 80
LONGEST_WORDS: Final = 300


@dataclass(frozen=True)
class Problem:
    """What is wrong with one thing told, and what to do; `name` says with which."""

    name: str
    said: Refused


@dataclass(frozen=True)
class Question(Problem):
    """What must be asked before a thing told can be taken: how it is meant, or whether it is right."""

    readings: tuple[tuple[str, Decimal], ...] = ()  # (sign for decimals, the number then read)


@dataclass(frozen=True)
class Told:
    """What was told, as values; with what is wrong with it and what it leaves to be asked."""

    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def clear(self) -> bool:
        return not self.problems and not self.questions

    def texts(self) -> dict[str, str]:
        """The values as an event keeps them."""
        found = {name: f"{value:f}" for name, value in self.numbers.items()}
        found |= {name: value.isoformat() for name, value in self.days.items()}
        return found | dict(self.words)

    def of(self, part: Part) -> dict[str, Decimal]:
        """The numbers of one part by name, in order."""
        return {name: value for name, value in self.numbers.items() if name.split(":")[0] == part.id}


@dataclass(frozen=True)
class How:
    """How what was told is to be read: the sign for decimals by name ("" for all), and whether what is
    unusual was said to be right."""

    today: date
    marks: Mapping[str, str] = field(default_factory=dict)
    sure: bool = False

    def mark(self, name: str) -> str:
        return self.marks.get(name) or self.marks.get("", "")


def names_of(part: Part, period: Period) -> tuple[str, ...]:
    """The names under which a part is told; none for areas, which are named by whoever tells."""
    if part.spread == "quarters":
        return tuple(f"{part.id}:{one.name}" for one in quarters_of(period))
    return () if part.spread == "areas" else (part.id,)


def read(ask: Ask, period: Period, typed: Mapping[str, str], how: How) -> Told:
    """Everything that was told for one thing asked for, as values."""
    reader = _Reader(ask, period, how)
    for name, text in typed.items():
        if text.strip():
            reader.take(name, text)
    reader.look_at_the_whole()
    return reader.told()


class _Reader:
    """Takes one thing after the other, and keeps what is wrong with it."""

    def __init__(self, ask: Ask, period: Period, how: How) -> None:
        self.ask, self.period, self.how = ask, period, how
        self.numbers: dict[str, Decimal] = {}
        self.days: dict[str, date] = {}
        self.words: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.questions: list[Question] = []

    def told(self) -> Told:
        every = [name for part in self.ask.parts for name in self._told_names(part)]
        numbers = {name: self.numbers[name] for name in every if name in self.numbers}
        return Told(numbers, self.days, self.words, tuple(self.problems), tuple(self.questions))

    def take(self, name: str, text: str) -> None:
        try:
            part = self._part(name)
            match part.kind:
                case "number":
                    self.numbers[name] = self._number(name, part, text)
                case "day":
                    self.days[name] = read_day(text, self.how.today)
                case "words":
                    self.words[name] = _words(text)
        except Ambiguous as found:
            readings = tuple(sorted(_readings(found).items()))
            self.questions.append(Question(name, found, readings))
        except Refused as refused:
            self.problems.append(Problem(name, refused))

    def look_at_the_whole(self) -> None:
        for part in self.ask.parts:
            self._missing(part)
            self._count(part)
            if part.not_above is not None:
                self._not_above(part.id, part.not_above)
        prepared, received = self.days.get("prepared"), self.days.get("received")
        if prepared and received and received < prepared:
            self._problem("received", *_RECEIVED_BEFORE)

    def _part(self, name: str) -> Part:
        begin, _, detail = name.partition(":")
        part = next((one for one in self.ask.parts if one.id == begin), None)
        names = ", ".join(one.id for one in self.ask.parts)
        if part is None:
            raise Refused(
                f"»{begin[:40]}« hører ikke til her. Skriv en af: {names}.",
                f"“{begin[:40]}” does not belong here. Write one of: {names}.",
            )
        if part.spread == "areas":
            _area_name(detail)
        elif name not in names_of(part, self.period):
            there = ", ".join(names_of(part, self.period))
            raise Refused(
                f"»{name[:60]}« hører ikke til perioden. Der bedes om: {there}.",
                f"“{name[:60]}” does not belong to the period. Asked for is: {there}.",
            )
        return part

    def _number(self, name: str, part: Part, text: str) -> Decimal:
        value, unit = read_number(text, self.how.mark(name))
        require_unit(part, unit)
        _require_sign(part, value)
        _require_bounds(part, value)
        if part.usual is not None and not part.usual[0] <= value <= part.usual[1] and not self.how.sure:
            self.questions.append(Question(name, _unusual(part, value)))
        return value

    def _told_names(self, part: Part) -> list[str]:
        if part.spread == "areas":
            return [name for name in self.numbers if name.split(":")[0] == part.id]
        return list(names_of(part, self.period))

    def _missing(self, part: Part) -> None:
        """A part that must be told is; of a part told by quarter, every quarter or none."""
        hurt = {one.name for one in self._asked()}
        there = {**self.numbers, **self.days, **self.words}
        names = names_of(part, self.period)
        absent = [name for name in names if name not in there and name not in hurt]
        if part.spread == "areas" and part.required and not self._told_names(part):
            if not any(name.startswith(f"{part.id}:") for name in hurt):
                self._problem(part.id, "Skriv mindst ét område.", "Write at least one area.")
        elif absent and (part.required or len(absent) < len(names)):
            for name in absent:
                self._problem(name, *_MISSING[part.kind])

    def _count(self, part: Part) -> None:
        count = len(self._told_names(part))
        if count > MOST_AREAS:
            self._problem(part.id, f"Skriv højst {MOST_AREAS} områder.", f"Write at most {MOST_AREAS} areas.")
            return
        if part.expected is None or count in (0, part.expected) or self.how.sure:
            return
        said = Refused(
            f"Der er skrevet {count} områder, og målingen ventes at have {part.expected}. Er det rigtigt?",
            f"{count} areas are written, and the measurement is expected to have {part.expected}. "
            "Is that right?",
        )
        self.questions.append(Question(part.id, said))

    def _not_above(self, one: str, other: str) -> None:
        if one in self.numbers and other in self.numbers and self.numbers[one] > self.numbers[other]:
            whole = next(part for part in self.ask.parts if part.id == other)
            self._problem(
                one,
                f"Tallet kan ikke være større end »{whole.title.da}«. Se, om de to er byttet om.",
                f"The figure cannot be larger than “{whole.title.en}”. See whether the two are swapped.",
            )
        if one in self.numbers and other not in self.numbers:
            self._problem(other, *_MISSING["number"])
        if other in self.numbers and one not in self.numbers:
            self._problem(one, *_MISSING["number"])

    def _asked(self) -> list[Problem]:
        return [*self.problems, *self.questions]

    def _problem(self, name: str, da: str, en: str) -> None:
        if not any(one.name == name for one in self._asked()):
            self.problems.append(Problem(name, Refused(da, en)))


_RECEIVED_BEFORE: Final = (
    "Det kan ikke være modtaget, før det var udarbejdet. Se på de to datoer.",
    "It cannot have been received before it was prepared. Look at the two dates.",
)
_MISSING: Final = {
    "number": ("Skriv et tal.", "Write a number."),
    "day": ("Skriv en dato, for eksempel 31.12.2025.", "Write a date, such as 2025-12-31."),
    "words": ("Skriv, hvad dokumentet hedder.", "Write what the document is called."),
}


def require_unit(part: Part, words: str) -> None:
    """Raise `Refused` where the unit written is another than the one asked for. No unit is the one asked."""
    said = " ".join(words.casefold().split())
    asked = unit_of(part.unit or "")
    if not said or said in _spellings(asked.id):
        return
    told = reported()
    other = next((one for one in (told.units if told else ()) if said in _spellings(one.id)), None)
    if other is None:
        raise Refused(
            f"Enheden »{words[:20]}« kendes ikke. Tallet skal være i {asked.title.da}; lad enheden væk.",
            f"The unit “{words[:20]}” is not known. The figure is to be in {asked.title.en}; leave it out.",
        )
    raise Refused(
        f"Der bedes om {asked.title.da}, men tallet er skrevet i {other.title.da}: regn det om, og skriv det "
        "igen.",
        f"The figure is in {other.title.en}, and {asked.title.en} is asked for. Convert it, and write it "
        "again.",
    )


def _spellings(unit_id: str) -> frozenset[str]:
    unit = unit_of(unit_id)
    return frozenset(one.casefold() for one in (*unit.spellings, unit.title.da, unit.title.en, unit.id))


def _require_sign(part: Part, value: Decimal) -> None:
    if part.whole and value != value.to_integral_value():
        raise Refused("Skriv et helt tal.", "Write a whole number.")
    if part.sign == "not_negative" and value < 0:
        raise Refused(
            "Tallet kan ikke være negativt. Fjern minus, eller se, om det er et andet tal.",
            "The figure cannot be negative. Take the minus away, or see whether it is another figure.",
        )
    if part.sign == "positive" and value <= 0:
        raise Refused(
            "Tallet skal være større end 0. Se, om det er det rigtige tal.",
            "The figure must be above 0. See whether it is the right one.",
        )


def _require_bounds(part: Part, value: Decimal) -> None:
    low, high = part.least, part.most
    if (low is None or value >= low) and (high is None or value <= high):
        return
    unit = unit_of(part.unit or "").title
    if low is None:
        da, en = f"højst være {high:f}", f"be at most {high:f}"
    elif high is None:
        da, en = f"mindst være {low:f}", f"be at least {low:f}"
    else:
        da, en = f"ligge fra {low:f} til {high:f}", f"lie from {low:f} to {high:f}"
    raise Refused(
        f"Tallet skal {da} ({unit.da}). Se, om det er skrevet i en anden enhed.",
        f"The figure must {en} ({unit.en}). See whether it is written in another unit.",
    )


def _unusual(part: Part, value: Decimal) -> Refused:
    low, high = part.usual or (Decimal(0), Decimal(0))
    unit = unit_of(part.unit or "").title
    texts = {lang: [write_number(one, lang) for one in (value, low, high)] for lang in ("da", "en")}
    da, en = texts["da"], texts["en"]
    return Refused(
        f"{da[0]} er usædvanligt (i {unit.da} plejer tallet at ligge fra {da[1]} til {da[2]}). Er det "
        "rigtigt?",
        f"{en[0]} is unusual (in {unit.en} the figure tends to lie from {en[1]} to {en[2]}). Is it right?",
    )


def _readings(found: Ambiguous) -> dict[str, Decimal]:
    """The numbers the text can be, by the sign its writer would use for decimals."""
    sign = "." if "." in found.text else ","
    other = "," if sign == "." else "."
    return {sign: found.parted, other: found.whole}


def read_day(text: str, today: date) -> date:
    """A day as people write it: 2025-12-31, 31.12.2025, 31/12-2025. Raises `Refused` for none, or one to
    come."""
    for found in _days(text.strip()):
        if found > today:
            raise Refused(
                f"{found:%d.%m.%Y} er ikke kommet endnu. Skriv en dag til og med {today:%d.%m.%Y}.",
                f"{found} has not come yet. Write a day up to and including {today}.",
            )
        if found.year < 2000:
            break
        return found
    raise Refused(
        f"»{text[:20]}« er ikke en dato. Skriv dag, måned og år: 31.12.2025.",
        f"“{text[:20]}” is no date. Write year, month and day: 2025-12-31.",
    )


def _days(text: str) -> Iterator[date]:
    numbers = text.replace("/", "-").replace(".", "-").split("-")
    if len(numbers) != 3 or not all(one.isdecimal() and one.isascii() and len(one) <= 4 for one in numbers):
        return
    one, two, three = (int(number) for number in numbers)
    year_first = len(numbers[0]) == 4
    try:
        yield date(one, two, three) if year_first else date(three, two, one)
    except ValueError:
        return


def _words(text: str) -> str:
    said = " ".join(text.split())
    require_none(said)
    if len(said) > LONGEST_WORDS or not said.isprintable():
        raise Refused(
            f"Skriv højst {LONGEST_WORDS} tegn på én linje.",
            f"Write at most {LONGEST_WORDS} characters on one line.",
        )
    return said


def _area_name(name: str) -> None:
    require_none(name)
    if not 0 < len(name) <= LONGEST_NAME or ":" in name or not name.isprintable():
        raise Refused(
            f"Et områdes navn er på 1 til {LONGEST_NAME} tegn uden kolon.",
            f"An area's name has 1 to {LONGEST_NAME} characters and no colon.",
        )
