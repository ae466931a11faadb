"""What the pages of learning say: kinds of action, stages, ways of measuring, acts done."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Texts = dict[str, str | Promise]
KINDS: Final[Texts] = {
    "feedback": _("Feedback"),
    "focus_point": _("Focus point of the office"),
    "training": _("Training"),
    "practice_note": _("Practice note"),
    "template_change": _("Change of a template"),
}
STAGES: Final[Texts] = {
    "planned": _("Agreed"),
    "done": _("Carried out, waits for its measurement"),
    "closed": _("Closed by a measurement"),
}
HOW: Final[Texts] = {
    "review": _("The monthly reviews since"),
    "measurement": _("The central measurement"),
    "reading": _("Cases read again"),
}
DUE: Final[Texts] = {
    "overdue": _("should have been carried out"),
    "measure": _("is to be measured again"),
    "again": _("did not help: a new action is asked for"),
}
DONE: Final[Texts] = {
    "finding": _("The finding is recorded."),
    "plan": _("The action is agreed."),
    "do": _("It is set down that the action was carried out. It stays open until it is measured again."),
    "move": _("The action has been moved."),
    "measure": _("The measurement is recorded, and the action is closed."),
}
