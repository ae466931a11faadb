"""The act of the demonstration: build a synthetic authority, whole or not at all."""

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import merge
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from anke.casework.cases import commands as casework
from anke.casework.cases import projection
from anke.demo.adopted import adopted_plans
from anke.demo.assumed import assumptions
from anke.demo.days import TODAY
from anke.demo.establishment import caseworkers, establish
from anke.demo.history import History, write_history
from anke.demo.inquiries import inquire
from anke.demo.learning import learn
from anke.demo.models import Build
from anke.demo.outside import propose
from anke.demo.programme import run_programme
from anke.demo.quality import between
from anke.demo.queries import build, holds_real_events
from anke.demo.reported import reported_events
from anke.demo.reports import file_reports
from anke.demo.showcase import arrange
from anke.demo.simulation import simulate
from anke.demo.slips import Slips
from anke.demo.strategic import strategy_events
from anke.demo.telling import Teller
from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.events.queries import head_seq
from anke.steering.statistics import commands as statistics

SCALE, SEED = 0.1, 14
LARGEST = 20.0

# How the time goes, in per cent: simulation, loading, register, statistics.
_SIMULATED, _LOADED, _SHOWN, _EXPORTED = 4.0, 62.0, 22.0, 12.0


class CannotBuild(ValueError):  # noqa: N818 - told to the person who asked for it
    """The authority cannot be built here. The message says why, and what to do."""


@dataclass(frozen=True)
class Built:
    scale: float
    seed: int
    cases: int
    events: int


def _silent(amount: float) -> None:
    return None


def build_authority(
    *, scale: float = SCALE, seed: int = SEED, advance: Callable[[float], object] = _silent
) -> Built:
    """Build the authority in an empty database, with its register and its statistics.

    One transaction holds everything that is in the database, so that a process that dies leaves nothing; the
    export after it is exactly-once and is finished by `finish_authority`. `advance` is told per cents.
    """
    if not 0.001 <= scale <= LARGEST:
        raise CannotBuild(
            f"The scale must lie between 0.001 and {LARGEST:g}. Write, for example, --scale 0.1."
        )
    if holds_real_events():
        raise CannotBuild(
            "This database holds events that are not made up: no synthetic authority is built over them. "
            "Choose another place for it: ANKE_HOME=/some/empty/folder anke demo."
        )
    if build() is not None:
        raise CannotBuild("A synthetic authority lies here already.")
    mark_synthetic()  # before the first event: made-up data are never without the mark
    try:
        with _nothing_to_collect(), transaction.atomic():
            built = _build(scale, seed, advance)
    except BaseException:
        unmark()
        raise
    finish_authority()
    advance(_EXPORTED)
    return built


def finish_authority() -> None:
    """Mark the data as made up, bring all events into the statistics and file the reports that are due. Does
    nothing twice."""
    mark_synthetic()
    statistics.export()
    with transaction.atomic():
        filed = run_programme() + learn() + inquire() + file_reports()
    if filed:
        statistics.export()


def mark_synthetic() -> None:
    """Leave the files that tell everybody: everything here is made up, and its today is this day."""
    home = Path(settings.ANKE_HOME)
    home.mkdir(parents=True, exist_ok=True)
    for name, said in (("today", f"{TODAY.isoformat()}\n"), ("synthetic", "Everything here is made up.\n")):
        draft = home / f"{name}.part"
        draft.write_text(said, encoding="utf-8")
        draft.replace(home / name)


def remove_authority() -> None:
    """Throw the synthetic authority of this installation away, events and all. Does nothing where none is.

    Events cannot be deleted, so the whole database goes; only where all of it is made up.
    """
    if holds_real_events():
        raise CannotBuild("This database holds events that are not made up: it is not thrown away.")
    if build() is None:
        return
    if connection.vendor != "sqlite":
        raise CannotBuild(
            "A PostgreSQL database is not thrown away from here. Make an empty one; name it in DATABASE_URL."
        )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    database = Path(connection.settings_dict["NAME"])
    for suffix in ("-wal", "-shm", ""):  # the log first: it must never meet another database of this name
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(Path(settings.ANKE_HOME) / "statistics", ignore_errors=True)
    unmark()


def unmark() -> None:
    """Take those files away, where the synthetic authority is gone."""
    for name in ("synthetic", "today", "real-day"):
        (Path(settings.ANKE_HOME) / name).unlink(missing_ok=True)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Millions of small objects that all stay: looking for garbage among them takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _build(scale: float, seed: int, advance: Callable[[float], object]) -> Built:
    assumed = assumptions()
    establish(assumed, scale)
    course = simulate(assumed, scale=scale, seed=seed, advance=lambda share: advance(share * _SIMULATED))
    slips = Slips(assumed, course, seed)
    history = write_history(assumed, course, slips, seed)
    teller = Teller(assumed, course, slips, caseworkers(assumed, scale))

    def loads(events: Iterable[NewEvent]) -> None:
        load(events, advance=lambda amount: advance(amount / len(history) * _LOADED))

    between(_in_order(teller, history), loads, _moment)
    cases = len(set(history.case.tolist()))
    projection.rebuild(advance=lambda amount: advance(amount / cases * _SHOWN))
    casework.refresh_usual_times(today=TODAY)
    arrange()
    propose()
    Build.objects.create(scale=scale, seed=seed, today=TODAY, events=head_seq(), head=head_seq())
    return Built(scale, seed, cases, head_seq())


def _in_order(teller: Teller, history: History) -> Iterator[NewEvent]:
    """The events of cases, what was reported from outside, what was recorded on the strategy, in order."""
    return merge(teller.events(history), reported_events(), strategy_events(), adopted_plans(), key=_moment)


def _moment(event: NewEvent) -> float:
    return event.recorded_at.timestamp() if event.recorded_at else 0.0
