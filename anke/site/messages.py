"""The catalogue of words: what the pages say in English, and what of it still lacks its Danish.

`python -m anke.site.messages` reads every template and every Python file of the house, brings
`locale/da/LC_MESSAGES/django.po` up to date (words that are gone leave it, new ones enter it untranslated),
and names those that lack a translation. Needs no gettext programs.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ANKE = Path(__file__).resolve().parents[1]
CATALOG = ANKE / "site" / "locale" / "da" / "LC_MESSAGES" / "django.po"
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
# Who and when is told by the history of the file, not by its header.
_EMPTY_HEADERS = re.compile(rb'"(Project|Report|POT|PO-Revision|Last-Tr|Language-Team|Generated)[^\n]*\n')
_CALL = re.compile(r"\b(gettext|ngettext|pgettext|_)\((?=u?['\"])")


@dataclass(frozen=True, order=True)
class Phrase:
    """Words on the screen. `plural` where they count; `context` where the same English has two meanings."""

    text: str
    plural: str = ""
    context: str = ""


def phrases() -> dict[Phrase, list[str]]:
    """Every phrase of the house, and the files it stands in (relative to the house)."""
    found: dict[Phrase, list[str]] = {}
    for path in sorted(ANKE.rglob("*")):
        if path.suffix not in (".py", ".html", ".svg", ".txt") or {"tests", "migrations", "static"} & set(
            path.parts
        ):
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for phrase in in_python(text) if path.suffix == ".py" else in_template(text):
            places = found.setdefault(phrase, [])
            if (name := path.relative_to(ANKE).as_posix()) not in places:
                places.append(name)
    return found


def in_python(text: str) -> Iterator[Phrase]:
    """
    >>> list(in_python('a = _("Goal"); b = ngettext("%d case", "%d cases", n)'))
    [Phrase(text='Goal', plural='', context=''), Phrase(text='%d case', plural='%d cases', context='')]
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (phrase := _phrase(node)):
            yield phrase


def in_template(text: str) -> Iterator[Phrase]:
    """
    >>> list(in_template('{% load i18n %}<p>{% translate "Goal" %}</p>'))
    [Phrase(text='Goal', plural='', context='')]
    """
    from django.utils.translation.template import templatize

    code = templatize(text)
    for match in _CALL.finditer(code):
        if phrase := _phrase(_call_at(code, match.start())):
            yield phrase


def _call_at(code: str, start: int) -> ast.Call:
    """The call that begins here: up to the first closing bracket that makes it whole."""
    end = code.find(")", start)
    while end != -1:
        try:
            node = ast.parse(code[start : end + 1], mode="eval").body
        except SyntaxError:
            end = code.find(")", end + 1)
            continue
        assert isinstance(node, ast.Call)
        return node
    raise ValueError(f"a phrase that does not end: {code[start : start + 60]}")


def _phrase(node: ast.Call) -> Phrase | None:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if name in PLAIN and len(words) == 1:
        return Phrase(words[0])
    if name in PLURAL and len(words) == 2:
        return Phrase(words[0], plural=words[1])
    if name in CONTEXT and len(words) == 2:
        return Phrase(words[1], context=words[0])
    return None


def catalog() -> Catalog:
    with CATALOG.open("rb") as po:
        return read_po(po, locale="da", abort_invalid=True)


def missing(known: Catalog, wanted: dict[Phrase, list[str]]) -> list[Phrase]:
    """Phrases without a whole Danish translation; a fuzzy one is none."""

    def whole(phrase: Phrase) -> bool:
        entry = known.get(_key(phrase), phrase.context or None)
        if entry is None or entry.fuzzy:
            return False
        given = entry.string if isinstance(entry.string, (tuple, list)) else (entry.string,)
        return len(given) == (2 if phrase.plural else 1) and all(given)

    return [phrase for phrase in sorted(wanted) if not whole(phrase)]


def updated(known: Catalog, wanted: dict[Phrase, list[str]]) -> Catalog:
    """The same translations for the phrases there are now, in order."""
    fresh = Catalog(locale="da", project="anke", fuzzy=False, header_comment=HEADER)
    for phrase, places in sorted(wanted.items()):
        entry = known.get(_key(phrase), phrase.context or None)
        fresh.add(
            _key(phrase),
            entry.string if entry and not entry.fuzzy else None,
            locations=[(place, 0) for place in places],
            context=phrase.context or None,
            flags=["python-format"] if "%(" in phrase.text else [],
        )
    return fresh


def keep(catalog: Catalog) -> None:
    """Write the catalogue to its file."""
    draft = io.BytesIO()
    write_po(draft, catalog, width=110, include_lineno=False, ignore_obsolete=True)
    head, gap, body = draft.getvalue().partition(b"\n\n")
    CATALOG.write_bytes(_EMPTY_HEADERS.sub(b"", head) + gap + body)


HEADER = "# Danish words for the pages. Brought up to date by: python -m anke.site.messages"


def _key(phrase: Phrase) -> str | tuple[str, str]:
    return (phrase.text, phrase.plural) if phrase.plural else phrase.text


def main() -> int:
    wanted = phrases()
    fresh = updated(catalog() if CATALOG.exists() else Catalog(locale="da"), wanted)
    keep(fresh)
    lacking = missing(fresh, wanted)
    for phrase in lacking:
        print(f"{wanted[phrase][0]}: {phrase.text}")
    return 1 if lacking else 0


if __name__ == "__main__":
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    sys.exit(main())
