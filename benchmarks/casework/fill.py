"""An authority with many cases, through the doors of the house: its acts for the people, the bulk loader for
the events (checked and chained like any other), the register made from them. Run in a process of its own:

    python -m benchmarks.casework.fill --cases 1000000 --today 2026-11-25

The cases are those of `benchmarks/synthetic.py` – case types in the published proportions, received over
1,018 days that end the day before `--today` – with their parties. About one in eight is open. Made up, all.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

import numpy as np
from django.contrib.auth.models import User
from django.core.management import call_command

from anke.casework.cases import commands, projection
from anke.content.load import content
from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.organisation import commands as organisation
from anke.rules.roles import Role
from benchmarks.synthetic import END, START, Cases, steps

DAYS = END - START
OFFICES, PEOPLE = 15, 12  # offices, and caseworkers in each
ACTOR = "benchmark"
LONG_AGO = date(2020, 1, 1)
# In the order they come on one day.
TAKEN = ("registered", "assigned", "assessed", "asked", "answered", "heard", "paused",
         "decided", "withdrawn", "dispatched")  # fmt: skip
_SURNAMES = (
    "Prøvesen",
    "Eksempelsen",
    "Opdigtet",
    "Tænktesen",
    "Udfyldsen",
    "Skabelund",
    "Navnløs",
    "Paahit",
)
_NAMES = ("Anne", "Bo", "Carla", "Ditte", "Emil", "Freja", "Gorm", "Helle", "Ida", "Jens", "Karen", "Lars")


def initials(office: int, place: int) -> str:
    """A caseworker's; place 0 is the head of the office."""
    return f"{'H' if place == 0 else 'K'}{office:02}{place:02}"


def establish() -> None:
    """Three departments, fifteen offices, twelve caseworkers and a head in each, and those above them."""
    told = {"actor": ACTOR, "happened_on": LONG_AGO, "recorded_at": datetime(2020, 1, 2, tzinfo=UTC)}
    areas = sorted({kind.area for kind in content().case_types.values()})
    for department in (1, 2, 3):
        organisation.establish_department(
            code=department, title_da=f"Afdeling {department}", title_en=f"Department {department}", **told
        )
    for office in range(1, OFFICES + 1):
        organisation.establish_office(
            code=office, title_da=f"Kontor {office}", title_en=f"Office {office}",
            department=office % 3 + 1, areas=areas, **told,
        )  # fmt: skip
        _engage(initials(office, 0), Role.HEAD_OF_OFFICE, told, office=office)
        for place in range(1, PEOPLE + 1):
            _engage(initials(office, place), Role.CASEWORKER, told, office=office)
    for department in (1, 2, 3):
        _engage(f"D{department:02}", Role.DEPUTY_DIRECTOR, told, department=department)
    _engage("DIR", Role.DIRECTOR, told)
    _engage("RET", Role.LEGAL_UNIT, told)


def _engage(short: str, role: Role, told: dict[str, object], **place: int) -> None:
    organisation.appoint_staff(initials=short, name=f"Opdigtet {short}", role=role, **place, **told)
    organisation.open_account(initials=short, username=short.lower(), password=None, **told)


def events(number: int, today: date, seed: int = 7) -> Iterator[NewEvent]:
    """The events of so many cases in the order recorded, all before `today`."""
    cases = Cases(number, seed)
    taken = _taken(cases)
    day = np.concatenate([taken[step][1] for step in TAKEN])
    subject = np.concatenate([taken[step][0] for step in TAKEN])
    step = np.repeat(np.arange(len(TAKEN), dtype=np.int8), [len(taken[step][0]) for step in TAKEN])
    known = day < DAYS
    day, subject, step = day[known], subject[known], step[known]
    order = np.lexsort((step, day))
    tell = _Teller(cases, today - timedelta(days=DAYS), seed)
    last, within = -1, count()
    for on, case, kind in zip(
        day[order].tolist(), subject[order].tolist(), step[order].tolist(), strict=True
    ):
        if on != last:
            last, within = on, count()
        yield tell(TAKEN[kind], case, on, next(within))


def _taken(cases: Cases) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Which cases take each step and when. What is asked on the way: of the open ones and every tenth."""
    taken = steps(cases)
    ends = cases.known + cases.days
    told = (ends >= DAYS) | (np.arange(len(cases)) % 10 == 0)
    for step in ("asked", "answered", "heard"):
        rows, on = taken[step]
        keep = told[rows]
        taken[step] = rows[keep], on[keep]
    waiting = np.flatnonzero((ends >= DAYS) & (np.arange(len(cases)) % 12 == 0))
    taken["paused"] = waiting, cases.known[waiting] + (cases.days[waiting] * 0.65).astype(np.int32)
    return taken


class _Teller:
    """Says what happened to a case at a step as an event."""

    def __init__(self, cases: Cases, base: date, seed: int) -> None:
        self._cases = cases
        draw = np.random.default_rng(seed + 1)
        kinds = {kind.code: name for name, kind in content().case_types.items()}
        outcomes = {outcome.code: name for name, outcome in content().outcomes.items()}
        authorities = sorted(content().authorities)
        self._types = [kinds[code] for code in cases.case_type.tolist()]
        self._outcomes = [outcomes[code] for code in np.where(cases.outcome == 6, 1, cases.outcome).tolist()]
        self._authorities = [authorities[at % len(authorities)] for at in cases.authority.tolist()]
        self._offices = cases.office.tolist()
        self._people = draw.integers(1, PEOPLE + 1, len(cases)).tolist()
        self._received = cases.received.tolist()
        self._days = [base + timedelta(days=at) for at in range(DAYS)]
        self._mornings = [datetime(one.year, one.month, one.day, 7, tzinfo=UTC) for one in self._days]
        self._names: dict[int, str] = {}
        self._given: dict[int, int] = {}

    def __call__(self, step: str, case: int, on: int, place: int) -> NewEvent:
        at = self._mornings[on] + timedelta(milliseconds=place)
        office, who = self._offices[case], initials(self._offices[case], self._people[case])
        if step == "registered":
            return self._registered(case, at, who)
        kind, data = {
            "assigned": ("case_assigned", {"office": office, "caseworker": who}),
            "assessed": ("information_assessed", {"fully_informed": case % 10 < 7}),
            "asked": ("information_requested", {}),
            "answered": ("information_received", {}),
            "heard": ("party_heard", {}),
            "paused": ("clock_paused", {"reason": "Afventer oplysninger"}),
            "decided": ("case_decided", {"outcome": self._outcomes[case]}),
            "dispatched": ("decision_dispatched", {}),
            "withdrawn": ("case_withdrawn", {}),
        }[step]
        return NewEvent("case", self._names[case], kind, self._days[on], who, data, at)

    def _registered(self, case: int, at: datetime, who: str) -> NewEvent:
        received = self._days[self._received[case]]
        running = self._given[received.year] = self._given.get(received.year, 0) + 1
        name = self._names[case] = f"{received.year}-{running:06d}"
        data = {
            "case_type": self._types[case],
            "authority": self._authorities[case],
            "office": self._offices[case],
            "appellant": {
                "name": f"{_NAMES[case % 12]} {_SURNAMES[case // 12 % 8]}",
                "cpr": f"00{case % 10_000:04}-{case // 10_000 % 10_000:04}",  # no day is the 00th
            },
        }
        return NewEvent("case", name, "case_registered", received, who, data, at)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, required=True, help="how many")
    parser.add_argument(
        "--today", type=date.fromisoformat, required=True, help="the day after the last event"
    )
    asked = parser.parse_args()
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"  {time.monotonic() - began:6.0f} s  {what}", file=sys.stderr, flush=True)

    call_command("migrate", verbosity=0)
    establish()
    recorded = load(
        events(asked.cases + asked.cases // 200 + 1, asked.today)
    )  # the latest are not told of yet
    say(f"{recorded:,} events recorded")
    shown = projection.rebuild()
    commands.refresh_usual_times(today=asked.today)
    say(f"{shown:,} cases in the register, {User.objects.count()} people")


if __name__ == "__main__":
    main()
