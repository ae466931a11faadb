"""One of several people at work at the same time: a process of its own. Prints a line for each act it tried.

python -m anke.casework.cases.tests.writer register 20
python -m anke.casework.cases.tests.writer decide 2025-000001 2025-000002
python -m anke.casework.cases.tests.writer read 50
"""

import sys


def main(what: str, *rest: str) -> None:
    import django

    django.setup()
    from anke.casework.cases.tests.doing import do, register
    from anke.rules.steps import Act, Refused

    print("ready", flush=True)
    sys.stdin.readline()  # all begin at once
    if what == "register":
        for _ in range(int(rest[0])):
            print(register(), flush=True)
        return
    if what == "read":
        read(int(rest[0]))
        return
    for number in rest:
        try:
            print(do(Act.DECIDE, number).name, flush=True)
        except Refused as refused:
            print(refused.da, flush=True)


def read(times: int) -> None:
    """Open two cases by turns, so many times in all; the first showing of each is made anew."""
    from django.conf import settings

    from anke.casework.cases.tests.browsing import browser, user_of
    from anke.casework.cases.tests.doing import MOMENT, register
    from anke.organisation.tests import people
    from anke.rules.roles import Role

    settings.ALLOWED_HOSTS = ["testserver"]
    people.BY["recorded_at"] = MOMENT
    people.house()
    numbers, who = [register(), register()], browser(user_of(Role.CASEWORKER))
    for at in range(times):
        number = numbers[at % 2]
        if who.get(f"/cases/{number}/").status_code == 200:
            print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
