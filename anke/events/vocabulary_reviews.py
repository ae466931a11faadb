"""What can happen in the monthly follow-up of each employee (200–206).

Subject `review`, named activity/month/initials/number (Q1/2025-09/k13-01/1); who reviews an employee is said
on the subject `programme`, named Q1/reviewer/initials. What a reviewer wrote of a colleague stands in no
event; how each question was answered does, sealed with the review's own key.
"""

from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_REASON, _WHO, _INSTEAD = Field("reason", f.TEXT), Field("who", f.TEXT), Field("instead", f.TEXT)
_EMPLOYEE = Field("employee", f.TEXT)


def _review(name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, "review", (da, en), fields, **more)


OF_REVIEWS: Final = (
    _review(
        "review_begun",
        200,
        "Kvalitetsopfølgningen for {month} blev begyndt på sag {number}.",
        "The quality review of {month} was begun on case {number}.",
        Field("month", f.TEXT),
        _EMPLOYEE,
        Field("number", f.TEXT),
        birth=True,
        moves={None: "open"},
    ),
    _review(
        "review_submitted",
        201,
        "Kvalitetsopfølgningen blev afsluttet.",
        "The quality review was completed.",
        Field("answers", f.PARTS, personal=True),
        moves={"open": "submitted"},
    ),
    _review(
        "feedback_given",
        202,
        "Medarbejderen fik feedback.",
        "The employee was given feedback.",
        Field("how", f.TEXT),
        moves={"submitted": "told"},
    ),
    _review(
        "feedback_answered",
        203,
        "Medarbejderen svarede på sin feedback.",
        "The employee replied to the feedback.",
        moves={"told": "told"},
    ),
    _review(
        "review_handed_over",
        204,
        "Kvalitetsopfølgningen gik fra {who} til {instead}: {reason}.",
        "The quality review passed from {who} to {instead}: {reason}.",
        _WHO,
        _INSTEAD,
        _REASON,
        moves={"open": "open", "submitted": "submitted"},
    ),
    _review(
        "review_dropped",
        205,
        "Kvalitetsopfølgningen på sagen blev opgivet: {reason}.",
        "The quality review of the case was given up: {reason}.",
        _REASON,
        moves={"open": "dropped"},
    ),
    KindOfEvent(
        "reviewer_named",
        206,
        "programme",
        (
            "Kvaliteten for {employee} følges op af {who}.",
            "The quality of {employee} is followed up by {who}.",
        ),
        (_EMPLOYEE, _WHO),
        moves={None: "named", "named": "named"},
    ),
)
