"""The vocabulary of the work on a case: transfers, drafts and approvals, meetings, what is taken back,
who may
see it, and how long it is kept."""

from datetime import date
from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import Data, about_case
from anke.rules.steps import Act

_REASON = Field("reason", f.TEXT)
_UNDOES = Field("undoes", f.POSITION, required=False)


def _dismissed(happened_on: date, data: Data) -> dict[str, Any]:
    return {"outcome": data["outcome"], "decided_on": happened_on, "closed_on": happened_on}


OF_WORK: Final = (
    about_case(
        "case_transferred",
        28,
        Act.TRANSFER,
        "Sagen blev flyttet til kontor {office}: {reason}.",
        "The case was transferred to office {office}: {reason}.",
        Field("office", f.OFFICE),
        _REASON,
        _UNDOES,
        says=lambda happened_on, data: {"office": data["office"]},
    ),
    about_case(
        "entry_annulled",
        29,
        Act.ANNUL_ENTRY,
        "Hændelse {undoes} var en fejlregistrering og er annulleret: {reason}.",
        "Event {undoes} was entered by mistake and is annulled: {reason}.",
        Field("undoes", f.POSITION),
        _REASON,
    ),
    about_case(
        "pause_annulled",
        30,
        Act.ANNUL_PAUSE,
        "Pausen blev annulleret; sagen har ikke været på pause: {reason}.",
        "The pause was annulled; the clock has not stood still: {reason}.",
        _REASON,
        _UNDOES,
    ),
    about_case(
        "extension_removed",
        100,
        Act.REMOVE_EXTENSION,
        "Forlængelsen til {until} blev taget tilbage: {reason}.",
        "The extension to {until} was taken back: {reason}.",
        Field("until", f.DAY),
        _REASON,
        _UNDOES,
    ),
    about_case(
        "draft_submitted",
        101,
        Act.SUBMIT,
        "Udkastet blev sendt til godkendelse af {by}.",
        "The draft was submitted for approval by {by}.",
        Field("by", f.TEXT),  # whoever submitted it can not be the one who approves it
        Field("letter", f.TEXT, required=False),
        Field("sha256", f.SHA256, required=False),
        Field("outcome", f.OUTCOME, required=False),  # the outcome the draft comes to
        Field("authors", f.TEXT, required=False),  # initials of those who have written in it
        Field("approvers", f.TEXT, required=False),  # the roles one of which must approve it
    ),
    about_case(
        "draft_taken_back",
        102,
        Act.TAKE_BACK,
        "Udkastet blev trukket tilbage: {reason}.",
        "The draft was taken back: {reason}.",
        _REASON,
        _UNDOES,
    ),
    about_case(
        "draft_returned",
        103,
        Act.RETURN,
        "Udkastet blev sendt retur: {reason}.",
        "The draft was returned: {reason}.",
        _REASON,
        _UNDOES,
    ),
    about_case(
        "draft_approved",
        104,
        Act.APPROVE,
        "Udkastet blev godkendt.",
        "The draft was approved.",
        Field("sha256", f.SHA256, required=False),
    ),
    about_case(
        "put_before_meeting",
        105,
        Act.PUT_BEFORE_MEETING,
        "Sagen blev sat på dagsordenen til mødet {meeting_on}[ i {board}].",
        "The case was put before the meeting on {meeting_on}[ of {board}].",
        Field("meeting_on", f.DAY),
        Field("board", f.TEXT, required=False),
    ),
    about_case(
        "returned_from_meeting",
        106,
        Act.RETURN_FROM_MEETING,
        "Sagen kom tilbage fra mødet: {conclusion}.",
        "The case came back from the meeting: {conclusion}.",
        Field("conclusion", f.TEXT),
        _UNDOES,
    ),
    about_case(
        "case_dismissed",
        107,
        Act.DISMISS,
        "Sagen blev afsluttet uden realitetsbehandling ({outcome}): {ground}.",
        "The case was closed without a decision on the merits ({outcome}): {ground}.",
        Field("outcome", f.OUTCOME),
        Field("ground", f.TEXT),
        says=_dismissed,
    ),
    about_case(
        "case_restricted",
        108,
        Act.RESTRICT,
        "Adgangen til sagen blev begrænset: {reason}.",
        "Access to the case was restricted: {reason}.",
        _REASON,
        _UNDOES,
    ),
    about_case(
        "restriction_lifted",
        109,
        Act.LIFT_RESTRICTION,
        "Adgangsbegrænsningen blev ophævet: {reason}.",
        "The restriction of access was lifted: {reason}.",
        _REASON,
        _UNDOES,
    ),
    about_case(
        "hold_placed",
        110,
        Act.PLACE_HOLD,
        "Sletning af sagen blev standset: {reason}.",
        "A legal hold was placed on the case: {reason}.",
        _REASON,
        _UNDOES,
    ),
    about_case(
        "hold_lifted",
        111,
        Act.LIFT_HOLD,
        "Standsningen af sletning blev ophævet: {reason}.",
        "The legal hold was lifted: {reason}.",
        _REASON,
        _UNDOES,
    ),
    about_case(
        "case_destroyed",
        112,
        Act.DESTROY,
        "Sagens indhold blev slettet efter reglerne om opbevaring (attest {certificate}).",
        "The content of the case was destroyed under the rules of keeping (certificate {certificate}).",
        Field("certificate", f.TEXT),
    ),
    about_case(
        "deadline_recomputed",
        113,
        None,
        "Fristen blev regnet om, fordi {cause}: fra {before} til {after}.",
        "The deadline was computed anew because {cause}: from {before} to {after}.",
        Field("cause", f.TEXT),
        Field("before", f.DAY),
        Field("after", f.DAY),
    ),
    about_case(
        "cpr_revealed",
        114,
        None,
        "Et CPR-nummer på part {party} blev vist: {reason}.",
        "A personal number of party {party} was shown: {reason}.",
        Field("party", f.PARTY),
        _REASON,
    ),
)
