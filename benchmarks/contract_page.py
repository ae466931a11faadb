"""The cockpit and the goals' pages with many cases behind them: server time of a page, asked of the program
in one process; and every figure of the plan as known on another day.

python -m benchmarks.contract_page --cases 1000000

The cases are the made-up events of `synthetic.py`, entered in the manifest of an installation of their own.
Asked for are: the contract at a glance, pages of a mean, a share and a stock (through time, what is still
possible, what the figure hides, where it comes from), the same week by week and by first instance, two plans
compared, and the first page of the cases behind a figure. Median of many; the first one, for which nothing is
ready, is told beside it. `as known on another day` folds all events anew each time and answers the whole
cockpit.
"""

import time
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks import installation
from benchmarks.table import Row

PAGES = {
    "contract page": ("/", 0.150),
    "page of a mean": ("/goal/2025/1.2.a/", 0.150),
    "page of a share": ("/goal/2025/1.3.a/", 0.150),
    "page of a stock": ("/goal/2025/1.6.b/", 0.150),
    "page week by week, by first instance": ("/goal/2025/1.2.a/?view=week&by=authority", 0.150),
    "two plans compared": ("/plans/compare/", None),
    "cases behind it": ("/goal/2025/1.2.a/cases/", None),
}
THEN = "as known on another day"
MOST_THEN = 5.0  # seconds
REPEATS, REPEATS_THEN = 31, 5


def rows(cases: int, kept_in: Path) -> tuple[list[Row], list[str]]:
    """Measured in a process and an installation of its own, so that nothing else lies in its memory."""
    told = installation.measured("benchmarks.contract_page", cases, kept_in)
    found = []
    for name, (_, asked) in PAGES.items():
        first, usual = told[name]
        limit = asked or first
        title = f"{name}, {cases:,} cases, against " + (
            f"{limit * 1000:.0f} ms" if asked else "its first time"
        )
        found.append(Row(title, usual, limit, limit / usual, 1.0 if asked else None))
    usual = told[THEN][1]
    title = f"all figures {THEN}, {cases:,} cases, against {MOST_THEN:.0f} s"
    found.append(Row(title, usual, MOST_THEN, MOST_THEN / usual, 1.0))
    notes = [f"{name}: {told[name][0] * 1000:.0f} ms the first time" for name in PAGES]
    return found, notes


def _inside(cases: int, kept_in: Path) -> dict[str, tuple[float, float]]:
    installation.fill(cases, kept_in)
    browser = _steering_unit()
    found = {}
    for name, (path, _) in PAGES.items():
        times = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            answer = browser.get(path)
            times.append(time.perf_counter() - began)
            assert answer.status_code == 200, (path, answer.status_code)
        found[name] = (times[0], median(times[1:]))
    found[THEN] = _then(browser)
    return found


def _then(browser) -> tuple[float, float]:
    """The whole cockpit as known at moments nothing is ready of."""
    times = []
    for number in range(1, REPEATS_THEN + 1):
        installation.forget(number)
        began = time.perf_counter()
        answer = browser.get("/", {"known_at": f"2025-10-{number:02}"})
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    return times[0], median(times)


def _steering_unit():
    """A browser in the hands of somebody who may see everything."""
    from django.contrib.auth.models import User
    from django.test import Client

    from anke.organisation.models import Appointment, Staff

    user = User.objects.create_user("steering")
    staff = Staff.objects.create(initials="STE", name="Steering", user=user)
    Appointment.objects.create(staff=staff, role="steering_unit", weight=1, valid_from=date(2025, 1, 1))
    browser = Client()
    browser.force_login(user)
    return browser


if __name__ == "__main__":
    installation.run(__doc__, rows, _inside)
