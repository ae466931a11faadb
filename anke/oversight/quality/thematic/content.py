"""What the joint memo holds when it is frozen. Examples stand without the case's number or office: the memo
is read by people who may not know the single case."""

from typing import Any

from anke.oversight.quality.acting import seal_of
from anke.oversight.quality.models import Thematic, ThematicCase
from anke.oversight.quality.programme.content import programme_of


def memo_of(found: Thematic) -> dict[str, Any]:
    """The memo as it is frozen. The words about a single case stand with the case, under the seal that is in
    the memo."""
    rules = programme_of(found.year).thematics
    assert rules is not None  # the act looked
    rows = list(found.cases.order_by("pk"))
    for row in rows:
        row.seal = seal_of(str(row.pk), row.words)
    ThematicCase.objects.bulk_update(rows, ["seal"])
    day = found.presented_on
    return {
        "name": found.name,
        "year": found.year,
        "topic": found.topic,
        "question": found.question,
        "label": rules.label.model_dump(),
        "group": [[one.who, one.role] for one in found.members.order_by("who")],
        "decided": [found.decided_by, found.decided_because],
        "outside": [found.outside, found.outside_because],
        "opening": found.opening,
        "no_opening": found.no_opening,
        **{str(kind): [one.seal for one in rows if one.kind == kind] for kind in ThematicCase.Kind},
        "memo": found.memo,
        "proposals": found.proposals,
        "replies": [[one.office, one.reply] for one in found.offices.exclude(reply="").order_by("office")],
        "presented_by": found.presented_by,
        "presented_on": day.isoformat() if day else None,
    }
