"""The good reasoning: drawn with proof from two departments, read, reported, handed over, presented."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.documents.report import render
from anke.oversight.quality.models import Done, Excluded, Reasoning
from anke.oversight.quality.reasoning import reading
from anke.oversight.quality.reasoning.acting import rules_of
from anke.oversight.quality.reasoning.document import document_of
from anke.oversight.quality.tests.house import BEFORE, WORDS, appoint, by, decide, establish, unguarded
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
AT = datetime(2025, 2, 3, 9, tzinfo=UTC)
PERIOD, DRAWN = "2025H1", date(2024, 9, 2)
SAID = {"strengths": "Kort", "challenges": "Skønnet mangler", "proposals": "Skriv hensynet"}
GOOD = dict.fromkeys(("result", "law", "facts", "weighing", "comments", "plain"), "good")


@pytest.fixture(autouse=True)
def _house() -> None:
    """Offices 11 and 12 in one department, 21 in another."""
    establish((11, 12))
    then = by("system", BEFORE)
    organisation.establish_department(code=2, title_da="Anden", title_en="Second", **then)
    organisation.establish_office(
        code=21, title_da="Kontor 21", title_en="Office 21", department=2, areas=["work_injury"], **then
    )
    appoint("chef21", Role.HEAD_OF_OFFICE, office=21)


def drawn(each: int = 12, offices: tuple[int, ...] = (11, 21)) -> str:
    for office in (11, 12, 21):
        decide(each, office, on=DRAWN)
    name = commands.plan_reasoning(period=PERIOD, offices=offices, **by("jurist", AT)).name
    for who, words in WORDS.items():
        commands.promise_contribution(draw=name, words=words, **by(who, AT))
    commands.freeze_frame(draw=name, **by("jurist", AT))
    for who, words in WORDS.items():
        commands.reveal_contribution(draw=name, words=words, **by(who, AT))
    return name


def read(number: str, version: int = 0, **changed: Any) -> None:
    told: dict[str, Any] = {"answers": GOOD, "strengths": "Konklusionen først", "improvements": ""} | changed
    commands.read_reasons(period=PERIOD, number=number, version=version, **told, **by("jurist", AT))


def read_all(office: int) -> None:
    for row in Reasoning.objects.get(office=office).cases.filter(version=0):
        read(row.number)


def report(office: int) -> Reasoning:
    return commands.report_reasoning(period=PERIOD, office=office, words=SAID, **by("jurist", AT))


def test_twenty_cases_ten_of_each_office_drawn_with_proof() -> None:
    name = drawn()
    card = queries.draw_called(name)
    assert card is not None and name == "Q7/2025H1"
    assert {one.office: len(one.sample) for one in card.strata} == {11: 10, 21: 10}
    assert queries.proof_of(card).holds
    assert {one for stratum in card.strata for one in stratum.frame}.isdisjoint(
        Excluded.objects.values_list("number", flat=True)
    )
    assert not Excluded.objects.filter(office=12).exists()  # not chosen, and so neither drawn nor kept out
    made = commands.begin_reasoning(period=PERIOD, **by("jurist", AT))
    assert [(one.office, one.cases.count()) for one in made] == [(11, 10), (21, 10)]
    with pytest.raises(Refused, match="is begun"):
        commands.begin_reasoning(period=PERIOD, **by("jurist", AT))


def test_from_the_decisions_of_the_half_year_before() -> None:
    decide(3, 11, on=date(2025, 1, 6))
    early = decide(3, 11, on=date(2024, 6, 30))
    name = drawn(2)
    card = queries.draw_called(name)
    assert card is not None
    frame = [one for stratum in card.strata for one in stratum.frame]
    assert len(frame) == 4 and not set(early) & set(frame)
    # fewer than ten: all are taken, and the second half year has a draw of its own
    assert all(one.taken_whole for one in card.strata)
    with pytest.raises(Refused, match="not over"):
        commands.plan_reasoning(period="2025H2", offices=(11, 21), **by("jurist", AT))


@pytest.mark.parametrize(
    ("offices", "why"),
    [
        ((11,), "Choose 2"),
        ((11, 11), "Choose 2"),
        ((11, 99), "Choose 2"),
        ((11, 12), "different departments"),
        ((11, 21), "Office 21 has no cases"),
    ],
)
def test_two_offices_of_two_departments(offices: tuple[int, ...], why: str) -> None:
    decide(1, 11, on=DRAWN)
    with pytest.raises(Refused, match=why):
        commands.plan_reasoning(period=PERIOD, offices=offices, **by("jurist", AT))


def test_read_reported_handed_over_presented_and_only_then_done() -> None:
    drawn(2)
    commands.begin_reasoning(period=PERIOD, **by("jurist", AT))
    with pytest.raises(Refused, match="Cases not read yet: 2"):
        report(11)
    for office in (11, 21):
        read_all(office)
        done = report(office)
        assert reading.holds(done)
        to = {"period": PERIOD, "office": office}
        with pytest.raises(Refused, match="management team"):
            commands.hand_over_reasoning(**to, to="chef12", **by("jurist", AT))
        with pytest.raises(Refused, match="Not now"):
            commands.present_reasoning(**to, words="For tidligt", **by(f"chef{office}", AT))
        commands.hand_over_reasoning(**to, to=f"chef{office}", **by("jurist", AT))
        assert not Done.objects.filter(activity="Q7").exists()
        commands.present_reasoning(**to, words="Drøftet med cheferne", **by(f"chef{office}", AT))
    found = Done.objects.get(activity="Q7")
    assert (found.period, found.unit) == (PERIOD, "agency")
    told = [one.kind for one in events.events_of("reasoning", "Q7/2025H1/11")]
    assert told[0] == "reasoning_begun" and told[-2:] == ["reasoning_handed_over", "reasoning_presented"]


def test_the_report_is_frozen_counts_cases_and_computes_no_percentage() -> None:
    drawn(2)
    commands.begin_reasoning(period=PERIOD, **by("jurist", AT))
    first, second = Reasoning.objects.get(office=11).cases.order_by("place")
    read(first.number)
    read(second.number, answers=GOOD | {"law": "better"}, strengths="", improvements="Reglen mangler")
    frozen = report(11).report
    assert frozen is not None
    law = next(one for one in frozen["criteria"] if one["id"] == "law")
    assert {one["id"]: one["count"] for one in law["answers"]} == {"good": 1, "better": 1, "none": 0}
    told = reading.examples_of(Reasoning.objects.get(office=11))
    assert told["better"] == [(second.number, "Reglen mangler")]
    assert "Reglen mangler" not in str(frozen)  # it stands with the case, and may go with it
    assert "%" not in str(frozen) and "rate" not in str(frozen)
    with pytest.raises(Refused, match="frozen"):
        read(first.number, version=1, improvements="Mere")
    with pytest.raises(Refused, match="frozen"):
        report(11)
    made = Reasoning.objects.get(office=11)
    printed = str(document_of(made, "11", "en", synthetic=True))
    assert not any(number in printed for number in frozen["cases"])
    first_time, again = (render(document_of(made, "11", "en", synthetic=True), "pdf", "en") for _ in range(2))
    assert first_time == again and first_time.startswith(b"%PDF")
    with unguarded():
        Reasoning.objects.filter(office=11).update(report=frozen | {"good": []})
    assert not reading.holds(Reasoning.objects.get(office=11))


def test_bad_readings_are_refused_and_a_colleague_is_named() -> None:
    drawn(2)
    commands.begin_reasoning(period=PERIOD, **by("jurist", AT))
    row = Reasoning.objects.get(office=11).cases.first()
    assert row is not None
    with pytest.raises(Refused, match="Answer this first"):
        read(row.number, answers=GOOD | {"law": "splendid"})
    with pytest.raises(Refused, match="example"):
        read(row.number, strengths="")
    read(row.number)
    with pytest.raises(Stale, match="has written here since"):
        read(row.number)
    with pytest.raises(Refused, match="Only this role"):
        commands.read_reasons(
            period=PERIOD,
            number=row.number,
            version=1,
            answers=GOOD,
            strengths="x",
            improvements="",
            **by("chef11", AT),
        )
    with pytest.raises(Refused, match="was not drawn"):
        read("2024-none")


def test_a_case_that_cannot_be_read_is_replaced_from_the_reserve() -> None:
    drawn(12)
    commands.begin_reasoning(period=PERIOD, **by("jurist", AT))
    part = Reasoning.objects.get(office=11)
    row = part.cases.get(place=3)
    instead = commands.replace_reasoning_case(
        period=PERIOD, number=row.number, reason="Sagen er slettet", **by("jurist", AT)
    )
    assert instead == part.cases.get(place=3).number != row.number
    card = queries.draw_called(part.draw)
    assert card is not None and [one.number for one in card.replaced] == [row.number]


def test_a_report_is_for_the_legal_unit_and_the_offices_own_management() -> None:
    from anke.organisation import queries as people

    drawn(2)
    commands.begin_reasoning(period=PERIOD, **by("jurist", AT))
    read_all(11)
    report(11)

    def readers() -> set[str]:
        part = Reasoning.objects.get(office=11)
        return {one.initials for one in people.people() if reading.may_read_report(one, part)}

    assert readers() == {"jurist", "jurist2"}
    commands.hand_over_reasoning(period=PERIOD, office=11, to="chef11", **by("jurist", AT))
    assert readers() == {"jurist", "jurist2", "chef11"}
    assert len(rules_of(PERIOD).criteria) == 6
