"""What the page of the wheel says of what is somebody's to do."""

from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anke.oversight.quality.programme.todo import Todo

KINDS: Final[dict[str, str | Promise]] = {
    "finish": _("Go on with the review"),
    "tell": _("Give feedback"),
    "review": _("Begin the review"),
    "reply": _("You have feedback; reply if you like"),
    "rate": _("Cases to rate"),
    "settle": _("Disagreements to settle"),
    "report": _("Everything is rated: write the report"),
    "approve": _("A report to approve"),
    "reveal": _("Write the words you promised"),
    "promise": _("The draw lacks its two contributions"),
    "freeze": _("Freeze the frame of the draw"),
    "overdue": _("An action to carry out"),
    "go_on": _("Go on with the follow-up on a main area"),
    "complete": _("Complete the half-yearly report"),
    "returned": _("The half-yearly report came back: complete it"),
    "discuss": _("A half-yearly report to discuss"),
    "decide": _("A theme to decide on"),
    "open": _("A theme is decided: present the opening memo"),
    "carry_on": _("Go on with the theme"),
    "answer": _("Report the office’s considerations back"),
    "read": _("Cases whose reasons are to be read"),
    "write": _("Every case is read: write the office’s report"),
    "hand_over": _("Hand the report on reasons over"),
    "present": _("Present the report on reasons at the managers’ meeting"),
    "measure": _("An action to measure again"),
    "inquiry": _("An inquiry whose next step is yours"),
    "again": _("The action did not help: agree on a new one"),
}


def address(one: Todo) -> str:
    """The page it is done on; empty where there is none (yet)."""
    try:
        found = reverse(one.place, args=one.asked)
    except NoReverseMatch:
        return ""
    return f"{found}?{one.query}" if one.query else found


def told(one: Todo, titles: dict[str, str]) -> dict[str, Any]:
    """What a template shows of it. `titles`: of the activities; what the wheel asks for is called by it."""
    title = titles.get(one.activity, "")
    owed = one.kind == "owed"
    return {
        "what": title if owed else KINDS[one.kind],
        "activity": one.activity if title else "",
        "title": "" if owed else title,
        "about": one.about,
        "due": one.due,
        "count": one.count,
        "address": address(one),
    }
