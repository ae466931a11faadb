"""What the pages of inquiries say of acts that were done."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DONE: Final[dict[str, str | Promise]] = {
    "register": _("The inquiry is registered."),
    "step": _("The step is taken."),
    "learning": _("It is set down what the inquiry teaches."),
    "similar": _("It is set down what is done in similar cases."),
    "close": _("The inquiry is closed."),
    "hand-over": _("The inquiry has been handed over."),
    "move": _("The day to answer by has been moved."),
}
