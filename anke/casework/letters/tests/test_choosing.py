"""Which letters are offered, in the order a case needs them."""

from pathlib import Path
from typing import Any

import pytest

from anke.casework.cases import commands as cases
from anke.casework.letters import queries
from anke.casework.letters.tests.writing import MOMENT, TODAY, by, case, office, send, whole

pytestmark = pytest.mark.django_db


def test_the_letter_a_case_needs_next_stands_first(tmp_path: Path, settings: Any) -> None:
    settings.ANKE_HOME = tmp_path
    user, number = office()["anna"], case()

    def first(count: int = 1) -> list[str]:
        about = queries.about(number, user=user, at=MOMENT)
        assert about is not None
        return [one.kind for one in queries.templates_for(about, TODAY)][:count]

    assert first(3) == ["acknowledgement", "information_request", "party_hearing"]
    send(number, whole(number, "acknowledgement"))
    assert first(3) == ["information_request", "party_hearing", "decision"]
    cases.pause_clock(number=number, reason="Akter", **by())
    assert first() == ["information_request"]
    cases.resume_clock(number=number, **by())
    cases.submit_draft(number=number, outcome="affirmed", **by())
    assert first() == ["decision"]
    cases.take_back_draft(number=number, reason="Mangler noget", **by())
    cases.withdraw_case(number=number, **by())
    assert not {"decision", "dismissal", "forwarding"} & set(first(99))
