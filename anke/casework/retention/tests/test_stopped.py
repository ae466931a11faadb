"""A destruction killed in the middle: nothing doubled, nothing lost, nothing half."""

from pathlib import Path

import pytest

from tests.house import House

DYING = "anke.casework.retention.tests.dying"


@pytest.mark.slow
def test_killed_anywhere_a_destruction_goes_on(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.act("prepare", module=DYING)
    for place, at, seen_to in (("after", 2, 2), ("within", 4, 3), ("finishing", 0, 6)):
        dead = house.start("die", place, at, module=DYING)
        dead.wait(60)
        assert dead.returncode == -9, place
        states = house.act("look", module=DYING).split()
        assert states == ["destroyed"] * seen_to + ["waiting"] * (6 - seen_to) + ["approved"], place
    assert house.act("finish", module=DYING).strip() == "6 destroyed, 0 kept, 0 left"
    assert b"zebulonsen" not in (tmp_path / "anke.sqlite3").read_bytes()
    said, _ = house.anke("verify", "--lang", "en")
    assert "differ" not in said.lower() or "no differ" in said.lower()
