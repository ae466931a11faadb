"""A destruction in a process of its own, which can be killed after a number of cases or within one."""

import os
import signal
import sys
from typing import Any

import django


def main(act: str, *words: str) -> None:
    django.setup()
    from anke.casework.retention import commands, queries
    from anke.casework.retention.models import DestructionList, ListedCase
    from anke.casework.retention.tests.house import NOW, closed, people
    from anke.casework.search import commands as index

    if act == "prepare":
        people()
        for at in range(6):
            closed(f"Person{at} Zebulonsen", points=("Hjælp",))
        index.follow()
        made = commands.make_list(actor="lis", recorded_at=NOW)
        for who in ("lis", "dir"):
            commands.approve_list(number=made.number, sha256=made.sha256, actor=who, recorded_at=NOW)
    elif act == "die":
        _arm(words[0], int(words[1]))
        commands.carry_out(number="2025-1", actor="dir", recorded_at=NOW)
    elif act == "look":
        states = ListedCase.objects.order_by("place").values_list("state", flat=True)
        print(" ".join(states), DestructionList.objects.get().stage)
    elif act == "finish":
        done = commands.carry_out(number="2025-1", actor="jur", recorded_at=NOW)
        assert index.sweep().mended == 0
        assert queries.certificate("2025-1") is not None
        print(f"{done.destroyed} destroyed, {done.kept} kept, {done.left} left")


def _arm(place: str, at: int) -> None:
    """Put death before the case of that place is marked, after it, or before the list is finished."""
    from anke.casework.retention import executing
    from anke.casework.retention.models import ListedCase

    def die(*_: Any, **__: Any) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    see_to, save = executing._see_to, ListedCase.save

    def after(row: int, *more: Any) -> None:
        see_to(row, *more)
        if ListedCase.objects.get(pk=row).place == at:
            die()

    def within(self: Any, *more: Any, **named: Any) -> None:
        if self.place == at:
            die()
        save(self, *more, **named)

    match place:
        case "after":
            executing._see_to = after
        case "within":
            ListedCase.save = within
        case "finishing":
            executing._finish = die


if __name__ == "__main__":
    main(*sys.argv[1:])
