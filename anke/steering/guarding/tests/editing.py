"""People who guard a plan, and the content edited as if somebody had done it by hand."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from anke.content import load
from anke.content.load import Content
from anke.organisation import commands as organisation
from anke.rules.roles import Role

TARGET = ('value: 97.0, printed: "97,0"', 'value: 79.0, printed: "79,0"')


def by(actor: str = "styring", day: date = date(2025, 3, 3)) -> dict[str, Any]:
    """Done to the plan of 2025 on a day, and recorded at noon of it."""
    at = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    return {"plan_id": "2025", "happened_on": day, "actor": actor, "recorded_at": at}


def people() -> None:
    """Two who guard a plan, and one who may not."""
    first: dict[str, Any] = {
        "happened_on": date(2024, 1, 1),
        "actor": "test",
        "recorded_at": datetime(2024, 1, 1, 9, tzinfo=UTC),
    }
    roles = {
        "styring": Role.STEERING_UNIT,
        "direktoer": Role.DIRECTOR,
        "minister": Role.MINISTRY,
    }
    for initials, role in roles.items():
        organisation.appoint_staff(
            initials=initials, name=initials.title(), role=role, office=None, department=None, **first
        )
        organisation.open_account(initials=initials, username=initials, password=None, **first)


class Edited:
    """The authority's content with changes made to the text of a file, as if somebody had edited it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
        self.place = place / "ankestyrelsen"
        shutil.copytree(load.folder("ankestyrelsen"), self.place)
        self._monkeypatch = monkeypatch

    def change(self, there: str, instead: str, file: str = "plans/2025.yaml") -> Content:
        path = self.place / file
        text = path.read_text(encoding="utf-8")
        assert there in text
        path.write_text(text.replace(there, instead, 1), encoding="utf-8")
        changed = load.load(self.place)
        self._monkeypatch.setattr(load, "content", lambda: changed)
        return changed
