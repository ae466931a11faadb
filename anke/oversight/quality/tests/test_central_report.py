"""The measurement's report: everything it must show, from what was frozen and nothing else."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from docx import Document

from anke.organisation.models import Office
from anke.organisation.tests.people import somebody
from anke.oversight.quality import commands, queries
from anke.oversight.quality.documents.report import FORMS, Bars, Heading, Points, Report, Table, Words
from anke.oversight.quality.models import Measurement, Rating
from anke.oversight.quality.tests.house import by, decide, establish, make_draw, unguarded
from anke.oversight.quality.tests.test_central import WHOM, rate, rate_all, settle
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def found() -> Measurement:
    """Three offices; on one case the managements differed and agreed on no; one comma error."""
    establish()
    for office, count in ((11, 4), (12, 3), (13, 2)):
        decide(count, office, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    made = commands.open_measurement(year=2024, **by("jurist"))
    own = made.ratings.filter(part="A", office=11, side="own").first()
    reader = made.ratings.filter(part="B").first()
    assert own and reader
    rate(own, correct="no"), rate(reader, commas="no")
    rate_all(made)
    settle(own, "chef11")
    return commands.report_measurement(year=2024, needs="Kommaer i alle kontorer", **by("jurist"))


def written(found: Measurement, lang: str = "en") -> Report:
    found.refresh_from_db()
    return queries.document_of(found, lang, synthetic=True)


def under(report: Report, title: str) -> list[object]:
    """The blocks under a heading."""
    at = report.blocks.index(Heading(title)) + 1
    end = next((n for n, one in enumerate(report.blocks[at:], at) if isinstance(one, Heading)), None)
    return list(report.blocks[at:end])


def test_both_scores_their_scales_and_the_rule_of_the_sum_stand_together(found: Measurement) -> None:
    table, picture = under(written(found), "The result")
    assert isinstance(table, Table) and isinstance(picture, Bars)
    scores = [(str(row[1]), row[2]) for row in table.rows]
    assert scores == [("94.5", 100), ("98.2", 100), ("192.7", 200)]
    assert [str(row[3]) for row in table.rows] == [
        "0–100 points: the mean of the two criteria's percentages.",
        "0–100 points: the mean of the six criteria's percentages.",
        "Total = part 1 + part 2, of at most 200 points.",
    ]
    assert "the sum is always read with both" in table.note
    assert len(picture.rows) == 8 and "Q5A/2024, 9 cases" in picture.source and "Q5B/2024" in picture.source


def test_a_question_shows_rate_effect_agreement_offices_and_why_they_are_not_ranked(
    found: Measurement,
) -> None:
    rate_, agreement, picture, table, ranking = under(written(found), "Is the decision correct?")
    assert isinstance(rate_, Words) and "88.9 %" in rate_.text and "Design effect" in rate_.text
    assert isinstance(agreement, Table)
    assert [row[0] for row in agreement.rows] == [
        "Agreed, per cent",
        "Cohen's kappa",
        "Gwet's AC1",
        "Krippendorff's alpha",
    ]
    assert isinstance(picture, Bars) and isinstance(table, Table) and isinstance(ranking, Words)
    assert [(one.label, one.of) for one in picture.rows] == [
        ("11 Office 11", 4), ("12 Office 12", 3), ("13 Office 13", 2),
    ]  # fmt: skip
    assert table.rows[0][1:3] == (3, 4) and "Wilson" in table.note
    assert "overlap" in ranking.text


def test_corrections_stand_apart_and_change_no_figure_nor_name_a_case(found: Measurement) -> None:
    before = written(found)
    assert under(before, "Corrections since the report") == [Words("None.")]
    row = Rating.objects.filter(part="A", office=12).first()
    assert row is not None
    what = {
        "part": "A",
        "number": row.number,
        "criterion": "correct",
        "answer": "no",
        "reason": "Læst forkert",
    }
    commands.correct_rating(year=2024, **what, **by("jurist"))
    after = written(found)
    [table] = under(after, "Corrections since the report")
    assert isinstance(table, Table)
    assert table.rows == (
        ("03.02.2025", "Is the decision correct?", "Correct", "Not correct", "Læst forkert"),
    )
    assert "not counted in the figures" in table.note
    assert under(after, "The result") == under(before, "The result")
    assert row.number not in str(after)


def test_the_needs_the_draws_and_the_stamp(found: Measurement) -> None:
    report = written(found, "da")
    assert under(report, "Behov på tværs af kontorerne") == [Words("Kommaer i alle kontorer")]
    [points] = under(report, "Sådan er der målt")
    card = queries.draw_of("Q5A", 2024)
    assert card and isinstance(points, Points)
    assert any(card.frame_sha256 in line and card.seed in line for line in points.lines)
    assert report.stamp.startswith("Skrevet 03.02.2025") and report.fingerprint == found.sha256
    commands.approve_measurement(year=2024, **by("direktoer"))
    assert written(found, "da").stamp == "Godkendt af direktionen 03.02.2025"


def test_the_report_speaks_of_what_was_frozen_whatever_happens_to_offices_and_ratings(
    found: Measurement,
) -> None:
    before = written(found)
    Office.objects.update(title_en="Another name", title_da="Et andet navn")
    with unguarded():
        Rating.objects.update(answers={"correct": "no", "comments": "no"})
    assert written(found) == before


def test_before_the_report_there_is_none() -> None:
    establish()
    decide(1, 11, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    open_ = commands.open_measurement(year=2024, **by("jurist"))
    with pytest.raises(Refused, match="not written yet"):
        queries.document_of(open_, "da", synthetic=False)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_downloaded_whole_and_the_same_again(found: Measurement, form: str) -> None:
    first = queries.render(written(found, "da"), form, "da")
    assert first == queries.render(written(found, "da"), form, "da")
    if form == "docx":
        document = Document(BytesIO(first))
        assert len(document.inline_shapes) == 4
        assert "Krippendorffs alfa" in [cell.text for one in document.tables for cell in one.columns[0].cells]
    if form == "xlsx":
        book = openpyxl.load_workbook(BytesIO(first))
        assert sum(len(sheet._charts) for sheet in book) == 4
        assert len(set(book.sheetnames)) == len(book.sheetnames) == 11


@pytest.mark.slow
def test_the_page_shows_the_report_and_gives_it_in_every_form(found: Measurement, client: Client) -> None:
    client.force_login(somebody("dir2", Role.DIRECTOR))
    page = client.get("/quality/central/2024/", headers={"accept-language": "da"}).content.decode()
    assert 'aria-label="Hvert spørgsmål: opfyldt i procent.' in page and "Cohens kappa" in page
    for form in FORMS:
        assert f"/quality/central/2024/report.{form}" in page
        answer = client.get(f"/quality/central/2024/report.{form}")
        assert answer.status_code == 200
        assert f'.{form}"' in answer["Content-Disposition"]
    assert client.get("/quality/central/2024/report.odt").status_code == 404
