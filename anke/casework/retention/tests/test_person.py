"""What a person is given: everything of the person that is seen, and nothing others are protected by."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from anke.casework.cases import commands as cases
from anke.casework.letters import commands as letters
from anke.casework.letters.tests.made_files import word
from anke.casework.retention import commands
from anke.casework.retention.tests.house import NOW, by, people
from anke.casework.search.tests.library import CPR, case
from anke.events import queries as events
from anke.organisation import queries as organisation
from anke.rules.refusal import Refused

pytestmark = pytest.mark.django_db
WHY = "Anmodning om indsigt af 7. april"


@pytest.fixture(autouse=True)
def staff(settings: Any, tmp_path: Path) -> None:
    settings.ANKE_HOME = tmp_path
    people()


def give(number: str, party: str = "P1", *, actor: str = "anna", lang: str = "da", reason: str = WHY) -> Any:
    return commands.give_person_data(
        number=number, party=party, reason=reason, lang=lang, actor=actor, recorded_at=NOW
    )


def opened(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as made:
        return {name: made.read(name) for name in made.namelist()}


def test_every_case_of_the_person_that_is_seen(tmp_path: Path) -> None:
    first = case("Ida Ibsen", cpr=CPR, address="Nørregade 4", points=("Hjælp til flytning",))
    second, elsewhere = case("Ida Ibsen", cpr=CPR), case("Ida Ibsen", cpr=CPR, office=2)
    case("Bo Berg", cpr="000099-4321")
    letters.add_document(number=first, name="brev.docx", raw=word("Jeg klager"), title="Klage", **by("anna"))
    given = give(first)
    files = opened(given.raw)
    told = json.loads(files["data.json"])["cases"]
    assert [one["number"] for one in told] == [first, second] == list(given.numbers)
    assert told[0]["you"] == {"as": "klager", "name": "Ida Ibsen", "cpr": CPR, "address": "Nørregade 4"}
    assert told[0]["points"] == ["Hjælp til flytning"]
    page = files["indsigt.html"].decode()
    assert "Hjælp til flytning" in page and "Ida Ibsen" in page and "style" not in page
    assert told[0]["documents"][0]["file"] in files
    assert elsewhere not in page and "Berg" not in page
    assert "Ibsen" not in given.name
    [read] = organisation.readings_of(second, limit=5)
    assert (read.who, read.what) == ("anna", "export")
    assert organisation.readings_of(elsewhere, limit=5) == []
    assert [
        one["number"] for one in json.loads(opened(give(first, actor="dir").raw)["data.json"])["cases"]
    ] == [
        first,
        second,
        elsewhere,
    ]


def test_what_protects_others_is_left_out() -> None:
    number = case("Ida Ibsen", points=("Ragnhild Skovlund slog, siger Ida",))
    cases.add_party(
        number=number,
        kind="other",
        person={"name": "Ragnhild Skovlund", "address": "Hemmeligvej 7, 8000 Aarhus", "phone": "12345678"},
        protected=True,
        **by("anna"),
    )
    cases.add_party(number=number, kind="representative", person={"name": "Bo Berg"}, **by("anna"))
    letters.add_document(
        number=number, name="brev.docx", raw=word("Skovlund bor Hemmeligvej 7"), title="Klage", **by("anna")
    )
    files = opened(give(number, lang="en").raw)
    whole = b"".join(files.values()).decode()
    assert set(files) == {"data.json", "insight.html"}
    for hidden in ("Ragnhild", "Skovlund", "Hemmeligvej", "12345678"):
        assert hidden not in whole, hidden
    assert "Bo Berg" in whole and "slog, siger Ida" in whole and "bor […]" in whole


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"reason": "kort"}, "at least 10"),
        ({"party": "P9"}, "There is no party"),
        ({"actor": "sys"}, "does not allow"),
        ({"actor": "nobody"}, "does not allow"),
        ({"reason": "Anmodning for 010180-1234"}, "no personal number"),
    ],
)
def test_only_recorders_with_a_reason_and_only_what_they_see(change: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        give(case("Ida Ibsen"), **change)
    with pytest.raises(Refused, match="There is no party"):
        give(case("Ida Ibsen", office=2))


def test_it_is_an_event_without_a_name() -> None:
    number = case("Ida Ibsen")
    given = give(number)
    told = [one for one in events.since(0) if one.kind == "personal_data_given"]
    assert [(one.actor, one.data["sha256"]) for one in told] == [("anna", given.sha256)]
