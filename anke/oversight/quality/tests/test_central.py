"""The central measurement: two blind sides, agreement, the report, and everything that is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest

from anke.casework.cases import queries as cases
from anke.casework.cases.models import Case
from anke.events import queries as events
from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.oversight.quality import commands
from anke.oversight.quality.central import reading
from anke.oversight.quality.models import Done, Measurement, Rating
from anke.oversight.quality.tests.house import AT, by, decide, establish, make_draw
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
WHOM = {"name": "Test Testesen", "cpr": "0099000001"}
GOOD_A = {"correct": "yes", "comments": "yes"}
GOOD_B = dict.fromkeys(("clear", "understandable", "language", "spelling", "commas", "typography"), "yes")


@pytest.fixture
def found() -> Measurement:
    establish()
    for office, count in ((11, 4), (12, 3), (13, 2)):
        decide(count, office, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    return commands.open_measurement(year=2024, **by("jurist"))


def raters(row: Rating) -> str:
    return row.by_person or f"chef{row.by_office}"


def rate(row: Rating, **changed: str) -> None:
    answers = (GOOD_A if row.part == "A" else GOOD_B) | changed
    commands.rate_case(
        year=2024,
        part=row.part,
        number=row.number,
        side=row.side,
        answers=answers,
        expected=row.version,
        **by(raters(row)),
    )


def rate_all(found: Measurement) -> None:
    for row in found.ratings.filter(rated_by=""):
        rate(row)


def test_each_case_is_given_to_its_own_management_another_and_a_reader(found: Measurement) -> None:
    a = found.ratings.filter(part="A")
    assert a.count() == 18
    assert all((one.side == "own") == (one.by_office == one.office) for one in a)
    assert found.ratings.filter(part="B").count() == 9
    assert {one.by_person for one in found.ratings.filter(part="B")} == {"kvalitet", "kvalitet2"}


def test_the_draw_gives_sight_of_exactly_the_drawn_cases(found: Measurement) -> None:
    mine = {one.number for one in found.ratings.filter(by_person="kvalitet")}
    later = decide(2, 11)
    assert organisation.granted_numbers("kvalitet", at=AT) == mine
    other = {one.number for one in found.ratings.filter(part="A", side="other", by_office=12)}
    assert organisation.granted_numbers("chef12", at=AT) == other
    for initials, seen in (("kvalitet", mine), ("chef12", other)):
        actor = organisation.actor(initials)
        numbers = set(Case.objects.filter(cases.seen_by(actor, AT)).values_list("number", flat=True))
        assert seen <= numbers
        assert not set(later) & numbers
    assert organisation.granted_numbers("kvalitet", at=AT + timedelta(days=121)) == set()


def test_neither_side_sees_the_other_before_both_have_rated(found: Measurement) -> None:
    own, other = found.ratings.filter(part="A", office=11).order_by("number", "-side")[:2]
    rate(own, correct="no")
    own.refresh_from_db(), other.refresh_from_db()
    assert reading.other_side(own) is None
    assert reading.other_side(other) is None
    rate(other)
    own.refresh_from_db()
    assert reading.other_side(own) == other


def test_a_rating_changes_no_more_once_both_sides_see_each_other(found: Measurement) -> None:
    own, other = found.ratings.filter(part="A", office=11).order_by("number", "-side")[:2]
    rate(own, correct="no")
    own.refresh_from_db()
    rate(own, correct="yes")  # still blind: one's own reading may be changed
    rate(other, correct="no")
    own.refresh_from_db()
    with pytest.raises(Refused, match="see each other"):
        rate(own, correct="no")
    draft = {"answers": {"correct": "no"}, "comment": "", "expected": own.version}
    where = {"year": 2024, "part": "A", "number": own.number, "side": own.side}
    with pytest.raises(Refused, match="see each other"):
        commands.save_draft(**where, **draft, **by(raters(own)))
    own.refresh_from_db()
    assert (own.answers, own.draft) == (GOOD_A, None)


def test_a_comment_is_kept_whole_or_refused(found: Measurement) -> None:
    row = found.ratings.filter(part="A", office=11, side="own").first()
    assert row is not None
    what = {"year": 2024, "part": "A", "number": row.number, "side": "own", "expected": 0}
    with pytest.raises(Refused, match="at most 2000"):
        commands.rate_case(**what, answers=GOOD_A, comment="x" * 2001, **by(raters(row)))
    commands.rate_case(**what, answers=GOOD_A, comment="x" * 2000, **by(raters(row)))
    row.refresh_from_db()
    assert len(row.comment) == 2000


@pytest.mark.slow
def test_a_disagreement_is_settled_before_the_report(found: Measurement) -> None:
    own = found.ratings.filter(part="A", office=11, side="own").first()
    assert own is not None
    rate(own, correct="no")
    with pytest.raises(Refused, match="no disagreement"):
        settle(own, "jurist")
    rate_all(found)
    with pytest.raises(Refused, match="0 ratings are missing, and 1 disagreements"):
        commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist"))
    with pytest.raises(Refused, match="not yours"):
        settle(own, "chef13")  # office 11 is paired with office 12 in 2024
    settle(own, "chef11")
    report = commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist")).report
    assert report is not None
    correct = report["A"][0]
    assert (correct["of"], correct["offices"][0]["good"]) == (9, 3)
    assert Decimal(correct["agreement"]["percent"]) == Decimal("88.9")


def settle(row: Rating, actor: str, answer: str = "no") -> None:
    what = {"number": row.number, "criterion": "correct", "answer": answer, "reason": "Hjemlen var en anden"}
    commands.settle_rating(year=2024, **what, **by(actor))


def test_the_report_sums_two_scores_is_approved_and_completes_the_year(found: Measurement) -> None:
    row = found.ratings.filter(part="B").first()
    assert row is not None
    rate(row, commas="no", spelling="no", clear="no")
    rate_all(found)
    done = commands.report_measurement(year=2024, needs="Kommaer i alle kontorer", **by("jurist"))
    assert done.report is not None
    # 8 of 9 on three of six criteria, all on the others: (3 · 88.9 + 3 · 100) / 6
    assert done.report["scores"] == {"A": "100.0", "B": "94.5"}
    assert done.report["total"] == "194.5"
    told = [one.kind for one in events.events_of("measurement", "2024")]
    assert told[-2:] == ["measurement_reported", "measurement_completed"]
    with pytest.raises(Refused, match="Your role"):
        commands.approve_measurement(year=2024, **by("jurist"))
    commands.approve_measurement(year=2024, **by("direktoer"))
    what = {"people": "Kvalitetsmålerne og Retsenheden", "words": "Lange indledninger"}
    commands.hold_follow_up(year=2024, **what, **by("jurist"))
    with pytest.raises(Refused, match="is recorded"):
        commands.hold_follow_up(year=2024, **what, **by("jurist"))
    assert set(Done.objects.values_list("activity", "period")) == {
        (one, "2024") for one in ("Q5A", "Q5B", "Q5R")
    }


def test_after_the_report_a_rating_is_corrected_and_never_changed(found: Measurement) -> None:
    rate_all(found)
    done = commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist"))
    row = found.ratings.filter(part="A").first()
    assert row is not None
    with pytest.raises(Refused, match="correction with its cause"):
        rate(row, correct="no")
    what = {"year": 2024, "part": "A", "number": row.number, "criterion": "correct"}
    with pytest.raises(Refused, match="another answer"):
        commands.correct_rating(**what, answer="yes", reason="Læst forkert", **by("jurist"))
    commands.correct_rating(**what, answer="no", reason="Læst forkert", **by("jurist"))
    with pytest.raises(Refused, match="is written already"):
        commands.correct_rating(**what, answer="no", reason="Læst forkert", **by("jurist"))
    [made] = reading.corrections_of(done)
    assert (made["before"], made["answer"], made["reason"]) == ("yes", "no", "Læst forkert")
    assert Measurement.objects.get().sha256 == done.sha256
    row.refresh_from_db()
    assert row.answers == GOOD_A


def test_two_of_a_management_at_once(found: Measurement) -> None:
    then = by("system")
    organisation_acts.appoint_staff(
        initials="souschef11", name="Sofus", role=Role.HEAD_OF_OFFICE, office=11, **then
    )
    row = found.ratings.filter(part="A", office=11, side="own").first()
    assert row is not None
    rate(row)
    with pytest.raises(Stale, match="Chef11 has rated the case"):
        commands.rate_case(
            year=2024,
            part="A",
            number=row.number,
            side="own",
            answers=GOOD_A,
            expected=0,
            **by("souschef11"),
        )


def test_own_work_anothers_case_and_half_an_answer_are_refused(found: Measurement) -> None:
    row = found.ratings.filter(part="A", office=11, side="own").first()
    assert row is not None
    what = {"year": 2024, "part": "A", "number": row.number, "side": "own", "expected": 0}
    for who, why in (("chef12", "not yours"), ("kvalitet", "not yours"), ("k11", "Your role")):
        with pytest.raises(Refused, match=why):
            commands.rate_case(**what, answers=GOOD_A, **by(who))
    with pytest.raises(Refused, match="Answer: Are the complainant"):
        commands.rate_case(**what, answers={"correct": "yes"}, **by("chef11"))
    Case.objects.filter(number=row.number).update(caseworker="chef11")
    with pytest.raises(Refused, match="own work"):
        commands.rate_case(**what, answers=GOOD_A, **by("chef11"))


def test_a_reader_who_leaves_hands_over_what_is_left(found: Measurement) -> None:
    first = found.ratings.filter(by_person="kvalitet").first()
    assert first is not None
    rate(first)
    left = {one.number for one in found.ratings.filter(by_person="kvalitet", rated_by="")}
    how = {"year": 2024, "who": "kvalitet", "instead": "kvalitet2", "reason": "Fratrådt"}
    assert commands.replace_reviewer(**how, **by("jurist")) == len(left)
    assert organisation.granted_numbers("kvalitet", at=AT) == {first.number}
    assert left <= organisation.granted_numbers("kvalitet2", at=AT)
    with pytest.raises(Refused, match="no cases left"):
        commands.replace_reviewer(**how, **by("jurist"))
    rate_all(found)
    assert reading.totals(found).unrated == 0


def test_a_measurement_needs_both_draws_and_begins_once() -> None:
    establish()
    decide(2, 11, appellant=WHOM)
    make_draw("Q5A")
    with pytest.raises(Refused, match="both parts"):
        commands.open_measurement(year=2024, **by("jurist"))
    make_draw("Q5B")
    commands.open_measurement(year=2024, **by("jurist"))
    with pytest.raises(Refused, match="is begun"):
        commands.open_measurement(year=2024, **by("jurist"))
