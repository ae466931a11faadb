"""The pages of a house where nothing has happened yet: no figure is no figure, and the page says why."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.organisation.models import Appointment, Staff
from anke.steering.results import queries, views

pytestmark = pytest.mark.django_db


def staff(lang: str = "en") -> Client:
    """A browser of somebody who sees running figures; strangers see finished reports, and there are none."""
    user = User.objects.create_user("steering")
    one = Staff.objects.create(initials="STE", name="Steering", user=user)
    Appointment.objects.create(staff=one, role="steering_unit", weight=1, valid_from=date(2025, 1, 1))
    browser = Client(headers={"accept-language": lang})
    browser.force_login(user)
    return browser


@pytest.mark.parametrize(
    "path", ["/", "/goal/2025/1.2.a/", "/goal/2025/1.6.b/", "/goal/2025/1.10.a/", "/about/"]
)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_empty_house_has_its_pages(path: str, lang: str) -> None:
    answer = staff(lang).get(path, {"period": "2025Q1"} if "about" not in path else {})
    assert answer.status_code == 200
    nothing = "No events have been brought" if lang == "en" else "Der er endnu ingen hændelser"
    assert nothing in answer.content.decode()


def test_without_cases_there_is_no_figure_and_nothing_is_decided() -> None:
    html = staff().get("/", {"plan": "2025", "period": "2025Q1"}).content.decode()
    assert "no figure" in html
    assert "100.0 per cent" not in html and "0.0 per cent" not in html


def test_the_demonstrations_passwords_are_shown_in_a_demonstration_only() -> None:
    html = Client(headers={"accept-language": "en"}).get("/login/").content.decode()
    assert "Log-ins of the demonstration" not in html


def test_the_plan_of_2024_is_judged_from_its_printed_figures_alone() -> None:
    browser = Client(headers={"accept-language": "en"})
    offered = staff().get("/", {"plan": "2024", "period": "2024Q1"}).content.decode()
    assert 'href="/?plan=2024&amp;figures=printed"' in offered
    html = browser.get("/", {"plan": "2024", "figures": "printed"}).content.decode()
    assert "Goal fulfilment is between 14.29 and 71.43 per cent." in html
    assert "Judged from the figures printed in the results plan" in html
    assert "No events have been brought into the statistics yet, so" not in html


@pytest.mark.parametrize("form", sorted(views.REPORTS))
def test_the_report_is_handed_out_in_every_form_but_text(form: str) -> None:
    answer = staff("da").get(f"/report/{form}/", {"plan": "2025", "period": "2025Q1"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == views.REPORTS[form]
    suffix = {"stratml": "xml"}.get(form, form)
    assert answer["Content-Disposition"] == f'attachment; filename="anke-2025-2025Q1.{suffix}"'
    if form in ("html", "json", "stratml"):
        said = answer.content.decode()
        assert "lovbestemte frister" in said or "whose statutory deadline" in said  # the appendices are there


def test_every_form_but_text_has_its_address() -> None:
    assert {*views.REPORTS, "text"} == set(queries.FORMS)
