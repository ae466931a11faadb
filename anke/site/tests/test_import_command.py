"""`anke import`, as it is typed: in processes of their own, each with a home of its own."""

import csv
import gzip
import json
import os
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from anke.site.cli.failure import Failure
from anke.site.cli.import_ import command
from tests.ready import ready

PROJECT = Path(__file__).parents[3]
MAPPINGS = PROJECT / "docs" / "how-to" / "mappings"
LOGS = PROJECT.parent / "shared" / "data" / "event_logs"
with_real_logs = pytest.mark.skipif(
    not LOGS.is_dir(),
    reason="needs the real event logs in ../shared/data/event_logs, which are not part of the project",
)
pytestmark = pytest.mark.slow

LOG = """case,activity,time
1,in,2024-01-02
1,=odd(),2024-01-03
1,out,2024-01-31
2,in,2024-01-02
2,out,2024-04-30
3,in,2024-02-01
3,out,2024-01-01
"""
MAPPING = """case: case
activity: activity
timestamp: {column: time}
time_zone: Europe/Copenhagen
activities: {received: [in], decided: [out]}
limit: 8 weeks
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "log.csv").write_text(LOG)
    (tmp_path / "m.yaml").write_text(MAPPING)
    return tmp_path


def anke(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return ready().anke([str(word) for word in words], environment(home), home)


def environment(home: Path) -> dict[str, str]:
    found = os.environ | {"ANKE_HOME": str(home / "home"), "PYTHONPATH": str(PROJECT)}
    found.pop("DATABASE_URL", None)
    return found


def python(home: Path, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    return ready().python(program, environment(home), *words, cwd=home)


def imported(home: Path, log: str | Path, mapping: str | Path = "m.yaml", name: str = "w") -> dict:
    done = anke(home, "import", log, "--mapping", mapping, "--workspace", name, "--json", "--lang", "en")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


ASK = """
import json, sys
from anke.site.cli import options
options.start(sys.argv[1])
from django.conf import settings
from anke.events.logs.mapping import saved_measures
from anke.rules.periods import parse_period
from anke.steering.statistics import queries
measures, period = saved_measures(settings.ANKE_HOME), parse_period(sys.argv[2])
found = queries.figures(measures, [period])
answer = {}
for one in measures:
    said = found[one.id, period]
    answer[one.id] = [float(said.value), said.numerator, said.denominator]
print(json.dumps(answer))
"""


def figures(home: Path, name: str, period: str) -> dict[str, tuple[float, int, int]]:
    """The workspace's own figures in one process: id → value, numerator, denominator."""
    done = python(home, ASK, name, period)
    assert done.returncode == 0, done.stderr
    return {key: tuple(found) for key, found in json.loads(done.stdout).items()}


def test_a_small_log_end_to_end(home: Path) -> None:
    found = imported(home, "log.csv")
    workspace = home / "home" / "workspaces" / "w"
    assert {key: found[key] for key in ("rows", "used", "ignored", "rejected_rows", "cases", "added")} == {
        "rows": 7,
        "used": 4,
        "ignored": 0,
        "rejected_rows": 3,
        "cases": 2,
        "added": 4,
    }
    assert found["rejected"] == {"decided_before_received": 2, "unmapped_activity": 1}
    with (workspace / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [(row["line"], row["case"], row["activity"], row["reason"]) for row in listed] == [
        ("3", "1", "'=odd()", "unmapped_activity"),  # no formula in a spreadsheet
        ("7", "3", "in", "decided_before_received"),
        ("8", "3", "out", "decided_before_received"),
    ]
    share = json.loads(
        anke(
            home,
            *("figure", "share_within", "--workspace", "w", "--period", "2024", "--cases", "--json"),
        ).stdout
    )
    assert (share["numerator"], share["denominator"]) == (1, 2)
    assert {case["id"] for case in share["cases"] if case["in"]} == {"1", "2"}

    again = imported(home, "log.csv")
    assert (again["added"], again["events"]) == (0, 4)
    (home / "grown.csv").write_text(LOG + "4,in,2024-05-01\n")
    grown = imported(home, "grown.csv")
    assert (grown["added"], grown["events"]) == (1, 5)
    said = anke(home, "verify", "--workspace", "w", "--json")
    assert json.loads(said.stdout)["ok"] is True


def test_in_words(home: Path) -> None:
    done = anke(home, "import", "log.csv", "--mapping", "m.yaml", "--workspace", "w")
    assert done.returncode == 0
    assert "7 rækker: 4 brugt, 0 uden interesse, 3 afvist." in done.stdout
    assert "1  Mappingen nævner ikke aktiviteten." in done.stdout
    assert "anke figure share_within --workspace w --period 2024Q2 --cases" in done.stdout
    quiet = anke(
        home, "import", "log.csv", "--mapping", "m.yaml", "--workspace", "w", "--quiet", "--lang", "en"
    )
    assert quiet.stderr == ""
    assert "Nothing new: everything in the log was recorded already." in quiet.stdout


BILLION_LAUGHS = (
    '<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><log><trace><event>&b;</event></trace></log>'
)
BAD = [
    ("log.csv", b"case,activity,time\n", "log.csv holds no events: 0 rows. Nothing was imported."),
    ("log.csv", b"", "log.csv is empty"),
    ("log.csv.gz", gzip.compress(LOG.encode() * 500)[:-40], "log.csv.gz is cut off"),
    ("log.xes", b"<log/>", "log.xes holds no events: 0 rows"),
    ("log.xes", BILLION_LAUGHS.encode(), "declares a document type or an entity"),
    ("log.csv", b"a,b\n1,2\n", "has no column 'case'. Its columns are: a, b"),
    ("log.txt", LOG.encode(), "log.txt is neither .xes nor .csv"),
]


@pytest.mark.parametrize(("name", "data", "said"), BAD)
def test_a_log_that_cannot_be_read_leaves_nothing_behind(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, said: str
) -> None:
    monkeypatch.setenv("ANKE_HOME", str(home / "home"))
    (home / name).write_bytes(data)
    words = [str(home / name), "--mapping", str(home / "m.yaml"), "--workspace", "w", "--quiet"]
    with pytest.raises(Failure) as refused:
        CliRunner().invoke(command, words, catch_exceptions=False)
    assert said in str(refused.value)
    assert not (home / "home").exists()


def test_a_log_of_which_nothing_can_be_used_leaves_nothing_behind(home: Path) -> None:
    (home / "odd.csv").write_text("case,activity,time\n1,elsewhere,2024-01-01\n")
    done = anke(home, "import", "odd.csv", "--mapping", "m.yaml", "--workspace", "w", "--quiet")
    assert done.returncode == 1 and done.stdout == ""
    assert "No case of odd.csv could be used (unmapped_activity 1). Nothing was imported" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "home" / "workspaces" / "w").exists()


def test_a_bad_log_leaves_a_workspace_as_it_was(home: Path) -> None:
    imported(home, "log.csv")
    (home / "bad.csv.gz").write_bytes(gzip.compress((LOG + "9,in,2024-03-01\n" * 9_000).encode())[:-20])
    done = anke(home, "import", "bad.csv.gz", "--mapping", "m.yaml", "--workspace", "w", "--quiet")
    assert done.returncode == 1
    assert imported(home, "log.csv")["events"] == 4


def test_another_mapping_needs_another_workspace(home: Path) -> None:
    imported(home, "log.csv")
    (home / "other.yaml").write_text(MAPPING.replace("Copenhagen", "Rome"))
    done = anke(home, "import", "log.csv", "--mapping", "other.yaml", "--workspace", "w", "--quiet")
    assert done.returncode == 1 and "was made with another mapping" in done.stderr
    (home / "figures.yaml").write_text(MAPPING.replace("8 weeks", "20 weeks"))
    imported(home, "log.csv", "figures.yaml")  # other figures of the same events
    assert figures(home, "w", "2024")["share_within"] == (100.0, 2, 2)


def test_a_workspace_that_holds_something_else_is_left_alone(home: Path) -> None:
    imported(home, "log.csv")
    (home / "home" / "workspaces" / "w" / "mapping.yaml").unlink()
    done = anke(home, "import", "log.csv", "--mapping", "m.yaml", "--workspace", "w", "--quiet")
    assert done.returncode == 1 and "holds something else" in done.stderr


def test_a_name_that_is_none(home: Path) -> None:
    words = [str(home / "log.csv"), "--mapping", str(home / "m.yaml"), "--workspace", "../w", "--quiet"]
    with pytest.raises(Failure, match="no name for a workspace"):
        CliRunner().invoke(command, words, catch_exceptions=False)


@with_real_logs
def test_permits_say_what_an_independent_count_says(home: Path) -> None:
    path = LOGS / "permits_nl_2010_10_to_2011_03.csv.gz"
    found = imported(home, path, MAPPINGS / "permits.yaml")
    assert (found["rows"], found["cases"]) == (3981, 647)
    assert found["used"] + found["ignored"] + found["rejected_rows"] == 3981

    rows = pd.read_csv(path)
    for column in ("startdate", "enddate", "deadline"):
        moments = pd.to_datetime(rows[f"case:{column}"], utc=True, format="ISO8601")
        rows[column] = moments.dt.tz_convert("Europe/Amsterdam").dt.tz_localize(None).dt.normalize()
    cases = rows.groupby("case:concept:name").first()
    ended = cases[cases.enddate.notna()]
    assert found["due"] == {"ended": len(ended), "in_time": int((ended.enddate <= ended.deadline).sum())}

    in_period = ended[(ended.enddate >= "2011-01-01") & (ended.enddate <= "2011-03-31")]
    within = in_period[(in_period.enddate - in_period.startdate).dt.days <= 56]
    days = (in_period.enddate - in_period.startdate).dt.days
    pending = cases[(cases.startdate <= "2011-03-31") & ~(cases.enddate <= "2011-03-31")]
    older = pending[(pd.Timestamp("2011-03-31") - pending.startdate).dt.days > 56]
    asked = figures(home, "w", "2011Q1")
    assert asked["share_within"][1:] == (len(within), len(in_period))
    assert asked["share_within"][0] == pytest.approx(100 * len(within) / len(in_period))
    assert asked["mean_duration"][0] == pytest.approx(days.mean() / 7)
    assert asked["stock"][0] == len(pending)
    assert asked["stock_older_than"] == (len(older), len(older), len(pending))
    assert asked["count"][0] == len(in_period)


@with_real_logs
@pytest.mark.parametrize(
    ("stem", "mapping"), [("roadtraffic100traces", "roadtraffic"), ("running-example",) * 2]
)
def test_the_same_log_as_xes_and_as_csv_says_the_same(home: Path, stem: str, mapping: str) -> None:
    found = [
        imported(home, LOGS / f"{stem}.{kind}", MAPPINGS / f"{mapping}.yaml", kind) for kind in ("csv", "xes")
    ]
    keys = ("rows", "used", "ignored", "rejected", "cases", "events", "figures", "latest_period")
    assert [found[0][key] for key in keys] == [found[1][key] for key in keys]


@with_real_logs
def test_helpdesk_days_are_local_days(home: Path) -> None:
    found = imported(home, LOGS / "helpdesk.xes.gz", MAPPINGS / "helpdesk.yaml")
    assert (found["rows"], found["used"] + found["ignored"] + found["rejected_rows"]) == (21348, 21348)
    assert found["cases"] + found["rejected"]["not_received"] >= 4580 - 10
    assert imported(home, LOGS / "helpdesk.xes.gz", MAPPINGS / "helpdesk.yaml")["added"] == 0
