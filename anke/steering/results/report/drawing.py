"""The goals in a row, met first and not met last: the two ends of the score can be read off it."""

from anke.rules.scoring import Status
from anke.steering.results.answers import Contract

ORDER = (Status.MET, Status.UNDECIDED, Status.NOT_MET)


def in_order(contract: Contract) -> list[str]:
    """The status of every goal, by name."""
    return [one.value for one in sorted((goal.status for goal in contract.goals), key=ORDER.index)]
