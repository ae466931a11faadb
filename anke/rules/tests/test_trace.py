"""The trace: whoever reads it can check every step with a paper calendar."""

from datetime import date

import pytest

from anke.rules.calendar import NAMES
from anke.rules.clock import (
    ClockEvent,
    Extended,
    ExtensionRemoved,
    Paused,
    Received,
    Resumed,
    Stopped,
    replay,
)
from anke.rules.deadlines import DeadlineRule, Roll
from anke.rules.definitions import Span
from anke.rules.trace import SENTENCES, Step, day_in_words, sentence, sentences

WORKING = DeadlineRule(20, Span.WORKING_DAYS)


def test_twenty_working_days_over_easter() -> None:
    clock = replay([Received(date(2025, 4, 1))], WORKING)
    assert sentences(clock.steps, "en") == [
        "Tuesday 1 April 2025 is day 0: counting begins the day after.",
        "The time limit is 20 working days. Saturdays, Sundays and public holidays are not counted.",
        "7 ordinary Saturdays and Sundays in the period are not counted.",
        "Thursday 17 April 2025 is Maundy Thursday and is not counted.",
        "Friday 18 April 2025 is Good Friday and is not counted.",
        "Sunday 20 April 2025 is Easter Sunday and is not counted.",
        "Monday 21 April 2025 is Easter Monday and is not counted.",
        "The deadline is Friday 2 May 2025. That day is included: what is done on it is in time.",
    ]
    assert sentences(clock.steps, "da")[3:5] == [
        "Torsdag den 17. april 2025 er skærtorsdag og tælles ikke med.",
        "Fredag den 18. april 2025 er langfredag og tælles ikke med.",
    ]


def test_an_appeal_period_that_would_end_after_ascension_day() -> None:
    clock = replay([Received(date(2026, 4, 17))], DeadlineRule(4, Span.WEEKS, roll=Roll.NEXT))
    assert sentences(clock.steps, "da") == [
        "Fredag den 17. april 2026 er dag 0: der tælles fra dagen efter.",
        "Fristen er 4 uger. Alle kalenderdage tælles med, også weekender og helligdage.",
        "Den sidste dag bliver fredag den 15. maj 2026.",
        "Fredag den 15. maj 2026 er fredag efter Kristi himmelfartsdag, og der kan fristen ikke udløbe.",
        "Lørdag den 16. maj 2026 ligger i en weekend, og der kan fristen ikke udløbe.",
        "Søndag den 17. maj 2026 ligger i en weekend, og der kan fristen ikke udløbe.",
        "Fristen udløber derfor først mandag den 18. maj 2026.",
        "Fristen er mandag den 18. maj 2026. Den dag er med: det, der sker samme dag, er rettidigt.",
    ]


def test_pauses_and_extensions_are_told_with_their_cause() -> None:
    events: list[ClockEvent] = [
        Received(date(2025, 1, 31)),
        Paused(date(2025, 2, 3), "Vi venter på lægens svar."),
        Resumed(date(2025, 2, 10)),
        Extended(date(2025, 3, 3), date(2025, 3, 20), "syg sagsbehandler"),
        Paused(date(2025, 3, 10)),
        Resumed(date(2025, 3, 12)),
        Extended(date(2025, 3, 4), date(2025, 4, 30)),
        ExtensionRemoved(date(2025, 3, 5), date(2025, 4, 30), "fejl"),
        Stopped(date(2025, 3, 24)),
    ]
    clock = replay(events, DeadlineRule(1, Span.MONTHS))
    assert sentences(clock.steps, "da") == [
        "Fredag den 31. januar 2025 er dag 0: der tælles fra dagen efter.",
        "Fristen er 1 måned, regnet fra dato til dato.",
        "Fra og med mandag den 3. februar 2025 til og med søndag den 9. februar 2025 stod fristen stille: "
        "7 dage tælles ikke med. Årsag: Vi venter på lægens svar.",
        "Fra og med mandag den 10. marts 2025 til og med tirsdag den 11. marts 2025 stod fristen stille: "
        "2 dage tælles ikke med.",
        "Måneden har ingen dag 31: fristen falder på månedens sidste dag.",
        "Den sidste dag bliver fredag den 7. marts 2025.",
        "Fristen er forlænget til torsdag den 20. marts 2025. Årsag: syg sagsbehandler.",
        "Fristen stod stille efter forlængelsen, som derfor gælder til lørdag den 22. marts 2025.",
        "Forlængelsen til onsdag den 30. april 2025 er taget tilbage og tæller ikke længere. Årsag: fejl.",
        "Uden pauser og forlængelser var fristen fredag den 28. februar 2025.",
        "Mandag den 24. marts 2025 blev sagen afsluttet, og fristen stoppede.",
        "Fristen er lørdag den 22. marts 2025. Den dag er med: det, der sker samme dag, er rettidigt.",
    ]
    aimed = sentences(clock.steps, "da", target=True)
    assert not any("frist" in one.lower() for one in aimed[:-1])
    assert aimed[-1].endswith("Målet gælder sagerne under ét og er ikke en frist for den enkelte sag.")
    aimed = sentences(clock.steps, "en", target=True)
    assert not any("deadline" in one or "time limit" in one for one in aimed[:-1])


def test_a_clock_that_stands_still_promises_no_date() -> None:
    clock = replay([Received(date(2025, 4, 1)), Paused(date(2025, 4, 10), "party heard")], WORKING)
    assert sentences(clock.steps, "en")[2:] == [
        "On Thursday 10 April 2025 the clock was stopped, and it still stands. The date can be worked out "
        "when it runs again. Reason: party heard.",
        "Without pauses and extensions the deadline was Friday 2 May 2025.",
    ]


def test_small_turns_of_phrase() -> None:
    one_weekend_day = replay([Received(date(2025, 5, 10))], DeadlineRule(1, Span.WORKING_DAYS))
    assert "En almindelig lørdag eller søndag i perioden tælles ikke med." in sentences(
        one_weekend_day.steps, "da"
    )
    day_one = replay([Received(date(2025, 5, 5)), Resumed(date(2025, 5, 6))], DeadlineRule(1, Span.WEEKS, 1))
    assert sentences(day_one.steps, "en")[0] == "Monday 5 May 2025 is day 1 and is counted."
    assert "but it was running" in sentences(day_one.steps, "en")[2]
    saturday = replay([Received(date(2025, 5, 3))], DeadlineRule(1, Span.WORKING_DAYS, 1))
    assert (
        sentences(saturday.steps, "en")[0]
        == "Counting begins on Saturday 3 May 2025, which is no working day."
    )
    idle = replay([Received(date(2025, 5, 5)), Extended(date(2025, 5, 6), date(2025, 5, 7))], WORKING)
    assert any(step.kind == "extension_idle" for step in idle.steps)
    earlier = replay([Received(date(2025, 3, 31))], DeadlineRule(21, Span.DAYS, roll=Roll.PREVIOUS))
    assert "So the time limit ends earlier, on Wednesday 16 April 2025." in sentences(earlier.steps, "en")


@pytest.mark.parametrize("kind", SENTENCES)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_step_has_a_sentence_in_both_languages(kind: str, language: str) -> None:
    values: dict[str, int | str] = {"number": 2, "span": "days", "last": "2025-04-02", "name": "good_friday"}
    said = sentence(Step(kind, date(2025, 4, 1), values, "why"), language)
    assert said.endswith(".") and "{" not in said and said[0] == said[0].upper()


def test_every_closed_day_has_a_name_in_both_languages() -> None:
    assert all(len(words) == 2 and all(words) for words in NAMES.values())


def test_steps_are_data() -> None:
    step = Step("holiday", date(2025, 4, 18), {"name": "good_friday"})
    assert step.as_data() == {
        "kind": "holiday",
        "date": "2025-04-18",
        "values": {"name": "good_friday"},
        "cause": "",
    }


def test_days_in_words() -> None:
    assert day_in_words(date(2024, 2, 29), "da") == "torsdag den 29. februar 2024"
    assert day_in_words(date(2024, 2, 29), "en-GB") == "Thursday 29 February 2024"
