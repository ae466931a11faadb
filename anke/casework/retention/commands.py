"""The acts of keeping and destroying, one function each; and handing a person what is known of them.

Each takes who does it (`actor`, initials) and the moment it is recorded (UTC), and raises `Refused` in
both languages where it cannot be done. A hold is placed and lifted in `cases.commands`.
"""

from anke.casework.retention.archiving import archive_case, verify_archive
from anke.casework.retention.executing import Progress, carry_out
from anke.casework.retention.following import Forget, follow_destruction
from anke.casework.retention.forgetting import Forgotten, forget_traces
from anke.casework.retention.giving import Given, give_person_data
from anke.casework.retention.listing import approve_list, drop_list, make_list

__all__ = [
    "Forget",
    "Forgotten",
    "Given",
    "Progress",
    "approve_list",
    "archive_case",
    "carry_out",
    "drop_list",
    "follow_destruction",
    "forget_traces",
    "give_person_data",
    "make_list",
    "verify_archive",
]
