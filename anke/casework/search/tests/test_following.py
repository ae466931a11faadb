"""The index follows what is committed: exactly, whoever dies when, and it lets go at once."""

from datetime import date
from pathlib import Path

import pytest

from anke.casework.cases import commands as cases
from anke.casework.cases.queries import Case
from anke.casework.search import commands, gathering, queries
from anke.casework.search.models import Entry
from anke.casework.search.tests.library import BY, case, engage, offices
from anke.rules.roles import Role
from tests.house import House
from tests.postgres import once_more

LATER = BY | {"happened_on": date(2025, 3, 10)}
DYING = "anke.casework.search.tests.dying"


@pytest.mark.django_db
def test_only_what_has_changed_is_brought_in() -> None:
    one, other = case("Ida Ibsen"), case("Bo Berg")
    assert queries.behind() == [one, other]
    assert commands.follow() == 0 == queries.unfollowed()
    assert queries.behind() == []
    cases.request_information(number=one, **LATER)
    assert queries.behind() == [one]
    assert commands.follow(most=1) == 0
    assert queries.behind() == []


@pytest.mark.django_db
def test_the_sweeper_finds_every_difference_and_is_idempotent() -> None:
    numbers = [case(f"Part {at}") for at in range(5)]
    commands.follow()
    assert commands.sweep() == commands.Swept(5, 0, 0, 0)
    Entry.objects.filter(subject__name=numbers[0]).delete()
    Entry.objects.filter(subject__name=numbers[1]).update(position=99)
    Entry.objects.filter(subject__name=numbers[2]).update(version=gathering.VERSION - 1)
    assert commands.sweep() == commands.Swept(5, 3, 0, 0)
    assert commands.sweep() == commands.Swept(5, 0, 0, 0)
    assert commands.reindex() == commands.Swept(5, 5, 0, 0)


@pytest.mark.django_db
def test_a_destroyed_or_forgotten_case_leaves_at_once() -> None:
    offices()
    engage("dir", Role.DIRECTOR, None)
    by_director = LATER | {"actor": "dir"}
    numbers = [case("Ida Ibsen", points=("Hjælp",)), case("Bo Berg"), case()]
    commands.follow()
    for number in numbers:
        cases.withdraw_case(number=number, **LATER)
    commands.follow()
    cases.destroy_case(number=numbers[0], certificate="2031-1", **by_director)
    cases.forget_parties(number=numbers[1], reason="Indsigelse", **by_director)
    cases.destroy_case(number=numbers[2], certificate="2031-1", **by_director)  # nothing personal in it
    assert not Entry.objects.exists()
    commands.follow()
    assert [entry.subject.name for entry in Entry.objects.all()] == [numbers[1]]  # without its party
    assert "berg" not in Entry.objects.get().names
    assert commands.sweep() == commands.Swept(3, 0, 0, 0)


@pytest.mark.django_db
def test_what_is_forgotten_by_number_comes_back_when_swept() -> None:
    number = case("Ida Ibsen")
    commands.follow()
    assert commands.forget([number]) == 1
    assert commands.sweep().mended == 1


@pytest.mark.slow
def test_killed_anywhere_nothing_is_lost_and_purging_leaves_no_word(tmp_path: Path) -> None:
    house = House(tmp_path)
    for number, place in enumerate(("before_batch", "within_batch", "after_batch", "before_watermark"), 1):
        house.act("register", f"Ibsen{number}", "Zebulonsen", module=DYING)
        dead = house.start("die", place, module=DYING)
        dead.wait(60)
        assert dead.returncode == -9, place
        assert house.act("prove", module=DYING).strip() == f"0 behind, 0 left, {2 * number} found", place
    assert b"zebulonsen" in (tmp_path / "anke.sqlite3").read_bytes()  # in lower case: the index's own
    house.act("forget", module=DYING)
    assert b"zebulonsen" not in (tmp_path / "anke.sqlite3").read_bytes()


@pytest.mark.slow
@pytest.mark.postgres
def test_search_and_retention_on_postgresql(postgres_url: str) -> None:
    """Everything else these two rooms test, once more on PostgreSQL."""
    rooms = ("anke/casework/search/tests", "anke/casework/retention/tests")
    once_more(postgres_url, "-m", "not slow and not postgres", *rooms)


@pytest.mark.django_db
def test_verifying_names_what_the_index_says_otherwise_than_it_claims() -> None:
    numbers = [case(f"Part {at}") for at in range(4)]
    assert queries.differences(print) == []  # nothing has been followed, and nothing is claimed
    commands.follow()
    assert queries.differences(print) == []
    Entry.objects.filter(subject__name=numbers[0]).delete()
    Entry.objects.filter(subject__name=numbers[1]).update(position=99)
    cases.request_information(number=numbers[2], **LATER)  # after the watermark: `anke work` comes to it
    Case.objects.filter(number=numbers[3]).delete()
    told = queries.differences(print)
    assert told[:2] == [f"case {one}: cannot be found as it is; run: anke reindex" for one in numbers[:2]]
    assert len(told) == 3 and "in no register" in told[2]
