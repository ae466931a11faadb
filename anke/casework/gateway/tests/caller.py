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
    from django.db import connection

    from anke.casework.gateway.models import Call
    from anke.casework.gateway.tests.asking import REGISTER, Program, token
    from anke.events.queries import events_of
    from anke.organisation.tests.people import house, somebody
    from anke.rules.roles import Role

    house()
    somebody("anna", Role.CASEWORKER, office=1)
    secret, begin = token("anna"), threading.Barrier(many)
    answers: list[tuple[int, Any]] = []

    def at_once(path: str, body: dict[str, Any], key: str) -> None:
        answers.clear()

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

    at_once("/api/cases", REGISTER, "first")
    registered = list(answers)
    number = registered[0][1]["number"]
    at_once(f"/api/cases/{number}/acts/withdraw", {}, "second")
    told = {
        "registered": registered,
        "withdrawn": answers,
        "events": [event.kind for event in events_of("case", number)],
        "calls": Call.objects.count(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
