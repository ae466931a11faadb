"""`anke explain`, `selfcheck`, `recompute` and `upgrade`, as a person runs them."""

import json
from pathlib import Path

import pytest

from tests.house import House

pytestmark = pytest.mark.slow
REGISTER = """
import django; django.setup()
from anke.casework.cases.tests.doing import do, register
from anke.rules.steps import Act
from datetime import date
from anke.organisation.commands import establish_department, establish_office
from anke.casework.cases.tests.doing import BY, DAY
by = BY | {"happened_on": DAY}
establish_department(code=1, title_da="Afdeling", title_en="Department", **by)
establish_office(code=1, title_da="Kontor", title_en="Office", department=1, areas=["family_law"], **by)
number = register(case_type="compulsory_measures")
do(Act.PAUSE, number, reason="Vi venter på kommunen")
print(number)
"""


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path)
    made.python(REGISTER)
    return made


def test_explaining_a_case(house: House) -> None:
    said, _ = house.anke("explain", "2025-000001", "--today", "2025-03-20")
    assert "Sag 2025-000001: Tvangsmæssige foranstaltninger" in said or "Sag 2025-000001" in said
    assert "Fristen står stille." in said and "Vi venter på kommunen" in said
    told = json.loads(house.anke("explain", "2025-000001", "--json", "--lang", "en")[0])
    assert told["status"] == "paused"
    assert told["next"]["clock"] == "follow_up"
    assert told["deadlines"][0]["current"] is None
    assert [event["kind"] for event in told["events"]] == ["case_registered", "clock_paused"]
    assert "There is no case 2025-999999" in house.anke("explain", "2025-999999", fails=True)[1]
    assert "is no date" in house.anke("explain", "2025-000001", "--today", "x", fails=True)[1]


def test_the_self_check_finds_the_case_nobody_would_pick_up(house: House) -> None:
    found = json.loads(house.anke("selfcheck", "--json")[0])
    assert (found["open"], found["violations"]) == (1, [])
    house.python(
        "import django; django.setup()\n"
        "from anke.casework.cases.tests.doing import BY, DAY, do, Act\n"
        "from anke.organisation import commands as staff\n"
        "from anke.rules.roles import Role\n"
        "by = BY | {'happened_on': DAY}\n"
        "staff.appoint_staff(initials='gone', name='G', role=Role.CASEWORKER, office=1, **by)\n"
        "do(Act.ASSIGN, '2025-000001', office=1, caseworker='gone')\n"
        "staff.end_appointment(initials='gone', **by)"
    )
    said, failed = house.anke("selfcheck", "--json", fails=True)
    assert [one["what"] for one in json.loads(said)["violations"]] == ["nobody"]
    assert "would get stuck" in failed
    assert "gone skal handle, men har ingen rolle her" in house.anke("selfcheck", fails=True)[0]


CLOSED = """
import django; django.setup()
from dataclasses import replace
from datetime import UTC, date, datetime
from anke.casework.cases import commands, queries, times
from anke.casework.cases.tests.doing import register
from anke.rules.calendar import Closing

at = datetime(2025, 6, 2, tzinfo=UTC)
number = register(case_type="supervision_access", happened_on=date(2025, 5, 20), recorded_at=at)
print(queries.case_of(number).received_on, queries.times_of(queries.case_of(number)).due_on)
old = times.calendars()
closed = Closing(date(2025, 1, 1), "constitution_day")
times.calendars = lambda: replace(old, working=replace(old.working, closings=(closed,)))
times._plain.cache_clear(); times._binding.cache_clear()
for dry in (True, False, False):
    moved = commands.recompute_deadlines(cause="grundlovsdag er en lukkedag", recorded_at=at, dry_run=dry)
    print([(one.number, str(one.before), str(one.after)) for one in moved])
print(queries.acts_of(number, "da")[-1].said)
"""


def test_a_new_closed_day_inside_open_periods_moves_them_listed_and_logged(house: House) -> None:
    """Lessons, 3: a holiday added inside an open period."""
    before, dry, done, again, said = house.python(CLOSED).splitlines()
    assert before == "2025-05-20 2025-06-19"
    assert dry == done == "[('2025-000002', '2025-06-19', '2025-06-20')]"
    assert again == "[]"
    assert said == (
        "Fristen blev regnet om, fordi grundlovsdag er en lukkedag: fra torsdag den 19. juni 2025 "
        "til fredag den 20. juni 2025."
    )


def test_upgrading_makes_a_register_that_lags_behind_anew(house: House) -> None:
    house.python(
        "import django; django.setup()\nfrom anke.casework.cases.models import Case\n"
        "Case.objects.all().delete()"
    )
    done = json.loads(house.anke("upgrade", "--json")[0])
    assert done == {"rebuilt": True, "cases": 1}
    assert json.loads(house.anke("upgrade", "--json")[0])["rebuilt"] is False
    house.anke("verify", "--quiet")


def test_recomputing_when_nothing_has_changed(house: House) -> None:
    assert "Ingen frist har flyttet sig." in house.anke("recompute", "--cause", "en ny helligdag")[0]
    assert json.loads(house.anke("recompute", "--cause", "x", "--json")[0])["moved"] == []
