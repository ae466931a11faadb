"""The pages: typed, looked at, proposed, approved by another; a file brought in; nonsense told what to do."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from anke.organisation import commands as organisation
from anke.steering.external import queries
from anke.steering.external.models import Proposal
from anke.steering.external.tests import people
from anke.steering.external.tests.people import DIRECTOR, STEERING, WORKER, engage, proposed
from anke.steering.external.tests.test_importing import BUDGET

pytestmark = pytest.mark.django_db
FORM = "/external/2025/budget/"
TYPED = {"base": "400", "realised": "408,0", "source": "Økonomi", "period": "2025"}


@pytest.fixture(autouse=True)
def _people(monkeypatch: pytest.MonkeyPatch) -> None:
    engage()
    monkeypatch.setattr("anke.site.today.house_now", lambda: people.NOW + timedelta(hours=1))


def browser(initials: str, lang: str = "en") -> Client:
    if not User.objects.filter(username=initials).exists():
        by: dict[str, Any] = {"happened_on": people.NOW.date(), "actor": "test", "recorded_at": people.NOW}
        organisation.open_account(initials=initials, username=initials, password=None, **by)
    one = Client(headers={"accept-language": lang})
    one.force_login(User.objects.get(username=initials))
    return one


def shown(answer: Any) -> str:
    """The page's words, without their elements."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def upload(text: str | bytes = b"Opgjort", name: str = "bilag.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_what_it_comes_to_is_shown_before_anything_is_kept() -> None:
    answer = browser(STEERING).post(FORM, TYPED | {"do": "show"})
    assert answer.status_code == 200
    assert "(408 − 400) / |400| × 100 = 2" in shown(answer)
    assert not Proposal.objects.exists()


def test_propose_then_another_approves() -> None:
    answer = browser(STEERING).post(FORM, TYPED | {"do": "propose", "evidence": upload()})
    page = "/external/proposals/2026-0001/"
    assert (answer.status_code, answer["Location"]) == (302, page)
    own = shown(browser(STEERING).get(page))
    assert "somebody else must approve" in own and "You approve the figures" not in own
    director = browser(DIRECTOR)
    html = director.get(page).content.decode()
    (digest,) = re.findall(r'name="sha256" value="([0-9a-f]{64})"', html)
    assert director.post(f"{page}approve/", {"sha256": digest}).status_code == 302
    assert "approved" in shown(director.get(page))
    assert Proposal.objects.get().settled_by == DIRECTOR
    again = director.post(f"{page}approve/", {"sha256": digest})
    assert again.status_code == 422
    assert "approved already by Dir (dir)" in shown(again)


def test_the_proposer_who_tries_is_told() -> None:
    row = proposed()
    card = queries.proposal(row.number)
    assert card is not None
    answer = browser(STEERING).post(f"/external/proposals/{row.number}/approve/", {"sha256": card.sha256})
    assert answer.status_code == 422
    assert "You proposed these figures yourself" in shown(answer)


def test_a_number_read_in_two_ways_is_asked_about_and_then_kept() -> None:
    one = browser(STEERING)
    typed = TYPED | {"base": "1.400", "realised": "1400", "do": "propose", "evidence": upload()}
    answer = one.post(FORM, typed)
    assert answer.status_code == 422
    assert "can be read as 1400 and as 1.4" in shown(answer)
    assert 'name="mark.base" value=","' in answer.content.decode()
    typed |= {"mark.base": ",", "evidence": upload()}
    assert one.post(FORM, typed).status_code == 302
    assert Proposal.objects.get().parts == {"base": "1400", "realised": "1400"}


def test_what_is_unusual_is_asked_about() -> None:
    one = browser(STEERING)
    typed = {"cases": "3000", "criticised": "2", "source": "FO", "do": "propose"}
    answer = one.post("/external/2025/ombudsman/", typed)
    assert answer.status_code == 422 and 'name="sure"' in answer.content.decode()
    assert one.post("/external/2025/ombudsman/", typed | {"sure": "yes"}).status_code == 302
    assert Proposal.objects.get().confirmed


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"base": "400 t.kr."}, "The figure is in thousand DKK, and million DKK is asked for"),
        ({"base": ""}, "Write a number."),
        ({"source": " "}, "Write where the figures come from."),
        ({"base": "0"}, "0 was budgeted"),
        ({"evidence": upload(b"MZ", "a.exe")}, "The file is a program"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(typed: dict[str, Any], says: str) -> None:
    answer = browser(STEERING).post(FORM, TYPED | {"do": "propose"} | typed)
    assert answer.status_code == 422
    assert says in shown(answer)
    assert not Proposal.objects.exists()


def test_areas_are_typed_by_name() -> None:
    names, levels = [f"Område {n}" for n in range(1, 9)] + ["Support", ""], ["4"] * 8 + ["3", ""]
    typed = {"areas.name": names, "areas.value": levels, "source": "Digst", "do": "propose"}
    one = browser(STEERING)
    twice = one.post("/external/2025/iso27001/", typed | {"areas.name": ["Område 2", *names[1:]]})
    assert "“Område 2” stands twice" in shown(twice)
    assert one.post("/external/2025/iso27001/", typed).status_code == 302
    assert Proposal.objects.get().parts["areas:Support"] == "3"


def test_returned_figures_stand_in_the_form_again() -> None:
    row = proposed()
    director = browser(DIRECTOR)
    back = {"reason": "Se på året"}
    assert director.post(f"/external/proposals/{row.number}/return/", back).status_code == 302
    page = browser(STEERING, "da").get(f"/external/proposals/{row.number}/").content.decode()
    assert "Se på året" in page and f"?from={row.number}" in page
    form = browser(STEERING, "da").get(f"{FORM}?from={row.number}").content.decode()
    assert 'name="realised" value="408"' in form and f'name="replaces" value="{row.number}"' in form


def test_a_file_is_previewed_then_confirmed() -> None:
    one = browser(STEERING)
    answer = one.post("/external/import/", {"file": upload(BUDGET, "tal.csv"), "do": "look"})
    html = answer.content.decode()
    assert answer.status_code == 200 and "What tal.csv would bring" in shown(answer)
    assert "(408 − 400) / |400| × 100 = 2" in shown(answer)
    assert not Proposal.objects.exists()
    carried = dict(re.findall(r'type="hidden" name="(raw|name|source|mark)" value="([^"]*)"', html))
    done = one.post("/external/import/", carried | {"do": "confirm"})
    assert (done.status_code, done["Location"]) == (302, "/external/")
    assert Proposal.objects.count() == 2
    again = one.post("/external/import/", carried | {"do": "confirm"})
    assert again.status_code == 422
    assert "The same file was imported by Sty (sty) on 2026-01-20" in shown(again)
    assert Proposal.objects.count() == 2


def test_the_preview_asks_which_sign_a_file_uses() -> None:
    one = browser(STEERING)
    text = BUDGET.replace("400,0", "1.400").replace("408,0", "1408")
    answer = one.post("/external/import/", {"file": upload(text, "tal.csv")})
    html = answer.content.decode()
    assert answer.status_code == 422 and "Which sign stands before the decimals" in html
    carried = dict(re.findall(r'type="hidden" name="(raw|name|source)" value="([^"]*)"', html))
    looked = one.post("/external/import/", carried | {"mark": ",", "do": "look"})
    assert looked.status_code == 200 and "Confirm: propose these figures" in shown(looked)


@pytest.mark.parametrize("sent", [{}, {"raw": "!!"}, {"raw": "AAAA"}])
def test_no_file_is_told_so(sent: dict[str, str]) -> None:
    answer = browser(STEERING).post("/external/import/", sent | {"do": "confirm"})
    assert (answer.status_code, "Choose a file." in shown(answer)) == (422, True)


def test_the_evidence_is_for_those_who_answer_for_it() -> None:
    row = proposed()
    address = f"/external/proposals/{row.number}/files/1/"
    answer = browser(DIRECTOR).get(address)
    assert answer.content == people.EVIDENCE.raw
    assert answer["Content-Disposition"] == f'attachment; filename="forslag-{row.number}-dok-1.txt"'
    assert browser(WORKER).get(address).status_code == 403
    assert "opgørelse.txt" in browser(WORKER).get(f"/external/proposals/{row.number}/").content.decode()
    assert browser(DIRECTOR).get(f"/external/proposals/{row.number}/files/2/").status_code == 404


@pytest.mark.parametrize("act", ["approve", "return", "withdraw", "attach"])
def test_a_caseworker_does_none_of_it(act: str) -> None:
    row = proposed()
    assert browser(WORKER).post(f"/external/proposals/{row.number}/{act}/").status_code == 403
    assert Proposal.objects.get().status == "proposed"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/external/?plan=1999", 404),
        ("/external/?period=2025-13", 400),
        ("/external/?period=2024Q1", 400),
        ("/external/2025/1.2.a/", 404),
        ("/external/1999/budget/", 404),
        ("/external/2025/budget/?period=2024", 400),
        ("/external/proposals/2026-9999/", 404),
        ("/external/2025/budget/?from=%00", 200),
    ],
)
def test_nonsense_is_answered(path: str, status: int) -> None:
    assert browser(STEERING).get(path).status_code == status


def test_an_unknown_act_is_none() -> None:
    row = proposed()
    assert browser(DIRECTOR).post(f"/external/proposals/{row.number}/burn/").status_code == 404
