"""Findings: who may set them down, who sees them, and what is told of them to everybody else."""

from datetime import date
from typing import Any

import pytest

from anke.casework.cases import commands as cases
from anke.casework.cases.models import Case
from anke.events import queries as events
from anke.organisation import queries as people
from anke.oversight.quality import commands, queries
from anke.oversight.quality.models import Finding, Review
from anke.oversight.quality.tests.house import AT, TODAY, appoint, by, decide, establish
from anke.oversight.quality.tests.test_reviews import submitted
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2025, 1, 1), date(2025, 6, 30)
PERSONAL = "Klageren 010180-1234 fik intet svar"


@pytest.fixture(autouse=True)
def _house() -> None:
    establish()
    appoint("k11b", Role.CASEWORKER, office=11)
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)


def record(who: str = "chef11", at: int = 1, **more: Any) -> Finding:
    told: dict[str, Any] = {
        "activity": "Q3",
        "source": f"Q3/11/2025H1/{at}",
        "office": 11,
        "theme": "comments",
        "good": False,
        "words": "Et punkt blev ikke besvaret",
    }
    return commands.record_finding(**(told | more), **by(who))


def person(initials: str) -> people.Person:
    return next(one for one in people.people() if one.initials == initials)


def tendency(office: int | None = 11, theme: str = "comments", **more: Any) -> queries.Tendency:
    found = queries.tendencies(office, FIRST, LAST, **more)
    return next(one for one in found if one.theme == theme)


def test_a_finding_is_an_event_that_names_the_theme_and_no_words() -> None:
    made = record(employee="k11")
    [event] = events.events_of("finding", f"11/{made.pk}")
    assert event.kind == "finding_recorded"
    assert event.data == {"activity": "Q3", "theme": "comments", "good": False}


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("chef11", {"employee": "k12"}),  # another office's
        ("chef11", {"employee": "nobody"}),
        ("jurist", {"employee": "k12"}),
        ("jurist", {"employee": "k11", "office": None}),  # across offices there is no management of theirs
    ],
)
def test_whom_a_finding_names_works_in_its_office(who: str, more: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="an employee of the office"):
        record(who, **more)
    assert not Finding.objects.exists()


def test_a_finding_in_ones_own_case_is_on_ones_own_work_though_it_names_nobody() -> None:
    [number] = decide(1, 11)
    Case.objects.filter(number=number).update(caseworker="chef11")
    with pytest.raises(Refused, match="their own work"):
        record("chef11", number=number, good=True)


@pytest.mark.parametrize(
    ("who", "more", "why"),
    [
        ("k11", {"employee": "k11"}, "own work"),
        ("k11b", {"employee": "k11"}, "on a colleague"),
        ("chef12", {}, "own office"),
        ("styring", {}, "own office"),
        ("chef11", {"office": None}, "own office"),
        ("chef11", {"theme": "weather"}, "themes"),
        ("chef11", {"activity": "Q9"}, "no such activity"),
        ("chef11", {"words": "  "}, "at least 3"),
        ("chef11", {"words": PERSONAL}, "personal number"),
        ("chef11", {"number": "2025-999999"}, "There is no case"),
        ("chef11", {"source": " "}, "comes from"),
        ("chef11", {"activity": "Q1", "source": "Q1/2025-01/k11/9"}, "does not fit"),
        ("nobody", {}, "no role"),
    ],
)
def test_what_is_refused_records_nothing(who: str, more: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        record(who, **more)
    assert not Finding.objects.exists() and not list(events.since(0, subject_kind="finding"))


def test_the_same_finding_is_recorded_once_and_a_good_one_is_another() -> None:
    record()
    with pytest.raises(Refused, match="already"):
        record()
    record(good=True)
    assert (tendency().good, tendency().better) == (1, 1)


def test_the_legal_unit_records_across_offices_and_a_restricted_case_is_hidden_from_the_office_beside() -> (
    None
):
    [number] = decide(1, 12)
    cases.restrict_case(number=number, reason="Fortrolig", **by("chef12"))
    record("jurist", activity="Q7", source="Q7/2025H1/12", office=12, number=number)
    with pytest.raises(Refused, match=f"There is no case {number}"):
        record("k12", office=12, number=number, source="Q3/12")
    with pytest.raises(Refused, match=f"There is no case {number}"):
        record("chef11", number=number)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("k11", ["theirs"]),
        ("k11b", []),
        ("chef11", ["theirs", "the office's"]),
        ("chef12", []),
        ("vice", []),
        ("direktoer", []),
        ("jurist", []),
        ("styring", []),
        ("kvalitet", []),
    ],
)
def test_single_findings_are_for_the_employee_and_the_offices_management(who: str, sees: list[str]) -> None:
    record("jurist", at=1, employee="k11", words="theirs", activity="Q7")
    record("jurist", at=2, words="the office's", activity="Q7")
    assert sorted(one.words for one in queries.findings(person(who))) == sorted(sees)


def test_a_finding_of_a_review_waits_for_the_feedback() -> None:
    held = submitted()
    told = {"activity": "Q1", "source": held.name, "employee": "k11", "number": held.number}
    with pytest.raises(Refused, match="feedback first"):
        record(**told)
    commands.give_feedback(review=held.pk, how="talk", **by("chef11"))
    record(**told)
    with pytest.raises(Refused, match="does not fit"):
        record(**told | {"employee": "k11b"})
    [card] = queries.findings(person("k11"), activity="Q1", source=held.name)
    assert card.number == held.number and card.found_by == "chef11"


def test_above_the_office_a_count_of_one_or_two_is_not_told() -> None:
    for at in (1, 2):
        record(at=at)
    assert tendency().better == 2
    assert tendency(above=True).better is None
    assert tendency(above=True).by_activity == {"Q3": (0, None)}
    assert tendency(None, above=True).better == 0 and tendency(None, above=True).by_activity == {}
    record(at=3)
    assert tendency(above=True).better == 3 and tendency(None, above=True).better == 3


def test_answers_of_reviews_count_under_the_themes_that_name_their_question() -> None:
    submitted()
    assert (tendency().answers, tendency().answers_good) == (1, 1)
    assert tendency(12).answers == 0 and tendency(None).answers == 1
    assert tendency(above=True).answers is None
    assert tendency(theme="competences").silent and not tendency().silent


def test_findings_are_asked_for_by_day_and_theme() -> None:
    record()
    head = person("chef11")
    assert queries.findings(head, first=TODAY, last=TODAY, theme="comments")
    assert not queries.findings(head, first=date(2025, 2, 4))
    assert not queries.findings(head, last=date(2025, 2, 2))
    assert not queries.findings(head, theme="reasons")


def test_before_the_programme_there_are_no_themes() -> None:
    assert queries.themes(date(2019, 1, 1)) == ()
    assert {"reasons", "intensity"} <= {one.id for one in queries.themes(AT.date())}


def answered(office: int, good: int, other: int) -> None:
    """So many completed reviews of an office, with a good answer about comments, or another."""
    asked = queries.programme_of(2025).monthly
    assert asked is not None
    for at in range(good + other):
        answers = {one.id: "good" for one in asked.questions} | {
            "comments": "good" if at < good else "better"
        }
        told = {
            "month": "2025-01",
            "employee": f"x{office}-{at}",
            "office": office,
            "number": f"{office}-{at}",
        }
        told |= {"name": f"Q1/2025-01/{office}/{at}", "reviewer": f"chef{office}", "stage": "told"}
        told |= {"saved_by": "x", "answers": answers}
        Review.objects.create(version=1, saved_at=AT, submitted_on=TODAY, **told)


@pytest.mark.parametrize(
    ("good", "other", "told"),
    [
        (7, 1, None),
        (1, 7, None),
        (6, 2, None),
        (8, 0, (8, 8)),
        (5, 3, (5, 8)),
        (0, 0, (0, 0)),
        (0, 4, (0, 4)),
    ],
)
def test_a_share_that_leaves_out_one_or_two_is_not_told_above_the_office(
    good: int, other: int, told: tuple[int, int] | None
) -> None:
    answered(11, good, other)
    found = tendency(above=True)
    assert (found.answers_good, found.answers) == (told or (None, None))
    assert (tendency().answers_good, tendency().answers) == (good, good + other)


def test_the_agencys_share_holds_no_count_that_could_be_worked_out_from_the_offices() -> None:
    answered(11, 7, 1), answered(12, 5, 3)
    found = tendency(None, above=True)
    assert (found.answers_good, found.answers) == (12, 15)  # the one of office 11 is left out
    answered(13, 4, 2)
    found = tendency(None, above=True)
    assert (found.answers_good, found.answers) == (16, 22)  # one and two: which is whose is not known
