"""What a token may be given, and to whom: one table. A token never holds more than its owner's role allows,
and loses what the role loses.

An operator makes the tokens of machines, and an operator sees no case: so a machine's token can register a
case and read the lists of the content, and never read a case.
"""

from typing import Final

from anke.organisation.queries import Actor
from anke.rules.roles import POWERS
from anke.rules.steps import Act, may

# id → Danish, English: what it lets a program do.
SCOPES: Final = {
    "cases:read": ("læse sager, frister og historie", "read cases, deadlines and stories"),
    "parties:read": ("læse parters navne og adresser", "read names and addresses of parties"),
    "cases:register": ("registrere sager", "register cases"),
    "cases:act": ("handle i sager", "act on cases"),
    "cpr:reveal": (
        "vise et CPR-nummer; hver visning registreres",
        "show a personal number; each is recorded",
    ),
    "search": ("søge i sager", "search cases"),
    "documents:read": ("læse dokumenter", "read documents"),
    "selfcheck": ("læse selvkontrollen", "read the self-check"),
}
MACHINE: Final = frozenset({"cases:register"})
_READING: Final = ("cases:read", "parties:read", "search", "documents:read", "selfcheck")


def allowed(actor: Actor) -> frozenset[str]:
    """The scopes whoever acts may give a token, and use through one."""
    if actor.machine:
        return MACHINE
    if actor.role is None or not POWERS[actor.role].glass:  # a role that never sees a case
        return frozenset()
    found = set(_READING)
    if may(Act.DESCRIBE_APPEAL, actor.role):
        found |= {"cases:register", "cases:act"}
    if may(Act.CHANGE_PARTY, actor.role):
        found.add("cpr:reveal")
    return frozenset(found)
