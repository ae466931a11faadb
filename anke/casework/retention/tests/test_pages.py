"""The pages as three people use them: the legal unit, the director, and a caseworker who must not."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.casework.cases import queries as register
from anke.casework.retention.models import DestructionList
from anke.casework.retention.tests.house import closed, people
from anke.casework.search.tests.library import case
from anke.organisation import queries as organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(settings: Any, tmp_path: Path) -> dict[str, User]:
    settings.ANKE_HOME = tmp_path
    return people()


def browser(user: User | None) -> Client:
    made = Client(headers={"accept-language": "en"})
    if user:
        made.force_login(user)
    return made


def test_from_list_to_certificate(staff: dict[str, User]) -> None:
    number = closed()
    legal, director = browser(staff["lis"]), browser(staff["dir"])
    assert "1 case is to be destroyed" in legal.get("/retention/").content.decode()
    place = legal.post("/retention/lists/new/")["Location"]
    made = DestructionList.objects.get()
    html = legal.get(place).content.decode()
    assert number in html and made.sha256 in html and "Waits for two approvals." in html
    assert "After 5 years, from Monday 1 January 2018, it is to be destroyed." in html
    legal.post(f"{place}approve/", {"sha256": made.sha256})
    html = legal.get(place).content.decode()
    assert "You have approved it." in html and "Approve this list" not in html
    said = legal.post(f"{place}approve/", {"sha256": made.sha256}, follow=True).content.decode()
    assert "Somebody else must approve it too." in said
    said = director.post(f"{place}carry-out/", follow=True).content.decode()
    assert "has not been approved by two" in said
    director.post(f"{place}approve/", {"sha256": made.sha256})
    assert "Destroy the cases of the list" in director.get(place).content.decode()
    assert "1 case is destroyed." in director.post(f"{place}carry-out/", follow=True).content.decode()
    answer = director.get(f"{place}certificate.json")
    assert json.loads(answer.content)["destroyed"] == 1
    assert director.get(f"{place}certificate.pdf").content.startswith(b"%PDF")
    state = register.case_of(number)
    assert state is not None and state.status == "destroyed"
    assert "The case is destroyed." in director.get(f"/retention/cases/{number}/").content.decode()


def test_a_hold_is_placed_and_lifted_on_the_page_of_a_case(staff: dict[str, User]) -> None:
    number, legal = closed(), browser(staff["lis"])
    assert legal.get("/retention/cases/", {"number": number})["Location"] == f"/retention/cases/{number}/"
    place = f"/retention/cases/{number}/"
    assert "due" in legal.get(place).content.decode()
    assert "Write why" in legal.post(f"{place}hold/", {"reason": ""}, follow=True).content.decode()
    said = legal.post(f"{place}hold/", {"reason": "Verserende retssag"}, follow=True).content.decode()
    assert "A legal hold is placed." in said and "A legal hold stands." in said
    assert number in legal.get("/retention/").content.decode()
    assert "is lifted" in legal.post(f"{place}lift/", {"reason": "Slut"}, follow=True).content.decode()
    said = legal.post(f"{place}archive/", follow=True).content.decode()
    assert "archived and verified" in said
    assert "as it should be" in legal.post(f"{place}verify/", follow=True).content.decode()
    assert {read.what for read in organisation.readings_of(number, limit=20)} >= {"page", "export"}


def test_a_person_is_given_a_zip(staff: dict[str, User]) -> None:
    number, anna = case("Ida Ibsen"), browser(staff["anna"])
    sent = {"number": number, "party": "P1", "reason": "Anmodning om indsigt"}
    answer = anna.post("/retention/person/", sent)
    assert answer["Content-Type"] == "application/zip"
    assert "insight.html" in zipfile.ZipFile(BytesIO(answer.content)).namelist()
    said = anna.post("/retention/person/", sent | {"reason": "kort"}).content.decode()
    assert "at least 10" in said and f'value="{number}"' in said


ADDRESSES = (
    "/retention/",
    "/retention/lists/2025-1/",
    "/retention/lists/2025-1/certificate.json",
    "/retention/cases/2025-000001/",
)
ACTS = (
    "/retention/lists/new/",
    "/retention/lists/2025-1/approve/",
    "/retention/lists/2025-1/carry-out/",
    "/retention/lists/2025-1/drop/",
    "/retention/cases/2025-000001/hold/",
)


@pytest.mark.parametrize("who", ["anna", "sys", None])
def test_others_neither_see_nor_do_anything(staff: dict[str, User], who: str | None) -> None:
    closed()
    page = browser(staff[who] if who else None)
    assert {page.get(address).status_code for address in ADDRESSES} == {403}
    assert {page.post(address).status_code for address in ACTS} == {403}
    assert not DestructionList.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["/retention/lists/9999-9/", "/retention/cases/2025-999999/", "/retention/cases/%3Cscript%3E/",
     "/retention/lists/1/certificate.exe", "/retention/lists/%00/"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_words(staff: dict[str, User], address: str) -> None:
    assert browser(staff["lis"]).get(address).status_code == 404
