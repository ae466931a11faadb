"""What the best known systems got wrong, each a test here (the numbers are those of the list of lessons).

Caseflow resets a case's age at a hold; CTS mended "extend, pause, remove the extension" three times in vain;
Open Zaak has the pause as a flag; in all of them cases get stuck that nobody has to act on.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from anke.casework.cases import queries
from anke.casework.cases.models import Case
from anke.casework.cases.tests.doing import BY, CHIEF, DAY, MOMENT, case_in, chief, do, register
from anke.content.load import content
from anke.content.schema.casework import TwoPersons
from anke.events.queries import head_seq
from anke.organisation.queries import actor
from anke.rules.local import local_date
from anke.rules.refusal import Refused, Stale
from anke.rules.steps import OPEN, Act, Status

pytestmark = pytest.mark.django_db
CHILD = "compulsory_measures"  # decision within 8 weeks of receipt: Monday 28 April 2025


def told(number: str, today: date = date(2025, 4, 1)) -> dict[str, Any]:
    found = queries.explain(number, today=today, lang="en")
    assert found is not None
    return found


def due(number: str) -> str | None:
    current: str | None = told(number)["deadlines"][0]["current"]
    return current


def test_1_a_pause_and_another_caseworker_change_neither_age_nor_days_waiting() -> None:
    number, left_alone = register(case_type=CHILD), register(case_type=CHILD)
    do(Act.PAUSE, number, happened_on=date(2025, 3, 12))
    do(Act.ASSIGN, number, happened_on=date(2025, 3, 14), office=1)
    do(Act.RESUME, number, happened_on=date(2025, 3, 20))
    one, other = told(number), told(left_alone)
    assert one["age_days"] == other["age_days"] == 29
    assert one["net_days"] == 29 - 8
    assert one["received_on"] == other["received_on"]


def test_2_extend_pause_and_remove_the_extension() -> None:
    number = register(case_type=CHILD)
    assert due(number) == "2025-04-28"
    do(Act.EXTEND, number, happened_on=date(2025, 3, 10), until=date(2025, 6, 2))
    assert due(number) == "2025-06-02"
    do(Act.PAUSE, number, happened_on=date(2025, 3, 11))
    assert due(number) is None
    do(Act.RESUME, number, happened_on=date(2025, 3, 18))
    assert due(number) == "2025-06-09"  # the seven days moved the extension too
    do(Act.REMOVE_EXTENSION, number, happened_on=date(2025, 3, 19), until=date(2025, 6, 2))
    assert due(number) == "2025-05-05"  # eight weeks and the seven days: the pause stays, the extension goes
    assert Case.objects.get(number=number).due_on == date(2025, 5, 5)


@pytest.mark.parametrize(("today", "left", "overdue"), [("2025-04-28", 0, False), ("2025-04-29", -1, True)])
def test_4_due_today_is_not_overdue(today: str, left: int, overdue: bool) -> None:
    [limit] = told(register(case_type=CHILD), date.fromisoformat(today))["deadlines"]
    assert (limit["days_left"], limit["overdue"]) == (left, overdue)


NIGHTS = [  # a moment in UTC, the Danish day it is
    (datetime(2025, 3, 29, 22, 59, tzinfo=UTC), date(2025, 3, 29)),
    (datetime(2025, 3, 29, 23, 0, tzinfo=UTC), date(2025, 3, 30)),  # midnight; the clock goes on to summer
    (datetime(2025, 3, 30, 21, 59, tzinfo=UTC), date(2025, 3, 30)),
    (datetime(2025, 3, 30, 22, 0, tzinfo=UTC), date(2025, 3, 31)),
    (datetime(2025, 10, 25, 22, 0, tzinfo=UTC), date(2025, 10, 26)),  # the clock goes back
    (datetime(2025, 10, 26, 22, 59, tzinfo=UTC), date(2025, 10, 26)),
    (datetime(2025, 10, 26, 23, 0, tzinfo=UTC), date(2025, 10, 27)),
]


@pytest.mark.parametrize(("moment", "day"), NIGHTS)
def test_4_the_day_changes_at_midnight_in_copenhagen_also_on_both_nights_of_the_clock(
    moment: datetime, day: date
) -> None:
    assert local_date(moment) == day
    number = register(happened_on=day - timedelta(days=1), recorded_at=moment)
    with pytest.raises(Refused, match="lies in the future"):
        do(Act.HEAR_PARTY, number, happened_on=day + timedelta(days=1), recorded_at=moment)
    do(Act.HEAR_PARTY, number, happened_on=day, recorded_at=moment)


def test_6_the_original_deadline_stays_beside_the_current_one() -> None:
    number = register(case_type=CHILD)
    do(Act.EXTEND, number, until=date(2025, 6, 2))
    case = Case.objects.get(number=number)
    assert (case.original_due_on, case.due_on) == (date(2025, 4, 28), date(2025, 6, 2))
    [limit] = told(number)["deadlines"]
    assert limit["superseded"] == [{"deadline": "2025-04-28", "since": "2025-03-03"}]


def test_7_any_number_of_pauses_each_with_its_dates_and_reason() -> None:
    number = register(case_type=CHILD)
    for begun, ended, reason in ((10, 12, "børnesamtale"), (13, 17, "lægen"), (20, 21, "kommunen")):
        do(Act.PAUSE, number, happened_on=date(2025, 3, begun), reason=reason)
        do(Act.RESUME, number, happened_on=date(2025, 3, ended))
    trace = " ".join(told(number)["deadlines"][0]["trace"])
    assert all(reason in trace for reason in ("børnesamtale", "lægen", "kommunen"))
    assert due(number) == "2025-05-05"  # 2 + 4 + 1 days


def test_8_every_date_says_why_in_both_languages() -> None:
    number = register(case_type=CHILD)
    for lang, word in (("da", "dag 0"), ("en", "day 0")):
        found = queries.explain(number, today=MOMENT.date(), lang=lang)
        assert found is not None and word in found["deadlines"][0]["trace"][0]


def test_9_no_day_is_frozen_when_the_program_starts() -> None:
    days = [field for field in Case._meta.get_fields() if isinstance(field, models.DateField)]
    assert days and not [field.name for field in days if field.has_default()]


@pytest.mark.parametrize("status", OPEN)
def test_10_the_database_itself_refuses_an_open_case_without_a_next_actor_and_a_clock(status: Status) -> None:
    number = case_in(status)
    case = Case.objects.get(number=number)
    assert case.next_role and case.clock_on and case.act_by
    for column in ("next_role", "clock_on", "act_by"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(number=number).update(**{column: None})


WHO_IS_NEXT = """
status      with     next              clock
registered  nobody   head_of_office    target
registered  anna     caseworker        target
paused      anna     caseworker        follow_up
submitted   anna     head_of_office    approval
approved    anna     caseworker        target
at_meeting  anna     board_secretary   meeting
decided     anna     caseworker        dispatch
"""


def test_10_whose_move_it_is() -> None:
    _, *rows = (line.split() for line in WHO_IS_NEXT.strip().splitlines())
    for status, somebody, role, clock in rows:
        number = register(case_type="cash_benefit")
        if somebody != "nobody":
            do(Act.ASSIGN, number, office=1, caseworker=somebody)
        for act in {
            "paused": [Act.PAUSE],
            "submitted": [Act.SUBMIT],
            "approved": [Act.SUBMIT, Act.APPROVE],
            "at_meeting": [Act.PUT_BEFORE_MEETING],
            "decided": [Act.DECIDE],
        }.get(status, []):
            do(act, number)
        case = Case.objects.get(number=number)
        assert (case.status, case.next_role, case.clock) == (status, role, clock)


def test_two_who_act_at_once_the_other_is_told_by_whom_and_what() -> None:
    number = register()
    chief()
    do(Act.DECIDE, number, actor=CHIEF, expected=1)
    before = head_seq()
    with pytest.raises(Stale) as refusal:
        do(Act.WITHDRAW, number, expected=1)
    assert f"{CHIEF} 11.00: Sagen blev afgjort: Stadfæstet" in refusal.value.da
    assert "Look at it again before you go on." in refusal.value.en
    assert head_seq() == before


BACK_DATED = [  # act, day, what is said
    (Act.PAUSE, date(2025, 3, 8), None),  # thirty days back
    (
        Act.PAUSE,
        date(2025, 3, 7),
        "at most 30 days: to 2025-03-08. Write that day or a later",
    ),
    (Act.EXTEND, date(2025, 3, 31), None),  # a week back
    (Act.EXTEND, date(2025, 3, 30), "An extension can be back-dated by at most 7 days: to 2025-03-31"),
    (Act.DECIDE, date(2025, 3, 8), None),
    (
        Act.DECIDE,
        date(2025, 3, 7),
        "to 2025-03-08. .* correct the registration afterwards",
    ),
    (Act.DISMISS, date(2025, 3, 7), "A decision can be back-dated"),
    (Act.WITHDRAW, date(2025, 3, 7), "A decision can be back-dated"),
    (Act.ADD_PARTY, date(2025, 3, 3), None),  # what came in has no limit
    (Act.ASK_CONSULTANT, date(2025, 3, 4), None),  # ninety days for what is not named
    (Act.PAUSE, date(2025, 3, 2), "received on 2025-03-03"),
    (Act.DECIDE, date(2025, 3, 2), "received on 2025-03-03"),
    (Act.DECIDE, date(2025, 4, 8), "lies in the future"),
]


@pytest.mark.parametrize(("act", "day", "said"), BACK_DATED)
def test_acts_dated_before_receipt_too_far_back_or_in_the_future(
    act: Act, day: date, said: str | None
) -> None:
    number = register(happened_on=DAY)
    if said is None:
        do(act, number, happened_on=day, actor=chief())
        return
    with pytest.raises(Refused, match=said):
        do(act, number, happened_on=day, actor=chief())


def test_a_program_that_brings_older_cases_in_is_not_bound_by_how_far_a_person_may_reach_back() -> None:
    number = register(happened_on=date(2024, 3, 4))
    with pytest.raises(Refused, match="by at most 90 days: to 2025-01-07"):
        do(Act.ASK_CONSULTANT, number, happened_on=date(2024, 4, 1), actor=chief())
    do(Act.ADD_PARTY, number, happened_on=date(2024, 3, 4), actor=chief())
    do(Act.ASK_CONSULTANT, number, happened_on=date(2024, 4, 1))
    do(Act.DECIDE, number, happened_on=date(2024, 5, 1))
    with pytest.raises(Refused, match="A dispatch can be back-dated by at most 30 days"):
        do(Act.DISPATCH, number, happened_on=date(2024, 5, 2), actor=chief(), channel="letter")
    do(Act.DISPATCH, number, happened_on=date(2024, 5, 2))


def test_two_can_have_to_agree_on_a_dismissal_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    two, house = content().casework.two_persons, content().casework
    for rule, needed in (
        ({}, False),
        ({"outcomes": ("dismissed",)}, True),
        ({"case_types": (CHILD,)}, False),
        ({"case_types": (CHILD,), "without_merits": True}, True),
    ):
        entry = two.values[0].model_copy(update={"value": TwoPersons(**rule)})
        changed = house.model_copy(update={"two_persons": two.model_copy(update={"values": (entry,)})})
        known = replace(content(), casework=changed)
        monkeypatch.setattr("anke.casework.cases.approval.content", lambda known=known: known)
        number = register(case_type=CHILD)
        if needed:
            with pytest.raises(Refused, match="Two must agree before the case ends as dismissed"):
                do(Act.DISMISS, number)
            do(Act.SUBMIT, number, outcome="dismissed")
            do(Act.APPROVE, number, actor=chief())
        do(Act.DISMISS, number)
        assert Case.objects.get(number=number).outcome == "dismissed"


def test_nobody_acts_on_a_case_they_do_not_see() -> None:
    """The check is in the act itself, whichever page or program it comes through."""
    from anke.organisation.commands import appoint_staff, establish_department, establish_office
    from anke.rules.roles import Role

    by = BY | {"happened_on": DAY}
    establish_department(code=1, title_da="Afdeling", title_en="Department", **by)
    for code in (1, 2):
        establish_office(code=code, title_da="K", title_en="O", department=1, areas=["family_law"], **by)
        appoint_staff(initials=f"in{code}", name="N", role=Role.CASEWORKER, office=code, **by)
    number = register(office=1)
    with pytest.raises(Refused, match="There is no case"):
        do(Act.HEAR_PARTY, number, actor="in2")
    do(Act.HEAR_PARTY, number, actor="in1")
    do(Act.RESTRICT, number)
    with pytest.raises(Refused, match="There is no case"):
        do(Act.HEAR_PARTY, number, actor="in1")
    do(Act.ASSIGN, number, office=1, caseworker="in1")
    do(Act.HEAR_PARTY, number, actor="in1")
    with pytest.raises(Refused, match="holds no role here"):
        do(Act.HEAR_PARTY, number, actor="nobody")
    assert actor("nobody") is None


def test_partial_reversal_counts_by_the_most_far_reaching_point() -> None:
    number = register(points=["Flytning", "Ledsagelse", "Merudgifter"])
    with pytest.raises(Refused, match="Claim point 1, 2, 3 has no outcome"):
        do(Act.DECIDE, number)
    for point, outcome in ((1, "affirmed"), (2, "remanded"), (3, "affirmed")):
        do(Act.SETTLE_POINT, number, point=point, outcome=outcome)
    with pytest.raises(Refused, match="follows from the claim points: remanded"):
        do(Act.DECIDE, number, outcome="affirmed")
    do(Act.DECIDE, number, outcome=None)
    assert Case.objects.get(number=number).outcome == "remanded"
    assert queries.matters_of(number)[2] == "Ledsagelse"


def test_two_must_agree_where_the_content_says_so_and_never_one_with_himself() -> None:
    number = register(case_type=CHILD)
    with pytest.raises(Refused, match="Two must agree"):
        do(Act.DECIDE, number)
    with pytest.raises(Refused, match="what the draft comes to"):
        do(Act.SUBMIT, number)
    do(Act.SUBMIT, number, outcome="affirmed", actor=chief())
    with pytest.raises(Refused, match="cannot approve your own draft"):
        do(Act.APPROVE, number)
    do(Act.RETURN, number)
    do(Act.SUBMIT, number, outcome="affirmed", sha256="a" * 64)
    with pytest.raises(Refused, match="no longer the text that was submitted"):
        do(Act.APPROVE, number, sha256="b" * 64)
    do(Act.APPROVE, number, sha256="a" * 64)
    do(Act.DECIDE, number)


def test_a_person_s_cases_are_found_together_without_the_number_being_kept() -> None:
    cpr = {"name": "Karen Blixen", "cpr": "009912-0001"}
    one, other = register(appellant=cpr), register(appellant=cpr | {"cpr": "0099120001"})
    register(appellant={"name": "Karen Blixen", "cpr": "009912-0002"})
    key = {party.person_key for party in queries.Party.objects.filter(case__number__in=[one, other])}
    assert len(key) == 1
    assert not queries.Party.objects.filter(person_key__contains="0099").exists()
    do(Act.LINK, one, other=other)
    assert Case.objects.get(number=other).links == [one]


def test_a_decision_is_not_sent_by_a_person_without_a_letter_or_a_word_of_how() -> None:
    number = case_in(Status.DECIDED)
    chief()
    with pytest.raises(Refused, match="under Letters and documents"):
        do(Act.DISPATCH, number, actor=CHIEF)
    do(Act.DISPATCH, number, actor=CHIEF, channel="letter")
    assert queries.acts_of(number, "da")[-1].said == "Afgørelsen blev sendt (almindeligt brev)."
