"""What is found, by whom, in which order; and what is never found."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anke import organisation
from anke.casework.cases import commands as cases
from anke.casework.letters import commands as letters
from anke.casework.letters.tests.made_files import word as word_file
from anke.casework.search import commands, queries
from anke.casework.search.models import Entry
from anke.casework.search.tests.library import BY, CPR, MOMENT, case, engage, find, offices
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def director() -> User:
    offices()
    return engage("dir", Role.DIRECTOR, None)


def test_the_inflections_of_a_word_find_each_other(director: User) -> None:
    number = case(points=("Kommunens afgørelser om kontanthjælpens størrelse",))
    for word in ("kontanthjælp", "Kontanthjælpen", "afgørelse", "afgørelserne", "AFGØRELSER", "størrelsen"):
        assert find(word, director) == [number], word
    assert find("afgort", director) == []  # ø is not o


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hjælp flytning", "ab"),  # both words
        ('"hjælp til"', "ab"),  # together
        ('"til hjælp"', ""),
        ("flyt*", "ab"),  # the beginning of a word
        ("hjælp -tandlæge", "ab"),
        ("hjælp -depositum", "a"),
        ("-depositum", "ac"),
        ('-"til flytning" hjælp', ""),
        ('"depositum"', "b"),
        ("nielsen", "c"),
        ("Nielsen tandlæge", "c"),
        ("hjælp OR tandlæge", ""),  # no such word as "or" in any
        ("københavn", "abc"),  # the first instance
        ("kontanthjælp", "abc"),  # the case type, in Danish …
        ("dir", ""),
    ],
)
def test_words_phrases_beginnings_and_what_must_not_be_there(director: User, text: str, found: str) -> None:
    numbers = {
        "a": case(points=("Hjælp til flytning",)),
        "b": case(points=("Hjælp til flytning og depositum",)),
        "c": case("Åse Nielsen", points=("Udgift til tandlæge",)),
    }
    assert sorted(find(text, director)) == sorted(numbers[one] for one in found)


@pytest.mark.parametrize(
    "text",
    [
        *('"', '""', "*", "-", '-"', "()", "a AND", "NEAR(", "names:x", "'; DROP", "\\", "^a", "a*b*", "%"),
        *(
            '"a" "',
            "-" * 150,
            "{x} : y",
            "|",
            "&",
            "!",
            "<->",
            ":*",
            "æ" * 300,
            "\x00",
            "𝟘 ½",
            "--",
            "a\u0301",
        ),
    ],
)
def test_no_sign_is_an_error(director: User, text: str) -> None:
    case(points=("Hjælp",))
    find(text, director)


def test_a_number_finds_its_case_first(director: User) -> None:
    first = case()
    other = case(points=(f"Se sag {first}", f"Samme klager som {first}"))
    assert find(first, director) == [first, other]
    year, running = first.split("-")
    assert find(f"{year}-{int(running)}", director)[0] == first


def test_then_what_fits_best_then_the_newest(director: User) -> None:
    for _ in range(9):
        case("Bo Berg", points=("Noget andet",))
    old = case(points=("Hjælp",), day=date(2024, 1, 2))
    new = case(points=("Hjælp",), day=date(2025, 1, 2))
    named = case("Hjælp Hansen", day=date(2023, 1, 2))
    assert find("hjælp", director) == [named, new, old]


def test_filters(director: User) -> None:
    one, other = case(day=date(2024, 5, 1)), case(case_type="sickness_benefit", day=date(2025, 4, 1))
    cases.withdraw_case(number=other, **BY | {"happened_on": date(2025, 4, 2)})
    assert find("", director) == [other, one]
    assert find("", director, case_type="sickness_benefit") == [other]
    assert find("", director, since=date(2025, 1, 1)) == [other]
    assert find("", director, until=date(2025, 1, 1)) == [one]
    assert find("", director, state="open") == [one]
    assert find("", director, authority=101) == [other, one]
    assert find("", director, authority=147) == []
    assert find("", director, area="family_law") == []
    assert find("", director, caseworker="anna") == []


def test_everybody_finds_their_own_cases_only_and_counts_tell_nothing(director: User) -> None:
    here, there = case("Ida Ibsen", office=1), case("Ida Ibsen", office=2)
    anna, bo = engage("anna", office=1), engage("bo", office=2)
    nobody = engage("sys", Role.SYSTEM_ADMINISTRATOR, None)
    assert (find("ibsen", anna), find("ibsen", bo), find("ibsen", nobody)) == ([here], [there], [])
    assert set(find("ibsen", director)) == {here, there}
    assert find(there, anna) == []
    assert find("-findesikke", anna) == [here]
    cases.restrict_case(number=here, reason="Kendt i huset", **BY | {"actor": "dir"})
    assert find("ibsen", anna) == []
    organisation.commands.grant_sight(
        initials="anna", number=there, reason="Bisidder", actor="dir", at=MOMENT
    )
    assert find("ibsen", anna) == [there]


def test_a_protected_name_is_found_by_those_who_see_the_case_and_shown_to_nobody(director: User) -> None:
    anna, bo = engage("anna", office=1), engage("bo", office=2)
    number = case(
        "Ragnhild Skovlund",
        protected=True,
        address="Hemmeligvej 7, 8000 Aarhus C",
        points=("Ragnhild Skovlunds flytning til Hemmeligvej 7 i Aarhus, siger Skovlund",),
    )
    assert find("skovlund", anna) == [number]
    assert find("skovlund", bo) == []
    assert find("hemmeligvej", director) == []  # a protected address is not there at all
    [hit] = queries.search(queries.Asked(text="skovlund flytning"), user=anna, at=MOMENT).hits
    assert hit.parties == ()
    shown = repr(hit) + str(list(Entry.objects.values_list("parts", flat=True)))
    assert "kovlund" not in shown and "agnhild" not in shown and "emmeligvej" not in shown
    assert "flytning" in shown


def test_an_address_is_found_where_it_is_not_protected(director: User) -> None:
    number = case("Ida Ibsen", address="Nørregade 4, 2. tv.")
    assert find('"nørregade 4"', director) == [number]


@pytest.mark.parametrize(
    "written",
    [
        *("000099-1234", "000099 1234", "0000991234", "000099–1234", "(000099)1234", "[000099]-1234"),
        *("00 00 99-1234", "00.00.99 1234", "000099 - 1234", "０００099-1234", "000099\u00ad-1234"),
        *("0 0 0 0 9 9 1 2 3 4", "000099\n1234"),
    ],
)
def test_a_personal_number_is_in_no_part_of_the_index(director: User, written: str) -> None:
    number = case("Ida Ibsen", address=f"c/o {written}", points=(f"Klager, {written}, søger hjælp",))
    assert find("hjælp", director) == [number]
    entry = Entry.objects.get()
    kept = " ".join([entry.names, entry.prose, entry.stems, str(entry.parts)])
    digits = "".join(sign for sign in kept.replace(number.replace("-", " "), "") if sign.isdigit())
    assert "000099" not in digits and "991234" not in digits


def test_a_personal_number_finds_the_person_without_being_kept(director: User) -> None:
    number = case("Ida Ibsen", cpr=CPR)
    case("Bo Berg", cpr="000099-4321")
    anna, bo = engage("anna", office=1), engage("bo", office=2)
    assert [queries.parted(one)[0] for one in (CPR, "(000099) 1234", "[000099-1234]")] == ["", "", ""]
    for written in (CPR, "0000991234", "(000099) 1234", "ibsen 000099-1234"):
        assert find(written, director) == [number], written
    assert find(CPR, anna) == [number]
    assert find(CPR, bo) == []
    assert find(f"berg {CPR}", director) == []


def test_questions_do_not_grow_with_what_is_found(director: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            queries.search(queries.Asked(text="hjælp"), user=director, at=MOMENT)
        return len(told)

    case("Ida Ibsen", points=("Hjælp",))
    commands.follow()
    few = asked()
    for _ in range(8):
        case("Ida Ibsen", points=("Hjælp",))
    commands.follow()
    assert asked() == few <= 9


def test_snippets_hold_the_words_found_as_text_and_nothing_else(director: User) -> None:
    case(points=("<b>Hjælpen</b> til <script>alert(1)</script> flytning " + "meget mere " * 60 + "slut",))
    commands.follow()
    [hit] = queries.search(queries.Asked(text="hjælp flyt*"), user=director, at=MOMENT).hits
    [snippet] = hit.snippets
    assert [text for text, found in snippet.parts if found] == ["Hjælpen", "flytning"]
    assert "".join(text for text, _ in snippet.parts).startswith("<b>Hjælpen</b> til <script>")
    assert snippet.parts[-1] == (" …", False)


def test_the_words_of_documents_are_found_and_their_newest_version_only(
    director: User, settings: Any, tmp_path: Path
) -> None:
    settings.ANKE_HOME = tmp_path
    number = case("Ida Ibsen")
    by = BY | {"actor": "dir"}

    def put(words: str, replaces: int | None = None) -> None:
        letters.add_document(
            number=number,
            name="brev.docx",
            raw=word_file(words),
            title="Lægeerklæring",
            replaces=replaces,
            **by,
        )

    put("Kommunens afgoerelse om 000099-1234 og flytteudgifter")
    assert find("flytteudgift", director) == [number]
    assert find("lægeerklæringen", director) == [number]
    [hit] = queries.search(queries.Asked(text="flytteudgift"), user=director, at=MOMENT).hits
    assert "[…]" in "".join(part for part, _ in hit.snippets[0].parts)
    put("Noget helt andet", replaces=1)
    assert find("flytteudgift", director) == []
    assert find('"helt andet"', director) == [number]


def test_where_too_much_matches_the_number_still_comes_first(
    director: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 3)
    first = case("Ida Ibsen", day=date(2020, 1, 1))
    others = [case(points=(f"Se sag {first}",)) for _ in range(6)]
    commands.follow()
    found = queries.search(queries.Asked(text=first), user=director, at=MOMENT)
    assert (found.count, found.more) == (3, True)
    assert found.hits[0].number == first
    assert {hit.number for hit in found.hits} <= {first, *others}
