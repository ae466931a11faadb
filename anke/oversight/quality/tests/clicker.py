"""The same form sent several times at once, in threads of one process; prints how many there are then.

python -m anke.oversight.quality.tests.clicker 4
"""

import json
import sys
import threading
from collections.abc import Callable
from datetime import date
from typing import Any


def main(many: int) -> None:
    import django

    django.setup()
    from anke.events.models import Event
    from anke.oversight.quality import commands
    from anke.oversight.quality.models import Action, AreaFollowUp, Inquiry, OfficeReport, Thematic
    from anke.oversight.quality.tests.house import appoint, by, decide, establish
    from anke.rules.roles import Role

    establish()
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)
    [number] = decide(1, 11)
    area = {"office": 11, "period": "2024H2", "area": "municipal_social", "theme": "reasons"}
    action: dict[str, Any] = {
        "theme": "reasons",
        "office": 11,
        "kind": "training",
        "words": "Et kursus",
        "owner": "chef11",
    }
    days = {"due_on": date(2025, 3, 1), "measure_on": date(2025, 9, 1)}
    inquiry: dict[str, Any] = {"kind": "Q2.1", "number": number, "about": "Genoptagelse", "handler": "chef11"}
    inquiry["received_on"] = date(2025, 2, 3)
    theme = {"year": 2025, "topic": "Prøvelse", "question": "Hvor langt?"}
    group = ["jurist", "chef11", "vice"]
    told = [
        at_once(many, lambda: commands.begin_area_follow_up(**area, **by("chef11"))),
        at_once(many, lambda: commands.begin_office_report(office=11, period="2024H2", **by("chef11"))),
        at_once(many, lambda: commands.plan_action(**action, **days, **by("chef11"))),
        at_once(many, lambda: commands.register_inquiry(**inquiry, **by("chef11"))),
        at_once(many, lambda: commands.recommend_thematic(members=group, **theme, **by("jurist"))),
    ]
    models = (AreaFollowUp, OfficeReport, Action, Inquiry, Thematic)
    kinds = ("area_follow_up", "office_report", "learning", "inquiry", "thematic")
    rows = [one.objects.count() for one in models]
    events = [Event.objects.filter(subject__kind=one).count() for one in kinds]
    print(json.dumps({"answers": told, "rows": rows, "events": events}))


def at_once(many: int, act: Callable[[], Any]) -> list[str]:
    """What each of so many threads is answered that does the same at the same moment."""
    from django.db import connection

    from anke.rules.refusal import Refused

    begin, answers = threading.Barrier(many), list[str]()

    def one() -> None:
        begin.wait()
        try:
            answers.append(act().name)
        except Refused as refused:
            answers.append(refused.en)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


if __name__ == "__main__":
    main(int(sys.argv[1]))
