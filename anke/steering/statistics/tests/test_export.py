"""Each event comes into the statistics exactly once, whatever the steps; files and sums hold what events
say.
"""

import errno
import shutil
from datetime import UTC, date, datetime

import pyarrow.parquet as pq
import pytest
from django.db import transaction

from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.events.queries import head_seq
from anke.events.tests.histories import event
from anke.rules.periods import month, quarter, whole_year
from anke.steering.statistics import commands, compacting, manifest, parquet, queries, sums
from anke.steering.statistics.folding import batches
from anke.steering.statistics.models import MonthlySum, StandardMeasure
from anke.steering.statistics.place import events_folder
from anke.steering.statistics.tests.histories import History
from anke.steering.statistics.tests.tables import ALL, COUNT, MEAN, OLDER, STOCK, WITHIN

pytestmark = pytest.mark.django_db
PERIODS = [month(2024, 3), quarter(2025, 1), whole_year(2024)]


def exported() -> list[int]:
    """The numbers of all events in the files, in their order."""
    found = batches(events_folder(), manifest.files(), ["seq"], upto=head_seq())
    return [seq for table in found for seq in table.column("seq").to_pylist()]


def on_disk() -> set[str]:
    return {path.relative_to(events_folder()).as_posix() for path in events_folder().rglob("*.*")}


def test_nothing_recorded_is_nothing_exported() -> None:
    commands.set_standard(lambda: ALL)
    done = commands.export()
    assert (done.events, done.files, done.watermark) == (0, 0, 0)
    assert queries.watermark() is None
    assert queries.figure(MEAN, month(2024, 1)).value is None
    assert queries.cases(MEAN, month(2024, 1)) == []
    assert queries.tally(MEAN, month(2024, 1)) == {}
    assert queries.guards(MEAN, month(2024, 1)).pending == 0
    assert queries.compare_with_events() == []


def test_every_event_comes_once_in_order() -> None:
    history = History(40)
    for part in history.parts(5):
        load(part)
        commands.export()
        commands.export()  # nothing new: nothing happens
    assert exported() == list(range(1, len(history.events) + 1))
    mark = queries.watermark()
    assert mark is not None
    assert (mark.seq, mark.recorded_at) == (head_seq(), history.events[-1].recorded_at)


def test_files_part_at_the_turn_of_the_year() -> None:
    load(History(40).events)
    commands.export()
    for file in manifest.files():
        rows = pq.read_table(events_folder() / file.path).column("recorded_at")
        years = {moment.year for moment in rows.to_pylist()}
        assert {f"year={year}" for year in years} == {file.path.split("/")[0]}


def test_events_of_other_things_move_the_watermark_and_fill_no_file() -> None:
    words = {"da": "Velfærd", "en": "Welfare"}
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    established = NewEvent("department", "1", "department_established", moment.date(), "sarah", words, moment)
    load([established, event("case_registered")])
    assert commands.export().events == 1
    assert exported() == [2]


def test_what_happens_between_two_events_of_cases_is_known_then() -> None:
    """A word about something else lies between: after it, the case's second event is still to come."""
    words = {"da": "Velfærd", "en": "Welfare"}
    first = event("case_registered")
    last = event("case_decided", date(2024, 1, 5), outcome="affirmed")
    moment = datetime(2024, 1, 3, tzinfo=UTC)
    between = NewEvent("department", "1", "department_established", moment.date(), "s", words, moment)
    load([first, between, last])
    commands.export()
    assert queries.figure(COUNT, month(2024, 1), moment).watermark == 2
    assert queries.figure(COUNT, month(2024, 1), moment).value == 0
    assert [len(t) for t in batches(events_folder(), manifest.files(), ["seq"], after=1, upto=2)] == []


def test_what_a_crash_left_is_not_read_and_is_swept_away() -> None:
    load(History(10).events)
    commands.export()
    folder = events_folder() / manifest.files()[0].path.split("/")[0]
    shutil.copy(events_folder() / manifest.files()[0].path, folder / "1-9999.parquet")
    (folder / "77.part").write_bytes(b"half")
    seen = exported()
    assert seen == list(range(1, head_seq() + 1))
    assert commands.export().removed == 2
    assert on_disk() == {file.path for file in manifest.files()}


@pytest.mark.slow
def test_an_export_undone_leaves_everything_as_it_was() -> None:
    """What the files and the manifest say parts when the transaction fails; the next export mends it."""
    commands.set_standard(lambda: ALL)
    first, second = History(20).parts(2)
    load(first)
    commands.export()
    before, kept = manifest.mark_and_files(), sums.stored()
    load(second)
    with pytest.raises(RuntimeError), transaction.atomic():
        commands.export()
        raise RuntimeError
    assert (manifest.mark_and_files(), sums.stored()) == (before, kept)
    commands.export()
    assert exported() == list(range(1, head_seq() + 1))
    assert queries.compare_with_events() == []


def test_who_comes_second_changes_nothing() -> None:
    load(History(5).events)
    stale = manifest.mark()
    commands.export()
    with pytest.raises(commands.Moved, match="came first"), transaction.atomic():
        manifest.move(stale, 3, [])
    assert manifest.mark().seq == head_seq()


@pytest.mark.slow
def test_many_small_files_become_few_and_hold_the_same() -> None:
    history = History(60)
    for part in history.parts(40):
        load(part)
        commands.export()
    assert len(manifest.files()) < 3 * 2 * compacting.RUN
    assert exported() == list(range(1, len(history.events) + 1))
    assert queries.compare_with_events() == []


def test_files_put_together_stay_for_whoever_reads_them_until_the_next_export() -> None:
    parts = History(60).parts(30)
    for part in parts[:20]:
        load(part)
        commands.export()
    read = manifest.files()
    for part in parts[20:]:
        load(part)
        commands.export()
        if manifest.files()[0] != read[0]:
            break
        read = manifest.files()
    assert {file.path for file in read} <= on_disk()
    commands.export()
    assert on_disk() == {file.path for file in manifest.files()}


@pytest.mark.slow
def test_sums_kept_in_steps_are_those_summed_from_the_beginning() -> None:
    commands.set_standard(lambda: ALL)
    for part in History(120, seed=3).parts(9):
        load(part)
        commands.export()
        assert queries.compare_with_events() == []
    in_steps = sums.stored()
    commands.rebuild_sums()
    assert sums.stored() == in_steps
    assert in_steps


@pytest.mark.slow
def test_standard_periods_say_what_the_facts_say() -> None:
    load(History(120, seed=5).events)
    commands.export()
    periods = [*PERIODS, quarter(2024, 1).year_to_date, quarter(2025, 3).year_to_date]
    slow = queries.figures(ALL, periods)
    commands.set_standard(lambda: ALL)
    commands.export()
    assert queries.standard_figures(ALL, periods) == slow == queries.figures(ALL, periods)


def test_a_stock_goes_on_when_nothing_happens() -> None:
    """Nobody touches the case after January: it is older than a year next February, without an event."""
    commands.set_standard(lambda: [STOCK, OLDER])
    load([event("case_registered", date(2024, 1, 10))])
    commands.export()
    months = [month(2024, 12), month(2025, 1), month(2050, 12)]
    found = queries.standard_figures([STOCK, OLDER], months)
    assert [found["stock", one].numerator for one in months] == [1, 1, 1]
    assert [found["older", one].numerator for one in months] == [0, 1, 1]


def test_a_day_on_which_only_new_cases_come_is_added() -> None:
    commands.set_standard(lambda: [STOCK])
    load(History(20).events)
    commands.export()
    before = queries.standard_figures([STOCK], [whole_year(2050)])["stock", whole_year(2050)]
    load([event("case_registered", date(2030, 1, 1), "2030-000001")])
    commands.export()
    after = queries.standard_figures([STOCK], [whole_year(2050)])["stock", whole_year(2050)]
    assert after.numerator == before.numerator + 1
    assert queries.compare_with_events() == []


def test_a_changed_definition_is_summed_anew_and_the_old_one_forgotten() -> None:
    commands.set_standard(lambda: [WITHIN, MEAN])
    load(History(10).events)
    commands.export()
    commands.set_standard(lambda: [MEAN, COUNT])
    commands.export()
    assert set(StandardMeasure.objects.values_list("name", flat=True)) == {"mean", "count"}
    assert set(MonthlySum.objects.values_list("measure__name", flat=True)) == {"mean", "count"}
    with pytest.raises(LookupError, match="not kept"):
        queries.standard_figures([WITHIN], PERIODS)
    assert queries.compare_with_events() == []


def test_a_file_that_was_changed_is_named() -> None:
    load(History(5).events)
    commands.export()
    file = manifest.files()[0]
    path = events_folder() / file.path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert queries.compare_with_events() == [
        f"The file {file.path} of the statistics has been changed since it was written."
    ]
    path.unlink()
    assert "missing" in queries.compare_with_events()[0]


def test_rows_that_differ_from_the_events_are_named() -> None:
    from anke.steering.statistics.models import EventFile
    from anke.steering.statistics.parquet import Writer, sha256

    load(History(5).events)
    commands.export()
    file = manifest.files()[0]
    path = events_folder() / file.path
    table = pq.read_table(path, partitioning=None)
    forged = table.set_column(2, "kind", [[4] * len(table)]).cast(table.schema)
    writer = Writer(path)
    writer.write(forged)
    writer.finish(path)
    EventFile.objects.filter(path=file.path).update(sha256=sha256(path))
    assert "differs from the events" in queries.compare_with_events()[0]


def test_a_sum_that_is_wrong_is_named() -> None:
    commands.set_standard(lambda: [COUNT])
    load(History(5).events)
    commands.export()
    row = MonthlySum.objects.order_by("month")[0]
    row.cases += 1
    row.save()
    assert queries.compare_with_events() == [
        f"The sum of count for {1970 + row.month // 12}-{row.month % 12 + 1:02} is not what the events give."
    ]


def test_a_full_disk_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    load(History(5).events)
    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(parquet.Writer, "finish", full)
        commands.export()
    assert manifest.mark_and_files() == (manifest.Mark(0, ""), [])
    commands.export()
    assert exported() == list(range(1, head_seq() + 1))
    assert on_disk() == {file.path for file in manifest.files()}
