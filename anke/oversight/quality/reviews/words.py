"""What the pages of the monthly follow-up say: states, ways of giving feedback, acts done."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: Final[dict[str, str | Promise]] = {
    "not_asked": _("Not asked for: the programme was decided later"),
    "not_needed": _("Not this month: too few days at work"),
    "lapsed": _("Lapsed"),
    "missing": _("Not begun"),
    "open": _("Begun"),
    "submitted": _("Completed, feedback not given yet"),
    "told": _("Feedback given"),
    "dropped": _("Given up"),
}
HOW: Final[dict[str, str | Promise]] = {"talk": _("In a talk"), "writing": _("In writing")}
DONE: Final[dict[str, str | Promise]] = {
    "save": _("The review is saved."),
    "submit": _("The review is completed. Now give the employee feedback."),
    "feedback": _("The feedback is set down."),
    "reply": _("Your reply is saved."),
    "hand-over": _("The review has been handed over."),
    "drop": _("The review of that case is given up. Begin again, and another case is picked."),
    "name": _("The reviewer is named."),
    "lapse": _("The month is set down as lapsed."),
}
