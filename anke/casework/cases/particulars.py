"""What is known of a case's persons, in plain: for those who may see it, and only when it is asked for."""

from django.views.decorators.debug import sensitive_variables

from anke.casework.cases.people import KINDS
from anke.events import queries as events


@sensitive_variables()
def particulars_of(number: str) -> dict[str, dict[str, str]]:
    """Name, cpr, address, email, phone and adjustments by party; none that were forgotten."""
    told = [one for one in events.events_of("case", number) if one.kind in KINDS]
    known: dict[str, dict[str, str]] = {}
    for data in events.reveal_many(told):
        person = data.get("appellant", data.get("person"))
        if isinstance(person, dict):
            known[data.get("party", "P1")] = person
        else:
            known.pop(data.get("party", "P1"), None)
    return known


@sensitive_variables()
def matters_of(number: str) -> dict[int, str]:
    """What each claim point is about; none that were forgotten."""
    told = [one for one in events.events_of("case", number) if one.kind == "point_raised"]
    shown = events.reveal_many(told)
    return {data["point"]: data["matter"] for data in shown if data["matter"] != events.SHREDDED}


def appeal_words_of(number: str) -> dict[str, str]:
    """What was last said of the complaint in words: the first instance's file number, and a remark."""
    told = [one for one in events.events_of("case", number) if one.kind == "appeal_described"]
    said = told[-1].data if told else {}
    return {name: said[name] for name in ("file_number", "remark") if name in said}
