"""`anke restore`: a backup brought back. All is checked before anything is touched; then all or nothing."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from anke.site import archive, snapshot
from anke.site.cli import options
from anke.site.cli.backup_ import content_digest, kept_beside
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import number_in_words

_SHOWN: Final = 3  # faults of a backup that are told
WORDS: Final = {
    "da": {
        "unpacking": "Pakker ud og kontrollerer",
        "database": "Lægger databasen ved siden af",
        "verifying": "Kontrollerer alle hændelser",
        "done": "{events} hændelser er hentet frem fra {file} (fra {made_at}). Alt hænger sammen.",
        "kept": "Det, der var her før, ligger i {kept}.",
        "content": "Bemærk: kopien blev lavet med andre indholdsfiler end dem, der gælder nu.",
        "closed": "Bemærk: {closed} nøgler til personoplysninger kan ikke åbnes med hovednøglen her. "
        "Læg den gamle i {home}/secrets/anke-master-key.",
    },
    "en": {
        "unpacking": "Unpacking and checking",
        "database": "Putting the database beside the present one",
        "verifying": "Checking every event",
        "done": "{events} events are back from {file} (made {made_at}). Everything holds.",
        "kept": "What was here before is in {kept}.",
        "content": "Note: the backup was made with other content files than those in force now.",
        "closed": "Note: {closed} keys of personal data do not open with this installation's master key. "
        "Put the old one in {home}/secrets/anke-master-key.",
    },
}


@click.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace what is here; it is kept beside, under another name.")
@options.as_json
@options.quiet
@options.language
@options.workspace
def command(
    *, file: Path, replace: bool, as_json: bool, quiet: bool, lang: str, workspace: str | None
) -> None:
    """Bring a backup back.

    Every hash of the file is checked, and every event in it, before anything here is touched. Where there is
    a database already, nothing happens without --replace; with it, the old one is kept beside. Stop the site
    first.

    \b
    anke restore anke-20251015-120000.tar.gz
    anke restore anke-20251015-120000.tar.gz --replace
    """
    home = options.choose_home(workspace)
    place = snapshot.place_of(home, os.environ.get("DATABASE_URL"))
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    try:
        check_target(file, place, replace=replace)
        home.mkdir(parents=True, exist_ok=True)
        told = restore(file, home, place, stamp=stamp, quiet=quiet or as_json, lang=lang)
    except (archive.BadArchive, snapshot.CannotCopy) as problem:
        raise Failure(f"{problem} Nothing was changed.") from None
    except OSError as problem:
        raise Failure(
            f"The backup cannot be brought back to {home}: {problem}. Nothing was changed."
        ) from None
    options.start()
    told["closed_keys"] = _closed_keys()
    if as_json:
        options.answer(told)
    elif not quiet:
        click.echo(in_words(told, home, lang))


def check_target(file: Path, place: snapshot.Place, *, replace: bool) -> None:
    """What can be known before anything is unpacked."""
    manifest = archive.read_manifest(file)
    if manifest.engine != place.engine:
        raise Failure(
            f"{file} holds a database of {manifest.engine}, but this installation uses {place.engine}. "
            "Set DATABASE_URL for the one it was made with."
        )
    if snapshot.is_there(place) and not replace:
        raise Failure(
            f"There is a database here already ({place.name}). To replace it: anke restore {file} --replace"
        )
    if place.file is not None:
        snapshot.require_unused(place.file)


def in_words(told: dict[str, Any], home: Path, lang: str) -> str:
    words = WORDS[lang]
    lines = [words["done"].format(**told | {"events": number_in_words(told["events"], lang)})]
    lines += [words["kept"].format(**told)] if told["kept"] else []
    lines += [words["content"]] if not told["same_content"] else []
    lines += [words["closed"].format(home=home, closed=told["closed_keys"])] if told["closed_keys"] else []
    return "\n".join(lines)


def restore(
    file: Path, home: Path, place: snapshot.Place, *, stamp: str, quiet: bool, lang: str
) -> dict[str, Any]:
    """Unpack beside, check all, then change places."""
    staging = home / f".restore-{stamp}-{os.getpid()}"
    staging.mkdir(mode=0o700)
    try:
        size = sum(part.bytes for part in archive.read_manifest(file).parts)
        with options.progress(WORDS[lang]["unpacking"], total=size, quiet=quiet) as advance:
            manifest = archive.unpack(file, staging, advance)
        with _database(staging, place, stamp=stamp, title=WORDS[lang]["database"], quiet=quiet) as (
            url,
            swap,
        ):
            with options.progress(WORDS[lang]["verifying"], total=None, quiet=quiet):
                check_contents(file, staging, url, manifest)
            kept = change_places(staging, home, place, swap, stamp=stamp)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return {
        "file": str(file),
        "events": manifest.events,
        "last_event": manifest.last_event,
        "made_at": manifest.made_at,
        "kept": str(kept) if kept else None,
        "with_keys": manifest.with_keys,
        "same_content": manifest.content == content_digest(),
    }


@contextmanager
def _database(
    staging: Path, place: snapshot.Place, *, stamp: str, title: str, quiet: bool
) -> Iterator[tuple[str | None, Any]]:
    """The database of the backup, ready to be looked at: its DATABASE_URL (None: in `staging`), and how to
    put it in the present one's place (None: as a file)."""
    if place.file is not None:
        yield None, None
        return
    name = f"{place.name}_new_{stamp.replace('-', '_')}"
    try:
        with options.progress(title, total=None, quiet=quiet):
            url = snapshot.make_beside(place, staging / snapshot.NAMES["postgresql"], name)
        (staging / snapshot.NAMES["postgresql"]).unlink()
        yield url, lambda old: snapshot.swap(place, name, old)
    finally:
        snapshot.drop(place, name)


def check_contents(file: Path, staging: Path, url: str | None, manifest: archive.Manifest) -> None:
    """Set the unpacked installation up and verify it, in a process of its own that knows no other."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"ANKE_HOME": str(staging), "ANKE_SECRET_KEY": "unused", "ANKE_MASTER_KEY": "unused"}
    environment |= {"DATABASE_URL": url} if url else {}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "anke.site.settings")
    migrate = [sys.executable, "-m", "django", "migrate", "--skip-checks", "-v0"]
    verify = [sys.executable, "-m", "anke.site.cli.main", "verify", "--json"]
    for step in (migrate, verify):
        done = subprocess.run(step, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
        if done.returncode and not done.stdout:
            raise archive.BadArchive(
                f"{file} does not fit this version of anke: {done.stderr.strip()[-300:]}."
            )
    found = json.loads(done.stdout)
    faults = [*(one["text"] for one in found["breaks"]), *found["differences"]]
    if found["events"] != manifest.events:
        faults.insert(0, f"{found['events']} events, but its manifest says {manifest.events}")
    if faults:
        raise archive.BadArchive(f"What {file} holds does not hold together: {'; '.join(faults[:_SHOWN])}.")


def change_places(staging: Path, home: Path, place: snapshot.Place, swap: Any, *, stamp: str) -> Path | None:
    """The old goes to ANKE_HOME/replaced-STAMP, the new takes its place; if a step fails, all are taken back.

    Returns where the old is, None where there was nothing.
    """
    aside, moved = home / f"replaced-{stamp}", []
    new = {entry.name: entry for entry in staging.iterdir() if entry.name != snapshot.NAMES["postgresql"]}
    old = {name.partition("/")[0] for name, _ in kept_beside(home)} | ({"secrets"} & set(new))
    targets = {name: home / name for name in {*new, *old}}
    if place.file is not None:
        targets[snapshot.NAMES["sqlite"]] = place.file
        snapshot.close(place.file)
    try:
        for name, target in sorted(targets.items()):
            if target.exists():
                aside.mkdir(exist_ok=True, mode=0o700)
                moved.append((target, target.rename(aside / name)))
        for name, entry in sorted(new.items()):
            moved.append((entry, entry.rename(targets[name])))
        if swap is not None:
            swap(f"{place.name}_replaced_{stamp.replace('-', '_')}")
    except BaseException:
        for before, now in reversed(moved):
            with contextlib.suppress(OSError):
                now.rename(before)
        with contextlib.suppress(OSError):
            aside.rmdir()
        raise
    return aside if aside.exists() else None


def _closed_keys() -> int:
    from anke.events import queries

    return queries.closed_keys()
