"""From a proposal to a figure that counts: four eyes, one of two at once, and nothing done by halves."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from anke.events import queries as events
from anke.files import vault
from anke.rules.periods import parse_period
from anke.rules.refusal import Refused, Stale
from anke.steering.external import commands, queries
from anke.steering.external.models import Evidence, Proposal
from anke.steering.external.proposing import STORE
from anke.steering.external.tests import people
from anke.steering.external.tests.people import (
    BUDGET,
    COLLEAGUE,
    DEPUTY,
    DIRECTOR,
    STEERING,
    WORKER,
    approved,
    by,
    engage,
    figures,
    proposed,
)
from anke.steering.results import queries as results

pytestmark = pytest.mark.django_db
YEAR = parse_period("2025Q4")


@pytest.fixture(autouse=True)
def _people() -> None:
    engage()


def goal_events(subgoal: str) -> list[Any]:
    return events.events_of("goal", f"2025/{subgoal}")


def figure(subgoal: str) -> Decimal | None:
    """What the contract says of a subgoal."""
    return results.contract("2025", YEAR, guards=False).subgoal(subgoal).figure


def test_a_figure_counts_only_when_another_has_approved_it() -> None:
    row = proposed()
    assert (row.number, row.status) == ("2026-0001", "proposed")
    assert figure("2.1.1") is None and goal_events("2.1.1") == []
    row = approved(row)
    assert figure("2.1.1") == Decimal(2)  # (408 − 400) / 400
    assert figure("2.1.2") == Decimal("0.740740741")  # (408 − 405) / 405, to nine decimals
    (event,) = goal_events("2.1.1")
    assert (event.actor, event.data["source"]) == (DIRECTOR, "Økonomifunktionen")
    assert row.recorded["2.1.1/figure"] == event.seq
    assert (row.status, row.settled_by) == ("approved", DIRECTOR)


def test_the_same_figures_are_not_told_twice() -> None:
    row = proposed()
    with pytest.raises(Refused, match=rf"already by Sty \(proposal {row.number}\)"):
        commands.propose(figures=figures(), **by(COLLEAGUE))
    approved(row)
    with pytest.raises(Refused, match="Use that proposal"):
        proposed()
    later = commands.propose(figures=figures(parts={**BUDGET, "realised": "409"}), **by())
    commands.withdraw(number=later.number, **by())
    commands.propose(figures=figures(parts={**BUDGET, "realised": "409"}), **by())
    assert Proposal.objects.count() == 3


@pytest.mark.parametrize("who", [COLLEAGUE, DIRECTOR, DEPUTY])
def test_any_other_who_answers_may_approve(who: str) -> None:
    assert approved(proposed(), who).settled_by == who


def test_nobody_approves_or_returns_their_own() -> None:
    row = proposed()
    with pytest.raises(Refused, match="You proposed these figures yourself"):
        approved(row, STEERING)
    with pytest.raises(Refused, match="You proposed these figures yourself"):
        commands.return_figures(number=row.number, reason="Nej tak", **by())
    assert Proposal.objects.get().status == "proposed"
    assert figure("2.1.1") is None


def test_the_database_too_refuses_that_one_approves_ones_own() -> None:
    from django.db import IntegrityError, transaction

    row = proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.pk).update(status="approved", settled_by=STEERING)


def test_those_whose_work_it_is_not_can_do_nothing() -> None:
    row = proposed()
    for act in (
        lambda: commands.propose(figures=figures(), **by(WORKER)),
        lambda: approved(row, WORKER),
        lambda: commands.return_figures(number=row.number, reason="Nej tak", **by(WORKER)),
        lambda: commands.import_figures(file=people.EVIDENCE, proposals=[figures()], **by("nobody")),
    ):
        with pytest.raises(Refused, match="Only the steering unit"):
            act()
    assert Proposal.objects.count() == 1


def test_the_second_to_approve_is_told_by_whom() -> None:
    row = proposed()
    approved(row, DIRECTOR)
    with pytest.raises(Stale, match=r"approved already by Dir \(dir\) on 2026-01-20"):
        approved(row, DEPUTY)
    with pytest.raises(Stale, match="approved already"):
        commands.return_figures(number=row.number, reason="Nej tak", **by(COLLEAGUE))
    assert len(goal_events("2.1.1")) == 1


def test_what_is_approved_is_what_was_seen() -> None:
    row = proposed()
    card = queries.proposal(row.number)
    assert card is not None
    more = commands.File("mere.txt", b"Endnu et bilag.")
    commands.attach_evidence(number=row.number, file=more, **by(after=1))
    with pytest.raises(Refused, match="not the one you saw"):
        commands.approve(number=row.number, sha256=card.sha256, **by(DIRECTOR, 2))
    assert figure("2.1.1") is None


def test_without_a_file_that_shows_it_nothing_is_approved() -> None:
    row = commands.propose(figures=figures(), **by())
    with pytest.raises(Refused, match="no file that shows"):
        approved(row)
    commands.attach_evidence(number=row.number, file=people.EVIDENCE, **by(after=1))
    assert approved(row).status == "approved"


def test_returned_figures_come_back_corrected() -> None:
    row = proposed()
    with pytest.raises(Refused, match="Write what is to be put right"):
        commands.return_figures(number=row.number, reason=" ", **by(DIRECTOR))
    back = commands.return_figures(number=row.number, reason="Forkert år i bilaget", **by(DIRECTOR, 1))
    assert (back.status, back.reason, back.settled_by) == ("returned", "Forkert år i bilaget", DIRECTOR)
    again = proposed(parts=people.BUDGET | {"realised": "404"}, replaces=row.number)
    approved(again)
    assert figure("2.1.1") == Decimal(1)
    assert again.replaces == row.number


def test_one_takes_ones_own_proposal_back() -> None:
    row = proposed()
    with pytest.raises(Refused, match="Only the one who proposed"):
        commands.withdraw(number=row.number, **by(COLLEAGUE))
    assert commands.withdraw(number=row.number, **by()).status == "withdrawn"
    with pytest.raises(Stale, match="withdrawn already"):
        approved(row)


def test_a_benchmark_and_a_change_come_of_the_same_form() -> None:
    parts = people.SICK | {"before": "13,1", "state": "9,6"}
    approved(proposed("sick_leave", "2024Q4..2025Q3", parts=parts, preliminary=True))
    found = results.contract("2025", parse_period("2025Q3"), guards=False)
    own, change = found.subgoal("2.2.1"), found.subgoal("2.2.2")
    assert (own.figure, own.benchmark, own.preliminary) == (Decimal("12.3"), Decimal("9.6"), True)
    assert change.figure == Decimal("-6.106870229")
    assert own.status.value == "not_met" and change.status.value == "met"


def test_a_preliminary_figure_is_so_until_it_is_final() -> None:
    period = "2024Q4..2025Q3"
    approved(proposed("sick_leave", period, preliminary=True))
    asked = ("2025", parse_period("2025Q3"))
    assert results.contract(*asked, guards=False).subgoal("2.2.1").preliminary
    (standing,) = (one for one in queries.overview(*asked, people.NOW.date()) if one.ask.key == "sick_leave")
    assert "2.2.1/benchmark" in standing.lacking
    again = commands.propose(
        figures=figures("sick_leave", period), evidence=[commands.File("2.txt", b"Endeligt.")], **by()
    )
    approved(again)
    assert not results.contract(*asked, guards=False).subgoal("2.2.1").preliminary


def test_a_delivery_is_registered_with_document_and_dates() -> None:
    parts = {"document": "Vision og plan", "prepared": "12.12.2025", "received": "2026-01-19"}
    approved(proposed("1.10.a", "2025", parts=parts))
    found = results.contract("2025", YEAR, guards=False).subgoal("1.10.a")
    assert found.status.value == "met"
    kinds = [(one.kind, str(one.happened_on)) for one in goal_events("1.10.a")]
    assert kinds == [("deliverable_prepared", "2025-12-12"), ("deliverable_received", "2026-01-19")]


def test_a_day_the_plan_does_not_ask_for_stands_in_the_history_only() -> None:
    parts = {"document": "Kvalitetsmåling 2025", "prepared": "2025-12-01", "received": "2025-12-15"}
    row = approved(proposed("1.8.a", "2025", parts=parts))
    assert [one.kind for one in goal_events("1.8.a")] == ["deliverable_prepared"]
    assert row.parts["received"] == "2025-12-15"


def test_a_delivery_registered_as_it_is_is_not_registered_twice() -> None:
    parts = {"document": "Kvalitetsmåling 2025", "prepared": "2025-12-01"}
    approved(proposed("1.8.a", "2025", parts=parts))
    parts = {**parts, "document": "Kvalitetsmålingen"}
    with pytest.raises(Refused, match="registered already"):
        approved(proposed("1.8.a", "2025", parts=parts))


def test_the_files_are_sealed_and_come_out_as_they_went_in() -> None:
    row = proposed()
    kept = Evidence.objects.get()
    assert queries.raw_of(row.number, 1) == people.EVIDENCE.raw
    assert people.EVIDENCE.raw not in vault.get(kept.address, STORE)
    assert queries.raw_of(row.number, 2) is None
    assert kept.sha256 == people.EVIDENCE.sha256


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("tal.exe", b"MZ program", "is a program"),
        ("tal.pdf", b"<html><script>", "web page"),
        ("tal.pdf", b"Opgjort", "says .pdf, but its content is TXT"),
        ("010180-1234.txt", b"Opgjort", "personal number"),
        ("opg\u00f8relse.txt", people.EVIDENCE.raw, "is there already"),
    ],
)
def test_what_is_no_evidence_is_refused(name: str, raw: bytes, says: str) -> None:
    row = proposed()
    with pytest.raises(Refused, match=says):
        commands.attach_evidence(number=row.number, file=commands.File(name, raw), **by())
    assert Evidence.objects.count() == 1


def test_a_bad_file_leaves_no_proposal() -> None:
    with pytest.raises(Refused, match="is a program"):
        commands.propose(figures=figures(), evidence=[commands.File("a.exe", b"MZ")], **by())
    assert not Proposal.objects.exists()
    assert list(events.of_kinds(["figures_proposed"])) == []


def test_only_the_proposer_attaches_files() -> None:
    row = proposed()
    with pytest.raises(Refused, match="Only the one who proposed"):
        commands.attach_evidence(number=row.number, file=commands.File("b.txt", b"b"), **by(DIRECTOR))


def test_the_rows_are_what_the_events_say() -> None:
    row = proposed()
    approved(row)
    commands.return_figures(
        number=proposed("1.8.a", parts={"document": "M", "prepared": "2025-12-01"}).number,
        reason="Ikke den rigtige",
        **by(DIRECTOR, 3),
    )
    assert queries.differences() == []
    Proposal.objects.filter(pk=row.pk).update(source="En anden")
    assert queries.differences() == [f"proposal {row.number} is not what its events say"]
    Evidence.objects.all().delete()
    Proposal.objects.all().delete()
    assert commands.rebuild() == 2
    assert queries.differences() == []
    address = Evidence.objects.first()
    assert address is not None
    vault.place(address.address, STORE).write_bytes(b"changed")
    assert "is not what was stored" in queries.differences()[0]


def test_what_a_crash_left_is_swept(settings: Any, tmp_path: Path) -> None:
    settings.ANKE_HOME = tmp_path
    proposed()
    orphan = vault.put(b"left behind", STORE)
    now = datetime.now(UTC)
    assert commands.sweep(now=now) == 0  # too young: somebody may be about to write its row
    assert commands.sweep(now=now + timedelta(days=2)) == 1
    assert orphan not in dict(vault.addresses(STORE))
    assert queries.differences() == []
