"""What can happen in the activities that end in words: an office's main areas (207–209) and its half-yearly
report (235–239), a thematic follow-up (240–248), the good reasoning (249–254).

Subjects: `area_follow_up`, named activity/half year/office/number (Q3/2025H1/13/1); `office_report` and
`reasoning`, named activity/half year/office (Q4/2025H1/13); `thematic`, named activity/year/number
(Q6/2025/1). What was found in a case stands in no event: a report tells it, whose SHA-256 stands here.
"""

from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_REASON, _NUMBER, _OFFICE = Field("reason", f.TEXT), Field("number", f.TEXT), Field("office", f.OFFICE)
_PERIOD, _SHA256, _PEOPLE = Field("period", f.TEXT), Field("sha256", f.SHA256), Field("people", f.TEXT)


def _kind(subject: str, name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, subject, (da, en), fields, **more)


_OF_AREAS: Final = (
    _kind(
        "area_follow_up",
        "area_follow_up_begun",
        207,
        "Opfølgningen på et hovedområde blev begyndt for {period}.",
        "The follow-up on a main area was begun for {period}.",
        _PERIOD,
        _OFFICE,
        Field("area", f.TEXT),
        Field("theme", f.TEXT),
        birth=True,
        moves={None: "open"},
    ),
    _kind(
        "area_follow_up",
        "area_follow_up_completed",
        208,
        "Opfølgningen blev afsluttet: {own} udvalgte sager og {reused} genbrugt fra Q1.",
        "The follow-up was completed: {own} chosen cases and {reused} reused from Q1.",
        Field("own", f.COUNT),
        Field("reused", f.COUNT),
        _PEOPLE,
        moves={"open": "done"},
    ),
    _kind(
        "area_follow_up",
        "area_follow_up_dropped",
        209,
        "Opfølgningen blev opgivet: {reason}.",
        "The follow-up was given up: {reason}.",
        _REASON,
        moves={"open": "dropped"},
    ),
    _kind(
        "office_report",
        "office_report_begun",
        235,
        "Kontorets rapport for {period} blev begyndt.",
        "The office's report for {period} was begun.",
        _PERIOD,
        _OFFICE,
        birth=True,
        moves={None: "draft"},
    ),
    _kind(
        "office_report",
        "office_report_submitted",
        236,
        "Kontorets rapport blev indsendt til vicedirektøren.",
        "The office's report was submitted to the deputy director.",
        moves={"draft": "submitted"},
    ),
    _kind(
        "office_report",
        "office_report_returned",
        237,
        "Vicedirektøren sendte rapporten tilbage: {reason}.",
        "The deputy director sent the report back: {reason}.",
        _REASON,
        moves={"submitted": "draft"},
    ),
    _kind(
        "office_report",
        "office_report_discussed",
        238,
        "Rapporten blev drøftet med vicedirektøren og frosset (SHA-256 {sha256}).",
        "The report was discussed with the deputy director and frozen (SHA-256 {sha256}).",
        _SHA256,
        _PEOPLE,
        moves={"submitted": "discussed"},
    ),
    _kind(
        "office_report",
        "office_report_corrected",
        239,
        "Der blev skrevet en rettelse til den frosne rapport: {reason}.",
        "A correction to the frozen report was written: {reason}.",
        _REASON,
        moves={"discussed": "discussed"},
    ),
)

_UNDER_WAY: Final = ("approved", "opened")
_OF_THEMES: Final = (
    _kind(
        "thematic",
        "thematic_recommended",
        240,
        "Arbejdsgruppen indstillede en tematisk kvalitetsopfølgning: {topic}.",
        "The working group recommended a thematic quality follow-up: {topic}.",
        Field("topic", f.TEXT),
        _PEOPLE,
        birth=True,
        moves={None: "recommended"},
    ),
    _kind(
        "thematic",
        "thematic_approved",
        241,
        "Direktionen besluttede at gennemføre temaet: {reason}.",
        "The executive board decided to carry the theme out: {reason}.",
        _REASON,
        moves={"recommended": "approved"},
    ),
    _kind(
        "thematic",
        "thematic_refused",
        242,
        "Direktionen afviste temaet: {reason}.",
        "The executive board refused the theme: {reason}.",
        _REASON,
        moves={"recommended": "refused"},
    ),
    _kind(
        "thematic",
        "outside_help_considered",
        243,
        "Det blev overvejet at inddrage eksterne ressourcer: {reason}.",
        "Involving external resources was considered: {reason}.",
        Field("used", f.FLAG),
        _REASON,
        moves={one: one for one in ("recommended", *_UNDER_WAY)},
    ),
    _kind(
        "thematic",
        "thematic_opened",
        244,
        "Det indledende notat blev forelagt direktionen[ (udeladt: {reason})].",
        "The opening memo was presented to the executive board[ (left out: {reason})].",
        Field("reason", f.TEXT, required=False),
        moves={"approved": "opened"},
    ),
    _kind(
        "thematic",
        "thematic_case_read",
        245,
        "Sag {number} blev udvalgt og gennemgået.",
        "Case {number} was chosen and read.",
        _NUMBER,
        moves={"opened": "opened"},
    ),
    _kind(
        "thematic",
        "offices_asked",
        246,
        "Der blev bedt om tilbagemelding fra {offices} kontorer senest {until}.",
        "Reports back were asked of {offices} offices by {until}.",
        Field("offices", f.COUNT),
        Field("until", f.DAY),
        moves={one: one for one in ("opened", "presented")},
    ),
    _kind(
        "thematic",
        "office_replied",
        247,
        "Kontor {office} meldte sine overvejelser tilbage.",
        "Office {office} reported its considerations back.",
        _OFFICE,
        moves={one: one for one in ("opened", "presented")},
    ),
    _kind(
        "thematic",
        "thematic_presented",
        248,
        "Det samlede notat blev forelagt direktionen og frosset (SHA-256 {sha256}).",
        "The joint memo was presented to the executive board and frozen (SHA-256 {sha256}).",
        _SHA256,
        moves={"opened": "presented"},
    ),
)

_OF_REASONS: Final = (
    _kind(
        "reasoning",
        "reasoning_begun",
        249,
        "Gennemgangen af begrundelser blev begyndt: {cases} sager.",
        "The reading of reasons was begun: {cases} cases.",
        Field("cases", f.COUNT),
        Field("draw", f.TEXT),
        birth=True,
        moves={None: "reading"},
    ),
    _kind(
        "reasoning",
        "reasons_read",
        250,
        "Begrundelsen i sag {number} blev læst.",
        "The reasons of case {number} were read.",
        _NUMBER,
        moves={"reading": "reading"},
    ),
    _kind(
        "reasoning",
        "reasoning_reported",
        251,
        "Rapporten om begrundelser blev skrevet og frosset (SHA-256 {sha256}).",
        "The report on reasons was written and frozen (SHA-256 {sha256}).",
        _SHA256,
        moves={"reading": "reported"},
    ),
    _kind(
        "reasoning",
        "reasoning_handed_over",
        252,
        "Rapporten blev overdraget til kontorets ledelsesteam ({who}).",
        "The report was handed over to the office's management team ({who}).",
        Field("who", f.TEXT),
        moves={"reported": "handed"},
    ),
    _kind(
        "reasoning",
        "reasoning_presented",
        253,
        "Resultaterne blev fremlagt på et chefmøde.",
        "The results were presented at a managers' meeting.",
        moves={"handed": "presented"},
    ),
    _kind(
        "reasoning",
        "reasoning_case_replaced",
        254,
        "Sag {number} gik ud[, og sag {instead} fra reserven kom ind]: {reason}.",
        "Case {number} went out[ and case {instead} of the reserve came in]: {reason}.",
        _NUMBER,
        Field("instead", f.TEXT, required=False),
        _REASON,
        moves={"reading": "reading"},
    ),
)

OF_AREAS: Final = (*_OF_AREAS, *_OF_THEMES, *_OF_REASONS)
