"""Trying, applying and undoing a distribution: all of it or none, and every reason kept."""

from datetime import timedelta
from typing import Any

import pytest

from anke.casework.cases import commands as cases
from anke.casework.cases import queries as register
from anke.casework.distribution import commands, queries
from anke.casework.distribution.models import Proposal, Run
from anke.casework.distribution.tests.offices import (
    BY,
    BY_CHIEF,
    MOMENT,
    TODAY,
    case,
    house,
    person,
    stories,
    whose,
)
from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    house()


def propose(**more: Any) -> int:
    return commands.propose_run(**{"office": 13, "seed": 1, "as_of": TODAY} | BY_CHIEF | more)


def found(run: int) -> dict[str, str | None]:
    return dict(Proposal.objects.filter(run=run).values_list("number", "caseworker"))


def test_a_proposal_moves_nothing_and_applying_it_moves_everything() -> None:
    numbers = [case() for _ in range(6)]
    before = whose()
    run = propose()
    assert whose() == before
    assert commands.apply_run(run=run, **BY_CHIEF) == 6
    after = whose()
    assert after == found(run)
    assert sorted(after[number] for number in numbers) == ["anna", "anna", "bo", "bo", "cille", "cille"]
    told = events.events_of("case", numbers[0])[-1]
    assert (told.kind, told.actor, told.data["why"]) == ("case_assigned", "chef", f"kørsel/run {run}")


def test_the_same_seed_gives_the_same_and_another_may_not() -> None:
    for _ in range(5):
        case()
    first, again = propose(), propose()
    assert found(first) == found(again)
    assert Run.objects.get(pk=first).digest == Run.objects.get(pk=again).digest
    assert len({tuple(found(propose(seed=seed)).items()) for seed in range(8)}) > 1


def test_a_persons_cases_go_to_the_same_caseworker() -> None:
    """Holistic handling: the new case joins the open one, whatever the load."""
    case(cpr="000199-0001", caseworker="bo")
    for _ in range(4):
        case(caseworker="bo")
    mine = case(cpr="000199-0001")
    other = case(cpr="000199-0002")
    placed = found(propose())
    assert placed[mine] == "bo" and placed[other] != "bo"


def test_linked_cases_go_together() -> None:
    first, second = case(caseworker="cille"), case()
    cases.link_case(number=second, other=first, reason="Samme familie", **BY)
    assert found(propose())[second] == "cille"


def test_who_is_away_recused_or_not_competent_gets_nothing() -> None:
    number = case(cpr="000199-0001")
    organisation.register_absence(initials="anna", kind="sick", first_on=TODAY, last_on=None, **BY_CHIEF)
    organisation.register_recusal(initials="bo", number=number, reason="Nabo", **BY_CHIEF)
    organisation.set_competences(initials="cille", case_types=["cash_benefit"], since=TODAY, **BY_CHIEF)
    run = propose()
    assert found(run) == {number: None}
    others = Proposal.objects.get(run=run).others
    assert [[initials, why] for initials, why, _ in others] == [
        ["anna", "away"],
        ["bo", "recused"],
        ["cille", "incompetent"],
        ["dorte", "other_office"],
    ]


def test_a_recusal_from_a_person_holds_in_every_case_of_that_person() -> None:
    first = case(cpr="000199-0001")
    key = register.Party.objects.get(case__number=first).person_key
    for initials in ("anna", "bo"):
        organisation.register_recusal(initials=initials, party_key=key, reason="Familie", **BY_CHIEF)
    second = case(cpr="000199-0001")
    assert found(propose()) == {first: "cille", second: "cille"}


def test_a_restricted_case_is_not_given_out() -> None:
    number = case()
    cases.restrict_case(number=number, reason="Kendt i huset", **BY | {"actor": "chef"})
    run = propose()
    assert found(run) == {number: None}
    assert commands.apply_run(run=run, **BY_CHIEF) == 0


def test_a_case_that_has_changed_since_is_named_and_nothing_moves() -> None:
    numbers = [case() for _ in range(3)]
    run = propose()
    cases.hear_party(number=numbers[1], **BY)
    before = stories()
    with pytest.raises(Refused, match=f"these cases have changed: {numbers[1]}"):
        commands.apply_run(run=run, **BY_CHIEF)
    assert stories() == before and set(whose().values()) == {None}


def test_a_new_case_since_then_is_named_too() -> None:
    case()
    run = propose()
    new = case()
    with pytest.raises(Refused, match=f"have changed: {new}"):
        commands.apply_run(run=run, **BY_CHIEF)


def test_somebody_who_fell_ill_since_then_stops_it() -> None:
    number = case()
    run = propose()
    chosen = found(run)[number]
    organisation.register_absence(initials=chosen, kind="sick", first_on=TODAY, last_on=None, **BY_CHIEF)
    with pytest.raises(Refused, match=f"now go to others: {number}"):
        commands.apply_run(run=run, **BY_CHIEF)


def test_a_batch_that_fails_on_the_way_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lesson 13: item 7 of 9 fails."""
    for _ in range(9):
        case()
    run, before, done = propose(), stories(), []
    assign = cases.assign_case

    def failing(**given: Any) -> Any:
        done.append(given["number"])
        if len(done) == 7:
            raise Refused("nej", "no")
        return assign(**given)

    monkeypatch.setattr(cases, "assign_case", failing)
    with pytest.raises(Refused, match=r"Case 2025-\d+: no"):
        commands.apply_run(run=run, **BY_CHIEF)
    assert stories() == before and set(whose().values()) == {None}
    assert Run.objects.get(pk=run).status == "dry_run"


def test_a_run_is_applied_once_and_only_on_its_day() -> None:
    case()
    run = propose()
    with pytest.raises(Refused, match="The proposal is for 2025-04-07"):
        commands.apply_run(run=run, actor="chef", recorded_at=MOMENT + timedelta(days=1))
    commands.apply_run(run=run, **BY_CHIEF)
    with pytest.raises(Refused, match="applied already"):
        commands.apply_run(run=run, **BY_CHIEF)


def test_undoing_gives_every_case_back_by_new_events() -> None:
    numbers = [case() for _ in range(4)]
    run = propose()
    commands.apply_run(run=run, **BY_CHIEF)
    cases.hear_party(number=numbers[0], **BY)  # work on a case does not stand in the way
    assert commands.undo_run(run=run, **BY_CHIEF) == 4
    assert set(whose().values()) == {None}
    assert stories()[numbers[1]] == 3  # registered, assigned, assigned back
    with pytest.raises(Refused, match="undone"):
        commands.undo_run(run=run, **BY_CHIEF)


def test_undoing_is_refused_where_a_case_was_passed_on() -> None:
    number = case()
    run = propose()
    commands.apply_run(run=run, **BY_CHIEF)
    cases.assign_case(
        number=number, office=13, caseworker="anna" if whose()[number] != "anna" else "bo", **BY
    )
    with pytest.raises(Refused, match=f"closed or passed on since: {number}"):
        commands.undo_run(run=run, **BY_CHIEF)


def test_the_partner_office_helps_and_its_cases_come_back_by_who_leads_both() -> None:
    for initials in ("anna", "bo", "cille"):
        organisation.register_absence(
            initials=initials, kind="other", first_on=TODAY, last_on=None, **BY_CHIEF
        )
    number = case()
    run = propose()
    assert found(run) == {number: "dorte"}
    commands.apply_run(run=run, **BY_CHIEF)
    assert register.Case.objects.get().office == 14
    with pytest.raises(Refused, match="lies in office 14, which you do not lead"):
        commands.undo_run(run=run, **BY_CHIEF)
    commands.undo_run(run=run, **BY_CHIEF | {"actor": "vice"})
    assert (register.Case.objects.get().office, whose()[number]) == (13, None)


@pytest.mark.parametrize("actor", ["anna", "egon", "nobody"])
def test_only_who_leads_the_office_gives_out_its_cases(actor: str) -> None:
    case()
    run = propose()
    for act in (
        lambda: propose(actor=actor),
        lambda: commands.apply_run(run=run, actor=actor, recorded_at=MOMENT),
        lambda: commands.hand_over(initials="anna", as_of=TODAY, actor=actor, recorded_at=MOMENT),
    ):
        with pytest.raises(Refused, match="Only somebody who leads office 13"):
            act()


def test_nothing_to_give_out_is_said() -> None:
    with pytest.raises(Refused, match="nothing to give out"):
        propose()


def test_the_effect_is_compared_before_anything_moves() -> None:
    for _ in range(6):
        case()
    for _ in range(3):
        case(caseworker="anna")
    effects = {one.id: one for one in queries.effects_of(propose(), "en")}
    assert list(effects) == ["now", "proposed", "even_load", "knowledge_first"]
    now, then = effects["now"], effects["proposed"]
    assert (now.unassigned, then.unassigned) == (6, 0)
    assert (now.most, now.least, then.most, then.least) == (3, 0, 3, 3)
    assert now.gini > then.gini == 0
    assert now.breaches > then.breaches  # lesson 21: what nobody has is counted


def test_trying_costs_the_same_however_many_cases(django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        case(cpr=f"000199-{number:04}")
    with django_assert_max_num_queries(26):
        propose()


def test_a_new_colleague_of_the_office_is_there_at_once() -> None:
    case()
    person("fie", Role.CASEWORKER, office=13)
    assert "fie" in {initials for initials, _, _ in Proposal.objects.get(run=propose()).others} | set(
        found(propose()).values()
    )


def test_a_run_can_be_replayed_long_after_its_cases_have_moved_on() -> None:
    organisation.register_absence(
        initials="bo", kind="other", first_on=TODAY + timedelta(3), last_on=None, **BY_CHIEF
    )
    organisation.set_competences(initials="anna", case_types=["social_other"], since=TODAY, **BY_CHIEF)
    for number in range(5):
        case(cpr=f"000199-{number:04}")
    run = propose()
    commands.apply_run(run=run, **BY_CHIEF)
    commands.hand_over(initials="anna", as_of=TODAY, **BY_CHIEF)
    found = queries.replay(run)
    assert (found.cases, found.holds) == (5, True)
    Proposal.objects.filter(run=run, rank=1).update(points=1)
    changed = Proposal.objects.get(run=run, rank=1).number
    assert queries.replay(run).differing == (changed,)


def test_giving_out_and_back_leaves_the_age_and_the_deadline_alone() -> None:
    """Lesson 1: to assign, to assign again and to take back changes neither age nor deadline."""
    case()
    columns = ("received_on", "due_on", "original_due_on", "pauses")
    before = list(register.Case.objects.values(*columns))
    run = propose()
    commands.apply_run(run=run, **BY_CHIEF)
    assert list(register.Case.objects.values(*columns)) == before
    commands.undo_run(run=run, **BY_CHIEF)
    assert list(register.Case.objects.values(*columns)) == before
