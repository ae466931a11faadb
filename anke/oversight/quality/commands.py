"""The door for writing: every act of the quality programme, each in the folder of its kind."""

from anke.oversight.quality.draws.drawing import freeze_frame, replace_case, reveal_contribution
from anke.oversight.quality.draws.planning import abandon_draw, plan_draw, promise_contribution
from anke.oversight.quality.programme.doing import excuse, record_done
from anke.oversight.quality.reviews.acting import (
    begin_review,
    drop_review,
    give_feedback,
    hand_over,
    lapse_review,
    name_reviewer,
    reply_to_feedback,
    save_review,
    submit_review,
)

__all__ = [
    "abandon_draw",
    "begin_review",
    "drop_review",
    "excuse",
    "freeze_frame",
    "give_feedback",
    "hand_over",
    "lapse_review",
    "name_reviewer",
    "plan_draw",
    "promise_contribution",
    "record_done",
    "replace_case",
    "reply_to_feedback",
    "reveal_contribution",
    "save_review",
    "submit_review",
]
