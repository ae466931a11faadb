"""What the templates of cases, and of the rooms above them, need: the tabs of a case, its words."""

from typing import Any

from django import template

from anke.casework.cases import tabs

register = template.Library()


@register.inclusion_tag("cases/tabs.html")
def case_tabs(number: str, tab: str = "") -> dict[str, Any]:
    """The tabs of a case; `tab` is the name of the address one is at."""
    return {"tabs": tabs.tabs_of(number), "tab": tab}
