"""Examples for the pages of the quality programme that end in words: each is made by its acts."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from anke.organisation import queries as organisation
from anke.rules.roles import Role
from tests import pages
from tests.pages_of_learning import action, inquiry

_AT = datetime(2025, 10, 16, 9, tzinfo=UTC)


def _as(who: str, on: date = date(2025, 10, 16)) -> dict[str, Any]:
    """Who acts: the test's person in a role, on a day."""
    return {"actor": pages.account(who).staff.initials, "happened_on": on, "recorded_at": _AT}


def _office() -> int:
    return next(one for one in organisation.offices() if "municipal_social" in one.areas).code


def _area(*parts: str) -> Callable[[], dict[str, str]]:
    """A follow-up on a main area of the office of the test's people."""

    def make() -> dict[str, str]:
        from anke.oversight.quality import commands as quality

        what = {"office": _office(), "period": "2025H2", "area": "municipal_social", "theme": "reasons"}
        made = quality.begin_area_follow_up(**what, **_as(Role.HEAD_OF_OFFICE))
        return {name: {"follow_up": str(made.pk), "act": "save"}[name] for name in parts}

    return make


def _office_report(*parts: str) -> Callable[[], dict[str, str]]:
    """A report of that office, submitted to its deputy director."""

    def make() -> dict[str, str]:
        from anke.oversight.quality import commands as quality
        from anke.oversight.quality.models import OfficeReport

        by, held = _as(Role.HEAD_OF_OFFICE), OfficeReport.objects.filter(period="2023H1").first()
        if held is None:
            held = quality.begin_office_report(office=_office(), period="2023H1", **by)
            words = dict.fromkeys(held_parts(), "Skrevet af ledelsen")
            quality.submit_office_report(report=held.pk, version=held.version, words=words, **by)
        return {name: {"report": str(held.pk), "form": "pdf", "act": "save"}[name] for name in parts}

    return make


def _thematic(*parts: str) -> Callable[[], dict[str, str]]:
    """A theme that was recommended, decided, opened and presented, with an office that has not replied."""

    def make() -> dict[str, str]:
        from anke.oversight.quality.models import Thematic

        found = Thematic.objects.filter(year=2026).first()
        made = found or _presented()
        return {name: {"thematic": str(made.pk), "form": "pdf", "act": "reply"}[name] for name in parts}

    return make


def _presented() -> Any:
    from anke.oversight.quality import commands as quality

    legal, director = _as(Role.LEGAL_UNIT), _as(Role.DIRECTOR)
    pages.account(Role.HEAD_OF_OFFICE), pages.account(Role.DEPUTY_DIRECTOR)
    group = [one.initials for one in organisation.people(role=Role.DEPUTY_DIRECTOR)]
    group += [legal["actor"], pages.account(Role.HEAD_OF_OFFICE).staff.initials]
    what = {"year": 2026, "topic": "Prøvelsesintensitet", "question": "Hvor langt går vi?"}
    made = quality.recommend_thematic(members=group, **what, **legal)
    one = {"thematic": made.pk}
    quality.approve_thematic(reason="Relevant", **one, **director)
    quality.consider_outside(used=False, reason="Vi ved nok", **one, **legal)
    quality.open_thematic(memo="Om prøvelsen", **one, **legal)
    number = _decided()
    said = {"number": number, "why": "Typisk", "kind": "good", "words": "Alt er prøvet"}
    quality.read_thematic_case(**said, **one, **legal)
    quality.ask_offices(offices=[_office()], **one, **legal)
    return quality.present_thematic(
        memo="Det går godt", proposals="Tag temaet op på chefmødet", **one, **legal
    )


def _decided() -> str:
    from anke.casework.cases import commands as cases

    told = {"case_type": "social_other", "authority": 101, "office": _office()}
    by: dict[str, Any] = {"actor": "system", "recorded_at": _AT, "happened_on": date(2025, 10, 6)}
    number = cases.register_case(**told, **by).name
    cases.decide_case(number=number, outcome="affirmed", **by)
    return number


def held_parts() -> list[str]:
    from anke.oversight.quality import queries as quality

    rules = quality.programme_of(2023).office_reports
    return [one.id for one in rules.parts] if rules else []


def _reasons() -> dict[str, str]:
    """A case whose reasons the legal unit reads, of the half year the demonstration has under way."""
    from anke.oversight.quality.models import ReasoningCase

    found = ReasoningCase.objects.order_by("-reasoning__period", "number").first()
    return {"period": found.reasoning.period, "number": found.number} if found else _reasons_drawn()


def _reasons_drawn() -> dict[str, str]:
    from anke.oversight.quality.models import Reasoning, ReasoningCase

    part = Reasoning(name="Q7/2025H2/1", period="2025H2", office=_office(), draw="Q7/2025H2", stage="reading")
    part.save()
    row = ReasoningCase.objects.create(reasoning=part, number=pages.case()["number"], place=1)
    return {"period": "2025H2", "number": row.number}


def _reasons_reported() -> dict[str, str]:
    """A report of the office of the test's people that was handed over to its management."""
    from anke.oversight.quality.models import Reasoning

    if not Reasoning.objects.filter(period="2023H2").exists():
        made = {"period": "2023H2", "office": _office(), "draw": "Q7/2023H2", "stage": "handed"}
        told = {"cases": [], "draw": "Q7/2023H2", "words": [], "good": [], "better": [], "criteria": []}
        day = date(2023, 12, 1)
        Reasoning.objects.create(
            name="Q7/2023H2/1", report=told, sha256="ab" * 32, reported_on=day, handed_on=day, **made
        )
    return {"period": "2023H2", "office": str(_office()), "form": "html"}


MADE: dict[str, Callable[[], dict[str, str]]] = {
    "quality-action": lambda: action(_office(), _as(Role.HEAD_OF_OFFICE)),
    "quality-action-act": lambda: action(_office(), _as(Role.HEAD_OF_OFFICE)) | {"act": "do"},
    "quality-inquiry": lambda: inquiry(_office(), _as(Role.CASEWORKER)),
    "quality-inquiry-act": lambda: inquiry(_office(), _as(Role.CASEWORKER)) | {"act": "step"},
    "quality-area": _area("follow_up"),
    "quality-area-act": _area("follow_up", "act"),
    "quality-area-autosave": _area("follow_up"),
    "quality-office-report": _office_report("report"),
    "quality-office-report-file": _office_report("report", "form"),
    "quality-office-report-act": _office_report("report", "act"),
    "quality-office-report-autosave": _office_report("report"),
    "quality-reasoning-autosave": lambda: {"period": "2025H1", "office": str(_office())},
    "quality-reasoning-case": _reasons,
    "quality-reasoning-case-autosave": _reasons,
    "quality-reasoning-file": _reasons_reported,
    "quality-thematic": _thematic("thematic"),
    "quality-thematic-figures": _thematic("thematic"),
    "quality-thematic-file": _thematic("thematic", "form"),
    "quality-thematic-act": _thematic("thematic", "act"),
}
