"""Main areas, half-yearly reports, themes and the good reasoning, from the page a person lands on to the end,
by forms alone; and what was typed stays where something is refused."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.organisation import commands as organisation_acts
from anke.oversight.quality import commands
from anke.oversight.quality.models import AreaFollowUp, Done, OfficeReport, Reasoning, Thematic
from anke.oversight.quality.tests import test_reasoning
from anke.oversight.quality.tests.house import AT, WORDS, appoint, by, decide
from anke.rules.roles import Role
from tests.pages import without_tokens

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
_house = test_reasoning._house  # offices 11, 12 and 21 in two departments
TODAY = AT.date().isoformat()


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch, _house: None) -> None:
    """The pages' moment is the house's."""
    appoint("vice1", Role.DEPUTY_DIRECTOR, department=1)
    views = ("areas.views", "areas.report_views", "thematic.views", "reasoning.views", "draws.views")
    for module in ("showing", "beside", *views):
        for name, value in (("today_of", AT.date()), ("moment_of", AT)):
            monkeypatch.setattr(
                f"anke.oversight.quality.{module}.{name}", lambda request, value=value: value, raising=False
            )


def browser(initials: str) -> Client:
    if not User.objects.filter(username=initials).exists():
        organisation_acts.open_account(
            initials=initials, username=initials, password=None, **by("system", AT)
        )
    made = Client(headers={"accept-language": "en"})
    made.force_login(User.objects.get(username=initials))
    return made


def post(who: str, path: str, status: int = 302, **given: Any) -> str:
    answer = browser(who).post(f"/quality/{path}", given)
    told = answer.content.decode()
    assert answer.status_code == status, re.findall(r'alert-text">(.*?)<', told)
    return told


def page(who: str, path: str) -> str:
    return without_tokens(browser(who).get(f"/quality/{path}").content.decode())


def test_a_main_area_and_the_half_yearly_report() -> None:
    assert "/quality/areas/" in page("chef11", "") and "/quality/areas/" not in page("jurist", "")
    begun = {"period": "2024H2", "area": "municipal_social", "theme": "reasons", "focus": "Vægtning"}
    post("chef11", "areas/", **begun)
    held = AreaFollowUp.objects.get()
    typed = post("chef11", f"areas/{held.pk}/choose/", 422, number="2024-none", strengths="Et langt svar")
    assert "no decided case" in typed and "Et langt svar" in typed
    for number in decide(3, 11):
        post("chef11", f"areas/{held.pk}/choose/", number=number, strengths="Klar")
    words = {"strengths": "Klart", "conclusions": "Vi fortsætter", "people": "Ledelsen", "on": TODAY}
    typed = post("chef11", f"areas/{held.pk}/complete/", 409, version="7", **words)
    assert "Vi fortsætter" in typed
    post("chef11", f"areas/{held.pk}/complete/", version="1", **words)
    post("chef11", "office-reports/", period="2024H2")
    report = OfficeReport.objects.get()
    assert "Vi fortsætter" in page("chef11", f"office-reports/{report.pk}/")
    assert browser("vice1").get(f"/quality/office-reports/{report.pk}/").status_code == 404  # a draft
    parts = dict.fromkeys(("employees", "areas", "competences", "next_period"), "Skrevet af ledelsen")
    typed = post("chef11", f"office-reports/{report.pk}/submit/", 422, version="1", **(parts | {"areas": ""}))
    assert "Write this first" in typed and "Skrevet af ledelsen" in typed
    post("chef11", f"office-reports/{report.pk}/submit/", version="1", **parts)
    assert "A half-yearly report to discuss" in page("vice1", "")
    talk = {"people": "Vi to", "minutes": "Vi er enige", "on": TODAY, "version": "2"}
    typed = post("vice1", f"office-reports/{report.pk}/discuss/", 422, **(talk | {"on": "i går"}))
    assert "Vi er enige" in typed
    post("vice1", f"office-reports/{report.pk}/discuss/", **talk)
    assert set(Done.objects.values_list("activity", "period")) == {("Q3", "2024H2"), ("Q4", "2024H2")}
    post("chef11", f"office-reports/{report.pk}/save/", 409, version="3", **parts)


def test_a_theme() -> None:
    told = {"year": "2025", "topic": "Prøvelse", "question": "Hvor langt?"}
    typed = post("jurist", "thematic/", 422, members=["jurist"], **told)
    assert "Hvor langt?" in typed
    post("jurist", "thematic/", members=["jurist", "chef11", "vice1"], **told)
    found = Thematic.objects.get()
    at = f"thematic/{found.pk}/act/"
    assert "A theme to decide on" in page("direktoer", "")
    post("direktoer", f"{at}approve/", reason="Relevant")
    post("jurist", f"{at}outside/", used="no", reason="Vi ved nok")
    post("jurist", f"{at}open/", memo="Om prøvelsen")
    case = {"number": decide(1, 11)[0], "why": "Typisk", "kind": "good", "words": "Alt er prøvet"}
    typed = post("jurist", f"{at}case/", 422, **(case | {"kind": "splendid"}))
    assert "Alt er prøvet" in typed
    post("jurist", f"{at}case/", **case)
    post("jurist", f"{at}ask/", offices=["11", "21"])
    assert "Report the office’s considerations back" in page("chef21", "")
    post("chef11", f"{at}reply/", words="Vi fortsætter")
    assert "Lacking:" in page("vice1", f"thematic/{found.pk}/")
    post("jurist", f"{at}present/", memo="Det går", proposals="Fortsæt sådan")
    assert browser("vice1").get(f"/quality/thematic/{found.pk}/memo.pdf").status_code == 200
    assert browser("jurist").post(f"/quality/{at}burn/").status_code == 404


def test_the_good_reasoning() -> None:
    for office in (11, 21):
        decide(2, office, on=test_reasoning.DRAWN)
    typed = post("jurist", "reasoning/2025H1/act/plan/", 422, offices=["11", "12"])
    assert "Department 2" in typed and 'value="12" checked' in typed
    post("jurist", "reasoning/2025H1/act/plan/", offices=["11", "21"])
    for who, words in WORDS.items():
        post(who, "draws/Q7/2025H1/act/promise/", words=words)
    post("jurist", "draws/Q7/2025H1/act/freeze/")
    for who, words in WORDS.items():
        post(who, "draws/Q7/2025H1/act/reveal/", words=words)
    assert "The seed follows from the contributions" in page("jurist", "draws/Q7/2025H1/")
    post("jurist", "reasoning/2025H1/act/begin/")
    answers = {f"answer-{one}": "good" for one in test_reasoning.GOOD}
    for part in Reasoning.objects.all():
        for row in part.cases.all():
            address = f"reasoning/2025H1/case/{row.number}/"
            assert browser("chef11").get(f"/quality/{address}").status_code == 403
            typed = post("jurist", address, 422, version="0", strengths="Kort og klar")
            assert "Answer this first" in typed and "Kort og klar" in typed
            post("jurist", address, version="0", strengths="Kort og klar", **answers)
        office = {"office": str(part.office)}
        post("jurist", "reasoning/2025H1/act/report/", version="0", **office, **test_reasoning.SAID)
        file = f"/quality/reasoning/2025H1/{part.office}/report.docx"
        assert browser(f"chef{part.office}").get(file).status_code == 404  # not handed over yet
        post("jurist", "reasoning/2025H1/act/hand-over/", to=f"chef{part.office}", **office)
        assert browser(f"chef{part.office}").get(file).status_code == 200
        assert browser("chef12").get(file).status_code == 404
        told = {"words": "Drøftet", "on": TODAY}
        post(f"chef{part.office}", "reasoning/2025H1/act/present/", **told, **office)
    assert Done.objects.filter(activity="Q7", period="2025H1").exists()


@pytest.mark.parametrize("period", ["2025H3", "2031H1", "1066H1", "nonsense"])
def test_no_such_half_year(period: str) -> None:
    assert browser("jurist").get(f"/quality/reasoning/{period}/").status_code == 404


@pytest.mark.parametrize("year", ["", "x", "0", "-1", "0001", "99999999", "9" * 40])
def test_a_theme_of_no_year_is_refused_in_words(year: str) -> None:
    told = {"year": year, "topic": "Prøvelsesintensitet", "question": "Hvor langt prøver vi skønnet?"}
    assert "There is no model" in post("jurist", "thematic/", 422, **told)
    post("kvalitet", "thematic/", 422, **told)


def test_who_let_a_month_lapse_and_why_is_told_to_the_head_of_that_office_alone() -> None:
    what = {"activity": "Q1", "period": "2025-01", "unit": "k11", "reason": "Sygemeldt siden nytår"}
    commands.excuse(**what, **by("chef11"))
    assert "k11" in page("chef11", "?year=2025") and "Sygemeldt" in page("chef11", "?year=2025")
    for who in ("chef12", "jurist", "direktoer", "vice1", "styring", "kvalitet"):
        told = page(who, "?year=2025")
        assert "Sygemeldt" not in told and "k11" not in told
        assert re.search(r"2025-01: 11 Office 11: one or two employees<", told)


def test_words_pasted_with_control_characters_are_kept_without_them() -> None:
    post("chef11", "office-reports/", period="2024H2")
    held = OfficeReport.objects.get()
    post("chef11", f"office-reports/{held.pk}/save/", version="1", areas="Første\x0banden\x00 linje")
    held.refresh_from_db()
    assert held.words["areas"] == "Første\nanden linje"
    for form in ("html", "pdf", "docx", "xlsx"):
        assert browser("chef11").get(f"/quality/office-reports/{held.pk}/report.{form}").status_code == 200
