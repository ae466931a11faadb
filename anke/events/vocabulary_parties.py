"""The vocabulary of a case's matter: what is complained of, by whom, on which points, beside which cases.

What identifies a person, or tells what a person complains of, is personal: sealed, and forgotten with the
case's key.
"""

from typing import Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import about_case
from anke.rules.steps import Act

_REASON = Field("reason", f.TEXT)
_UNDOES = Field("undoes", f.POSITION, required=False)

OF_PARTIES: Final = (
    about_case(
        "appeal_described",
        19,
        Act.DESCRIBE_APPEAL,
        "Førsteinstansens afgørelse af {decided_on} blev registreret[, meddelt {notified_on}]"
        "[, påklaget {complained_on}][, genvurderet {reconsidered_on}][. {remark}].",
        "The first instance's decision of {decided_on} was recorded[, notified on {notified_on}]"
        "[, complained of on {complained_on}][, reconsidered on {reconsidered_on}][. {remark}].",
        Field("decided_on", f.DAY),
        Field("notified_on", f.DAY, required=False),
        Field("complained_on", f.DAY, required=False),
        Field("reconsidered_on", f.DAY, required=False),
        Field("file_number", f.TEXT, required=False),  # the first instance's own number of the case
        Field("procedure", f.PROCEDURE, required=False),
        Field("remark", f.TEXT, required=False),
    ),
    about_case(
        "party_added",
        20,
        Act.ADD_PARTY,
        "En part blev tilføjet: {party}, {kind}.",
        "A party was added: {party}, {kind}.",
        Field("party", f.PARTY),
        Field("kind", f.PARTY_KIND),
        Field("person", f.PERSON, personal=True),
        Field("protected", f.FLAG, required=False),
    ),
    about_case(
        "party_changed",
        21,
        Act.CHANGE_PARTY,
        "Oplysningerne om part {party} blev rettet: {reason}.",
        "The particulars of party {party} were changed: {reason}.",
        Field("party", f.PARTY),
        Field("person", f.PERSON, personal=True),
        Field("protected", f.FLAG),
        _REASON,
    ),
    about_case(
        "party_removed",
        22,
        Act.REMOVE_PARTY,
        "Part {party} blev fjernet: {reason}.",
        "Party {party} was removed: {reason}.",
        Field("party", f.PARTY),
        _REASON,
        _UNDOES,
    ),
    about_case(
        "case_linked",
        23,
        Act.LINK,
        "Sagen blev knyttet til sag {other}: {reason}.",
        "The case was linked to case {other}: {reason}.",
        Field("other", f.TEXT),
        _REASON,
        _UNDOES,
    ),
    about_case(
        "case_unlinked",
        24,
        Act.UNLINK,
        "Tilknytningen til sag {other} blev fjernet: {reason}.",
        "The link to case {other} was removed: {reason}.",
        Field("other", f.TEXT),
        _REASON,
        _UNDOES,
    ),
    about_case(
        "point_raised",
        25,
        Act.RAISE_POINT,
        "Klagepunkt {point} blev tilføjet.",
        "Claim point {point} was added.",
        Field("point", f.POINT),
        Field("matter", f.TEXT, personal=True),
    ),
    about_case(
        "point_settled",
        26,
        Act.SETTLE_POINT,
        "Udfaldet af klagepunkt {point} blev sat til {outcome}[: {ground}].",
        "The outcome of claim point {point} was set to {outcome}[: {ground}].",
        Field("point", f.POINT),
        Field("outcome", f.OUTCOME_OR_NONE),
        Field("ground", f.TEXT, required=False),
        _UNDOES,
    ),
    about_case(
        "point_dropped",
        27,
        Act.DROP_POINT,
        "Klagepunkt {point} blev fjernet: {reason}.",
        "Claim point {point} was dropped: {reason}.",
        Field("point", f.POINT),
        _REASON,
        _UNDOES,
    ),
)
