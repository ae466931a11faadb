"""What is reported from outside becomes an event, and counts from the moment it was recorded."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from anke.content.schema.plan import PlanError
from anke.events import queries as events
from anke.rules.periods import parse_period
from anke.rules.scoring import Status
from anke.steering.results import commands, queries
from anke.steering.results.commands import NotAskedError
from anke.steering.results.tests.made_up import GOOD, answers

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
YEAR = parse_period("2025")
pytestmark = pytest.mark.django_db


def figure(value: str, at: datetime = NOON, **other: object) -> int:
    given = {"plan_id": "2025", "subgoal_id": "1.7.a", "period": YEAR, "source": "Ombudsmanden"} | other
    return commands.report_figure(
        value=Decimal(value),
        preliminary=False,
        reported_on=at.date(),
        actor="styring",
        recorded_at=at,
        **given,
    )  # type: ignore[arg-type] # handed on as given


def benchmark(value: str, at: datetime = NOON) -> int:
    return commands.report_benchmark(
        plan_id="2025",
        subgoal_id="1.7.a",
        period=YEAR,
        value=Decimal(value),
        source="Ombudsmanden",
        preliminary=False,
        reported_on=at.date(),
        actor="styring",
        recorded_at=at,
    )


def test_a_figure_counts_from_the_moment_it_was_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    figure("0.9")
    benchmark("2.1", NOON + timedelta(days=1))
    figure("2.5", NOON + timedelta(days=2))
    moments = [NOON - timedelta(hours=1), NOON, NOON + timedelta(days=1), NOON + timedelta(days=2)]
    seen = [queries.contract("2025", parse_period("2025Q4"), moment).subgoal("1.7.a") for moment in moments]
    assert [one.figure for one in seen] == [None, Decimal("0.9"), Decimal("0.9"), Decimal("2.5")]
    assert [one.status for one in seen] == [Status.UNDECIDED, Status.UNDECIDED, Status.MET, Status.NOT_MET]


def test_each_act_ends_in_its_event() -> None:
    figure("0.9")
    said = events.events_of("goal", "2025/1.7.a")
    assert [one.kind for one in said] == ["figure_reported"]
    assert said[0].data["value"] == "0.9"
    assert said[0].data["period"] == "2025"


def test_a_delivery_is_prepared_and_received(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    at = datetime(2026, 1, 20, 12, tzinfo=UTC)
    commands.prepare_deliverable(
        plan_id="2025", subgoal_id="1.10.a", document="Vision og plan", prepared_on=date(2025, 12, 18),
        actor="styring", recorded_at=at,
    )  # fmt: skip
    commands.receive_deliverable(
        plan_id="2025", subgoal_id="1.10.a", received_on=date(2026, 1, 19), actor="styring", recorded_at=at
    )
    found = queries.contract("2025", parse_period("2025Q4"), at + timedelta(days=2)).subgoal("1.10.a")
    assert (found.status, found.final) == (Status.MET, True)
    assert found.figure_text == "registreret 19. januar 2026"


def test_what_the_plan_does_not_ask_for_is_refused_and_nothing_is_recorded() -> None:
    with pytest.raises(NotAskedError, match=r"1\.2\.a is not answered so \(computed\)"):
        figure("27.5", subgoal_id="1.2.a")
    with pytest.raises(PlanError, match=r"no subgoal 9\.9\.z"):
        figure("1", subgoal_id="9.9.z")
    with pytest.raises(PlanError, match="There are: 2024, 2025"):
        figure("1", plan_id="2019")
    with pytest.raises(NotAskedError, match="no figure"):
        figure("NaN")
    with pytest.raises(NotAskedError, match=r"does not ask that 2\.4\.a be received"):
        commands.receive_deliverable(
            plan_id="2025",
            subgoal_id="2.4.a",
            received_on=date(2025, 4, 1),
            actor="styring",
            recorded_at=NOON,
        )
    with pytest.raises(NotAskedError, match="has no benchmark"):
        commands.report_benchmark(
            plan_id="2025", subgoal_id="2.3.a", period=YEAR, value=Decimal(4), source="x", preliminary=False,
            reported_on=NOON.date(), actor="styring", recorded_at=NOON,
        )  # fmt: skip
    assert events.head_seq() == 0
