"""What can be wrong with a log or its mapping as a whole; nothing is then imported."""


class LogError(Exception):
    """The log cannot be imported. The message is a whole sentence that says what to do."""
