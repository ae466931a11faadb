"""A case that is destroyed takes every word about it along; what was counted of it stays, and so does every
hash."""

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from anke.casework.cases import commands as cases
from anke.casework.retention import commands as retention
from anke.casework.retention import following
from anke.casework.retention.models import DestructionList
from anke.events.models import Event
from anke.oversight.quality import commands, queries
from anke.oversight.quality.acting import By, tell
from anke.oversight.quality.areas.reading import follow_ups
from anke.oversight.quality.forgetting import forget_case
from anke.oversight.quality.learning.counting import tendencies
from anke.oversight.quality.models import (
    AreaCase,
    Finding,
    Measurement,
    Rating,
    Reasoning,
    ReasoningCase,
    Thematic,
    ThematicCase,
)
from anke.oversight.quality.reasoning import reading as reasons
from anke.oversight.quality.tests import test_areas, test_inquiries, test_reasoning, test_thematic
from anke.oversight.quality.tests.house import AT, appoint, by, decide, establish, unguarded
from anke.oversight.quality.tests.test_rating_pages import browser
from anke.oversight.quality.triggers import GONE
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
SECRET = "Ida fik sit hjælpemiddel for sent"
LONG_AGO = date(2012, 6, 1)


@pytest.fixture
def told(db: None) -> list[str]:
    """Three cases whose time has come; of the first everything was written that can be."""
    establish()
    appoint("vice1", Role.DEPUTY_DIRECTOR, department=1)
    numbers = old(3)
    _inquired(numbers[0])
    _followed_up(numbers)
    theme = test_thematic.opened()
    for number, words in zip(numbers, (SECRET, "Alt er prøvet", "Intet er prøvet"), strict=True):
        test_thematic.read(theme, number, words=words)
    ThematicCase.objects.filter(number=numbers[0]).update(why=SECRET)
    test_thematic.consider(theme), test_thematic.present(theme)
    _reasoned(numbers)
    _rated(numbers)
    return numbers


def old(count: int) -> list[str]:
    """Cases decided and sent so long ago that their time has come."""
    numbers = decide(count, 11, on=LONG_AGO)
    for number in numbers:
        cases.dispatch_decision(number=number, **(by("system") | {"happened_on": LONG_AGO}))
    return numbers


def _inquired(number: str) -> None:
    held = test_inquiries.register(number=number, about=SECRET)
    step = test_inquiries.procedure_of("Q2.1", test_inquiries.CAME).steps[0]
    test_inquiries.take(held, step.id, words=SECRET)


def _followed_up(numbers: list[str]) -> None:
    test_areas.read_monthly(numbers[:1])
    Review = apps.get_model("quality", "Review")
    Review.objects.update(strengths=SECRET, improvements=SECRET, reply=SECRET)
    held = test_areas.begin()
    others = old(1)
    for number in (*numbers[1:], *others):
        test_areas.choose(held, number, good=SECRET, better=SECRET)
    test_areas.complete(held)
    finding: dict[str, Any] = {"activity": "Q7", "source": "Q7/2025H1/11", "office": 11, "theme": "reasons"}
    for number in numbers:
        commands.record_finding(good=False, words=SECRET, number=number, **finding, **by("jurist"))


def _reasoned(numbers: list[str]) -> None:
    part = Reasoning.objects.create(
        name="Q7/2025H1/11", period="2025H1", office=11, draw="Q7/2025H1", stage="reading"
    )
    tell(part, "reasoning_begun", {"cases": 3, "draw": part.draw}, acted("jurist"))
    for place, number in enumerate(numbers, 1):
        ReasoningCase.objects.create(reasoning=part, number=number, place=place)
        test_reasoning.read(number, strengths=SECRET, improvements=f"{SECRET} igen")
    test_reasoning.report(11)


def _rated(numbers: list[str]) -> None:
    found = Measurement.objects.create(year=2024, stage="open", opened_by="jurist", opened_at=AT)
    tell(found, "measurement_opened", {"part_a": 3, "part_b": 0}, acted("jurist"))
    for number in numbers:
        row = {"part": "A", "number": number, "office": 11, "side": "own", "by_office": 11, "by_person": ""}
        Rating.objects.create(measurement=found, comment="", rated_by="", **row)
        what: dict[str, Any] = {"answers": {"correct": "yes", "comments": "yes"}, "comment": SECRET}
        commands.rate_case(year=2024, part="A", number=number, side="own", expected=0, **what, **by("chef11"))


def acted(actor: str) -> By:
    return By(happened_on=AT.date(), actor=actor, recorded_at=AT)


def destroy() -> int:
    made = retention.make_list(actor="jurist", recorded_at=AT)
    for who in ("jurist", "direktoer"):
        retention.approve_list(number=made.number, sha256=made.sha256, actor=who, recorded_at=AT)
    return retention.carry_out(number=made.number, actor="jurist", recorded_at=AT).destroyed


def written() -> str:
    """Everything this room keeps, and every event that is not sealed."""
    kept = [list(one._default_manager.values()) for one in apps.get_app_config("quality").get_models()]
    return json.dumps(
        [kept, list(Event.objects.values_list("data", flat=True))], default=str, ensure_ascii=False
    )


def counted() -> dict[str, Any]:
    return {
        "read": queries.cases_read(11, "2024H1"),
        "themes": tendencies(11, date(2025, 1, 1), date(2025, 6, 30)),
        "follow-ups": [(one.own, one.reused) for one in follow_ups(11, "2024H1")],
        "reasons": Reasoning.objects.get().report["criteria"],  # type: ignore[index]  # it is reported
        "answers": list(Rating.objects.order_by("pk").values_list("answers", flat=True)),
        "findings": Finding.objects.count(),
    }


def test_no_word_about_the_case_remains_and_what_was_counted_stays(told: list[str]) -> None:
    before, hashes = counted(), queries.differences()
    assert SECRET in written() and hashes == []
    assert destroy() == 4
    assert SECRET not in written()
    assert counted() == before
    assert queries.differences() == []
    assert reasons.holds(Reasoning.objects.get())
    theme = Thematic.objects.get().pk
    for who, page in (
        ("chef11", "learning/findings/"),
        ("jurist", "reasoning/2025H1/"),
        ("jurist", f"thematic/{theme}/"),
        ("jurist", f"thematic/{theme}/memo.html"),
        ("jurist", "reasoning/2025H1/11/report.html"),
    ):
        shown = browser(who).get(f"/quality/{page}").content.decode()
        assert SECRET not in shown and GONE in shown, page


def test_a_destruction_that_fails_takes_no_word(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**by: Any) -> None:
        forget_case(**by)
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(following, "_FOLLOWERS", [fail])
    with pytest.raises(RuntimeError):
        destroy()
    assert Finding.objects.filter(number=told[0], words=SECRET).exists()
    monkeypatch.setattr(following, "_FOLLOWERS", [forget_case])
    [made] = DestructionList.objects.all()
    assert retention.carry_out(number=made.number, actor="jurist", recorded_at=AT).destroyed == 4
    assert SECRET not in written()


def test_the_database_lets_frozen_words_go_and_become_nothing_else(told: list[str]) -> None:
    for table, field in ((AreaCase, "strengths"), (ReasoningCase, "improvements"), (ThematicCase, "words")):
        one = table._default_manager.filter(number=told[1])
        with pytest.raises(DatabaseError), transaction.atomic():
            one.update(**{field: "Noget andet"})
        assert one.update(**{field: GONE}) == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        ReasoningCase.objects.filter(number=told[1]).update(answers={})


def test_words_that_go_without_their_case_are_named(told: list[str]) -> None:
    ReasoningCase.objects.filter(number=told[1]).update(strengths=GONE, improvements=GONE)
    ThematicCase.objects.filter(number=told[2]).update(words=GONE)
    found = queries.differences()
    assert "reasoning Q7/2025H1/11: it is not what its SHA-256 says" in found
    assert "thematic Q6/2025/1: it is not what its SHA-256 says" in found
    with unguarded():
        ReasoningCase.objects.filter(number=told[1]).update(strengths="Noget andet")
    assert "reasoning Q7/2025H1/11: it is not what its SHA-256 says" in queries.differences()
