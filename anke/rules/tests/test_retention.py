"""How long a case is kept, as a table a lawyer can read; and what keeps a case whatever its day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.retention import Keeping, Matter, after_years, verdict

TITLE = {"da": "Almindelige sager", "en": "Ordinary cases"}
TEN = Keeping(TITLE, destroy_after=10)
FIVE = Keeping(TITLE, destroy_after=5)
FROM_THE_DAY = Keeping(TITLE, destroy_after=1, year_end=False)
CHILDREN = Keeping(TITLE, destroy_after=30, archive_after=10)
FOR_GOOD = Keeping(TITLE, destroy_after=None, archive_after=5)

TABLE = """
rule          the case ended  another of its chain ended  archived from  destroyed from
TEN           2025-03-10      -                           -              2036-01-01
TEN           2025-12-31      -                           -              2036-01-01
TEN           2026-01-01      -                           -              2037-01-01
FIVE          2025-03-10      -                           -              2031-01-01
FIVE          2025-03-10      2027-05-01                  -              2033-01-01
FIVE          2027-05-01      2025-03-10                  -              2033-01-01
FROM_THE_DAY  2025-03-10      -                           -              2026-03-11
FROM_THE_DAY  2024-02-29      -                           -              2025-03-01
CHILDREN      2025-03-10      -                           2036-01-01     2056-01-01
FOR_GOOD      2025-03-10      -                           2031-01-01     -
TEN           -               -                           -              -
TEN           2025-03-10      open                        -              -
"""


def _rows() -> list[list[str]]:
    return [line.split() for line in TABLE.strip().splitlines()[1:]]


def _day(text: str) -> date | None:
    return None if text in ("-", "open") else date.fromisoformat(text)


@pytest.mark.parametrize(("rule", "ended", "other", "archived", "destroyed"), _rows())
def test_the_days_of_keeping(rule: str, ended: str, other: str, archived: str, destroyed: str) -> None:
    chain = () if other == "-" else (("2027-000001", _day(other)),)
    found = verdict(Matter(_day(ended), chain=chain), globals()[rule])
    assert (found.archive_on, found.destroy_on) == (_day(archived), _day(destroyed))


@pytest.mark.parametrize(
    ("matter", "rule", "why"),
    [
        (Matter(None), TEN, "The case is not over."),
        (Matter(date(2010, 1, 1), held=True), TEN, "A legal hold stands."),
        (Matter(date(2010, 1, 1), open_links=("2025-000001",)), TEN, "to which it is linked, is not over."),
        (Matter(date(2010, 1, 1), chain=(("2025-000001", None),)), TEN, "by reopening, is not over."),
        (Matter(date(1980, 1, 1)), CHILDREN, "It must be archived, and the archive verified"),
        (Matter(date(1980, 1, 1)), FOR_GOOD, "It is kept for good."),
        (Matter(date(1980, 1, 1)), None, "No rule says how long it is kept."),
    ],
)
def test_what_keeps_a_case_whatever_its_day(matter: Matter, rule: Keeping | None, why: str) -> None:
    found = verdict(matter, rule)
    assert not found.due(date(2100, 1, 1))
    assert why in found.words("en")[-1]
    assert [line for line in found.words("da") if "{" in line] == []


def test_the_reasons_are_told_in_both_languages() -> None:
    found = verdict(Matter(date(2025, 3, 10), archived=True), CHILDREN)
    assert found.words("da") == [
        "Reglen »Almindelige sager« gælder.",
        "Sagen sluttede mandag den 10. marts 2025.",
        "Der tælles fra udgangen af det år, altså fra onsdag den 31. december 2025.",
        "Efter 10 år, fra tirsdag den 1. januar 2036, kan den arkiveres.",
        "Efter 30 år, fra lørdag den 1. januar 2056, skal den slettes.",
    ]
    assert found.words("en")[0] == "The rule “Ordinary cases” applies."
    assert found.due(date(2056, 1, 1)) and not found.due(date(2055, 12, 31))


_DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


_MATTERS = st.builds(
    Matter,
    ended_on=_DAYS | st.none(),
    held=st.booleans(),
    chain=st.lists(st.tuples(st.just("2025-000001"), _DAYS | st.none()), max_size=3).map(tuple),
    open_links=st.sampled_from([(), ("2025-000002",)]),
    archived=st.booleans(),
)


@given(matter=_MATTERS, rule=st.sampled_from([TEN, FIVE, FROM_THE_DAY, CHILDREN, FOR_GOOD, None]), day=_DAYS)
def test_nothing_under_hold_or_too_young_is_ever_due(matter: Matter, rule: Keeping | None, day: date) -> None:
    if verdict(matter, rule).due(day):
        assert matter.ended_on and not matter.held and not matter.open_links
        assert rule and rule.destroy_after and (matter.archived or rule.archive_after is None)
        assert all(one for _, one in matter.chain)
        last = max([matter.ended_on, *(one for _, one in matter.chain if one)])
        assert day > last + timedelta(days=365 * rule.destroy_after)


@given(day=_DAYS, years=st.integers(0, 50))
def test_whole_years_have_passed(day: date, years: int) -> None:
    after = after_years(day, years)
    assert after.year - day.year in (years, years + 1)
    assert (after - timedelta(days=1)).year == day.year + years
