"""A plan that was fixed stays as it was: what is changed is named, what is corrected has two names on it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.content import load
from anke.events import queries as events
from anke.rules.refusal import Refused
from anke.steering.guarding import commands, queries
from anke.steering.guarding.canonical import differences, digest, text_of
from anke.steering.guarding.tests.editing import TARGET, Edited, by, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people() -> None:
    people()


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Edited:
    return Edited(monkeypatch, tmp_path)


def test_as_long_as_nothing_was_changed_nothing_is_said() -> None:
    assert queries.guard("2025").told is None
    assert queries.warnings("2025", "da") == ()
    sha256 = commands.adopt_plan(**by())
    found = queries.guard("2025")
    assert (found.changed, found.sha256) == (False, sha256)
    assert found.told is not None and digest(found.told.text) == sha256
    assert queries.warnings("2025", "da") == ()
    with pytest.raises(Refused, match="fixed already"):
        commands.adopt_plan(**by())


def test_a_target_that_was_changed_is_told_aloud_by_place_old_and_new(edited: Edited) -> None:
    commands.adopt_plan(**by())
    edited.change(*TARGET)
    found = queries.guard("2025")
    assert [(one.path.rpartition("].")[2], one.old, one.new, one.judged) for one in found.differences] == [
        ("printed", "97,0", "79,0", False),
        ("value", "97.0", "79.0", True),
    ]
    assert found.differences[1].path.startswith("goals[1.1].subgoals[1.1.")
    assert found.judged
    (said,) = queries.warnings("2025", "en")
    assert "THE PLAN HAS BEEN CHANGED since it was fixed on 2025-03-03" in said
    assert ".value from 97.0 to 79.0" in said


def test_only_words_were_changed(edited: Edited) -> None:
    commands.adopt_plan(**by())
    edited.change("title: {da: Arbejdsskadesager", "title: {da: Sager om arbejdsskader")
    found = queries.guard("2025")
    assert [(one.path, one.judged) for one in found.differences] == [("goals[1.4].title.da", False)]
    assert (found.changed, found.judged) == (True, False)
    assert queries.warnings("2025", "da")


def test_a_definition_that_changes_by_another_file_is_told_too(edited: Edited) -> None:
    """The plan names an area: what that holds changes who is counted, and not the plan's own text."""
    commands.adopt_plan(**by())
    (before,) = queries.versions("2025/1.4.a")
    edited.change("code: 401", "code: 499", "law_areas/work_injury.yaml")
    found = queries.guard("2025")
    assert found.differences == () and "2025/1.4.a" in found.definitions
    assert "the definition of 2025/1.4.a" in queries.warnings("2025", "en")[0]
    commands.propose_correction(reason="koden var skrevet forkert", **by())
    commands.approve_correction(sha256=found.sha256, **by("direktoer", date(2025, 5, 1)))
    first, second = queries.versions("2025/1.4.a")
    assert first == before
    assert (first.since, second.since) == (date(2025, 1, 1), date(2025, 5, 1))
    assert first.version != second.version
    assert not queries.guard("2025").changed


def test_a_correction_needs_two_and_a_reason(edited: Edited) -> None:
    commands.adopt_plan(**by())
    with pytest.raises(Refused, match="nothing to correct"):
        commands.propose_correction(reason="der er intet galt", **by())
    edited.change(*TARGET)
    with pytest.raises(Refused, match="at least 5"):
        commands.propose_correction(reason="", **by())
    sha256 = commands.propose_correction(reason="papiret siger 79,0 på linje 90", **by())
    assert queries.warnings("2025", "da")  # proposed is not approved
    with pytest.raises(Refused, match="somebody else"):
        commands.approve_correction(sha256=sha256, **by())
    with pytest.raises(Refused, match="waits for approval already"):
        commands.propose_correction(reason="papiret siger 79,0 på linje 90", **by("direktoer"))
    with pytest.raises(Refused, match="Only the steering unit"):
        commands.approve_correction(sha256=sha256, **by("minister"))
    commands.approve_correction(sha256=sha256, **by("direktoer"))
    found = queries.guard("2025")
    assert (found.changed, queries.warnings("2025", "da")) == (False, ())
    assert found.told is not None
    (one,) = found.told.corrections
    assert (one.by, one.approved_by, one.reason) == ("styring", "direktoer", "papiret siger 79,0 på linje 90")


def test_what_was_approved_is_what_was_proposed(edited: Edited) -> None:
    """Edited once more between proposal and approval: the approval is refused and nothing is recorded."""
    commands.adopt_plan(**by())
    edited.change(*TARGET)
    sha256 = commands.propose_correction(reason="papiret siger 79,0", **by())
    edited.change("goal_count: 14\n  default_logic: all_of", "goal_count: 14\n  default_logic: any_of")
    before = events.head_seq()
    with pytest.raises(Refused, match="have changed since the correction was proposed"):
        commands.approve_correction(sha256=sha256, **by("direktoer"))
    assert events.head_seq() == before
    commands.drop_correction(reason="foreslås forfra", **by())
    assert queries.guard("2025").changed


def test_a_change_of_basis_is_a_remark_that_leaves_the_plan_as_it_is() -> None:
    with pytest.raises(Refused, match="not been fixed yet"):
        commands.remark_basis(goal="1.2", remark="Loven blev ændret", **by())
    commands.adopt_plan(**by())
    commands.remark_basis(goal="1.2", remark="Loven blev ændret", **by(day=date(2025, 7, 1)))
    commands.remark_basis(goal=None, remark="Bevillingen blev sat ned.", **by(day=date(2025, 8, 1)))
    with pytest.raises(Refused, match=r"no goal 9\.9"):
        commands.remark_basis(goal="9.9", remark="Loven blev ændret", **by(day=date(2025, 8, 1)))
    with pytest.raises(Refused, match="The plan holds from 2025-01-01"):
        commands.remark_basis(goal=None, remark="Loven blev ændret", **by(day=date(2024, 12, 31)))
    assert not queries.guard("2025").changed
    assert [one.words for one in queries.remarks("2025", "1.2.a")] == [
        "Loven blev ændret.",
        "Bevillingen blev sat ned.",
    ]
    assert [one.goal for one in queries.remarks("2025", "1.20")] == [None]
    early = datetime(2025, 7, 15, tzinfo=UTC)
    assert [one.goal for one in queries.remarks("2025", known_at=early)] == ["1.2"]


def test_plans_are_fixed_when_their_year_has_begun_and_once() -> None:
    at = datetime(2025, 1, 2, 9, tzinfo=UTC)
    assert commands.adopt_due(actor="system", recorded_at=at) == ("2024", "2025")
    assert commands.adopt_due(actor="system", recorded_at=at) == ()
    (first, *rest) = events.events_of("plan", "2025")
    assert (first.kind, first.actor, first.happened_on, rest) == ("plan_adopted", "system", at.date(), [])
    with pytest.raises(Refused, match="Only the steering unit"):
        commands.adopt_plan(**by("nobody"))


def test_only_what_is_written_counts_so_that_a_wiser_program_does_not_see_a_change() -> None:
    """Keys of the schema that the file does not write are not in the text that is fixed."""
    text = text_of(load.content().plans["2025"])
    assert '"weight"' not in text and '"grades"' not in text and '"requires"' not in text
    assert differences(text, text) == ()
    assert Decimal("97.0") and '"97.0"' in text


def test_the_page_leads_through_a_correction(edited: Edited) -> None:
    hands = {name: Client(headers={"accept-language": "en"}) for name in ("styring", "direktoer", "minister")}
    for name, browser in hands.items():
        browser.force_login(User.objects.get(username=name))
    address = "/plans/2025/guard/"
    assert hands["minister"].get(address).status_code == 403
    assert hands["styring"].post(f"{address}adopt/", follow=True).status_code == 200
    edited.change(*TARGET)
    html = hands["styring"].get(address).content.decode()
    assert "The plan is not as it was fixed" in html and "<td>97.0</td><td>79.0</td>" in html
    refused = hands["styring"].post(f"{address}propose/", {"reason": "ups"})
    assert (refused.status_code, ">ups</textarea>" in refused.content.decode()) == (409, True)
    hands["styring"].post(f"{address}propose/", {"reason": "papiret siger 79,0"})
    assert "Approve the correction" not in hands["styring"].get(address).content.decode()
    assert "Approve the correction" in hands["direktoer"].get(address).content.decode()
    sha256 = queries.guard("2025").sha256
    assert hands["styring"].post(f"{address}approve/", {"sha256": sha256}).status_code == 409
    assert hands["minister"].post(f"{address}approve/", {"sha256": sha256}).status_code == 403
    html = hands["direktoer"].post(f"{address}approve/", {"sha256": sha256}, follow=True).content.decode()
    assert "As it was fixed" in html and "approved by Direktoer" in html
    assert hands["styring"].post(f"{address}dance/").status_code == 404
    assert hands["styring"].post(f"{address}remark/", {"remark": "Ny lov", "since": "x"}).status_code == 409
    assert hands["styring"].get("/plans/2031/guard/").status_code == 404
