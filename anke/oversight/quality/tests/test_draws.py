"""Draws: from the plan to the cases, what is kept out and why, and that anybody can repeat them."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from anke.casework.cases import commands as cases
from anke.casework.cases.models import Case
from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.oversight.quality import commands, queries
from anke.oversight.quality.models import Draw, Frame
from anke.oversight.quality.tests.house import (
    AT,
    TODAY,
    WORDS,
    by,
    decide,
    establish,
    frozen_draw,
    make_draw,
    unguarded,
)
from anke.rules.refusal import Refused
from anke.rules.sampling import commitment

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).resolve().parents[4] / "docs/proofs/draw.py"


@pytest.fixture(autouse=True)
def _house() -> None:
    establish()


def reasons(card: queries.DrawCard) -> dict[str, str]:
    return {number: reason for _, number, reason, _ in card.excluded}


def card_of(name: str) -> queries.DrawCard:
    found = queries.draw_called(name)
    assert found is not None
    return found


def test_a_draw_from_its_plan_to_its_cases() -> None:
    eleven, twelve = decide(32, 11), decide(5, 12)
    decide(3, 13, on=date(2023, 12, 31))  # of another year
    card = card_of(make_draw())
    assert [(one.office, one.frame) for one in card.strata] == [(11, tuple(eleven)), (12, tuple(twelve))]
    first, second = card.strata
    assert (len(first.sample), len(first.reserve), first.taken_whole) == (20, 10, False)
    assert (set(second.sample), second.reserve, second.taken_whole) == (set(twelve), (), True)
    assert queries.proof_of(card).holds
    told = [one.kind for one in events.events_of("draw", "Q5A/2024")]
    promised, revealed = ["contribution_promised"] * 2, ["contribution_revealed"] * 2
    assert told == ["draw_planned", *promised, "frame_frozen", *revealed, "cases_drawn"]
    assert queries.in_sample("Q5A", 2024) == {11: first.sample, 12: second.sample}


def test_what_is_kept_out_and_why() -> None:
    plain = decide(4, 11)
    board = decide(2, 11, case_type="board_su")
    watched = decide(1, 11, case_type="supervision_general")
    own, recused, shut, gone, again = decide(5, 11)
    Case.objects.filter(number=own).update(caseworker="chef11")
    partner = decide(1, 11)[0]
    Case.objects.filter(number=partner).update(caseworker="chef12")  # reads office 11's cases in 2024
    Case.objects.filter(number=shut).update(restricted=True)
    Case.objects.filter(number=gone).update(status="destroyed", next_role=None, clock_on=None, act_by=None)
    Case.objects.filter(number=again).update(reopened_as=["2025-000001"], protected=True)
    decide(1, 12), decide(1, 13)
    organisation.register_recusal(
        initials="chef11", number=recused, reason="Nabo", actor="chef11", recorded_at=AT
    )
    card = card_of(make_draw())
    assert reasons(card) == {
        **dict.fromkeys((*board, *watched), "kind"),
        own: "own",
        partner: "own",
        recused: "recused",
        shut: "restricted",
        gone: "destroyed",
    }
    assert {who for *_, who in card.excluded} == {"", "chef11", "chef12"}
    assert set(card.strata[0].frame) == {*plain, again}


def test_part_two_takes_private_recipients_and_says_what_is_unknown() -> None:
    whom = {"name": "Test Testesen", "cpr": "0099000001"}
    private = decide(2, 11, appellant=whom)
    unknown = decide(1, 11) + decide(1, 11, appellant={"name": "Firma ApS"})
    authority = decide(2, 12, case_type="intermunicipal")
    card = card_of(make_draw("Q5B"))
    assert reasons(card) == dict.fromkeys(authority, "not_private")
    [one] = card.strata
    assert (set(one.frame), one.unknown) == ({*private, *unknown}, 2)


@pytest.mark.slow
def test_part_two_shares_its_hundred_by_the_offices_sizes() -> None:
    decide(90, 11), decide(60, 12)
    assert [len(one.sample) for one in card_of(make_draw("Q5B")).strata] == [60, 40]


def _copy(draw: Draw, **changed: Any) -> Draw:
    values = {
        field.name: getattr(draw, field.name) for field in Draw._meta.local_fields if not field.primary_key
    }
    return Draw.objects.create(**(values | changed))


def test_a_second_try_takes_no_case_that_is_drawn_already() -> None:
    decide(25, 11)
    first = card_of(make_draw())
    made = Draw.objects.get()
    with unguarded():
        made.drawn.update(draw=_copy(made, name="Q5A/2023", year=2023))  # as if drawn for the year before
        Draw.objects.filter(pk=made.pk).update(stage="abandoned")
    second = card_of(make_draw())
    assert set(reasons(second)) == set(first.strata[0].sample)
    assert set(reasons(second).values()) == {"drawn"}


def test_nobody_can_know_the_seed_before_the_freeze() -> None:
    decide(3, 11)
    made = commands.plan_draw(activity="Q5A", year=2024, **by("jurist")).name
    commands.promise_contribution(draw=made, words=WORDS["jurist"], **by("jurist"))
    with pytest.raises(Refused, match="Two people"):
        commands.freeze_frame(draw=made, **by("jurist"))
    for who, why in (("jurist", "somebody else"), ("jurist2", "outside the legal unit"), ("k11", "given by")):
        with pytest.raises(Refused, match=why):
            commands.promise_contribution(draw=made, words="noget helt andet her", **by(who))
    with pytest.raises(Refused, match="promised already"):
        commands.promise_contribution(draw=made, words=WORDS["jurist"], **by("direktoer"))
    with pytest.raises(Refused, match="planned"):
        commands.reveal_contribution(draw=made, words=WORDS["jurist"], **by("jurist"))
    commands.promise_contribution(draw=made, words=commitment(WORDS["direktoer"]), **by("direktoer"))
    commands.freeze_frame(draw=made, **by("jurist"))
    assert not any(word in json.dumps(queries.as_data(card_of(made)), default=str) for word in WORDS.values())
    with pytest.raises(Refused, match="not the words"):
        commands.reveal_contribution(draw=made, words=WORDS["jurist"] + "!", **by("jurist"))
    commands.reveal_contribution(draw=made, words=WORDS["jurist"], **by("jurist"))
    assert card_of(made).seed == ""
    commands.reveal_contribution(draw=made, words=WORDS["direktoer"], **by("direktoer"))
    assert card_of(made).stage == "drawn"


def test_the_reserve_is_used_in_its_order_with_a_reason() -> None:
    decide(22, 11)
    name = make_draw()
    [one] = card_of(name).strata
    gone = one.sample[3]
    assert (
        commands.replace_case(draw=name, number=gone, reason="Sagen er slettet", **by("jurist"))
        == (one.reserve[0])
    )
    assert (
        commands.replace_case(draw=name, number=one.reserve[0], reason="Ikke privat", **by("jurist"))
        == (one.reserve[1])
    )
    assert commands.replace_case(draw=name, number=one.sample[0], reason="Slettet", **by("jurist")) is None
    now = queries.in_sample("Q5A", 2024)[11]
    assert len(now) == 19
    assert one.reserve[1] in now
    assert not {gone, one.reserve[0], one.sample[0]} & set(now)
    assert queries.proof_of(card_of(name)).holds  # what was drawn stays as it was drawn
    for number in (gone, "2024-999999"):
        with pytest.raises(Refused, match="not among"):
            commands.replace_case(draw=name, number=number, reason="Igen", **by("jurist"))
    with pytest.raises(Refused, match="Write why"):
        commands.replace_case(draw=name, number=now[0], reason=" ", **by("jurist"))


def test_one_case_more_gives_another_hash_and_it_is_said() -> None:
    decide(4, 11)
    name = frozen_draw()
    assert queries.compare_frame(name).sha256 == card_of(name).frame_sha256
    late = decide(1, 11)
    found = queries.compare_frame(name)
    assert (found.more, found.fewer) == (tuple(late), ())
    assert found.sha256 != card_of(name).frame_sha256


@pytest.mark.parametrize("fault", ["frame", "seed", "sample"])
def test_a_planted_fault_is_found(fault: str) -> None:
    decide(30, 11)
    name = make_draw()
    with unguarded():
        match fault:
            case "frame":
                row = Frame.objects.get()
                row.numbers = row.numbers.replace("-0000", "-1000", 1)
                row.save()
            case "seed":
                Draw.objects.update(seed="ab" * 32)
            case "sample":
                drawn = Draw.objects.get().drawn.filter(place=1)
                drawn.update(number="2024-999999")
    assert not getattr(queries.proof_of(card_of(name)), fault)
    assert not queries.proof_of(card_of(name)).holds


def test_refusals() -> None:
    with pytest.raises(Refused, match="Only the legal unit"):
        commands.plan_draw(activity="Q5A", year=2024, **by("chef11"))
    with pytest.raises(Refused, match="is not over"):
        commands.plan_draw(activity="Q5A", year=2025, **by("jurist"))
    with pytest.raises(Refused, match="draws no cases for Q2"):
        commands.plan_draw(activity="Q2", year=2024, **by("jurist"))
    with pytest.raises(Refused, match="no model"):
        commands.plan_draw(activity="Q5A", year=2019, **by("jurist"))
    made = commands.plan_draw(activity="Q5A", year=2024, **by("jurist")).name
    with pytest.raises(Refused, match="under way"):
        commands.plan_draw(activity="Q5A", year=2024, **by("jurist"))
    for who, words in WORDS.items():
        commands.promise_contribution(draw=made, words=words, **by(who))
    with pytest.raises(Refused, match="no cases to draw from"):
        commands.freeze_frame(draw=made, **by("jurist"))
    commands.abandon_draw(draw=made, reason="Ingen sager", **by("jurist"))
    assert commands.plan_draw(activity="Q5A", year=2024, **by("jurist")).name == "Q5A/2024/2"


def repeat(said: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "draw.json"
    file.write_text(json.dumps(said, default=str), encoding="utf-8")
    lonely = [sys.executable, "-I", "-S", str(SCRIPT), str(file)]  # no package but the standard library
    return subprocess.run(lonely, capture_output=True, text=True, check=False)


def test_the_independent_script_repeats_it_and_finds_what_is_changed(tmp_path: Path) -> None:
    assert len(SCRIPT.read_text().splitlines()) <= 40
    decide(35, 11), decide(7, 12)
    said = queries.as_data(card_of(make_draw()))
    told = repeat(said, tmp_path)
    assert (told.returncode, told.stdout.splitlines()[-1]) == (0, "the draw is repeated: 27 cases")
    bare = {key: said[key] for key in ("frame_sha256", "seed")}
    bare["strata"] = [
        {key: one[key] for key in ("office", "frame", "sample", "reserve")} for one in said["strata"]
    ]
    assert repeat(bare, tmp_path).returncode == 0
    faults: list[tuple[Any, str]] = [
        (lambda one: one["strata"][0]["frame"].append("2024-999999"), "the frame is another"),
        (lambda one: one["strata"][1]["frame"].pop(), "the frame is another"),
        (lambda one: one["strata"][0]["sample"].reverse(), "another draw"),
        (lambda one: one.update(seed="00" * 32), "the seed does not follow"),
        (lambda one: one["contributions"][0].update(words="andre ord"), "not the one that was promised"),
    ]
    for change, why in faults:
        changed = json.loads(json.dumps(said, default=str))
        change(changed)
        told = repeat(changed, tmp_path)
        assert (told.returncode, why in told.stdout) == (1, True), told.stdout


def test_a_case_reopened_after_the_draw_stays(tmp_path: Path) -> None:
    numbers = decide(3, 11)
    name = make_draw()
    cases.register_case(
        case_type="social_other", authority=101, office=11, reopens=numbers[0], **by("system")
    )
    assert numbers[0] in queries.in_sample("Q5A", 2024)[11]
    assert queries.compare_frame(name).fewer == ()
    assert AT.date() == TODAY
