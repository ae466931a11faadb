"""A process of its own that opens what strangers have sent: `python -I child.py KIND PAGES` reads a file's
bytes from standard input and answers with JSON: what is dangerous in it, how many pages it has, its text.

It imports nothing of this program, is given an empty environment, and limits itself before it reads.
"""

import io
import json
import resource
import sys
import zipfile
from typing import Any, Final

MEMORY: Final = 1_500 * 2**20  # bytes of address space
SECONDS: Final = 25  # of processor time
MOST_TEXT: Final = 2_000_000  # characters kept
MOST_OBJECTS: Final = 400_000  # of a PDF
_ACTIONS: Final = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/ImportData": "launch",
    "/SubmitForm": "launch",
    "/GoToE": "launch",
    "/Rendition": "launch",
    "/Movie": "launch",
}
_KEYS: Final = {"/JS": "script", "/EmbeddedFiles": "attachments", "/RichMedia": "launch", "/XFA": "script"}


def limit() -> None:
    """Never more than this, whatever the file asks for; and no new files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(2000)


def read_pdf(raw: bytes, most_pages: int) -> dict[str, Any]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted:
        return {"danger": "encrypted"}
    said = _page_count(reader)
    pages = len(reader.pages) if said <= most_pages else said
    if pages > most_pages:
        return {"danger": "pages", "pages": pages}
    if found := danger_in(reader):
        return {"danger": found, "pages": pages}
    kept: list[str] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text() or ""
        kept.append(text)
        size += len(text)
        if size > MOST_TEXT:
            break
    return {"pages": pages, "text": "\n\n".join(kept)[:MOST_TEXT]}


def _page_count(reader: Any) -> int:
    """What the file says of itself, before the tree of pages is walked."""
    try:
        return int(reader.trailer["/Root"]["/Pages"]["/Count"])
    except (KeyError, TypeError, ValueError):
        return 0


def danger_in(reader: Any) -> str | None:
    """The first thing in a PDF that acts or carries something; every object is looked at."""
    numbers = {(number, generation) for generation, at in reader.xref.items() for number in at}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        return "objects"
    from pypdf.generic import IndirectObject

    for number, generation in sorted(numbers):
        if found := _in_object(reader.get_object(IndirectObject(number, generation, reader))):
            return found
    return _in_object(reader.trailer)


def _in_object(whole: Any) -> str | None:
    """Looks into dictionaries and lists, never through references: those are objects of their own."""
    ahead = [whole]
    while ahead:
        one = ahead.pop()
        if isinstance(one, dict):
            for key, value in one.raw_items() if hasattr(one, "raw_items") else one.items():
                if key in _KEYS:
                    return _KEYS[key]
                if key in ("/S", "/Subtype") and value in _ACTIONS:
                    return _ACTIONS[value]
                if key == "/Type" and value == "/EmbeddedFile":
                    return "attachments"
                ahead.append(value)
        elif isinstance(one, list):
            ahead.extend(one)
    return None


def read_docx(raw: bytes) -> dict[str, Any]:
    import docx
    from docx.table import Table

    document = docx.Document(io.BytesIO(raw))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return {"text": "\n".join(lines)[:MOST_TEXT]}


def read_xlsx(raw: bytes) -> dict[str, Any]:
    """The words of the cells; numbers tell a search nothing."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [
            name
            for name in archive.namelist()
            if name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/sheet")
        ]
        trees = [_tree(archive.read(name)) for name in sorted(parts)]
    lines = ["".join(one.itertext()) for tree in trees for one in tree.iter(f"{space}si", f"{space}is")]
    return {"text": "\n".join(lines)[:MOST_TEXT]}


def read_odt(raw: bytes) -> dict[str, Any]:
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        root = _tree(archive.read("content.xml"))
    lines = ["".join(one.itertext()) for one in root.iter(f"{space}p", f"{space}h")]
    return {"text": "\n".join(lines)[:MOST_TEXT]}


def _tree(text: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


READERS: Final = {"docx": read_docx, "xlsx": read_xlsx, "odt": read_odt}


def main(arguments: list[str]) -> int:
    limit()
    kind, most_pages = arguments[0], int(arguments[1])
    raw = sys.stdin.buffer.read()
    try:
        told = read_pdf(raw, most_pages) if kind == "pdf" else READERS[kind](raw)
    except Exception as problem:
        told = {"danger": "damaged", "why": type(problem).__name__}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
