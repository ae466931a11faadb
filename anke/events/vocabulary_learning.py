"""What can happen to findings and to what is done about them (225–234).

Subjects: `finding`, named by the office (or agency) and its number (13/27); `learning`, an action, named by
the office (or agency), the year and its number (13/2025/4). What was found in somebody's work, and what is
done about it, is told in words in no event: both may be about one employee.
"""

from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_REASON = Field("reason", f.TEXT)


def _action(name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, "learning", (da, en), fields, **more)


OF_LEARNING: Final = (
    KindOfEvent(
        "finding_recorded",
        225,
        "finding",
        ("En observation blev registreret under {theme}.", "A finding was recorded under {theme}."),
        (Field("activity", f.TEXT), Field("theme", f.TEXT), Field("good", f.FLAG)),
        birth=True,
        moves={None: "recorded"},
    ),
    _action(
        "action_planned",
        226,
        "Et tiltag under {theme} blev aftalt: færdigt {due_on}, måles igen {measure_on}.",
        "An action under {theme} was agreed: due {due_on}, measured again {measure_on}.",
        Field("what", f.TEXT),
        Field("theme", f.TEXT),
        Field("owner", f.TEXT),
        Field("due_on", f.DAY),
        Field("measure_on", f.DAY),
        Field("follows", f.TEXT, required=False),
        birth=True,
        moves={None: "planned"},
    ),
    _action(
        "action_moved",
        227,
        "Tiltaget blev flyttet (ansvarlig {owner}, færdigt {due_on}, måles igen {measure_on}): {reason}.",
        "The action was moved (owner {owner}, due {due_on}, measured again {measure_on}): {reason}.",
        Field("owner", f.TEXT),
        Field("due_on", f.DAY),
        Field("measure_on", f.DAY),
        _REASON,
        moves={"planned": "planned", "done": "done"},
    ),
    _action(
        "action_done",
        228,
        "Tiltaget blev gennemført.",
        "The action was carried out.",
        moves={"planned": "done"},
    ),
    _action(
        "action_measured",
        229,
        "Tiltaget blev målt igen og lukket: {good} af {sample} var gode ({outcome}).",
        "The action was measured again and closed: {good} of {sample} were good ({outcome}).",
        Field("how", f.TEXT),
        Field("sample", f.COUNT),
        Field("good", f.COUNT),
        Field("outcome", f.TEXT),
        moves={"done": "closed"},
    ),
)
