"""The measurements: rates beside the bare Django and Caluma, times with two hundred people at once, and the
count of acts afterwards. All in one run, on one PostgreSQL."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.casework import asked, bare_side, counted, database, ours_side, peer_side, wrk
from benchmarks.casework.moment import today
from benchmarks.casework.ours_side import Site
from benchmarks.casework.rates import Found, Rates, Times, in_turns
from benchmarks.casework.wrk import Request

SECONDS, TURNS, CONNECTIONS = 6.0, 3, 8
WARM = 12.0
PEOPLE, LASTS, THINK = 200, 45.0, 1.0
MOST, LIST_MOST = 0.300, 0.200  # seconds at the 95th percentile
LEAST_BARE, LEAST_PEER = 0.40, 10.0
ASKED_AGAIN = ("worklist", "case page:", "list by")  # a turn before does not count, on either side
PARTS = ("bare", "peer", "list", "people")
KEPT = Path("build/benchmarks")  # the filled database and Caluma, for the next run


@dataclass
class Acts:
    """The acts a run asks for: each request is sent once, and every answer is set down."""

    site: Site
    folder: Path
    requests: dict[str, list[Request]]
    answers: dict[str, list[Path]] = field(default_factory=dict)

    def some(self, kind: str, share: int) -> list[Request]:
        """The next `share` requests of a kind."""
        given, self.requests[kind] = self.requests[kind][:share], self.requests[kind][share:]
        if not given:
            raise wrk.Wrong(f"there are not enough cases left for '{kind}'")
        return given

    def place(self, kind: str) -> Path:
        """A file for the answers of one load."""
        files = self.answers.setdefault(kind, [])
        files.append(self.folder / f"{kind}-{len(files)}")
        return files[-1]


@dataclass
class Run:
    """One run: where everything is, and what was found."""

    server: str
    cases: int
    kept_in: Path
    folder: Path
    ours: Site
    acts: Acts
    found: Found
    seconds: float
    turns: int


def measure(
    cases: int, kept_in: Path, parts: Sequence[str] = PARTS, *, seconds: float = SECONDS, turns: int = TURNS
) -> Found:
    """Everything asked for, from an empty machine to a table. `seconds`: of each turn of a rate."""
    kept_in.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="anke-load-")))
        server = stack.enter_context(database.server(kept_in))
        home = kept_in / "home"
        like = ours_side.prepared(server, cases, today(), home)
        ours = stack.enter_context(ours_side.site(server, like, home, folder))
        requests = {
            "register": asked.registrations(ours.told),
            "api": asked.api_registrations(ours.told),
            "decide": asked.decisions(ours.told),
            "new": asked.new_pages(ours.told),
        }
        run = Run(server, cases, kept_in, folder, ours, Acts(ours, folder, requests), Found(), seconds, turns)
        began = counted.last_event(ours.url)
        ways = {"bare": beside_bare, "peer": beside_peer, "list": open_lists, "people": two_hundred}
        for name, way in ways.items():
            if name in parts:
                print(f"{name} …", file=sys.stderr, flush=True)
                way(run)
        afterwards(run, began)
    return run.found


def _acting(run: Run, kind: str, share: int) -> Callable[[], float]:
    """A load of acts: the rate of those that were acknowledged."""

    def way() -> float:
        place = run.acts.place(kind)
        load = wrk.start(
            run.ours.address,
            run.acts.some(kind, share),
            connections=CONNECTIONS,
            seconds=run.seconds,
            once=True,
            answers=place,
        ).wait()
        return len(counted.acknowledged(place)) / load.seconds

    return way


def _asking(run: Run, address: str, requests: Sequence[Request], size: int = 0) -> Callable[[], float]:
    """A load of questions; each answer at least `size` bytes on average."""

    def way() -> float:
        load = wrk.run(address, requests, connections=CONNECTIONS, seconds=run.seconds)
        if load.bytes < size * load.requests:
            raise wrk.Wrong(f"{requests[0].path} is answered with {load.bytes // load.requests} bytes only")
        return load.rate

    return way


def _once(run: Run, kind: str, share: int) -> Callable[[], float]:
    """A load of questions that are never asked twice."""

    def way() -> float:
        how = {"connections": CONNECTIONS, "seconds": run.seconds}
        return wrk.run(run.ours.address, run.acts.some(kind, share), once=True, **how).rate

    return way


def warm(run: Run) -> None:
    """A morning's first clicks: what each worker finds out once, it knows when the measurement begins."""
    for requests in (asked.lists(run.ours.told), asked.pages(run.ours.told)):
        wrk.run(run.ours.address, requests, connections=CONNECTIONS, seconds=WARM)
    for kind in ("register", "decide", "api"):
        _acting(run, kind, 50)()


def beside_bare(run: Run) -> None:
    """Ours and the bare Django in turns."""
    with bare_side.site(run.server, run.cases, run.folder) as bare:
        warm(run)
        insert = _asking(run, bare, bare_side.registrations())
        rows = [
            ("register by a form: bare insert", _acting(run, "register", 6000), insert),
            ("decide by a form: bare insert", _acting(run, "decide", 6000), insert),
            (
                "worklist: bare 25 rows",
                _asking(run, run.ours.address, asked.lists(run.ours.told), 8_000),
                _asking(run, bare, bare_side.lists()),
            ),
            (
                "case page, first time: bare one row",
                _once(run, "new", 2_000),
                _asking(run, bare, bare_side.pages(run.cases)),
            ),
            (
                "case page: bare one row",
                _asking(run, run.ours.address, asked.pages(run.ours.told), 6_000),
                _asking(run, bare, bare_side.pages(run.cases)),
            ),
        ]
        for name, ours_way, theirs_way in rows:
            mine, theirs = in_turns([ours_way, theirs_way], run.turns, first=name.startswith(ASKED_AGAIN))
            run.found.add(Rates(name, mine, theirs, None if "first time" in name else LEAST_BARE))


def beside_peer(run: Run) -> None:
    """Ours and Caluma in turns."""
    with peer_side.site(run.server, run.kept_in, run.folder) as peer:
        rows = [
            (
                "register by a form: Caluma creates a case",
                _acting(run, "register", 4000),
                _asking(run, peer, peer_side.registrations()),
            ),
            (
                "register by the API: Caluma creates a case",
                _acting(run, "api", 4000),
                _asking(run, peer, peer_side.registrations()),
            ),
            (
                "list by the API: Caluma lists 25 work items",
                _asking(run, run.ours.address, asked.api_lists(run.ours.told), 3_000),
                _asking(run, peer, peer_side.lists()),
            ),
            (
                "worklist page: Caluma lists 25 work items",
                _asking(run, run.ours.address, asked.lists(run.ours.told), 8_000),
                _asking(run, peer, peer_side.lists()),
            ),
        ]
        for name, ours_way, theirs_way in rows:
            mine, theirs = in_turns([ours_way, theirs_way], run.turns, first=name.startswith(ASKED_AGAIN))
            run.found.add(Rates(name, mine, theirs, LEAST_PEER))


def open_lists(run: Run) -> None:
    """Server time of a worklist, one request at a time: a caseworker's, and one of all open cases."""
    many = counted.open_cases(run.ours.url)
    for name, roles in (
        ("caseworkers", ("caseworker",)),
        ("heads of office", ("head_of_office",)),
        ("those who see all", ("director", "legal_unit")),
    ):
        load = wrk.run(run.ours.address, asked.lists(run.ours.told, roles), connections=1, seconds=10)
        told = f"worklist of {name}, {many:,} open cases"
        run.found.add(Times(told, load.p50, load.p95, load.worst, load.rate, LIST_MOST))


def two_hundred(run: Run) -> None:
    """Two hundred people at once: half their clicks open a case, four in ten the list, one in ten decides."""
    ways = {
        "case page": (PEOPLE // 2, asked.pages(run.ours.told), None),
        "worklist": (PEOPLE * 4 // 10, asked.lists(run.ours.told), None),
        "decide": (PEOPLE // 10, run.acts.some("decide", 4000), run.acts.place("decide")),
    }
    started = {
        name: wrk.start(
            run.ours.address,
            requests,
            connections=people,
            seconds=LASTS,
            think=THINK,
            once=place is not None,
            answers=place,
        )
        for name, (people, requests, place) in ways.items()
    }
    for name, running in started.items():
        load = running.wait()
        told = f"{name}, {PEOPLE} people at once"
        run.found.add(Times(told, load.p50, load.p95, load.worst, load.rate, MOST))
        if load.errors:
            run.found.wrong.append(f"{told}: {load.errors}")


def afterwards(run: Run, began: int) -> None:
    """Every acknowledged act is there once; the register is what the events make of it."""
    acts = (("register", ("register", "api"), "case_registered"), ("decide", ("decide",), "case_decided"))
    for kind, ways, event in acts:
        places = [place for way in ways for place in run.acts.answers.get(way, [])]
        told = [number for place in places for number in counted.acknowledged(place)]
        count = counted.count(run.ours.url, event, told, since=began)
        run.found.notes.append(f"{kind}: {count}")
        if count.lost or count.doubled or count.unanswered > CONNECTIONS * 20:
            run.found.wrong.append(f"{kind}: {count}")
    for words in (("verify", "--json"), ("selfcheck", "--json")):
        done = ours_side.command(run.ours, *words)
        clean = done.returncode == 0
        run.found.notes.append(f"anke {' '.join(words)}: {'clean' if clean else 'NOT CLEAN'}")
        if not clean:
            run.found.wrong.append(f"anke {' '.join(words)}: {(done.stdout + done.stderr)[-1000:]}")
