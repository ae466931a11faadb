"""How many caseworkers each team needs, quarter by quarter, to come where the calibration says.

    .venv/bin/python -m anke.demo.calibration

writes `assumptions/staff.yaml` from `assumptions/calibration.yaml`. Only means enter here (expected
arrivals, mean hours, mean presence); whether the waiting times come out as printed is for the simulation to
show, and its test holds the figures of 2023 and 2024 against the printed ones.
"""

from datetime import date

import numpy as np

from anke.content.schema.base import Strict
from anke.demo.assumed import FOLDER, Assumptions, CaseAssumption, Quarters, assumptions, read
from anke.demo.days import Grid, number
from anke.rules.periods import Period, parse_period, quarter
from anke.rules.queueing import Real

_HEAD = """# Full-time caseworkers of each team at scale 1: one number for each quarter of the year.
# ASSUMED, and chosen so that the figures of 2023 and 2024 come out as printed. Written by
# `python -m anke.demo.calibration`: change calibration.yaml and run that again. 2021 and 2022 are the run-up,
# in which the backlog of 1 January 2023 builds up.
staff:
"""


class Calibration(Strict):
    """calibration.yaml; its keys are explained there."""

    age: dict[str, dict[float, float]]
    slack: dict[str, dict[float, float]]


def calibrate(assumed: Assumptions, wanted: Calibration) -> dict[str, dict[int, Quarters]]:
    """Caseworkers of each team: year → four quarters, one decimal."""
    grid = Grid(last=date(2025, 12, 31))
    return {team: _staff(assumed, wanted, team, grid) for team in assumed.office_of_team}


def _staff(assumed: Assumptions, wanted: Calibration, team: str, grid: Grid) -> dict[int, Quarters]:
    """Season is left out on purpose: people are employed by the year, and summer is felt in the queue."""
    at_once, in_turn = _work(assumed, team, grid)
    present = np.where(grid.at_work, grid.presence(team, assumed.behaviour), 0.0).mean()
    person = float(present) * assumed.behaviour.work.hours_a_day
    nodes = wanted.age[team]
    reached = (
        grid.numbers + 1 - 7 * np.interp(grid.years, np.array(list(nodes)), np.array(list(nodes.values())))
    )
    place = np.clip(np.rint(reached).astype(np.int64) - grid.numbers[0], 0, len(grid.numbers))
    done = np.concatenate([[0.0], np.cumsum(in_turn)])[place]
    staff: dict[int, Quarters] = {}
    for year in range(grid.first.year, grid.last.year + 1):
        people = []
        for part in (1, 2, 3, 4):
            days = slice(*_days(quarter(year, part), grid))
            hours = at_once[days].sum() + done[days.stop - 1] - (done[days.start - 1] if days.start else 0.0)
            more = 1.0 + _slack(wanted.slack.get(team, {}), year + (part - 1) / 4)
            people.append(round(float(hours * more / person / (days.stop - days.start)), 2))
        staff[year] = (people[0], people[1], people[2], people[3])
    return staff


def _slack(given: dict[float, float], at: float) -> float:
    """The last word up to a time."""
    return max(((since, more) for since, more in given.items() if since <= at), default=(0.0, 0.0))[1]


def _days(period: Period, grid: Grid) -> tuple[int, int]:
    """The places of a period's first day, and of the day after its last, on the grid."""
    first = int(grid.numbers[0])
    return number(period.first) - first, number(period.last) + 1 - first


def _work(assumed: Assumptions, team: str, grid: Grid) -> tuple[Real, Real]:
    """Expected hours a day of receipt brings: those worked at once, and those that wait for their turn."""
    at_once, in_turn = np.zeros(len(grid.numbers)), np.zeros(len(grid.numbers))
    for kind in assumed.case_types.values():
        if team not in kind.teams:
            continue
        cases = _expected(assumed, kind, grid) / len(kind.teams)
        stay = (1 - sum(kind.early.values())) * (1 - kind.withdraws * 0.5)
        further = kind.further.share * kind.further.hours if kind.further else 0.0
        look, main, later = (
            assumed.behaviour.work.first_look_hours * cases,
            kind.hours * stay * cases,
            further * stay * cases,
        )
        waits_last = kind.further is not None and kind.further.turn == "last"
        at_once += look + (main if waits_last else 0.0)
        in_turn += later + (0.0 if waits_last else main)
    return at_once, in_turn


def _expected(assumed: Assumptions, kind: CaseAssumption, grid: Grid) -> Real:
    if kind.received:
        return grid.yearly(kind.received) / 365.0
    cases = np.zeros(len(grid.numbers))
    for name, count in kind.by_quarter.items():
        days = slice(*_days(parse_period(name), grid))
        cases[days] += count / (days.stop - days.start)
    return cases


def main() -> None:
    found = calibrate(assumptions(), Calibration.model_validate(read("calibration")))
    lines = [
        f"  {team}: {{" + ", ".join(f"{year}: {list(four)}" for year, four in years.items()) + "}\n"
        for team, years in found.items()
    ]
    (FOLDER / "staff.yaml").write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
