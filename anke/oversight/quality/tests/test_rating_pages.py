"""The rating form: saved while it is filled in, taken up again, by keyboard, and two people at once."""

import re
from typing import Any

import pytest
from django.test import Client

from anke.organisation import commands as organisation_acts
from anke.oversight.quality import commands
from anke.oversight.quality.models import Measurement, Rating
from anke.oversight.quality.tests.house import by, decide, establish, make_draw
from anke.oversight.quality.tests.test_central import WHOM, rate, rate_all
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
EMPTY = {"correct": "", "comments": "", "comment": ""}


@pytest.fixture
def found() -> Measurement:
    establish()
    decide(4, 11, appellant=WHOM), decide(3, 12, appellant=WHOM)
    make_draw("Q5A"), make_draw("Q5B")
    return commands.open_measurement(year=2024, **by("jurist"))


def rows(found: Measurement, **of: Any) -> list[Rating]:
    return list(found.ratings.filter(**of).order_by("office", "number"))


def mine(found: Measurement) -> list[Rating]:
    """What chef11 rates of its own office."""
    return rows(found, part="A", side="own", by_office=11)


def browser(initials: str = "chef11") -> Client:
    from django.contrib.auth.models import User

    if not User.objects.filter(username=initials).exists():
        organisation_acts.open_account(initials=initials, username=initials, password=None, **by("system"))
    made = Client(headers={"accept-language": "en"}, enforce_csrf_checks=False)
    made.force_login(User.objects.get(username=initials))
    return made


def address(row: Rating) -> str:
    return f"/quality/central/2024/{row.part}/{row.side}/{row.number}/"


def keep(client: Client, row: Rating, version: int, **given: str) -> str:
    """What the form is told back when it saves by itself."""
    told = EMPTY | given | {"version": str(version)}
    return client.post(f"{address(row)}autosave/", told).content.decode()


def test_half_a_rating_is_kept_counts_nowhere_and_is_taken_up_again(found: Measurement) -> None:
    row, client = mine(found)[0], browser()
    told = keep(client, row, 0, correct="no", comment="Hjemlen mangler")
    assert 'value="1"' in told and "Saved " in told and "Chef11" in told
    row.refresh_from_db()
    assert (row.answers, row.rated_by, row.version) == (None, "", 1)
    page = client.get(address(row)).content.decode()
    assert re.search(r'id="correct-no"[^>]* checked', page) and "Hjemlen mangler" in page
    assert "begun" in client.get("/quality/central/2024/").content.decode()
    assert (
        f'href="{address(row)}?begin=1">Go on where you left'
        in client.get("/quality/central/2024/").content.decode()
    )
    assert client.post(address(row), {"correct": "no", "comments": "yes", "version": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.answers, row.draft) == ({"correct": "no", "comments": "yes"}, None)


def test_saving_the_same_again_changes_nothing_and_answers_nobody_knows_are_left_out(
    found: Measurement,
) -> None:
    row, client = mine(found)[0], browser()
    keep(client, row, 0, correct="no")
    assert 'value="1"' in keep(client, row, 1, correct="no")
    keep(client, row, 1, correct="perhaps", comments="yes")
    row.refresh_from_db()
    assert (row.version, row.draft) == (2, {"answers": {"comments": "yes"}, "comment": ""})


def test_two_windows_or_two_of_a_management_are_told_of_each_other(found: Measurement) -> None:
    told = {"initials": "souschef11", "name": "Sofus", "role": Role.HEAD_OF_OFFICE, "office": 11}
    organisation_acts.appoint_staff(**told, **by("system"))
    row, one, other = mine(found)[0], browser(), browser("souschef11")
    keep(one, row, 0, correct="no")
    answer = keep(other, row, 0, correct="yes")
    assert "Chef11 has written in the rating since you looked" in answer and 'id="version"' not in answer
    late = other.post(address(row), {"correct": "yes", "comments": "yes", "version": "0"})
    assert late.status_code == 409
    assert "Chef11 has written in the rating" in late.content.decode()
    row.refresh_from_db()
    assert row.draft == {"answers": {"correct": "no"}, "comment": ""}
    again = {"correct": "yes", "comments": "yes", "version": "1"}
    assert other.post(address(row), again).status_code == 302  # having looked
    with pytest.raises(Stale, match="Sofus has rated the case"):
        rate(row)


def test_neither_the_other_side_nor_anybody_else_sees_what_is_begun(found: Measurement) -> None:
    row = mine(found)[0]
    keep(browser(), row, 0, correct="no", comment="Hjemlen mangler")
    other = rows(found, part="A", side="other", number=row.number)[0]
    rate(other)
    page = browser("chef12").get(address(other)).content.decode()
    assert "Hjemlen mangler" not in page and "Here you differ" not in page
    for who in ("chef12", "kvalitet", "jurist"):
        assert browser(who).post(f"{address(row)}autosave/", EMPTY | {"version": "1"}).status_code == 403


def test_what_cannot_be_saved_says_why_and_keeps_what_is_there(found: Measurement) -> None:
    row, client = mine(found)[0], browser()
    assert "personal number" in keep(client, row, 0, comment="Klager 010190-1234 skriver")
    assert "since you looked" in keep(client, row, 7, correct="no")
    row.refresh_from_db()
    assert row.version == 0
    rate_all(found)
    commands.report_measurement(year=2024, needs="Intet særligt", **by("jurist"))
    row.refresh_from_db()
    assert "correction with its cause" in keep(client, row, row.version, correct="no")
    with pytest.raises(Refused, match="Your role"):
        commands.save_draft(
            year=2024, part="A", number=row.number, side="own", answers={}, comment="",
            expected=row.version, **by("jurist"),
        )  # fmt: skip


def test_a_rating_leads_on_to_the_next_and_the_page_says_how_far_one_is(found: Measurement) -> None:
    first, second, *_, last = mine(found)
    client = browser()
    page = client.get(address(first)).content.decode()
    assert "Case 1 of 4. 0 are rated." in page and '<progress max="4" value="0"' in page
    assert f'<a href="{address(second)}" accesskey="n">' in page and 'accesskey="p"' not in page
    whole = {"correct": "yes", "comments": "yes", "version": "0"}
    told = client.post(address(first), whole)
    assert told.headers["Location"] == f"{address(second)}?begin=1"
    begun = client.get(told.headers["Location"]).content.decode()
    assert re.search(r'id="correct-yes"[^>]* autofocus', begun) and begun.count("autofocus") == 1
    assert client.post(address(last), whole).headers["Location"] == f"{address(second)}?begin=1"
    for row in mine(found)[1:3]:
        told = client.post(address(row), whole)
    other = rows(found, part="A", side="other", by_office=11)[0]
    assert told.headers["Location"] == f"{address(other)}?begin=1"


def test_the_form_needs_a_token_and_no_script(found: Measurement) -> None:
    row = mine(found)[0]
    browser()
    strict = Client(enforce_csrf_checks=True)
    from django.contrib.auth.models import User

    strict.force_login(User.objects.get(username="chef11"))
    assert strict.post(f"{address(row)}autosave/", EMPTY | {"version": "0"}).status_code == 403
    page = strict.get(address(row)).content.decode()
    assert 'method="post"' in page and "csrfmiddlewaretoken" in page
    # htmx sends no form of which a required field is empty: what saves half a form must not be the form
    assert re.search(r'<div hx-post="[^"]*/autosave/" hx-trigger="input from:closest form', page)
    assert not re.search(r"<form[^>]*hx-post", page)
