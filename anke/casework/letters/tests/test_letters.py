"""A letter from its template to the post: what each step asks, refuses and records."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from anke.casework.cases import commands as cases
from anke.casework.cases.queries import case_of, compare_with_replay
from anke.casework.letters import commands, queries
from anke.casework.letters.models import Dispatch, Document, Letter
from anke.casework.letters.tests import writing
from anke.casework.letters.tests.writing import DAY, MOMENT, TODAY, begin, by, case, fill, send, whole
from anke.events import queries as events
from anke.rules.letter_parts import DECISION
from anke.rules.refusal import Refused, Stale
from anke.rules.steps import Status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.ANKE_HOME = tmp_path


@pytest.fixture
def people() -> dict[str, Any]:
    return writing.office()


@pytest.fixture
def number(people: dict[str, Any]) -> str:
    return case()


def kinds(number: str) -> list[str]:
    return [one.kind for one in events.events_of("case", number)]


def approved(number: str, letter: Letter) -> Letter:
    held = commands.submit_letter(number=number, letter=letter.number, version=letter.version, **by())
    assert held.sha256 is not None
    return commands.approve_letter(number=number, letter=letter.number, sha256=held.sha256, **by("chef"))


def test_a_letter_begins_with_the_words_for_its_outcome(number: str, people: dict[str, Any]) -> None:
    letter = begin(number, outcome="remanded")
    work = queries.letter_work(number, letter.number, day=TODAY, user=people["anna"], at=MOMENT)
    assert work is not None
    assert "Vi sender sagen tilbage til Københavns Kommune" in work.final.plain()
    assert "Kære Kirsten Holm" in work.final.plain()
    assert "traf afgørelse den 15. januar 2025. Vi modtog din klage den 3. marts 2025" in work.final.plain()
    assert {one.part for one in work.faults} == {"decision", "facts", "rules", "considerations", "reply"}


def test_a_decision_alone_decides_and_dispatches_in_one_act(number: str) -> None:
    row = send(number, whole(number))
    state = case_of(number)
    assert state is not None
    assert (state.status, state.outcome, state.dispatched_on) == (Status.DISPATCHED, "affirmed", TODAY)
    assert kinds(number)[-3:] == ["case_decided", "decision_dispatched", "letter_dispatched"]
    letter = Letter.objects.get()
    document = Document.objects.get()
    assert (letter.status, letter.dispatched_on, document.dispatched_on) == ("sent", TODAY, TODAY)
    assert row.document == document and document.kind == "letter"
    assert compare_with_replay() == []


@pytest.mark.parametrize("part", DECISION)
def test_a_decision_without_a_part_is_not_sent(number: str, part: str) -> None:
    letter = fill(number, begin(number), **{part: " "})
    before = kinds(number)
    with pytest.raises(Refused, match="is missing"):
        send(number, letter)
    assert kinds(number) == before
    assert not Document.objects.exists() and not Dispatch.objects.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Vi bruger [skriv: loven].", "er ikke skrevet færdig: loven"),
        ("Kære {modtagr}", "Linje 1, tegn 6: der er intet felt {modtagr}. Mente du {modtager}?"),
        ("Senest {svarfrist}", "sagen kender ikke den dag, modtageren senest skal svare"),
    ],
)
def test_a_gap_or_a_field_that_cannot_be_filled_stops_it(number: str, text: str, says: str) -> None:
    letter = fill(number, begin(number), rules=text)
    with pytest.raises(Refused) as refused:
        send(number, letter)
    assert says in refused.value.da


def test_a_decision_that_changes_needs_somebody_else(number: str) -> None:
    letter = whole(number, outcome="changed")
    with pytest.raises(Refused, match="submitted and approved first"):
        send(number, letter)
    held = commands.submit_letter(number=number, letter=letter.number, version=letter.version, **by())
    state = case_of(number)
    assert state is not None and state.status is Status.SUBMITTED
    assert state.draft is not None and state.draft[2:] == (held.sha256, "1")
    with pytest.raises(Refused, match="submitted"):
        send(number, letter)
    commands.approve_letter(number=number, letter=letter.number, sha256=held.sha256 or "", **by("chef"))
    send(number, letter)
    after = case_of(number)
    assert after is not None and after.status is Status.DISPATCHED
    sent = next(one for one in events.events_of("case", number) if one.kind == "decision_dispatched")
    assert sent.data["sha256"] == held.sha256


def test_nobody_approves_what_they_have_written_in(number: str) -> None:
    letter = whole(number, outcome="annulled")
    letter = fill(number, letter, who="chef", reply="Det har chefen skrevet.")
    held = commands.submit_letter(number=number, letter=letter.number, version=letter.version, **by())
    with pytest.raises(Refused, match="have written in this letter"):
        commands.approve_letter(number=number, letter=letter.number, sha256=held.sha256 or "", **by("chef"))


def test_an_approval_on_the_cases_own_page_is_four_eyes_too(number: str) -> None:
    """The event that submits a draft names who has written in it; sending asks once more."""
    letter = whole(number, outcome="changed")
    letter = fill(number, letter, who="chef", reply="Det har chefen skrevet.")
    held = commands.submit_letter(number=number, letter=letter.number, version=letter.version, **by())
    with pytest.raises(Refused, match="your own draft"):
        cases.approve_draft(number=number, sha256=held.sha256, **by("chef"))
    other = whole(case(), outcome="changed")
    third = other.subject.name
    held = commands.submit_letter(number=third, letter=1, version=other.version, **by())
    cases.approve_draft(number=third, sha256=held.sha256, **by("chef"))
    send(third, other)


def test_an_approval_that_pins_no_text_sends_no_letter(number: str) -> None:
    """A draft submitted past the letter, by its number alone."""
    letter = whole(number, outcome="changed")
    cases.submit_draft(number=number, letter=str(letter.number), outcome="changed", **by())
    cases.approve_draft(number=number, **by("chef"))
    with pytest.raises(Refused, match="no longer the one approved"):
        send(number, letter)


@pytest.mark.parametrize("who", ["bo", "drift", "uwe", "nobody"])
def test_only_the_roles_of_the_rule_approve(number: str, who: str) -> None:
    letter = whole(number, outcome="changed")
    held = commands.submit_letter(number=number, letter=letter.number, version=letter.version, **by())
    with pytest.raises(Refused):
        commands.approve_letter(number=number, letter=letter.number, sha256=held.sha256 or "", **by(who))
    assert Letter.objects.get().status == "submitted"


def test_a_text_that_changed_must_be_approved_again(number: str) -> None:
    """The recipient's address is part of the letter: it moves while the letter waits to be sent."""
    letter = approved(number, whole(number, outcome="changed"))
    moved = writing.PERSON | {"address": "Ny Vej 1\n4700 Næstved"}
    cases.change_party(number=number, party="P1", person=moved, reason="Flyttet", **by())
    with pytest.raises(Refused, match="no longer the one approved"):
        send(number, letter)
    held = commands.return_letter(
        number=number, letter=letter.number, reason="Ny adresse i brevet", **by("chef")
    )
    assert (held.status, held.sha256) == ("draft", None)
    send(number, approved(number, held))


def test_a_letter_returned_says_why_and_only_there(number: str, people: dict[str, Any]) -> None:
    letter = whole(number, outcome="changed")
    commands.submit_letter(number=number, letter=letter.number, version=letter.version, **by())
    commands.return_letter(number=number, letter=letter.number, reason="Kirsten skrev mere", **by("chef"))
    told = [events.say(one) for one in events.events_of("case", number)]
    assert not any("Kirsten" in one for one in told)
    [card] = queries.letters_of(number, user=people["anna"], at=MOMENT)
    assert card.returned == "Kirsten skrev mere"
    state = case_of(number)
    assert state is not None and state.status is Status.REGISTERED


def test_a_draft_taken_back_on_the_case_is_a_draft_here(number: str, people: dict[str, Any]) -> None:
    letter = whole(number, outcome="changed")
    commands.submit_letter(number=number, letter=letter.number, version=letter.version, **by())
    cases.take_back_draft(number=number, reason="En rettelse", **by())
    [card] = queries.letters_of(number, user=people["anna"], at=MOMENT)
    assert card.status == "draft"
    fill(number, letter, reply="Nu står der noget andet.")


def test_the_second_to_save_is_told_by_whom_and_when(number: str) -> None:
    letter = begin(number)
    fill(number, letter, who="bo")
    with pytest.raises(Stale) as refused:
        fill(number, letter, who="anna")
    assert refused.value.da.startswith("bo har gemt brevet kl. 11.00, siden du åbnede det.")
    assert "still stands here" in refused.value.en


def test_saving_the_same_words_makes_no_version_and_no_event(number: str) -> None:
    letter = whole(number)
    before = kinds(number)
    assert fill(number, letter).version == letter.version
    assert kinds(number) == before


def test_an_automatic_save_tells_no_event_unless_another_hand_holds_the_pen(number: str) -> None:
    letter = begin(number)
    before = kinds(number)
    told = {"number": number, "letter": letter.number, "title": "Afgørelse", "automatic": True}
    saved = commands.save_letter(**told, parts={"reply": "Et svar."}, version=1, **by())
    assert (saved.version, kinds(number)) == (2, before)
    commands.save_letter(**told, parts={"reply": "Et bedre svar."}, version=2, **by("bo"))
    assert kinds(number) == [*before, "letter_changed"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"template": "no_such"}, "no such letter template"),
        ({"recipient": "P9"}, "among the parties"),
        ({"language": "de"}, "in Danish only"),
        ({"template": "forwarding", "language": "en"}, "in Danish only"),
        ({"outcome": None}, "what the decision comes to"),
        ({"outcome": "withdrawn"}, "what the decision comes to"),
        ({"actor": "uwe"}, "There is no case"),
        ({"actor": "drift"}, "There is no case"),
        ({"happened_on": TODAY + timedelta(days=1)}, "future"),
        ({"happened_on": DAY - timedelta(days=1)}, "cannot have happened before"),
    ],
)
def test_what_cannot_be_begun_is_refused(number: str, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        begin(number, **{"template": "decision"} | more)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"parts": {"virus": "x"}}, "has no part"),
        ({"parts": {"reply": "x" * 20_001}}, "too long"),
        ({"title": "x" * 201}, "too long"),
        ({"version": 7}, "saved the letter"),
    ],
)
def test_what_cannot_be_saved_is_refused(number: str, more: dict[str, Any], says: str) -> None:
    letter = begin(number)
    told: dict[str, Any] = {"title": "Afgørelse", "parts": {}, "version": 1} | more
    with pytest.raises(Refused, match=says):
        commands.save_letter(number=number, letter=letter.number, **told, **by())


def test_a_sent_letter_takes_no_act_more(number: str) -> None:
    letter = whole(number)
    send(number, letter)
    for act in (
        lambda: fill(number, letter, reply="Nej."),
        lambda: send(number, letter),
        lambda: commands.discard_letter(number=number, letter=letter.number, **by()),
        lambda: commands.return_letter(number=number, letter=letter.number, reason="Fortrudt", **by()),
    ):
        with pytest.raises(Refused, match="it is sent"):
            act()


def test_a_sent_letter_says_what_it_said_whatever_happens_after(number: str, people: dict[str, Any]) -> None:
    row = send(number, whole(number))
    moved = writing.PERSON | {"name": "Kirsten Ny", "address": "Ny Vej 1"}
    cases.change_party(number=number, party="P1", person=moved, reason="Flyttet", **by())
    work = queries.letter_work(number, row.letter.number, day=TODAY, user=people["anna"], at=MOMENT)
    assert work is not None
    assert (work.final.recipient, work.final.address[0]) == ("Kirsten Holm", "Egevej 14")
    assert work.final.sha256 == work.card.sha256


def test_a_hearing_and_a_request_are_acts_on_the_case_too(number: str) -> None:
    send(number, whole(number, "party_hearing"))
    send(number, whole(number, "information_request"))
    told = [
        one
        for one in events.events_of("case", number)
        if one.kind in ("party_heard", "information_requested")
    ]
    assert [one.data for one in told] == [
        {"party": "P1", "answer_by": "2025-06-16"},
        {"source": "part P1", "answer_by": "2025-06-16"},
    ]


def test_a_dismissal_closes_the_case_with_its_ground(number: str) -> None:
    letter = whole(number, "dismissal")
    with pytest.raises(Refused, match="why the case is closed"):
        send(number, letter)
    send(number, letter, ground="Klagefristen var udløbet")
    state = case_of(number)
    assert state is not None and (state.status, state.outcome) == (Status.DISPATCHED, "dismissed")


def test_a_letter_of_a_decided_case_has_the_same_outcome(number: str) -> None:
    letter = whole(number)
    cases.decide_case(number=number, outcome="remanded", **by())
    with pytest.raises(Refused, match="another outcome"):
        send(number, letter)


def test_the_letter_of_a_case_decided_on_its_own_page_is_approved_and_sent_too(number: str) -> None:
    letter = whole(number, outcome="changed")
    cases.decide_case(number=number, outcome="changed", **by())
    send(number, approved(number, letter))
    state = case_of(number)
    assert state is not None and state.status is Status.DISPATCHED
    assert kinds(number)[-5:] == [
        "case_decided",
        "letter_submitted",
        "letter_approved",
        "decision_dispatched",
        "letter_dispatched",
    ]


def test_a_letter_that_was_submitted_before_the_case_was_decided_can_still_be_approved(number: str) -> None:
    letter = whole(number, outcome="changed")
    held = commands.submit_letter(number=number, letter=letter.number, version=letter.version, **by())
    cases.approve_draft(number=number, sha256=held.sha256, **by("chef"))
    cases.decide_case(number=number, outcome="changed", **by())
    commands.approve_letter(number=number, letter=1, sha256=held.sha256 or "", **by("chef"))
    send(number, letter)


def test_paper_needs_an_address_and_digital_post_a_number(people: dict[str, Any]) -> None:
    number = case(appellant={"name": "Bo Bek"})
    letter = whole(number, "acknowledgement")
    with pytest.raises(Refused, match="no address"):
        send(number, letter, channel="letter")
    with pytest.raises(Refused, match="no personal number"):
        send(number, letter)
    with pytest.raises(Refused, match="how the letter is to be sent"):
        send(number, letter, channel="dove")


@pytest.mark.django_db(transaction=True)
def test_the_letter_leaves_and_its_recipient_is_told_nothing_of_it(settings: Any) -> None:
    writing.office()
    number = case()
    row = send(number, whole(number))
    row.refresh_from_db()
    assert (row.handed_over_at, row.delivered_at, row.notice) == (MOMENT, MOMENT, "sent")
    [file] = list((settings.ANKE_HOME / "outbox").glob(f"*{row.digital_id}*"))
    text = file.read_text()
    assert "<memo:recipientID>0099000001</memo:recipientID>" in text and f"{number}-dok-1.pdf" in text
    [notice] = mail.outbox
    assert notice.to == ["kirsten@example.org"]
    assert not any(word in notice.body for word in (number, "Kirsten", "klage", "Afgørelse"))
    assert commands.retry(at=MOMENT) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_breaks_nothing_and_is_tried_again(settings: Any) -> None:
    settings.EMAIL_BACKEND = "anke.casework.letters.tests.broken.Mail"
    users = writing.office()
    number = case()
    row = send(number, whole(number))
    row.refresh_from_db()
    assert (row.notice, row.handed_over_at) == ("failed", MOMENT)
    assert "mail server did not take" in row.notice_trouble
    assert [one.letter for one in queries.waiting(user=users["anna"], at=MOMENT)] == [1]
    assert queries.waiting(user=users["uwe"], at=MOMENT) == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert commands.retry(at=MOMENT + timedelta(hours=1)) == (1, 0)
    assert queries.waiting(user=users["anna"], at=MOMENT) == []


@pytest.mark.django_db(transaction=True)
def test_a_post_that_fails_leaves_the_decision_made_and_is_tried_again(settings: Any) -> None:
    settings.ANKE_POST = "anke.casework.letters.tests.broken:Port"
    writing.office()
    number = case()
    row = send(number, whole(number))
    row.refresh_from_db()
    state = case_of(number)
    assert state is not None and state.status is Status.DISPATCHED
    assert (row.handed_over_at, row.tries, row.trouble) == (None, 1, "The post is closed.")
    assert commands.retry(at=MOMENT) == (0, 1)
    settings.ANKE_POST = "anke.casework.letters.post:Outbox"
    assert commands.retry(at=MOMENT) == (1, 0)
