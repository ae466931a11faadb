"""What strangers send: a hostile file is refused with a sentence that says what to do, a good one is read."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.casework.letters.tests import made_files as made
from anke.content.load import content
from anke.files.names import LONGEST, clean, outward
from anke.files.reading import look_inside
from anke.rules.steps import Refused

pytestmark = pytest.mark.slow

LIMITS = content().uploads.limits.on(date(2025, 10, 15))

GOOD = [
    ("klage.pdf", made.pdf, "Jeg klager over afslaget."),
    ("Klage.PDF", made.pdf, "Jeg klager over afslaget."),
    ("klage.docx", made.word, "Jeg klager over afslaget."),
    ("budget.xlsx", made.sheet, "Husleje"),
    ("klage.odt", made.text_document, "Jeg klager."),
    ("klage.txt", "Jeg klager på det skarpeste, § 12.".encode, "på det skarpeste"),
    ("gammel.txt", lambda: "Blåbærgrød".encode("cp1252"), "Blåbærgrød"),
    ("billede.png", made.png, ""),
    ("billede.jpg", made.jpeg, ""),
    ("billede.jpeg", made.jpeg, ""),
]


@pytest.mark.parametrize(("name", "make", "says"), GOOD, ids=[name for name, _, _ in GOOD])
def test_a_good_file_is_taken_in_and_read(name: str, make: Callable[[], bytes], says: str) -> None:
    assert says in look_inside(make(), name, LIMITS).text


_BODY = "word/document.xml"
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document'
_MACRO = b"application/vnd.ms-office.vbaProject"
_TYPES = "[Content_Types].xml"
_RELS = "word/_rels/document.xml.rels"
_TEMPLATE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="x9" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="https://example.org/x.dotm" TargetMode="External"/>'
)
_OPEN_RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_FIELD = b"<w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\\\windows\\\\cmd.exe</w:instrText></w:body>"


def with_entry(make: Callable[[], bytes], name: str) -> Callable[[], bytes]:
    """The same archive with one entry more."""
    return lambda: made.rewritten(make(), {name: b"<x/>"})


# what it is, its name, its bytes, what the refusal says
HOSTILE: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("nothing", "tom.pdf", lambda: b"", "tom"),
    ("a program called PDF", "klage.pdf", lambda: b"MZ\x90\x00" + b"\x00" * 99, "program"),
    ("a Linux program", "klage.txt", lambda: b"\x7fELF" + b"\x00" * 99, "program"),
    ("a script", "klage.txt", lambda: b"#!/bin/sh\nrm -rf /", "script"),
    ("a page", "klage.txt", lambda: b"  <!DOCTYPE html><script>alert(1)</script>", "webside"),
    ("a page, after a mark", "klage.txt", lambda: b"\xef\xbb\xbf<html>", "webside"),
    ("a picture that runs", "klage.png", lambda: b'<svg onload="alert(1)">', "SVG"),
    ("a picture that runs, as XML", "k.txt", lambda: b'<?xml version="1.0"?><svg/>', "SVG"),
    ("an old Office file", "klage.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    ("a gif", "klage.gif", lambda: b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "PDF"),
    ("any archive", "klage.zip", lambda: b"PK\x03\x04", "PDF"),
    ("bytes", "klage.txt", lambda: bytes(range(256)), "PDF"),
    ("a PDF called Word", "klage.docx", made.pdf, ".pdf"),
    ("a Word file called PDF", "klage.pdf", made.word, ".docx"),
    ("a PDF that ends in .exe", "klage.pdf.exe", made.pdf, "siger .exe"),
    ("a PDF without an ending", "klage", made.pdf, "ingen endelse"),
    ("a PDF that is an archive", "klage.pdf", lambda: made.pdf() + made.word(), "to slags"),
    ("an archive before a PDF", "klage.pdf", lambda: b"\n%x\n" + made.pdf(), "to slags"),
    ("a PDF that is a page", "klage.pdf", lambda: b"%PDF-1.7 <html>" + made.pdf(), "webside"),
    ("a PDF with a tail", "klage.pdf", lambda: made.pdf() + b"<script>alert(1)</script>" * 9, "to slags"),
    ("a picture that is an archive", "b.png", lambda: made.png(tail=made.word()), "to slags"),
    ("a picture with a tail", "b.png", lambda: made.png(tail=b"<?php x ?>"), "to slags"),
    ("a photograph with a page", "b.jpg", lambda: made.jpeg(tail=b" " * 2000 + b"<script>"), "to slags"),
    ("a picture of a billion points", "b.png", lambda: made.png(40_000, 40_000), "opløsning"),
    ("an encrypted PDF", "klage.pdf", made.encrypted_pdf, "adgangskode"),
    ("a PDF with a script", "k.pdf", lambda: made.with_action("/JavaScript", JS="app.alert(1)"), "script"),
    ("a PDF with a hidden script", "k.pdf", made.with_hidden_script, "script"),
    ("a PDF that starts a program", "k.pdf", lambda: made.with_action("/Launch", F="cmd.exe"), "starte"),
    ("a PDF that sends data", "k.pdf", lambda: made.with_action("/SubmitForm", F="x"), "starte"),
    ("a PDF with a file in it", "k.pdf", made.with_attachment, "vedhæftet"),
    ("a PDF with an active form", "k.pdf", made.with_form_script, "script"),
    ("10,000 pages", "k.pdf", lambda: made.many_pages(10_000), "10000; højst 2000"),
    ("half a PDF", "k.pdf", lambda: made.pdf()[:300] + b"\n%%EOF", "beskadiget"),
    ("a zip bomb", "k.docx", made.bomb, "pakkes ud"),
    ("a bomb in proportion", "k.docx", lambda: made.bomb(30), "pakkes ud"),
    ("a bomb that lies", "k.docx", made.lying_bomb, ""),
    ("entries that overlap", "k.docx", made.overlapping, "pakkes ud"),
    ("macros", "k.docx", with_entry(made.word, "word/vbaProject.bin"), "makroer"),
    ("macros by type", "k.docx", lambda: made.replaced(_TYPES, b"application/xml", _MACRO), "makroer"),
    ("macros in a sheet", "k.xlsx", with_entry(made.sheet, "xl/vbaProject.bin"), "makroer"),
    ("macros in text", "k.odt", with_entry(made.text_document, "Basic/x.xml"), "makroer"),
    ("an embedded program", "k.docx", with_entry(made.word, "word/embeddings/oleObject1.bin"), "andre filer"),
    ("an embedded page", "k.docx", with_entry(made.word, "word/afchunk.htm"), "andre filer"),
    ("a template from outside", "k.docx", lambda: made.replaced(_RELS, _OPEN_RELS, _TEMPLATE), "andet sted"),
    ("a field that starts one", "k.docx", lambda: made.replaced(_BODY, b"</w:body>", _FIELD), "felter"),
    ("a billion laughs", "k.docx", lambda: made.replaced(_BODY, b"<w:document", _LAUGHS), "beskadiget"),
    ("a path out", "k.docx", with_entry(made.word, "../../etc/passwd"), "beskadiget"),
    ("a path from the root", "k.docx", with_entry(made.word, "/etc/passwd"), "beskadiget"),
    ("half a Word file", "k.docx", lambda: made.word()[:-30], ""),
]  # fmt: skip


LARGE = ("10,000 pages", "a zip bomb")  # these alone take as long as all others


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        pytest.param(*row, id=what, marks=[pytest.mark.slow] if what in LARGE else [])
        for what, *row in HOSTILE
    ],
)
def test_a_hostile_file_is_refused_in_words(name: str, make: Callable[[], bytes], says: str) -> None:
    with pytest.raises(Refused) as refused:
        look_inside(make(), name, LIMITS)
    assert says in refused.value.da
    assert refused.value.da != refused.value.en and refused.value.da.endswith(".")


@pytest.mark.slow
def test_a_page_that_unpacks_to_a_gigabyte_takes_nobody_down() -> None:
    """Refused, or read as a page without words: the process that opens it may not take a gigabyte."""
    try:
        assert len(look_inside(made.exploding_stream(), "k.pdf", LIMITS).text) < 1000
    except Refused as refused:
        assert "PDF" in refused.en or "file" in refused.en


def test_pages_that_lead_back_to_themselves_are_read_or_refused() -> None:
    try:
        look_inside(made.lying_page_count(), "k.pdf", LIMITS)
    except Refused as refused:
        assert "PDF" in refused.en or "file" in refused.en


def test_a_file_larger_than_the_limit_is_refused_before_it_is_opened() -> None:
    with pytest.raises(Refused, match="too large"):
        look_inside(b"%PDF-" + b"\x00" * LIMITS.largest_file, "k.pdf", LIMITS)


NAMES = [
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\bo\\klage.pdf", "klage.pdf"),
    ("klage\u202efdp.exe", "klagefdp.exe"),
    ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie_ x.pdf"),
    ("  .. ", "unavngivet"),
    ("", "unavngivet"),
    ("NUL.pdf", "_NUL.pdf"),
    ('a<script>"|?*.pdf', "a_script_____.pdf"),
    ("Kl\u200bage\u202e.pdf", "Klage.pdf"),
    ("æøå Ærø.pdf", "æøå Ærø.pdf"),
]


@pytest.mark.parametrize(("sent", "kept"), NAMES)
def test_names_are_made_harmless(sent: str, kept: str) -> None:
    assert clean(sent) == kept


def test_a_name_too_long_keeps_its_ending() -> None:
    assert clean("x" * 400 + ".pdf") == "x" * (LONGEST - 4) + ".pdf"


@given(st.text(max_size=300))
def test_no_name_is_a_path_or_empty(sent: str) -> None:
    kept = clean(sent)
    assert 0 < len(kept) <= LONGEST and kept.isprintable() and not set("/\\\x00") & set(kept)
    assert kept not in (".", "..")


def test_a_file_leaves_under_a_name_that_tells_of_nobody() -> None:
    assert outward("2025-000123", 3, 1, "pdf") == "2025-000123-dok-3.pdf"
    assert outward('a"b\r\n', 3, 1, "pdf") == "a_b__-dok-3.pdf"
