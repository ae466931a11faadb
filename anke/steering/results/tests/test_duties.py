"""The two other quarterly duties: all areas with statutory deadlines, and the boards."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from anke.content import load
from anke.content.schema.deadline import Deadline
from anke.rules.definitions import Kind, Span
from anke.rules.periods import parse_period
from anke.steering.results import figures, queries
from anke.steering.results.queries import Duty, PlanError
from anke.steering.results.report import duties
from anke.steering.results.tests.made_up import answers

Q3 = parse_period("2025Q3")
LAST = date(2025, 9, 30)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure of a deadline in law is 12."""
    names = [measure.id.partition("/")[2] for measure in duties.measures(LAST)]
    answers(monkeypatch, dict.fromkeys(names, "12"), cases=50)
    monkeypatch.setattr(figures, "guards", lambda measures, *_: {})


def by_id(found: tuple[Duty, ...]) -> dict[str, Duty]:
    return {one.id: one for one in found}


def test_every_deadline_in_law_that_binds_each_case_is_a_row() -> None:
    names = [one.deadline.id for one in duties.statutory(LAST)]
    assert names == [
        "compulsory_measures_decision",
        "notification_meeting_decision",
        "insured_unemployed_decision",
    ]
    limits = [
        (one.share.limit.value, one.share.limit.span) for one in duties.statutory(LAST) if one.share.limit
    ]
    assert limits == [(8, Span.WEEKS), (8, Span.WEEKS), (4, Span.WEEKS)]


def test_a_deadline_written_into_the_content_brings_its_area_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    content = load.content()
    template = content.deadlines["compulsory_measures_decision"]
    new = template.model_copy(update={"id": "another", "nature": "statutory"})
    agreed = template.model_copy(update={"id": "only_agreed", "nature": "agreed"})
    more: dict[str, Deadline] = {**content.deadlines, "another": new, "only_agreed": agreed}
    monkeypatch.setattr(load, "content", lambda: replace(content, deadlines=more))
    assert [one.deadline.id for one in duties.statutory(LAST)][-1] == "another"


def test_before_its_first_value_a_deadline_binds_nobody() -> None:
    assert duties.statutory(date(2021, 12, 31)) == ()


def test_a_deadline_is_asked_for_as_share_mean_and_stock_by_its_own_clock() -> None:
    bound = {one.deadline.id: one for one in duties.statutory(LAST)}["notification_meeting_decision"]
    assert [one.kind for one in bound.measures] == [Kind.SHARE_WITHIN, Kind.MEAN_DURATION, Kind.STOCK]
    assert (bound.share.start, bound.share.stop) == ("received_on", "meeting_decided_on")


@pytest.mark.usefixtures("known")
def test_the_table_of_areas() -> None:
    duty = by_id(queries.duties("2025", Q3))["areas"]
    assert duty.columns[:5] == ("Sagsområde", "Frist", "Mål", "Afgjort", "Inden for fristen")
    assert duty.rows[0] == (
        "Tvangsmæssige foranstaltninger over for børn og unge",
        "8 uger", "1.1.a", "50", "48", "12,0", "12,0", "50", "–",
    )  # fmt: skip
    assert [row[2] for row in duty.rows] == ["1.1.a", "1.1.b", "1.1.c"]


@pytest.mark.usefixtures("known")
def test_what_the_papers_leave_open_stands_in_the_note() -> None:
    note = by_id(queries.duties("2025", Q3))["areas"].note
    assert "1. januar – 30. september 2025" in note
    assert "flere end de tre i mål 1.1, men ikke hvilke" in note
    assert "Omkring 3.200 sager om året har en lovbestemt frist" in note


@pytest.mark.usefixtures("known")
def test_the_boards_have_six_times_four_figures() -> None:
    duty = by_id(queries.duties("2025", Q3))["boards"]
    assert len(duty.rows) == 6
    assert duty.columns == (
        "Nævn", "I. Sagsbehandlingstid", "II. Verserende", "III. Indkomne i året", "IV. Afgjorte i året",
    )  # fmt: skip
    assert duty.rows[0] == ("Adoptionsnævnet", "12,0 uger", "12 sager", "12 sager", "12 sager")
    assert "24 af 24 tal" in duty.note


def test_the_plan_of_2024_asks_for_the_boards_times_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, {})
    monkeypatch.setattr(figures, "guards", lambda measures, *_: {})
    found = figures.ask([], [], None)
    assert found == {}
    duty = by_id(duties_of_2024())["boards"]
    assert duty.columns == ("Nævn", "I. Sagsbehandlingstid")
    assert len(duty.rows) == 6


def duties_of_2024() -> tuple[Duty, ...]:
    return queries.duties("2024", parse_period("2024Q2"), datetime(2024, 7, 15, tzinfo=UTC))


@pytest.mark.usefixtures("known")
def test_everything_is_asked_in_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    ask = figures.ask
    monkeypatch.setattr(figures, "ask", lambda *question: asked.append(question) or ask(*question))  # type: ignore[func-returns-value] # append has no answer
    queries.duties("2025", Q3)
    assert len(asked) == 1


@pytest.mark.usefixtures("known")
def test_the_duties_are_said_in_english_too() -> None:
    for duty in queries.duties("2025", Q3, lang="en"):
        assert not {"Sagsområde", "Nævn", "Frist"} & set(duty.columns)


def test_a_period_outside_the_plan_is_refused_and_one_to_come_is_empty() -> None:
    with pytest.raises(PlanError, match="lies outside plan 2025"):
        queries.duties("2025", parse_period("2024Q4"))
    assert queries.duties("2025", Q3, today=date(2024, 12, 31)) == ()


def test_statistics_keep_the_figures_of_the_duties_ready() -> None:
    ready = {measure.version for measure in queries.standard_measures()}
    assert {measure.version for measure in duties.measures(LAST)} <= ready
