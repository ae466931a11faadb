"""What the pages of learning name in the test of every address: an action, an inquiry."""

from datetime import date
from typing import Any


def action(office: int, by: dict[str, Any]) -> dict[str, str]:
    """An action agreed by the office's head under a theme."""
    from anke.oversight.quality import commands as quality

    told = {"theme": "comments", "kind": "training", "words": "Kursus i at svare", "owner": by["actor"]}
    days = {"due_on": date(2025, 11, 3), "measure_on": date(2026, 3, 2)}
    return {"action": str(quality.plan_action(office=office, **told, **days, **by).pk)}


def inquiry(office: int, by: dict[str, Any]) -> dict[str, str]:
    """An inquiry in a decided case of the office, handled by a caseworker there."""
    from anke.casework.cases import commands as cases
    from anke.oversight.quality import commands as quality

    came = by | {"actor": "system", "happened_on": date(2025, 10, 6)}
    number = cases.register_case(case_type="social_other", authority=101, office=office, **came).name
    cases.decide_case(number=number, outcome="affirmed", **came)
    asked = {"kind": "Q2.1", "number": number, "about": "Beder om genoptagelse", "handler": by["actor"]}
    made = quality.register_inquiry(**asked, received_on=date(2025, 10, 14), **by)
    return {"inquiry": str(made.pk)}
