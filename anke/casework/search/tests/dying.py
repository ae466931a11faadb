"""Acts upon the index in a process of its own, which can be killed at a place."""

import os
import signal
import sys
from typing import Any

import django


def main(act: str, *words: str) -> None:
    django.setup()
    from anke.casework.search import commands, queries
    from anke.casework.search.tests.library import case

    if act == "register":
        for name in words:
            case(name)
    elif act == "follow":
        commands.follow()
    elif act == "forget":
        from anke.casework.cases.queries import Case

        commands.forget(Case.objects.values_list("number", flat=True))
        commands.purge()
    elif act == "die":
        _arm(words[0])
        commands.follow()
    elif act == "prove":
        left = commands.follow()
        swept = commands.sweep()
        assert (swept.mended, swept.removed, swept.left) == (0, 0, 0)
        from anke.casework.search.models import Entry

        print(f"{len(queries.behind())} behind, {left} left, {Entry.objects.count()} found")


def _arm(place: str) -> None:
    """Put death before, within or after the batch's transaction, or before the watermark moves."""
    from anke.casework.search import commands, gathering
    from anke.casework.search.models import Entry

    def die(*_: Any, **__: Any) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    whole = commands._index

    def after(numbers: Any) -> Any:
        whole(numbers)
        die()

    match place:
        case "before_batch":
            commands._index = die
        case "within_batch":
            made = gathering.gathered

            def within(some: Any) -> Any:
                Entry.objects.bulk_create(made(some)[:1])
                die()

            gathering.gathered = within
        case "after_batch":
            commands._index = after
        case "before_watermark":
            commands._move = die


if __name__ == "__main__":
    main(*sys.argv[1:])
