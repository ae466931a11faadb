"""Follow-up on an office's main areas: what is reused counts once, the wheel is met by the act."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from anke.casework.cases.models import Case
from anke.events import queries as events
from anke.oversight.quality import commands, queries
from anke.oversight.quality.areas import reading
from anke.oversight.quality.models import AreaFollowUp, Done, Finding
from anke.oversight.quality.queries import Earlier, programme_of
from anke.oversight.quality.tests.house import by, decide, establish
from anke.oversight.quality.tests.test_rating_pages import browser
from anke.rules.refusal import Refused, Stale
from anke.rules.wheel import State

pytestmark = pytest.mark.django_db
AT = datetime(2025, 2, 3, 9, tzinfo=UTC)
HALF = "2024H1"
WORDS = {
    "strengths": "Vurderingen står først.",
    "improvements": "",
    "conclusions": "Vi går videre med det.",
    "people": "Ankechefen og to fuldmægtige",
}


def chef(office: int = 11, at: datetime = AT) -> dict[str, Any]:
    return by(f"chef{office}", at)


@pytest.fixture(autouse=True)
def _house() -> None:
    establish()


def begin(office: int = 11, period: str = HALF, focus: str = "Lægelige oplysninger") -> AreaFollowUp:
    what = {"area": "municipal_social", "theme": "reasons", "focus": focus}
    return commands.begin_area_follow_up(office=office, period=period, **what, **chef(office))


def choose(held: AreaFollowUp, number: str, good: str = "Klar konklusion", better: str = "") -> None:
    said = {"strengths": good, "improvements": better}
    commands.choose_area_case(follow_up=held.pk, number=number, **said, **chef(held.office))


def read_monthly(numbers: list[str], month: str = "2024-06", employee: str = "k11") -> None:
    """The monthly follow-up of an employee, on one case a month backwards from `month`."""
    asked = programme_of(2024).monthly
    assert asked is not None
    answers = {one.id: "good" for one in asked.questions}
    year, last = int(month[:4]), int(month[5:])
    commands.bring_in_reviews(
        [
            Earlier(
                month=f"{year}-{last - back:02d}",
                employee=employee,
                office=11,
                number=number,
                reviewer="chef11",
                answers=answers,
                strengths="Klageren er hørt",
                improvements="",
                submitted_on=date(2024, 6, 28),
                told_on=date(2024, 6, 28),
                told_how="talk",
            )
            for back, number in enumerate(numbers)
        ],
        actor="demo",
        recorded_at=AT,
    )


def complete(held: AreaFollowUp, **changed: str) -> AreaFollowUp:
    held.refresh_from_db()
    told: dict[str, Any] = {"follow_up": held.pk, "version": held.version, "words": WORDS | changed}
    return commands.complete_area_follow_up(**told, **chef(held.office))


def state_of(activity: str, period: str, unit: str) -> State:
    lines = queries.wheel(2024, date(2024, 12, 31))
    return next(one.state for one in lines if one.slot.key == (activity, period, unit))


def test_the_act_itself_meets_the_wheel() -> None:
    numbers = decide(3, 11)
    held = begin()
    for number in numbers:
        choose(held, number)
    assert state_of("Q3", HALF, "11") is State.MISSING
    complete(held)
    assert state_of("Q3", HALF, "11") is State.DONE
    assert state_of("Q3", HALF, "12") is State.MISSING
    assert Done.objects.get(activity="Q3").on == AT.date()
    told = events.events_of("area_follow_up", held.name)
    assert [one.kind for one in told] == ["area_follow_up_begun", "area_follow_up_completed"]
    assert (told[-1].data["own"], told[-1].data["reused"]) == (3, 0)


def test_what_is_reused_is_shown_as_reused_and_never_counted_twice() -> None:
    monthly, chosen = decide(2, 11), decide(2, 11)
    read_monthly(monthly)
    first, second = begin(), begin(focus="Svar til klageren")
    for held in (first, second):  # the same observations, in two follow-ups
        left = [one.pk for one in reading.reusable(held, _person("chef11"))]
        assert commands.reuse_reviews(follow_up=held.pk, reviews=left, **chef()) == 2
    for number in chosen:
        choose(first, number)
    choose(second, chosen[0])
    complete(first), complete(second)
    # Only what was seen in the chosen cases is set down as findings here, good ones too; nothing reused.
    sources = Finding.objects.filter(activity="Q3").values_list("number", "good")
    assert set(sources) == {(one, True) for one in chosen}
    counted = queries.cases_read(11, HALF)
    assert (counted.monthly, counted.chosen, counted.reused, counted.distinct) == (2, 2, 2, 4)
    seen = {one.number: one for one in reading.cases_of(first)}
    assert {one for one, case in seen.items() if case.review} == set(monthly)
    assert seen[monthly[0]].strengths == "Klageren er hørt"  # the review's own words
    assert seen[monthly[0]].month == "2024-06"


def test_a_case_of_the_monthly_follow_up_cannot_be_chosen_as_if_it_were_new() -> None:
    [number] = decide(1, 11)
    read_monthly([number])
    held = begin()
    with pytest.raises(Refused, match="Reuse it from there"):
        choose(held, number)


def test_nothing_reused_of_another_office_another_half_year_or_before_feedback() -> None:
    read_monthly(decide(1, 11))
    [review] = reading.reusable(begin(), _person("chef11"))
    for held in (begin(12), begin(period="2024H2")):
        with pytest.raises(Refused, match="reviews of the office"):
            commands.reuse_reviews(follow_up=held.pk, reviews=[review.pk], **chef(held.office))
    with pytest.raises(Refused, match="reviews of the office"):
        commands.reuse_reviews(follow_up=begin().pk, reviews=[], **chef())


def test_which_cases_are_refused() -> None:
    held, [own, hidden, other] = begin(), [*decide(2, 11), *decide(1, 12)]
    Case.objects.filter(number=own).update(caseworker="chef11")
    Case.objects.filter(number=hidden).update(restricted=True)
    for number, why in (
        (own, "their own case"),
        (hidden, "Restricted"),
        (other, "no decided case"),
        ("2024-none", "no decided case"),
    ):
        with pytest.raises(Refused, match=why):
            choose(held, number)
    [number] = decide(1, 11)
    with pytest.raises(Refused, match="Write what is good"):
        choose(held, number, good="")
    choose(held, number)
    with pytest.raises(Refused, match="already"):
        choose(held, number)


def test_it_is_not_completed_with_too_little_or_with_a_name() -> None:
    held, numbers = begin(), decide(3, 11)
    choose(held, numbers[0])
    with pytest.raises(Refused, match="rests on 1 cases; there must be 3"):
        complete(held)
    for number in numbers[1:]:
        choose(held, number)
    with pytest.raises(Refused, match="at least"):
        complete(held, conclusions="")
    with pytest.raises(Refused, match="goes well"):
        complete(held, strengths="")
    for words in ("K11 skal skrive kortere.", "Det gælder især k11."):
        with pytest.raises(Refused, match="names K11"):
            complete(held, conclusions=words)
    assert Done.objects.count() == 0
    complete(held)


def test_completed_it_changes_no_more_and_two_at_once_are_told() -> None:
    held = begin()
    for number in decide(3, 11):
        choose(held, number)
    told: dict[str, Any] = {"follow_up": held.pk, "version": 1, "words": WORDS}
    commands.save_area_follow_up(**told, **chef())
    with pytest.raises(Stale, match="has saved the follow-up"):
        commands.save_area_follow_up(**told, **chef())
    complete(held)
    for act in (lambda: complete(held), lambda: choose(held, decide(1, 11)[0])):
        with pytest.raises(Stale, match="changes no more"):
            act()


@pytest.mark.parametrize(
    ("actor", "why"), [("k11", "Only this role"), ("chef12", "another office"), ("jurist", "Only")]
)
def test_only_the_offices_management(actor: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        commands.begin_area_follow_up(
            office=11, period=HALF, area="municipal_social", theme="reasons", **by(actor, AT)
        )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"period": "2024H3"}, "Write the half year"),
        ({"period": "2025H2"}, "not begun"),
        ({"area": "nonsense"}, "main areas"),
        ({"theme": "nonsense"}, "themes"),
    ],
)
def test_what_cannot_be_begun(told: dict[str, str], why: str) -> None:
    what = {"period": HALF, "area": "municipal_social", "theme": "reasons"} | told
    with pytest.raises(Refused, match=why):
        commands.begin_area_follow_up(office=11, **what, **chef())


def _person(initials: str) -> Any:
    from anke.organisation import queries as organisation

    return next(one for one in organisation.people() if one.initials == initials)


def test_the_very_same_follow_up_begun_twice_is_one() -> None:
    first = begin()
    assert begin() == first
    assert [one.kind for one in events.events_of("area_follow_up", first.name)] == ["area_follow_up_begun"]
    other = begin(focus="Svar til klageren")
    commands.drop_area_follow_up(follow_up=first.pk, reason="For tidligt", **chef())
    assert {begin().pk, first.pk, other.pk} == set(AreaFollowUp.objects.values_list("pk", flat=True))


def test_the_database_itself_holds_no_two_that_are_open() -> None:
    held = begin()
    held.pk, held.name = None, "Q3/2024H1/11/9"
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_how_old_a_chosen_case_is_stands_beside_it() -> None:
    held, old = begin(period="2024H2"), decide(1, 11, on=date(2023, 3, 12))
    new = decide(1, 11, on=date(2024, 8, 1))
    for number in (*old, *new):
        choose(held, number)
    page = " ".join(browser("chef11").get(f"/quality/areas/{held.pk}/").content.decode().split())
    assert "decided 12.03.2023 · 15 months before the half year" in page
    assert "decided 01.08.2024<" in page.replace(" <", "<")
