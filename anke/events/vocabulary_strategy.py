"""What can happen to a strategic initiative and to a results plan. Codes 170 to 189.

Subjects: `initiative`, named by the strategy and its number in it (2018-2022/7); `plan`, named by its
year; `definition`, named by the plan and the part it belongs to (2025/1.2.a). No name of a person who is a
party is in any of them.
"""

from collections.abc import Mapping
from typing import Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

Moves = Mapping[str | None, str]
_SAME: Final[Moves] = {one: one or "open" for one in (None, "open", "begun", "held", "finished")}
_LIVE: Final = (None, "open", "begun", "held")  # whatever has not ended
_STANDING: Final[Moves] = {"adopted": "adopted", "proposed": "proposed"}
_DIGEST: Final = Field("sha256", f.SHA256)
_REASON: Final = Field("reason", f.TEXT)


def _of(subject: str, name: str, code: int, da: str, en: str, *fields: Field, moves: Moves) -> KindOfEvent:
    return KindOfEvent(name, code, subject, (da, en), fields, moves=moves)


_INITIATIVES: Final = (
    _of(
        "initiative",
        "initiative_added",
        170,
        "Tiltaget »{da}« blev føjet til oversigten.",
        "The initiative “{en}” was added to the overview.",
        Field("da", f.TEXT),
        Field("en", f.TEXT),
        Field("focus", f.TEXT),
        moves={None: "open"},
    ),
    _of(
        "initiative",
        "owner_named",
        171,
        "Ansvaret for tiltaget blev lagt hos {owner}.",
        "Responsibility for the initiative was given to {owner}.",
        Field("owner", f.TEXT),
        moves=_SAME,
    ),
    _of(
        "initiative",
        "initiative_begun",
        172,
        "Tiltaget blev sat i gang.",
        "The initiative was begun.",
        moves={None: "begun", "open": "begun"},
    ),
    _of(
        "initiative",
        "initiative_finished",
        173,
        "Tiltaget blev afsluttet: {outcome}.",
        "The initiative was finished: {outcome}.",
        Field("outcome", f.TEXT),
        moves=dict.fromkeys(_LIVE, "finished"),
    ),
    _of(
        "initiative",
        "initiative_held",
        174,
        "Tiltaget blev sat på pause: {reason}.",
        "The initiative was put on hold: {reason}.",
        _REASON,
        moves={None: "held", "open": "held", "begun": "held"},
    ),
    _of(
        "initiative",
        "evidence_added",
        175,
        "Dokumentation blev føjet til: {title} ({where}).",
        "Evidence was added: {title} ({where}).",
        Field("form", f.EVIDENCE_FORM),
        Field("title", f.TEXT),
        Field("where", f.TEXT),
        moves=_SAME,
    ),
    _of(
        "initiative",
        "initiative_noted",
        176,
        "Bemærkning: {note}",
        "Note: {note}",
        Field("note", f.SENTENCE),
        moves=_SAME,
    ),
    _of(
        "initiative",
        "nature_recorded",
        177,
        "Tiltagets art blev registreret som {nature}[, med planlagt afslutning {ends_on}].",
        "The nature of the initiative was recorded as {nature}[, planned to end on {ends_on}].",
        Field("nature", f.NATURE),
        Field("ends_on", f.DAY, required=False),
        moves=_SAME,
    ),
    _of(
        "initiative",
        "initiative_resumed",
        178,
        "Arbejdet med tiltaget blev genoptaget: {reason}.",
        "Work on the initiative was resumed: {reason}.",
        _REASON,
        moves={"held": "begun", "finished": "begun"},
    ),
    _of(
        "initiative",
        "goal_linked",
        179,
        "Tiltaget blev knyttet til mål {goal} i resultatplanen for {plan}: {reason}.",
        "The initiative was linked to goal {goal} of the results plan for {plan}: {reason}.",
        Field("plan", f.TEXT),
        Field("goal", f.TEXT),
        _REASON,
        moves=_SAME,
    ),
)

_PLANS: Final = (
    _of(
        "plan",
        "plan_adopted",
        180,
        "Planens ordlyd blev lagt fast (SHA-256 {sha256}).",
        "The text of the plan was fixed (SHA-256 {sha256}).",
        _DIGEST,
        Field("text", f.DOCUMENT),
        moves={None: "adopted"},
    ),
    _of(
        "plan",
        "correction_proposed",
        181,
        "Det blev foreslået at rette planens data efter papiret: {reason}.",
        "It was proposed to correct the data of the plan after the paper: {reason}.",
        _REASON,
        _DIGEST,
        Field("text", f.DOCUMENT),
        moves={"adopted": "proposed"},
    ),
    _of(
        "plan",
        "correction_approved",
        182,
        "Rettelsen af planens data blev godkendt (SHA-256 {sha256}).",
        "The correction of the data of the plan was approved (SHA-256 {sha256}).",
        _DIGEST,
        moves={"proposed": "adopted"},
    ),
    _of(
        "plan",
        "correction_dropped",
        183,
        "Rettelsen af planens data blev opgivet: {reason}.",
        "The correction of the data of the plan was dropped: {reason}.",
        _REASON,
        moves={"proposed": "adopted"},
    ),
    _of(
        "plan",
        "basis_changed",
        184,
        "Ændring i grundlaget[ for {goal}]: {remark}",
        "Change of basis[ of {goal}]: {remark}",
        Field("goal", f.TEXT, required=False),
        Field("remark", f.SENTENCE),
        moves=_STANDING,
    ),
    _of(
        "definition",
        "definition_in_force",
        185,
        "Definitionen i version {version} trådte i kraft.",
        "The definition in version {version} came into force.",
        Field("version", f.VERSION),
        Field("text", f.DOCUMENT),
        moves={None: "in_force", "in_force": "in_force"},
    ),
)
OF_STRATEGY: Final = (*_INITIATIVES, *_PLANS)
