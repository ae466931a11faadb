"""Do the frozen reports, memos and reports on reasons still hold: each against its own SHA-256, and against
the one its event told?"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from anke.events import queries as events
from anke.oversight.quality.areas import reports
from anke.oversight.quality.models import OfficeReport, Reasoning, Thematic
from anke.oversight.quality.reasoning import reading as reasoning
from anke.oversight.quality.thematic import reading as thematic


class _Frozen(NamedTuple):
    name: str
    sha256: str
    holds: bool


def differences() -> Iterator[str]:
    """One line for each that does not match, which names it."""
    office = (_Frozen(one.name, one.sha256, reports.holds(one)) for one in OfficeReport.objects.all())
    yield from _of("office_report", "office_report_discussed", office)
    themes = (_Frozen(one.name, one.sha256, thematic.holds(one)) for one in Thematic.objects.all())
    yield from _of("thematic", "thematic_presented", themes)
    reasons = (_Frozen(one.name, one.sha256, reasoning.holds(one)) for one in Reasoning.objects.all())
    yield from _of("reasoning", "reasoning_reported", reasons)


def _of(subject: str, kind: str, rows: Iterable[_Frozen]) -> Iterator[str]:
    told = {one.subject_name: one.data["sha256"] for one in events.of_kinds([kind])}
    kept = {one.name: one for one in rows}
    for name in sorted(kept.keys() | told.keys()):
        called, found = f"{subject} {name}", kept.get(name)
        if found is None:
            yield f"{called}: it was frozen, but it is gone"
        elif found.sha256 and not found.holds:
            yield f"{called}: it is not what its SHA-256 says"
        elif found.sha256 != told.get(name, ""):
            yield f"{called}: its SHA-256 is not what was recorded"
