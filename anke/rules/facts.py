"""Facts: one row per case, as known at a moment. Every event is a sparse patch of a row; the last word holds.

Facts are whole numbers. Codes are those of the content files, dates are days since 1970-01-01, truth values
are NO or YES; nothing known, or a value taken back, is 0 in every column.
"""

import numpy as np

UNKNOWN, NO, YES = 0, 1, 2

COLUMNS: dict[str, type[np.signedinteger]] = {
    "case_type": np.int16,
    "authority": np.int32,  # the first instance
    "office": np.int16,
    "outcome": np.int16,
    "fully_informed": np.int8,  # at receipt: UNKNOWN, NO or YES
    "first_instance_error": np.int8,  # in forwarding the case: UNKNOWN, NO or YES
    "received_on": np.int32,
    "meeting_decided_on": np.int32,  # decision whether a notification is to be treated at a meeting
    "decided_on": np.int32,
    "closed_on": np.int32,  # decided or withdrawn: no longer pending from this day
}
DATES = ("received_on", "meeting_decided_on", "decided_on", "closed_on")
