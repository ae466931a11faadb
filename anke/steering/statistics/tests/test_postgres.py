"""The same on a real PostgreSQL: exactly once, sums kept in steps, figures as known then."""

import json

import pytest

from tests.house import House
from tests.postgres import new_database

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
PROGRAM = """
import json
import django
django.setup()
from anke.events.bulk import load
from anke.events.queries import head_seq
from anke.rules.periods import quarter, whole_year
from anke.steering.statistics import commands, queries, sums
from anke.steering.statistics.tests.histories import History
from anke.steering.statistics.tests.tables import ALL
commands.set_standard(lambda: ALL)
history = History(60, seed=6)
for part in history.parts(12):
    load(part)
    commands.export()
periods = [quarter(2024, 3), whole_year(2024), whole_year(2025)]
moment = history.events[-1].recorded_at
standing, asked = queries.standard_figures(ALL, periods), queries.figures(ALL, periods, moment)
kept = sums.stored()
commands.rebuild_sums()
print(json.dumps({
    "watermark": queries.watermark().seq == head_seq() == len(history.events),
    "differences": queries.compare_with_events(),
    "same": [f.digest for f in standing.values()] == [f.digest for f in asked.values()],
    "numbers": [(f.numerator, f.denominator) for f in standing.values()],
    "again": [(f.numerator, f.denominator) for f in asked.values()],
    "sums": sums.stored() == kept,
}))
"""


def test_the_statistics_on_postgresql(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = House(tmp_path_factory.mktemp("house"), new_database(postgres_url, "statistics"))
    found = json.loads(place.python(PROGRAM))
    assert found["watermark"] and found["same"] and found["sums"]
    assert found["differences"] == []
    assert found["numbers"] == found["again"]
