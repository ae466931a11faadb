"""Whether frozen reports still are what was frozen: every byte against its SHA-256, every hash against the
event that told it."""

import json
from collections.abc import Callable

from anke.events import queries as events
from anke.rules.report_steps import FROZEN
from anke.steering.reporting.acting import name_of
from anke.steering.reporting.models import Frozen, Report
from anke.steering.reporting.package import sha256


def differences(advance: Callable[[float], object] | None = None) -> list[str]:
    """One line for each thing that does not match; none where everything does."""
    found = [line for one in Frozen.objects.select_related("report") for line in _of(one)]
    told = {one.subject_name: one.data["fingerprint"] for one in events.of_kinds(["report_frozen"])}
    kept = {name_of(one.report.plan, one.report.period): one.fingerprint for one in Frozen.objects.all()}
    for name, fingerprint in told.items():
        if name not in kept:
            found.append(f"report {name}: it was frozen, but what was frozen is gone")
        elif kept[name] != fingerprint:
            found.append(
                f"report {name}: its fingerprint is not the one that was recorded when it was frozen"
            )
    found += [f"report {name}: no event says that it was frozen" for name in kept.keys() - told.keys()]
    found += _stages()
    if advance:
        advance(events.head_seq())
    return found


def _of(frozen: Frozen) -> list[str]:
    """What does not match of one report: manifest, forms."""
    name = name_of(frozen.report.plan, frozen.report.period)
    if sha256(frozen.manifest.encode()) != frozen.fingerprint:
        return [f"report {name}: the manifest is not what its fingerprint says"]
    files = json.loads(frozen.manifest).get("files", [])
    listed = {(one["lang"], one["form"]): one["sha256"] for one in files}
    there = {(one.lang, one.form): sha256(bytes(one.raw)) for one in frozen.files.all()}
    found = []
    for key in sorted(listed.keys() | there.keys()):
        form = f"report {name}: the form {key[1]} ({key[0]})"
        if key not in there:
            found.append(f"{form} is gone")
        elif key not in listed:
            found.append(f"{form} is not in the manifest")
        elif listed[key] != there[key]:
            found.append(f"{form} is not what the manifest says")
    return found


def _stages() -> list[str]:
    """Reports whose row says another stage than their events."""
    stages = [str(one) for one in FROZEN]
    rows = Report.objects.filter(stage__in=stages, frozen__isnull=True)
    return [f"report {name_of(one.plan, one.period)}: nothing of it is frozen" for one in rows]
