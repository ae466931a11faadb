"""The vocabulary of figures from outside on their way in: proposed, shown by a file, approved or returned.

The figure itself is `figure_reported` and its like (`vocabulary_others.py`), recorded once it is approved.
"""

from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_HASH = Field("sha256", f.SHA256)


def _of(name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, "proposal", (da, en), fields, **more)


OF_FIGURES: Final = (
    _of(
        "figures_proposed",
        56,
        "Tal udefra til plan {plan} ({ask}) for {period} blev oplyst og venter på godkendelse ({source}).",
        "Figures from outside for plan {plan} ({ask}) for {period} were proposed ({source}).",
        Field("plan", f.TEXT),
        Field("ask", f.TEXT),
        Field("period", f.PERIOD),
        Field("parts", f.PARTS),
        Field("preliminary", f.FLAG),
        Field("source", f.TEXT),
        Field("note", f.TEXT, required=False),
        Field("confirmed", f.FLAG, required=False),
        Field("replaces", f.TEXT, required=False),
        Field("file", f.SHA256, required=False),
        Field("file_name", f.TEXT, required=False),
        birth=True,
        moves={None: "proposed"},
    ),
    _of(
        "evidence_attached",
        57,
        "Bilaget {name} blev lagt ved (SHA-256 {sha256}).",
        "The file {name} was attached as evidence (SHA-256 {sha256}).",
        Field("name", f.TEXT),
        Field("media", f.TEXT),
        Field("size", f.DECIMAL),
        Field("address", f.SHA256),
        _HASH,
        moves={"proposed": "proposed"},
    ),
    _of(
        "figures_approved",
        58,
        "Tallene blev godkendt (SHA-256 {sha256}).",
        "The figures were approved (SHA-256 {sha256}).",
        _HASH,
        Field("recorded", f.RECORDED),
        moves={"proposed": "approved"},
    ),
    _of(
        "figures_returned",
        59,
        "Tallene blev sendt tilbage: {reason}.",
        "The figures were returned: {reason}.",
        Field("reason", f.TEXT),
        moves={"proposed": "returned"},
    ),
    _of(
        "figures_withdrawn",
        65,
        "Forslaget blev trukket tilbage.",
        "The proposal was withdrawn.",
        moves={"proposed": "withdrawn"},
    ),
)
