"""The days a Danish public authority is open, 1990–2050.

Two calendars, for two different questions (they are not the same days):

`WORKING`  working days (arbejdsdage; offentlighedsloven §§ 36 and 37): Monday to Friday less public holidays.
           5 June, 24 and 31 December are ordinary working days in the state (PAV 26.2.8.3).
`EXPIRY`   days on which an appeal period can run out: as above, and not 5 June, 24 or 31 December, nor (by
           practice) the Friday after Ascension Day.

Which of the four an authority keeps closed is dated data (`Closing`), owned by the content; what stands here
are the defaults. Public holidays are computed: Easter by the Gregorian computus, the rest from it or fixed.
Store bededag is a public holiday up to and including 2023 (lov nr. 214 af 6. marts 2023).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from anke.rules.working_days import FIRST, LAST, MARGIN, CalendarError, WorkingDays

# What the day is called: Danish, English; and where it falls, in days after Easter Sunday.
MOVABLE: dict[str, tuple[str, str, int]] = {
    "maundy_thursday": ("skærtorsdag", "Maundy Thursday", -3),
    "good_friday": ("langfredag", "Good Friday", -2),
    "easter_sunday": ("påskedag", "Easter Sunday", 0),
    "easter_monday": ("2. påskedag", "Easter Monday", 1),
    "great_prayer_day": ("store bededag", "Great Prayer Day", 26),
    "ascension_day": ("Kristi himmelfartsdag", "Ascension Day", 39),
    "whit_sunday": ("pinsedag", "Whit Sunday", 49),
    "whit_monday": ("2. pinsedag", "Whit Monday", 50),
}
GREAT_PRAYER_DAY_UNTIL = 2023
# … and those with a fixed date: Danish, English, month, day.
FIXED: dict[str, tuple[str, str, int, int]] = {
    "new_years_day": ("nytårsdag", "New Year's Day", 1, 1),
    "christmas_day": ("juledag", "Christmas Day", 12, 25),
    "boxing_day": ("2. juledag", "Boxing Day", 12, 26),
}
PUBLIC = MOVABLE.keys() | FIXED.keys()
# Days no law makes public holidays: an authority may close, or keep an appeal period from ending on them.
SWITCHED: dict[str, tuple[str, str]] = {
    "ascension_friday": ("fredag efter Kristi himmelfartsdag", "the Friday after Ascension Day"),
    "constitution_day": ("grundlovsdag", "Constitution Day"),
    "christmas_eve": ("juleaftensdag", "Christmas Eve"),
    "new_years_eve": ("nytårsaftensdag", "New Year's Eve"),
}
WEEKEND: dict[str, tuple[str, str]] = {"saturday": ("lørdag", "Saturday"), "sunday": ("søndag", "Sunday")}
NAMES: dict[str, tuple[str, str]] = {
    **{name: (words[0], words[1]) for name, words in (MOVABLE | FIXED).items()},
    **SWITCHED,
    **WEEKEND,
}


def easter_sunday(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).

    >>> easter_sunday(2025), easter_sunday(1990), easter_sunday(2050)
    (datetime.date(2025, 4, 20), datetime.date(1990, 4, 15), datetime.date(2050, 4, 10))
    """
    golden, (century, in_century) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> dict[date, str]:
    """The public holidays of a year: day → id (see `NAMES` for words), in order of date.

    >>> [f"{day:%d.%m.} {NAMES[name][0]}" for day, name in public_holidays(2024).items()][:4]
    ['01.01. nytårsdag', '28.03. skærtorsdag', '29.03. langfredag', '31.03. påskedag']
    >>> ["great_prayer_day" in public_holidays(year).values() for year in (2023, 2024)]
    [True, False]
    """
    easter = easter_sunday(year)
    found = {date(year, month, day): name for name, (_, _, month, day) in FIXED.items()}
    for name, (_, _, offset) in MOVABLE.items():
        if name != "great_prayer_day" or year <= GREAT_PRAYER_DAY_UNTIL:
            found[easter + timedelta(days=offset)] = name
    return dict(sorted(found.items()))


def switched_days(year: int) -> dict[str, date]:
    """The days of a year that are closed only where an authority says so: id → day."""
    return {
        "ascension_friday": easter_sunday(year) + timedelta(days=40),
        "constitution_day": date(year, 6, 5),
        "christmas_eve": date(year, 12, 24),
        "new_years_eve": date(year, 12, 31),
    }


@dataclass(frozen=True, order=True)
class Closing:
    """From `since` on, until a later word on the same `day` (a key of `SWITCHED`), it is closed or open."""

    since: date
    day: str
    closed: bool = True

    def __post_init__(self) -> None:
        if self.day not in SWITCHED:
            raise CalendarError(
                f"'{self.day}' is no day that can be closed. Write one of: {', '.join(SWITCHED)}."
            )


@dataclass(frozen=True)
class Calendar:
    """Which days are open. `name` is how a deadline rule asks for it: `working` or `expiry`."""

    name: str
    closings: tuple[Closing, ...] = ()

    def closed_by_choice(self, name: str, day: date) -> bool:
        """Whether a switched day is closed when it falls on `day`: the last word on or before it counts."""
        said = [closing for closing in self.closings if closing.day == name and closing.since <= day]
        return bool(said) and max(said).closed

    def holidays(self, year: int) -> dict[date, str]:
        """Public holidays and days closed by choice: day → id, in order of date. The law's name goes first.

        >>> sorted(set(EXPIRY.holidays(2026)) - set(WORKING.holidays(2026)))[0]
        datetime.date(2026, 5, 15)
        """
        chosen = {day: name for name, day in switched_days(year).items() if self.closed_by_choice(name, day)}
        return dict(sorted((chosen | public_holidays(year)).items()))

    def why_closed(self, day: date) -> str | None:
        """The id of the reason the day is closed (a key of `NAMES`), holiday before weekend; None: open.

        >>> WORKING.why_closed(date(2025, 4, 18)), WORKING.why_closed(date(2025, 4, 19))
        ('good_friday', 'saturday')
        >>> WORKING.why_closed(date(2025, 12, 24)), EXPIRY.why_closed(date(2025, 12, 24))
        (None, 'christmas_eve')
        """
        weekend = {5: "saturday", 6: "sunday"}.get(day.weekday())
        return self._holidays_of(day.year).get(day, weekend)

    @property
    def index(self) -> WorkingDays:
        """The open days as an index for counting; built once for equal calendars (2 milliseconds)."""
        return _index(self)

    @cached_property
    def _years(self) -> dict[int, dict[date, str]]:
        return {}

    def _holidays_of(self, year: int) -> dict[date, str]:
        if year not in self._years:
            self._years[year] = self.holidays(year)
        return self._years[year]


@cache
def _index(calendar: Calendar) -> WorkingDays:
    first, last = FIRST.year - MARGIN, LAST.year + MARGIN
    return WorkingDays(day for year in range(first, last + 1) for day in calendar.holidays(year))


WORKING = Calendar("working")
EXPIRY = Calendar("expiry", tuple(Closing(date.min, day) for day in SWITCHED))


@dataclass(frozen=True)
class Calendars:
    """The calendars of one authority. A rule names the one it goes by: never the system, always the rule."""

    working: Calendar = WORKING
    expiry: Calendar = EXPIRY

    def __getitem__(self, name: str) -> Calendar:
        for calendar in self:
            if calendar.name == name:
                return calendar
        raise CalendarError(f"'{name}' is no calendar. Write working or expiry.")

    def __iter__(self) -> Iterator[Calendar]:
        return iter((self.working, self.expiry))


DEFAULT = Calendars()
