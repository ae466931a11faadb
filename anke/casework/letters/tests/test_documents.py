"""Documents: sealed, written whole or not at all, versioned, fixed once sent, forgotten with the key."""

import hashlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from anke.casework.cases import commands as cases
from anke.casework.letters import commands, queries
from anke.casework.letters.models import Document, DocumentText, Letter
from anke.casework.letters.tests import made_files as made
from anke.casework.letters.tests import writing
from anke.casework.letters.tests.writing import MOMENT, TODAY, by, case, send, whole
from anke.events import queries as events
from anke.files import vault
from anke.rules.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def people() -> dict[str, Any]:
    return writing.office()


@pytest.fixture
def number(people: dict[str, Any], tmp_path: Path, settings: Any) -> str:
    settings.ANKE_HOME = tmp_path
    return case()


def add(number: str, raw: bytes, name: str = "Klage fra Bo.pdf", **more: Any) -> Document:
    return commands.add_document(number=number, name=name, raw=raw, **{"kind": "appeal"} | by() | more)


def test_a_document_is_kept_sealed_and_comes_back_as_it_was(number: str, people: dict[str, Any]) -> None:
    raw = made.pdf()
    added = add(number, raw)
    [card] = queries.documents_of(number, user=people["anna"], at=MOMENT)
    assert (card.title, card.name, card.kind, card.media) == (
        "Klage fra Bo",
        "Klage fra Bo.pdf",
        "appeal",
        "pdf",
    )
    assert (card.sha256, card.size, card.pages) == (hashlib.sha256(raw).hexdigest(), len(raw), 1)
    assert card.outward == f"{number}-dok-1.pdf"
    assert queries.raw_of(added.pk) == raw
    assert "Jeg klager over afslaget." in queries.text_of(added.pk)
    on_disk = vault.place(added.address).read_bytes()
    assert raw[:200] not in on_disk and hashlib.sha256(on_disk).hexdigest() == added.address
    for kept in (added.sealed, DocumentText.objects.get().sealed):
        assert b"Klage" not in bytes(kept) and b"klager" not in bytes(kept)
    told = events.events_of("case", number)[-1]
    assert told.kind == "document_added" and "sealed" in told.data["title"]


def test_others_see_nothing_of_it(number: str, people: dict[str, Any]) -> None:
    add(number, made.pdf())
    for who in ("uwe", "drift"):
        assert queries.documents_of(number, user=people[who], at=MOMENT) == []
        assert queries.document(number, 1, user=people[who], at=MOMENT) is None
        with pytest.raises(Refused):
            add(number, made.word(), "b.docx", **by(who))


def test_a_new_version_leaves_the_old_one(number: str, people: dict[str, Any]) -> None:
    add(number, made.pdf())
    add(number, made.pdf(2), replaces=1)
    told = queries.documents_of(number, user=people["anna"], at=MOMENT)
    assert [(one.number, one.version, one.newest, one.pages) for one in told] == [
        (1, 2, True, 2),
        (1, 1, False, 1),
    ]
    assert told[0].outward == f"{number}-dok-1-v2.pdf"
    with pytest.raises(Refused, match="no document to replace"):
        add(number, made.pdf(3), replaces=7)


def test_the_same_file_twice_is_told_where_it_is(number: str) -> None:
    raw = made.pdf()
    add(number, raw)
    with pytest.raises(Refused, match="already, as document 1"):
        add(number, raw, "anden.pdf")


def test_several_files_come_in_together_or_not_at_all(number: str) -> None:
    good, bad = (
        commands.NewDocument("a.pdf", made.pdf(), "appeal"),
        commands.NewDocument("b.pdf", b"MZ", "appeal"),
    )
    with pytest.raises(Refused) as refused:
        commands.add_documents(number=number, files=[good, bad], **by())
    assert refused.value.da.startswith("»b.pdf«: Filen er et program")
    assert not Document.objects.exists()
    commands.add_documents(number=number, files=[good], **by())
    with pytest.raises(Refused, match="at most 20"):
        commands.add_documents(number=number, files=[good] * 21, **by())


def test_a_title_with_a_personal_number_is_refused_and_a_name_with_one_is_not_taken(
    number: str, people: dict[str, Any]
) -> None:
    with pytest.raises(Refused, match="personal number"):
        add(number, made.pdf(), title="Klage fra 010180-1234")
    add(number, made.pdf(), "010180-1234 klage.pdf")
    [card] = queries.documents_of(number, user=people["anna"], at=MOMENT)
    assert card.title == "Dokument"


def test_forgetting_the_case_forgets_its_documents_and_letters(number: str, people: dict[str, Any]) -> None:
    added = add(number, made.pdf())
    send(number, whole(number))
    cases.forget_parties(number=number, reason="Slettefristen", **by("system"))
    cards = queries.documents_of(number, user=people["anna"], at=MOMENT)
    assert {(one.title, one.name) for one in cards} == {(None, None)}
    assert queries.raw_of(added.pk) is None and queries.text_of(added.pk) == ""
    assert [one.title for one in queries.letters_of(number, user=people["anna"], at=MOMENT)] == [None]
    assert [one.recipient for one in queries.dispatches_of(number, user=people["anna"], at=MOMENT)] == [None]
    with pytest.raises(Refused, match="forgotten"):
        add(number, made.word(), "b.docx")
    assert commands.sweep(now=MOMENT).forgotten == 2  # at once: nobody can open them any more
    assert list(vault.addresses()) == []
    assert queries.differences() == []


def test_what_was_sent_is_written_once(number: str, people: dict[str, Any]) -> None:
    add(number, made.pdf())
    send(number, whole(number))
    with pytest.raises(Refused, match="was sent"):
        add(number, made.pdf(2), replaces=2)


STATEMENTS = [
    "UPDATE letters_document SET sha256 = 'x' WHERE number = 1",
    "UPDATE letters_document SET address = 'x' WHERE number = 1",
    "UPDATE letters_document SET sealed = '' WHERE number = 1",
    "UPDATE letters_document SET version = 9 WHERE number = 1",
    "UPDATE letters_document SET dispatched_on = NULL WHERE number = 2",
    "UPDATE letters_document SET dispatched_on = '2020-01-01' WHERE number = 2",
    "DELETE FROM letters_document WHERE number = 2",
    "UPDATE letters_letter SET sealed = ''",
    "UPDATE letters_letter SET status = 'draft', dispatched_on = NULL",
    "DELETE FROM letters_letter",
]


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_too(statement: str) -> None:
    writing.office()
    number = case()
    add(number, made.pdf())
    send(number, whole(number))
    with (
        pytest.raises(DatabaseError) as problem,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM letters_dispatch")
        cursor.execute("DELETE FROM letters_documenttext")
        cursor.execute(statement)
    assert "never changed or deleted" in str(problem.value) or "written once" in str(problem.value)


def test_a_document_not_sent_yet_may_be_dispatched_and_no_more(number: str) -> None:
    add(number, made.pdf())
    letter = writing.begin(number, "party_hearing")
    letter = writing.fill(number, letter)
    letter = commands.save_letter(
        number=number, letter=letter.number, title="Nye oplysninger", parts={}, version=letter.version,
        enclosures=("1",), **by(),
    )  # fmt: skip
    send(number, letter)
    enclosed, sent = Document.objects.order_by("number")
    assert (enclosed.dispatched_on, sent.dispatched_on) == (TODAY, TODAY)
    with pytest.raises(Refused, match="was sent"):
        add(number, made.pdf(2), replaces=1)


def test_a_crash_between_file_and_row_leaves_nothing_on_the_case_and_is_swept(
    number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("anke.casework.letters.adding.note", crash)
    with pytest.raises(RuntimeError, match="planted"), transaction.atomic():
        add(number, made.pdf())
    assert not Document.objects.exists()
    [(address, _)] = list(vault.addresses())
    assert commands.sweep(now=MOMENT).orphans == 0  # too young: somebody may be about to write its row
    old = MOMENT.timestamp() - 200_000
    os.utime(vault.place(address), (old, old))
    assert commands.sweep(now=MOMENT).orphans == 1
    assert list(vault.addresses()) == []


def test_a_disk_that_is_full_is_no_document(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("anke.files.vault.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        add(number, made.pdf())
    monkeypatch.undo()
    assert not Document.objects.exists()
    assert list(vault.addresses()) == [] and list(vault.drafts()) == []


def test_a_file_that_is_gone_or_changed_is_named(number: str) -> None:
    first, second = add(number, made.pdf()), add(number, made.word(), "b.docx")
    assert queries.differences() == []
    vault.place(first.address).unlink()
    place = vault.place(second.address)
    place.write_bytes(place.read_bytes() + b"x")
    told = queries.differences()
    assert [one.split(":")[0] for one in told] == [
        f"case {number}, document 1 version 1",
        f"case {number}, document 2 version 1",
    ]
    with pytest.raises(queries.Damaged):
        queries.raw_of(first.pk)


def test_a_file_put_in_anothers_place_is_found_out(number: str) -> None:
    other = case()
    mine, theirs = add(number, made.pdf()), add(other, made.pdf(2))
    vault.place(mine.address).write_bytes(vault.place(theirs.address).read_bytes())
    with pytest.raises(queries.Damaged):
        queries.raw_of(mine.pk)


def test_an_old_draft_is_swept_and_a_young_one_left(number: str) -> None:
    folder = vault.home() / vault.DRAFTS
    folder.mkdir(parents=True)
    for name, age in (("old", 200_000), ("young", 10)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age, time.time() - age))
    assert commands.sweep(now=datetime.now(UTC)).drafts == 1
    assert [path.name for path, _ in vault.drafts()] == ["young"]


def test_a_sealed_letter_does_not_open_as_an_older_one(number: str) -> None:
    letter = writing.begin(number)
    before = bytes(Letter.objects.get().sealed)
    writing.fill(number, letter)
    Letter.objects.update(sealed=before)
    with pytest.raises(Exception, match="does not open"):
        writing.fill(number, Letter.objects.get(), reply="Igen.")
