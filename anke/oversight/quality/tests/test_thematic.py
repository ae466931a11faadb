"""Thematic follow-up: recommended by a whole group, decided, one or two a year; chosen cases tell what occurs
and never how often; who has not replied is shown; the memo is presented and frozen."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.casework.cases.models import Case
from anke.events import queries as events
from anke.organisation import commands as organisation_acts
from anke.oversight.quality import commands, queries
from anke.oversight.quality.documents.report import Examples, Words, render
from anke.oversight.quality.models import Done, Thematic
from anke.oversight.quality.tests.house import TODAY, appoint, by, decide, establish
from anke.oversight.quality.thematic import reading
from anke.oversight.quality.thematic.document import document_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
GROUP = ("jurist", "chef11", "vice1")
NUMBER_WORDS = "Skønnet er forklaret trin for trin"


@pytest.fixture(autouse=True)
def _house() -> None:
    establish()
    appoint("vice1", Role.DEPUTY_DIRECTOR, department=1)


def recommend(
    members: tuple[str, ...] = GROUP, year: int = 2025, topic: str = "Prøvelsesintensitet"
) -> Thematic:
    what = {"topic": topic, "question": "Hvor langt prøver vi skønnet?"}
    return commands.recommend_thematic(year=year, members=members, **what, **by("jurist"))


def approved() -> Thematic:
    return commands.approve_thematic(thematic=recommend().pk, reason="Relevant for alle", **by("direktoer"))


def opened() -> Thematic:
    return commands.open_thematic(thematic=approved().pk, memo="Forvaltningsloven § 24", **by("jurist"))


def read(
    found: Thematic, number: str, kind: str = "good", actor: str = "jurist", words: str = NUMBER_WORDS
) -> None:
    said = {"number": number, "why": "Typisk for området", "kind": kind, "words": words}
    commands.read_thematic_case(thematic=found.pk, **said, **by(actor))


def consider(found: Thematic, used: bool = False) -> Thematic:
    return commands.consider_outside(thematic=found.pk, used=used, reason="Vi har viden nok", **by("jurist"))


def present(found: Thematic) -> Thematic:
    said = {"memo": "Skønnet prøves ens.", "proposals": "Et tema på chefmødet."}
    return commands.present_thematic(thematic=found.pk, **said, **by("jurist"))


def test_from_recommendation_to_presented_memo() -> None:
    found = opened()
    read(found, decide(1, 11)[0])
    read(found, decide(1, 12)[0], "bad", words="Kun en henvisning til reglen")
    consider(found)
    assert not Done.objects.filter(activity="Q6").exists()
    done = present(found)
    assert Done.objects.get(activity="Q6").period == "2025"
    assert reading.holds(done)
    kinds = [one.kind for one in events.events_of("thematic", "Q6/2025/1")]
    assert kinds[0] == "thematic_recommended" and kinds[-1] == "thematic_presented"
    for again in (lambda: present(found), lambda: read(found, decide(1, 11)[0])):
        with pytest.raises(Refused, match="frozen"):
            again()


def test_a_third_of_the_year_is_refused_with_the_reason() -> None:
    third = recommend(topic="Partshøring")
    assert recommend(topic="Partshøring") == third  # a form sent twice
    approved(), approved()
    with pytest.raises(Refused, match="2 themes decided for 2025 already; the model says 2 a year"):
        recommend()
    with pytest.raises(Refused, match="2 a year at most"):
        commands.approve_thematic(thematic=third.pk, reason="Også relevant", **by("direktoer"))
    commands.refuse_thematic(thematic=third.pk, reason="Der er to", **by("direktoer"))
    recommend(year=2026)  # another year has room


@pytest.mark.parametrize("year", [2023, 2024, 2027, 5000])
def test_a_theme_is_for_this_year_or_the_next(year: int) -> None:
    with pytest.raises(Refused, match="this year or the next"):
        recommend(year=year)


def test_a_refused_theme_takes_no_place_and_goes_no_further() -> None:
    for _ in range(3):
        one = recommend()
        commands.refuse_thematic(thematic=one.pk, reason="Undersøgt sidste år", **by("direktoer"))
    with pytest.raises(Refused, match="Not now"):
        commands.open_thematic(thematic=one.pk, memo="Om temaet", **by("jurist"))
    assert opened().stage == "opened"


@pytest.mark.parametrize(
    ("members", "why"),
    [
        (("chef11", "vice1"), "1 member of the legal unit"),
        (("jurist", "vice1"), "1 head of office"),
        (("jurist", "chef11"), "lacks Vice1"),
        ((*GROUP, "fremmed"), "fremmed does not work here"),
    ],
)
def test_the_working_group_is_whole(members: tuple[str, ...], why: str) -> None:
    with pytest.raises(Refused, match=why):
        recommend(members)


def test_who_decides_and_who_works() -> None:
    one = recommend()
    for actor in ("jurist", "vice1", "chef11"):
        with pytest.raises(Refused, match="Only this role"):
            commands.approve_thematic(thematic=one.pk, reason="Relevant", **by(actor))
    with pytest.raises(Refused, match="Only this role"):
        commands.recommend_thematic(year=2025, topic="Et", question="To", members=GROUP, **by("chef11"))


def test_the_opening_memo_or_the_reason_for_none() -> None:
    found = approved()
    for told in ({}, {"memo": "Om temaet", "reason": "Intet"}):
        with pytest.raises(Refused, match="why it is left out"):
            commands.open_thematic(thematic=found.pk, **told, **by("jurist"))
    with pytest.raises(Refused, match="Not now"):
        read(found, decide(1, 11)[0])  # no case before the board has the memo
    done = commands.open_thematic(thematic=found.pk, reason="Temaet er kendt", **by("jurist"))
    assert (done.no_opening, done.opening, done.opened_on) == ("Temaet er kendt", "", TODAY)


@pytest.mark.parametrize("used", [True, False])
def test_outside_help_is_considered_either_way_before_the_memo(used: bool) -> None:
    found = opened()
    read(found, decide(1, 11)[0])
    with pytest.raises(Refused, match="outside resources"):
        present(found)
    consider(found, used)
    assert present(found).report["outside"] == [used, "Vi har viden nok"]


def test_statistics_of_chosen_cases_are_refused_and_no_percentage_is_printed() -> None:
    found = opened()
    for number, kind in zip(decide(4, 11), ("good", "bad", "bad", "plain"), strict=True):
        read(found, number, kind, words=f"Eksempel {kind} {number[-1]}")
    with pytest.raises(Refused, match="not representative"):
        queries.statistics_of(found)
    consider(found)
    done = present(found)
    for lang in ("da", "en"):
        made = document_of(done, {11: "Kontor 11"}, lang, synthetic=True)
        label = next(one for one in made.blocks if isinstance(one, Words))
        assert "repr" in label.text and label.strong
        # … and again right before the examples
        at = next(place for place, one in enumerate(made.blocks) if isinstance(one, Examples))
        assert made.blocks[at - 1] == label
        assert "%" not in render(made, "html", lang).decode().split("</style>")[-1]


def test_the_memo_names_no_case_and_no_office_of_an_example() -> None:
    found, [number] = opened(), decide(1, 12)
    read(found, number)
    consider(found)
    done = present(found)
    assert reading.examples_of(done)["good"] == [NUMBER_WORDS]
    assert number not in str(done.report) and NUMBER_WORDS not in str(done.report)


def test_who_has_not_replied_is_shown_and_late_is_better_than_never() -> None:
    found = opened()
    with pytest.raises(Refused, match="in the past"):
        commands.ask_offices(thematic=found.pk, offices=[11], until=TODAY - timedelta(days=1), **by("jurist"))
    assert commands.ask_offices(thematic=found.pk, offices=[11, 12], **by("jurist")) == 2
    found.refresh_from_db()
    assert found.reply_by == TODAY + timedelta(days=30)  # the programme's days
    with pytest.raises(Refused, match="not asked"):
        commands.reply_thematic(thematic=found.pk, words="Vi gør det samme", **by("chef13"))
    commands.reply_thematic(thematic=found.pk, words="Vi gør det samme", **by("chef11"))
    with pytest.raises(Refused, match="has replied"):
        commands.reply_thematic(thematic=found.pk, words="Igen", **by("chef11"))
    assert reading.lacking(found) == [12]
    late = {one.office: one.late for one in reading.replies(found, TODAY + timedelta(days=31))}
    assert late == {11: False, 12: True}
    read(found, decide(1, 11)[0])
    consider(found), present(found)
    commands.reply_thematic(thematic=found.pk, words="Vi kommer sent", **by("chef12"))
    assert reading.lacking(found) == []


def test_asking_one_more_office_takes_no_day_from_those_asked() -> None:
    found = opened()
    commands.ask_offices(thematic=found.pk, offices=[11], **by("jurist"))
    commands.ask_offices(thematic=found.pk, offices=[12], until=TODAY + timedelta(days=5), **by("jurist"))
    found.refresh_from_db()
    assert found.reply_by == TODAY + timedelta(days=30)


def test_which_cases_can_be_chosen_and_by_whom() -> None:
    found, [ours, theirs, hidden] = opened(), [*decide(1, 11), *decide(1, 12), *decide(1, 11)]
    Case.objects.filter(number=hidden).update(restricted=True)
    with pytest.raises(Refused, match="does not concern"):
        read(found, ours, actor="chef11")
    commands.ask_offices(thematic=found.pk, offices=[11], **by("jurist"))
    read(found, ours, actor="chef11")
    for number, actor, why in (
        (ours, "jurist", "already"),
        (theirs, "chef11", "no decided case"),
        (hidden, "jurist", "Restricted"),
    ):
        with pytest.raises(Refused, match=why):
            read(found, number, actor=actor)
    with pytest.raises(Refused, match="Choose good"):
        read(found, theirs, "splendid")


@pytest.mark.parametrize(
    ("who", "seen"),
    [("jurist", True), ("direktoer", True), ("chef12", True), ("chef13", False), ("vice1", False)],
)
def test_single_cases_are_for_the_legal_unit_the_board_and_their_own_office(who: str, seen: bool) -> None:
    found, [number] = opened(), decide(1, 12)
    read(found, number)
    organisation_acts.open_account(initials=who, username=who, password=None, **by("system"))
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(User.objects.get(username=who))
    told = browser.get(f"/quality/thematic/{found.pk}/").content.decode()
    assert (number in told, NUMBER_WORDS in told) == (seen, seen)
    assert "not representative" in told
    refused = browser.get(f"/quality/thematic/{found.pk}/figures/").content.decode()
    assert "No shares are computed" in refused
