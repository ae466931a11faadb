"""Personal data: nowhere in plain, readable with the key, forgotten without it; the chain always holds."""

import logging
import traceback
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from anke.events import personal, queries
from anke.events.commands import (
    BadData,
    NewEvent,
    OutOfOrder,
    WrongMasterKey,
    record,
    record_many,
    rotate_master_key,
    shred_personal_data,
)
from anke.events.models import Event, PersonalKey
from anke.events.tests.histories import REGISTRATION, event
from anke.events.verify import verify_chain

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 2)
NOW = datetime(2024, 1, 3, 9, 30, tzinfo=UTC)
BO = {"name": "Bo Testesen", "cpr": "010180-1234"}


def register(name: str = "2024-000001", **appellant: str) -> None:
    data = REGISTRATION | {"appellant": appellant or BO}
    record_many([event("case_registered", DAY, name, **data)], recorded_at=NOW)


def shred(name: str = "2024-000001") -> Event:
    return shred_personal_data(
        subject_kind="case",
        subject_name=name,
        reason="Slettefristen er nået",
        happened_on=DAY,
        actor="sarah",
        recorded_at=NOW,
    )


def revealed(name: str = "2024-000001") -> Any:
    return queries.reveal(queries.events_of("case", name)[0])["appellant"]


def test_the_store_holds_no_plain_name_or_number() -> None:
    register()
    kept = Event.objects.get()
    assert "Testesen" not in kept.data and "0101" not in kept.data
    assert set(queries.events_of("case", "2024-000001")[0].data["appellant"]) == {"sealed"}
    assert queries.events_of("case", "2024-000001")[0].data["office"] == 3


def test_those_who_may_see_it_can() -> None:
    register()
    assert revealed() == BO
    assert verify_chain() == []


def test_a_key_belongs_to_one_subject() -> None:
    register("2024-000001")
    register("2024-000002")
    first, second = PersonalKey.objects.order_by("subject_id")
    assert bytes(first.wrapped) != bytes(second.wrapped)
    with pytest.raises(WrongMasterKey):
        personal.current_master().unwrap(bytes(first.wrapped), "case/2024-000002")


def test_a_sealed_value_does_not_open_elsewhere() -> None:
    key = personal.new_key()
    sealed = personal.seal(key, "case/1/1/appellant", BO)
    assert personal.unseal(key, "case/1/1/appellant", sealed) == BO
    with pytest.raises(WrongMasterKey):
        personal.unseal(key, "case/2/1/appellant", sealed)


def test_after_shredding_nobody_can_read_it_and_the_chain_holds() -> None:
    register("2024-000001")
    register("2024-000002")
    done = shred("2024-000001")
    assert (done.kind, done.position) == ("personal_data_shredded", 2)
    assert revealed("2024-000001") == personal.SHREDDED == "«shredded»"
    assert revealed("2024-000002") == BO
    assert verify_chain() == []


def test_shredding_leaves_the_facts_alone() -> None:
    register()
    before = [state.facts for _, _, state in queries.case_states()]
    shred()
    assert [state.facts for _, _, state in queries.case_states()] == before


def test_what_is_not_there_cannot_be_shredded() -> None:
    record_many([event("case_registered", DAY)], recorded_at=NOW)
    with pytest.raises(OutOfOrder, match="has no personal data"):
        shred()
    with pytest.raises(OutOfOrder, match="has no personal data"):
        shred("2024-999999")
    register("2024-000002")
    shred("2024-000002")
    with pytest.raises(OutOfOrder, match="has no personal data"):
        shred("2024-000002")


def test_a_new_master_key_opens_what_the_old_one_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        register(f"2024-00000{number}")
    old = settings.ANKE_MASTER_KEY
    assert rotate_master_key(old=old, new="another secret") == 3
    with pytest.raises(WrongMasterKey, match=r"does not open with this master key\. Set ANKE_MASTER_KEY"):
        revealed("2024-000002")
    monkeypatch.setattr(settings, "ANKE_MASTER_KEY", "another secret")
    assert revealed("2024-000002") == BO
    assert verify_chain() == []


def test_a_wrong_old_master_key_changes_nothing() -> None:
    register()
    with pytest.raises(WrongMasterKey):
        rotate_master_key(old="not the one", new="another secret")
    assert revealed() == BO


def test_what_is_refused_repeats_nothing_personal(caplog: pytest.LogCaptureFixture) -> None:
    wrong: list[dict[str, Any]] = [
        REGISTRATION | {"appellant": {"name": "Bo Testesen", "cpr": "01018012345"}},
        REGISTRATION | {"appellant": {"name": "Bo Testesen", "cpr": "0101801234", "age": 45}},
        {"appellant": {"name": "Bo Testesen", "cpr": "0101801234"}},
        REGISTRATION | {"appellant": BO, "authority": "Bo Testesen 0101801234"},
        REGISTRATION | {"0101801234": BO, "Bo Testesen": 1},
    ]
    with caplog.at_level(logging.DEBUG):
        for data in wrong:
            with pytest.raises(BadData) as refused:
                record(
                    subject_kind="case",
                    subject_name="2024-000001",
                    kind="case_registered",
                    happened_on=DAY,
                    actor="sarah",
                    data=data,
                    recorded_at=NOW,
                )
            told = "".join(traceback.format_exception(refused.value)) + caplog.text
            assert "Testesen" not in told and "010180" not in told
    new = NewEvent("case", "x", "case_registered", DAY, "sarah", REGISTRATION | {"appellant": BO})
    assert "Testesen" not in repr(new)


def test_the_key_is_gone_from_the_database() -> None:
    register()
    wrapped = bytes(PersonalKey.objects.get().wrapped)
    shred()
    assert not PersonalKey.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete")
            assert cursor.fetchone()[0] == 1
            assert wrapped not in connection.connection.serialize()
