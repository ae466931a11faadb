"""What can be wrong with an event that somebody wants recorded. No message repeats personal data."""


class EventError(ValueError):
    """The event cannot be recorded. The message says what is wrong and what to write instead."""


class UnknownKind(EventError):  # noqa: N818 - told to the person who tried
    """No such kind of event in the vocabulary."""


class BadData(EventError):  # noqa: N818 - told to the person who tried
    """Something required is missing, something unknown is there, or a value is not of its type."""


class OutOfOrder(EventError):  # noqa: N818 - told to the person who tried
    """The event cannot follow those already recorded."""


class ClockRunsBack(EventError):  # noqa: N818 - told to the person who tried
    """The moment of recording lies before the last recorded event."""
