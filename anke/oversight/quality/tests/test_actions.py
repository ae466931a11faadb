"""Actions: agreed with days, carried out, and closed by nothing but a later measurement."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.casework.cases import commands as cases
from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.learning.counting import answers_of_reviews
from anke.oversight.quality.learning.following import Evidence, all_together
from anke.oversight.quality.models import Action, Remeasured
from anke.oversight.quality.tests.house import AT, TODAY, appoint, establish
from anke.oversight.quality.tests.test_findings import person
from anke.oversight.quality.tests.test_reviews import GOOD
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

DUE, MEASURE = date(2025, 3, 3), date(2025, 6, 2)
LATER = datetime(2025, 7, 1, 9, tzinfo=UTC)
JULY = LATER.date()


@pytest.fixture(autouse=True)
def _house(db: None) -> None:
    establish()
    appoint("k11b", Role.CASEWORKER, office=11)
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)


def by(actor: str, day: date = TODAY) -> dict[str, Any]:
    """Whoever acts on a day; all of it is recorded on the morning of the first of July."""
    return {"actor": actor, "happened_on": day, "recorded_at": LATER}


def plan(who: str = "chef11", **more: Any) -> Action:
    told: dict[str, Any] = {
        "theme": "comments",
        "office": 11,
        "kind": "training",
        "words": "Kursus i at svare punkt for punkt",
        "owner": "chef11",
        "due_on": DUE,
        "measure_on": MEASURE,
    }
    return commands.plan_action(**(told | more), **by(who))


def done(day: date = date(2025, 3, 1), **more: Any) -> Action:
    made = plan(**more)
    return commands.do_action(action=made.pk, version=1, words="Kurset er holdt", **by("chef11", day))


def measure(held: Action, who: str = "chef11", day: date = JULY, **more: Any) -> Remeasured:
    told: dict[str, Any] = {"how": "review", "better": True, "words": "Svarene er blevet bedre"} | more
    told = {"action": held.pk, "version": held.version} | told
    return commands.remeasure_action(**told, **by(who, day))


def decided(day: date, office: int = 11, caseworker: str = "k11") -> str:
    received = {"actor": "system", "happened_on": day - timedelta(days=30), "recorded_at": LATER}
    told = {"case_type": "social_other", "authority": 101, "office": office}
    number = cases.register_case(**told, **received).name
    cases.assign_case(number=number, office=office, caseworker=caseworker, **received)
    cases.decide_case(number=number, outcome="affirmed", **(received | {"happened_on": day}))
    return number


def reviewed(month: str, answer: str = "good", employee: str = "k11", number: str = "x") -> None:
    """A review that is over, of a case of that month."""
    day = date.fromisoformat(f"{month}-20")
    earlier = queries.Earlier(
        month=month,
        employee=employee,
        office=11,
        number=number,
        reviewer="chef11",
        answers=GOOD | {"comments": answer},
        strengths="Klar",
        improvements="",
        submitted_on=day,
        told_on=day,
        told_how="talk",
    )
    commands.bring_in_reviews([earlier], actor="system", recorded_at=LATER)


def due(who: str, day: date) -> list[tuple[str, str]]:
    return [(one.what, one.name) for one in queries.learning_due(person(who), day)]


def test_from_the_agreement_to_the_measurement_that_closes_it() -> None:
    reviewed("2025-01", "better")
    held = done()
    assert (held.before_sample, held.before_good, held.name) == (1, 0, "11/2025/1")
    reviewed("2025-04"), reviewed("2025-05", employee="k11b")
    made = measure(held)
    assert (made.sample, made.good, made.better) == (2, 2, True)
    told = [one.kind for one in events.events_of("learning", held.name)]
    assert told == ["action_planned", "action_done", "action_measured"]
    assert events.reveal(list(events.events_of("learning", held.name))[-1])["sample"] == 2
    assert not due("chef11", date(2025, 12, 31))


def test_without_a_measurement_it_stays_open_whatever_is_tried() -> None:
    reviewed("2025-01", "better"), reviewed("2025-03", "good")  # before, and in the month of the action
    held = done()
    with pytest.raises(Refused, match="Nothing has been measured"):
        measure(held)
    with pytest.raises(Refused, match="Nothing has been measured"):
        measure(held, how="reading")
    with pytest.raises(Refused, match="reported measurement"):
        measure(held, how="measurement", year=2024)
    with pytest.raises(Refused, match="how it was measured"):
        measure(held, how="gut feeling")
    with pytest.raises(Refused, match="must come after"):
        measure(held, day=date(2025, 3, 1))
    with pytest.raises(Stale):
        measure(plan(words="Et andet kursus"))  # not carried out yet
    held.refresh_from_db()
    assert held.stage == "done" and not Remeasured.objects.exists()


def test_no_better_is_no_better() -> None:
    for month, answer in (("2024-11", "good"), ("2024-12", "better"), ("2025-04", "better")):
        reviewed(month, answer)
    held = done()
    assert (held.before_sample, held.before_good) == (2, 1)
    with pytest.raises(Refused, match="0 of 1 is no better than at the start \\(1 of 2\\)"):
        measure(held)
    measure(held, better=False, words="Intet er ændret")
    assert due("chef11", JULY) == [("again", held.name)]
    found = next(one for one in queries.tendencies(11, TODAY, JULY) if one.theme == "comments")
    assert (found.closed, found.helped, found.asks_again) == (1, 0, 1)
    again = plan(follows=held.pk, kind="template_change", words="Ny skabelon til svar på bemærkninger")
    assert again.follows == held and not due("chef11", date(2025, 2, 3))
    with pytest.raises(Refused, match="did not help"):
        plan(follows=held.pk)


def test_where_all_was_good_at_the_start_all_good_is_as_good_as_can_be() -> None:
    reviewed("2025-01", "good")
    held = done()
    reviewed("2025-04", "good")
    assert measure(held).better


@pytest.mark.parametrize(
    ("who", "more", "why"),
    [
        ("k11", {}, "agreed by the head"),
        ("chef12", {}, "agreed by the head"),
        ("jurist", {}, "agreed by the head"),
        ("chef11", {"office": None}, "agreed by the head"),
        ("chef11", {"owner": "k12"}, "Choose an owner"),
        ("jurist", {"office": None, "owner": "chef11"}, "Choose an owner"),
        ("chef11", {"kind": "cake"}, "what kind"),
        ("chef11", {"theme": "weather"}, "themes"),
        ("chef11", {"due_on": date(2025, 2, 2)}, "before today"),
        ("chef11", {"measure_on": DUE}, "must come after"),
        ("chef11", {"employee": "chef11"}, "somebody else sees to it"),
        ("chef11", {"employee": "k12"}, "somebody of the office"),
        ("chef11", {"words": ""}, "at least 3"),
        ("chef11", {"follows": 99}, "did not help"),
    ],
)
def test_what_cannot_be_agreed(who: str, more: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        plan(who, **more)
    assert not Action.objects.exists() and not list(events.since(0, subject_kind="learning"))


def test_the_day_after_it_is_due_it_is_on_the_owners_list_and_then_to_be_measured() -> None:
    made = plan(owner="k11")
    assert not due("k11", DUE)
    assert due("k11", DUE + timedelta(days=1)) == [("overdue", made.name)]
    assert not due("chef11", DUE + timedelta(days=1))
    commands.do_action(action=made.pk, version=1, words="Kurset er holdt", **by("k11", DUE))
    assert not due("k11", MEASURE - timedelta(days=1))
    assert due("k11", MEASURE) == [("measure", made.name)]


def test_what_a_leaver_had_is_on_the_heads_list() -> None:
    made = plan(owner="k11")
    organisation.end_appointment(initials="k11", **by("system"))
    assert due("chef11", DUE + timedelta(days=1)) == [("overdue", made.name)]
    commands.move_action(
        action=made.pk,
        version=1,
        owner="k11b",
        due_on=DUE,
        measure_on=MEASURE,
        reason="Orlov",
        **by("chef11"),
    )
    assert not due("chef11", DUE + timedelta(days=1)) and due("k11b", DUE + timedelta(days=1))


def test_moving_keeps_the_first_days_and_counts_in_the_first_half_year() -> None:
    made = plan()
    later = date(2025, 9, 1)
    told: dict[str, Any] = {
        "action": made.pk,
        "owner": "chef11",
        "due_on": DUE,
        "reason": "Kurset er flyttet",
    }
    commands.move_action(**told, version=1, measure_on=later, **by("chef11"))
    made.refresh_from_db()
    assert (made.measure_on, made.first_measure_on) == (later, MEASURE)
    assert queries.closed_by_evidence("2025H1", JULY) == (Evidence(11, 1, 0, 0),)
    assert queries.closed_by_evidence("2025H2", JULY) == ()
    with pytest.raises(Stale):
        commands.move_action(**told, version=1, measure_on=MEASURE, **by("chef11"))
    with pytest.raises(Refused, match="agreed by the head"):
        commands.move_action(**told, version=2, measure_on=MEASURE, **by("k11"))


def test_a_reading_again_counts_each_case_decided_since_and_none_of_the_readers_own() -> None:
    held = done()
    since, before = decided(date(2025, 4, 1)), decided(date(2025, 2, 1))
    other = decided(date(2025, 4, 2), office=12, caseworker="k12")
    own = decided(date(2025, 4, 3), caseworker="chef11")
    for number, why in (
        (before, "not decided after"),
        (other, "There is no case"),  # another office's: one does not see it
        (own, "your own case"),
        ("2025-999999", "There is no case"),
    ):
        with pytest.raises(Refused, match=why):
            measure(held, how="reading", good_cases=[since, number])
    with pytest.raises(Refused, match="twice"):
        measure(held, how="reading", good_cases=[since], other_cases=[since])
    more = decided(date(2025, 4, 4))
    made = measure(held, how="reading", good_cases=[since], other_cases=[more])
    assert made.cases == {since: True, more: False} and (made.sample, made.good) == (2, 1)


def test_an_action_for_one_employee_is_counted_on_that_employee_alone() -> None:
    reviewed("2025-01", "better"), reviewed("2025-01", employee="k11b")
    held = done(kind="feedback", employee="k11", words="Tal om svar på bemærkninger")
    assert (held.before_sample, held.before_good) == (1, 0)
    reviewed("2025-04", employee="k11b")
    with pytest.raises(Refused, match="Nothing has been measured"):
        measure(held)
    reviewed("2025-04")
    assert measure(held).sample == 1


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("k11", {"own", "office", "agency"} - {"agency"}),
        ("k11b", {"office"}),
        ("chef11", {"own", "office", "agency"}),
        ("chef12", {"agency"}),
        ("k12", set()),
        ("vice", {"office", "agency"}),
        ("direktoer", {"office", "agency"}),
        ("jurist", {"office", "agency"}),
        ("styring", {"office", "agency"}),
        ("kvalitet", {"agency"}),
    ],
)
def test_who_knows_of_an_action(who: str, sees: set[str]) -> None:
    plan(words="own", kind="feedback", employee="k11")
    plan(words="office")
    plan("jurist", words="agency", office=None, owner="jurist")
    assert {one.words for one in queries.actions(person(who))} == sees


def test_carrying_out_is_for_the_owner_or_the_head_and_before_the_measurement() -> None:
    made = plan(owner="k11")
    for who, day, why in (("k11b", DUE, "not yours"), ("k11", MEASURE, "before it is measured")):
        with pytest.raises(Refused, match=why):
            commands.do_action(action=made.pk, version=1, words="Gjort", **by(who, day))
    with pytest.raises(Refused, match="no such action"):
        commands.do_action(action=0, version=1, words="Gjort", **by("k11"))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=8))
def test_the_share_is_never_above_a_hundred_and_the_whole_is_the_sum(
    rows: list[tuple[int, int, int]],
) -> None:
    told = [Evidence(at, max(row), sorted(row)[1], min(row)) for at, row in enumerate(rows, 11)]
    whole = all_together(told)
    assert whole.due == sum(one.due for one in told)
    shares = [one.share for one in (*told, whole)]
    assert all(one is None or 0 <= one <= 100 for one in shares)
    assert (whole.share is None) == (whole.due == 0)


@pytest.mark.parametrize(
    ("first", "counted"), [(date(2025, 3, 31), 2), (date(2025, 4, 1), 2), (date(2025, 4, 2), 1)]
)
def test_reviews_count_by_whole_months(first: date, counted: int) -> None:
    reviewed("2025-04"), reviewed("2025-05")
    [theme] = [one for one in queries.themes(AT.date()) if one.id == "comments"]
    assert answers_of_reviews(11, theme, first, JULY) == (counted, counted)


def test_a_form_sent_twice_makes_one_action() -> None:
    assert plan() == plan()
    plan(words="Et andet kursus")
    assert Action.objects.count() == 2


def test_a_day_centuries_off_is_a_slip_of_the_pen() -> None:
    far = date(2205, 1, 1)
    with pytest.raises(Refused, match="Is the year written right"):
        plan(measure_on=far)
    made = plan()
    told = {"action": made.pk, "version": made.version, "owner": "chef11", "reason": "Senere"}
    with pytest.raises(Refused, match="Is the year written right"):
        commands.move_action(**told, due_on=made.due_on, measure_on=far, **by("chef11"))
