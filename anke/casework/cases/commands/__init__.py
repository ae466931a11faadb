"""The acts of casework, one function each. The door of the room for whoever changes something.

Every act takes the case's number, who does it (`actor`, initials), the local day it happened, the moment
it is
recorded (UTC) and, where the person has looked at the case, how many events it had then (`expected`). It
obeys
the table of steps and roles, records its event and shows the new state in the register, or raises
`Refused` and
changes nothing.
"""

from anke.casework.cases.commands.acting import By, ending_together, holding
from anke.casework.cases.commands.clock import (
    annul_pause,
    extend_deadline,
    pause_clock,
    remove_extension,
    resume_clock,
)
from anke.casework.cases.commands.closing import (
    correct_registration,
    decide_case,
    dismiss_case,
    dispatch_decision,
    find_first_instance_error,
    withdraw_case,
)
from anke.casework.cases.commands.intake import (
    assess_information,
    assign_case,
    describe_appeal,
    link_case,
    register_case,
    reopen_case,
    transfer_case,
    unlink_case,
)
from anke.casework.cases.commands.keeping import (
    destroy_case,
    forget_parties,
    lift_hold,
    lift_restriction,
    place_hold,
    restrict_case,
)
from anke.casework.cases.commands.matters import (
    add_party,
    change_party,
    drop_point,
    raise_point,
    remove_party,
    reveal_cpr,
    settle_point,
)
from anke.casework.cases.commands.noting import hold_case, note_on_case
from anke.casework.cases.commands.recomputing import recompute_deadlines, refresh_usual_times
from anke.casework.cases.commands.undoing import undo
from anke.casework.cases.commands.work import (
    annul_entry,
    approve_draft,
    ask_consultant,
    decide_meeting_treatment,
    hear_party,
    put_before_meeting,
    receive_consultant_answer,
    receive_information,
    request_information,
    return_draft,
    return_from_meeting,
    submit_draft,
    take_back_draft,
)

__all__ = [
    "By",
    "add_party",
    "annul_entry",
    "annul_pause",
    "approve_draft",
    "ask_consultant",
    "assess_information",
    "assign_case",
    "change_party",
    "correct_registration",
    "decide_case",
    "decide_meeting_treatment",
    "describe_appeal",
    "destroy_case",
    "dismiss_case",
    "dispatch_decision",
    "drop_point",
    "ending_together",
    "extend_deadline",
    "find_first_instance_error",
    "forget_parties",
    "hear_party",
    "hold_case",
    "holding",
    "lift_hold",
    "lift_restriction",
    "link_case",
    "note_on_case",
    "pause_clock",
    "place_hold",
    "put_before_meeting",
    "raise_point",
    "receive_consultant_answer",
    "receive_information",
    "recompute_deadlines",
    "refresh_usual_times",
    "register_case",
    "remove_extension",
    "remove_party",
    "reopen_case",
    "request_information",
    "restrict_case",
    "resume_clock",
    "return_draft",
    "return_from_meeting",
    "reveal_cpr",
    "settle_point",
    "submit_draft",
    "take_back_draft",
    "transfer_case",
    "undo",
    "unlink_case",
    "withdraw_case",
]
