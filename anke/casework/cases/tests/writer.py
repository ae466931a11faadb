"""One of several people at work at the same time: a process of its own. Prints a line for each act it tried.

python -m anke.casework.cases.tests.writer register 20
python -m anke.casework.cases.tests.writer decide 2025-000001 2025-000002
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
    for number in rest:
        try:
            print(do(Act.DECIDE, number).name, flush=True)
        except Refused as refused:
            print(refused.da, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
