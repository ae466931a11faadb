"""The room from page to page, as people use it: the legal unit draws and begins, two managements and the
readers rate, a disagreement is settled, the report written and approved; and everybody's list follows."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.organisation import commands as organisation
from anke.oversight.quality.models import Done, Measurement, Rating
from anke.oversight.quality.tests.house import WORDS, by, decide, establish
from anke.oversight.quality.tests.test_central import GOOD_A, GOOD_B, WHOM, raters

pytestmark = pytest.mark.django_db
PEOPLE = ("jurist", "direktoer", "chef11", "chef12", "kvalitet", "kvalitet2")


@pytest.fixture
def people(settings: Any, tmp_path: Any) -> dict[str, Client]:
    """Everybody's browser, on a day in February 2025."""
    (tmp_path / "today").write_text("2025-02-03\n", encoding="utf-8")
    settings.ANKE_HOME = tmp_path
    establish((11, 12))
    decide(3, 11, appellant=WHOM), decide(2, 12, appellant=WHOM)
    found = {}
    for initials in PEOPLE:
        organisation.open_account(
            initials=initials, username=initials, password="en-lang-kode-14", **by("system")
        )
        found[initials] = Client(headers={"accept-language": "en"})
        found[initials].force_login(User.objects.get(username=initials))
    return found


def waits(who: Client) -> str:
    """What the front page of the room says is theirs to do."""
    page = who.get("/quality/").content.decode()
    return page.split('id="mine-now"')[1].split("</section>")[0]


def post(who: Client, path: str, **given: str) -> None:
    answer = who.post(path, given)
    assert answer.status_code == 302, answer.content.decode()


def draw(people: dict[str, Client], activity: str) -> None:
    post(people["jurist"], "/quality/draws/", activity=activity, year="2024")
    name = f"/quality/draws/{activity}/2024/act"
    for who, words in WORDS.items():
        post(people[who], f"{name}/promise/", words=words)
    assert "Freeze the frame" in waits(people["jurist"])
    post(people["jurist"], f"{name}/freeze/")
    assert "Write the words you promised" in waits(people["direktoer"])
    for who, words in WORDS.items():
        post(people[who], f"{name}/reveal/", words=words)
    assert "Write the words you promised" not in waits(people["direktoer"])


@pytest.mark.slow
def test_a_measurement_from_page_to_page(people: dict[str, Client]) -> None:
    draw(people, "Q5A"), draw(people, "Q5B")
    post(people["jurist"], "/quality/central/", year="2024")
    for who in ("chef11", "chef12", "kvalitet", "kvalitet2"):
        assert "Cases to rate" in waits(people[who])
    own = Rating.objects.filter(part="A", side="own", office=11).first()
    assert own is not None
    for row in Rating.objects.order_by("pk"):
        answers = (GOOD_A if row.part == "A" else GOOD_B) | ({"correct": "no"} if row == own else {})
        path = f"/quality/central/2024/{row.part}/{row.side}/{row.number}/"
        post(people[raters(row)], path, version="0", comment="", **answers)
    assert "Cases to rate" not in waits(people["kvalitet"])
    for who in ("chef11", "chef12"):
        assert "Disagreements to settle" in waits(people[who])
    act = "/quality/central/2024/act"
    settled = {
        "number": own.number,
        "criterion": "correct",
        "answer": "yes",
        "reason": "Vi var enige til sidst",
    }
    post(people["chef12"], f"{act}/settle/", **settled)
    assert "write the report" in waits(people["jurist"])
    post(people["jurist"], f"{act}/report/", needs="Kortere breve")
    assert "A report to approve" in waits(people["direktoer"])
    post(people["direktoer"], f"{act}/approve/")
    assert "A report to approve" not in waits(people["direktoer"])
    assert Measurement.objects.get().stage == "approved"
    assert set(Done.objects.values_list("activity", flat=True)) == {"Q5A", "Q5B", "Q5R"}
    assert "200.0" in people["chef11"].get("/quality/central/2024/").content.decode()
