"""`anke rotate`: everything that was closed opens with the new key, and only with it; stopped anywhere,
it goes on."""

import json
from pathlib import Path

import pytest

from tests.house import House

pytestmark = pytest.mark.slow
BEGIN = "import django; django.setup()\nfrom anke.casework.cases.tests.doing import register\n"
MADE = BEGIN + "print(register(appellant={'name': 'Karen Blixen', 'cpr': '009912-0001'}))"
SEEN = (
    BEGIN + "from anke.casework.cases.queries import particulars_of, Party\n"
    "print(particulars_of('2025-000001')['P1']['cpr'], Party.objects.get().person_key)"
)


def test_changing_the_master_key(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.python(MADE)
    kept = tmp_path / "secrets" / "anke-master-key"
    old, (cpr, pseudonym) = kept.read_text(), house.python(SEEN).split()
    assert json.loads(house.anke("rotate", "--json")[0]) == {"keys": 1, "second_factors": 0}
    assert kept.read_text() != old and not kept.with_name(f"{kept.name}.next").exists()
    after = house.python(SEEN).split()
    assert after[0] == cpr == "009912-0001"
    assert after[1] != pseudonym
    house.anke("verify", "--quiet")


def test_stopped_after_the_database_it_goes_on(tmp_path: Path) -> None:
    """As if the machine had died between the transaction and the file: the old key stands, all is closed
    anew."""
    house = House(tmp_path)
    house.python(MADE)
    kept = tmp_path / "secrets" / "anke-master-key"
    old = kept.read_text()
    house.anke("rotate")
    kept.rename(kept.with_name(f"{kept.name}.next"))
    kept.write_text(old)
    assert json.loads(house.anke("rotate", "--json")[0]) == {"keys": 0, "second_factors": 0}
    assert house.python(SEEN).split()[0] == "009912-0001"


def test_a_key_of_the_environment_is_changed_by_whoever_keeps_it(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.env["ANKE_MASTER_KEY"] = "a" * 40
    house.python(MADE)
    assert "Set ANKE_NEW_MASTER_KEY" in house.anke("rotate", fails=True)[1]
    house.env["ANKE_NEW_MASTER_KEY"] = "b" * 40
    house.anke("rotate")
    house.env["ANKE_MASTER_KEY"] = house.env.pop("ANKE_NEW_MASTER_KEY")
    assert house.python(SEEN).split()[0] == "009912-0001"
