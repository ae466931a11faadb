"""Why a date falls where it does, in plain words: steps as data, and as sentences in Danish and English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from anke.rules.calendar import NAMES, WEEKEND
from anke.rules.definitions import Span

WEEKDAYS = (
    ("mandag", "Monday"),
    ("tirsdag", "Tuesday"),
    ("onsdag", "Wednesday"),
    ("torsdag", "Thursday"),
    ("fredag", "Friday"),
    ("lørdag", "Saturday"),
    ("søndag", "Sunday"),
)
MONTHS = (
    ("januar", "January"),
    ("februar", "February"),
    ("marts", "March"),
    ("april", "April"),
    ("maj", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("august", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
)
# The units: one and many, Danish; one and many, English.
UNITS: dict[Span, tuple[tuple[str, str], tuple[str, str]]] = {
    Span.DAYS: (("dag", "dage"), ("day", "days")),
    Span.WEEKS: (("uge", "uger"), ("week", "weeks")),
    Span.MONTHS: (("måned", "måneder"), ("month", "months")),
    Span.WORKING_DAYS: (("arbejdsdag", "arbejdsdage"), ("working day", "working days")),
}

# kind of step → Danish, English. {day} is the step's date; a capital {Day} begins the sentence.
SENTENCES: dict[str, tuple[str, str]] = {
    "day_zero": (
        "{Day} er dag 0: der tælles fra dagen efter.",
        "{Day} is day 0: counting begins the day after.",
    ),
    "day_one": ("{Day} er dag 1 og tælles med.", "{Day} is day 1 and is counted."),
    "day_one_closed": (
        "Der tælles fra og med {day}, som ikke er en arbejdsdag.",
        "Counting begins on {day}, which is no working day.",
    ),
    "limit_working_days": (
        "Fristen er {length}. Lørdage, søndage og helligdage tælles ikke med.",
        "The time limit is {length}. Saturdays, Sundays and public holidays are not counted.",
    ),
    "limit_days": (
        "Fristen er {length}. Alle kalenderdage tælles med, også weekender og helligdage.",
        "The time limit is {length}. Every calendar day counts, weekends and public holidays too.",
    ),
    "limit_months": (
        "Fristen er {length}, regnet fra dato til dato.",
        "The time limit is {length}, counted from date to date.",
    ),
    "paused": (
        "Fra og med {day} til og med {last} stod fristen stille: {length} tælles ikke med.{cause}",
        "From {day} up to and including {last} the clock stood still: {length} not counted.{cause}",
    ),
    "stands_still": (
        "{Day} blev fristen sat på pause, og den står stille endnu. Datoen kan først regnes ud, når den "
        "løber igen.{cause}",
        "On {day} the clock was stopped, and it still stands. The date can be worked out when it runs "
        "again.{cause}",
    ),
    "resumed_running": (
        "{Day} blev fristen genoptaget, men den stod ikke stille. Det ændrer ikke fristen.",
        "On {day} the clock was started again, but it was running. That does not change the deadline.",
    ),
    "weekend": (
        "{number} almindelige lørdage og søndage i perioden tælles ikke med.",
        "{number} ordinary Saturdays and Sundays in the period are not counted.",
    ),
    "weekend_day": (
        "En almindelig lørdag eller søndag i perioden tælles ikke med.",
        "One ordinary Saturday or Sunday in the period is not counted.",
    ),
    "holiday": ("{Day} er {name} og tælles ikke med.", "{Day} is {name} and is not counted."),
    "last_of_month": (
        "Måneden har ingen dag {number}: fristen falder på månedens sidste dag.",
        "The month has no day {number}: the time limit falls on its last day.",
    ),
    "counted": ("Den sidste dag bliver {day}.", "The last day comes to {day}."),
    "closed_weekend": (
        "{Day} ligger i en weekend, og der kan fristen ikke udløbe.",
        "{Day} is at a weekend, and the time limit cannot end there.",
    ),
    "closed_holiday": (
        "{Day} er {name}, og der kan fristen ikke udløbe.",
        "{Day} is {name}, and the time limit cannot end there.",
    ),
    "rolled_next": (
        "Fristen udløber derfor først {day}.",
        "So the time limit does not end until {day}.",
    ),
    "rolled_previous": (
        "Fristen udløber derfor allerede {day}.",
        "So the time limit ends earlier, on {day}.",
    ),
    "original": (
        "Uden pauser og forlængelser var fristen {day}.",
        "Without pauses and extensions the deadline was {day}.",
    ),
    "extended": ("Fristen er forlænget til {day}.{cause}", "The deadline is extended to {day}.{cause}"),
    "extension_moved": (
        "Fristen stod stille efter forlængelsen, som derfor gælder til {day}.",
        "The clock stood still after the extension, which therefore lasts until {day}.",
    ),
    "extension_idle": (
        "Forlængelsen til {day} ændrer ikke fristen, som allerede ligger senere.",
        "The extension to {day} does not change the deadline, which is later already.",
    ),
    "extension_removed": (
        "Forlængelsen til {day} er taget tilbage og tæller ikke længere.{cause}",
        "The extension to {day} is taken back and no longer counts.{cause}",
    ),
    "superseded": ("Indtil {last} var fristen {day}.", "Until {last} the deadline was {day}."),
    "stopped": (
        "{Day} blev sagen afsluttet, og fristen stoppede.",
        "On {day} the case ended and the clock stopped.",
    ),
    "deadline": (
        "Fristen er {day}. Den dag er med: det, der sker samme dag, er rettidigt.",
        "The deadline is {day}. That day is included: what is done on it is in time.",
    ),
}
# The same where the limit binds no case by itself: it is a target for many cases taken together.
TARGETS: dict[str, tuple[str, str]] = {
    "limit_working_days": (
        "Målet er {length}. Lørdage, søndage og helligdage tælles ikke med.",
        "The target is {length}. Saturdays, Sundays and public holidays are not counted.",
    ),
    "limit_days": (
        "Målet er {length}. Alle kalenderdage tælles med, også weekender og helligdage.",
        "The target is {length}. Every calendar day counts, weekends and public holidays too.",
    ),
    "limit_months": (
        "Målet er {length}, regnet fra dato til dato.",
        "The target is {length}, counted from date to date.",
    ),
    "paused": (
        "Fra og med {day} til og med {last} var sagen på pause: {length} tælles ikke med.{cause}",
        SENTENCES["paused"][1],
    ),
    "stands_still": (
        "{Day} blev sagen sat på pause, og det er den endnu. Datoen kan først regnes ud, når den går i gang "
        "igen.{cause}",
        SENTENCES["stands_still"][1],
    ),
    "resumed_running": (
        "{Day} blev sagen genoptaget efter en pause, men den var ikke på pause. Det ændrer ikke målet.",
        "On {day} the clock was started again, but it was running. That does not change the target.",
    ),
    "last_of_month": (
        "Måneden har ingen dag {number}: måldagen falder på månedens sidste dag.",
        "The month has no day {number}: the target day falls on its last day.",
    ),
    "original": (
        "Uden pauser og forlængelser var måldagen {day}.",
        "Without pauses and extensions the target day was {day}.",
    ),
    "extended": ("Måldagen er flyttet til {day}.{cause}", "The target day is moved to {day}.{cause}"),
    "extension_moved": (
        "Sagen var på pause efter forlængelsen, som derfor gælder til {day}.",
        SENTENCES["extension_moved"][1],
    ),
    "extension_idle": (
        "Forlængelsen til {day} ændrer ikke måldagen, som allerede ligger senere.",
        "The extension to {day} does not change the target day, which is later already.",
    ),
    "superseded": ("Indtil {last} var måldagen {day}.", "Until {last} the target day was {day}."),
    "stopped": ("{Day} blev sagen afsluttet.", "On {day} the case ended."),
    "deadline": (
        "Måldagen er {day}. Målet gælder sagerne under ét og er ikke en frist for den enkelte sag.",
        "The target day is {day}. The target is for the cases taken together: it is no deadline of the "
        "single case.",
    ),
}
Day = date  # in `Step` the name `date` is the step's own
_CAUSE = (" Årsag: {}.", " Reason: {}.")


@dataclass(frozen=True)
class Step:
    """One step of a calculation. `values`: numbers, ISO dates and ids; `cause`: what somebody wrote."""

    kind: str
    date: Day | None = None
    values: Mapping[str, int | str] = field(default_factory=dict)
    cause: str = ""

    def as_data(self) -> dict[str, object]:
        """The step in JSON's types."""
        day = self.date.isoformat() if self.date else None
        return {"kind": self.kind, "date": day, "values": dict(self.values), "cause": self.cause}


def day_in_words(day: date, language: str) -> str:
    """
    >>> day_in_words(date(2025, 4, 18), "da"), day_in_words(date(2025, 4, 18), "en")
    ('fredag den 18. april 2025', 'Friday 18 April 2025')
    """
    at = _at(language)
    weekday, month = WEEKDAYS[day.weekday()][at], MONTHS[day.month - 1][at]
    return f"{weekday} {day.day} {month} {day.year}" if at else f"{weekday} den {day.day}. {month} {day.year}"


def length_in_words(value: int, span: Span, language: str) -> str:
    """
    >>> length_in_words(1, Span.WEEKS, "da"), length_in_words(20, Span.WORKING_DAYS, "en")
    ('1 uge', '20 working days')
    """
    one, many = UNITS[span][_at(language)]
    return f"{value} {one if value == 1 else many}"


def sentence(step: Step, language: str, *, target: bool = False) -> str:
    """One step in words. `language`: `da` or `en`; `target`: the limit binds no case by itself."""
    at = _at(language)
    words: dict[str, str] = {key: str(value) for key, value in step.values.items()}
    if step.date:
        words["day"] = day_in_words(step.date, language)
        words["Day"] = words["day"][0].upper() + words["day"][1:]
    if "last" in words:
        words["last"] = day_in_words(date.fromisoformat(words["last"]), language)
    if "span" in words:
        words["length"] = length_in_words(int(words["number"]), Span(words["span"]), language)
    if "name" in words:
        words["name"] = NAMES[words["name"]][at]
    words["cause"] = _CAUSE[at].format(step.cause.rstrip(".")) if step.cause else ""
    said = TARGETS.get(step.kind) if target else None
    return (said or SENTENCES[step.kind])[at].format_map(words)


def sentences(steps: Iterable[Step], language: str, *, target: bool = False) -> list[str]:
    """The whole trace, one sentence (or two) for each step."""
    return [sentence(step, language, target=target) for step in steps]


def closed_step(day: date, reason: str) -> Step:
    """Why a time limit cannot end on a day; `reason` as `Calendar.why_closed` gives it."""
    if reason in WEEKEND:
        return Step("closed_weekend", day)
    return Step("closed_holiday", day, {"name": reason})


def _at(language: str) -> int:
    return 1 if language.startswith("en") else 0
