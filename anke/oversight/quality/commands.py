"""The door for writing: every act of the quality programme, each in the folder of its kind."""

from anke.oversight.quality.draws.drawing import freeze_frame, replace_case, reveal_contribution
from anke.oversight.quality.draws.planning import abandon_draw, plan_draw, promise_contribution
from anke.oversight.quality.programme.doing import excuse, record_done

__all__ = [
    "abandon_draw",
    "excuse",
    "freeze_frame",
    "plan_draw",
    "promise_contribution",
    "record_done",
    "replace_case",
    "reveal_contribution",
]
