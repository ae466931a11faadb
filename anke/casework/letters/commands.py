"""The acts on documents and letters, one function each. The door of the room for whoever changes something.

Every act takes the case's number, who does it (`actor`, initials), the local day it happened and the moment
it is recorded (UTC); it holds the case, asks `cases` whether the person may, records its event on the case,
or raises `Refused` and changes nothing.
"""

from anke.casework.letters.acting import By
from anke.casework.letters.adding import NewDocument, add_document, add_documents
from anke.casework.letters.approving import approve_letter, return_letter, submit_letter
from anke.casework.letters.bringing import SentBefore, bring_in_decisions
from anke.casework.letters.delivering import deliver, retry
from anke.casework.letters.drafting import begin_letter, discard_letter, save_letter
from anke.casework.letters.sending import send_letter
from anke.casework.letters.sweeping import Swept, sweep

__all__ = [
    "By",
    "NewDocument",
    "SentBefore",
    "Swept",
    "add_document",
    "add_documents",
    "approve_letter",
    "begin_letter",
    "bring_in_decisions",
    "deliver",
    "discard_letter",
    "retry",
    "return_letter",
    "save_letter",
    "send_letter",
    "submit_letter",
    "sweep",
]
