"""What a list's page shows around its rows: the lists there are, tiles, filters, what is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anke.casework.cases.worklist import filters
from anke.casework.cases.worklist.asked import FILTERS, GUARDED, INFORMED, NOBODY, STAGES, Asked
from anke.casework.cases.worklist.facets import Facets
from anke.casework.cases.worklist.rows import STAGES as STAGE_WORDS
from anke.content.load import content
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.rules.roles import Reach, Role

DUE_WORDS: Final[dict[str, str | Promise]] = {
    "late": gettext_lazy("Overdue"),
    "past": gettext_lazy("Target or own day passed"),
    "risk": gettext_lazy("At risk"),
    "week": gettext_lazy("Due this week"),
    "next": gettext_lazy("Due next week"),
    "later": gettext_lazy("Due later"),
    "paused": gettext_lazy("Paused"),
    "stuck": gettext_lazy("Follow-up passed"),
}
TILES: Final = ("late", "past", "risk", "week", "next", "paused", "stuck")
INFORMED_WORDS: Final[dict[str, str | Promise]] = {
    "yes": gettext_lazy("Fully informed at receipt"),
    "no": gettext_lazy("Not fully informed"),
    "unknown": gettext_lazy("Not assessed"),
}
GUARDED_WORDS: Final[dict[str, str | Promise]] = {
    "restricted": gettext_lazy("Restricted access"),
    "protected": gettext_lazy("Protected name or address"),
}
NAMES: Final[dict[str, str | Promise]] = {
    "find": gettext_lazy("Case number"),
    "stage": gettext_lazy("Stage"),
    "area": gettext_lazy("Law area"),
    "type": gettext_lazy("Case type"),
    "office": gettext_lazy("Office"),
    "who": gettext_lazy("Caseworker"),
    "due": gettext_lazy("Clock"),
    "informed": gettext_lazy("Informed"),
    "guarded": gettext_lazy("Guarded"),
    "age": gettext_lazy("Age in weeks"),
}


@dataclass(frozen=True)
class Link:
    """Somewhere to go, with how many cases are there; `here` where one is."""

    name: str
    label: str
    cases: int | None
    address: str
    here: bool = False


@dataclass(frozen=True)
class Select:
    """A filter to choose from: (value, words, chosen) each."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def title(name: str, who: Actor) -> str:
    """What a list is called to the person it is for."""
    if name == "reach":
        reach = _reach(who)
        return {
            Reach.ALL: _("All cases"),
            Reach.DEPARTMENT: _("The department"),
            Reach.OFFICE: _("The whole office"),
        }.get(reach, _("Cases you were given sight of"))
    return {
        "day": _("Mine and unassigned"),
        "mine": _("My cases"),
        "unassigned": _("Unassigned"),
        "approval": _("For my approval"),
    }[name]


def _reach(who: Actor) -> Reach:
    from anke.rules.roles import POWERS

    return POWERS[who.role].cases if who.role else Reach.NONE


def tabs(asked: Asked, who: Actor, counts: Facets) -> list[Link]:
    """The lists of a person. Where one is asked for that the role has not, it is shown as well."""
    names = filters.lists_of(who)
    here = asked.list or names[0]
    shown = names if here in names else (*names, here)
    return [
        Link(
            name,
            title(name, who),
            counts.of("list", name),
            asked.elsewhere(list="" if name == names[0] else name),
            name == here,
        )
        for name in shown
    ]


def tiles(asked: Asked, counts: Facets) -> list[Link]:
    """How the clocks stand, each tile a filter; chosen again, it is taken away."""
    return [
        Link(
            name,
            str(DUE_WORDS[name]),
            counts.of("due", name),
            asked.elsewhere(due="" if asked.due == name else name),
            asked.due == name,
        )
        for name in TILES
    ]


def selects(asked: Asked, counts: Facets, lang: str) -> list[Select]:
    """The filters of the form, each with the values there are."""
    made = [
        _select("stage", asked, counts, ((one, str(STAGE_WORDS[one])) for one in STAGES)),
        _select("area", asked, counts, ((one.id, one.title[lang]) for one in content().areas.values())),
        _select("type", asked, counts, ((one.id, one.title[lang]) for one in content().case_types.values())),
        _select("office", asked, counts, _offices(lang) if _several(asked, counts) else ()),
        _select("who", asked, counts, _people(counts)),
        _select("informed", asked, counts, ((one, str(INFORMED_WORDS[one])) for one in INFORMED)),
        _select("guarded", asked, counts, ((one, str(GUARDED_WORDS[one])) for one in GUARDED)),
    ]
    return [one for one in made if len(one.options) > 1 or getattr(asked, one.name)]


def _several(asked: Asked, counts: Facets) -> bool:
    """Whether there are offices to choose from."""
    return len(counts.counts["office"]) > 1 or bool(asked.office)


def _select(name: str, asked: Asked, counts: Facets, known: Iterable[tuple[str, str]]) -> Select:
    chosen = getattr(asked, name)
    options = tuple(
        (value, f"{words} ({counts.of(name, value)})", value == chosen)
        for value, words in known
        if counts.of(name, value) or value == chosen
    )
    return Select(name, str(NAMES[name]), options)


def _offices(lang: str) -> list[tuple[str, str]]:
    return [(str(one.code), _office_title(one, lang)) for one in organisation.offices()]


def _office_title(office: organisation.OfficeCard, lang: str) -> str:
    return office.title_en if lang == "en" else office.title_da


def _people(counts: Facets) -> list[tuple[str, str]]:
    """Whoever has cases in the list, by initials; not where the list is too long to be counted by person."""
    have = sorted(one for one in counts.counts["who"] if one not in (NOBODY, "*"))
    nobody = [(NOBODY, _("Nobody"))] if counts.of("who", NOBODY) else []
    return [*nobody, *((one, organisation.named(one)) for one in have)]


def chips(asked: Asked, lang: str) -> list[Link]:
    """What is chosen, each to be taken away by itself."""
    return [
        Link(name, f"{NAMES[name]}: {_value(name, value, lang)}", None, asked.elsewhere(**{name: ""}))
        for name in FILTERS
        if (value := getattr(asked, name))
    ]  # fmt: skip


def _value(name: str, value: str, lang: str) -> str:
    words: dict[str, dict[str, Any]] = {
        "stage": STAGE_WORDS,
        "due": DUE_WORDS,
        "informed": INFORMED_WORDS,
        "guarded": GUARDED_WORDS,
        "who": {NOBODY: _("nobody"), value: organisation.named(value)}
        if name == "who" and value != NOBODY
        else {NOBODY: _("nobody")},
        "area": {value: content().areas[value].title[lang]} if name == "area" else {},
        "type": {value: content().case_types[value].title[lang]} if name == "type" else {},
        "office": {str(one.code): _office_title(one, lang) for one in organisation.offices()}
        if name == "office"
        else {},
    }
    return str(words.get(name, {}).get(value, value))


def sorts(asked: Asked) -> list[Link]:
    words = {
        "risk": _("risk of missing"),
        "clock": _("deadline"),
        "age": _("age"),
    }
    return [
        Link(
            name,
            label,
            None,
            asked.elsewhere(sort="" if name == "risk" else name),
            (asked.sort or "risk") == name,
        )
        for name, label in words.items()
    ]


def may_bulk(who: Actor) -> bool:
    """Whether there is any act the person may do to many cases at once."""
    return who.role not in (None, Role.LEGAL_UNIT, Role.STEERING_UNIT, Role.QUALITY_READER)


def address(asked: Asked, **changes: str) -> str:
    return reverse("worklist") + asked.query(**changes)
