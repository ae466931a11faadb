"""The monthly follow-up of each employee: who must be reviewed, by whom, what it takes, what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from anke.casework.cases import commands as cases
from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.oversight.quality import commands, queries
from anke.oversight.quality.models import Done, Review
from anke.oversight.quality.reviews import due
from anke.oversight.quality.reviews.bringing import Earlier
from anke.oversight.quality.tests.house import AT, appoint, by, establish
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
MONTH = "2025-01"
GOOD = dict.fromkeys(("correct", "reasons", "comments", "language", "process"), "good")


@pytest.fixture(autouse=True)
def _house() -> None:
    establish((11, 12))
    appoint("k11b", Role.CASEWORKER, office=11)


def decide(count: int, *, on: date, caseworker: str = "k11") -> list[str]:
    """So many cases of office 11, decided by somebody on a day; their numbers."""
    made = []
    for _ in range(count):
        told = {"case_type": "social_other", "authority": 101, "office": 11}
        received = {"actor": "system", "happened_on": on - timedelta(days=30), "recorded_at": AT}
        number = cases.register_case(**told, **received).name
        cases.assign_case(number=number, office=11, caseworker=caseworker, **received)
        cases.decide_case(number=number, outcome="affirmed", **(received | {"happened_on": on}))
        made.append(number)
    return made


def begun(who: str = "chef11", employee: str = "k11", cases: int = 3) -> Review:
    decide(cases, on=date(2025, 1, 15), caseworker=employee)
    return commands.begin_review(employee=employee, month=MONTH, **by(who))


def written(review: Review, who: str = "chef11", **more: Any) -> Review:
    told: dict[str, Any] = {"answers": GOOD, "strengths": "Klar begrundelse", "improvements": ""} | more
    return commands.save_review(
        review=review.pk, version=told.pop("version", review.version), **told, **by(who)
    )


def submitted(**more: Any) -> Review:
    held = written(begun(**more))
    return commands.submit_review(review=held.pk, version=held.version, **by("chef11"))


def person(initials: str) -> people.Person:
    return next(one for one in people.people() if one.initials == initials)


def states(month: str = MONTH) -> dict[str, str]:
    return {row.employee: row.state for row in queries.month_of_office(11, month).rows}


def test_a_month_from_the_lot_to_the_reply_is_done_when_feedback_is_given() -> None:
    assert states() == {"k11": "missing", "k11b": "missing"}
    held = begun()
    assert states()["k11"] == "open"
    held = written(held)
    commands.submit_review(review=held.pk, version=held.version, **by("chef11"))
    assert states()["k11"] == "submitted" and not Done.objects.exists()
    assert queries.feedback_to(person("k11")) == []  # not before it is given
    commands.give_feedback(review=held.pk, how="talk", **by("chef11"))
    assert states() == {"k11": "told", "k11b": "missing"}
    assert Done.objects.get().unit == "k11"
    [card] = queries.feedback_to(person("k11"))
    assert card.strengths == "Klar begrundelse" and card.told_how == "talk"
    commands.reply_to_feedback(review=held.pk, words="Tak, det vil jeg holde fast i.", **by("k11"))
    assert queries.feedback_to(person("k11"))[0].reply.startswith("Tak")
    told = [one.kind for one in events.events_of("review", held.name)]
    assert told == ["review_begun", "review_submitted", "feedback_given", "feedback_answered"]


def test_the_answers_can_be_counted_again_and_the_words_stand_in_no_event() -> None:
    held = submitted()
    one = list(events.events_of("review", held.name))[1]
    assert events.reveal(one)["answers"] == GOOD
    assert "good" not in str(one.data) and "Klar" not in str(events.reveal(one))


def test_the_case_is_picked_by_lot_the_same_for_everybody_and_never_twice() -> None:
    numbers = decide(5, on=date(2025, 1, 15))
    first = due.pick("k11", 11, MONTH, "chef11")
    assert first in numbers and first == due.pick("k11", 11, MONTH, "k11b")
    held = commands.begin_review(employee="k11", month=MONTH, **by("chef11"))
    assert held.number == first
    commands.drop_review(review=held.pk, reason="Sagen er slettet", **by("chef11"))
    again = commands.begin_review(employee="k11", month=MONTH, **by("chef11"))
    assert again.number in numbers and again.number != first and again.name.endswith("/2")


def test_without_a_decision_in_the_month_an_earlier_month_gives_the_case() -> None:
    [number] = decide(1, on=date(2024, 11, 20))
    assert due.pick("k11", 11, MONTH, "chef11") == number
    with pytest.raises(Refused, match="no decided case"):
        due.pick("k11", 11, "2025-03", "chef11")


def test_a_case_the_reviewer_is_recused_from_is_not_picked() -> None:
    first, second = decide(2, on=date(2025, 1, 15))
    organisation.register_recusal(
        initials="chef11", number=first, reason="Bekendt", actor="system", recorded_at=AT
    )
    assert due.pick("k11", 11, MONTH, "chef11") == second


@pytest.mark.parametrize("who", ["k11", "k11b", "chef12", "jurist", "direktoer", "nobody"])
def test_only_the_head_or_whom_the_head_named_reviews_and_nobody_their_own(who: str) -> None:
    decide(1, on=date(2025, 1, 15))
    with pytest.raises(Refused):
        commands.begin_review(employee="k11", month=MONTH, **by(who))
    assert not Review.objects.exists()


def test_the_head_names_a_colleague_and_takes_it_back() -> None:
    commands.name_reviewer(employee="k11", who="k11b", **by("chef11"))
    assert due.reviewers(11, ["k11", "k11b"]) == {"k11": "k11b", "k11b": "chef11"}
    assert begun("k11b").reviewer == "k11b"
    commands.name_reviewer(employee="k11", who="chef11", **by("chef11"))
    assert due.reviewers(11, ["k11"]) == {"k11": "chef11"}
    for who, actor in (("k11", "chef11"), ("k12", "chef11"), ("k11b", "k11b"), ("k11b", "chef12")):
        with pytest.raises(Refused):
            commands.name_reviewer(employee="k11", who=who, **by(actor))


def test_two_who_submit_at_once_one_wins_and_the_other_is_told_by_whom() -> None:
    held = written(begun())
    commands.submit_review(review=held.pk, version=held.version, **by("chef11"))
    with pytest.raises(Stale, match="Chef11"):
        commands.submit_review(review=held.pk, version=held.version, **by("chef11"))
    with pytest.raises(Stale):
        written(held, strengths="Andet")
    assert Review.objects.get().strengths == "Klar begrundelse"


def test_a_save_on_what_somebody_has_saved_since_is_refused() -> None:
    held = begun()
    written(held)
    with pytest.raises(Stale, match="saved the review since"):
        written(held, version=1, strengths="Skrevet i et andet vindue")


def test_only_one_review_of_a_month_is_open_and_the_second_is_told_who_has_it() -> None:
    begun()
    commands.name_reviewer(employee="k11", who="k11b", **by("chef11"))
    with pytest.raises(Refused, match="Chef11"):
        commands.begin_review(employee="k11", month=MONTH, **by("k11b"))


def test_whoever_leaves_mid_way_is_seen_and_the_head_hands_over() -> None:
    commands.name_reviewer(employee="k11", who="k11b", **by("chef11"))
    held = begun("k11b")
    organisation.end_appointment(initials="k11b", **by("system"))
    [row] = queries.month_of_office(11, MONTH).rows
    assert row.left and row.has_it == "k11b" and row.reviewer == "chef11"
    for instead, actor in (("k11", "chef11"), ("k12", "chef11"), ("chef11", "k11")):
        with pytest.raises(Refused):
            commands.hand_over(review=held.pk, instead=instead, reason="Fratrådt", **by(actor))
    commands.hand_over(review=held.pk, instead="chef11", reason="Fratrådt", **by("chef11"))
    assert queries.month_of_office(11, MONTH).rows[0].has_it == "chef11"


@pytest.mark.parametrize(
    ("answers", "words", "why"),
    [
        ({}, "Klart", "Answer this first"),
        (GOOD | {"process": "no such answer"}, "Klart", "handled as it should be"),
        (GOOD, "", "Write what is good"),
    ],
)
def test_what_lacks_an_answer_or_a_word_is_not_submitted(
    answers: dict[str, str], words: str, why: str
) -> None:
    held = written(begun(), answers=answers, strengths=words)
    with pytest.raises(Refused, match=why):
        commands.submit_review(review=held.pk, version=held.version, **by("chef11"))


def test_who_may_read_what_was_written_of_an_employee() -> None:
    held = submitted()
    readers = ["chef11", "k11", "k11b", "chef12", "jurist", "direktoer", "styring"]
    seen = [one for one in readers if queries.review_for(held.pk, person(one))]
    assert seen == ["chef11"]
    commands.give_feedback(review=held.pk, how="writing", **by("chef11"))
    assert [one for one in readers if queries.review_for(held.pk, person(one))] == ["chef11", "k11"]


def test_absence_and_late_arrival_count_by_the_rule_and_a_lapse_has_its_reason() -> None:
    appoint("ny", Role.CASEWORKER, office=11)
    organisation.register_absence(
        initials="k11b",
        kind="other",
        first_on=date(2025, 2, 4),
        last_on=None,
        actor="system",
        recorded_at=datetime(2025, 2, 3, 9, tzinfo=UTC),
    )
    assert states("2025-02") == {"k11": "missing", "k11b": "not_needed", "ny": "missing"}
    commands.lapse_review(employee="ny", month="2025-02", reason="Oplæring hele måneden", **by("chef11"))
    month = queries.month_of_office(11, "2025-02")
    assert {row.employee: row.state for row in month.rows}["ny"] == "lapsed"
    assert (month.wanted, month.told) == (1, 0)
    with pytest.raises(Refused):
        commands.lapse_review(employee="k11", month="2025-02", reason="Nej", **by("k11"))


def test_feedback_and_reply_each_once_by_whom_they_belong_to() -> None:
    held = submitted()
    with pytest.raises(Refused):
        commands.give_feedback(review=held.pk, how="letter", **by("chef11"))
    with pytest.raises(Refused):
        commands.give_feedback(review=held.pk, how="talk", **by("k11"))
    with pytest.raises(Refused):
        commands.reply_to_feedback(review=held.pk, words="For tidligt", **by("k11"))
    commands.give_feedback(review=held.pk, how="talk", **by("chef11"))
    with pytest.raises(Refused):
        commands.reply_to_feedback(review=held.pk, words="Ikke min", **by("chef11"))
    commands.reply_to_feedback(review=held.pk, words="Tak", **by("k11"))
    with pytest.raises(Refused, match="already"):
        commands.reply_to_feedback(review=held.pk, words="Og en gang til", **by("k11"))


def test_a_personal_number_is_not_kept_in_any_text() -> None:
    held = begun()
    with pytest.raises(Refused):
        written(held, strengths="Borgeren 010180-1234 fik svar")


EARLIER = Earlier(
    month="2024-11",
    employee="k11",
    office=11,
    number="2024-000001",
    reviewer="chef11",
    answers=GOOD,
    strengths="Klar",
    improvements="",
    submitted_on=date(2024, 11, 27),
    told_on=date(2024, 11, 28),
    told_how="talk",
    reply="Tak",
)


def test_reviews_made_elsewhere_are_brought_in_once_and_stand_in_the_events() -> None:
    told = {"actor": "system", "recorded_at": AT}
    assert commands.bring_in_reviews([EARLIER], **told) == 1
    assert commands.bring_in_reviews([EARLIER], **told) == 0
    assert states("2024-11")["k11"] == "told" and Done.objects.get().period == "2024-11"
    assert len(events.events_of("review", EARLIER.name)) == 4


@pytest.mark.parametrize(
    "wrong", [{"reviewer": "k11"}, {"answers": {"correct": "good"}}, {"told_on": date(2024, 11, 1)}]
)
def test_what_cannot_be_right_brings_nothing_in(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="cannot be right"):
        commands.bring_in_reviews(
            [EARLIER, replace(EARLIER, month="2024-12", **wrong)], actor="system", recorded_at=AT
        )
    assert not Review.objects.exists()
