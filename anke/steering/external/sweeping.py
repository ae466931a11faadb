"""Keeping the store of evidence and its rows together: what a crash left, and what is no longer as it was."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from anke.files import vault
from anke.steering.external import projection
from anke.steering.external.models import Evidence
from anke.steering.external.proposing import STORE

OLD: Final = timedelta(days=1)  # no act takes this long: a file without a row is what a crash left


def sweep(*, now: datetime) -> int:
    """Remove drafts and files a crash left without a row; how many."""
    before = (now - OLD).timestamp()
    unfinished = [path for path, written in vault.drafts(STORE) if written < before]
    for path in unfinished:
        path.unlink(missing_ok=True)
    known = set(Evidence.objects.values_list("address", flat=True))
    orphans = [one for one, written in vault.addresses(STORE) if one not in known and written < before]
    for address in orphans:
        vault.drop(address, STORE)
    return len(unfinished) + len(orphans)


def differences(advance: Callable[[int], object] = lambda amount: None) -> list[str]:
    """Rows that say something else than the events; files that are gone or are not what was kept."""
    found = projection.differences(advance)
    for one in Evidence.objects.select_related("proposal").order_by("id"):
        try:
            vault.get(one.address, STORE)
        except vault.Damaged as problem:
            found.append(f"proposal {one.proposal.number}, file {one.number}: {problem}")
    return found
