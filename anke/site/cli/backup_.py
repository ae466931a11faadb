"""`anke backup`: everything this authority has, in one file, while the work goes on."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import click

from anke.site import archive, snapshot
from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import number_in_words
from anke.site.secret import secret

# Beside the database: made anew when needed, made elsewhere, or secret.
# The outbox holds letters in plain, for another program to take; each lies sealed in documents/ as well.
NOT_KEPT: Final = ("static", "workspaces", "backups", "secrets", "outbox")
SECRETS: Final = ("ANKE_SECRET_KEY", "ANKE_MASTER_KEY")
_TRIES: Final = 3  # a file may be replaced by a better one while it is being copied
WORDS: Final = {
    "da": {
        "database": "Tager et billede af databasen",
        "packing": "Pakker",
        "done": "Sikkerhedskopien ligger i {file} ({size} MB, {events} hændelser).",
        "witness": "Den sidste hændelses hash er {last}. Gem den et andet sted: den vidner om hele kæden.",
        "without": "Nøglerne er IKKE med. Uden {home}/secrets kan personoplysningerne i kopien ikke læses. "
        "Gem den mappe et andet sted, eller brug --with-keys.",
        "with": "Nøglerne ER med: enhver, der har filen, kan læse personoplysningerne. Gem den derefter.",
    },
    "en": {
        "database": "Taking a picture of the database",
        "packing": "Packing",
        "done": "The backup is {file} ({size} MB, {events} events).",
        "witness": "The last event's hash is {last}. Keep it elsewhere: it is a witness of the whole chain.",
        "without": "The keys are NOT in it. Without {home}/secrets the personal data in it cannot be read. "
        "Keep that folder somewhere else, or use --with-keys.",
        "with": "The keys ARE in it: whoever has the file can read the personal data. Keep it accordingly.",
    },
}


@click.command(name="backup")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: ANKE_HOME/backups/anke-DATE-TIME.tar.gz",
)
@click.option("--with-keys", is_flag=True, help="Put the keys of personal data and sessions in as well.")
@options.as_json
@options.quiet
@options.language
@options.workspace
def command(
    *, out: Path | None, with_keys: bool, as_json: bool, quiet: bool, lang: str, workspace: str | None
) -> None:
    """Write everything this authority has to one file.

    The database (as it stands at one moment, while others go on writing), the statistics, and which content
    files it worked with; each part with its SHA-256. Imported logs have backups of their own (--workspace).

    \b
    anke backup                          ANKE_HOME/backups/anke-20251015-120000.tar.gz
    anke backup --out anke.tar.gz        another place
    anke backup --with-keys              also what opens personal data: keep such a file locked up
    """
    home = options.choose_home(workspace)
    now = datetime.now(UTC)
    out = (out or home / "backups" / f"anke-{now:%Y%m%d-%H%M%S}.tar.gz").resolve()
    if out.exists():
        raise Failure(f"{out} is there already. Choose another name, or move it away.")
    try:
        if not snapshot.is_there(snapshot.place_of(home, os.environ.get("DATABASE_URL"))):
            raise Failure("There is no database here yet: nothing to back up. Make one: anke demo.")
        out.parent.mkdir(parents=True, exist_ok=True)
        manifest = back_up(home, out, now=now, with_keys=with_keys, quiet=quiet or as_json, lang=lang)
    except snapshot.CannotCopy as problem:
        raise Failure(str(problem)) from None
    except OSError as problem:
        raise Failure(
            f"{out} cannot be written: {problem.strerror}. Give another place with --out."
        ) from None
    told = {"file": str(out), "bytes": out.stat().st_size, **manifest.model_dump(exclude={"parts"})}
    if as_json:
        options.answer(told | {"parts": len(manifest.parts)})
    else:
        click.echo(in_words(told, home, lang, quiet=quiet))


def in_words(told: dict[str, Any], home: Path, lang: str, *, quiet: bool) -> str:
    words = WORDS[lang]
    keys = words["with"] if told["with_keys"] else words["without"].format(home=home)
    if quiet:
        return f"{told['file']}"
    size = f"{told['bytes'] / 1e6:.1f}"
    return "\n".join(
        [
            words["done"].format(
                file=told["file"],
                size=size if lang == "en" else size.replace(".", ","),
                events=number_in_words(told["events"], lang),
            ),
            words["witness"].format(last=told["last_event"] or "–"),
            keys,
        ]
    )


def back_up(
    home: Path, out: Path, *, now: datetime, with_keys: bool, quiet: bool, lang: str
) -> archive.Manifest:
    """Write the backup of the installation in `home` to `out`: whole, or not at all."""
    for left in reversed(range(_TRIES)):
        try:
            with tempfile.TemporaryDirectory(dir=out.parent, prefix=".anke-backup-") as folder:
                return _back_up_once(
                    home, out, Path(folder), now=now, with_keys=with_keys, quiet=quiet, lang=lang
                )
        except archive.Changed:
            if not left:
                raise Failure(
                    "Files change while they are copied. Try again when the export is done."
                ) from None
    raise AssertionError("every try ends above")


def _back_up_once(
    home: Path, out: Path, folder: Path, *, now: datetime, with_keys: bool, quiet: bool, lang: str
) -> archive.Manifest:
    place = snapshot.place_of(home, os.environ.get("DATABASE_URL"))
    copy = folder / snapshot.NAMES[place.engine]
    with options.progress(WORDS[lang]["database"], total=None, quiet=quiet):
        events, last_event = snapshot.take(place, copy)
    files = {copy.name: copy, **dict(kept_beside(home))}
    if with_keys:
        files |= _secrets(home, folder)
    manifest = archive.Manifest(
        made_at=now.isoformat(timespec="seconds"),
        program=version("anke"),
        content=content_digest(),
        engine="postgresql" if place.server else "sqlite",
        events=events,
        last_event=last_event,
        synthetic="synthetic" in files,
        with_keys=with_keys,
        parts=archive.parts_of(files),
    )
    size = sum(part.bytes for part in manifest.parts)
    with options.progress(WORDS[lang]["packing"], total=size, quiet=quiet) as advance:
        archive.write(out, manifest, files, advance)
    return manifest


def kept_beside(home: Path) -> Iterator[tuple[str, Path]]:
    """What lies beside the database and belongs to the installation: name in the archive, file."""
    for entry in sorted(home.iterdir()):
        if entry.name in NOT_KEPT or entry.name.startswith((".", "replaced-", snapshot.NAMES["sqlite"])):
            continue
        for path in [entry] if entry.is_file() else sorted(entry.rglob("*")):
            name = path.relative_to(home).as_posix()
            if path.is_file() and not path.is_symlink() and path.suffix != ".part" and archive.is_safe(name):
                yield name, path


def _secrets(home: Path, folder: Path) -> dict[str, Path]:
    found = {}
    for name in SECRETS:
        file = folder / name.lower().replace("_", "-")
        file.touch(mode=0o600)
        file.write_text(secret(home, name))
        found[f"secrets/{file.name}"] = file
    return found


def content_digest() -> str:
    """SHA-256 over the content files in force: their names and bytes, in order."""
    from anke.content import load

    place, digest = load.folder(), hashlib.sha256()
    for path in sorted(place.rglob("*.yaml")):
        digest.update(f"{path.relative_to(place).as_posix()}\n".encode() + path.read_bytes() + b"\n")
    return digest.hexdigest()
