"""Figures from a file: shown first, nothing written; all of it or nothing; the same file never twice."""

import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest

from anke.events import queries as events
from anke.rules.refusal import Refused
from anke.steering.external import commands, queries
from anke.steering.external.models import Proposal
from anke.steering.external.queries import Preview
from anke.steering.external.tests.people import COLLEAGUE, DIRECTOR, NOW, approved, by, engage
from anke.steering.external.tests.people import EVIDENCE as SHOWN

pytestmark = pytest.mark.django_db
HEAD = "plan;opgørelse;periode;del;detalje;værdi;enhed;foreløbig;kilde"
BUDGET = f"""{HEAD}
2025;budget;2025;base;;400,0;mio. kr.;nej;Økonomi
2025;budget;2025;realised;;408,0;;;
2025;1.8.a;2025;document;;Måling 2025;;;Kvalitet
2025;1.8.a;2025;prepared;;01.12.2025;;;
"""


@pytest.fixture(autouse=True)
def _people() -> None:
    engage()


def file(text: str, name: str = "tal.csv", code: str = "utf-8") -> commands.File:
    return commands.File(name, text.encode(code))


def look(text: str | commands.File, mark: str = "", sure: bool = False, source: str = "") -> Preview:
    given = file(text) if isinstance(text, str) else text
    return queries.preview(file=given, mark=mark, sure=sure, source=source, at=NOW)


def sheet(*rows: tuple[Any, ...]) -> commands.File:
    book = openpyxl.Workbook()
    for row in (tuple(HEAD.split(";")), *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return commands.File("tal.xlsx", out.getvalue())


def says(found: Preview) -> list[tuple[int, str]]:
    return [(one.line, str(one.said)) for one in (*found.problems, *found.questions)]


def test_a_file_is_shown_and_nothing_is_written() -> None:
    found = look(BUDGET)
    assert found.ready and says(found) == []
    budget, measured = found.groups
    assert [(one.subgoal, str(one.value)) for one in budget.answers] == [("2.1.1", "2")]
    assert [(one.role, one.day) for one in measured.answers] == [("prepared", date(2025, 12, 1))]
    assert not Proposal.objects.exists()
    assert list(events.of_kinds(["figures_proposed"])) == []


def test_what_is_confirmed_is_proposed_all_at_once() -> None:
    given = file(BUDGET)
    rows = commands.import_figures(file=given, proposals=look(given).proposals, **by())
    assert [(one.ask, one.source, one.file, one.file_name) for one in rows] == [
        ("budget", "Økonomi", given.sha256, "tal.csv"),
        ("1.8.a", "Kvalitet", given.sha256, "tal.csv"),
    ]


def test_the_same_file_is_refused_with_who_imported_it_and_when() -> None:
    given = file(BUDGET)
    proposals = look(given).proposals
    commands.import_figures(file=given, proposals=proposals, **by())
    again = commands.File("andet navn.csv", given.raw)
    ((line, said),) = says(look(again))
    assert line == 0
    assert said == (
        "The same file was imported by Sty (sty) on 2026-01-20 as “tal.csv” (proposal 2026-0001). Correct "
        "the file if the figures are others."
    )
    with pytest.raises(Refused, match="The same file was imported by Sty"):
        commands.import_figures(file=again, proposals=proposals, **by(COLLEAGUE))
    assert Proposal.objects.count() == 2


def test_a_file_whose_figures_were_returned_can_come_again() -> None:
    given = file(BUDGET)
    rows = commands.import_figures(file=given, proposals=look(given).proposals, **by())
    for row in rows:
        commands.return_figures(number=row.number, reason="Bilaget mangler", **by(DIRECTOR))
    assert look(given).ready
    (first, _) = commands.import_figures(file=given, proposals=look(given).proposals, **by())
    commands.attach_evidence(number=first.number, file=SHOWN, **by())
    approved(first)
    assert not look(given).ready  # it counts now


def test_all_of_a_file_or_nothing() -> None:
    given = file(BUDGET)
    good, other = look(given).proposals
    bad = commands.Figures("2025", other.ask, other.period, {"document": "Måling"}, "Kvalitet")
    with pytest.raises(Refused, match="Write a date"):
        commands.import_figures(file=given, proposals=[good, bad], **by())
    assert not Proposal.objects.exists()


def test_comma_or_point_is_asked_about_once_for_the_file() -> None:
    text = BUDGET.replace("400,0", "1.400").replace("408,0", "1408")
    found = look(text)
    ((line, said),) = says(found)
    assert line == 2 and "can be read as 1400 and as 1.4. Choose which is meant" in said
    assert not found.ready
    assert str(look(text, mark=",").groups[0].answers[0].value) == "0.571428571"
    bad = look(text.replace("1408", "1408,0"), mark=".")
    assert "does not fit with a point for decimals" in says(bad)[0][1]


# how the file is spoilt, at which line, what is said
SPOILT = [
    ("400,0;mio. kr.", "400,0;t.kr.", 2, "in thousand DKK, and million DKK is asked for"),
    ("408,0", "408 pct.", 3, "in %, and million DKK is asked for"),
    ("realised", "realized", 3, "“realized” does not belong here. Write one of: base, follow_up, realised"),
    ("2025;budget;2025;base", "2025;budget;2024;base", 2, "“2024” is no period asked for here"),
    ("2025;budget;2025;base", "2031;budget;2025;base", 2, "There is no results plan “2031”"),
    ("budget", "bugdet", 2, "does not ask for “bugdet” from outside"),
    ("nej;Økonomi", "måske;Økonomi", 2, "“måske” is neither yes nor no"),
    ("408,0;;;", "408,0;;;Andre", 2, "Lines that belong together differ in source"),
    ("01.12.2025", "2026-12-01", 5, "has not come yet"),
    ("realised", "base", 3, "“base” stands twice"),
    ("opgørelse", "form nr.", 0, "must have the columns plan, form, period, part, value"),
    ("408,0;;;", "408,0;;;;;;x", 0, "Line 3 has more fields than the first"),
    ("nej;Økonomi", "nej;", 2, "Write where the figures come from"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), SPOILT, ids=[row[3][:30] for row in SPOILT])
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, line: int, said: str) -> None:
    found = look(BUDGET.replace(old, new, 2 if old == "budget" else 1))
    assert not found.ready
    assert any(at == line and said in words for at, words in says(found)), says(found)


def test_a_final_figure_of_a_running_period_is_refused() -> None:
    early = datetime(2025, 12, 1, 9, tzinfo=UTC)
    told = {"file": file(BUDGET.replace("01.12.2025", "01.11.2025")), "mark": "", "sure": False, "source": ""}
    assert "The period 2025 is not over" in says(queries.preview(**told, at=early))[0][1]
    told["file"] = file(BUDGET.replace("nej", "ja").replace("01.12.2025", "01.11.2025"))
    assert queries.preview(**told, at=early).groups[0].figures.preliminary


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_come_right_however_they_were_saved(code: str) -> None:
    assert look(file(BUDGET, code=code)).groups[0].figures.source == "Økonomi"


def test_an_english_file_with_commas_between_its_fields() -> None:
    text = (
        "plan,form,period,part,detail,value,unit,preliminary,source\n"
        '2025,budget,2025,base,,"1,400.5",million DKK,no,Finance\n2025,budget,2025,realised,,1400.5,,,\n'
    )
    assert str(look(text).groups[0].answers[0].value) == "0"


def test_a_workbook_says_its_numbers_in_one_way_only() -> None:
    rows = [
        (2025, "sick_leave", "2024Q4..2025Q3", "own", name, value, "dage", True, "Statens BI")
        for name, value in (("2024Q4", 12.125), ("2025Q1", 13), ("2025-q2", 12.2), ("2025k3", 11.9))
    ]
    found = look(
        sheet(
            *rows,
            (2025, "1.8.a", 2025, "document", None, "Måling", None, None, "K"),
            (2025, "1.8.a", 2025, "prepared", None, date(2025, 12, 1), None, None, None),
        )
    )
    assert says(found) == []
    sick, measured = found.groups
    assert str(sick.answers[0].value) == "12.30625" and sick.figures.preliminary
    assert measured.answers[0].day == date(2025, 12, 1)


def test_a_number_written_as_text_in_a_workbook_is_still_asked_about() -> None:
    row = (2025, "budget", "2025", "base", None, "1.400", None, None, "Økonomi")
    other = (2025, "budget", "2025", "realised", None, 1400, None, None, None)
    assert "can be read as 1400 and as 1.4" in says(look(sheet(row, other)))[0][1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (commands.File("a.csv", b""), "is empty"),
        (commands.File("a.csv", b"MZ"), "is a program"),
        (commands.File("a.csv", BUDGET.encode("utf-16")), "Save the sheet as “CSV UTF-8”"),
        (commands.File("a.csv", b"\x00\x01\xff" * 9), "neither CSV nor Excel"),
        (commands.File("a.pdf", b"%PDF-1.4\n%%EOF\n"), "neither CSV nor Excel"),
        (commands.File("a.csv", b"x" * 300_000), "too large (at most 256 kB)"),
        (commands.File("a.xlsx", b"PK\x03\x04 broken"), "neither CSV nor Excel"),
        (file(f"{HEAD}\n"), "no figures in the file"),
        (file(f"{HEAD}\n2025;budget;2025;base;;;;;\n"), "no figures in the file"),
    ],
)
def test_what_is_no_file_of_figures_is_refused(given: commands.File, said: str) -> None:
    ((line, words),) = says(look(given))
    assert line == 0 and said in words


def test_a_template_filled_in_comes_back_in() -> None:
    ask = queries.ask_of("2025", "ombudsman")
    text = queries.template(ask, ask.read_period("2025"), "da").lstrip("\ufeff")
    lines = text.splitlines()
    assert lines[0] == HEAD
    values = iter(["220", "2", "2,1"])
    filled = [line.replace(";;;", f";;{next(values)};") for line in lines[1:]]
    found = look("\n".join([lines[0], *filled]), source="Folketingets Ombudsmand")
    assert says(found) == []
    assert [one.role for one in found.groups[0].answers] == ["figure", "benchmark"]
