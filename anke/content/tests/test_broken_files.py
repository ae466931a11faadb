"""What a person is told who wrote a file wrongly: where, what is wrong, what to write instead.

The table is broken_files.md.
"""

from pathlib import Path

import pytest

from anke.content import load
from anke.content.tests.small import FILES, write_small_authority

AREA, TERM, OUTCOME = "law_areas/housing.yaml", "deadlines/rent.yaml", "outcomes.yaml"


def rows() -> list[list[str]]:
    """The rows of broken_files.md, every cell as plain text."""
    lines = (Path(__file__).parent / "broken_files.md").read_text(encoding="utf-8").splitlines()
    table = [
        line for line in lines if line.startswith("| ") and not line.startswith(("| the fault", "| ---"))
    ]
    return [[cell.strip().strip("`").replace("⏎", "\n") for cell in row.split("|")[1:-1]] for row in table]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_broken_file_is_told_where_what_and_how(row: list[str], tmp_path: Path) -> None:
    _, file, there, instead, line, what, do = row
    assert FILES[file].count(there) == 1
    place = write_small_authority(tmp_path)
    (place / file).write_text(FILES[file].replace(there, instead), encoding="utf-8")
    found = [one for one in load.check(place) if one.file == file]
    told = [(one.line, what in one.what, do in one.do) for one in found]
    assert told == [(int(line), True, True)], [str(one) for one in found]


def test_the_table_is_long() -> None:
    assert len(rows()) >= 25


def test_the_small_authority_is_in_order(tmp_path: Path) -> None:
    assert load.check(write_small_authority(tmp_path)) == []


def test_every_problem_is_told_in_one_run(tmp_path: Path) -> None:
    place = write_small_authority(tmp_path)
    (place / AREA).write_text(
        FILES[AREA].replace("code: 11", "cod: 11").replace("kind: appeal", "kind: appel")
    )
    (place / TERM).write_text(FILES[TERM].replace("from: 2025-01-01", "from: 2025-02-30"))
    (place / OUTCOME).write_text("")
    told = [(one.file, one.line) for one in load.check(place)]
    assert told == [(TERM, 17), (AREA, 3), (AREA, 7), (OUTCOME, 1)]
    with pytest.raises(load.ContentError) as raised:
        load.load(place)
    assert str(raised.value).startswith("4 problems in the content:")


def raw(place: Path, content: bytes) -> list[tuple[str, int, str]]:
    (place / AREA).write_bytes(content)
    return [(one.file, one.line, one.what) for one in load.check(place) if one.file == AREA]


def test_files_no_editor_should_have_written(tmp_path: Path) -> None:
    place = write_small_authority(tmp_path)
    assert raw(place, b"") == [(AREA, 1, "the file is empty")]
    assert raw(place, b"# nothing but a comment\n") == [(AREA, 1, "the file is empty")]
    assert raw(place, "id: a\ntitle: {da: blå}\n".encode("cp1252")) == [(AREA, 2, "byte 0xe5 is not UTF-8")]
    assert raw(place, b"id: a\x00b\n") == [(AREA, 1, "a sign no text editor would write")]
    assert "levels deep" in raw(place, b"id: " + b"[" * 300 + b"]" * 300)[0][2]
    assert "levels deep" in raw(place, b"[" * 100_000)[0][2]
    assert "levels deep" in raw(place, b"- " * 100_000)[0][2]
    assert raw(place, b"x" * 5_000_001)[0][2] == "the file is 5000001 bytes long"
    assert raw(place, ("﻿" + FILES[AREA]).encode()) == []


def test_a_bomb_of_aliases_is_refused_before_it_is_built(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    found = raw(write_small_authority(tmp_path), bomb.encode())
    assert {what.split("'")[2] for _, _, what in found} == {" makes one value stand in several places"}


def test_files_in_the_wrong_place(tmp_path: Path) -> None:
    place = write_small_authority(tmp_path)
    (place / "law_areas/more.yml").write_text(FILES[AREA])
    (place / "laws.yaml").write_text(FILES[AREA])
    (place / "law_areas/deeper").mkdir()
    (place / "law_areas/deeper/one.yaml").write_text(FILES[AREA])
    (place / "outcomes.yaml").unlink()
    (place / "README.md").write_text("Not content.")
    told = [(one.file, one.what) for one in load.check(place)]
    assert told == [
        ("law_areas/deeper/one.yaml", "no document is known by this place"),
        ("law_areas/more.yml", "ends in .yml"),
        ("laws.yaml", "no document is known by this place"),
        ("outcomes.yaml", "is missing"),
    ]


def test_a_file_that_is_broken_does_not_accuse_the_others(tmp_path: Path) -> None:
    place = write_small_authority(tmp_path)
    (place / AREA).write_text(FILES[AREA].replace("code: 11", "code: eleven"))
    assert [one.file for one in load.check(place)] == [AREA]


def test_no_such_folder(tmp_path: Path) -> None:
    (problem,) = load.check(tmp_path / "nowhere")
    assert (problem.what, problem.do) == ("there is no such folder", "name a folder of content files")
