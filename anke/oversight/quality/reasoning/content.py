"""What a report on reasons holds: counts of the cases read, and the examples. No case is named with its
caseworker, and no percentage is computed of ten cases."""

from collections import Counter
from typing import Any

from anke.oversight.quality.acting import seal_of
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.models import Reasoning, ReasoningCase
from anke.oversight.quality.programme.content import programme_of


def report_of(found: Reasoning) -> dict[str, Any]:
    """The report as it is frozen: everything that is printed stands in it, but for the words about a single
    case. Those stand with the case, under the seal that is in the report."""
    rules = programme_of(span_of(found.period)[0].year).reasonings
    assert rules is not None  # the act looked
    rows = list(found.cases.order_by("place"))
    for row in rows:
        row.seal = seal_of(row.number, row.strengths, row.improvements)
    ReasoningCase.objects.bulk_update(rows, ["seal"])
    counted = {one.id: Counter(row.answers.get(one.id, "") for row in rows) for one in rules.criteria}
    return {
        "name": found.name,
        "period": found.period,
        "office": found.office,
        "draw": found.draw,
        "cases": [row.number for row in rows],
        "criteria": [
            {
                "id": one.id,
                "title": one.title.model_dump(),
                "answers": [
                    {"id": each.id, "title": each.title.model_dump(), "count": counted[one.id][each.id]}
                    for each in one.answers
                ],
            }
            for one in rules.criteria
        ],
        "good": [[row.number, row.seal] for row in rows if row.strengths],
        "better": [[row.number, row.seal] for row in rows if row.improvements],
        "words": [
            {"id": one.id, "title": one.title.model_dump(), "words": found.words[one.id]}
            for one in rules.parts
        ],
        "reported_by": found.reported_by,
        "reported_on": None if found.reported_on is None else found.reported_on.isoformat(),
    }
