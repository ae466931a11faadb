"""The pages of letters and documents as a person uses them, without a script: add, write, approve, send."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anke.casework.cases import commands as cases
from anke.casework.cases.queries import Case
from anke.casework.letters import commands, queries
from anke.casework.letters.models import Document, Letter
from anke.casework.letters.tests import made_files as made
from anke.casework.letters.tests import writing
from anke.casework.letters.tests.writing import GAPS
from anke.files.handler import MARK, Bounded
from anke.organisation import queries as organisation

People = dict[str, Any]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def people(tmp_path: Any, settings: Any) -> People:
    settings.ANKE_HOME = tmp_path
    return writing.office()


@pytest.fixture
def number(people: People) -> str:
    return writing.case()


def browser(user: Any, lang: str = "en") -> Client:
    client = Client(headers={"accept-language": lang})
    client.force_login(user)
    return client


def sent_file(name: str, raw: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def upload(client: Client, number: str, *files: SimpleUploadedFile, **more: str) -> Any:
    told = {"kind": "appeal", "files": list(files)} | more
    return client.post(reverse("letters-upload", args=[number]), told, follow=True)


def test_several_files_come_in_by_a_plain_form(number: str, people: People) -> None:
    client = browser(people["anna"])
    answer = upload(client, number, sent_file("a.pdf", made.pdf()), sent_file("b.docx", made.word()))
    assert "2 documents were added." in answer.content.decode()
    assert Document.objects.count() == 2


def test_a_hostile_file_is_refused_and_nothing_is_added(number: str, people: People) -> None:
    client = browser(people["anna"], "da")
    answer = upload(client, number, sent_file("a.pdf", made.pdf()), sent_file("b.docx", made.bomb()))
    assert answer.status_code == 422
    assert "»b.docx«: Filen fylder urimeligt meget" in answer.content.decode()
    assert not Document.objects.exists()


@pytest.mark.parametrize("kind", ["", "letter", "no_such"])
def test_the_kind_of_document_is_one_of_those_there_are(number: str, people: People, kind: str) -> None:
    answer = upload(browser(people["anna"]), number, sent_file("a.pdf", made.pdf()), kind=kind)
    assert answer.status_code == 422 and "Choose what the document is." in answer.content.decode()


def test_a_form_too_large_is_stopped_while_it_comes_in(
    number: str, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Bounded.__init__

    def small(self: Bounded, request: Any = None) -> None:
        begun(self, request)
        self._left = 3000

    monkeypatch.setattr(Bounded, "__init__", small)
    answer = upload(browser(people["anna"]), number, sent_file("a.pdf", made.pdf()))
    assert answer.status_code == 422 and "too large" in answer.content.decode()
    assert answer.wsgi_request.META[MARK] == "1"
    assert not Document.objects.exists()
    answer = upload(browser(people["anna"]), number, sent_file("a.txt", b"Jeg klager."))
    assert "1 document was added." in answer.content.decode()


def test_a_new_version_by_the_form(number: str, people: People) -> None:
    client = browser(people["anna"])
    upload(client, number, sent_file("a.pdf", made.pdf()))
    answer = upload(client, number, sent_file("a.pdf", made.pdf(2)), replaces="1")
    assert answer.status_code == 200
    page = client.get(reverse("letters-document", args=[number, 1])).content.decode()
    assert page.count("<code") == 2 and "newest" in page


def test_a_file_is_handed_out_and_its_reading_set_down(number: str, people: People) -> None:
    raw = made.pdf()
    upload(browser(people["anna"]), number, sent_file("Klage fra Bo.pdf", raw))
    answer = browser(people["bo"]).get(reverse("letters-download", args=[number, 1, 1]))
    assert answer.content == raw
    assert answer["Content-Disposition"] == f'attachment; filename="{number}-dok-1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    read = [(one.who, one.what) for one in organisation.readings_of(number, limit=50)]
    assert ("bo", "document") in read and ("anna", "page") in read


PATHS = ["letters-documents", "letters-upload", "letters-new"]


@pytest.mark.parametrize("who", ["uwe", "drift"])
@pytest.mark.parametrize("name", PATHS)
def test_a_case_one_does_not_see_is_not_there(number: str, people: People, name: str, who: str) -> None:
    answer = browser(people[who]).get(reverse(name, args=[number]))
    nowhere = browser(people[who]).get(reverse(name, args=["2025-999999"]))
    assert (answer.status_code, nowhere.status_code) == (404, 404)
    assert "/login/" in Client().get(reverse(name, args=[number]))["Location"]


def test_another_cases_document_is_not_reached_through_ones_own(number: str, people: People) -> None:
    told = {"case_type": "social_other", "authority": 101, "office": 3}
    other = cases.register_case(**told, **writing.by("system")).name
    commands.add_document(number=other, name="a.txt", raw=b"Hemmeligt", kind="appeal", **writing.by("uwe"))
    client = browser(people["anna"])
    for name, parts in (("letters-document", [1]), ("letters-download", [1, 1])):
        assert client.get(reverse(name, args=[number, *parts])).status_code == 404
        assert client.get(reverse(name, args=[other, *parts])).status_code == 404


def begin(client: Client, number: str, **more: str) -> str:
    told = {"template": "decision", "recipient": "P1", "language": "da", "outcome": "changed"} | more
    answer = client.post(reverse("letters-new", args=[number]), told)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def form(page: str) -> dict[str, Any]:
    """What the editor's form would send as it stands."""
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    return {"version": version[1], "title": "Afgørelse på din klage"} | {
        f"part-{k}": v for k, v in GAPS.items()
    }


def test_a_letter_from_template_to_post_by_two_people(number: str, people: People) -> None:
    anna, chef = browser(people["anna"]), browser(people["chef"])
    edit = begin(anna, number)
    page = anna.get(edit).content.decode()
    assert "is not finished" in page and "LIX" in page
    answer = anna.post(edit, form(page) | {"then": "read"}, follow=True)
    page = answer.content.decode()
    assert "Submit for approval" in page and "Send the letter" not in page
    do = {
        act: reverse("letters-act", args=[number, 1, act]) for act in ("submit", "approve", "return", "send")
    }
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    answer = anna.post(do["submit"], {"version": version[1]}, follow=True)
    assert "The letter is submitted for approval." in answer.content.decode()
    read = reverse("letters-read", args=[number, 1])
    page = chef.get(read).content.decode()
    digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', page)
    assert digest is not None
    assert 'name="sha256"' not in anna.get(read).content.decode()
    answer = chef.post(do["approve"], {"sha256": digest[1]}, follow=True)
    assert "The letter is approved." in answer.content.decode()
    page = anna.get(read).content.decode()
    assert "Go on to sending" in page and f'action="{do["send"]}"' not in page
    answer = anna.post(do["send"], sent_from(anna, number), follow=True)
    assert "The letter is sent." in answer.content.decode()
    page = anna.get(reverse("letters-documents", args=[number])).content.decode()
    assert "Dispatch log" in page and f"/cases/{number}/documents/1/1/file/" in page


def sent_from(browse: Client, number: str, channel: str = "digital_post") -> dict[str, str]:
    """What the page that asks once more would send."""
    page = browse.get(reverse("letters-send", args=[number, 1]), {"channel": channel}).content.decode()
    return {
        name: value
        for name in ("version", "channel")
        for value in re.findall(f'name="{name}" value="([^"]*)"', page)
    }


def approved(number: str, people: People) -> str:
    """A decision letter somebody else has approved; where it is read."""
    letter = writing.whole(number, outcome="changed")
    submitted = commands.submit_letter(
        number=number, letter=letter.number, version=letter.version, **writing.by()
    )
    assert submitted.sha256 is not None
    commands.approve_letter(
        number=number, letter=letter.number, sha256=submitted.sha256, **writing.by("chef")
    )
    return reverse("letters-read", args=[number, letter.number])


def test_before_a_letter_goes_one_sees_to_whom_how_and_with_what(number: str, people: People) -> None:
    approved(number, people)
    anna, send = browser(people["anna"]), reverse("letters-send", args=[number, 1])
    page = anna.get(send, {"channel": "letter"}).content.decode()
    for told in ("Kirsten Holm", "Egevej 14", "Letter on paper", "The case is decided as “Changed”"):
        assert told in page, told
    digital = anna.get(send, {"channel": "digital_post"}).content.decode()
    assert "Egevej 14" not in digital.split("<h2>")[1] and "Digital Post" in digital
    assert Case.objects.get(number=number).status == "approved"  # to look is not to send
    for channel in ("", "pigeon"):
        assert anna.get(send, {"channel": channel})["Location"] == reverse("letters-read", args=[number, 1])


def test_a_way_that_does_not_reach_the_recipient_is_told_before_anything_is_sent(
    people: People,
) -> None:
    number = writing.case(appellant={"name": "Kirsten Holm"})
    approved(number, people)
    anna = browser(people["anna"])
    for channel, says in (("letter", "has no address"), ("digital_post", "has no personal number")):
        page = anna.get(reverse("letters-send", args=[number, 1]), {"channel": channel}).content.decode()
        assert says in page and "Send the letter" not in page


def test_the_case_leads_to_the_letter_that_does_what_is_next(number: str, people: People) -> None:
    letter = writing.whole(number, outcome="changed")
    submitted = commands.submit_letter(
        number=number, letter=letter.number, version=letter.version, **writing.by()
    )
    address = reverse("letters-read", args=[number, letter.number])

    def first_button(who: str) -> str:
        page = browser(people[who]).get(reverse("case", args=[number])).content.decode()
        found = re.search(r'<a class="button button-primary" href="([^"]*)">([^<]*)</a>', page)
        assert found is not None
        return f"{found[1]} {found[2]}"

    assert first_button("chef") == f"{address} Read the letter and approve it"
    assert first_button("anna") == f"{address} See the letter that waits for approval"
    commands.approve_letter(
        number=number, letter=letter.number, sha256=submitted.sha256 or "", **writing.by("chef")
    )
    assert first_button("anna") == f"{address} Send the approved letter"
    act = browser(people["anna"]).get(reverse("act", args=[number, "decide"])).content.decode()
    assert "There is a letter for this" in act and f'class="button button-primary" href="{address}"' in act
    assert '<button class="button button-secondary" type="submit">Decide the case' in act


def test_the_second_to_save_keeps_their_text_and_sees_the_others(number: str, people: People) -> None:
    anna, bo = browser(people["anna"]), browser(people["bo"])
    edit = begin(anna, number)
    mine = form(anna.get(edit).content.decode())
    theirs = form(bo.get(edit).content.decode())
    bo.post(edit, theirs | {"part-reply": "Det skrev bo."})
    answer = anna.post(edit, mine | {"part-reply": "Det skrev anna."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "bo saved the letter at" in page
    assert "Det skrev anna." in page and "Det skrev bo." in page
    again = anna.post(edit, form(page) | {"part-reply": "Det skrev anna."})
    assert again.status_code == 302


def test_saving_while_writing_answers_with_the_letter_and_the_next_version(
    number: str, people: People
) -> None:
    anna = browser(people["anna"])
    edit = begin(anna, number)
    told = form(anna.get(edit).content.decode())
    autosave = reverse("letters-autosave", args=[number, 1])
    answer = anna.post(autosave, told | {"part-reply": "Såfremt du vil, vurderes det."})
    page = answer.content.decode()
    assert 'name="version" value="2" hx-swap-oob="true"' in page
    assert "såfremt" in page.lower() and "hvis" in page and "vurderes" in page
    assert "Såfremt du vil" in page and "<html" not in page
    assert Letter.objects.get().version == 2


MARK_UP = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% now %}'


def test_nothing_anybody_writes_is_ever_markup(people: People) -> None:
    person = writing.PERSON | {"name": f"Kirsten {MARK_UP}", "address": MARK_UP}
    number = writing.case(appellant=person)
    anna = browser(people["anna"])
    upload(anna, number, sent_file(f"klage{MARK_UP}.txt", b"Jeg klager."), title=MARK_UP)
    edit = begin(anna, number)
    told = form(anna.get(edit).content.decode())
    anna.post(edit, {name: value if name == "version" else MARK_UP for name, value in told.items()})
    do = reverse("letters-act", args=[number, 1, "return"])
    anna.post(do, {"reason": MARK_UP})
    pages = [
        *(reverse(name, args=[number]) for name in PATHS),
        reverse("letters-document", args=[number, 1]),
        edit,
        reverse("letters-read", args=[number, 1]),
    ]
    for path in pages:
        text = anna.get(path).content.decode()
        assert "<script>alert" not in text and "<img src=x" not in text, path
        assert "&lt;script&gt;" in text or path in pages[1:2], path
    held = anna.post(reverse("letters-autosave", args=[number, 1]), form(anna.get(edit).content.decode()))
    assert "<script>alert" not in held.content.decode()
    for name in ("letters-preview", "letters-word"):
        assert anna.get(reverse(name, args=[number, 1])).status_code == 200


def test_a_protected_recipient_is_named_nowhere_but_in_the_letter(people: People) -> None:
    number = writing.case()
    cases.change_party(
        number=number, party="P1", person=writing.PERSON, protected=True, reason="Beskyttet", **writing.by()
    )
    anna = browser(people["anna"])
    edit = begin(anna, number, template="acknowledgement", outcome="")
    page = anna.get(reverse("letters-documents", args=[number])).content.decode()
    assert "Kirsten" not in page and "Egevej" not in page and "appellant (protected)" in page
    assert "Kirsten" not in anna.get(reverse("letters-new", args=[number])).content.decode()
    assert "Egevej 14" in anna.get(edit).content.decode()
    for name in ("letters-preview", "letters-word"):
        said = anna.get(reverse(name, args=[number, 1]))["Content-Disposition"]
        assert "Kirsten" not in said and number in said


def test_the_draft_as_pdf_says_it_is_one(number: str, people: People) -> None:
    from pypdf import PdfReader

    anna = browser(people["anna"])
    begin(anna, number)
    raw = anna.get(reverse("letters-preview", args=[number, 1])).content
    assert "Udkast – ikke sendt" in PdfReader(io.BytesIO(raw)).pages[0].extract_text()


def test_a_list_asks_as_many_questions_for_many_as_for_few(number: str, people: People) -> None:
    anna = browser(people["anna"])
    path = reverse("letters-documents", args=[number])

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert anna.get(path).status_code == 200
        return len(asked)

    def add(first: int, last: int) -> None:
        files = [commands.NewDocument(f"{n}.txt", f"Brev {n}".encode(), "appeal") for n in range(first, last)]
        commands.add_documents(number=number, files=files, **writing.by())

    add(0, 2)
    questions()
    few = questions()
    add(2, 18)
    writing.begin(number, "acknowledgement")
    writing.begin(number, "acknowledgement")
    assert questions() <= few + 1


def test_those_who_only_read_are_offered_nothing(number: str, people: People) -> None:
    from anke.organisation.tests.people import somebody
    from anke.rules.roles import Role

    reader = browser(somebody("styr", Role.STEERING_UNIT))
    page = reader.get(reverse("letters-documents", args=[number])).content.decode()
    assert "Write a letter" not in page and "Add documents" not in page
    answer = upload(reader, number, sent_file("a.pdf", made.pdf()))
    assert answer.status_code == 422 and "does not let you" in answer.content.decode()


def test_an_act_that_is_none_is_not_there(number: str, people: People) -> None:
    anna = browser(people["anna"])
    begin(anna, number)
    assert anna.post(reverse("letters-act", args=[number, 1, "explode"])).status_code == 404
    assert anna.get(reverse("letters-act", args=[number, 1, "send"])).status_code == 405
    answer = anna.post(reverse("letters-act", args=[number, 1, "discard"]), follow=True)
    assert "The draft is thrown away." in answer.content.decode()
    assert queries.letters_of(number, user=people["anna"], at=writing.MOMENT) == []
