"""XES logs: what the standard allows, and what an attacker would send."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from anke.events.logs.opening import open_log
from anke.events.logs.problem import LogError
from anke.events.logs.read_xes import read_xes
from anke.events.logs.row import LogRow
from anke.events.logs.tests.reading import write_log

COLUMNS = ["case:concept:name", "concept:name", "time:timestamp", "case:due"]

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="none"/></global>
  <int key="meta"  value="2"><string key="concept:name" value="nested"/></int>
  <trace>
    <string key="concept:name" value="A &amp; B"/>
    <date key="due" value="2024-02-01T00:00:00+01:00"><string key="concept:name" value="nested"/></date>
    <event>
      <string key="concept:name" value="in"/>
      <date key="time:timestamp" value="2024-01-02T10:00:00.000+01:00"/>
      <list key="more"><values><string key="concept:name" value="nested"/></values></list>
    </event>
    <event>
      <string key="concept:name" value="out"/>
    </event>
  </trace>
  <trace>
    <string key="concept:name" value="empty"/>
  </trace>
</log>
"""


def rows(path: Path, columns: list[str] = COLUMNS, required: list[str] = COLUMNS[:3]) -> list[LogRow]:
    with open_log(path) as stream:
        return list(read_xes(stream, columns, required))


@pytest.mark.parametrize("packed", [False, True])
def test_events_with_the_attributes_of_their_trace(tmp_path: Path, packed: bool) -> None:
    data = gzip.compress(LOG.encode()) if packed else LOG.encode()
    trace = {"case:concept:name": "A & B", "case:due": "2024-02-01T00:00:00+01:00"}
    assert rows(write_log(tmp_path, data, "log.xes")) == [
        LogRow(9, trace | {"concept:name": "in", "time:timestamp": "2024-01-02T10:00:00.000+01:00"}),
        LogRow(14, trace | {"concept:name": "out"}),
        LogRow(18, {"case:concept:name": "empty"}, event=False),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    log = LOG.replace("UTF-8", encoding).replace('"out"', '"afgørelse"')
    found = rows(write_log(tmp_path, log.encode(encoding), "log.xes"))
    assert found[1].values["concept:name"] == "afgørelse"


BILLION_LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<log><trace><string key="concept:name" value="&c;"/></trace></log>"""
EXTERNAL = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<log><trace><string key="concept:name" value="1"/>&secret;</trace></log>"""
EXTERNAL_DTD = '<!DOCTYPE log SYSTEM "http://127.0.0.1:9/evil.dtd"><log/>'
PARAMETER = '<!DOCTYPE log [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><log/>'
QUADRATIC = f'<!DOCTYPE log [<!ENTITY a "{"a" * 50_000}">]><log><trace>{"&a;" * 5_000}</trace></log>'


@pytest.mark.parametrize("attack", [BILLION_LAUGHS, EXTERNAL, EXTERNAL_DTD, PARAMETER, QUADRATIC])
def test_document_types_and_entities_are_refused(tmp_path: Path, attack: str) -> None:
    with pytest.raises(LogError, match=r"line \d+ declares a document type or an entity"):
        rows(write_log(tmp_path, attack, "log.xes"))


BROKEN = [
    ("", "not well-formed XML (no element found)"),
    ("nothing of the kind", "not well-formed XML"),
    ("<html></html>", "begins with <html> and not with <log>"),
    (LOG[:-30], "damaged or cut off"),
    (LOG.replace("</event>", "", 1), "mismatched tag"),
    (LOG.replace("A &amp; B", "&undefined;"), "undefined entity"),
    (LOG.replace("A &amp; B", "a\0b"), "not well-formed XML"),
    (LOG.replace("UTF-8", "klingon"), "cannot be read"),
    ("<log>" + "<list>" * 100 + "</list>" * 100 + "</log>", "nested too deep"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_what_is_broken_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LogError) as refused:
        rows(write_log(tmp_path, text, "log.xes"))
    assert said in str(refused.value)


def test_an_attribute_no_event_has(tmp_path: Path) -> None:
    path = write_log(tmp_path, LOG, "log.xes")
    with pytest.raises(
        LogError, match=r"No event or trace in log.xes has 'Activity'. There are: .*concept:name"
    ):
        rows(path, [*COLUMNS, "Activity"], ["Activity"])


def test_an_element_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'<log><trace><string key="concept:name" value="')
        for _ in range(64):
            file.write(b"a" * 1_000_000)
    with open_log(path) as stream, pytest.raises(LogError, match="one element is longer than"):
        list(read_xes(stream, COLUMNS, COLUMNS))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_log(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    trace = LOG[LOG.index("<trace>") : LOG.index("</log>")].encode()
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b"<log>")
        for _ in range(20_000):
            file.write(trace)
        file.write(b"</log>")
    tracemalloc.start()
    try:
        with open_log(path) as stream:
            assert sum(1 for _ in read_xes(stream, COLUMNS, COLUMNS)) == 60_000
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
