"""The pages of learning and of inquiries: from the form to the closing, who is told what, and bad input."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import load_workbook

from anke.casework.cases import commands as cases
from anke.organisation import commands as organisation
from anke.organisation.queries import Person
from anke.oversight.quality import commands
from anke.oversight.quality.learning import asking
from anke.oversight.quality.models import Action, Finding, Inquiry
from anke.oversight.quality.tests.house import appoint, by, decide, establish
from anke.oversight.quality.tests.test_findings import record
from anke.oversight.quality.tests.test_reviews import submitted
from anke.rules.local import local_date
from anke.rules.roles import Role

pytestmark = pytest.mark.slow

HALF = "?half=2025H1&office=11"
Browse = Callable[..., Client]
PLANNED = {"kind": "training", "words": "Kursus i at svare", "owner": "chef11", "employee": ""}


PEOPLE = ("k11", "k11b", "k12", "chef11", "chef12", "vice", "jurist", "direktoer", "styring", "kvalitet")


@pytest.fixture(autouse=True)
def numbers(db: None) -> dict[int, str]:
    """The house with everybody's account, and a decided case of each of two offices."""
    establish()
    appoint("k11b", Role.CASEWORKER, office=11)
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)
    for who in PEOPLE:
        organisation.open_account(initials=who, username=who, password=None, **by("system"))
    return {office: decide(1, office)[0] for office in (11, 12)}


@pytest.fixture
def browse() -> Browse:
    def made(who: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(User.objects.get(username=who))
        return client

    return made


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def today() -> date:
    return local_date(datetime.now(UTC))


def agreed(browse: Browse, **more: str) -> Action:
    """An action the head agrees on, on the page of the theme."""
    days = {"due_on": str(today() + timedelta(days=20)), "measure_on": str(today() + timedelta(days=90))}
    answer = browse("chef11").post("/quality/learning/themes/comments/", PLANNED | days | more)
    assert answer.status_code == 302, answer.content.decode()
    return Action.objects.latest("pk")


def test_a_head_agrees_on_an_action_and_carries_it_out(browse: Browse) -> None:
    made = agreed(browse)
    chef, page = browse("chef11"), f"/quality/learning/actions/{made.pk}/"
    assert "Kursus i at svare" in words(chef, page) and "Measure again" not in words(chef, page)
    chef.post(f"{page}do/", {"version": "1", "words": "Kurset er holdt"})
    told = words(chef, page)
    assert "Only this closes the action" in told and "Kurset er holdt" in told
    answer = chef.post(
        f"{page}measure/", {"version": "2", "how": "review", "better": "yes", "words": "Meget bedre"}
    )
    assert answer.status_code == 422 and "must come after" in answer.content.decode()
    assert "Meget bedre" in answer.content.decode()  # what was typed stays
    made.refresh_from_db()
    assert made.stage == "done"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"due_on": "soon"}, "Write the date"),
        ({"due_on": "2020-01-01"}, "before today"),
        ({"kind": "cake"}, "what kind"),
        ({"words": " "}, "at least 3"),
        ({"owner": "k12"}, "Choose an owner"),
        ({"follows": "7"}, "did not help"),
    ],
)
def test_what_cannot_be_agreed_is_said_and_what_was_typed_stays(
    browse: Browse, changed: dict[str, str], why: str
) -> None:
    days = {"due_on": str(today()), "measure_on": str(today() + timedelta(days=9))}
    told = PLANNED | {"words": "Bevar denne tekst"} | days | changed
    answer = browse("chef11").post("/quality/learning/themes/comments/", told)
    page = answer.content.decode()
    assert answer.status_code == 409 and why in page and not Action.objects.exists()
    assert ("Bevar denne tekst" in page) == ("words" not in changed)


@pytest.mark.parametrize(
    ("who", "path", "shown"),
    [
        ("chef11", f"/quality/learning/themes/comments/{HALF}", True),
        ("chef12", f"/quality/learning/themes/comments/{HALF}", False),
        ("vice", f"/quality/learning/themes/comments/{HALF}", False),
        ("jurist", f"/quality/learning/themes/comments/{HALF}", False),
        ("direktoer", f"/quality/learning/themes/comments/{HALF}", False),
        ("styring", f"/quality/learning/themes/comments/{HALF}", False),
        ("k11", "/quality/learning/findings/", True),
        ("k11b", "/quality/learning/findings/", False),
        ("k12", "/quality/learning/findings/", False),
        ("jurist", "/quality/learning/findings/", False),
        ("chef11", "/quality/learning/findings/", True),
    ],
)
def test_a_single_finding_is_shown_to_the_employee_and_the_head_alone(
    browse: Browse, who: str, path: str, shown: bool
) -> None:
    record(employee="k11", words="Punkt to blev glemt")
    assert ("Punkt to blev glemt" in words(browse(who), path)) == shown


@pytest.mark.parametrize(
    ("who", "told"),
    [("chef11", "2"), ("k11", "&lt; 3"), ("vice", "&lt; 3"), ("jurist", "&lt; 3"), ("styring", "&lt; 3")],
)
def test_two_findings_are_told_as_few_outside_the_management(browse: Browse, who: str, told: str) -> None:
    record(at=1), record(at=2)
    page = words(browse(who), f"/quality/learning/{HALF}")
    row = page.split("themes/comments/")[1].split("</tr>")[0]
    assert f'data-title="Could be better">{told}<' in row


def test_another_offices_numbers_are_not_asked_for_by_its_neighbour(browse: Browse) -> None:
    for at in range(4):
        record(at=at)
    page = words(browse("chef12"), f"/quality/learning/{HALF}")
    row = page.split("themes/comments/")[1].split("</tr>")[0]
    assert "Office 12" in page and 'data-title="Could be better">0<' in row


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx", "pdf", "html"])
def test_the_themes_come_as_a_file_with_no_more_than_the_page(browse: Browse, form: str) -> None:
    record(at=1, words="Hemmelig enkelthed"), record(at=2)
    answer = browse("jurist").get(f"/quality/learning/themes.{form}{HALF}")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    if form == "csv":
        line = next(one for one in answer.content.decode().splitlines() if "comments" in one)
        assert line.split(",")[1:4] == ["0", "< 3", "0"]
    if form == "xlsx":
        sheets = load_workbook(BytesIO(answer.content))
        cells = [str(cell) for sheet in sheets for row in sheet.values for cell in row]
        assert "< 3" in cells and not any("Hemmelig" in one for one in cells)


def test_a_form_or_theme_that_is_not_there(browse: Browse) -> None:
    chef = browse("chef11")
    assert chef.get("/quality/learning/themes.exe").status_code == 404
    assert chef.get("/quality/learning/themes/weather/").status_code == 404
    assert chef.get("/quality/learning/actions/99/").status_code == 404
    assert chef.get("/quality/inquiries/99/").status_code == 404
    assert words(chef, "/quality/learning/?half=1999H9&office=nonsense")
    assert words(chef, "/quality/inquiries/?half=x&kind=y")


def test_a_finding_is_recorded_on_the_page_good_ones_too(browse: Browse) -> None:
    chef = browse("chef11")
    told = {"theme": "reasons", "words": "Konkret og klar", "activity": "Q3", "source": "Q3/11/2025H1"}
    missing = chef.post("/quality/learning/findings/new/", told | {"employee": "k11"})
    assert missing.status_code == 422 and "Konkret og klar" in missing.content.decode()
    answer = chef.post("/quality/learning/findings/new/", told | {"employee": "k11", "good": "yes"})
    assert answer.status_code == 302
    made = Finding.objects.get()
    assert (made.good, made.office, made.employee) == (True, 11, "k11")
    assert "Konkret og klar" in words(browse("k11"), "/quality/learning/findings/")


def test_an_action_for_one_is_not_there_for_the_legal_unit(browse: Browse) -> None:
    made = agreed(browse, employee="k11", kind="feedback")
    page = f"/quality/learning/actions/{made.pk}/"
    assert [browse(who).get(page).status_code for who in ("k11", "chef11", "k11b", "jurist", "vice")] == [
        200,
        200,
        404,
        404,
        404,
    ]


def inquire(browse: Browse, number: str) -> Inquiry:
    told = {"kind": "Q2.1", "about": "Beder om genoptagelse", "handler": "k11", "due_on": ""}
    told |= {"received_on": "2025-01-20", "number": number}
    answer = browse("k11").post("/quality/inquiries/new/", told)
    assert answer.status_code == 302, answer.content.decode()
    return Inquiry.objects.latest("pk")


def test_an_inquiry_from_the_form_to_its_closing(browse: Browse, numbers: dict[int, str]) -> None:
    made = inquire(browse, numbers[11])
    page = f"/quality/inquiries/{made.pk}/"
    worker, head = browse("k11"), browse("chef11")

    def does(client: Client, act: str, **given: str) -> str:
        made.refresh_from_db()
        answer = client.post(f"{page}{act}/", {"version": str(made.version)} | given, follow=True)
        return answer.content.decode()

    assert "overdue" in words(worker, "/quality/inquiries/")
    for step in ("read", "assess"):
        does(worker, "step", step=step, words="Det er gjort")
    assert "That step is not yours" in does(worker, "step", step="management", words="Selv")
    assert "The step is taken." in does(head, "step", step="management", words="Vi fastholder")
    does(worker, "step", step="answer", words="Svaret er sendt")
    assert "Draw the learning" in does(worker, "close")
    assert "Choose yes or no" in does(worker, "learning", words="Hmm hmm")
    kept = does(worker, "learning", learnt="yes", words="Skriv tydeligere", theme="")
    assert "themes" in kept and "Skriv tydeligere" in kept
    does(worker, "learning", learnt="yes", words="Skriv tydeligere", theme="clarity")
    does(worker, "similar", measures="no", words="Sagen var enestående")
    assert "The inquiry is closed." in does(worker, "close")
    made.refresh_from_db()
    assert (made.stage, made.learnt, made.measures) == ("closed", True, False)
    assert Finding.objects.get().theme == "clarity"
    assert made.name in words(worker, "/quality/inquiries/?closed=yes")


def test_who_sees_an_inquiry_sees_its_case(browse: Browse, numbers: dict[int, str]) -> None:
    made = inquire(browse, numbers[11])
    page = f"/quality/inquiries/{made.pk}/"
    seen = {
        who: browse(who).get(page).status_code for who in ("k11b", "jurist", "styring", "k12", "kvalitet")
    }
    assert seen == {"k11b": 200, "jurist": 200, "styring": 200, "k12": 404, "kvalitet": 403}
    cases.restrict_case(number=made.number, reason="Fortrolig", **by("chef11", datetime.now(UTC)))
    assert browse("k11b").get(page).status_code == 404
    assert made.name not in words(browse("k11b"), "/quality/inquiries/")


def test_an_inquiry_in_no_case_is_refused_and_the_form_keeps_its_words(
    browse: Browse,
) -> None:
    told: dict[str, Any] = {"kind": "Q2.1", "number": "2025-999999", "about": "Bevar teksten"}
    told |= {"received_on": "2025-01-20", "due_on": "", "handler": "k11"}
    answer = browse("k11").post("/quality/inquiries/new/", told)
    page = answer.content.decode()
    assert answer.status_code == 422 and "There is no case" in page and "Bevar teksten" in page
    assert browse("styring").get("/quality/inquiries/new/").status_code == 403


def test_the_legal_unit_reads_every_office_and_the_head_one(browse: Browse, numbers: dict[int, str]) -> None:
    inquire(browse, numbers[11])
    told = {"number": numbers[12], "kind": "Q2.2", "handler": "k12", "received_on": "2025-01-20"}
    browse("k12").post("/quality/inquiries/new/", told | {"about": "Spørger", "due_on": ""})
    path = "/quality/inquiries/?half=2025H1"
    counts = {who: words(browse(who), path).split('id="counts"')[1] for who in ("jurist", "chef11")}
    assert "Office 11" in counts["jurist"] and "Office 12" in counts["jurist"]
    assert "Office 11" in counts["chef11"] and "Office 12" not in counts["chef11"]


def test_a_review_leads_to_a_finding_with_its_employee_and_case_filled_in(browse: Browse) -> None:
    held = submitted()
    commands.give_feedback(review=held.pk, how="talk", **by("chef11"))
    chef = browse("chef11")
    link = f"/quality/learning/findings/new/?source={held.name}"
    assert link in words(chef, f"/quality/reviews/{held.pk}/")
    form = words(chef, link)
    assert held.number in form and 'value="k11" selected' in form and 'value="Q1" selected' in form
    told = {"activity": "Q1", "source": held.name, "employee": "k11", "number": held.number}
    chef.post("/quality/learning/findings/new/", told | {"theme": "reasons", "good": "yes", "words": "Fin"})
    assert Finding.objects.get().source == held.name
    assert link not in words(browse("k11"), f"/quality/reviews/{held.pk}/")


def test_an_inquiry_is_on_the_front_page_of_whoever_takes_its_next_step(
    browse: Browse, numbers: dict[int, str]
) -> None:
    made = inquire(browse, numbers[11])
    for step in ("read", "assess"):
        made.refresh_from_db()
        told = {"version": str(made.version), "step": step, "words": "Det er gjort"}
        browse("k11").post(f"/quality/inquiries/{made.pk}/step/", told)
    assert made.name in words(browse("chef11"), "/quality/")
    assert made.name not in words(browse("chef12"), "/quality/")


@pytest.mark.parametrize("text", ["0000012", "12", "1" * 5000, "-1", "1.0", "²"])
def test_an_office_out_of_reach_however_written_is_answered_with_ones_own(text: str) -> None:
    who = Person("k1", "K1", Role.CASEWORKER, 1, None, Decimal(1), date(2024, 1, 1))
    assert asking._office(text, who) == 1
