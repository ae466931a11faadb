"""The vocabulary of what is no case: goals, boards, the organisation, and what can happen to anything."""

from collections.abc import Mapping
from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_REASON = Field("reason", f.TEXT)
_FIGURE = (
    Field("subgoal", f.TEXT),
    Field("year", f.YEAR),
    Field("period", f.PERIOD),
    Field("value", f.DECIMAL),
    Field("preliminary", f.FLAG),
    Field("source", f.TEXT),
)
_SAME_GOAL: Mapping[str | None, str] = {None: "reported", "reported": "reported"}


def _other(subject: str, name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, subject, (da, en), fields, **more)


OF_OTHERS: Final = (
    _other(
        "goal",
        "figure_reported",
        51,
        "Tallet for mål {subgoal}, {period}, blev oplyst til {value} ({source}).",
        "The figure for goal {subgoal}, {period}, was given as {value} ({source}).",
        *_FIGURE,
        moves=_SAME_GOAL,
    ),
    _other(
        "goal",
        "benchmark_reported",
        52,
        "Sammenligningstallet for mål {subgoal}, {period}, blev oplyst til {value} ({source}).",
        "The benchmark for goal {subgoal}, {period}, was given as {value} ({source}).",
        *_FIGURE,
        moves=_SAME_GOAL,
    ),
    _other(
        "goal",
        "deliverable_prepared",
        53,
        "Leverancen til mål {subgoal} blev udarbejdet: {document}.",
        "The deliverable of goal {subgoal} was prepared: {document}.",
        Field("subgoal", f.TEXT),
        Field("document", f.TEXT),
        moves=_SAME_GOAL,
    ),
    _other(
        "goal",
        "deliverable_received",
        54,
        "Leverancen til mål {subgoal} blev modtaget.",
        "The deliverable of goal {subgoal} was received.",
        Field("subgoal", f.TEXT),
        moves=_SAME_GOAL,
    ),
    _other(
        "board",
        "board_figures_reported",
        55,
        "Nævnets tal for {period} blev indberettet.",
        "The board's figures for {period} were reported.",
        Field("period", f.PERIOD),
        moves=_SAME_GOAL,
    ),
    _other(
        "department",
        "department_established",
        60,
        "Afdelingen {da} blev oprettet.",
        "The department {en} was established.",
        Field("da", f.TEXT),
        Field("en", f.TEXT),
        birth=True,
        moves={None: "established"},
    ),
    _other(
        "office",
        "office_established",
        61,
        "Kontoret {da} blev oprettet.",
        "The office {en} was established.",
        Field("da", f.TEXT),
        Field("en", f.TEXT),
        Field("department", f.TEXT, required=False),
        Field("areas", f.TEXT, required=False),
        birth=True,
        moves={None: "established"},
    ),
    _other(
        "staff",
        "staff_joined",
        62,
        "Medarbejderen begyndte[ i kontor {office}][ i afdeling {department}] som {role}.",
        "The member of staff began[ in office {office}][ in department {department}] as {role}.",
        Field("office", f.OFFICE, required=False),
        Field("department", f.TEXT, required=False),
        Field("role", f.TEXT),
        Field("part_time", f.DECIMAL, required=False),
        moves={None: "employed", "left": "employed"},
    ),
    _other(
        "staff",
        "staff_left",
        63,
        "Medarbejderen holdt op.",
        "The member of staff left.",
        moves={"employed": "left"},
    ),
    _other(
        "staff",
        "account_opened",
        64,
        "Medarbejderen fik en konto at logge ind med.",
        "The member of staff was given an account to log in with.",
        moves={"employed": "employed"},
    ),
    _other(
        "*",
        "personal_data_shredded",
        91,
        "Personoplysningerne blev slettet: {reason}.",
        "The personal data were shredded: {reason}.",
        _REASON,
    ),
)
