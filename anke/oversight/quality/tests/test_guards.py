"""What the database refuses by itself, and what `anke verify` names when somebody got round it."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from anke.oversight.quality import commands, queries, triggers
from anke.oversight.quality.models import (
    Contribution,
    Correction,
    Draw,
    Drawn,
    Excluded,
    Frame,
    Measurement,
    Rating,
    Settled,
)
from anke.oversight.quality.tests.house import by, decide, establish, make_draw, unguarded
from anke.oversight.quality.tests.test_central import WHOM, rate, rate_all, settle

pytestmark = pytest.mark.django_db
REFUSED = "frozen, drawn or reported is never changed"


@pytest.fixture
def found() -> Measurement:
    """A measurement that is reported, approved, followed up and once corrected."""
    establish()
    decide(4, 11, appellant=WHOM), decide(3, 12, appellant=WHOM)
    decide(1, 11, restricted=True, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    made = commands.open_measurement(year=2024, **by("jurist"))
    own = made.ratings.filter(part="A", office=11, side="own").first()
    assert own is not None
    rate(own, correct="no"), rate_all(made), settle(own, "chef11")
    commands.report_measurement(year=2024, needs="Kommaer i alle kontorer", **by("jurist"))
    commands.approve_measurement(year=2024, **by("direktoer"))
    met = {"people": "Kvalitetsmålerne", "words": "Lange indledninger"}
    commands.hold_follow_up(year=2024, **met, **by("jurist"))
    wrong = {"part": "A", "number": own.number, "criterion": "comments", "answer": "no"}
    commands.correct_rating(year=2024, **wrong, reason="Læst forkert", **by("jurist"))
    return made


CHANGES: list[tuple[type[models.Model], dict[str, Any]]] = [
    (Draw, {"seed": "ab" * 32}),
    (Draw, {"frame_sha256": "ab" * 32}),
    (Draw, {"rules": {}}),
    (Draw, {"stage": "frozen"}),
    (Draw, {"stage": "abandoned"}),
    (Contribution, {"words": "andre ord"}),
    (Contribution, {"sha256": "ab" * 32}),
    (Frame, {"numbers": "2024-999999"}),
    (Frame, {"wanted": 1}),
    (Drawn, {"place": models.F("place") + 100}),
    (Drawn, {"reserve": True}),
    (Measurement, {"report": {}}),
    (Measurement, {"sha256": "ab" * 32}),
    (Measurement, {"needs": "Intet"}),
    (Measurement, {"stage": "open", "sha256": ""}),
    (Measurement, {"approved_by": "en anden"}),
    (Measurement, {"follow_up": "Noget andet"}),
    (Rating, {"answers": {"correct": "yes", "comments": "yes"}}),
    (Rating, {"comment": "Noget andet"}),
    (Settled, {"answer": "yes"}),
    (Correction, {"reason": "En anden"}),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "change"), CHANGES, ids=lambda one: one.__name__ if isinstance(one, type) else str(one)[:30]
)
def test_the_database_refuses_to_change_what_is_settled(
    found: Measurement, model: type[models.Model], change: dict[str, Any]
) -> None:
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        model._default_manager.update(**change)
    assert queries.differences() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "model", [Draw, Contribution, Frame, Drawn, Measurement, Rating, Settled, Correction]
)
def test_and_to_delete_it(found: Measurement, model: type[models.Model]) -> None:
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
    assert model._default_manager.exists()


def test_and_to_add_to_it(found: Measurement) -> None:
    draw, row = Draw.objects.get(activity="Q5A"), Rating.objects.first()
    assert row is not None
    late: list[models.Model] = [
        Frame(draw=draw, office=99, numbers="2024-999999", cases=1, wanted=1),
        Excluded(draw=draw, office=11, number="2024-999999", reason="own", who=""),
        Drawn(draw=draw, office=11, place=99, number="2024-999999", reserve=False),
        Contribution(draw=draw, place=2, who="x", sha256="", words="", promised_at=draw.planned_at),
        Rating(measurement=found, part="B", number="2024-999999", office=11, side="reader"),
        Settled(measurement=found, number="x", criterion="x", answer="x", at=draw.planned_at),
    ]
    for one in late:
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            one.save(force_insert=True)


def test_nor_is_a_row_replaced(found: Measurement) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's alone")
    for table in triggers.TABLES:
        if table == "quality_excluded" or table.removeprefix("quality_") in triggers.OF_WORDS_TABLES:
            continue  # nobody was kept out of these draws; the others: test_guards_of_words.py
        refused = pytest.raises(DatabaseError, match=REFUSED)
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


def test_every_guard_is_there_and_a_missing_one_is_named(found: Measurement) -> None:
    assert queries.differences() == []
    with unguarded():
        told = queries.differences()
    assert "the guard quality_frame_fixed of the database is gone" in told
    assert queries.differences() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "change", "told"),
    [
        (Frame, {"numbers": "2024-999999"}, "draw Q5A/2024: its frame is not what its SHA-256 says"),
        (Draw, {"seed": "ab" * 32}, "draw Q5A/2024: its seed does not follow from the contributions"),
        (Draw, {"stage": "planned"}, "draw Q5A/2024: it is planned, but its events say drawn"),
        (Contribution, {"words": "andre ord"}, "draw Q5A/2024: its contributions are not those"),
        (Drawn, {"number": models.functions.Concat("number", models.Value("x"))},
         "draw Q5A/2024: its cases are not those that frame and seed give"),
        (Measurement, {"report": {"total": "200"}}, "measurement 2024: its report is not what its SHA-256"),
        (Measurement, {"sha256": "ab" * 32}, "measurement 2024: its report is not the one that was recorded"),
        (Measurement, {"needs": "Intet"}, "measurement 2024: its report is not the one that was recorded"),
        (Measurement, {"stage": "reported"}, "measurement 2024: its approval is not as recorded"),
        (Rating, {"answers": {"correct": "yes"}}, "(part A, own) is not the one that was recorded"),
        (Settled, {"answer": "yes"}, "measurement 2024: what was agreed on is not what was recorded"),
        (Correction, {"answer": "yes"}, "measurement 2024: its corrections are not those"),
    ],
)  # fmt: skip
def test_tampering_is_named(
    found: Measurement, model: type[models.Model], change: dict[str, Any], told: str
) -> None:
    with unguarded():
        model._default_manager.update(**change)
    assert any(told in line for line in queries.differences())


def test_what_is_gone_is_named(found: Measurement) -> None:
    with unguarded():
        Correction.objects.all().delete(), Settled.objects.all().delete(), Rating.objects.all().delete()
        Measurement.objects.all().delete()
        for model in (Drawn, Frame, Contribution, Excluded, Draw):
            model._default_manager.all().delete()
    told = queries.differences()
    assert "measurement 2024: it was frozen, but it is gone" in told
    assert "draw Q5B/2024: it was frozen, but it is gone" in told


def test_a_frozen_draw_that_is_not_drawn_yet_is_looked_at_too() -> None:
    establish()
    decide(4, 11)
    name = commands.plan_draw(activity="Q5A", year=2024, **by("jurist")).name
    for who, words in (("jurist", "regn over Aalborg i dag"), ("direktoer", "tolv svaner på søen")):
        commands.promise_contribution(draw=name, words=words, **by(who))
    commands.freeze_frame(draw=name, **by("jurist"))
    assert queries.differences() == []
    with unguarded():
        Frame.objects.update(numbers="2024-999999")
    assert queries.differences() == [f"draw {name}: its frame is not what its SHA-256 says"]
