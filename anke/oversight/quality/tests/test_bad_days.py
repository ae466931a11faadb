"""What can befall a measurement under way: a case goes out, is reopened, protected or destroyed; a reader or
a head leaves; an office has too few cases."""

from datetime import timedelta

import pytest

from anke.casework.cases import commands as cases
from anke.casework.cases.models import Case
from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.central import reading
from anke.oversight.quality.models import Draw, Measurement, Rating
from anke.oversight.quality.tests.house import AT, by, decide, establish, make_draw, unguarded
from anke.oversight.quality.tests.test_central import WHOM, rate, rate_all, raters, settle
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def found() -> Measurement:
    """Office 11 has cases in reserve, 12 has not: it gave all it had."""
    establish((11, 12))
    decide(23, 11, appellant=WHOM), decide(3, 12, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    return commands.open_measurement(year=2024, **by("jurist"))


def replace(number: str, draw: str = "Q5A/2024", reason: str = "Sagen er slettet") -> str | None:
    return commands.replace_case(draw=draw, number=number, reason=reason, **by("jurist"))


def of_office(found: Measurement, office: int, part: str = "A") -> list[Rating]:
    return list(found.counted.filter(part=part, office=office).order_by("number", "-side"))


@pytest.mark.slow
def test_the_case_from_the_reserve_is_read_by_the_same_and_the_other_counts_no_more(
    found: Measurement,
) -> None:
    own, other = of_office(found, 11)[:2]
    rate(own, correct="no")
    rate(other)
    settle(own, "chef11")  # "no", of a case that is then destroyed
    instead = replace(own.number)
    assert instead == queries.draw_of("Q5A", 2024).strata[0].reserve[0]  # type: ignore[union-attr]  # drawn above
    fresh = found.counted.filter(part="A", number=instead)
    assert {(one.side, one.by_office) for one in fresh} == {("own", 11), ("other", 12)}
    assert organisation.is_granted("chef12", instead, at=AT)
    assert not organisation.is_granted("chef12", own.number, at=AT)
    kept = found.ratings.get(pk=own.pk)
    assert (kept.answers, kept.out_because) == (
        own.answers | {"correct": "no"} if own.answers else kept.answers,
        "Sagen er slettet",
    )
    with pytest.raises(Refused, match="not yours to rate"):
        rate(Rating.objects.get(pk=own.pk))
    assert reading.totals(found).unrated == found.counted.count()
    assert reading.disagreements(found) == []
    rate_all_counted(found)
    report = commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist")).report
    assert report is not None
    assert [(one["of"], one["good"]) for one in report["A"][0]["offices"]] == [(20, 20), (3, 3)]
    assert reading.replaced(found) == [("A", own.number, "Sagen er slettet")]


def rate_all_counted(found: Measurement) -> None:
    for row in found.counted.filter(rated_by=""):
        rate(row)


@pytest.mark.slow
def test_with_no_reserve_left_the_office_has_one_fewer_and_the_report_says_so(found: Measurement) -> None:
    assert replace(of_office(found, 12)[0].number) is None
    rate_all_counted(found)
    report = commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist")).report
    assert report is not None and [one["of"] for one in report["A"][0]["offices"]] == [20, 2]


def test_part_two_gives_the_case_to_the_same_reader_or_to_whoever_is_still_here(found: Measurement) -> None:
    # of 26 cases all are drawn in part 2: none is in reserve until one is put there by hand
    draw = Draw.objects.get(activity="Q5B", year=2024)
    with unguarded():
        draw.drawn.create(office=11, place=99, number="2024-009999", reserve=True)
    row = of_office(found, 11, "B")[0]
    assert replace(row.number, "Q5B/2024", "Modtageren er en kommune") == "2024-009999"
    fresh = found.counted.get(part="B", number="2024-009999")
    assert fresh.by_person == row.by_person
    assert not organisation.is_granted(row.by_person, row.number, at=AT)
    organisation_acts.end_appointment(initials=fresh.by_person, **by("system"))
    with unguarded():
        draw.drawn.create(office=11, place=100, number="2024-009998", reserve=True)
    assert replace("2024-009999", "Q5B/2024", "Modtageren er en kommune") == "2024-009998"
    taker = found.counted.get(part="B", number="2024-009998").by_person
    assert {taker, row.by_person} == {"kvalitet", "kvalitet2"}


@pytest.mark.slow
def test_after_the_report_no_case_goes_out(found: Measurement) -> None:
    rate_all(found)
    commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist"))
    with pytest.raises(Refused, match="correction with its cause"):
        replace(of_office(found, 11)[0].number)
    assert queries.draw_of("Q5A", 2024).replaced == ()  # type: ignore[union-attr]  # drawn above


@pytest.mark.slow
def test_a_reader_who_has_left_the_house_hands_over_and_ends_with_no_sight(found: Measurement) -> None:
    mine = {one.number for one in found.counted.filter(by_person="kvalitet")}
    organisation_acts.end_appointment(initials="kvalitet", **by("system"))
    how = {"year": 2024, "who": "kvalitet", "instead": "kvalitet2", "reason": "Fratrådt"}
    assert commands.replace_reviewer(**how, **by("jurist")) == len(mine)
    assert organisation.granted_numbers("kvalitet", at=AT) == frozenset()
    rate_all(found)
    assert reading.totals(found).unrated == 0


def test_an_offices_new_head_sees_what_the_one_before_was_given(found: Measurement) -> None:
    given = {one.number for one in found.counted.filter(part="A", side="other", by_office=12)}
    organisation_acts.end_appointment(initials="chef12", **by("system"))
    told = {"initials": "nychef", "name": "Ny Chef", "role": Role.HEAD_OF_OFFICE, "office": 12}
    organisation_acts.appoint_staff(**told, **by("system"))
    how = {"year": 2024, "who": "chef12", "instead": "nychef", "reason": "Ny ankechef"}
    assert commands.replace_reviewer(**how, **by("jurist")) == len(given)
    assert given <= organisation.granted_numbers("nychef", at=AT)
    assert organisation.granted_numbers("chef12", at=AT) == frozenset()
    row = found.counted.filter(part="A", side="other", by_office=12).first()
    assert row is not None and raters(row) == "chef12"
    what = {
        "part": "A",
        "number": row.number,
        "side": "other",
        "answers": {"correct": "yes", "comments": "none"},
    }
    commands.rate_case(year=2024, **what, expected=0, **by("nychef"))
    for who, instead in (("chef12", "chef11"), ("chef12", "k11"), ("chef12", "nobody"), ("nychef", "nychef")):
        with pytest.raises(Refused):
            commands.replace_reviewer(**(how | {"who": who, "instead": instead}), **by("jurist"))


def test_an_office_with_fewer_than_twenty_gives_all_it_has(found: Measurement) -> None:
    card = queries.draw_of("Q5A", 2024)
    assert card is not None
    few = {one.office: (len(one.sample), one.taken_whole) for one in card.strata}
    assert few == {11: (20, False), 12: (3, True)}
    assert len(of_office(found, 12)) == 6


@pytest.mark.slow
def test_a_drawn_case_that_is_destroyed_is_rated_by_nobody_and_replaced(found: Measurement) -> None:
    own = of_office(found, 11)[0]
    Case.objects.filter(number=own.number).update(
        status="destroyed", next_role=None, clock_on=None, act_by=None
    )
    with pytest.raises(Refused, match="is destroyed"):
        rate(own)
    assert replace(own.number) is not None
    assert replace(own.number, "Q5B/2024") is None  # drawn there, too, and all of them are
    rate_all_counted(found)
    commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist"))


def test_a_drawn_case_that_is_reopened_restricted_or_protected_stays_and_is_rated(found: Measurement) -> None:
    first, second, third = (of_office(found, 11)[at].number for at in (0, 2, 4))
    Case.objects.filter(number=third).update(protected=True)
    cases.register_case(case_type="social_other", authority=101, office=11, reopens=first, **by("system"))
    cases.restrict_case(number=second, reason="Parten er kendt i huset", **by("chef11"))
    for row in found.counted.filter(number__in=[first, second, third], part="A"):
        rate(row)
    assert found.counted.filter(number__in=[first, second, third], part="A").exclude(rated_by="").count() == 6
