"""Roles: how far each one sees. One table; what it does not give is not given.

cases     none · office (the cases of one's own office) · department (of every office in it) · all
figures   frozen (finished reports only) · live (every figure, whenever asked)
runs      whether the role runs the machine: accounts, backups, checks. That never opens a case.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    CASEWORKER = "caseworker"
    HEAD_OF_OFFICE = "head_of_office"
    DEPUTY_DIRECTOR = "deputy_director"
    DIRECTOR = "director"
    LEGAL_UNIT = "legal_unit"
    STEERING_UNIT = "steering_unit"
    QUALITY_READER = "quality_reader"
    BOARD_SECRETARY = "board_secretary"
    SUPERVISION_OFFICER = "supervision_officer"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    MINISTRY = "ministry"


class Reach(StrEnum):
    """Whose cases a role sees."""

    NONE = "none"
    OFFICE = "office"
    DEPARTMENT = "department"
    ALL = "all"


class Figures(StrEnum):
    """Which figures a role sees."""

    FROZEN = "frozen"
    LIVE = "live"


@dataclass(frozen=True)
class Powers:
    cases: Reach
    figures: Figures
    runs: bool


# A quality reader sees the cases drawn for reading; the drawing gives that sight, the role alone gives none.
# The steering unit answers for every figure, and so sees the cases each one counts.
TABLE = """
role                   cases       figures  runs
caseworker             office      live     no
head_of_office         office      live     no
deputy_director        department  live     no
director               all         live     no
legal_unit             all         live     no
steering_unit          all         live     no
quality_reader         none        live     no
board_secretary        office      live     no
supervision_officer    office      live     no
system_administrator   none        frozen   yes
ministry               none        frozen   no
"""

TITLES: dict[Role, tuple[str, str]] = {  # Danish, English
    Role.CASEWORKER: ("sagsbehandler", "caseworker"),
    Role.HEAD_OF_OFFICE: ("ankechef", "head of office"),
    Role.DEPUTY_DIRECTOR: ("vicedirektør", "deputy director"),
    Role.DIRECTOR: ("direktør", "director"),
    Role.LEGAL_UNIT: ("medarbejder i Retsenheden", "member of the legal unit"),
    Role.STEERING_UNIT: ("medarbejder i styringsenheden", "member of the steering unit"),
    Role.QUALITY_READER: ("kvalitetsmåler", "quality reader"),
    Role.BOARD_SECRETARY: ("nævnssekretær", "board secretary"),
    Role.SUPERVISION_OFFICER: ("tilsynsmedarbejder", "supervision officer"),
    Role.SYSTEM_ADMINISTRATOR: ("systemadministrator", "system administrator"),
    Role.MINISTRY: ("ministeriet", "the ministry"),
}


def _read(table: str) -> dict[Role, Powers]:
    rows = (line.split() for line in table.strip().splitlines()[1:])
    return {
        Role(role): Powers(Reach(cases), Figures(figures), runs == "yes")
        for role, cases, figures, runs in rows
    }


POWERS = _read(TABLE)
