"""How long a closed case is kept: from which day it may be archived, from which it is to be destroyed, and
what keeps it in spite of that. Pure; the years come from the content.

A case is counted from the day its matter ended: the last day on which it, or a case of the chain it was
reopened in, was closed or its decision sent. A kept case has its reasons told in words, Danish and English.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anke.rules.trace import day_in_words

# Why a case is kept or when its time comes: kind → Danish, English.
SENTENCES: dict[str, tuple[str, str]] = {
    "rule": ("Reglen »{rule}« gælder.", "The rule “{rule}” applies."),
    "ended": ("Sagen sluttede {day}.", "The matter ended on {day}."),
    "chain_ended": (
        "Sagen hænger sammen med sag {other} ved genoptagelse; den sidste sluttede {day}.",
        "The case is joined to case {other} by reopening; the last one ended on {day}.",
    ),
    "year_end": (
        "Der tælles fra udgangen af det år, altså fra {day}.",
        "Counting begins at the end of that year, on {day}.",
    ),
    "archive": (
        "Efter {years} år, fra {day}, kan den arkiveres.",
        "After {years} years, from {day}, it may be archived.",
    ),
    "destroy": (
        "Efter {years} år, fra {day}, skal den slettes.",
        "After {years} years, from {day}, it is to be destroyed.",
    ),
    "for_good": ("Den bevares for altid.", "It is kept for good."),
    "no_rule": ("Ingen regel siger, hvor længe den bevares.", "No rule says how long it is kept."),
    "open": ("Sagen er ikke afsluttet.", "The case is not over."),
    "held": ("Sletning af sagen er standset.", "A legal hold stands."),
    "chain_open": (
        "Sag {other}, som den hænger sammen med ved genoptagelse, er ikke afsluttet.",
        "Case {other}, to which it is joined by reopening, is not over.",
    ),
    "linked_open": (
        "Sag {other}, som den er knyttet til, er ikke afsluttet.",
        "Case {other}, to which it is linked, is not over.",
    ),
    "not_archived": (
        "Den skal arkiveres, og arkivet efterprøves, før den slettes.",
        "It must be archived, and the archive verified, before it is destroyed.",
    ),
}
KEEPING = ("open", "held", "chain_open", "linked_open", "for_good", "no_rule", "not_archived")


@dataclass(frozen=True)
class Keeping:
    """A rule of keeping: years after the matter ended. `destroy_after` None: for good; `archive_after` None:
    it is never archived. `year_end`: counted from the last day of the year."""

    title: Mapping[str, str]
    destroy_after: int | None
    archive_after: int | None = None
    year_end: bool = True


@dataclass(frozen=True)
class Matter:
    """What the rule needs to know of a case. `ended_on` is None while it is not over; `chain` are the other
    cases it is joined to by reopening and the days they ended; `open_links` the linked cases not over."""

    ended_on: date | None
    held: bool = False
    chain: tuple[tuple[str, date | None], ...] = ()
    open_links: tuple[str, ...] = ()
    archived: bool = False


@dataclass(frozen=True)
class Reason:
    """One step of the answer."""

    kind: str
    day: date | None = None
    values: Mapping[str, str | int] = field(default_factory=dict)
    rule: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        said = {"rule": self.rule.get(lang, ""), **self.values}
        if self.day:
            said["day"] = day_in_words(self.day, lang)
        return SENTENCES[self.kind][lang.startswith("en")].format(**said)


@dataclass(frozen=True)
class Verdict:
    """From which day a case may be archived and is to be destroyed, and why; None: never, or not known."""

    archive_on: date | None
    destroy_on: date | None
    reasons: tuple[Reason, ...]

    @property
    def keeping(self) -> tuple[Reason, ...]:
        """What keeps the case, whatever its day."""
        return tuple(reason for reason in self.reasons if reason.kind in KEEPING)

    def due(self, day: date) -> bool:
        """Whether the case is to be destroyed on a day: its time has come and nothing keeps it."""
        return self.destroy_on is not None and self.destroy_on <= day and not self.keeping

    def words(self, lang: str) -> list[str]:
        return [reason.sentence(lang) for reason in self.reasons]


def verdict(matter: Matter, rule: Keeping | None) -> Verdict:
    """How long a case is kept."""
    stops = _stops(matter)
    if rule is None:
        return Verdict(None, None, (Reason("no_rule"), *stops))
    reasons, start = [Reason("rule", rule=rule.title)], _ended(matter)
    if start is None:
        return Verdict(None, None, (*reasons, *stops))
    reasons.append(start)
    assert start.day is not None
    begun = date(start.day.year, 12, 31) if rule.year_end else start.day
    if rule.year_end:
        reasons.append(Reason("year_end", begun))
    archive_on = None if rule.archive_after is None else after_years(begun, rule.archive_after)
    destroy_on = None if rule.destroy_after is None else after_years(begun, rule.destroy_after)
    if archive_on:
        reasons.append(Reason("archive", archive_on, {"years": rule.archive_after or 0}))
    if destroy_on:
        reasons.append(Reason("destroy", destroy_on, {"years": rule.destroy_after or 0}))
    else:
        reasons.append(Reason("for_good"))
    if archive_on and destroy_on and not matter.archived:
        stops = (*stops, Reason("not_archived"))
    return Verdict(archive_on, destroy_on, (*reasons, *stops))


def after_years(day: date, years: int) -> date:
    """The day after so many whole years from a day; 29 February counts as 28 where there is none.

    >>> after_years(date(2025, 12, 31), 5), after_years(date(2024, 2, 29), 1)
    (datetime.date(2031, 1, 1), datetime.date(2025, 3, 1))
    """
    year = day.year + years
    last = date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
    return date.fromordinal(last.toordinal() + 1)


def _ended(matter: Matter) -> Reason | None:
    """The day the matter ended, the whole chain looked at; None while any of it is not over."""
    if matter.ended_on is None or any(day is None for _, day in matter.chain):
        return None
    last = max(((day, number) for number, day in matter.chain if day), default=None)
    if last and last[0] > matter.ended_on:
        return Reason("chain_ended", last[0], {"other": last[1]})
    return Reason("ended", matter.ended_on)


def _stops(matter: Matter) -> tuple[Reason, ...]:
    found = [Reason("open")] if matter.ended_on is None else []
    found += [Reason("held")] if matter.held else []
    found += [Reason("chain_open", values={"other": number}) for number, day in matter.chain if day is None]
    return (*found, *(Reason("linked_open", values={"other": number}) for number in matter.open_links))
