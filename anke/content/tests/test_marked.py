"""Reading YAML: what is read is what stands there, and nothing that stands there can break the reader."""

from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from anke.content.marked import read
from anke.content.tests.small import FILES

WORDS = some.text(some.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12)
TREES = some.recursive(
    some.one_of(WORDS, some.integers(), some.booleans(), some.none()),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1.10", Decimal("1.10")),
        ('"1.10"', "1.10"),
        ("'1.10'", "1.10"),
        ("97.0", Decimal("97.0")),
        ("-5", -5),
        ("007", "007"),
        ("1e5", "1e5"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("12:30", "12:30"),
        ("true", True),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("~", None),
        ("", None),
        ("2025-01-31", date(2025, 1, 31)),
        ("2025-02-30", "2025-02-30"),
        ("2025-01-31T10:00:00", "2025-01-31T10:00:00"),
        ("§§ 50 d–51", "§§ 50 d–51"),
        ("|\n  two\n  lines", "two\nlines\n"),
    ],
)
def test_what_a_plain_value_is_read_as(written: str, read_as: object) -> None:
    found = read("x.yaml", f"a: {written}\n".encode())
    value = found.data["a"]
    assert (value, type(value)) == (read_as, type(read_as))


def test_every_key_and_value_keeps_its_line() -> None:
    found = read("x.yaml", b"a:\n  - b: 1\n\n    c: >\n      long\n  - {d: 2,\n     e: 3}\n")
    assert {path: mark.key for path, mark in found.marks.items() if path} == {
        ("a",): 1,
        ("a", 0): 2,
        ("a", 0, "b"): 2,
        ("a", 0, "c"): 4,
        ("a", 1): 6,
        ("a", 1, "d"): 6,
        ("a", 1, "e"): 7,
    }
    assert found.line(("a", 1, "nothing here")) == 6


@pytest.mark.slow
@given(TREES)
@settings(max_examples=200, deadline=None)
def test_what_is_written_out_is_read_back(tree: object) -> None:
    """Whatever the standard library of YAML writes with every word in quotes means the same here."""
    written = yaml.safe_dump({"a": tree}, allow_unicode=True, default_style='"')
    found = read(
        "x.yaml", written.replace("!!int ", "").replace("!!bool ", "").replace("!!null ", "").encode()
    )
    assert not found.problems
    assert found.data == {"a": as_words(tree)}


def as_words(tree: object) -> object:
    """Numbers and truth values in quotes are words."""
    if isinstance(tree, list):
        return [as_words(one) for one in tree]
    if isinstance(tree, dict):
        return {key: as_words(one) for key, one in tree.items()}
    if isinstance(tree, bool):
        return str(tree).lower()
    return "null" if tree is None else str(tree)


@given(some.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    found = read("x.yaml", raw)
    assert found.problems or found.data is not None
    assert all(problem.line >= 1 for problem in found.problems)


@given(some.integers(0, 900), some.text("-:{}[]&*!|>'\"#%@?, \n\tx1", min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_no_slip_of_the_hand_breaks_the_reader(place: int, slip: str) -> None:
    text = FILES["deadlines/rent.yaml"]
    at = place % len(text)
    found = read("x.yaml", (text[:at] + slip + text[at:]).encode())
    last = text.count("\n") + slip.count("\n") + 1
    assert all(1 <= problem.line <= last for problem in found.problems)
    assert all(problem.what and problem.do for problem in found.problems)
