"""Why a field is not accepted, in plain words beside the framework's own id for it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

# The beginning of an id → Danish, English. The first that fits is used.
WORDS: Final[tuple[tuple[str, tuple[str, str]], ...]] = (
    ("missing", ("Feltet mangler.", "The field is missing.")),
    ("extra_forbidden", ("Der er intet felt med det navn.", "There is no field of that name.")),
    ("datetime", ("Skriv et tidspunkt som 2025-12-03T14:30:00Z.", "Write a time as 2025-12-03T14:30:00Z.")),
    ("date", ("Skriv en dag som 2025-12-03.", "Write a day as 2025-12-03.")),
    ("int", ("Skriv et helt tal.", "Write a whole number.")),
    ("bool", ("Skriv true eller false.", "Write true or false.")),
    ("string_too_long", ("Teksten er for lang.", "The text is too long.")),
    ("string_too_short", ("Der mangler en tekst.", "A text is missing.")),
    ("string", ("Teksten har ikke den rette form.", "The text does not have the right form.")),
    ("literal_error", ("Værdien er ikke en af dem, der kan vælges.", "The value is none of the choices.")),
    ("enum", ("Værdien er ikke en af dem, der kan vælges.", "The value is none of the choices.")),
    ("greater", ("Tallet er for lille.", "The number is too small.")),
    ("less", ("Tallet er for stort.", "The number is too large.")),
    ("list", ("Skriv en liste.", "Write a list.")),
    (
        "personal_number",
        (
            "Der ser ud til at stå et CPR-nummer. Tag det ud.",
            "There seems to be a personal number. Take it out.",
        ),
    ),
    (
        "of_another_question",
        ("Markøren hører til et andet spørgsmål.", "The cursor belongs to another question."),
    ),
    (
        "not_a_key",
        (
            "Nøglen skal være 1–200 synlige tegn uden mellemrum.",
            "The key must be 1–200 visible characters without spaces.",
        ),
    ),
)
OTHER: Final = ("Værdien kan ikke bruges her.", "The value cannot be used here.")


def in_words(errors: Iterable[Mapping[str, Any]], *, english: bool) -> list[dict[str, Any]]:
    """The same errors, each with what is wrong in words.

    >>> in_words([{"at": "happened_on", "why": "date_from_datetime_parsing"}], english=True)
    [{'at': 'happened_on', 'why': 'date_from_datetime_parsing', 'said': 'Write a day as 2025-12-03.'}]
    """
    return [{**one, "said": _words(str(one["why"]))[english]} for one in errors]


def _words(why: str) -> tuple[str, str]:
    return next((words for start, words in WORDS if why.startswith(start)), OTHER)
