"""How the themes stand, counted: findings set down, and answers of reviews and of the measurement."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from anke.content.schema.quality_form import Criterion
from anke.content.schema.quality_learning import Theme
from anke.oversight.quality.central.scoring import final_answers
from anke.oversight.quality.models import Action, Finding, Measurement, Review
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused
from anke.rules.small_numbers import parts_told, share_told, told, total_told

Cell = tuple[int | None, str, bool]  # office, activity, whether good
Answer = tuple[int | None, str, bool]  # office, theme, whether good
Answers = Counter[tuple[int | None, bool]]  # by office, and whether good


@dataclass(frozen=True)
class Tendency:
    """A theme in a period: findings `good` and `better` (could be better), in all and by activity; `answers`
    of reviews and the measurement that say something about it, `answers_good` of them good; actions `open`,
    and those `closed` of which `helped`. A count is None where it is too small to be told; of answers both
    are, where those that are good or those that are not are too few."""

    theme: str
    title: tuple[str, str]  # Danish, English
    good: int | None
    better: int | None
    by_activity: dict[str, tuple[int | None, int | None]]
    answers: int | None
    answers_good: int | None
    open: int
    closed: int
    helped: int
    asks_again: int  # actions that did not help, and that nothing has come after

    @property
    def silent(self) -> bool:
        """Whether there is nothing to tell of it."""
        counts = (self.good, self.better, self.answers, self.open, self.closed, self.asks_again)
        return all(one == 0 for one in counts)


class Seen(NamedTuple):
    """The findings of a theme, good and to be better, in all and by activity, as they may be told."""

    good: int | None
    better: int | None
    by_activity: dict[str, tuple[int | None, int | None]]


def themes(day: date) -> tuple[Theme, ...]:
    """The programme's themes in the year of a day; none where there is no programme."""
    try:
        return programme_of(day.year).themes
    except Refused:
        return ()


def tendencies(office: int | None, first: date, last: date, *, above: bool = False) -> tuple[Tendency, ...]:
    """Every theme of an office (None: of the whole agency, all offices in it) from a day to a day.

    `above`: for readers outside the office's management; counts of one or two are None then, and a whole from
    which such a count could be worked out leaves it out (`rules/small_numbers.py`).
    """
    found = Finding.objects.filter(found_on__range=(first, last))
    acted = Action.objects.select_related("measured")
    if office is not None:
        found, acted = found.filter(office=office), acted.filter(office=office)
    counts: dict[str, Counter[Cell]] = {}
    for theme, code, activity, good in found.values_list("theme", "office", "activity", "good"):
        counts.setdefault(theme, Counter())[code, activity, good] += 1
    answers = answers_by_theme(office, first, last)
    actions = [one for one in acted.select_related("followed_by") if one.planned_on <= last]
    return tuple(
        _tendency(
            one,
            _seen(counts.get(one.id, Counter()), whole=office is None, above=above),
            _share(answers.get(one.id, Counter()), whole=office is None, above=above),
            [each for each in actions if each.theme == one.id],
            span=(first, last),
        )
        for one in themes(last)
    )


def answers_by_theme(office: int | None, first: date, last: date) -> dict[str, Answers]:
    """The answers to the themes' questions and criteria, of reviews completed and measurements reported from
    a day to a day. Answers that are not counted, as "not relevant", are left out."""
    found: dict[str, Answers] = {}
    for code, theme, good in (*_of_reviews(office, first, last), *_of_measurements(office, first, last)):
        found.setdefault(theme, Counter())[code, good] += 1
    return found


def answers_of_reviews(
    office: int | None, theme: Theme, first: date, last: date, *, employee: str = ""
) -> tuple[int, int]:
    """(counted, good) answers about one theme of the reviews of whole months from a day to a day, of one
    employee if asked."""
    kept = Review.objects.filter(stage__in=("submitted", "told"))
    if employee:
        kept = kept.filter(employee=employee)
    kept = kept.filter(month__gte=_month_from(first), submitted_on__lte=last)
    found = [good for _, name, good in _answers(kept, office) if name == theme.id]
    return len(found), sum(found)


def answers_of_measurement(office: int | None, theme: Theme, found: Measurement) -> tuple[int, int]:
    """(counted, good) answers about one theme of one measurement."""
    rows = [good for _, name, good in _rated(office, found) if name == theme.id]
    return len(rows), sum(rows)


def _of_reviews(office: int | None, first: date, last: date) -> Iterable[Answer]:
    kept = Review.objects.filter(stage__in=("submitted", "told"), submitted_on__range=(first, last))
    return _answers(kept, office)


def _answers(kept: "Iterable[Review]", office: int | None) -> list[Answer]:
    found: list[Answer] = []
    asked: dict[int, dict[str, tuple[list[str], dict[str, bool | None]]]] = {}
    for row in kept:
        if office is not None and row.office != office:
            continue
        year = int(row.month[:4])
        questions = asked.setdefault(year, _questions(year))
        for name, answer in row.answers.items():
            about, good = questions.get(name, ([], {}))
            if (counts := good.get(answer)) is not None:
                found += [(row.office, theme, counts) for theme in about]
    return found


def _questions(year: int) -> dict[str, tuple[list[str], dict[str, bool | None]]]:
    programme = programme_of(year)
    asked = programme.monthly.questions if programme.monthly else ()
    return {one.id: (_themes_of(programme.themes, one.id), _goods(one)) for one in asked}


def _themes_of(all_themes: Iterable[Theme], question: str) -> list[str]:
    return [one.id for one in all_themes if question in one.questions]


def _goods(asked: Criterion) -> dict[str, bool | None]:
    return {one.id: one.good for one in asked.answers}


def _of_measurements(office: int | None, first: date, last: date) -> Iterable[Answer]:
    for found in Measurement.objects.filter(reported_on__range=(first, last)):
        yield from _rated(office, found)


def _rated(office: int | None, found: Measurement) -> list[Answer]:
    """What was agreed of each case. Not before the report: until then neither side knows of the other."""
    if found.stage == Measurement.Stage.OPEN:
        return []
    programme = programme_of(found.year)
    offices = dict(found.ratings.values_list("number", "office"))
    rows: list[Answer] = []
    for part in programme.central.parts:
        about = {
            one.id: ([theme.id for theme in programme.themes if f"{part.id}.{one.id}" in theme.criteria], one)
            for one in part.criteria
        }
        for (number, criterion), answer in final_answers(found, part.id).items():
            names, asked = about.get(criterion, ([], None))
            counts = _goods(asked).get(answer) if asked else None
            if counts is not None and office in (None, offices.get(number)):
                rows += [(offices.get(number), name, counts) for name in names]
    return rows


def _month_from(day: date) -> str:
    """The first month that lies wholly from a day on.

    >>> _month_from(date(2025, 3, 1)), _month_from(date(2025, 3, 2))
    ('2025-03', '2025-04')
    """
    first = day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return f"{first:%Y-%m}"


def _seen(cells: Counter[Cell], *, whole: bool, above: bool) -> Seen:
    """The findings of a theme as they may be told. To those above, the agency's are not told by activity."""
    columns: list[tuple[int | None, dict[str, int | None]]] = []
    activities = sorted({activity for _office, activity, _good in cells})
    for wanted in (True, False):
        offices, parts = Counter[int | None](), dict.fromkeys(activities, 0)
        for (office, activity, was_good), count in cells.items():
            if was_good is wanted:
                offices[office] += count
                parts[activity] += count
        if not above:
            columns.append((offices.total(), dict[str, int | None](parts)))
        elif whole:
            columns.append((total_told(offices), {}))
        else:
            columns.append((told(offices.total()), parts_told(parts)))
    (good, goods), (better, betters) = columns
    return Seen(good, better, {one: (goods[one], betters[one]) for one in goods})


def _share(answers: Answers, *, whole: bool, above: bool) -> tuple[int | None, int | None]:
    """How many answers, and how many are good, as they may be told: neither good nor other ones that are too
    few, nor a total of offices that such a count could be worked out from."""
    good, other = (
        Counter({office: count for (office, was), count in answers.items() if was is wanted})
        for wanted in (True, False)
    )
    if above and whole:
        told_good = total_told(good)
        return told_good + total_told(other), told_good
    of = good.total() + other.total()
    share = share_told(good.total(), of) if above else (good.total(), of)
    return (share[1], share[0]) if share else (None, None)


def _tendency(
    theme: Theme,
    seen: Seen,
    answers: tuple[int | None, int | None],
    actions: list[Action],
    *,
    span: tuple[date, date],
) -> Tendency:
    closed = [one for one in actions if one.stage == Action.Stage.CLOSED and one.measured.on <= span[1]]
    in_span = [one for one in closed if one.measured.on >= span[0]]
    return Tendency(
        theme=theme.id,
        title=(theme.title.da, theme.title.en),
        good=seen.good,
        better=seen.better,
        by_activity=seen.by_activity,
        answers=answers[0],
        answers_good=answers[1],
        open=len(actions) - len(closed),
        closed=len(in_span),
        helped=sum(one.measured.better for one in in_span),
        asks_again=sum(not one.measured.better and not hasattr(one, "followed_by") for one in closed),
    )
