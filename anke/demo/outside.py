"""A proposal on the director's table: sick leave by quarter, with the state's mean put right. Made up."""

from datetime import UTC, datetime
from typing import Any, Final

from anke.demo.reported import ACTOR
from anke.steering.external import commands as external

_AT: Final = datetime(2025, 10, 15, 8, 45, tzinfo=UTC)  # after the morning's acts
_PARTS: Final = {
    "own:2024Q4": "12,1",
    "own:2025Q1": "13,0",
    "own:2025Q2": "12,2",
    "own:2025Q3": "11,9",
    "before": "13,1",
    "state": "9,5",
}
_SHOWN: Final = """Opdigtet udtræk til demonstrationen: sygefravær pr. årsværk

Kvartal      Ankestyrelsen
4. kv. 2024  12,1
1. kv. 2025  13,0
2. kv. 2025  12,2
3. kv. 2025  11,9

Samme periode året før: 13,1
Statens gennemsnit:      9,5
"""


def propose() -> str:
    """Propose it; its number."""
    figures = external.Figures(
        plan="2025",
        ask="sick_leave",
        period="2024Q4..2025Q3",
        parts=_PARTS,
        source="Opdigtet udtræk af Statens BI",
        preliminary=True,
        note="Statens gennemsnit er rettet fra 9,6 til 9,5 (opdigtet).",
        sure=False,
    )
    file = external.File("udtræk-sygefravær.txt", _SHOWN.encode())
    by: dict[str, Any] = {"actor": ACTOR, "recorded_at": _AT}
    return external.propose(figures=figures, evidence=[file], **by).number
