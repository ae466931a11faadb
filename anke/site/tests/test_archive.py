"""The file a backup is: whole or refused. Each kind of damage and of malice, made by hand."""

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.site.archive import BadArchive, Changed, Manifest, is_safe, parts_of, read_manifest, unpack, write

WORDS: dict[str, Any] = {
    "made_at": "2025-10-15T12:00:00+00:00",
    "program": "0.1.0",
    "content": "x",
    "engine": "sqlite",
    "events": 3,
    "last_event": "y",
    "synthetic": True,
    "with_keys": False,
}


def nothing(amount: int) -> None:
    """No progress is shown."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("house")
    files = {}
    for name, content in (
        ("anke.sqlite3", bytes(range(256)) * 500),
        ("statistics/events/year=2025/1-3.parquet", b"PAR1" * 99),
        ("synthetic", b""),
    ):
        files[name] = folder / name
        files[name].parent.mkdir(parents=True, exist_ok=True)
        files[name].write_bytes(content)
    return files


def manifest(files: dict[str, Path]) -> Manifest:
    return Manifest(**WORDS, parts=parts_of(files))


@pytest.fixture(scope="module")
def whole(house: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "backup.tar.gz"
    write(out, manifest(house), house, nothing)
    return out


def test_what_goes_in_comes_out(whole: Path, house: dict[str, Path], tmp_path: Path) -> None:
    told: list[int] = []
    assert unpack(whole, tmp_path, told.append) == manifest(house) == read_manifest(whole)
    assert {name: (tmp_path / name).read_bytes() for name in house} == {
        name: path.read_bytes() for name, path in house.items()
    }
    assert sum(told) == sum(path.stat().st_size for path in house.values())


def test_only_its_owner_can_read_it(whole: Path) -> None:
    assert whole.stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_where_writing_fails(house: dict[str, Path], tmp_path: Path) -> None:
    said = manifest(house)
    moved = house | {"synthetic": house["anke.sqlite3"]}
    with pytest.raises(Changed):
        write(tmp_path / "backup.tar.gz", said, moved, nothing)
    with pytest.raises(Changed):
        write(tmp_path / "backup.tar.gz", said, house | {"synthetic": tmp_path / "gone"}, nothing)
    with pytest.raises(Changed):
        write(tmp_path / "backup.tar.gz", said, house | {"anke.sqlite3": house["synthetic"]}, nothing)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_cut_short_anywhere_it_is_refused(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = whole.read_bytes()
    folder = tmp_path_factory.mktemp("cut")
    cut = folder / "cut.tar.gz"
    cut.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    (folder / "into").mkdir()
    with pytest.raises(BadArchive, match=r"cut short|no backup made"):
        unpack(cut, folder / "into", nothing)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_changed_byte_anywhere_is_seen(
    whole: Path, house: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    raw = bytearray(gzip.decompress(whole.read_bytes()))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    folder = tmp_path_factory.mktemp("flipped")
    (folder / "b.tar.gz").write_bytes(gzip.compress(bytes(raw), 1))
    (folder / "into").mkdir()
    try:
        said = unpack(folder / "b.tar.gz", folder / "into", nothing)
    except BadArchive:
        return
    # What is not refused changed nothing that is used: padding, or words of the manifest about the backup.
    assert said.parts == manifest(house).parts
    for name, path in house.items():
        assert (folder / "into" / name).read_bytes() == path.read_bytes()


def planted(folder: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    out = folder / "planted.tar.gz"
    with tarfile.open(out, "w:gz") as tar:
        for member, content in members:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return out


def said(*parts: dict[str, Any], **changes: Any) -> tuple[tarfile.TarInfo, bytes]:
    words = {"format": "anke-backup-1", **WORDS, "parts": list(parts)} | changes
    return tarfile.TarInfo("manifest.json"), json.dumps(words).encode()


def part(path: str, size: int = 1, digest: str = "0" * 64) -> dict[str, Any]:
    return {"path": path, "bytes": size, "sha256": digest}


def link(name: str, target: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, target
    return member


MALICE: list[tuple[str, list[tuple[tarfile.TarInfo, bytes]], str]] = [
    ("no manifest", [(tarfile.TarInfo("anke.sqlite3"), b"x")], "no backup made by anke backup"),
    ("empty", [], "no backup made by anke backup"),
    ("manifest is no JSON", [(tarfile.TarInfo("manifest.json"), b"{")], "manifest cannot be read"),
    ("another format", [said(format="anke-backup-9")], "manifest cannot be read"),
    ("unknown words", [said(colour="red")], "manifest cannot be read"),
    ("a way up", [said(part("../evil")), (tarfile.TarInfo("../evil"), b"x")], "outside the house"),
    ("a way up inside", [said(part("statistics/../../evil"))], "outside the house"),
    ("absolute", [said(part("/tmp/evil")), (tarfile.TarInfo("/tmp/evil"), b"x")], "outside the house"),
    ("hidden", [said(part(".ssh/authorized_keys"))], "outside the house"),
    ("twice", [said(part("a"), part("a"))], "no backup made"),
    ("unnamed member", [said(), (tarfile.TarInfo("../evil"), b"x")], "does not name like that"),
    ("a link", [said(part("a", 0)), (link("a", "/etc/passwd"), b"")], "does not name like that"),
    ("another size", [said(part("a", 2)), (tarfile.TarInfo("a"), b"x")], "does not name like that"),
    ("another content", [said(part("a")), (tarfile.TarInfo("a"), b"x")], "does not have the SHA-256"),
    ("a part is missing", [said(part("a"))], "lacks 'a'"),
    ("more than the disk holds", [said(part("a", 2**60))], "are free at"),
]


@pytest.mark.parametrize(("what", "members", "says"), MALICE, ids=[row[0] for row in MALICE])
def test_malice_is_refused(
    what: str, members: list[tuple[tarfile.TarInfo, bytes]], says: str, tmp_path: Path
) -> None:
    into = tmp_path / "deep" / "into"
    into.mkdir(parents=True)
    with pytest.raises(BadArchive, match=says):
        unpack(planted(tmp_path, members), into, nothing)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and path.parent != into] == [
        "planted.tar.gz"
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"\x1f\x8b", b"plain text\n" * 99])
def test_another_file_is_no_backup(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BadArchive, match=r"no backup made by anke backup"):
        read_manifest(tmp_path / "x")


def test_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="There is no file"):
        read_manifest(tmp_path / "x")


@given(st.text(max_size=30))
def test_a_safe_name_stays_inside(name: str) -> None:
    if is_safe(name):
        inside = Path("/house") / name
        assert inside.resolve().is_relative_to("/house") and inside.resolve() == inside
