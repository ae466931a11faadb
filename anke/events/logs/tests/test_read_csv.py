"""CSV logs: every way of writing them that occurs, and every way of being broken."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from anke.events.logs.opening import LONGEST, kind_of_log, open_log
from anke.events.logs.problem import LogError
from anke.events.logs.read_csv import read_csv
from anke.events.logs.row import LogRow
from anke.events.logs.tests.reading import write_log

COLUMNS = ["case", "activity", "time"]


def rows(path: Path, **how: str) -> list[LogRow]:
    with open_log(path) as stream:
        return list(read_csv(stream, COLUMNS, **how))


def activities(path: Path, **how: str) -> list[str]:
    return [row.values["activity"] for row in rows(path, **how)]


GOOD = "case,activity,time\n1,in,2024-01-02\n1,out,2024-01-03\n"


@pytest.mark.parametrize("packed", [False, True])
def test_rows_carry_their_line_and_only_the_columns_asked_for(tmp_path: Path, packed: bool) -> None:
    text = b"time,more,case,activity\n2024-01-02,x,1,in\n\n2024-01-03,y,1,out\n"
    path = write_log(tmp_path, gzip.compress(text) if packed else text, "log.csv.gz" if packed else "log.csv")
    assert rows(path) == [
        LogRow(2, {"case": "1", "activity": "in", "time": "2024-01-02"}),
        LogRow(4, {"case": "1", "activity": "out", "time": "2024-01-03"}),
    ]


def test_a_field_over_several_lines_is_told_by_its_first(tmp_path: Path) -> None:
    path = write_log(tmp_path, 'case,activity,time\n1,"in\nor so",2024-01-02\n1,out,2024-01-03\n')
    assert [(row.line, row.values["activity"]) for row in rows(path)] == [(2, "in\nor so"), (4, "out")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    assert activities(write_log(tmp_path, GOOD.replace(",", delimiter))) == ["in", "out"]


def test_a_stated_delimiter_is_used(tmp_path: Path) -> None:
    assert activities(write_log(tmp_path, GOOD.replace(",", "!")), delimiter="!") == ["in", "out"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("stated", [False, True])
def test_encodings(tmp_path: Path, encoding: str, stated: bool) -> None:
    text = "case,activity,time\n1,in,2024-01-02\n1,afgørelse – sendt,2024-01-03\n"
    path = write_log(tmp_path, text.encode(encoding))
    how = {"encoding": encoding} if stated else {}
    assert activities(path, **how) == ["in", "afgørelse – sendt"]


@pytest.mark.slow
def test_cp1252_is_found_however_late_its_first_letter_comes(tmp_path: Path) -> None:
    text = "case,activity,time\n" + "1,in,2024-01-02\n" * 200_000 + "1,afgørelse,2024-01-03\n"
    assert activities(write_log(tmp_path, text.encode("cp1252")))[-1] == "afgørelse"


BROKEN = [
    ("", "is empty"),
    ("\n\n", "is empty"),
    ("case,activity\n1,in\n", "has no column 'time'. Its columns are: case, activity"),
    ("case,activity,time,case\n1,in,2024-01-02,2\n", "two columns called 'case'"),
    ('case,activity,time\n1,"in,2024-01-02\n1,out,2024-01-03\n', "line 3 cannot be read as CSV"),
    ('case,activity,time\n1,"in"x,2024-01-02\n', "line 2 cannot be read as CSV"),
    ("case,activity,time\n1,i\0n,2024-01-02\n", "line 2 holds a NUL byte"),
    ("case,activity,time\n1,in,2024-01-02\n".encode("utf-16"), "is UTF-16"),
    (b"case,activity,time\n1,\xc3\xb8,2024\n1,\xf8,2024\n", "line 3 is not UTF-8 (it holds byte 0xf8)"),
    (b"case,activity,time\n1,\x81,2024\n", "line 2 is not cp1252 (it holds byte 0x81)"),
    ("case,activity,time\n1," + "x" * 200_000 + ",2024\n", "line 2 cannot be read as CSV: field larger"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_what_is_broken_is_refused_with_its_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(LogError) as refused:
        rows(write_log(tmp_path, text))
    assert said in str(refused.value)


def test_a_stated_encoding_that_is_wrong_is_refused(tmp_path: Path) -> None:
    path = write_log(tmp_path, "case,activity,time\n1,ø,2024\n".encode("cp1252"))
    with pytest.raises(LogError, match="line 2 is not UTF-8"):
        rows(path, encoding="utf-8")


def test_ragged_rows_are_marked(tmp_path: Path) -> None:
    path = write_log(tmp_path, "case,activity,time\n1,in\n1,in,2024-01-02,more\n1,in,2024-01-02\n")
    assert [row.whole for row in rows(path)] == [False, False, True]


def test_a_line_of_two_gigabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = write_log(tmp_path, "case,activity,time\n1,in,")
    with path.open("ab") as file:
        file.truncate(2 * 1024**3)  # a hole in the file: takes no room on the disk
    tracemalloc.start()
    try:
        with pytest.raises(LogError, match=f"line 2 is longer than {LONGEST:,} bytes"):
            rows(path)
        assert tracemalloc.get_traced_memory()[1] < 16_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kept", [15, 200, -1])
def test_a_gzip_that_is_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    text = "case,activity,time\n" + "".join(f"{n},in,2024-01-02\n" for n in range(50_000))
    path = write_log(tmp_path, gzip.compress(text.encode())[:kept], "log.csv.gz")
    with pytest.raises(LogError, match=r"log.csv.gz is cut off|log.csv.gz is empty"):
        rows(path)


def test_a_damaged_gzip_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(("case,activity,time\n" + "1,in,2024-01-02\n" * 5_000).encode()))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(LogError, match=r"damaged|cut off|UTF-8|cannot be read"):
        rows(write_log(tmp_path, bytes(packed), "log.csv.gz"))


def test_a_log_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(LogError, match="There is no file"):
            rows(path)


@pytest.mark.parametrize(
    ("name", "said", "kind"),
    [
        ("a.csv", None, "csv"),
        ("a.CSV.GZ", None, "csv"),
        ("a.xes", None, "xes"),
        ("a.b.xes.gz", None, "xes"),
        ("a.txt", "csv", "csv"),
        ("a.csv", "xes", "xes"),
    ],
)
def test_the_kind_of_log(name: str, said: str | None, kind: str) -> None:
    assert kind_of_log(Path(name), said) == kind


def test_an_unknown_kind_of_log() -> None:
    with pytest.raises(LogError, match=r"a.xlsx is neither .xes nor .csv"):
        kind_of_log(Path("a.xlsx"), None)
