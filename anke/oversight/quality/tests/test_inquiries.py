"""Inquiries after a decision: the fixed procedure, who takes which step, and what cannot be left out."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from anke.casework.cases import commands as cases
from anke.casework.cases.models import Case
from anke.content.schema.quality_learning import Procedure
from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.oversight.quality import commands, queries
from anke.oversight.quality.inquiries.procedure import kinds, next_step, procedure_of
from anke.oversight.quality.models import Finding, Inquiry
from anke.oversight.quality.tests.house import AT, TODAY, appoint, by, decide, establish
from anke.oversight.quality.tests.test_findings import person
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

CAME = date(2025, 1, 20)
FIRST, LAST = date(2025, 1, 1), date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _house(db: None) -> None:
    establish()
    appoint("k11b", Role.CASEWORKER, office=11)
    appoint("vice", Role.DEPUTY_DIRECTOR, department=1)


def register(kind: str = "Q2.1", who: str = "k11", **more: Any) -> Inquiry:
    number = more.pop("number", None) or decide(1, 11)[0]
    told: dict[str, Any] = {"about": "Beder om genoptagelse", "received_on": CAME, "handler": "k11"} | more
    return commands.register_inquiry(kind=kind, number=number, **told, **by(who))


def take(held: Inquiry, step: str, who: str = "k11", words: str = "Det er gjort") -> Inquiry:
    held.refresh_from_db()
    told = {"inquiry": held.pk, "version": held.version, "step": step, "words": words}
    return commands.take_inquiry_step(**told, **by(who))


def learn(held: Inquiry, who: str = "k11", **more: Any) -> Inquiry:
    held.refresh_from_db()
    told: dict[str, Any] = {"learnt": False, "words": "Afgørelsen var klar"} | more
    return commands.draw_learning(inquiry=held.pk, version=held.version, **told, **by(who))


def similar(held: Inquiry, who: str = "k11", **more: Any) -> Inquiry:
    held.refresh_from_db()
    told: dict[str, Any] = {"measures": False, "words": "Ingen lignende sager"} | more
    return commands.consider_similar(inquiry=held.pk, version=held.version, **told, **by(who))


def close(held: Inquiry, who: str = "k11") -> Inquiry:
    held.refresh_from_db()
    return commands.close_inquiry(inquiry=held.pk, version=held.version, **by(who))


def answered(kind: str = "Q2.1") -> Inquiry:
    """An inquiry whose answer is sent: the learning is next."""
    held = register(kind)
    for step in procedure_of(kind, CAME).steps:
        if step.kind in ("plain", "management", "answer"):
            roles = {"legal_unit": "jurist", "head_of_office": "chef11", "deputy_director": "vice"}
            take(held, step.id, roles[step.by[0]] if step.by else "k11")
    return held


def account(initials: str) -> User:
    organisation.open_account(initials=initials, username=initials, password=None, **by("system"))
    return User.objects.get(username=initials)


@pytest.mark.parametrize("kind", ["Q2.1", "Q2.2", "Q2.3", "Q2.4"])
def test_each_kind_from_its_coming_to_its_closing(kind: str) -> None:
    held = answered(kind)
    learn(held), similar(held)
    made = close(held)
    assert made.stage == "closed" and made.managed_by in ("chef11", "vice")
    told = [one.kind for one in events.events_of("inquiry", held.name)]
    assert told[0] == "inquiry_registered" and told[-1] == "inquiry_closed"
    assert told.count("inquiry_step_taken") == len(procedure_of(kind, CAME).steps) - 2
    assert "genoptagelse" not in str([one.data for one in events.events_of("inquiry", held.name)])


def test_nothing_is_closed_without_its_steps_the_learning_and_the_similar_cases() -> None:
    held = answered()
    with pytest.raises(Refused, match="The next step is: Draw the learning"):
        close(held)
    with pytest.raises(Refused, match="Draw the learning"):
        similar(held)
    learn(held)
    with pytest.raises(Refused, match="The next step is: Consider measures"):
        close(held)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database itself says no
        Inquiry.objects.filter(pk=held.pk).update(stage="closed", closed_on=TODAY)
    similar(held)
    assert close(held).closed_on == TODAY
    with pytest.raises(Stale):
        close(held)


def test_why_nothing_is_learnt_must_be_said() -> None:
    held = answered()
    for words in ("", "nej", "  "):
        with pytest.raises(Refused, match="at least"):
            learn(held, words=words[:2])
    held.refresh_from_db()
    assert held.learnt is None


def test_what_is_learnt_becomes_a_finding_of_the_office() -> None:
    held = answered()
    learn(held, learnt=True, words="Begrundelsen sprang et led over", theme="reasons")
    [made] = Finding.objects.all()
    assert (made.activity, made.source, made.office, made.number) == ("Q2", held.name, 11, held.number)
    assert made.employee == "" and not made.good
    [seen] = queries.findings(person("chef11"), activity="Q2")
    assert seen.words == "Begrundelsen sprang et led over" and not queries.findings(person("jurist"))


def test_whoever_decided_the_case_says_what_its_inquiry_teaches() -> None:
    held = answered()
    Case.objects.filter(number=held.number).update(caseworker="k11")
    learn(held, learnt=True, theme="comments", words="Et punkt blev ikke besvaret")
    assert Finding.objects.get().number == held.number


def test_learning_under_no_theme_changes_nothing() -> None:
    held = answered()
    with pytest.raises(Refused, match="themes"):
        learn(held, learnt=True, theme="")
    held.refresh_from_db()
    assert held.learnt is None and not Finding.objects.exists()


@pytest.mark.parametrize(
    ("kind", "who", "why"),
    [
        ("Q2.1", "k11", "not yours"),  # who handles it
        ("Q2.1", "k11b", "not yours"),
        ("Q2.1", "chef12", "no such inquiry"),
        ("Q2.1", "jurist", "not yours"),
        ("Q2.1", "styring", "not yours"),
    ],
)
def test_managements_step_is_for_management(kind: str, who: str, why: str) -> None:
    held = register(kind)
    take(held, "read"), take(held, "assess")
    with pytest.raises(Refused, match=why):
        take(held, "management", who)
    assert take(held, "management", "chef11").managed_by == "chef11"


def test_a_head_who_handles_it_does_not_decide_as_management_too() -> None:
    held = register(who="chef11", handler="chef11")
    take(held, "read", "chef11"), take(held, "assess", "chef11")
    with pytest.raises(Refused, match="another than whoever handles it"):
        take(held, "management", "chef11")
    assert take(held, "management", "vice").managed_by == "vice"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"kind": "Q2.9"}, "four kinds"),
        ({"number": "2025-999999"}, "There is no case"),
        ({"received_on": date(2024, 6, 2)}, "not decided on that day"),
        ({"received_on": date(2025, 2, 4)}, "future"),
        ({"due_on": date(2025, 1, 19)}, "lies before"),
        ({"about": "x"}, "at least 3"),
        ({"about": "Klageren 010180-1234 skriver"}, "personal number"),
        ({"handler": "k12"}, "works with cases"),
        ({"handler": "styring"}, "works with cases"),
        ({"handler": "nobody"}, "works with cases"),
        ({"who": "k12"}, "There is no case"),
        ({"who": "styring"}, "Your role"),
    ],
)
def test_what_cannot_be_registered(more: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        register(**more)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    ("kind", "fits"), [("Q2.1", False), ("Q2.2", False), ("Q2.3", True), ("Q2.4", False)]
)
def test_only_the_ombudsman_asks_about_a_case_that_is_open(kind: str, fits: int) -> None:
    told = {"case_type": "social_other", "authority": 101, "office": 11}
    number = cases.register_case(**told, **by("system") | {"happened_on": date(2025, 1, 2)}).name
    if fits:
        assert register(kind, number=number).number == number
        return
    with pytest.raises(Refused):
        register(kind, number=number)


def test_the_day_to_answer_by_is_the_procedures_or_the_senders_and_moving_it_keeps_the_first() -> None:
    held = register()
    assert held.due_on == CAME + timedelta(days=28)
    assert register("Q2.3", due_on=date(2025, 2, 1)).due_on == date(2025, 2, 1)
    told = {"inquiry": held.pk, "version": 1, "due_on": date(2025, 3, 3)}
    with pytest.raises(Refused, match="not yours"):
        commands.move_inquiry(**told, reason="Mere tid", **by("k11b"))
    made = commands.move_inquiry(**told, reason="Mere tid", **by("k11"))
    assert (made.due_on, made.first_due_on) == (date(2025, 3, 3), CAME + timedelta(days=28))
    with pytest.raises(Stale):
        commands.move_inquiry(**told, reason="Mere tid", **by("k11"))


def test_it_is_handed_over_to_somebody_who_may_see_the_case() -> None:
    held = register()
    told = {"inquiry": held.pk, "version": 1, "reason": "Orlov"}
    for instead in ("k12", "k11"):
        with pytest.raises(Refused):
            commands.hand_over_inquiry(**told, instead=instead, **by("chef11"))
    commands.hand_over_inquiry(**told, instead="k11b", **by("chef11"))
    with pytest.raises(Refused, match="not yours"):
        take(held, "read", "k11")
    assert take(held, "read", "k11b").version == 3


def test_two_at_once_the_second_is_told_who_was_first() -> None:
    held = register()
    told = {"inquiry": held.pk, "version": 1, "step": "read", "words": "Læst"}
    commands.take_inquiry_step(**told, **by("k11"))
    with pytest.raises(Stale, match="K11"):
        commands.take_inquiry_step(**told, **by("k11"))


@pytest.fixture
def asked() -> Callable[..., list[str]]:
    """The numbers of the cases whose inquiries somebody sees, or has on their list."""

    def ask(who: str, what: str = "inquiries", day: date = TODAY) -> list[str]:
        user = User.objects.filter(username=who).first() or account(who)
        if what == "inquiries_due":
            found = queries.inquiries_due(person(who), at=AT, today=day)
        else:
            found = queries.inquiries(person(who), user=user, at=AT, today=day)
        return [one.row.number for one in found]

    return ask


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("k11", 1),
        ("k11b", 1),
        ("chef11", 2),
        ("k12", 0),
        ("chef12", 0),
        ("vice", 2),
        ("jurist", 2),
        ("kvalitet", 0),
    ],
)
def test_an_inquiry_is_seen_by_whoever_sees_its_case(
    asked: Callable[..., list[str]], who: str, sees: int
) -> None:
    register()
    [closed] = decide(1, 11)
    cases.restrict_case(number=closed, reason="Fortrolig", **by("chef11"))
    register(number=closed, who="chef11", handler="chef11")
    assert len(asked(who)) == sees
    if who != "kvalitet":
        counted = queries.count_inquiries(
            user=User.objects.get(username=who), at=AT, first=FIRST, last=LAST, today=TODAY
        )
        assert sum(one.came for one in counted) == sees


def test_whose_list_it_is_on_follows_the_next_step(asked: Callable[..., list[str]]) -> None:
    held = register()

    def lists(*here: str) -> set[str]:
        return {who for who in (*here, "k11b", "chef11", "chef12", "jurist") if asked(who, "inquiries_due")}

    assert lists("k11") == {"k11"}
    take(held, "read"), take(held, "assess")
    assert lists() == {"chef11"}
    take(held, "management", "chef11")
    assert lists("k11") == {"k11"}
    organisation.end_appointment(initials="k11", **by("system"))
    assert lists() == {"chef11"}  # who left is not waited for


def test_overdue_is_the_day_after_and_not_once_it_is_answered() -> None:
    held, user = register(), account("chef11")

    def overdue(day: date) -> bool:
        [card] = queries.inquiries(person("chef11"), user=user, at=AT, today=day)
        return card.overdue

    assert not overdue(held.due_on) and overdue(held.due_on + timedelta(days=1))
    other = answered()
    [card] = [
        one
        for one in queries.inquiries(person("chef11"), user=user, at=AT, today=date(2025, 12, 1))
        if one.row.pk == other.pk
    ]
    assert not card.overdue


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.data())
def test_in_whatever_order_it_is_tried_steps_are_taken_in_the_order_of_the_procedure(
    data: st.DataObject,
) -> None:
    kind = data.draw(st.sampled_from(sorted(kinds(CAME))))
    procedure = procedure_of(kind, CAME)
    order = [one.id for one in procedure.steps]
    taken: list[str] = []
    for name in data.draw(st.permutations(order)):
        comes = next_step(procedure, taken)
        if comes is not None and comes.id == name:
            taken.append(name)
    assert taken == order[: len(taken)]
    assert (next_step(procedure, taken) is None) == (len(taken) == len(order))


def _step(kind: str, **more: Any) -> dict[str, Any]:
    return {"id": kind, "title": {"da": "x", "en": "x"}, "kind": kind} | more


WHOLE = [_step("management", by=["head_of_office"]), _step("answer"), _step("learning"), _step("similar")]


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (WHOLE, ""),
        ([*WHOLE[1:], _step("plain")], "needs one management step"),
        ([*WHOLE[:2], WHOLE[3], _step("plain")], "needs one learning step"),
        ([*WHOLE[:3], _step("plain")], "needs one similar step"),
        ([_step("management"), *WHOLE[1:]], "without management"),
        ([WHOLE[1], WHOLE[0], *WHOLE[2:]], "before management"),
    ],
)
def test_a_procedure_without_what_the_memo_asks_for_is_no_procedure(
    steps: list[dict[str, Any]], why: str
) -> None:
    given = {"inquiry": "Q2.1", "cases": "decided", "days": 14, "steps": steps}
    given["reference"] = {"title": "Notat", "file": "notat", "lines": "1"}
    if not why:
        assert Procedure.model_validate(given).days == 14
        return
    with pytest.raises(ValidationError, match=why):
        Procedure.model_validate(given)


def test_the_moment_matters_to_who_sees_it() -> None:
    held, later = register(), datetime(2025, 2, 4, 9, tzinfo=UTC)
    organisation.end_appointment(initials="k11", **by("system"))
    with pytest.raises(Refused, match="no role"):
        commands.take_inquiry_step(inquiry=held.pk, version=1, step="read", words="Læst", **by("k11", later))
    assert people.actor("k11") is None


def test_a_form_sent_twice_makes_one_inquiry_and_a_day_centuries_off_is_refused() -> None:
    [number] = decide(1, 11)
    made = register(number=number)
    assert register(number=number) == made
    assert [one.kind for one in events.events_of("inquiry", made.name)] == ["inquiry_registered"]
    register(number=number, about="En anden henvendelse")
    with pytest.raises(Refused, match="Is the year written right"):
        register(number=number, about="En tredje", due_on=date(2205, 1, 1))
    told = {"inquiry": made.pk, "version": made.version, "reason": "Senere"}
    with pytest.raises(Refused, match="Is the year written right"):
        commands.move_inquiry(**told, due_on=date(2205, 1, 1), **by("k11"))
