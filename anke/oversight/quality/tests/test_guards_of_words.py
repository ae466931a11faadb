"""What the database refuses of follow-ups, reports and memos that are over, and what `anke verify` names."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from anke.oversight.quality import commands, queries
from anke.oversight.quality.models import (
    AreaCase,
    AreaFollowUp,
    OfficeReport,
    OfficeReportCorrection,
    Reasoning,
    ReasoningCase,
    Thematic,
    ThematicCase,
    ThematicMember,
    ThematicOffice,
)
from anke.oversight.quality.tests import test_areas, test_office_reports, test_reasoning, test_thematic
from anke.oversight.quality.tests.house import AT, by, decide, unguarded

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
_house = test_reasoning._house  # offices 11, 12 and 21 in two departments


@pytest.fixture
def over(_house: None) -> None:
    """A follow-up, a report with a correction, a memo, and a report on reasons: all over."""
    from anke.oversight.quality.tests.house import appoint
    from anke.rules.roles import Role

    appoint("vice1", Role.DEPUTY_DIRECTOR, department=1)
    held = test_areas.begin()
    for number in decide(3, 11):
        test_areas.choose(held, number)
    test_areas.complete(held)
    made = test_office_reports.begin()
    test_office_reports.submit(made), test_office_reports.discuss(made)
    what = {"report": made.pk, "words": "Fem og ikke fire.", "cause": "Talt forkert"}
    commands.correct_office_report(**what, **by("chef11", AT))
    theme = test_thematic.opened()
    commands.ask_offices(thematic=theme.pk, offices=[11], **by("jurist"))
    commands.reply_thematic(thematic=theme.pk, words="Vi gør det samme", **by("chef11"))
    test_thematic.read(theme, decide(1, 11)[0]), test_thematic.consider(theme), test_thematic.present(theme)
    test_reasoning.drawn(2)
    commands.begin_reasoning(period=test_reasoning.PERIOD, **by("jurist", AT))
    test_reasoning.read_all(11), test_reasoning.report(11)


CHANGES: list[tuple[type[models.Model], dict[str, Any], str]] = [
    (AreaFollowUp, {"conclusions": "Noget andet"}, ""),
    (AreaCase, {"strengths": "Noget andet"}, ""),
    (OfficeReport, {"minutes": "Noget andet"}, "office_report Q4/2024H2/11: it is not what its SHA-256 says"),
    (OfficeReport, {"figures": {}}, "office_report Q4/2024H2/11: it is not what its SHA-256 says"),
    (OfficeReportCorrection, {"cause": "Noget andet"}, ""),
    (Thematic, {"report": {}}, "thematic Q6/2025/1: it is not what its SHA-256 says"),
    (Thematic, {"sha256": "ab" * 32}, "thematic Q6/2025/1: it is not what its SHA-256 says"),
    (ThematicCase, {"words": "Noget andet"}, ""),
    (ThematicMember, {"role": "director"}, ""),
    (ThematicOffice, {"reply": "Noget andet"}, ""),
    (Reasoning, {"report": {}}, "reasoning Q7/2025H1/11: it is not what its SHA-256 says"),
    (ReasoningCase, {"strengths": "Noget andet"}, ""),
]


@pytest.mark.parametrize(("table", "change", "told"), CHANGES)
def test_the_database_refuses_and_the_check_names_it(
    over: None, table: type[models.Model], change: dict[str, Any], told: str
) -> None:
    assert queries.differences() == []
    rows = table._default_manager.all()
    if table in (Reasoning, ReasoningCase):  # office 21 is still being read
        key = "office" if table is Reasoning else "reasoning__office"
        rows = rows.filter(**{key: 11})
    pk = rows.values_list("pk", flat=True).first()
    one = table._default_manager.filter(pk=pk)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        one.update(**change)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        one._raw_delete(one.db)
    if told:
        with unguarded():
            one.update(**change)
        assert told in queries.differences()


def test_a_report_that_is_gone_is_named(over: None) -> None:
    with unguarded():
        OfficeReportCorrection.objects.all()._raw_delete("default")
        OfficeReport.objects.all()._raw_delete("default")
    assert "office_report Q4/2024H2/11: it was frozen, but it is gone" in queries.differences()


def test_nor_is_a_row_replaced(over: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's alone")
    for table in ("areafollowup", "officereport", "officereportcorrection", "thematic", "reasoning"):
        refused = pytest.raises(DatabaseError, match="never changed or deleted")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT OR REPLACE INTO quality_{table} SELECT * FROM quality_{table}")
