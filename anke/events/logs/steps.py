"""What a mapping can say of an activity or a date, and the kind of event each becomes."""

from typing import Final

# step → kind of event in the vocabulary
STEPS: Final = {
    "received": "case_registered",
    "informed": "information_assessed",
    "information_requested": "information_requested",
    "information_received": "information_received",
    "party_heard": "party_heard",
    "consultant_asked": "consultant_asked",
    "consultant_answered": "consultant_answered",
    "paused": "clock_paused",
    "resumed": "clock_resumed",
    "decided": "case_decided",
    "dispatched": "decision_dispatched",
    "withdrawn": "case_withdrawn",
    "closed": "case_withdrawn",  # ended, and nothing had decided it
}
ENDS: Final = ("decided", "withdrawn", "closed")
# Once in a case: the first counts, or the last where the mapping says so.
ONCE: Final = ("received", "informed", "decided", "dispatched", "withdrawn", "closed")
DEADLINE: Final = "deadline"  # from a column only: the day the log itself says the case is due

# Why a row, or a date from a column, was not recorded: Danish, English.
REASONS: Final = {
    "wrong_number_of_columns": (
        "Rækken har for få eller for mange kolonner.",
        "The row has too few or too many columns.",
    ),
    "no_case": ("Rækken siger ikke, hvilken sag den hører til.", "The row does not say which case it is of."),
    "unusable_case": (
        "Sagens id er over 64 tegn, har usynlige tegn eller ligner et personnummer.",
        "The case's id is over 64 characters, holds unprintable ones, or looks like a personal number.",
    ),
    "no_activity": ("Rækken har ingen aktivitet.", "The row has no activity."),
    "unmapped_activity": ("Mappingen nævner ikke aktiviteten.", "The mapping does not name the activity."),
    "no_date": ("Rækken har ingen dato.", "The row has no date."),
    "unreadable_date": ("Datoen passer ikke til formatet.", "The date does not fit the format."),
    "outside_calendar": ("Datoen ligger uden for 1990–2050.", "The date lies outside 1990–2050."),
    "in_the_future": ("Datoen ligger i fremtiden.", "The date lies in the future."),
    "date_differs": (
        "Kolonnen siger noget andet end på en tidligere række i sagen.",
        "The column says otherwise than on an earlier row of the case.",
    ),
    "unknown_outcome": ("Mappingen nævner ikke udfaldet.", "The mapping does not name the outcome."),
    "not_received": (
        "Loggen siger ikke, hvornår sagen blev modtaget.",
        "The log does not say when the case came in.",
    ),
    "decided_before_received": (
        "Sagen ender, før den er modtaget; hele sagen er udeladt.",
        "The case ends before it is received; the whole case is left out.",
    ),
    "before_receipt": ("Det skete, før sagen blev modtaget.", "It happened before the case was received."),
    "repeated": (
        "Det kan kun ske én gang i sagen, og en anden række tæller.",
        "It can happen only once in a case, and another row counts.",
    ),
    "after_end": ("Sagen var sluttet.", "The case had ended."),
    "not_paused": ("Fristen stod ikke stille.", "The clock was not paused."),
    "not_decided": ("Sagen var ikke afgjort.", "The case was not decided."),
}
