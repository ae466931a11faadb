"""Roles: how far each one sees. One table; what it does not give is not given.

cases     none · office (the cases of one's own office) · department (of every office in it) · all
figures   frozen (finished reports only) · live (every figure, whenever asked)
runs      whether the role runs the machine: accounts, backups, checks. That never opens a case.
glass     whether the role may open a case it does not see, in an emergency, with a reason and a notice

Some acts are done by no person; `MACHINES` names what does them. A machine has no role and logs in nowhere.
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
    glass: bool


# A quality reader sees the cases drawn for reading; the drawing gives that sight, the role alone gives none.
# The steering unit answers for every figure, and so sees the cases each one counts.
TABLE = """
role                   cases       figures  runs  glass
caseworker             office      live     no    yes
head_of_office         office      live     no    yes
deputy_director        department  live     no    yes
director               all         live     no    yes
legal_unit             all         live     no    yes
steering_unit          all         live     no    yes
quality_reader         none        live     no    yes
board_secretary        office      live     no    yes
supervision_officer    office      live     no    yes
system_administrator   none        frozen   yes   no
ministry               none        frozen   no    no
"""

MACHINES: dict[str, tuple[str, str]] = {  # initials: Danish, English
    "system": ("systemet", "the system"),
    "import": ("indlæsning af en hændelseslog", "import of an event log"),
    "demo": ("demonstrationen", "the demonstration"),
    "visitation": ("visitationen", "intake"),
    "overtagelse": ("overtagelse fra et tidligere system", "taking over from an earlier system"),
}

# Who answers for other people's work: gives it out, registers their absence and what they master.
LEADERS = (Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR, Role.DIRECTOR)

# Who reports figures that come from outside, and approves those another of them has reported.
ANSWERABLE = (Role.STEERING_UNIT, Role.DEPUTY_DIRECTOR, Role.DIRECTOR)

# Who reads the pages of the quality programme; a caseworker sees what is said of their own work.
REVIEWING = (*LEADERS, Role.LEGAL_UNIT, Role.STEERING_UNIT, Role.QUALITY_READER)

# Who sees a restricted case that lies within reach; anybody else only their own.
TRUSTED = (*LEADERS, Role.LEGAL_UNIT)

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
        Role(role): Powers(Reach(cases), Figures(figures), runs == "yes", glass == "yes")
        for role, cases, figures, runs, glass in rows
    }


POWERS = _read(TABLE)
