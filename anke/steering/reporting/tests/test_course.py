"""A report from its draft to the ministry's receipt: who may do what, and what is said to the others."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from anke.events import queries as events
from anke.rules.refusal import Refused, Stale
from anke.rules.report_steps import Act, Stage
from anke.steering.reporting import commands, queries
from anke.steering.reporting.models import Frozen, FrozenFile, Report, Revision
from anke.steering.reporting.package import sha256
from anke.steering.reporting.tests.house import REASON, REPORT, brought_to, by, failing, freeze
from anke.steering.results.queries import FORMS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quarter")]


def kinds() -> list[str]:
    return [one.kind for one in events.events_of("report", "2025/2025Q1")]


def test_the_whole_course_leaves_one_event_an_act() -> None:
    report = brought_to(Stage.RECEIVED)
    explained = ["goal_explained"] * len(failing())
    after = ["submitted", "reviewed", "approved", "frozen", "handed_over", "received"]
    assert kinds() == ["report_begun", *explained, *(f"report_{one}" for one in after)]
    assert (report.reviewed_by, report.approved_by, report.received_by) == ("vice", "dir", "min")


def test_the_event_of_the_freeze_tells_what_others_need() -> None:
    brought_to(Stage.FROZEN)
    frozen = Frozen.objects.get()
    told = events.events_of("report", "2025/2025Q1")[-1]
    assert told.data == {
        "plan": "2025",
        "period": "2025Q1",
        "known_at": told.data["known_at"],
        "watermark": frozen.watermark,
        "fingerprint": frozen.fingerprint,
        "reason": REASON,
    }
    assert datetime.fromisoformat(told.data["known_at"]) == frozen.known_at


ACTS: dict[Act, Any] = {
    Act.SUBMIT: commands.submit_report,
    Act.TAKE_BACK: commands.take_back_report,
    Act.REVIEW: commands.review_report,
    Act.APPROVE: commands.approve_report,
    Act.HAND_OVER: commands.hand_over_report,
    Act.CONFIRM: commands.confirm_receipt,
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("act", "stage", "who"),
    [
        (Act.SUBMIT, Stage.DRAFT, "vice"),
        (Act.SUBMIT, Stage.DRAFT, "min"),
        (Act.REVIEW, Stage.SUBMITTED, "styr"),
        (Act.REVIEW, Stage.SUBMITTED, "dir"),
        (Act.APPROVE, Stage.REVIEWED, "vice"),
        (Act.APPROVE, Stage.REVIEWED, "styr2"),
        (Act.APPROVE, Stage.REVIEWED, "sys"),
        (Act.HAND_OVER, Stage.FROZEN, "min"),
        (Act.CONFIRM, Stage.HANDED_OVER, "styr"),
        (Act.CONFIRM, Stage.HANDED_OVER, "nobody"),
    ],
)
def test_an_act_is_refused_to_other_roles_and_changes_nothing(act: Act, stage: Stage, who: str) -> None:
    report = brought_to(stage)
    before = kinds()
    with pytest.raises(Refused):
        ACTS[act](**REPORT, **by(who))
    assert (Report.objects.get().stage, Report.objects.get().version) == (report.stage, report.version)
    assert kinds() == before


def test_whoever_drafted_it_neither_reviews_nor_approves_it() -> None:
    """A role may change: four eyes look at the person."""
    brought_to(Stage.SUBMITTED)
    Report.objects.update(authors=["styr", "vice", "dir"])
    with pytest.raises(Refused, match="wrote on the report yourself"):
        commands.review_report(**REPORT, **by("vice"))
    Report.objects.update(authors=["styr", "dir"])
    commands.review_report(**REPORT, **by("vice"))
    with pytest.raises(Refused, match="wrote on the report yourself"):
        commands.approve_report(**REPORT, **by("dir"))


def test_it_is_not_submitted_before_every_failing_goal_is_explained() -> None:
    commands.begin_report(**REPORT, **by("styr"))
    lacking = failing()
    assert "1.2" in lacking
    with pytest.raises(Refused, match=f"lack an explanation: {', '.join(lacking)}"):
        commands.submit_report(**REPORT, **by("styr"))
    assert Report.objects.get().stage == Stage.DRAFT


def test_of_two_who_explain_at_once_the_later_is_told() -> None:
    commands.begin_report(**REPORT, **by("styr"))
    commands.explain_goal(**REPORT, goal="1.2", words="Flere sager", expected=0, **by("styr"))
    with pytest.raises(Stale, match="Styr Prøve saved another explanation"):
        commands.explain_goal(**REPORT, goal="1.2", words="Færre folk", expected=0, **by("styr2"))
    assert Report.objects.get().explanations.get().words == "Flere sager"
    commands.explain_goal(**REPORT, goal="1.2", words="Begge dele", expected=1, **by("styr2"))
    assert sorted(Report.objects.get().authors) == ["styr", "styr2"]


def test_returned_it_is_a_draft_again_and_says_why() -> None:
    brought_to(Stage.APPROVED)
    commands.return_report(**REPORT, reason="Forklar mål 1.6 bedre", **by("dir"))
    report = Report.objects.get()
    assert (report.stage, report.returned_why) == (Stage.DRAFT, "Forklar mål 1.6 bedre")
    assert (report.reviewed_by, report.approved_by) == (None, None)


@pytest.mark.parametrize(
    ("period", "day", "words"),
    [
        ("2025Q1", date(2024, 12, 20), "holds only from"),
        ("2025Q1", date(2025, 3, 31), "ends on 2025-03-31"),
        ("2025Q2", date(2025, 6, 1), "ends on"),
        ("2025-03", date(2025, 4, 1), "asks for no report"),
        ("2024Q4", date(2025, 4, 1), "asks for no report"),
        ("rubbish", date(2025, 4, 1), "is no period"),
    ],
)
def test_a_report_that_cannot_be_is_refused_in_words(period: str, day: date, words: str) -> None:
    with pytest.raises(Refused, match=words):
        commands.begin_report(plan="2025", period=period, **by("styr", day))
    assert not Report.objects.exists()


def test_begun_twice_the_second_is_told_by_whom() -> None:
    commands.begin_report(**REPORT, **by("styr"))
    with pytest.raises(Refused, match="begun by Styr Prøve"):
        commands.begin_report(**REPORT, **by("styr2"))


def test_an_incomplete_report_is_frozen_only_with_a_reason_and_says_what_is_missing() -> None:
    brought_to(Stage.APPROVED)
    with pytest.raises(commands.Incomplete) as refused:
        freeze(reason="")
    assert {"external"} <= {one.kind for one in refused.value.lacks}
    about = {one.about for one in refused.value.lacks}
    assert "2.2.1" in about  # sick leave is owed every quarter
    assert "1.7.a" not in about  # the Ombudsman's figure only when the year is over
    assert not Frozen.objects.exists()
    frozen = freeze()
    told = json.loads(frozen.manifest)
    assert told["reason"] == frozen.reason == REASON
    assert {one["about"] for one in told["missing"]} == {one.about for one in refused.value.lacks}


def test_statistics_behind_the_events_are_missing_too() -> None:
    from anke.steering.reporting.tests import house

    brought_to(Stage.APPROVED)
    house.case(99, date(2024, 9, 1), date(2025, 3, 3), recorded=date(2025, 4, 21))
    with pytest.raises(commands.Incomplete, match="The statistics lack"):
        freeze(reason="")


@pytest.mark.slow
@pytest.mark.usefixtures("every_form")
def test_the_manifest_holds_every_figure_and_every_form_under_one_hash() -> None:
    brought_to(Stage.FROZEN)
    frozen = Frozen.objects.get()
    told = json.loads(frozen.manifest)
    assert sha256(frozen.manifest.encode()) == frozen.fingerprint
    figure = told["figures"]["1.2.a"]
    assert (figure["denominator"], figure["status"]) == (10, "not_met")
    assert figure["definition"] in told["definitions"]
    assert len(figure["digest"]) == 32
    assert (told["plan"], told["period"], told["watermark"]) == ("2025", "2025Q1", frozen.watermark)
    assert len(told["code"]["source_sha256"]) == len(told["content"]["plan_sha256"]) == 64
    assert told["explanations"]["1.2"] == "Derfor blev 1.2 ikke nået"
    listed = {(one["lang"], one["form"]): one["sha256"] for one in told["files"]}
    assert listed.keys() == {(lang, form) for lang in ("da", "en") for form in FORMS}
    for one in FrozenFile.objects.all():
        assert sha256(bytes(one.raw)) == one.sha256 == listed[one.lang, one.form]
    for form in ("text", "html", "json"):
        raw = bytes(FrozenFile.objects.get(lang="da", form=form).raw).decode()
        assert "Derfor blev 1.2 ikke nået" in " ".join(raw.split())
        assert told["content_sha256"][:8] in raw


@pytest.mark.slow
@pytest.mark.usefixtures("every_form")
def test_the_same_report_frozen_elsewhere_has_the_same_fingerprint() -> None:
    brought_to(Stage.APPROVED)
    prints = []
    for _ in range(2):
        with transaction.atomic():
            prints.append(freeze().fingerprint)
            transaction.set_rollback(True)
    assert prints[0] == prints[1]


@pytest.mark.slow
def test_of_two_who_freeze_one_wins_and_the_other_is_told_by_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second has looked and written while the first put it down."""
    from anke.steering.reporting import freezing

    report = brought_to(Stage.APPROVED)
    pack = freezing.pack

    def slow(*given: Any) -> Any:
        monkeypatch.setattr(freezing, "pack", pack)
        freeze()
        return pack(*given)

    monkeypatch.setattr(freezing, "pack", slow)
    with pytest.raises(Stale, match=r"Dir Prøve has done something .* It is now frozen"):
        freeze(expected=report.version)
    assert Frozen.objects.count() == 1
    assert kinds().count("report_frozen") == 1


@pytest.mark.slow
@pytest.mark.parametrize("act", [commands.return_report, commands.submit_report, commands.begin_report])
def test_nothing_reopens_a_frozen_report(act: Any) -> None:
    brought_to(Stage.FROZEN)
    more = {"reason": "Vi fortryder"} if act is commands.return_report else {}
    who = "dir" if more else "styr"
    with pytest.raises(Refused):
        act(**REPORT, **more, **by(who))
    assert Report.objects.get().stage == Stage.FROZEN


@pytest.mark.slow
@pytest.mark.parametrize(
    "write",
    [
        lambda: Frozen.objects.update(manifest="{}"),
        lambda: FrozenFile.objects.update(raw=b"andet"),
        lambda: FrozenFile.objects.filter(form="text").delete(),
        lambda: Report.objects.update(stage="draft"),
    ],
)
def test_the_database_itself_refuses_to_change_what_was_frozen(write: Any) -> None:
    brought_to(Stage.FROZEN)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        write()
    assert queries.differences() == []


@pytest.mark.slow
def test_as_known_at_a_moment_it_knows_nothing_later() -> None:
    from anke.steering.reporting.tests import house
    from anke.steering.statistics import commands as statistics

    house.case(77, date(2024, 9, 1), date(2025, 3, 3), recorded=date(2025, 4, 15))
    statistics.export()
    brought_to(Stage.APPROVED)
    frozen = freeze(known_at=datetime(2025, 4, 10, 12, tzinfo=UTC))
    assert json.loads(frozen.manifest)["figures"]["1.2.a"]["denominator"] == 10


def test_a_moment_before_the_period_ended_is_refused() -> None:
    brought_to(Stage.APPROVED)
    with pytest.raises(Refused, match="was not over"):
        freeze(known_at=datetime(2025, 3, 30, 12, tzinfo=UTC))
    with pytest.raises(Refused, match="not come yet"):
        freeze(known_at=datetime(2026, 3, 30, 12, tzinfo=UTC))


def test_a_receipt_by_letter_has_a_reference() -> None:
    brought_to(Stage.HANDED_OVER)
    how = {"actor": "styr", "recorded_at": by("styr", date(2025, 4, 24))["recorded_at"]}
    with pytest.raises(Refused, match="before it was handed over"):
        commands.register_receipt(**REPORT, reference="2025-118", received_on=date(2025, 4, 1), **how)
    with pytest.raises(Refused, match="has not been yet"):
        commands.register_receipt(**REPORT, reference="2025-118", received_on=date(2025, 4, 25), **how)
    commands.register_receipt(**REPORT, reference="2025-118", received_on=date(2025, 4, 23), **how)
    report = Report.objects.get()
    assert (report.stage, report.receipt) == (Stage.RECEIVED, "2025-118")


def test_a_deviation_is_noted_withdrawn_and_never_forgotten() -> None:
    commands.begin_report(**REPORT, **by("styr"))
    commands.note_deviation(**REPORT, area="budget", words="Et merforbrug på 2 mio. kr.", **by("styr"))
    commands.note_deviation(**REPORT, area="strategy", words="Et initiativ er udskudt", **by("styr"))
    commands.withdraw_deviation(**REPORT, number=1, **by("styr"))
    with pytest.raises(Refused):
        commands.note_deviation(**REPORT, area="weather", words="Regn i marts", **by("styr"))
    report = Report.objects.get()
    assert [one.number for one in report.deviations.filter(withdrawn=False)] == [2]
    assert kinds()[1:] == ["deviation_noted", "deviation_noted", "deviation_withdrawn"]


@pytest.mark.parametrize("words", ["", "x", "y" * 2001, "Klageren 010180-1234 ringede"])
def test_words_that_cannot_be_kept_are_refused(words: str) -> None:
    commands.begin_report(**REPORT, **by("styr"))
    with pytest.raises(Refused):
        commands.note_deviation(**REPORT, area="budget", words=words, **by("styr"))
    assert not Revision.objects.exists()
