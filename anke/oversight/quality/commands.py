"""The door for writing: every act of the quality programme, each in the folder of its kind."""

from anke.oversight.quality.areas.acting import (
    begin_area_follow_up,
    choose_area_case,
    complete_area_follow_up,
    drop_area_follow_up,
    leave_out_area_case,
    reuse_reviews,
    save_area_follow_up,
)
from anke.oversight.quality.areas.reporting import (
    begin_office_report,
    correct_office_report,
    discuss_office_report,
    return_office_report,
    save_minutes,
    save_office_report,
    submit_office_report,
)
from anke.oversight.quality.central.finishing import (
    approve_measurement,
    correct_rating,
    hold_follow_up,
    report_measurement,
)
from anke.oversight.quality.central.focusing import set_focus_point
from anke.oversight.quality.central.opening import open_measurement
from anke.oversight.quality.central.rating import rate_case, rate_cases, save_draft, settle_rating
from anke.oversight.quality.central.replacing import replace_case, replace_reviewer
from anke.oversight.quality.draws.drawing import freeze_frame, reveal_contribution
from anke.oversight.quality.draws.planning import abandon_draw, plan_draw, promise_contribution
from anke.oversight.quality.inquiries.handling import (
    close_inquiry,
    consider_similar,
    draw_learning,
    take_inquiry_step,
)
from anke.oversight.quality.inquiries.registering import (
    hand_over_inquiry,
    move_inquiry,
    register_inquiry,
)
from anke.oversight.quality.learning.finding import record_finding
from anke.oversight.quality.learning.measuring import remeasure_action
from anke.oversight.quality.learning.planning import do_action, move_action, plan_action
from anke.oversight.quality.programme.doing import excuse, record_done
from anke.oversight.quality.reasoning.acting import (
    begin_reasoning,
    plan_reasoning,
    read_reasons,
    replace_reasoning_case,
    report_reasoning,
    save_reasoning_report,
    save_reasons,
)
from anke.oversight.quality.reasoning.finishing import hand_over_reasoning, present_reasoning
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
from anke.oversight.quality.reviews.bringing import bring_in_reviews
from anke.oversight.quality.thematic.planning import (
    approve_thematic,
    consider_outside,
    open_thematic,
    recommend_thematic,
    refuse_thematic,
)
from anke.oversight.quality.thematic.working import (
    ask_offices,
    present_thematic,
    read_thematic_case,
    reply_thematic,
)

__all__ = [
    "abandon_draw",
    "approve_measurement",
    "approve_thematic",
    "ask_offices",
    "begin_area_follow_up",
    "begin_office_report",
    "begin_reasoning",
    "begin_review",
    "bring_in_reviews",
    "choose_area_case",
    "close_inquiry",
    "complete_area_follow_up",
    "consider_outside",
    "consider_similar",
    "correct_office_report",
    "correct_rating",
    "discuss_office_report",
    "do_action",
    "draw_learning",
    "drop_area_follow_up",
    "drop_review",
    "excuse",
    "freeze_frame",
    "give_feedback",
    "hand_over",
    "hand_over_inquiry",
    "hand_over_reasoning",
    "hold_follow_up",
    "lapse_review",
    "leave_out_area_case",
    "move_action",
    "move_inquiry",
    "name_reviewer",
    "open_measurement",
    "open_thematic",
    "plan_action",
    "plan_draw",
    "plan_reasoning",
    "present_reasoning",
    "present_thematic",
    "promise_contribution",
    "rate_case",
    "rate_cases",
    "read_reasons",
    "read_thematic_case",
    "recommend_thematic",
    "record_done",
    "record_finding",
    "refuse_thematic",
    "register_inquiry",
    "remeasure_action",
    "replace_case",
    "replace_reasoning_case",
    "replace_reviewer",
    "reply_thematic",
    "reply_to_feedback",
    "report_measurement",
    "report_reasoning",
    "return_office_report",
    "reuse_reviews",
    "reveal_contribution",
    "save_area_follow_up",
    "save_draft",
    "save_minutes",
    "save_office_report",
    "save_reasoning_report",
    "save_reasons",
    "save_review",
    "set_focus_point",
    "settle_rating",
    "submit_office_report",
    "submit_review",
    "take_inquiry_step",
]
