"""The vocabulary: what may be said, and what is answered to those who say it wrong."""

from datetime import date
from typing import Any

import pytest

from anke.events.problem import BadData, UnknownKind
from anke.events.sentences import say
from anke.events.tests.histories import EXAMPLES, REGISTRATION
from anke.events.vocabulary import BY_CODE, KINDS, check_data, kind_called
from anke.rules.facts import COLUMNS, NO, YES

DAY = date(2025, 1, 3)
NUMBER = DAY.toordinal() - date(1970, 1, 1).toordinal()


def test_codes_are_never_shared() -> None:
    assert len(BY_CODE) == len(KINDS)


CODES = {
    "case_registered": 1,
    "information_assessed": 2,
    "case_assigned": 3,
    "information_requested": 4,
    "information_received": 5,
    "party_heard": 6,
    "consultant_asked": 7,
    "consultant_answered": 8,
    "clock_paused": 9,
    "clock_resumed": 10,
    "deadline_extended": 11,
    "meeting_treatment_decided": 12,
    "case_decided": 13,
    "decision_dispatched": 14,
    "case_withdrawn": 15,
    "case_reopened": 16,
    "registration_corrected": 17,
    "first_instance_error_found": 18,
    "appeal_described": 19,
    "party_added": 20,
    "party_changed": 21,
    "party_removed": 22,
    "case_linked": 23,
    "case_unlinked": 24,
    "point_raised": 25,
    "point_settled": 26,
    "point_dropped": 27,
    "case_transferred": 28,
    "entry_annulled": 29,
    "pause_annulled": 30,
    "document_added": 31,
    "letter_begun": 32,
    "letter_changed": 33,
    "letter_submitted": 34,
    "letter_approved": 35,
    "letter_returned": 36,
    "letter_dispatched": 37,
    "letter_discarded": 38,
    "letter_brought_in": 39,
    "extension_removed": 100,
    "draft_submitted": 101,
    "draft_taken_back": 102,
    "draft_returned": 103,
    "draft_approved": 104,
    "put_before_meeting": 105,
    "returned_from_meeting": 106,
    "case_dismissed": 107,
    "case_restricted": 108,
    "restriction_lifted": 109,
    "hold_placed": 110,
    "hold_lifted": 111,
    "case_destroyed": 112,
    "deadline_recomputed": 113,
    "cpr_revealed": 114,
}


def test_the_codes_that_stand_in_parquet_files_never_change() -> None:
    assert {kind.name: kind.code for kind in KINDS.values() if kind.subject == "case"} == CODES


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_kind_is_a_sentence_in_both_languages(kind: str, language: str) -> None:
    check_data(KINDS[kind], EXAMPLES[kind])
    sentence = say(kind, EXAMPLES[kind], language)
    assert sentence[0].isupper() and sentence.endswith(".")
    assert not set("{}[]") & set(sentence)


@pytest.mark.parametrize(
    ("kind", "data", "da", "en"),
    [
        (
            "case_registered",
            REGISTRATION | {"reopens": "2023-000007"},
            "Sagen blev modtaget (Kontanthjælp, Københavns Kommune) og registreret i kontor 3 "
            "som genoptagelse af 2023-000007.",
            None,
        ),
        (
            "registration_corrected",
            {"changes": {"received_on": "2025-01-03", "outcome": None}, "reason": "Brevet lå i en bunke"},
            "Registreringen blev rettet (modtaget: fredag den 3. januar 2025; udfald: intet): "
            "Brevet lå i en bunke.",
            "The registration was corrected (received: Friday 3 January 2025; outcome: nothing): "
            "Brevet lå i en bunke.",
        ),
        ("case_assigned", {"office": 4}, "Sagen blev fordelt til kontor 4.", None),
    ],
)
def test_sentences(kind: str, data: dict[str, Any], da: str, en: str | None) -> None:
    titles = say(kind, data, "da")
    assert titles == da or kind == "case_registered"
    assert en is None or say(kind, data, "en") == en


# kind, data, patch of the facts: what each kind says about a case, and no more.
PATCHES: list[tuple[str, dict[str, Any], dict[str, int]]] = [
    (
        "case_registered",
        REGISTRATION,
        {"case_type": 211, "authority": 101, "office": 3, "received_on": NUMBER},
    ),
    (
        "case_registered",
        REGISTRATION | {"fully_informed": False, "reopens": "2023-000007"},
        {"case_type": 211, "authority": 101, "office": 3, "received_on": NUMBER, "fully_informed": NO},
    ),
    ("information_assessed", {"fully_informed": True}, {"fully_informed": YES}),
    ("case_assigned", {"office": 9}, {"office": 9}),
    ("information_requested", {}, {}),
    ("clock_paused", {"reason": "x"}, {}),
    ("deadline_extended", {"until": "2025-02-01", "reason": "x"}, {}),
    ("meeting_treatment_decided", {"treat": False}, {"meeting_decided_on": NUMBER}),
    ("case_decided", {"outcome": "changed"}, {"outcome": 2, "decided_on": NUMBER, "closed_on": NUMBER}),
    ("decision_dispatched", {}, {}),
    ("case_withdrawn", {}, {"outcome": 6, "closed_on": NUMBER}),
    ("case_reopened", {"as": "2025-000009"}, {}),
    ("first_instance_error_found", {"error": True, "reason": "x"}, {"first_instance_error": YES}),
    (
        "registration_corrected",
        {
            "changes": {
                "received_on": "2025-01-03",
                "fully_informed": True,
                "decided_on": None,
                "office": None,
            },
            "reason": "x",
        },
        {"received_on": NUMBER, "fully_informed": YES, "decided_on": 0, "office": 0},
    ),
]


@pytest.mark.parametrize(("kind", "data", "patch"), PATCHES)
def test_patches(kind: str, data: dict[str, Any], patch: dict[str, int]) -> None:
    assert KINDS[kind].patch(DAY, data) == patch
    assert patch.keys() <= COLUMNS.keys()


def test_an_unknown_kind_is_told_the_kinds_there_are() -> None:
    with pytest.raises(
        UnknownKind, match=r"'case_lost' is no kind of event\. Write one of: case_registered, "
    ):
        kind_called("case_lost")


# kind, data, what the message must say
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("case_registered", {}, "needs 'case_type': write the id of a case type"),
    ("case_registered", REGISTRATION | {"case_type": "kontanthjaelp"}, "'case_type' .* such as cash_benefit"),
    ("case_registered", REGISTRATION | {"case_type": 211}, "'case_type'"),
    ("case_registered", REGISTRATION | {"authority": 100}, "'authority' .* such as 101"),
    ("case_registered", REGISTRATION | {"authority": "101"}, "'authority'"),
    ("case_registered", REGISTRATION | {"office": True}, "'office' .* whole number from 1 to 32767"),
    ("case_registered", REGISTRATION | {"fully_informed": 1}, "'fully_informed' .* true or false"),
    ("case_registered", REGISTRATION | {"fully_informed": None}, "'fully_informed'"),
    (
        "case_registered",
        REGISTRATION | {"colour": "red", "size": 2},
        "knows no 'colour, size'. It takes: appell",
    ),
    ("case_registered", REGISTRATION | {"appellant": "Bo"}, "'appellant' .* ten digits"),
    ("case_registered", REGISTRATION | {"appellant": {"name": "Bo", "cpr": "12"}}, "'appellant'"),
    ("decision_dispatched", {"to": "Bo"}, "knows no 'to'. It takes: channel, letter, sha256"),
    ("decision_dispatched", {"sha256": "abc"}, "'sha256' .* 64 hexadecimal digits"),
    ("consultant_asked", {"to": "Bo"}, "knows no 'to'. It takes: nothing"),
    ("clock_paused", {"reason": ""}, "'reason'"),
    ("deadline_extended", {"until": "2025-02-30", "reason": "x"}, "'until' .*YYYY-MM-DD"),
    ("deadline_extended", {"until": "1. marts", "reason": "x"}, "'until'"),
    ("case_decided", {"outcome": "won"}, "'outcome' .* such as affirmed"),
    ("registration_corrected", {"changes": {}, "reason": "x"}, "'changes'"),
    (
        "registration_corrected",
        {"changes": {"weight": 2}, "reason": "x"},
        "'changes' .* columns are case_type",
    ),
    (
        "registration_corrected",
        {"changes": {"received_on": None}, "reason": "x"},
        "received_on cannot be null",
    ),
    ("registration_corrected", {"changes": {"closed_on": "soon"}, "reason": "x"}, "'changes'"),
    ("figure_reported", EXAMPLES["figure_reported"] | {"value": 4.2}, "'value' .* such as \"12.5\""),
    ("figure_reported", EXAMPLES["figure_reported"] | {"period": "2025Q5"}, "'period' .*2025Q3"),
]


@pytest.mark.parametrize(("kind", "data", "says"), WRONG)
def test_wrong_data_is_answered_with_what_to_write(kind: str, data: dict[str, Any], says: str) -> None:
    with pytest.raises(BadData, match=says):
        check_data(KINDS[kind], data)


@pytest.mark.parametrize("text", ["Klager 010180-1234 ringede", "0101801234", "cpr: 010180 1234."])
def test_a_personal_number_in_free_text_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadData) as refused:
        check_data(KINDS["clock_paused"], {"reason": text})
    assert "personal numbers" in str(refused.value) and "1234" not in str(refused.value)


@pytest.mark.parametrize("text", ["Sag 2025-000123", "tlf. 33 41 12 00", "j.nr. 9999999999", "1234567890123"])
def test_other_numbers_are_no_personal_numbers(text: str) -> None:
    check_data(KINDS["clock_paused"], {"reason": text})
