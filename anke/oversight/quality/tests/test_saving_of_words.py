"""The longer forms are saved while they are written: one mechanism, and two windows never overwrite each
other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from anke.oversight.quality import commands
from anke.oversight.quality.acting import By, tell
from anke.oversight.quality.models import AreaFollowUp, OfficeReport, Reasoning, ReasoningCase
from anke.oversight.quality.queries import programme_of
from anke.oversight.quality.tests.house import appoint, by, decide, establish
from anke.oversight.quality.tests.test_rating_pages import browser
from anke.rules.refusal import Stale
from anke.rules.roles import Role


def acted(actor: str, at: datetime) -> By:
    return By(happened_on=at.date(), actor=actor, recorded_at=at)


pytestmark = [pytest.mark.slow, pytest.mark.django_db]
AT = datetime(2025, 2, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _house() -> None:
    establish()
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)


def area() -> AreaFollowUp:
    what = {"area": "municipal_social", "theme": "reasons", "focus": ""}
    return commands.begin_area_follow_up(office=11, period="2024H2", **what, **by("chef11"))


def report() -> OfficeReport:
    return commands.begin_office_report(office=11, period="2024H2", **by("chef11"))


def submitted() -> OfficeReport:
    held = report()
    words = {one.id: "Skrevet" for one in programme_of(2024).office_reports.parts}  # type: ignore[union-attr]  # there is one
    return commands.submit_office_report(report=held.pk, version=held.version, words=words, **by("chef11"))


def part() -> Reasoning:
    """An office's part with one case, which is read."""
    row = case()
    told = {"period": "2024H2", "number": row.number, "version": 0, "answers": answers()}
    commands.read_reasons(**told, strengths="Klart", improvements="", **by("jurist"))
    return row.reasoning


def case() -> ReasoningCase:
    made = Reasoning(name="Q7/2024H2/11", period="2024H2", office=11, draw="Q7H2/2024", stage="reading")
    made.save()
    tell(made, "reasoning_begun", {"cases": 1, "draw": made.draw}, acted("jurist", AT))
    [number] = decide(1, 11)
    return ReasoningCase.objects.create(reasoning=made, number=number, place=1)


def answers(answer: str = "good") -> dict[str, str]:
    rules = programme_of(2024).reasonings
    assert rules is not None
    return {one.id: answer for one in rules.criteria}


@dataclass(frozen=True)
class Form:
    """One of the long forms: whose it is, the row it is kept in, its page, where it saves, a field, and where
    the words are then."""

    who: str
    make: Callable[[], Any]
    page: Callable[[Any], str]
    saves: Callable[[Any], str]
    field: str
    words: Callable[[Any], str]


def _case_page(row: ReasoningCase) -> str:
    return f"/quality/reasoning/2024H2/case/{row.number}/"


FORMS = {
    "Q3": Form(
        "chef11",
        area,
        lambda row: f"/quality/areas/{row.pk}/",
        lambda row: f"/quality/areas/{row.pk}/autosave/",
        "conclusions",
        lambda row: str(row.conclusions),
    ),
    "Q4": Form(
        "chef11",
        report,
        lambda row: f"/quality/office-reports/{row.pk}/",
        lambda row: f"/quality/office-reports/{row.pk}/autosave/",
        "competences",
        lambda row: str(row.words.get("competences", "")),
    ),
    "Q4, minutes": Form(
        "vice",
        submitted,
        lambda row: f"/quality/office-reports/{row.pk}/",
        lambda row: f"/quality/office-reports/{row.pk}/autosave/",
        "minutes",
        lambda row: str(row.minutes),
    ),
    "Q7, a case": Form(
        "jurist",
        case,
        _case_page,
        lambda row: f"{_case_page(row)}autosave/",
        "improvements",
        lambda row: str((row.draft or {}).get("improvements", "")),
    ),
    "Q7, the report": Form(
        "jurist",
        part,
        lambda row: "/quality/reasoning/2024H2/",
        lambda row: "/quality/reasoning/2024H2/11/autosave/",
        "challenges",
        lambda row: str(row.words.get("challenges", "")),
    ),
}


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return FORMS[request.param]


def keep(client: Client, form: Form, row: Any, version: int, words: str) -> str:
    told = {form.field: words, "version": str(version)}
    answer = client.post(form.saves(row), told)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_written_is_kept_told_and_taken_up_again(form: Form) -> None:
    row, client = form.make(), browser(form.who)
    said = keep(client, form, row, row.version, "Svarene er for korte")
    row.refresh_from_db()
    assert form.words(row) == "Svarene er for korte"
    assert f'value="{row.version}"' in said and "Saved " in said and form.who.title() in said
    page = client.get(form.page(row)).content.decode()
    assert "Svarene er for korte" in page and f'name="version" value="{row.version}"' in page


def test_two_windows_never_overwrite_each_other(form: Form) -> None:
    row, client = form.make(), browser(form.who)
    seen = row.version
    keep(client, form, row, seen, "Fra det ene vindue")
    refused = keep(client, form, row, seen, "Fra det andet vindue")
    assert "since you" in refused and 'name="version"' not in refused
    row.refresh_from_db()
    assert form.words(row) == "Fra det ene vindue"


def test_saving_the_same_again_changes_nothing(form: Form) -> None:
    row, client = form.make(), browser(form.who)
    keep(client, form, row, row.version, "Svarene er for korte")
    row.refresh_from_db()
    version = row.version
    keep(client, form, row, version, "Svarene er for korte")
    row.refresh_from_db()
    assert row.version == version


def test_what_may_not_be_kept_is_said_and_the_form_can_go_on(form: Form) -> None:
    row, client = form.make(), browser(form.who)
    refused = keep(client, form, row, row.version, "Borger 010190-1234 skriver")
    assert "<strong>" in refused and 'name="version"' not in refused
    before = row.version
    row.refresh_from_db()
    assert (form.words(row), row.version) == ("", before)


def test_nobody_else_saves_there(form: Form) -> None:
    row = form.make()
    for other in ("k11", "chef12", "kvalitet"):
        assert browser(other).post(form.saves(row), {"version": "0"}).status_code in (403, 404)


def test_figures_are_counted_when_asked_not_while_writing() -> None:
    held = report()
    OfficeReport.objects.filter(pk=held.pk).update(figures=held.figures | {"taken_on": "2024-12-31"})
    keep(browser("chef11"), FORMS["Q4"], held, held.version, "Nye ord")
    held.refresh_from_db()
    assert held.figures["taken_on"] == "2024-12-31"
    words: dict[str, str] = {"competences": "Nye ord"}
    commands.save_office_report(report=held.pk, version=held.version, words=words, **by("chef11"))
    held.refresh_from_db()
    assert held.figures["taken_on"] == "2025-02-03"


def test_before_the_half_year_is_over_nothing_offers_to_submit() -> None:
    held = commands.begin_office_report(office=11, period="2025H1", **by("chef11"))
    for period, offered in (("2049H2", False), ("2024H2", True)):
        OfficeReport.objects.filter(pk=held.pk).update(period=period)
        page = browser("chef11").get(f"/quality/office-reports/{held.pk}/").content.decode()
        assert ("Submit to the deputy director" in page) is offered
        assert ("can be submitted after that" in page) is not offered


def test_minutes_are_the_deputy_directors_until_they_are_recorded() -> None:
    held = submitted()
    keep(browser("vice"), FORMS["Q4, minutes"], held, held.version, "Kun til mig selv endnu")
    assert (
        "Kun til mig selv"
        not in browser("chef11").get(f"/quality/office-reports/{held.pk}/").content.decode()
    )
    with pytest.raises(Stale):  # as another window saw it
        told = {"report": held.pk, "people": "Alle", "minutes": "Drøftet"}
        commands.discuss_office_report(**told, version=held.version, **by("vice"))
    held.refresh_from_db()
    commands.discuss_office_report(**told, version=held.version, **by("vice"))
    assert "Drøftet" in browser("chef11").get(f"/quality/office-reports/{held.pk}/").content.decode()


def test_a_case_begun_is_not_read_and_one_begun_anew_must_be_finished() -> None:
    row, client = case(), browser("jurist")
    keep(client, FORMS["Q7, a case"], row, 0, "Hjemlen mangler")
    row.refresh_from_db()
    assert (row.read_on, row.answers) == (None, {})
    assert "begun" in client.get("/quality/reasoning/2024H2/").content.decode()
    given = {f"answer-{name}": answer for name, answer in answers().items()}
    told = given | {"improvements": "Hjemlen mangler", "version": str(row.version)}
    assert client.post(_case_page(row), told).status_code == 302
    row.refresh_from_db()
    assert (row.read_on is not None, row.draft, row.improvements) == (True, None, "Hjemlen mangler")
    keep(client, FORMS["Q7, a case"], row, row.version, "Og den er forældet")
    answer = client.post("/quality/reasoning/2024H2/act/report/", {"office": "11", "version": "0"})
    assert "Cases not read yet: 1." in answer.content.decode()


def test_without_a_script_the_button_saves_the_same(form: Form) -> None:
    row, client = form.make(), browser(form.who)
    page = client.get(form.page(row)).content.decode()
    told = {form.field: "Med knappen", "version": str(row.version), "office": "11"}
    if form is FORMS["Q7, a case"]:
        address = form.page(row)
        told["then"] = "save"
    else:
        address = next(one for one in page.split('"') if one.endswith(("/save/", "/keep-minutes/")))
    assert client.post(address, told).status_code == 302
    row.refresh_from_db()
    assert form.words(row) == "Med knappen"


def test_the_day_of_a_saving_is_never_to_come() -> None:
    held = area()
    from anke.rules.refusal import Refused

    with pytest.raises(Refused):
        told = by("chef11") | {"happened_on": date(2030, 1, 1)}
        commands.save_area_follow_up(follow_up=held.pk, version=held.version, words={}, **told)
