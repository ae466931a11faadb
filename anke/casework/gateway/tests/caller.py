"""Many that send the same at once, in threads of one process; prints what each was answered, as JSON.

python -m anke.casework.gateway.tests.caller 8
"""

import json
import sys
import threading
from typing import Any


def main(many: int) -> None:
    import django

    django.setup()
    from anke.casework.gateway.models import Call
    from anke.casework.gateway.tests.asking import REGISTER, token
    from anke.events.queries import events_of
    from anke.organisation.tests.people import house, somebody
    from anke.rules.roles import Role

    house()
    somebody("anna", Role.CASEWORKER, office=1)
    secret = token("anna")
    registered = at_once(many, secret, "/api/cases", REGISTER, "first")
    number = registered[0][1]["number"]
    withdrawn = at_once(many, secret, f"/api/cases/{number}/acts/withdraw", {}, "second")
    told = {
        "registered": registered,
        "withdrawn": withdrawn,
        "events": [event.kind for event in events_of("case", number)],
        "calls": Call.objects.count(),
    }
    print(json.dumps(told))


def at_once(many: int, secret: str, path: str, body: dict[str, Any], key: str) -> list[tuple[int, Any]]:
    """What each of so many threads is answered that send the same at the same moment."""
    from django.db import connection

    from anke.casework.gateway.tests.asking import Program

    begin, answers = threading.Barrier(many), list[tuple[int, Any]]()

    def one() -> None:
        program = Program(secret)
        program.defaults["SERVER_NAME"] = "localhost"
        begin.wait()
        got = program.send(path, body, idempotency_key=key, if_match="*")
        answers.append((got.status_code, got.json()))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


if __name__ == "__main__":
    main(int(sys.argv[1]))
