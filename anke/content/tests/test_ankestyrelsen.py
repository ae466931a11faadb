"""What the shipped content says: the facts others rely on, and the doubts it must keep."""

import time
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from anke.content import glossary, load
from anke.content.schema.base import Dated, Reference, parts
from anke.content.schema.notes import Note
from anke.rules.calendar import DEFAULT, easter_sunday, public_holidays
from anke.rules.deadlines import deadline

CODES = {
    "compulsory_measures": 101, "notification": 111, "adoption_without_consent": 121,
    "disability_children": 201, "disability_adults": 202, "social_other": 203, "cash_benefit": 211,
    "early_retirement_flexjob": 212, "municipal_employment_other": 213, "social_supervision": 221,
    "family_law": 231, "unemployment_insurance": 241, "holiday_act": 242, "employment_contract_act":
    243, "insured_unemployed_offers": 251, "sickness_benefit": 301, "udk_maintenance": 311,
    "udk_other": 312, "immigration_service": 321, "senior_pension": 322, "work_injury": 401,
    "intermunicipal": 501, "board_adoption": 601, "board_su": 602, "board_work_environment": 603,
    "board_special_education": 604, "board_equal_treatment": 605, "board_psychologists": 606,
    "supervision_access": 701, "supervision_general": 702, "advance_statement": 703, "imported":
    901,
}  # fmt: skip
OUTCOMES = {
    "affirmed": 1, "changed": 2, "annulled": 3, "remanded": 4, "dismissed": 5, "withdrawn": 6,
    "referred": 7, "statement": 11, "refused_supervision": 12, "sanction": 13,
    "advance_statement_given": 14, "enforcement": 15, "not_taken_up": 16, "treated_at_meeting": 21,
    "not_treated_at_meeting": 22, "adoption_granted": 31, "adoption_refused": 32, "completed": 91,
}  # fmt: skip


@pytest.fixture(scope="module")
def content() -> load.Content:
    return load.content()


def test_the_shipped_content_is_in_order() -> None:
    assert load.check() == []


def test_it_loads_in_well_under_a_second() -> None:
    load.load(load.folder())
    start = time.perf_counter()
    load.load(load.folder())
    assert time.perf_counter() - start < 1


def test_it_is_read_once(content: load.Content) -> None:
    assert load.content() is content


def test_codes_stand_in_events_and_never_change(content: load.Content) -> None:
    assert {one.id: one.code for one in content.case_types.values()} == CODES
    assert {one.id: one.code for one in content.outcomes.values()} == OUTCOMES
    assert content.case_type_by_code[311].id == "udk_maintenance"
    assert content.case_types["udk_maintenance"].area == "udbetaling_danmark"


def test_outcomes_on_the_merits_and_reversals(content: load.Content) -> None:
    merits = {one.id for one in content.outcomes.values() if one.on_merits}
    assert merits == {"affirmed", "changed", "annulled", "remanded"}
    assert {one.id for one in content.outcomes.values() if one.reversal} == {
        "changed",
        "annulled",
        "remanded",
    }
    reversal = content.rates["reversal"]
    assert "dismissed" in reversal.on(date(2017, 6, 1)).population
    assert set(reversal.on(date(2025, 1, 1)).population) == merits


def test_first_instances_are_98_municipalities_in_5_regions_then_4(content: load.Content) -> None:
    municipalities = [one for one in content.authorities.values() if one.kind == "municipality"]
    assert len(municipalities) == 98
    now, later = date(2026, 12, 31), date(2027, 1, 1)
    assert Counter(one.region_on(now) for one in municipalities) == {
        1081: 11, 1082: 19, 1083: 22, 1084: 29, 1085: 17,
    }  # fmt: skip
    assert Counter(one.region_on(later) for one in municipalities) == {1081: 11, 1082: 19, 1083: 22, 1086: 46}
    bornholm = content.authorities[400]
    assert (bornholm.title.da, bornholm.region_on(now), bornholm.region_on(later)) == ("Bornholm", 1084, 1086)
    assert content.authorities[851].region_on(later) == 1081
    assert content.authorities[101].region_on(date(2006, 12, 31)) is None
    assert content.authorities[9002].region_on(now) is None


@pytest.mark.parametrize(
    ("case_type", "day", "limits"),
    [
        ("compulsory_measures", date(2025, 1, 1), ["8 weeks each_case absolute"]),
        ("notification", date(2025, 1, 1), ["8 weeks each_case absolute"]),
        ("insured_unemployed_offers", date(2025, 1, 1), ["4 weeks each_case absolute"]),
        ("disability_adults", date(2024, 12, 31), ["13 weeks mean agreed"]),
        ("disability_adults", date(2025, 1, 1), ["30 weeks mean agreed"]),
        ("sickness_benefit", date(2024, 12, 31), ["13 weeks mean agreed", "10 weeks each_case agreed"]),
        ("udk_maintenance", date(2025, 1, 1), ["30 weeks mean agreed", "12 weeks each_case agreed"]),
        ("udk_other", date(2025, 1, 1), ["30 weeks mean agreed"]),
        ("work_injury", date(2025, 12, 31), ["26 weeks mean agreed"]),
        ("work_injury", date(2026, 1, 1), ["20 weeks mean agreed"]),
        ("supervision_access", date(2025, 1, 1), ["20 working_days each_case agreed"]),
        ("supervision_general", date(2025, 1, 1), ["12 months stock agreed"]),
        ("supervision_general", date(2023, 1, 1), []),
        ("intermunicipal", date(2025, 1, 1), []),
    ],
)
def test_time_limits_by_case_type_and_day(
    content: load.Content, case_type: str, day: date, limits: list[str]
) -> None:
    given = [(one, one.term.on(day)) for one in content.case_types[case_type].time_limits]
    assert [f"{term.value} {term.unit} {one.binds} {one.nature}" for one, term in given if term] == limits


def test_what_binds_a_case_type_first(content: load.Content) -> None:
    bound = {one.id for one in content.case_types.values() if one.principle == "absolute"}
    assert bound == {"compulsory_measures", "notification", "insured_unemployed_offers"}
    assert content.case_types["intermunicipal"].principle == "none"


@pytest.mark.parametrize(
    ("rule", "event", "ends"),
    [
        ("quarterly_report", date(2025, 3, 31), date(2025, 4, 22)),  # 21 April is Easter Monday
        ("quarterly_report", date(2025, 9, 30), date(2025, 10, 21)),
        ("appeal_period", date(2026, 4, 17), date(2026, 5, 18)),  # 15 May is the Friday after Ascension Day
        (
            "appeal_period",
            date(2025, 11, 26),
            date(2025, 12, 29),
        ),  # not 24 December, not the holidays, not the weekend
        ("supervision_access_decision", date(2025, 4, 1), date(2025, 5, 2)),
        (
            "access_request_answer",
            date(2025, 12, 22),
            date(2026, 1, 5),
        ),  # 24 and 31 December are working days
    ],
)
def test_deadlines_are_counted_by_the_content_s_calendar(
    content: load.Content, rule: str, event: date, ends: date
) -> None:
    counted = content.deadlines[rule].rule_on(event)
    assert counted is not None
    assert deadline(event, counted, content.calendar.to_rules()) == ends


def test_the_calendar_of_the_content_is_the_calendar_of_the_rules(content: load.Content) -> None:
    """The content says which days and why; the rules compute them. They must agree, every day of 61 years."""
    day = date(1990, 1, 1)
    while day <= date(2050, 12, 31):
        holiday = content.calendar.holiday_on(day, (day - easter_sunday(day.year)).days)
        assert (holiday.id if holiday else None) == public_holidays(day.year).get(day), day
        day += timedelta(days=1)
    calendars = content.calendar.to_rules()
    for year in range(1990, 2051):
        assert calendars.working.holidays(year) == DEFAULT.working.holidays(year)
        assert calendars.expiry.holidays(year) == DEFAULT.expiry.holidays(year)


def test_every_dated_value_has_a_reference_and_every_reference_leads_somewhere(content: load.Content) -> None:
    pieces = [piece for _, _, piece in content.parts()]
    assert all(piece.reference for piece in pieces if isinstance(piece, Dated))
    assert all(piece.href or piece.file for piece in pieces if isinstance(piece, Reference))
    assert sum(isinstance(piece, Reference) for piece in pieces) > 500


def test_every_note_speaks_both_languages(content: load.Content) -> None:
    for file, path, note in content.notes():
        assert note.text.da != note.text.en, (file, path)


def kinds(content: load.Content, file: str) -> Counter[str]:
    return Counter(note.kind.value for name, _, note in content.notes() if name == file)


def test_no_doubt_of_the_papers_is_lost(content: load.Content) -> None:
    """6 ambiguities of the quality memo; 3 inconsistencies, 1 placing and the lost years of the strategy."""
    assert kinds(content, "quality/2023.yaml")["ambiguity"] == 6
    strategy = kinds(content, "strategy/2018-2022.yaml")
    assert (strategy["misprint"], strategy["lost"], strategy["ambiguity"]) == (3, 2, 1)
    assert kinds(content, "deadlines/reports.yaml")["ambiguity"] == 1
    assert kinds(content, "calendar/working.yaml")["choice"] == 4
    assert kinds(content, "calendar/expiry.yaml")["to_check"] == 2
    assert kinds(content, "deadlines/procedure.yaml")["to_check"] >= 5


@pytest.mark.parametrize(
    ("goal", "doubts"),
    [
        ("1.1", 5), ("1.2", 5), ("1.3", 3), ("1.4", 1), ("1.5", 4), ("1.6", 3), ("1.7", 4), ("1.8", 1),
        ("1.9", 2), ("1.10", 2), ("2.1", 4), ("2.2", 3), ("2.3", 3), ("2.4", 0),
    ],
)  # fmt: skip
def test_no_doubt_of_the_plan_of_2025_is_lost(content: load.Content, goal: str, doubts: int) -> None:
    """As many as were found when the paper was read goal by goal; more may be added, none may go."""
    assert sum(isinstance(one, Note) for _, one in parts(content.plans["2025"].goal(goal))) >= doubts


def test_the_quality_model_is_whole(content: load.Content) -> None:
    model = content.quality["2023"]
    activities = {one.id: one for one in model.activities}
    assert list(activities) == ["Q1", "Q2", "Q3", "Q4", "Q5A", "Q5B", "Q5R", "Q6", "Q7"]
    assert [one.id for one in activities["Q2"].inquiries] == ["Q2.1", "Q2.2", "Q2.3", "Q2.4"]
    central = activities["Q5A"].sample
    assert (central.size, central.of_each, central.total, central.selection) == (20, "office", 300, "random")
    assert activities["Q5B"].sample.selection == "not_stated"
    assert {one.activity: one.cases for one in model.volumes} == {
        "Q1": None,
        "Q5A": 300,
        "Q5B": 100,
        "Q7": 40,
    }


def test_the_strategy_is_whole_and_does_not_know_its_years(content: load.Content) -> None:
    strategy = content.strategy["2018-2022"]
    assert [one.number for one in strategy.initiatives] == list(range(1, 19))
    assert Counter(one.focus for one in strategy.initiatives) == {"S": 5, "K": 8, "A": 5}
    assert {one.start_year for one in strategy.initiatives} == {None}
    assert sorted(one.brochure_place for one in strategy.initiatives) == list(range(1, 19))
    assert Counter(one.term for one in strategy.goals) == {"short": 11, "long": 12}
    assert [one.id for one in content.strategy["2027"].focus_areas] == [
        "FA-BORGER", "FA-TILSYN", "FA-AABEN", "FA-ENGAG",
    ]  # fmt: skip


def test_published_figures(content: load.Content) -> None:
    assert content.published is not None
    totals = {one.year: one.decided or one.decided_about for one in content.published.totals}
    assert totals == {2017: 59484, 2018: 58147, 2022: 47000, 2023: 49000}
    municipal = next(one for one in content.published.by_area if "municipal_social" in one.areas)
    assert (municipal.cases, municipal.reversal_rate) == (18420, Decimal("30.2"))


def test_six_boards_and_their_case_types(content: load.Content) -> None:
    assert content.boards is not None
    ids = [one.id for one in content.boards.boards]
    assert ids == [one.board for one in content.areas["boards"].case_types]
    assert [one.id for one in content.boards.figures] == ["I", "II", "III", "IV"]


def test_the_glossary_page_is_up_to_date(content: load.Content) -> None:
    assert len(content.glossary) >= 60
    written = glossary.PAGE.read_text(encoding="utf-8")
    assert written == glossary.page(), "make it again: python -m anke.content.glossary"


def test_another_authority_is_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load.folder("ankestyrelsen") == load.folder()
    monkeypatch.setenv("ANKE_AUTHORITY", "ombudsmanden")
    with pytest.raises(
        load.ContentError, match="there is no authority 'ombudsmanden' — write one of: ankestyrelsen"
    ):
        load.content()
