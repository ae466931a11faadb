"""How a command fails: one clear sentence that says what to do, and an exit status that is not zero."""


class Failure(Exception):  # noqa: N818 - a failure of the command, told to a person, not an error in the program
    """The command cannot do its work. The message is a whole sentence for the person who typed it."""
