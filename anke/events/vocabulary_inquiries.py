"""What can happen to an inquiry after a decision (255–261).

Subject `inquiry`, named by its kind, year and number (Q2.1/2025/3). What it is about is told in words in no
event: it is about somebody's case.
"""

from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_REASON, _STEP = Field("reason", f.TEXT), Field("step", f.TEXT)


def _inquiry(name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, "inquiry", (da, en), fields, **more)


OF_INQUIRIES: Final = (
    _inquiry(
        "inquiry_registered",
        255,
        "En henvendelse ({inquiry}) i sag {number} blev registreret, med svar senest {due_on}.",
        "An inquiry ({inquiry}) in case {number} was registered, to be answered by {due_on}.",
        Field("inquiry", f.TEXT),
        Field("number", f.TEXT),
        Field("handler", f.TEXT),
        Field("received_on", f.DAY),
        Field("due_on", f.DAY),
        birth=True,
        moves={None: "open"},
    ),
    _inquiry(
        "inquiry_step_taken",
        256,
        "Trinnet {step} i den faste procedure blev taget.",
        "The step {step} of the fixed procedure was taken.",
        _STEP,
        moves={"open": "open"},
    ),
    _inquiry(
        "learning_drawn",
        257,
        "Det blev overvejet, hvad henvendelsen lærer os (læring: {learnt}).",
        "It was considered what the inquiry teaches (learning: {learnt}).",
        Field("learnt", f.FLAG),
        moves={"open": "open"},
    ),
    _inquiry(
        "similar_considered",
        258,
        "Tiltag i lignende sager blev overvejet (tiltag: {measures}).",
        "Measures in similar cases were considered (measures: {measures}).",
        Field("measures", f.FLAG),
        moves={"open": "open"},
    ),
    _inquiry(
        "inquiry_closed",
        259,
        "Henvendelsen blev afsluttet.",
        "The inquiry was closed.",
        moves={"open": "closed"},
    ),
    _inquiry(
        "inquiry_handed_over",
        260,
        "Henvendelsen gik fra {who} til {instead}: {reason}.",
        "The inquiry passed from {who} to {instead}: {reason}.",
        Field("who", f.TEXT),
        Field("instead", f.TEXT),
        _REASON,
        moves={"open": "open"},
    ),
    _inquiry(
        "inquiry_moved",
        261,
        "Fristen blev flyttet til {due_on}: {reason}.",
        "The day to answer by was moved to {due_on}: {reason}.",
        Field("due_on", f.DAY),
        _REASON,
        moves={"open": "open"},
    ),
)
