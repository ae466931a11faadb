"""The words of draws: stages, and why a case was kept out."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STAGES: Final[dict[str, str | Promise]] = {
    "planned": _("planned"),
    "frozen": _("the frame is frozen"),
    "drawn": _("drawn"),
    "abandoned": _("abandoned"),
}
REASONS: Final[dict[str, str | Promise]] = {
    "kind": _("no appeal: a board’s case, or supervision"),
    "not_private": _("the decision goes to an authority, not to a private citizen"),
    "drawn": _("drawn before for the same purpose"),
    "own": _("the own case of somebody who is to review"),
    "recused": _("somebody who is to review is recused"),
    "restricted": _("restricted access: a draw would open the case to more people"),
    "destroyed": _("destroyed: there is nothing left to read"),
}
CHECKS: Final[dict[str, str | Promise]] = {
    "frame": _("The frame’s SHA-256 is the one that was shown before the draw"),
    "promised": _("Both contributions are the ones that were promised before the freeze"),
    "seed": _("The seed follows from the contributions"),
    "sample": _("Frame and seed give exactly these cases and this reserve"),
    "recorded": _("The events say the same"),
}
DONE: Final[dict[str, str | Promise]] = {
    "promise": _("Your contribution is promised. Remember the words: you write them again after the freeze."),
    "freeze": _("The frame is frozen."),
    "reveal": _("Your contribution is revealed."),
    "replace": _("The case went out."),
    "abandon": _("The draw is abandoned."),
}
