"""The acts on figures from outside, one function each.

Each takes who does it (`actor`, initials) and the moment it is recorded (UTC), and raises `Refused` in both
languages where it cannot be done. A figure counts once another person has approved it; only then is it
recorded on its subgoal (`results.commands`).
"""

from anke.steering.external.projection import rebuild
from anke.steering.external.proposing import (
    Figures,
    File,
    attach_evidence,
    import_figures,
    propose,
    withdraw,
)
from anke.steering.external.settling import approve, return_figures
from anke.steering.external.sweeping import sweep

__all__ = [
    "Figures",
    "File",
    "approve",
    "attach_evidence",
    "import_figures",
    "propose",
    "rebuild",
    "return_figures",
    "sweep",
    "withdraw",
]
