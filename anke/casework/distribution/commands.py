"""The acts of the room: try a distribution or a handing over, apply it, undo it."""

from anke.casework.distribution.applying import apply_run, hand_over, undo_run
from anke.casework.distribution.forgetting import forget_runs
from anke.casework.distribution.proposing import preview_hand_over, propose_run

__all__ = ["apply_run", "forget_runs", "hand_over", "preview_hand_over", "propose_run", "undo_run"]
