"""The office's half-yearly report: counted, completed, submitted, discussed, minuted – only then done, and
frozen; above the office, themes and not individuals' findings."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.events import queries as events
from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.oversight.quality import commands
from anke.oversight.quality.areas import reports
from anke.oversight.quality.models import Done, OfficeReport, Review
from anke.oversight.quality.queries import Earlier, programme_of
from anke.oversight.quality.tests.house import BEFORE, appoint, by, decide, establish, unguarded
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
AT = datetime(2025, 2, 3, 9, tzinfo=UTC)
HALF = "2024H2"
WORDS = {
    "employees": "Flere skriver konklusionen først.",
    "areas": "De lægelige oplysninger fylder for meget.",
    "competences": "Vi mangler en med viden om hjælpemidler.",
    "next_period": "Tema om vægtning på kontormødet.",
}
SECRET = "Hendes begrundelse er for tynd"


@pytest.fixture(autouse=True)
def _house() -> None:
    establish((11, 12))
    then = by("system", BEFORE)
    organisation_acts.establish_department(code=2, title_da="Anden", title_en="Second", **then)
    appoint("vice1", Role.DEPUTY_DIRECTOR, department=1)
    appoint("vice2", Role.DEPUTY_DIRECTOR, department=2)


def reviewed(staff: tuple[str, ...] = ("k11",)) -> None:
    """A review of each in September, with a finding about that employee."""
    asked = programme_of(2024).monthly
    assert asked is not None
    answers = {one.id: "good" for one in asked.questions} | {"reasons": "better"}
    for who in staff:
        [number] = decide(1, 11, on=date(2024, 9, 4))
        one = Earlier(
            month="2024-09",
            employee=who,
            office=11,
            number=number,
            reviewer="chef11",
            answers=answers,
            strengths="Fin",
            improvements=SECRET,
            submitted_on=date(2024, 9, 28),
            told_on=date(2024, 9, 28),
            told_how="talk",
        )
        commands.bring_in_reviews([one], actor="demo", recorded_at=AT)
        commands.record_finding(
            activity="Q1",
            source=one.name,
            office=11,
            theme="reasons",
            good=False,
            words=SECRET,
            employee=who,
            number=number,
            **(by("chef11", AT) | {"happened_on": date(2024, 9, 28)}),
        )


def begin(period: str = HALF) -> OfficeReport:
    return commands.begin_office_report(office=11, period=period, **by("chef11", AT))


def submit(made: OfficeReport, **changed: str) -> OfficeReport:
    made.refresh_from_db()
    told: dict[str, Any] = {"report": made.pk, "version": made.version, "words": WORDS | changed}
    return commands.submit_office_report(**told, **by("chef11", AT))


def discuss(made: OfficeReport, actor: str = "vice1", **changed: Any) -> OfficeReport:
    said = {"people": "Vicedirektøren og ankechefen", "minutes": "Vi aftalte temaet."} | changed
    return commands.discuss_office_report(report=made.pk, **said, **by(actor, AT))


def test_only_the_minuted_discussion_makes_it_done_and_freezes_it() -> None:
    made = begin()
    assert not Done.objects.filter(activity="Q4").exists()
    submit(made)
    assert not Done.objects.filter(activity="Q4").exists()
    with pytest.raises(Refused, match="at least"):
        discuss(made, minutes=" ")
    with pytest.raises(Refused, match="at least"):
        discuss(made, people="")
    done = discuss(made)
    assert (Done.objects.get(activity="Q4").period, Done.objects.get(activity="Q4").unit) == (HALF, "11")
    assert reports.holds(done)
    told = events.events_of("office_report", made.name)
    assert [one.kind for one in told] == [
        "office_report_begun",
        "office_report_submitted",
        "office_report_discussed",
    ]
    assert told[-1].data["sha256"] == done.sha256


def test_frozen_it_is_corrected_and_never_changed() -> None:
    made = begin()
    submit(made)
    frozen = discuss(made).sha256
    for again in (lambda: submit(made), lambda: discuss(made)):
        with pytest.raises(Stale, match="Write a correction with its cause"):
            again()
    what = {"report": made.pk, "words": "Der var fem og ikke fire.", "cause": "Talt forkert"}
    with pytest.raises(Refused, match="at least"):
        commands.correct_office_report(**(what | {"cause": ""}), **by("chef11", AT))
    commands.correct_office_report(**what, **by("chef11", AT))
    made.refresh_from_db()
    assert made.sha256 == frozen and reports.holds(made)
    with unguarded():
        OfficeReport.objects.filter(pk=made.pk).update(minutes="Noget andet")
    made.refresh_from_db()
    assert not reports.holds(made)


def test_the_deputy_director_of_another_department_and_others_cannot_discuss_it() -> None:
    made = begin()
    submit(made)
    for actor, why in (("vice2", "another office"), ("chef11", "Only"), ("direktoer", "Only")):
        with pytest.raises(Refused, match=why):
            discuss(made, actor)
    commands.return_office_report(report=made.pk, reason="Kompetencer mangler", **by("vice1", AT))
    made.refresh_from_db()
    assert (made.stage, made.returned_because) == ("draft", "Kompetencer mangler")
    submit(made), discuss(made)


def test_what_cannot_be_submitted() -> None:
    with pytest.raises(Refused, match="not over"):
        submit(begin("2025H1"))
    made = begin()
    assert begin() == made  # the form was sent twice
    with pytest.raises(Refused, match="Write this first: Competences"):
        submit(made, competences="")
    with pytest.raises(Refused, match="names K11"):
        submit(made, employees="K11 skal skrive kortere")
    commands.save_office_report(report=made.pk, version=1, words=WORDS, **by("chef11", AT))
    with pytest.raises(Stale, match="has changed the report"):
        commands.save_office_report(report=made.pk, version=1, words=WORDS, **by("chef11", AT))
    with pytest.raises(Refused, match="another office"):
        commands.begin_office_report(office=12, period=HALF, **by("chef11", AT))
    made.refresh_from_db()
    submit(made)
    with pytest.raises(Refused, match="is begun"):
        begin()


def test_the_draft_counts_reviews_done_and_missing_by_rule_and_each_case_once() -> None:
    appoint("k11b", Role.CASEWORKER, office=11)
    reviewed(("k11",))
    made = begin()
    month = next(one for one in made.figures["months"] if one["month"] == "2024-09")
    assert (month["wanted"], month["told"], month["missing"]) == (2, 1, 1)
    assert made.figures["cases"] == {"monthly": 1, "chosen": 0, "reused": 0, "distinct": 1}
    assert made.figures["answers"] is None  # one employee is behind them


def test_the_answers_are_told_when_three_employees_are_behind_them() -> None:
    for one in ("k11b", "k11c"):
        appoint(one, Role.CASEWORKER, office=11)
    reviewed(("k11", "k11b", "k11c"))
    answers = begin().figures["answers"]
    reasons = next(one for one in answers if one["id"] == "reasons")
    assert [each["count"] for each in reasons["answers"]] == [0, 3, 0]


def test_a_count_of_one_or_two_points_at_nobody() -> None:
    """Neither who was hardly at work, nor the one answer that is not like the others."""
    staff = ("k11", "k11b", "k11c", "k11d")
    for one in staff[1:]:
        appoint(one, Role.CASEWORKER, office=11)
    first = date(2024, 10, 1)
    told: dict[str, Any] = {
        "initials": "k11",
        "kind": "other",
        "first_on": first,
        "last_on": date(2024, 10, 31),
    }
    then = datetime(2024, 10, 1, 7, tzinfo=UTC)
    organisation_acts.register_absence(**told, actor="system", recorded_at=then)
    reviewed(staff)
    last = Review.objects.get(employee="k11d")
    last.answers |= {"comments": "better"}
    last.save()
    made = begin()
    months = {one["month"]: one for one in made.figures["months"]}
    assert (months["2024-10"]["wanted"], months["2024-10"]["not_needed"]) == (3, None)
    assert months["2024-11"]["not_needed"] == 0
    counts = {one["id"]: [each["count"] for each in one["answers"]] for one in made.figures["answers"]}
    assert (counts["comments"], counts["correct"]) == ([None, None, 0], [4, 0, 0])
    shown = _user("chef11").get(f"/quality/office-reports/{made.pk}/").content.decode()
    assert "or people away are left out" in " ".join(shown.split())


def _user(initials: str) -> Client:
    by_ = by("system", AT)
    organisation_acts.open_account(initials=initials, username=initials, password=None, **by_)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(User.objects.get(username=initials))
    return browser


def test_the_deputy_director_sees_themes_and_not_individuals_findings() -> None:
    for one in ("k11b", "k11c"):
        appoint(one, Role.CASEWORKER, office=11)
    reviewed(("k11", "k11b", "k11c"))
    made = begin()
    submit(made)
    told = _user("vice1").get(f"/quality/office-reports/{made.pk}/").content.decode()
    assert "Good reasons" in told and "The discussion" in told  # the theme is there
    numbers = Review.objects.values_list("number", flat=True)
    for hidden in (SECRET, "k11b", "K11B", "K11c", *numbers):
        assert hidden not in told
    whole = str(made.figures)
    assert SECRET not in whole and "k11" not in whole


@pytest.mark.parametrize(
    ("stage", "readers"),
    [
        ("draft", {"chef11"}),
        ("submitted", {"chef11", "vice1"}),
        ("discussed", {"chef11", "vice1", "jurist", "jurist2", "direktoer"}),
    ],
)
def test_who_reads_a_report_at_each_stage(stage: str, readers: set[str]) -> None:
    made = begin()
    if stage != "draft":
        submit(made)
    if stage == "discussed":
        discuss(made)
    made.refresh_from_db()
    found = {one.initials for one in organisation.people() if reports.report_for(made.pk, one)}
    assert found == readers


def test_each_form_of_the_report_is_a_file_and_another_is_none() -> None:
    made, chef = begin(), _user("chef11")
    for form, starts in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype")):
        answer = chef.get(f"/quality/office-reports/{made.pk}/report.{form}")
        assert answer.status_code == 200 and answer.content[:9].lower().startswith(starts.lower())
    assert chef.get(f"/quality/office-reports/{made.pk}/report.exe").status_code == 404
    assert _user("chef12").get(f"/quality/office-reports/{made.pk}/report.pdf").status_code == 404
