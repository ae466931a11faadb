"""What can happen to a report to the ministry. Codes 150 to 169.

Subject: `report`, named plan/period (2025/2025Q3; the annual report 2025/2025). At which stage each may
happen is the table of `rules/report_steps.py`. `report_frozen` is what others lean on: who may read which
period, and as known when.
"""

from typing import Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent
from anke.rules.report_steps import STEPS, Act, Stage

_REASON: Final = Field("reason", f.TEXT)


def _moves(act: Act) -> dict[str | None, str]:
    """The table's row, for a chain of events: one that has not begun is awaited too."""
    found: dict[str | None, str] = {
        str(before): str(after) for (before, one), after in STEPS.items() if one is act
    }
    return found | ({None: found[Stage.AWAITED]} if Stage.AWAITED in found else {})


def _of(name: str, code: int, act: Act, da: str, en: str, *fields: Field) -> KindOfEvent:
    return KindOfEvent(name, code, "report", (da, en), fields, moves=_moves(act))


OF_REPORTS: Final = (
    _of("report_begun", 150, Act.BEGIN, "Rapporten blev begyndt.", "The report was begun."),
    _of(
        "report_submitted",
        151,
        Act.SUBMIT,
        "Rapporten blev sendt til gennemsyn.",
        "The report was submitted for review.",
    ),
    _of(
        "report_frozen",
        152,
        Act.FREEZE,
        "Rapporten for {period} blev fastfrosset (SHA-256 {fingerprint})[ trods mangler: {reason}].",
        "The report for {period} was frozen (SHA-256 {fingerprint})[ although incomplete: {reason}].",
        Field("plan", f.TEXT),
        Field("period", f.PERIOD),
        Field("known_at", f.INSTANT),
        Field("watermark", f.COUNT),
        Field("fingerprint", f.SHA256),
        Field("reason", f.TEXT, required=False),
    ),
    _of("report_reviewed", 153, Act.REVIEW, "Rapporten blev set igennem.", "The report was reviewed."),
    _of(
        "report_returned",
        154,
        Act.RETURN,
        "Rapporten blev sendt tilbage: {reason}.",
        "The report was returned: {reason}.",
        _REASON,
    ),
    _of("report_approved", 155, Act.APPROVE, "Rapporten blev godkendt.", "The report was approved."),
    _of(
        "report_handed_over",
        156,
        Act.HAND_OVER,
        "Rapporten blev afleveret til ministeriet (SHA-256 {fingerprint}).",
        "The report was handed over to the ministry (SHA-256 {fingerprint}).",
        Field("fingerprint", f.SHA256),
    ),
    _of(
        "report_received",
        157,
        Act.CONFIRM,
        "Ministeriet kvitterede for rapporten[ ({reference})].",
        "The ministry confirmed that it received the report[ ({reference})].",
        Field("reference", f.TEXT, required=False),
    ),
    _of(
        "deviation_noted",
        158,
        Act.NOTE_DEVIATION,
        "En væsentlig afvigelse blev noteret ({area}): »{words}«.",
        "A material deviation was noted ({area}): “{words}”.",
        Field("number", f.COUNT),
        Field("area", f.TEXT),
        Field("words", f.TEXT),
    ),
    _of(
        "deviation_withdrawn",
        159,
        Act.WITHDRAW_DEVIATION,
        "Afvigelse {number} blev trukket tilbage.",
        "Deviation {number} was withdrawn.",
        Field("number", f.COUNT),
    ),
    _of(
        "goal_explained",
        160,
        Act.EXPLAIN,
        "Forklaringen til mål {goal} blev skrevet[: »{words}«].",
        "The explanation of goal {goal} was written[: “{words}”].",
        Field("goal", f.TEXT),
        Field("words", f.TEXT, required=False),  # left out: it was taken away
    ),
    _of(
        "report_taken_back",
        161,
        Act.TAKE_BACK,
        "Rapporten blev taget tilbage til udkastet.",
        "The report was taken back to its draft.",
    ),
    _of(
        "report_revised",
        162,
        Act.REVISE,
        "Tallet for {figure} blev revideret ({type}): {old} blev til {new}.",
        "The figure of {figure} was revised ({type}): {old} became {new}.",
        Field("number", f.COUNT),
        Field("figure", f.TEXT),
        Field("type", f.TEXT),
        Field("old", f.TEXT),
        Field("new", f.TEXT),
        Field("score_changed", f.FLAG),
    ),
    _of(
        "revision_annotated",
        163,
        Act.ANNOTATE,
        "Revision {number} fik en bemærkning: »{words}«.",
        "Revision {number} was annotated: “{words}”.",
        Field("number", f.COUNT),
        Field("words", f.TEXT),
    ),
    _of(
        "report_reminded",
        164,
        Act.REMIND,
        "Der blev mindet om rapporten, som skal afleveres {due_on}.",
        "People were reminded of the report, which is due on {due_on}.",
        Field("due_on", f.DAY),
        Field("overdue", f.FLAG),
    ),
)
