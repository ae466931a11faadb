"""Every address of the house with an example, everybody who may come, and a reader of pages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from anke.organisation import commands, queries
from anke.rules.roles import POWERS, Role
from tests import quality_pages

_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')

# An example for every address that has one part or more to fill in.
EXAMPLES: dict[str, dict[str, str]] = {
    "api-nothing": {"rest": "no/such/address"},
    "calendar-feed": {"address": "no.such"},
    "report": {"form": "pdf"},
    "worklist-sheet": {"form": "csv"},
    "goal": {"plan_id": "2025", "subgoal_id": "1.2.a"},
    "goal-table": {"plan_id": "2025", "subgoal_id": "1.2.a"},
    "guard": {"plan": "2025"},
    "guard-act": {"plan": "2025", "act": "adopt"},
    "initiative": {"strategy": "2018-2022", "number": "7"},
    "initiative-act": {"strategy": "2018-2022", "number": "7", "name": "owner"},
    "initiative-new": {"strategy": "2027"},
    "goal-cases": {"plan_id": "2025", "subgoal_id": "1.2.a"},
    "goal-cases-sheet": {"plan_id": "2025", "subgoal_id": "1.2.a"},
    "goal-changes": {"plan_id": "2025", "subgoal_id": "1.2.a"},
    "goal-parts": {"plan_id": "2025", "subgoal_id": "1.2.a"},
}
_FILED, _DRAFTED = {"plan": "2025", "period": "2025Q2"}, {"plan": "2025", "period": "2025Q3"}
EXAMPLES |= {
    "reporting-report": _FILED,
    "reporting-manifest": _FILED,
    "reporting-file": _FILED | {"lang": "da", "form": "pdf"},
    "reporting-act": _FILED | {"act": "submit"},
    "reporting-explain": _DRAFTED | {"goal": "1.6"},
    "reporting-draft": _DRAFTED | {"form": "pdf"},
}
EXAMPLES |= {key: {"name": "Q5A/2024"} for key in ("quality-draw", "quality-draw-file")}
EXAMPLES |= {
    "quality-measurement": {"year": "2024"},
    "quality-measurement-act": {"year": "2024", "act": "approve"},
    "quality-measurement-report": {"year": "2024", "form": "pdf"},
}
EXAMPLES |= {"quality-reasoning": {"period": "2025H1"}}
EXAMPLES |= {"quality-reasoning-act": {"period": "2025H1", "act": "begin"}}
EXAMPLES |= {"quality-draw-act": {"name": "Q5A/2024", "act": "replace"}}
EXAMPLES |= {"quality-theme": {"theme": "comments"}, "quality-themes-file": {"form": "csv"}}
_PROPOSAL = {"number": "2025-0001"}  # the demonstration's, waiting for approval
_ASKED = {"plan_id": "2025", "key": "sick_leave"}
EXAMPLES |= dict.fromkeys(("external-form", "external-history", "external-template"), _ASKED)
EXAMPLES |= {"external-proposal": _PROPOSAL, "external-act": _PROPOSAL | {"act": "approve"}}
EXAMPLES |= {"external-file": _PROPOSAL | {"file": "1"}}
NOBODY, NO_ROLE, SUPERUSER = "nobody", "no_role", "superuser"
PEOPLE = (NOBODY, NO_ROLE, SUPERUSER, *Role)


def names(patterns: Any = None) -> Iterator[str]:
    """The name of every address there is."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            if one.namespace != "api":  # no pages: `casework/gateway` asks each of them as everybody
                yield from names(one.url_patterns)
        elif isinstance(one, URLPattern):
            assert one.name, f"{one.pattern} has no name"
            yield one.name


def _run() -> dict[str, str]:
    """A distribution that was tried in the office of the test's people."""
    from anke.casework.cases import commands as cases
    from anke.casework.distribution import commands as distribution

    at = datetime(2025, 10, 16, 9, tzinfo=UTC)
    office = next(one for one in queries.offices() if "municipal_social" in one.areas).code
    cases.register_case(
        case_type="social_other",
        authority=101,
        office=office,
        happened_on=date(2025, 10, 1),
        actor="system",
        recorded_at=at,
    )
    made = distribution.propose_run(office=office, seed=1, as_of=at.date(), actor="system", recorded_at=at)
    return {"run": str(made)}


def _colleague() -> dict[str, str]:
    """Somebody who handles cases in that office."""
    return {"initials": account(Role.CASEWORKER).staff.initials}


def case() -> dict[str, str]:
    """A case in that office, with an appellant."""
    from anke.casework.cases import commands as cases

    made = cases.register_case(
        case_type="social_other",
        authority=101,
        office=next(one for one in queries.offices() if "municipal_social" in one.areas).code,
        appellant={"name": "Ida Ibsen", "cpr": "009912-4321", "address": "Testvej 1"},
        protected=True,
        happened_on=date(2025, 10, 1),
        actor="system",
        recorded_at=datetime(2025, 10, 16, 9, tzinfo=UTC),
    )
    return {"number": made.name}


def _paper(*parts: str) -> Callable[[], dict[str, str]]:
    """A case of that office with a document and a letter begun."""

    def make() -> dict[str, str]:
        from anke.casework.cases import commands as cases
        from anke.casework.letters import commands as letters

        at = datetime(2025, 10, 16, 9, tzinfo=UTC)
        by: dict[str, Any] = {"actor": "system", "recorded_at": at, "happened_on": date(2025, 10, 1)}
        office = next(one for one in queries.offices() if "municipal_social" in one.areas).code
        whom = {"name": "Test Testesen", "cpr": "0099000001"}
        told = {"case_type": "social_other", "authority": 101, "office": office, "appellant": whom}
        number = cases.register_case(**told, **by).name
        letters.add_document(number=number, name="klage.txt", raw=b"Jeg klager.", kind="appeal", **by)
        letters.begin_letter(number=number, template="acknowledgement", recipient="P1", **by)
        made = {"number": number, "document": "1", "version": "1", "letter": "1", "act": "send"}
        return {name: made[name] for name in parts}

    return make


def _rating() -> dict[str, str]:
    """A case of the office of the test's people, drawn for the measurement of 2024 and read by its own."""
    from anke.oversight.quality.models import Rating

    office = next(one for one in queries.offices() if "municipal_social" in one.areas).code
    found = Rating.objects.filter(measurement__year=2024, part="A", side="own", by_office=office).first()
    assert found is not None
    return {"year": "2024", "part": "A", "side": "own", "number": found.number}


def _destruction(*parts: str) -> Callable[[], dict[str, str]]:
    """A destruction list of one old case, approved by two and carried out."""

    def make() -> dict[str, str]:
        from anke.casework.cases import commands as cases
        from anke.casework.retention import commands as retention

        at = datetime(2025, 10, 16, 9, tzinfo=UTC)
        by: dict[str, Any] = {"actor": "system", "recorded_at": at, "happened_on": date(2012, 10, 1)}
        office = queries.offices()[0].code
        number = cases.register_case(case_type="social_other", authority=101, office=office, **by).name
        cases.withdraw_case(number=number, **by)
        legal, director = (account(role).staff.initials for role in (Role.LEGAL_UNIT, Role.DIRECTOR))
        made = retention.make_list(actor=legal, recorded_at=at)
        for who in (legal, director):
            retention.approve_list(number=made.number, sha256=made.sha256, actor=who, recorded_at=at)
        retention.carry_out(number=made.number, actor=legal, recorded_at=at)
        return {name: {"number": made.number, "form": "pdf"}[name] for name in parts}

    return make


def _review(*parts: str) -> Callable[[], dict[str, str]]:
    """A monthly review of the office's caseworker by its head, of which feedback was given."""

    def make() -> dict[str, str]:
        from anke.casework.cases import commands as cases
        from anke.oversight.quality import commands as quality

        at = datetime(2025, 10, 16, 9, tzinfo=UTC)
        head, worker = (account(role).staff.initials for role in (Role.HEAD_OF_OFFICE, Role.CASEWORKER))
        office = next(one for one in queries.offices() if "municipal_social" in one.areas).code
        by: dict[str, Any] = {"actor": "system", "recorded_at": at, "happened_on": date(2025, 10, 6)}
        told = {"case_type": "social_other", "authority": 101, "office": office}
        number = cases.register_case(**told, **by).name
        cases.assign_case(number=number, office=office, caseworker=worker, **by)
        cases.decide_case(number=number, outcome="affirmed", **by)
        by |= {"actor": head, "happened_on": date(2025, 10, 16)}
        held = quality.begin_review(employee=worker, month="2025-10", **by)
        asked = quality_questions(2025)
        said = {"answers": dict.fromkeys(asked, "good"), "strengths": "Klar", "improvements": ""}
        held = quality.save_review(review=held.pk, version=held.version, **said, **by)
        quality.submit_review(review=held.pk, version=held.version, **by)
        quality.give_feedback(review=held.pk, how="talk", **by)
        return {name: {"review": str(held.pk), "act": "feedback"}[name] for name in parts}

    return make


def quality_questions(year: int) -> list[str]:
    from anke.oversight.quality import queries as quality

    monthly = quality.programme_of(year).monthly
    return [one.id for one in monthly.questions] if monthly else []


# Addresses whose example is made when it is asked for: what it names must be there.
MADE: dict[str, Callable[[], dict[str, str]]] = {
    "quality-rate": _rating,
    **quality_pages.MADE,
    "quality-rate-autosave": _rating,
    "letters-documents": _paper("number"),
    "letters-upload": _paper("number"),
    "letters-document": _paper("number", "document"),
    "letters-download": _paper("number", "document", "version"),
    "letters-new": _paper("number"),
    "letters-read": _paper("number", "letter"),
    "letters-edit": _paper("number", "letter"),
    "letters-autosave": _paper("number", "letter"),
    "letters-preview": _paper("number", "letter"),
    "letters-word": _paper("number", "letter"),
    "letters-send": _paper("number", "letter"),
    "letters-act": _paper("number", "letter", "act"),
    "distribution-run": _run,
    "distribution-apply": _run,
    "distribution-undo": _run,
    "distribution-colleague": _colleague,
    **dict.fromkeys(("case", "case-clock", "case-story", "case-undo", "case-glass"), case),
    "case-proof": lambda: case() | {"form": "txt"},
    "case-cpr": lambda: case() | {"party": "P1"},
    **dict.fromkeys(
        ("retention-list", "retention-approve", "retention-drop", "retention-carry-out"),
        _destruction("number"),
    ),
    "retention-certificate": _destruction("number", "form"),
    "retention-case": case,
    "retention-act": lambda: case() | {"act": "hold"},
    "quality-review": _review("review"),
    "quality-review-autosave": _review("review"),
    "quality-review-act": _review("review", "act"),
    "act": lambda: case() | {"act": "describe_appeal"},
}


def address(name: str) -> str:
    made = MADE[name]() if name in MADE else EXAMPLES.get(name)
    return reverse(name, kwargs=made)


def client(who: str, lang: str = "da") -> Client:
    """A browser in somebody's hands."""
    browser = Client(headers={"accept-language": lang})
    browser.handler = _handler()
    if who != NOBODY:
        browser.force_login(account(who))
    return browser


@cache
def _handler() -> ClientHandler:
    """One for all: to make it anew, every static file is looked at."""
    return ClientHandler(enforce_csrf_checks=False)


def account(who: str) -> User:
    if who == NO_ROLE:
        return User.objects.get_or_create(username=NO_ROLE, defaults={"password": "!"})[0]
    if who == SUPERUSER:
        return User.objects.get_or_create(
            username=SUPERUSER, defaults={"is_superuser": True, "password": "!"}
        )[0]
    found = User.objects.filter(username=f"test-{who}").first()
    return found or _engaged(Role(who))


def _engaged(role: Role) -> User:
    """Somebody in a role: in an office for municipal cases, or its department, where it is held in one."""
    reach = POWERS[role].cases
    first = next(one for one in queries.offices() if "municipal_social" in one.areas)
    by: dict[str, Any] = {
        "happened_on": date(2025, 1, 2),
        "actor": "test",
        "recorded_at": datetime(2025, 10, 16, 9, tzinfo=UTC),
    }
    commands.appoint_staff(
        initials=f"test-{role}",
        name=str(role),
        role=role,
        office=first.code if reach == "office" else None,
        department=first.department if reach == "department" else None,
        **by,
    )
    commands.open_account(initials=f"test-{role}", username=f"test-{role}", password=None, **by)
    return User.objects.get(username=f"test-{role}")


@dataclass
class Page(HTMLParser):
    """What a page says: its texts outside quotations, its ids, its elements with their attributes."""

    texts: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    _other: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        # The language of a part: what stands in it is not the page's own words.
        foreign = bool(self._other) or ("lang" in given and tag != "html")
        if foreign and tag not in ("input", "br", "img", "meta", "link"):
            self._other.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._other and self._other[-1] == tag:
            self._other.pop()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and not self._other:
            self.texts.append(words)


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page


def without_tokens(html: str) -> str:
    """A page less the tokens of its forms: they are drawn, and spell three letters of anybody's now and then.

    >>> without_tokens('<input type="hidden" name="csrfmiddlewaretoken" value="wJc7k11TqpK49"><p>k12</p>')
    '<input type="hidden" name="csrfmiddlewaretoken" value=""><p>k12</p>'
    """
    return _TOKEN.sub(r"\1", html)
