"""The morning of today: whoever logs in finds one of every kind on the table, and nothing that is stuck."""

import pytest

from anke.casework.cases import queries
from anke.demo import commands, showcase
from anke.steering.external import queries as external

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_one_of_every_kind_lies_on_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "finish_authority", lambda: None)  # statistics and reports: half the time
    commands.build_authority(scale=0.01)
    mine = queries.Case.objects.filter(caseworker=showcase.WORKER, next_role__isnull=False)
    assert {"registered", "paused", "submitted", "approved", "at_meeting"} <= set(
        mine.values_list("status", flat=True)
    )
    assert mine.filter(restricted=True).exists() and mine.exclude(links=[]).exists()
    assert queries.violations() == []
    assert queries.compare_with_replay() == []
    assert queries.Party.objects.filter(kind="representative").exists()
    (waiting,) = external.proposals(status="proposed")
    assert (waiting.ask, waiting.proposed_by, len(waiting.evidence)) == ("sick_leave", "styring", 1)
    told = external.history(external.ask_of("2025", "sick_leave"))
    assert len(told) == 7 and not any(one.proposal for one in told)  # reported before there were proposals
    assert external.differences() == []

    commands.unmark()
