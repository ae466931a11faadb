"""The questions about thematic follow-ups. What they show is told as examples; how often is never told."""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from anke.organisation.queries import Person
from anke.oversight.quality.acting import sealed, seals_hold
from anke.oversight.quality.models import Thematic, ThematicCase, ThematicOffice
from anke.oversight.quality.thematic.planning import rules_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role

SETTLES = (Role.DIRECTOR, Role.DEPUTY_DIRECTOR)


@dataclass(frozen=True)
class Reply:
    """An office that was asked. `late`: it has not replied, and the day has passed."""

    office: int
    words: str
    by: str
    on: date | None
    late: bool


def thematics() -> list[Thematic]:
    """Every theme, the latest year first."""
    return list(Thematic.objects.order_by("-year", "pk"))


def thematic_of(thematic: int) -> Thematic | None:
    return Thematic.objects.filter(pk=thematic).first()


def replies(found: Thematic, today: date) -> list[Reply]:
    """Every office that was asked, and whether it has replied."""
    gone = found.reply_by is not None and today > found.reply_by
    return [_reply(row, gone) for row in found.offices.order_by("office")]


def lacking(found: Thematic) -> list[int]:
    """The offices that were asked and have not replied."""
    return list(found.offices.filter(reply="").order_by("office").values_list("office", flat=True))


def cases_for(found: Thematic, person: Person) -> list[ThematicCase]:
    """The cases somebody may know of one by one: the legal unit and the director all, a head those of their
    own office; others read the examples in the memo."""
    rows = found.cases.order_by("pk")
    if person.role in (*rules_of(found.year).recommended_by, Role.DIRECTOR):
        return list(rows)
    if person.role is Role.HEAD_OF_OFFICE:
        return list(rows.filter(office=person.office or 0))
    return []


def statistics_of(found: Thematic) -> NoReturn:
    """Refused, always: the cases of a theme are chosen on purpose, and nothing follows from their number."""
    label = rules_of(found.year).label
    raise Refused(
        f"Der regnes ingen andele af {found.name}. {label.da}",
        f"No shares are computed of {found.name}. {label.en}",
    )


def holds(found: Thematic) -> bool:
    """Whether the frozen memo is still what its SHA-256 was made of, and every word about a case what its
    seal was made of, but for those that went with a case that is destroyed."""
    if found.report is None or sealed(found.report) != found.sha256:
        return False
    rows = list(found.cases.all())
    if not any(one.seal for one in rows):  # frozen before the words stood apart: they are in the memo
        return True
    told = [seal for kind in ThematicCase.Kind for seal in found.report.get(str(kind), ())]
    sealed_rows = [(one.number, one.seal, (str(one.pk), one.words)) for one in rows]
    return sorted(told) == sorted(one.seal for one in rows) and seals_hold(sealed_rows)


def examples_of(found: Thematic) -> dict[str, list[str]]:
    """The words about the cases of a frozen memo, by kind: `good`, `bad` and `plain`."""
    rows, report = {one.seal: one.words for one in found.cases.all()}, found.report or {}
    return {
        str(kind): [rows.get(seal, seal) for seal in report.get(str(kind), ())] for kind in ThematicCase.Kind
    }


def _reply(row: ThematicOffice, gone: bool) -> Reply:
    return Reply(row.office, row.reply, row.by, row.on, gone and not row.reply)
