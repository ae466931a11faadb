"""Files made in the tests, good and hostile. Nothing here was written by anybody else."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import typst
import xlsxwriter
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

_PAGE = b'#set document(title: "Klage")\n#set text(lang: "da")\nJeg klager over afslaget.'


def pdf(pages: int = 1) -> bytes:
    made: bytes = typst.compile(_PAGE + b"\n#pagebreak()\nMere." * (pages - 1), format="pdf")
    return made


def changed_pdf(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    change(writer)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def with_action(kind: str, **more: str) -> bytes:
    """A PDF that does something when it is opened."""

    def change(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject(kind)})
        for key, value in more.items():
            action[NameObject(f"/{key}")] = TextStringObject(value)
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return changed_pdf(change)


def with_hidden_script() -> bytes:
    """A script on a page's annotation, in an object stream, its name in hexadecimal."""
    raw = with_action("/JavaScript", JS="app.alert(1)")
    return raw.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS ", b"/J#53 ")


def with_attachment() -> bytes:
    return changed_pdf(lambda writer: writer.add_attachment("virus.exe", b"MZ"))


def with_form_script() -> bytes:
    def change(writer: PdfWriter) -> None:
        form = DictionaryObject({NameObject("/XFA"): ArrayObject([TextStringObject("template")])})
        writer._root_object[NameObject("/AcroForm")] = form

    return changed_pdf(change)


def encrypted_pdf() -> bytes:
    return changed_pdf(lambda writer: writer.encrypt("hemmelig"))


def many_pages(pages: int) -> bytes:
    """A small PDF with a great many pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    return written(writer)


def lying_page_count() -> bytes:
    """A PDF whose tree of pages leads back to itself."""

    def change(writer: PdfWriter) -> None:
        tree = writer._root_object["/Pages"]
        tree[NameObject("/Kids")].append(writer._root_object.raw_get("/Pages"))  # type: ignore[union-attr] # a list of pages
        tree[NameObject("/Count")] = NumberObject(7)

    return changed_pdf(change)


def exploding_stream() -> bytes:
    """A page whose content unpacks to a gigabyte."""

    def change(writer: PdfWriter) -> None:
        squeezed = zlib.compress(b"\x00" * 50_000_000, 9)
        stream = StreamObject()
        stream._data = zlib.compress(squeezed * 20, 9)
        filters = ArrayObject([NameObject("/FlateDecode"), NameObject("/FlateDecode")])
        stream[NameObject("/Filter")] = filters
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return changed_pdf(change)


def word(text: str = "Jeg klager over afslaget.") -> bytes:
    document, held = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(held)
    return held.getvalue()


def sheet() -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    book.add_worksheet().write(0, 0, "Husleje")
    book.close()
    return held.getvalue()


def rewritten(
    raw: bytes, extra: dict[str, bytes], change: Callable[[str, bytes], bytes] | None = None
) -> bytes:
    """The same archive with further entries, or with some changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) if change is None else change(name, old.read(name)))
        for name, text in extra.items():
            new.writestr(name, text)
    return held.getvalue()


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    """A Word file with a part changed."""

    def change(part: str, text: bytes) -> bytes:
        if part != name:
            return text
        assert old in text
        return text.replace(old, new, 1)

    return rewritten(word(), {}, change)


def bomb(megabytes: int = 400) -> bytes:
    return rewritten(word(), {"word/media/image1.png": b"\x00" * (megabytes * 2**20)})


def lying_bomb() -> bytes:
    """A Word file whose directory says that a large entry is small."""
    raw = bytearray(rewritten(word(), {"word/media/image1.png": b"\x00" * (60 * 2**20)}))
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(raw)


def overlapping() -> bytes:
    """An archive whose entries share the same bytes."""
    raw = bytearray(rewritten(word(), {"word/a.xml": b"<a/>", "word/b.xml": b"<b/>"}))
    last = raw.rfind(b"PK\x01\x02")
    one_before = raw.rfind(b"PK\x01\x02", 0, last)
    raw[last + 42 : last + 46] = raw[one_before + 42 : one_before + 46]
    return bytes(raw)


def text_document() -> bytes:
    held = io.BytesIO()
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    words = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"<office:c {space} {words}><text:p>Jeg klager.</text:p></office:c>")
    return held.getvalue()


def png(width: int = 2, height: int = 2, tail: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\x00" + b"\xff" * 2) * 2)
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"") + tail


def jpeg(tail: bytes = b"") -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 2, 2, 1) + b"\x01\x11\x00"
    app = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    return b"\xff\xd8" + app + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00?\x00\x00" + b"\xff\xd9" + tail
